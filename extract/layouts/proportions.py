"""What a sentence says of a whole and its part, of a total and its heads, of N and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.skeleton import Skeleton, found
from extract.statements import Statement

_OF_ALL = (
    r"(?:[比总全的为约达其]|全部|全年|年度|项目|资金|经费|支出|投资|收入|人数|人员|户数|数量"
    r"|总量|总数|总额|数|额|量|合计|预算|比例|比重|份额|[：:\s])*"
)
_WHOLE = re.compile(r"共|总|合计|全[年部县市区省镇]|累计")
_PARTS = re.compile(r"其中|包括|包含|分为|分别|由|含")
_HEADS = {
    "人": "人", "户": "户", "亩": "亩", "村": "个村", "家": "家", "校": "所", "台": "台",
    "件": "件", "次": "次", "场": "场", "期": "期",
}  # fmt: skip
"""What an average is per, and the measure word of the count it goes by."""
_HEAD = f"[{''.join(_HEADS)}]"
_MEAN = rf"(?:平均)?(?P<each>{_HEAD}(?=均)|每(?={_HEAD}))"
_COST = (
    rf"(?:均|{_HEAD}|[一个名位]|平均|实际|补助|补贴|支出|费用|成本|投入|发放|资助|经费|标准|使用"
    r"|金额|资金|约|为|达到?|[：:])*"
)
_MONEY_RATE = re.compile(
    r"到位|执行|支出|支付|使用|拨付|预算|序时|时间|资金|结转|结余|节约|增长|下降|增幅|降幅|自给"
)
_STEM = re.compile(r"([\u4e00-\u9fff]{2,10})(?:率|比例)(?:为|达到?|是|约|高达|只有|仅|[：:\s])*$")
_LEFT = (
    r"(?:未完成|未[\u4e00-\u9fff]{0,3}|尚未|剩余|其余|尚有|还有|还剩|余下|另有|正在|在建"
    r"|待[\u4e00-\u9fff]{0,2})"
)
_DONE = r"(?:已|完成|办结|整改|建成|验收)"
_TOTAL = re.compile(r"(?:共计?|合计|总计|计|累计|需|总共)[\u4e00-\u9fff]{0,8}$")
_DIMENSIONS = re.compile(
    r"[/／每·*]\s*(人|名|位|户|月|天|日|年|次|场|期|亩|公里|米|平方米|件|台|套|份|个|座|处|吨|课时"
    r"|学时|班)"
)
_SAME = {"名": "人", "位": "人", "日": "天", "场次": "场", "个月": "月"}


def proportions(over: Skeleton) -> Iterator[Statement]:
    """Shares, rates, averages, priced products and remainders with all their figures beside them.

    Looks like::

        全年发放问卷500份，回收480份，回收率96.00%，其中农村问卷288份，占回收问卷480份的60.00%。
    """
    yield from _shares_of(over)
    yield from _shares_in(over)
    yield from _rates(over)
    yield from _averages(over)
    yield from _products(over)
    yield from _remainders(over)


def _shares_of(over: Skeleton) -> Iterator[Statement]:
    """``a，占 b 的 p``."""
    pattern = (
        r"(?P<a>{X}){w}{0,8}[，,（(]?{w}{0,6}占{w}{0,16}(?P<b>{X}){w}{0,6}?的?{w}{0,3}(?P<p>{P})"
    )
    for match in found(over, pattern):
        a, b = match.start("a"), match.start("b")
        if over.text[a] == over.text[b]:
            yield Statement("share", match.start("p"), ((a, b),))


def _shares_in(over: Skeleton) -> Iterator[Statement]:
    """``共 b，其中 a，占比 p``; the whole is what the words say is parted."""
    pattern = (
        rf"(?P<a>{{X}})\s*[，,、（(]?\s*(?:约|分别)?(?:占比?|比重|所占比例){_OF_ALL}(?P<p>{{P}})"
    )
    for match in found(over, pattern):
        a = match.start("a")
        wholes = [
            place for place in over.before(a) if over.alike(place, a) and _parted(over, place)
        ]
        if wholes:
            yield Statement("share", match.start("p"), tuple((a, whole) for whole in wholes))


def _parted(over: Skeleton, place: int) -> bool:
    """Whether a figure is called a total, or parts follow it."""
    following = over.text[place + 1 : place + 8]
    return _WHOLE.search(over.lead(place)) is not None or _PARTS.search(following) is not None


def _rates(over: Skeleton) -> Iterator[Statement]:
    """``共 b，合格 a，合格率 p``: the part is the figure whose words hold the rate's own."""
    for at, rate in enumerate(over.places):
        if over.text[rate] != "\ue003" or not at:
            continue
        name = _STEM.search(over.lead(rate))
        if name is None or _MONEY_RATE.search(name[1]) or over.tail(rate).startswith("以"):
            continue
        stem = name[1][-2:]
        here = [place for place in over.before(rate) if over.text[place] in "\ue001\ue002"]
        parts = [place for place in here if stem in over.lead(place) + over.tail(place)]
        for part in parts[:1]:
            wholes = [place for place in here if place != part and over.alike(place, part)]
            if wholes:
                yield Statement("rate", rate, tuple((part, whole) for whole in wholes))


def _averages(over: Skeleton) -> Iterator[Statement]:
    """``a 元，惠及 b 人，人均 c 元``."""
    for match in found(over, rf"{_MEAN}{_COST}(?P<c>{{M}})"):
        mean, each = match.start("c"), match["each"]
        word = over.text[match.end("each")] if each == "每" else each
        others = over.within(mean)
        heads = _counts(over, others, {word, _HEADS[word]})
        totals = [place for place in others if over.text[place] == "\ue001" and place != mean]
        if len(heads) == 1 and len(totals) == 1:
            yield Statement("average", mean, ((totals[0], heads[0]),))


def _counts(over: Skeleton, places: tuple[int, ...], units: set[str]) -> list[int]:
    """The counts among some figures whose measure word is one of those wanted."""
    return [
        place
        for place in places
        if over.text[place] == "\ue002" and _dimension(over.unit(place)) in units
    ]


def _dimension(unit: str) -> str:
    return _SAME.get(unit, unit)


def _products(over: Skeleton) -> Iterator[Statement]:
    """``按 c 元/人/月 为 b 人发放 m 个月，共计 a 元``."""
    for price in over.places:
        if over.text[price] != "\ue005":
            continue
        mark = over.mark(price)
        printed = over.original[mark.start : mark.end]
        here = over.within(price)
        totals = [
            place
            for place in here
            if over.text[place] == "\ue001" and _TOTAL.search(over.lead(place))
        ]
        factors = [_counts(over, here, {_dimension(one)}) for one in _DIMENSIONS.findall(printed)]
        if factors and len(totals) == 1 and all(len(one) == 1 for one in factors):
            yield Statement("product", totals[0], ((price, *(one[0] for one in factors)),))


def _remainders(over: Skeleton) -> Iterator[Statement]:
    """``共 n 项，已完成 m 项，未完成 k 项``."""
    pattern = (
        rf"(?P<n>{{C}}){{w}}{{0,8}}[，,：:（(](?:其中[：:，,]?)?{{w}}{{0,6}}{_DONE}{{w}}{{0,8}}"
        rf"(?P<m>{{C}}){{w}}{{0,8}}[，,、和]{{w}}{{0,2}}{_LEFT}{{w}}{{0,10}}(?P<k>{{C}})"
    )
    for match in found(over, pattern):
        n, m, k = match.start("n"), match.start("m"), match.start("k")
        if over.alike(n, m) and over.alike(m, k):
            yield Statement("rest", n, ((m, k),))
