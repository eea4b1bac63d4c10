"""Goals: what has been done already, told where what is to be done ought to stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Wording
from model.record import Passage
from model.relation import Remark
from model.structure import Heading
from validate.quoting import quote
from validate.registry import rule
from validate.sentences import Sentence

_GOALS = re.compile(
    r"目标(?:设定|设置|申报|内容|概述|概况|表述|任务)*(?:情况|如下)?[\s。：:]*$|^[^，。]{0,8}绩效目标[^，。]{0,4}$"
)
_RESULTS = re.compile(
    r"完成|实现|达成|运行|监控|跟踪|分析|评价|自评|评分|问题|建议|措施|意识|管理|进展|偏差|结论|成效|效果|结果"
)
"""In a heading or one above it: what came of the goals."""
_DONE = (
    r"(?:完成|支出|支付|执行|使用|拨付|到位|建成|发放|采购|开展|举办|组织|培训|实施|投入|验收|修复|改造"
    r"|新建|安装|整治)"
)
_NUMBER = r"[\d０-９一二三四五六七八九十百两]"
_PAST = re.compile(
    rf"已经?(?:全部|累计|全面|如期|按期|按时|实际)?{_DONE}(?!的)[^，。；]{{0,24}}{_NUMBER}"
    rf"|(?:实际|累计|共|合计|总计)(?:完成|共)?(?:支出|支付|拨付|到位|使用)(?!的)[^，。；]{{0,12}}{_NUMBER}"
    rf"|实际(?:完成|发放|建成|培训|开展)(?!的)[^，。；]{{0,24}}{_NUMBER}"
    rf"|{_DONE}了[^，。；]{{0,16}}{_NUMBER}"
    rf"|{_NUMBER}[^。；]{{0,40}}(?:完成|实现|达到|解决|取得|兑现)了"
)
_PLANNED = re.compile(
    r"拟|将|计划|应|力争|确保|争取|预计|要求|须|需|再|继续|基础上|不低于|不少于|以上|≥|目标[为是：]|新增"
)
_BEFORE = re.compile(
    r"目前|现有|现已|上年|去年|近年|历年|往年|以往|此前|前期|一期|背景|年初已|截[至止](?:上|去)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\s*年)")
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_LABEL = re.compile(
    r"(?:年度|年初|设定|项目|预期|总体|绩效|中期|长期|实施期|阶段)*目标(?:[（(][^）)]*[）)]|值)?[：:]?"
)
"""The label of a cell that holds goals: 年度总体目标, 预期目标."""
_TOLD = Sentence(
    zh="“{heading}”部分写入了实际完成或支出数：“{words}”。",
    en="“{heading}” tells what was done or spent: “{words}”.",
)
_TARGET = Sentence(
    zh="指标“{heading}”的目标值写成了实际完成情况：“{words}”。",
    en="The target of “{heading}” tells what was done: “{words}”.",
)


@rule(
    "TXT14", "目标中写实际", "Actual in the target section", severity="note", says=(_TOLD, _TARGET)
)
def actual_among_goals(facts: Facts) -> Iterator[Remark]:
    """绩效目标部分应写预期要达到的，不写已经完成或支出的。

    The section on goals says what is to be reached, not what has been done or spent.

    Flags::

        一、项目概况
        （一）项目背景
        项目由县图书馆实施。
        （二）绩效目标
        完善图书馆服务，全年采购图书5000册。全年实际支出金额为182,300.00元。

    Flags::

        一、项目概况
        （一）项目背景
        项目由县图书馆实施。
        （二）年度目标
        已完成图书采购4800册，举办读书活动12场。

    Flags::

        清河县图书馆图书购置项目支出绩效自评表
        | 年度总体目标 | 已采购图书4800册，实际支出经费18.23万元 |
        | 三级指标 | 年度指标值 | 实际完成值 |
        | 采购图书数量 | ≥5000册 | 4800册 |
        | 读者满意度 | ≥90% | 95% |

    Passes::

        清河县图书馆图书购置项目支出绩效自评表
        | 年度总体目标 | 预期目标 | 实际完成情况 |
        | | 采购图书5000册 | 已采购图书4800册，实际支出经费18.23万元 |
        | 三级指标 | 年度指标值 | 实际完成值 |
        | 采购图书数量 | ≥5000册 | 4800册 |

    Passes::

        一、项目概况
        （一）绩效目标
        目前全县已建成分馆8个，计划再新建2个；全年采购图书5000册，完成活动12场。
        二、绩效目标完成情况
        全年实际支出182,300.00元，已完成图书采购4800册。
    """
    starts = [heading.where[0].start for heading in facts.headings if heading.where]
    for passage in facts.passages:
        if passage.kind != "paragraph" or not passage.source:
            continue
        at = bisect_right(starts, passage.source[0].start) - 1
        if at < 0 or not _is_goals(facts, facts.headings[at]):
            continue
        for words in _past(passage.text, facts.data.fiscal_year):
            found = quote(passage, *words)
            yield _remark(_TOLD, facts.headings[at].title, found)
    yield from _goal_cells(facts)
    yield from _targets(facts)


def _goal_cells(facts: Facts) -> Iterator[Remark]:
    """Cells labelled as goals, by the cell before them or above them."""
    tables = {one.table for one in facts.passages if one.table is not None and _names_goals(one)}
    for table in sorted(tables):
        rows: dict[int, list[Passage]] = {}
        for passage in facts.passages:
            if passage.table == table and passage.row is not None and passage.text.strip():
                rows.setdefault(passage.row, []).append(passage)
        for row, cells in rows.items():
            for at, cell in enumerate(cells):
                label = _label_of(cells, at, rows.get(row - 1, []))
                for words in _past(cell.text, facts.data.fiscal_year) if label else ():
                    if label is not None:
                        title = Wording(label.text, label.source)
                        yield _remark(_TOLD, title, quote(cell, *words))


def _names_goals(passage: Passage) -> bool:
    return "目标" in passage.text and bool(_LABEL.fullmatch("".join(passage.text.split())))


def _label_of(cells: list[Passage], at: int, above: list[Passage]) -> Passage | None:
    """The label of goals a cell stands behind, or under where the two rows end in one column."""
    if at and _names_goals(cells[at - 1]):
        return cells[at - 1]
    if not above or above[-1].col != cells[-1].col:
        return None
    return next((one for one in above if one.col == cells[at].col and _names_goals(one)), None)


def _targets(facts: Facts) -> Iterator[Remark]:
    for row in facts.indicators:
        text = row.target_text
        if text is not None and row.name is not None and "已" in text.raw:
            for _ in _past(text.raw, facts.data.fiscal_year):
                yield _remark(_TARGET, row.name, text)
                break


def _remark(sentence: Sentence, heading: Wording, found: Wording) -> Remark:
    said = sentence.filled(
        heading="".join(heading.raw.split()).rstrip("。"), words="".join(found.raw.split())
    )
    return Remark((heading, found), group="TXT14", zh=said.zh, en=said.en)


def _is_goals(facts: Facts, heading: Heading) -> bool:
    """True for a heading of goals, unless it or one above it is of what came of them."""
    if not _GOALS.search(heading.title.raw.strip()):
        return False
    above: Heading | None = heading
    while above is not None:
        if _RESULTS.search(above.title.raw):
            return False
        above = facts.headings[above.parent] if above.parent is not None else None
    return True


def _past(text: str, year: str | None) -> Iterator[tuple[int, int]]:
    """Where sentences tell what was done in the report's own time."""
    for sentence in _SENTENCE.finditer(text):
        told = sentence.group()
        match = _PAST.search(told)
        if match is None or _PLANNED.search(told) or _BEFORE.search(told):
            continue
        named = _YEAR.findall(told)
        if year and named and all(one < year for one in named):
            continue
        start = max(told.rfind(mark, 0, match.start()) for mark in "，：") + 1
        end = min(
            [at for mark in "，。；" if (at := told.find(mark, match.end())) > 0] or [len(told)]
        )
        yield sentence.start() + start, sentence.start() + end
