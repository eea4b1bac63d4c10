"""The report's own dates: left blank, missing, or long after what they tell of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Moment, Wording
from model.record import Passage
from model.relation import Constant, Difference, Relation, Remark
from validate.quoting import quote, quoted
from validate.registry import Limit, Limits, limited_rule, rule
from validate.sentences import Sentence

_BLANK = re.compile(
    r"(?<![\d一二三四五六七八九〇○零])(?:(?:19|20|二[〇○零])[\s　_＿/]*)?"
    r"年(?:[\s　_＿/]+月[\s　_＿/]*|月[\s　_＿/]+)日"
    r"|(?:19|20)\d\d\s*年(?:[\s　_＿/]+月[\s　_＿/]*日|\s*\d{1,2}\s*月[\s　_＿/]+日)"
    r"|(?<!\d)20[\s　_＿/]+年[\s　_＿/]+月(?!\s*\d)"
    r"|(?:日期|时间|[章字])[）)]?\s*[：:]?\s*年月日"
)
"""年 月 日 with room for digits and none in it; part of it may be filled in."""
_UNANSWERED = re.compile(
    r"(?:填报|填表|报告|编制|编写|撰写|评价|自评|出具|签字|签署)(?:日期|时间)\s*[：:]"
    r"[\s　_＿]*(?=$|\n|[\u4e00-\u9fff（）]{2,12}\s*[：:])"
)
"""A label that asks for the report's date, with nothing behind it."""
_ASKED = re.compile(r"调查|访谈|问卷|受访|走访|座谈|被访|回访")
"""Forms for others to fill in, annexed blank."""
_OWN = re.compile(
    r"(?:(?:19|20)\d\d|[二２][〇○零０Ｏ][\d一二三四五六七八九〇○零０-９]{2}|民[国國]\d{2,3})"
    r"\s*[年./．-]\s*(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})"
)
_LABEL = re.compile(r"日期|时间|日\s*$|月\s*$")
_OF_ELSE = re.compile(
    r"基准|截至|截止|起止|实施期|期限|会议|调研|至\s*[（(]?\s*(?:19|20)\d\d|[〔\[【]"
)
"""Words of lines whose date is not the report's own."""
_SHORT = 40
_LINE = 120
"""Characters of a line of form fields at most."""
_MANY = 3
"""First-level sections from which a text is a full report, not an extract or a form."""
_FORECAST = re.compile(
    r"(?:预计|预期|预测|有望|可望|力争)[^。；]{0,12}(?:年底|年末|全年|年内|12\s*月)"
    r"|(?:年底|年末|全年|年内|12\s*月)[^。；]{0,12}(?:预计|预测|有望|可能|可望)"
)
_NO_DATE = Sentence(
    zh="报告没有编制或出具日期，落款“{place}”处无日期。",
    en="Neither the cover nor the signature bears a date; none stands by “{place}”.",
)
_LEFT_BLANK = Sentence(
    zh="日期留有空白未填，共{count}处：“{first}”",
    en="A date was left blank in {count} places: “{first}”",
)
_LATE = Sentence(
    zh="报告日期{report}距基准日{cutoff}超过{days}天，却仍作预测（“{forecast}”）。",
    en="The report of {report} comes more than {days} days after its cutoff {cutoff} "
    "and still forecasts (“{forecast}”).",
)


@rule("DATE04", "日期空缺", "Missing or blank date", severity="note", says=(_LEFT_BLANK, _NO_DATE))
def blank_dates(facts: Facts) -> Iterator[Remark]:
    """报告日期或签章日期空缺。

    The report has no date, or its date is left blank.

    Flags::

        一、项目概况
        本项目由县图书馆实施。
        填报人（签字）：李文           年   月   日
        单位负责人（签章）：王敏       年   月   日

    Flags::

        清河县图书馆图书购置项目支出绩效自评报告
        一、项目概况
        本项目由县图书馆实施。
        二、资金情况
        预算已全部支出。
        三、有关建议
        加强管理。
        清河县图书馆

    Flags::

        项目支出绩效自评报告
        填报日期：2024年   月   日
        一、项目概况
        本项目由县图书馆实施。

    Passes::

        清河县图书馆图书购置项目支出绩效自评报告
        一、项目概况
        本项目由县图书馆实施。
        二、资金情况
        预算已全部支出。
        三、有关建议
        加强管理。
        清河县图书馆
        2024年3月8日
        附件：读者满意度调查问卷
        调查时间：     年    月    日
    """
    blanks = tuple(words for passage in facts.passages for words in _blanks(passage))
    if not blanks and not facts.data.report_dates:
        blanks = tuple(words for one in facts.passages for words in _unanswered(one))
    if blanks:
        first = " ".join(blanks[0].raw.split())
        said = _LEFT_BLANK.filled(count=len(blanks), first=first)
        yield Remark(blanks, zh=said.zh, en=said.en)
        return
    place = _undated(facts)
    if place is not None:
        said = _NO_DATE.filled(place=" ".join(place.raw.split()))
        yield Remark((place,), zh=said.zh, en=said.en)


