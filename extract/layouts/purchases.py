"""What a sentence says a purchase saved of its budget."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.skeleton import Skeleton
from extract.statements import Statement

_MONEY, _PERCENT = "\ue001", "\ue003"
_TOPIC = re.compile(r"采购|招标|中标|成交|竞价|磋商|询价")
_LESS = r"(?:节约|节省|节支|减少|降低|下降|下浮|降价|核减|少支|少花)"
_TAIL = r"(?:财政|采购|资金|经费|支出|金额|预算|率|幅度?|额|了|约|为|达到?|[：:\s])*$"
_SAVED = re.compile(_LESS + _TAIL)
_RATE = re.compile(
    rf"{_LESS}{_TAIL}|[节降]幅{_TAIL}|占(?:政府)?(?:采购)?(?:预算|控制价|最高限价)[^，]{{0,6}}$"
)
_WON = re.compile(r"中标|成交|合同|定标")
_PLAN = re.compile(r"预算|控制价|限价|拦标价")
_OTHER = re.compile(r"上年|去年|同期|同比|支付|付款|追加|调整|分别|平均|每")


def purchases(over: Skeleton) -> Iterator[Statement]:
    """The saving as an amount and in percent, where budget and price stand once beside it.

    Looks like::

        本次设备采购预算80万元，中标价72万元，节约资金8万元，节约率10%。
    """
    done = -1
    for place in over.places:
        if place <= done or over.text[place] != _MONEY:
            continue
        here = over.within(place)
        done = here[-1]
        said = over.text[max(0, here[0] - 40) : done + 8]
        if _TOPIC.search(said) and not _OTHER.search(said):
            yield from _of_sentence(over, here)


def _of_sentence(over: Skeleton, here: tuple[int, ...]) -> Iterator[Statement]:
    money = [place for place in here if over.text[place] == _MONEY]
    saved = [place for place in money if _SAVED.search(over.lead(place))]
    others = [place for place in money if place not in saved]
    won = [
        place
        for place in others
        if _WON.search(over.lead(place)) or _WON.match(over.tail(place).strip())
    ]
    plan = [place for place in others if place not in won and _PLAN.search(over.lead(place))]
    rates = [
        place for place in here if over.text[place] == _PERCENT and _RATE.search(over.lead(place))
    ]
    if len(plan) != 1 or len(won) != 1 or len(others) > len(plan + won) or len(saved) > 1:
        return
    for place in saved:
        yield Statement("saved", place, ((plan[0], won[0]),))
    if len(rates) == 1:
        yield Statement("saving", rates[0], ((won[0], plan[0]),), falls=True)
