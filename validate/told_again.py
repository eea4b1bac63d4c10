"""Figures the text states again in other words, and misprints among them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim
from model.relation import Relation
from validate.aligned import clause, offset_in, passage_of, scope, sentence, times
from validate.goals_and_results import is_forecast, is_goal
from validate.once import once_a_report
from validate.quoting import comparable
from validate.repeats import GENERIC
from validate.sentences import Sentence
from validate.slips import significant, slip, slip_across

AGAIN = Sentence(
    "“{name}”前后不一：一处为{first}，另一处为{other}。",
    "“{name}” is {first} in one place and {other} in another.",
)

_MONEY = frozenset({"budget", "received", "spent", "balance"})
_LEAD = re.compile(
    r"^(?:(?:19|20)\d\d年?度?|全年|本年度?|当年|年度|年内|截至目前|目前|现|全[县市区省镇乡村街州旗国]|辖区内?|我[县市区局单位]+|本[县市区局单位级]+"
    r"|本?项目|本次|该|此次|通过|累计|共计?|已经?|总共|实际|实现|完成了?|开展了?|组织了?|举办了?|新建了?|建成了?|建设了?|改造了?|发放了?|安排了?"
    r"|支出(?=中|包括|项目|主要|有)|主要|重点|年初|项目较多|中?金额较大的|较大的|包括|但?不限于|如|例如|其中"
    r"|下达了?|拨付了?|投入了?|支付了?|支出了?|使用了?|惠及了?|覆盖了?|服务了?|培训了?|检查了?|受理了?|办理了?|为|对|向|有|由|的|中|将|用于)+"
)
_TAIL = re.compile(
    r"(?:合计|共计|累计|总计|数量|人数|数|情况|分别|约|为|达到?|了|是|的|共|金额|总额|资金|经费|支出)+$"
)
_NO_NAME = re.compile(
    r"(?:年度|全年|绩效|预期|计划|实际|年末|年初|本年|上年|完成|实现|达到)*(?:目标|指标|完成|实际|预期|下降|增长|增加|减少|提高|上升|降低|增幅|降幅|同比|环比)*(?:值|率|数|量|比例|占比|比重|分|人|户|次|项)?"
)
"""Words every figure of a kind goes by; they name nothing."""
_SHORTEST = 2
_STAGE = re.compile(
    r"[上下]半年|[一二三四1-4]季度|首批|第[一二三四五六]批|截至?(?:到|止)?\s*(?:(?:19|20)\d\d年)?\s*\d{1,2}月|\d{1,2}\s*[-—~至]\s*\d{1,2}月"
)
_NOT_SPENT = re.compile(
    r"预算|计划|安排|下达|到位|收入|上年|去年|采购|合同|标准|结余|人均|每[人户]"
)
_LONG, _NAMED, _SHORT = 4, 3, 2
"""Digits two unequal figures must have for one to be a misprint of the other: without a name of
their own, with one, and with a name of three characters or more."""
_PERSONS = {"名": "人", "位": "人"}
_SPECIFIC = 3


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim and what it is of, in words stripped of what may be said or left out."""

    claim: Claim[Figure]
    figure: Quantity
    core: str


_SIGN = re.compile(r"\s*[-－—–+＋×*÷]\s*\d")
_BOUGHT = re.compile(r"中标|成交|招标|采购")
_BARE_MEASURE = re.compile(
    r"(?:总体|综合|平均|服务对象|受益)*[\u4e00-\u9fff]{0,3}[度率]|得分率?|数量|人数|面积"
)
"""What is measured, without whose: two such are one only where nothing before tells them apart."""
_NUMBERED_LEAD = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]+[）).．、]|[①-⑳])\s*([^。：:，,；;]{2,24})[。：:，,]"
)


@once_a_report
def told_again(facts: Facts) -> tuple[Relation, ...]:
    """What is stated in two sentences under one name, of one time and scope: equal or a misprint.

    Two values that are no misprint of each other may be two facts, and nothing is said of them.
    """
    return tuple(_told_again(facts))


def _told_again(facts: Facts) -> Iterator[Relation]:
    groups: dict[tuple[object, ...], list[_Told]] = defaultdict(list)
    for told in _told(facts):
        groups[_key(facts, told)].append(told)
    for group in groups.values():
        apart = _in_sentences(group)
        if len({one.figure.value for one in apart}) <= 2:  # noqa: PLR2004 - two values of one fact
            for first, other in pairwise(apart):
                yield from _compared(first, other)


