"""Carry-over: what was left, what came in and what went out must leave what is left now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from model.facts import Facts
from model.quantity import Quantity
from model.relation import Difference, Operand, Relation, Sum
from validate.accounts import Account, Entry, accounts, chapters, figures_of, only, runs, stretches
from validate.registry import rule

_LEFT = r"(?:结转(?:和|与|及|或|、)?结余|结余(?:和|与|及|或|、)?结转|滚存结[余转]|结转|结余|余额)"
_PARTS = {
    "grand": re.compile(r"收入?、?支出?总计|收支总计|收入总计|支出总计"),
    "returned": re.compile(
        r"上缴|收回|缴回|退回|交回|返还|回收|结余分配|提取|转入|调[出减]|核[减销]"
    ),
    "used": re.compile(r"(?:使用|动用|弥补)[^，。]{0,12}(?:结余|基金)|调入"),
    "spent_left": re.compile(
        r"(?:使用|动用|列支)[^，。]{0,6}结转|结转(?!至?下)[^，。]{0,8}(?:支出|使用|执行)"
    ),
    "opening": re.compile(
        rf"(?:上年度?|上一?年度?|去年|年初|期初|以前年度|历年|往年|上期|前期)(?:末|底|度)?的?[^，。]{{0,8}}?{_LEFT}"
        rf"(?!下年)|{_LEFT}(?:资金|指标)?(?:年初|期初)(?:数|余额)"
    ),
    "budget": re.compile(r"预算(?:数|安排|批复|资金|总额|为|共)*$"),
    "closing": re.compile(_LEFT),
    "income": re.compile(
        r"(?:本年度?|当年|全年|本期|年度|实际|新增|其他|事业|经营|财政|捐赠|利息|拨款|(?:19|20)\d\d年)"
        r"[^，。]{0,10}(?:收入|收到|拨款|拨入|到位|下达|筹集)|收入(?:合计)?(?:为|共|资金)*$|到位资金|拨入资金"
    ),
    "spent": re.compile(r"支出|使用|支付|执行|列支|用于"),
}
_ONCE = frozenset({"opening", "closing", "grand"})
_INCLUSIVE = re.compile(r"总|合计|共|可用|到位|下达|拨入|筹集")
"""Income so named may hold what was carried over already."""
_HOLDS_MORE = re.compile(r"\s*[（(，,]\s*(?:其中)?含")
_INSIDE = re.compile(r"(?:其中|包括|包含|含|[（(])[^（(）)]*$")


@rule("CAR01", "结转结余", "Carry-over balance", severity="error")
def carry_over(facts: Facts) -> Iterator[Relation]:
    """上年结转结余加本年收入减本年支出，应等于年末结转结余。

    What was carried over, plus income, less spending, must be what is left at the year's end.

    Flags::

        二、收支情况
        年初结转结余120.50万元，本年收入850.00万元，本年支出800.30万元，年末结转结余160.20万元。

    Passes::

        二、收支情况
        年初结转结余120.50万元，本年收入850.00万元，本年支出800.30万元，年末结转结余170.20万元。

    Passes::

        二、收支情况
        上年结转20万元，本年到位资金150万元（含上年结转），支出130万元，上缴财政5万元，年末结余15万元。
    """
    parts = _parts(facts.data.fiscal_year)
    told: set[int] = set()
    for entries in stretches(facts):
        for account in accounts(_of_the_whole(entries), parts, _ONCE):
            for relation in _balance(account):
                told.add(only(account, "closing").start)
                yield relation
    for entries in chapters(facts):
        for account in accounts(_of_the_whole(entries), parts, _ONCE):
            if _is_plain(account) and only(account, "closing").start not in told:
                yield from _balance(account)


def _is_plain(account: Account) -> bool:
    """Whether an account over several paragraphs names each of the four just once."""
    return all(
        len(account.get(part, ())) == 1 for part in ("opening", "closing", "income", "spent")
    )


def _of_the_whole(entries: list[Entry]) -> list[Entry]:
    """Without what is a part of a balance told before it: 结转20万元，其中项目结转15万元."""
    return [one for one in entries if not (one.nested and _PARTS["closing"].search(one.words))]


def _parts(year: str | None) -> dict[str, re.Pattern[str]]:
    """The parts, with what was left at the end of the year before the report's among them."""
    if year is None or not year.isdecimal():
        return _PARTS
    last = re.compile(
        rf"{_PARTS['opening'].pattern}|{int(year) - 1}年(?:末|底|度)?[^，。]{{0,8}}?{_LEFT}"
    )
    return {**_PARTS, "opening": last}


def _balance(account: Account) -> Iterator[Relation]:
    """The balance of an account that names all four: opening, income, spending, closing."""
    income = "income" if "income" in account else "budget"
    if not {"opening", "closing", "spent", income} <= account.keys():
        return
    closing = only(account, "closing")
    added = list(
        product(_openings(account, income), runs(account[income]), _optional(account, "used"))
    )
    taken = list(
        product(
            runs(account["spent"]), _optional(account, "returned"), _optional(account, "spent_left")
        )
    )
    options = [
        Relation(closing, "=", Difference(_sum(sum(plus, ())), _sum(sum(minus, ()))))
        for plus in added
        for minus in taken
    ]
    yield replace(
        options[0],
        subject=account["closing"][0].subject,
        table=account["closing"][0].table,
        told=account["closing"][0].table is None,
        one_of=tuple(options[1:]),
    )


def _openings(account: Account, income: str) -> list[tuple[Quantity, ...]]:
    """What was carried over; nothing as well where the income may hold it already."""
    opening, first = account["opening"][0], account[income][0]
    inside = _INSIDE.search(opening.before) or _INCLUSIVE.search(first.words)
    return [(opening.figure,), *([()] if inside or income == "budget" else [])]


def _optional(account: Account, part: str) -> list[tuple[Quantity, ...]]:
    """Amounts that the balance may or may not count."""
    found = figures_of(account, part)
    return [found, ()] if found else [()]


def _sum(figures: tuple[Quantity, ...]) -> Operand:
    return figures[0] if len(figures) == 1 else Sum(figures)
