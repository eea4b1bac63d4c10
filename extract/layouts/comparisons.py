"""What a sentence says of two figures: one grew, fell or differs from the other by so much."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.skeleton import Skeleton, found
from extract.statements import Statement

_RISE = r"增长|增加|提高|提升|上升|上涨|增幅|涨幅|多出?|高出?|超出?|上浮|扩大|新增|追加"
_FALL = (
    r"下降|减少|降低|下滑|回落|缩减|压减|压缩|节约|节省|降幅|减幅|核减|调减|少|低|短缺|落后|滞后"
)
_TURN = rf"(?P<turn>{_RISE}|{_FALL})"
_AFTER = r"(?:率|幅度?|比例|额|出|了|约|达到?|为|近|超过|[：:\s])*"
_FALLS = re.compile(_FALL)
_BRIDGE = (
    r"[，,（(]?\s*(?:同比|环比|相比|对比|之?间|较之?|比|与|和|同|上年度?|去年|上期|同期|年初|往年|基期"
    r"|前者|后者|之前|此前|预算|计划|目标|\ue010|分别|实现|实际|共|总体?|整体|年均?|均|了|的|又|已|也|则"
    r"|数|额|资金|经费|支出|金额|人数|有所|明显|大幅|略|小幅|增速|[，,、\s）)])*"
)
"""What may stand between the second figure and the word for the change: no subject of its own."""
_AGAINST = re.compile(
    r"比(?![例重率])|较|同比|相比|对比|上年|去年|上期|同期|往年|以前年度|基期|年初(?!预算)"
    r"|此前|之前|原(?=[有来])"
)
_EARLIER = re.compile(
    r"上年|去年|上期|往年|以前年度|基期|年初(?!预算)|此前|之前|原(?=[有来为])|^由|[^自]由|从"
)
_LATER = re.compile(r"今年|本年|当年|本期|现在|目前|现有|年末|年底|如今|[至到]\s*$")
_MOVED = r"增长|增加|提高|提升|上升|上涨|扩大|下降|减少|降低|下滑|回落|缩减|压减|压缩|[增降减升]"
_UP_TO = re.compile(rf"(?:{_MOVED})\s*[到至为]\s*$")
_BY = re.compile(rf"(?:{_MOVED}|多|少|超出?|高出?|节约|节省)[了出约近]?\s*$")
_DIGITS = str.maketrans("０１２３４５６７８９〇○零一二三四五六七八九", "0123456789000123456789")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?")
_OTHER = re.compile(r"年均|平均|复合|累计增|其中|占")
"""Words between figures that make the change one of something else."""
_REPEATED = (
    rf"(?:变动|变化|增减|同比|环比|比上年|较上年|{_RISE}|{_FALL}|增长率|增速|率|幅度?|约|为|达到?"
    r"|[：:])+"
)


def comparisons(over: Skeleton) -> Iterator[Statement]:
    """Changes stated with both figures, in percent, points or amount.

    Looks like::

        2023年受理申请1,260件，比上年的1,050件增长20.00%，办结率较上年提高2.5个百分点。
    """
    yield from _changed_by(over)
    yield from _grown(over)
    yield from _grown_from(over)
    yield from _grown_by(over)
    yield from _grown_since(over)
    yield from _points(over)


def _changed_by(over: Skeleton) -> Iterator[Statement]:
    """``a 比 b 多 d``, and ``从 b 增加到 a，增加 d``, with the percentage where it follows."""
    pattern = rf"(?P<a>{{X}}){{g}}{{0,40}}?(?P<b>{{X}}){_BRIDGE}{_TURN}{_AFTER}(?P<d>{{X}})"
    for match in found(over, pattern):
        a, b, d = match.start("a"), match.start("b"), match.start("d")
        if not (over.alike(a, b) and over.alike(b, d)) or _BY.search(over.lead(a)):
            continue
        order = _order(over, a, b)
        if order is None:
            continue
        now, before = order
        falls = _FALLS.search(match["turn"]) is not None
        yield Statement("change", d, ((now, before),), falls)
        rate = _rate_behind(over, d)
        if rate is not None:
            yield Statement("growth", rate, ((now, before),), falls)


def _rate_behind(over: Skeleton, place: int) -> int | None:
    """The percentage that repeats a change just told as an amount: 增加210件，增长20%."""
    pattern = rf"{{X}}[，,、（(]?\s*{_REPEATED}\s*(?P<p>{{P}})"
    match = next((one for one in found(over, pattern) if one.start() == place), None)
    return match.start("p") if match else None


def _grown(over: Skeleton) -> Iterator[Statement]:
    """``a 比 b 增长 p``, ``b，a，同比增长 p``."""
    pattern = rf"(?P<a>{{X}}){{g}}{{0,40}}?(?P<b>{{X}}){_BRIDGE}{_TURN}{_AFTER}(?P<p>{{P}})"
    for match in found(over, pattern):
        a, b, rate = match.start("a"), match.start("b"), match.start("p")
        if not over.alike(a, b):
            continue
        order = _order(over, a, b)
        if order is not None:
            yield Statement("growth", rate, (order,), _FALLS.search(match["turn"]) is not None)


def _grown_from(over: Skeleton) -> Iterator[Statement]:
    """``a，同比减少 d（2022年为 b），下降 p``: what it was before stands in brackets."""
    pattern = (
        rf"(?P<a>{{X}}){{w}}{{0,6}}[，,]\s*(?:同比|比上年|较上年|较去年|比去年)?{_TURN}{_AFTER}(?P<d>{{X}})"
        rf"[（(](?:上年|去年|\ue010){{w}}{{0,8}}(?P<b>{{X}})[）)][，,]?\s*{_REPEATED}\s*(?P<p>{{P}})"
    )
    for match in found(over, pattern):
        a, b, d = match.start("a"), match.start("b"), match.start("d")
        if over.alike(a, b) and over.alike(b, d):
            falls = _FALLS.search(match["turn"]) is not None
            yield Statement("change", d, ((a, b),), falls)
            yield Statement("growth", match.start("p"), ((a, b),), falls)


def _grown_by(over: Skeleton) -> Iterator[Statement]:
    """``a，比上年增加 d，增长 p``: what it was before is the difference."""
    against = r"(?:同比|环比|[比较与]?{w}{0,8}?(?:上年|去年|上期|同期|\ue010){w}{0,6}?)"
    pattern = (
        rf"(?P<a>{{X}}){{w}}{{0,6}}[，,（(]\s*(?P<said>{against}){_TURN}{_AFTER}(?P<d>{{X}}){{w}}{{0,2}}"
        rf"[，,、（(]?\s*{_REPEATED}\s*(?P<p>{{P}})"
    )
    for match in found(over, pattern):
        a, d = match.start("a"), match.start("d")
        if over.alike(a, d):
            falls = _FALLS.search(match["turn"]) is not None
            # 2022年100万元，2023年增加5万元: the first is the earlier one.
            earlier = _AGAINST.search(over.clause(a)) or not _AGAINST.search(match["said"])
            kind = "share" if earlier else "growth_by"
            yield Statement(kind, match.start("p"), ((d, a),), falls)


def _grown_since(over: Skeleton) -> Iterator[Statement]:
    """``a，同比增长 p，上年为 b``; ``a，同比下降 p（上年为 b）``."""
    pattern = (
        rf"(?P<a>{{X}}){{w}}{{0,6}}[，,]\s*(?:同比|比上年|较上年|较去年|比去年){_TURN}{_AFTER}(?P<p>{{P}})"
        rf"\s*[，,；;（(]\s*(?:而|其中)?(?:上年|去年|上期|同期)(?:同期|度|全年|同口径)?{{w}}{{0,10}}(?P<b>{{X}})"
    )
    for match in found(over, pattern):
        a, b = match.start("a"), match.start("b")
        if over.alike(a, b):
            falls = _FALLS.search(match["turn"]) is not None
            yield Statement("growth", match.start("p"), ((a, b),), falls)


def _points(over: Skeleton) -> Iterator[Statement]:
    """``p 比 q 高 d 个百分点``, ``p 低于 q d 个百分点``."""
    turned = rf"(?P<a>{{P}}){{g}}{{0,30}}?(?P<b>{{P}}){_BRIDGE}{_TURN}{_AFTER}(?P<d>{{Q}})"
    facing = (
        r"(?P<a>{P}){w}{0,10}[，,]?{w}{0,10}"
        r"(?P<turn>高于|低于|高出|落后于?|滞后于?|超过|超出|快于|慢于){w}{0,16}(?P<b>{P})"
        r"\s*[，,（(]?\s*(?:[高低超]出?|约|达|近|相?差|差距|落后|滞后)?(?:了|约|为)?\s*(?P<d>{Q})"
    )
    for match in (*found(over, turned), *found(over, facing)):
        a, b = match.start("a"), match.start("b")
        order = (
            (a, b) if match["turn"][-1] == "于" or match["turn"][0] == "超" else _order(over, a, b)
        )
        if order is None:
            continue
        falls = re.match(r"低于|慢于", match["turn"]) or _FALLS.search(match["turn"])
        yield Statement("points", match.start("d"), (order,), falls is not None)


def _order(over: Skeleton, a: int, b: int) -> tuple[int, int] | None:
    """The later and the earlier of two figures, by the words before them; None if unsaid."""
    lead, between = over.lead(a), over.text[a + 1 : b]
    if _OTHER.search(between) or _BY.search(between):
        return None
    if _UP_TO.search(between):
        return b, a
    first, second = _year(over, a), _year(over, b)
    if first and second and first != second:
        return (b, a) if first < second else (a, b)
    if _AGAINST.search(between) and not _LATER.search(between):
        return a, b
    if _EARLIER.search(lead):
        return b, a
    return None


def _year(over: Skeleton, place: int) -> str:
    """The year named last before a figure, in its clause."""
    at = sum(one < place for one in over.places)
    if not at:
        return ""
    previous = over.places[at - 1]
    words = over.text[previous:place]
    if over.text[previous] != "\ue010" or re.search("[，,。；;]", words):
        return ""
    mark = over.mark(previous)
    years = _YEAR.findall(over.original[mark.start : mark.end].translate(_DIGITS))
    return years[0] if len(years) == 1 else ""