def _told(facts: Facts) -> Iterator[_Told]:
    parts = {part.start for one in facts.breakdowns for part in one.parts}
    for claim in facts.claims:
        figure = claim.figure
        if not isinstance(figure, Quantity) or figure.value is None or figure.comparator != "=":
            continue
        if figure.kind not in {"money", "count", "percent"} or claim.qualifier == "其中":
            continue
        if figure.unit == "分" and "得" not in clause(facts, claim):
            continue  # points that can be had are told beside those that were got
        if opens_a_formula(facts, claim):
            continue
        name = core(claim)
        own = claim.role in _MONEY and figure.kind == "money" and figure.start not in parts
        if own and claim.role == "budget" and _BOUGHT.search(sentence(facts, claim)):
            continue  # 预算1352万元的设备以1146万元成交
        if (name or own) and not is_forecast(facts, claim):
            yield _Told(claim, figure, name)


def opens_a_formula(facts: Facts, claim: Claim[Figure]) -> bool:
    """Whether an amount is the first of a formula: 实际支出：4,279,460元－11,835元＝4,267,625元."""
    passage = passage_of(facts, claim)
    if passage is None:
        return False
    behind = offset_in(passage, claim.figure.end - 1) + 1
    return _SIGN.match(passage.text, behind) is not None


def core(claim: Claim[Figure]) -> str:
    """The words a claim's figure goes by, without what may be said or left out; "" for none."""
    return core_of(claim.subject.raw)


def core_of(words: str) -> str:
    """A name without what may be said or left out."""
    name = comparable(words)
    if GENERIC.fullmatch(name):
        return ""
    found = _TAIL.sub("", _LEAD.sub("", name))
    return "" if len(found) < _SHORTEST or _NO_NAME.fullmatch(found) else found


def _key(facts: Facts, told: _Told) -> tuple[object, ...]:
    claim = told.claim
    passage = passage_of(facts, claim)
    before = passage.text[: offset_in(passage, told.figure.start)] if passage is not None else ""
    stages = _STAGE.findall(before)
    return (
        told.core,
        told.figure.kind,
        _PERSONS.get(told.figure.unit or "", told.figure.unit),
        _role(facts, told),
        is_goal(facts, claim),
        claim.form,
        times(facts, claim) - ({"其中"} if len(told.core) >= _SPECIFIC else set()),
        scope(facts, claim),
        "".join(stages[-1].split()) if stages else "",
        _lead(before) if _BARE_MEASURE.fullmatch(told.core) else "",
    )


def _role(facts: Facts, told: _Told) -> str:
    """What the money is; an amount named among what was spent is spent too."""
    if told.claim.role in _MONEY or told.figure.kind != "money":
        return told.claim.role if told.claim.role in _MONEY else ""
    said = sentence(facts, told.claim)
    return "spent" if "支出" in said and not _NOT_SPENT.search(said) else ""


def _lead(before: str) -> str:
    """The words a numbered paragraph begins with: 1.护林员满意度。 says whose it is."""
    found = _NUMBERED_LEAD.match(before)
    return comparable(found.group(1)) if found else ""


def _in_sentences(group: list[_Told]) -> list[_Told]:
    """The first of each sentence; a name said twice in one sentence is no name of one thing."""
    places = [(one.claim.passage, one.claim.sentence) for one in group]
    often = Counter(places)
    return [one for one, place in zip(group, places, strict=True) if often[place] == 1]


def _compared(first: _Told, other: _Told) -> Iterator[Relation]:
    if first.claim.passage == other.claim.passage and _BARE_MEASURE.fullmatch(first.core):
        return  # two groups asked, or two goods checked, in one paragraph
    equal = first.figure.value == other.figure.value
    alike = slip_across if len(first.core) >= _SPECIFIC else slip
    slipped = alike(first.figure, other.figure)
    count = significant(first.figure)
    fewest = _SHORT if len(first.core) >= _SPECIFIC else _NAMED if first.core else _LONG
    if not equal and (not slipped or count < fewest):
        return
    said = AGAIN.filled(
        name="".join(first.claim.subject.raw.split()),
        first=first.figure.raw,
        other=other.figure.raw,
    )
    yield Relation(
        other.figure,
        "=",
        first.figure,
        also=(first.claim.subject, other.claim.subject),
        severity=None if count >= _LONG else "warning",
        zh=said.zh,
        en=said.en,
    )