@limited_rule(
    "DATE06",
    "报告滞后",
    "Stale report",
    severity="note",
    says=(_LATE,),
    limits=(
        Limit(
            "days",
            Decimal(60),
            "监控报告距基准日的最多天数；无统一规定，两个月内仍能用于年内纠偏",
            "Days a monitoring report may come after its cutoff; no text rules it, and within two "
            "months what it finds can still be put right in the year",
        ),
    ),
)
def stale_report(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """运行监控报告应及时出具，距监控基准日过久，其预测已失去意义。

    A monitoring report that still forecasts comes soon after its cutoff.

    Flags::

        绩效运行监控报告
        报告日期：2023年12月20日
        监控基准日：2023年8月31日
        一、监控结论
        截至监控基准日2023年8月31日，项目支出10万元，预计年底可以完成全部目标。

    Passes::

        绩效运行监控报告
        报告日期：2023年9月20日
        监控基准日：2023年8月31日
        一、监控结论
        截至监控基准日2023年8月31日，项目支出10万元，预计年底可以完成全部目标。
    """
    report, cutoff = _day(facts.data.report_dates), _day(facts.data.cutoff_dates)
    if facts.data.doc_type != "monitoring" or report is None or cutoff is None:
        return
    forecasts = [words for passage in facts.passages for words in quoted(passage, _FORECAST)]
    if not forecasts:
        return
    forecast = forecasts[-1]
    days = limits["days"]
    said = _LATE.filled(report=report.raw, cutoff=cutoff.raw, days=days, forecast=forecast.raw)
    yield Relation(
        Difference(report, cutoff),
        "<=",
        Constant(days, "天"),
        also=(forecast,),
        zh=said.zh,
        en=said.en,
    )


def _blanks(passage: Passage) -> Iterator[Wording]:
    if "年" in passage.text and not _ASKED.search(passage.text + passage.section):
        yield from quoted(passage, _BLANK)


def _unanswered(passage: Passage) -> Iterator[Wording]:
    if passage.kind in {"paragraph", "caption"} and len(passage.text) <= _LINE:
        yield from quoted(passage, _UNANSWERED)


def _undated(facts: Facts) -> Wording | None:
    """The signature of a full report that bears no date; a text without one may have lost both."""
    data = facts.data
    if data.title is None or data.report_dates or not re.search("报告|報告", data.title.raw):
        return None
    sections = [heading for heading in facts.headings if heading.level == 1 and heading.number]
    if data.doc_type == "other" or len(sections) < _MANY or any(map(_is_date, facts.passages)):
        return None
    return _signature(facts)


def _is_date(passage: Passage) -> bool:
    """True for a short line, or a cell, that gives a date to this report."""
    text = passage.text.strip()
    if len(text) > _SHORT or _OF_ELSE.search(text) or not _OWN.search(text):
        return False
    return bool(_LABEL.search(text)) or passage.kind == "caption"


def _signature(facts: Facts) -> Wording | None:
    """The line behind the text that holds the name of the report's body and nothing else."""
    bodies = [
        re.sub(r"\s", "", words.raw)
        for words in (facts.data.entity, facts.data.evaluator)
        if words is not None
    ]
    for passage in reversed(facts.passages):
        if passage.kind == "paragraph" and re.sub(r"\s", "", passage.text) in bodies:
            return quote(passage, 0, len(passage.text))
    return None


def _day(dates: tuple[Figure, ...]) -> Moment | None:
    """The one complete date of several mentions; None where they differ or none is complete."""
    full = [
        found
        for found in dates
        if isinstance(found, Moment) and found.value and len(found.value) == len("2024-09-30")
    ]
    return full[0] if full and len({found.value for found in full}) == 1 else None
