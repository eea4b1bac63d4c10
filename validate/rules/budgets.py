"""Budgets: what the year began with, what was added and cut, and what it ended with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from model.facts import Facts
from model.quantity import Quantity
from model.relation import Difference, Operand, Relation, Sum
from validate.accounts import Account, accounts, figures_of, only, runs, stretches
from validate.registry import rule

_CUT = r"调减|核减|追减|压减|削减|调出|收回|统筹|扣减|减少|核销|缩减|调低|净减"
_PARTS = {
    "carried": re.compile(r"结转|结余"),
    "adjusted": re.compile(
        r"(?:调整|追加|调剂|变更|增减|核减|调减)(?:预算)?(?:后|至|到|为)|调整预算数?(?:为|共)*$|全年预算|最终预算|预算调整(?:数|为)+$"
        r"|预算总额(?:为|共|达)*$"
    ),
    "within": re.compile(r"科目|调剂(?!增|减|出|入)"),
    "cut": re.compile(_CUT),
    "added": re.compile(r"追加|调增|增加|新增|追增|增补|补充|调入|净增|增拨|增安排|追补|核增"),
    "initial": re.compile(
        r"(?:年初|期初|原|初始|年初批复|批复|年初安排)[^，。]{0,10}预算|预算[^，。]{0,6}年初|年初安排|年初批复|年初(?:数|为)*$"
    ),
}
_ONCE = frozenset({"initial", "adjusted"})


@rule("BUD01", "预算调整", "Adjusted budget", severity="error")
def adjusted_budget(facts: Facts) -> Iterator[Relation]:
    """年初预算加追加减调减，应等于调整后预算。

    The initial budget plus what was added less what was cut must be the adjusted budget.

    Flags::

        二、预算安排情况
        年初预算1,200万元，年中追加150万元，调减30万元，调整后预算1,350万元。

    Passes::

        二、预算安排情况
        年初预算1,200万元，年中追加150万元，调减30万元，调整后预算1,320万元。

    Passes::

        二、预算安排情况
        年初预算800万元，年中追加60万元，科目间调剂25万元，调整后预算860万元。
    """
    for entries in stretches(facts):
        for account in accounts(entries, _PARTS, _ONCE):
            yield from _adjusted(account)


def _adjusted(account: Account) -> Iterator[Relation]:
    """Initial and changes against adjusted; money carried over may be one of the additions."""
    if not {"initial", "adjusted"} <= account.keys():
        return
    added, taken = _choices(account, "added"), _choices(account, "cut")
    if added == taken == [()]:
        return
    carried = figures_of(account, "carried")
    options = [
        Relation(
            only(account, "adjusted"),
            "=",
            _changed((only(account, "initial"), *plus, *more), minus),
        )
        for plus, more, minus in product(added, [(), carried] if carried else [()], taken)
    ]
    yield replace(
        options[0],
        subject=account["adjusted"][0].subject,
        table=account["adjusted"][0].table,
        one_of=tuple(options[1:]),
    )


def _choices(account: Account, part: str) -> list[tuple[Quantity, ...]]:
    """What the changes of one kind come to; a sentence after the result tells of other ones."""
    result, first = account["adjusted"][0], account["initial"][0]
    known = max(result.figure.start, first.figure.start)
    changes = [
        one
        for one in account.get(part, ())
        if one.figure.start < known or result.figure.raw in one.before
    ]
    return runs(changes) if changes else [()]


def _changed(plus: tuple[Quantity, ...], minus: tuple[Quantity, ...]) -> Operand:
    """What is there, plus what is added, less what is taken."""
    have: Operand = plus[0] if len(plus) == 1 else Sum(plus)
    if not minus:
        return have
    return Difference(have, minus[0] if len(minus) == 1 else Sum(minus))
