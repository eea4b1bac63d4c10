"""What a sentence says an amount is made of: price and number, total and heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.skeleton import Skeleton, found
from extract.statements import Statement

_MONEY, _COUNT, _PERCENT, _PRICE = "\ue001", "\ue002", "\ue003", "\ue005"
_HEADS = {
    "人": "人", "户": "户", "亩": "亩", "村": "个村", "家": "家", "校": "所", "台": "台",
    "件": "件", "次": "次", "场": "场", "期": "期",
}  # fmt: skip
"""What an average is per, and the measure word of the count it goes by."""
_HEAD = f"[{''.join(_HEADS)}]"
_MEAN = rf"(?:平均)?(?P<each>{_HEAD}(?=均)|每(?={_HEAD}))"
_COST = (
    rf"(?:均|{_HEAD}|[一个名位]|平均|受益|享受|领取|获得?|实际|补助|补贴|支出|费用|成本|投入|发放|资助|经费|标准|使用"
    r"|金额|资金|约|为|达到?|[：:])*"
)
_AVERAGE = re.compile(rf".{{0,2}}?(?:({_HEAD})均|(?<=平均)每({_HEAD}))")
_UNITS = "人名位户月天日年次场期亩米件台套份个座处吨"
_DIMENSIONS = re.compile(
    r"[/／每·*]\s*(人|名|位|户|月|天|日|年|次|场|期|亩|公里|米|平方米|件|台|套|份|个|座|处|吨|课时"
    r"|学时|班)"
)
_EACH = re.compile(
    rf"每(?:一)?([{_UNITS}]|公里|平方米|课时)(?:学生|群众|老人|教师|儿童)?(?:每(?:个)?([年月天日学期次]))?"
)
_SAME = {"名": "人", "位": "人", "日": "天", "场次": "场", "个月": "月"}
_TOTAL = re.compile(
    r"(?:共计?|合计|总计|计|累计|需|总共|支出|兑付|发放|补助|拨付|补贴|资助|使用|支付)[\u4e00-\u9fff]{0,8}$"
)
_COMES = re.compile(r"(?:计算)?[，,]?(?:共计?|合计|总计|计|需)(?:为|需|约)?")
_PLAN = re.compile(r"预算|到位|安排|下达|计划|上年|结余")
_VARIES = re.compile(
    r"扣除|离职|离岗|空缺|缺岗|陆续|增至|减至|第[一二三]批|不等|以上|起步|最高|至少"
)
"""Words that say the number or the price was not the same throughout."""


def amounts_made(over: Skeleton) -> Iterator[Statement]:
    """Averages and products of a price.

    Looks like::

        按照300元/人/月的标准，为120人发放补贴10个月，共计36万元。
    """
    yield from _averages(over)
    yield from _products(over)
    yield from _bracketed(over)


def _means(over: Skeleton) -> Iterator[tuple[int, str]]:
    """Averages and what they are per; a figure may begin with the words itself (人均46.40元)."""
    for match in found(over, rf"{_MEAN}{_COST}(?P<c>{{M}})"):
        each = match["each"]
        yield match.start("c"), over.text[match.end("each")] if each == "每" else each
    for place in over.places:
        if over.text[place] == _PRICE:
            mark = over.mark(place)
            printed = _AVERAGE.match(over.lead(place)[-2:] + over.original[mark.start : mark.end])
            if printed:
                yield place, printed[1] or printed[2]


def _averages(over: Skeleton) -> Iterator[Statement]:
    """``a 元，惠及 b 人，人均 c 元``."""
    for mean, word in _means(over):
        others = over.within(mean)
        heads = _counts(over, others, {word, _HEADS[word]})
        totals = [place for place in others if over.text[place] == "\ue001" and place != mean]
        if len(heads) == 1 and len(totals) == 1:
            yield Statement("average", mean, ((totals[0], heads[0]),))


def _counts(over: Skeleton, places: Sequence[int], units: set[str]) -> list[int]:
    """The counts among some figures whose measure word is one of those wanted."""
    return [
        place
        for place in places
        if over.text[place] == "\ue002" and _dimension(over.unit(place)) in units
    ]


def _dimension(unit: str) -> str:
    return _SAME.get(unit, unit)


def _products(over: Skeleton) -> Iterator[Statement]:
    """``按 c 元/人/月 为 b 人发放 m 个月，共计 a 元``, ``每户 c 元，b 户，共 a 元``."""
    for price in over.places:
        wanted = _per(over, price)
        if not wanted:
            continue
        here = [place for place in over.within(price) if place != price]
        money = [
            place
            for place in here
            if over.text[place] == _MONEY and not _PLAN.search(over.lead(place))
        ]
        totals = [place for place in money if _TOTAL.search(over.lead(place))]
        behind = next((place for place in money if place > price), None)
        if behind is not None and _COMES.fullmatch(over.lead(behind).strip()):
            money = totals = [behind]
        months = _counts(over, here, {"月"})
        said = _clause(over, here, price)
        yearly = "月" in wanted and not months and "全年" in said
        if _VARIES.search(said):
            continue
        wanted = [one for one in wanted if one != "年"]  # what is paid a year is paid once
        counted = [one for one in wanted if not (yearly and one == "月")]
        factors = [_counts(over, here, {one}) for one in counted]
        if (
            not factors
            or len(totals) != 1
            or len(money) != 1
            or any(len(one) != 1 for one in factors)
        ):
            continue
        option = (price, *(one[0] for one in factors))
        comes = "平均" in said or price > max(option[1], totals[0])
        if comes and len(factors) == 1:
            yield Statement("average", price, ((totals[0], option[1]),))
        else:
            yield Statement("yearly" if yearly else "product", totals[0], (option,))


def _per(over: Skeleton, place: int) -> list[str]:
    """What a price is per, unit by unit: 元/人/月 and 每人每月…元 alike; empty for no price."""
    if "均" in over.lead(place):
        return []
    if over.text[place] == _PRICE:
        mark = over.mark(place)
        return [
            _dimension(one) for one in _DIMENSIONS.findall(over.original[mark.start : mark.end])
        ]
    if over.text[place] != _MONEY:
        return []
    said = list(_EACH.finditer(over.lead(place)))
    return [_dimension(one) for one in said[-1].groups() if one] if said else []


def _clause(over: Skeleton, here: list[int], price: int) -> str:
    places = [*here, price]
    return over.text[max(0, min(places) - 30) : max(places)]


def _bracketed(over: Skeleton) -> Iterator[Statement]:
    """``补贴 a（标准 c 元/人/月，保障 b 人，m 个月）``, ``b 人 m 个月的补贴 a（c 元/人/月）``."""
    pattern = r"(?P<open>[（(])(?P<in>[^（）()\n]{0,60}[\ue005\ue001][^（）()\n]{0,60})[）)]"
    for match in found(over, pattern):
        inside = [at for at in over.places if match.start("in") <= at < match.end("in")]
        prices = [place for place in inside if _per(over, place)]
        total = _beside(over, match.start(), match.end())
        if len(prices) != 1 or total is None or _VARIES.search(match["in"]):
            continue
        if any(over.text[place] == _MONEY for place in inside if place != prices[0]):
            continue
        wanted = [one for one in _per(over, prices[0]) if one != "年"]
        here = [*inside, *_of_clause(over, total)]
        factors = [_counts(over, inside, {one}) or _counts(over, here, {one}) for one in wanted]
        if factors and all(len(one) == 1 for one in factors):
            yield Statement("product", total, ((prices[0], *(one[0] for one in factors)),))


def _beside(over: Skeleton, opening: int, end: int) -> int | None:
    """The amount right before a bracket, else right behind it."""
    if over.text[opening - 1 : opening] == _MONEY:
        return opening - 1
    return end if over.text[end : end + 1] == _MONEY else None


def _of_clause(over: Skeleton, place: int) -> list[int]:
    """The figures before one in its clause."""
    start = place - len(over.clause(place))
    return [one for one in over.places if start <= one < place]
