"""Budgets: what the year began with, what was added and cut, and what it ended with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from model.facts import Facts
from model.quantity import Quantity
from model.relation import Difference, Operand, Relation, Sum
from validate.accounts import (
    Account,
    Entry,
    accounts,
    columns,
    figures_of,
    only,
    rows,
    runs,
    stretches,
    told,
)
from validate.registry import rule
from validate.selection import one_project
from validate.sentences import Sentence

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


_WHOLE = (
    r"(?:经批复|该|本|项目|部门|单位|全年|年度|本年度?|当年|20\d\d年度?|资金|经费"
    r"|财政拨款|财政|的)*"
)
_WITHIN = Sentence(
    "决算数不应超过调整后预算数",
    "Final accounts must stay within the adjusted budget",
)


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
    carried = tuple({one.value: one for one in figures_of(account, "carried")}.values())
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
        told=account["adjusted"][0].table is None,
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


_FINAL = re.compile(_WHOLE + r"(?:支出)?决算(?:支出)?(?:数|金额|总额)?(?:为|是|共|计)*")
_EXECUTED = re.compile(_WHOLE + r"(?:预算)?(?:执行|实际支出)(?:数|金额)?(?:为|是|共|计)*")
_IN_FORCE = re.compile(_WHOLE + r"(?:调整后|全年)的?(?:全年)?预算(?:数|金额|总额)?(?:为|是|共|计)*")
_PART = re.compile(
    r"三公|接待|出国|公务用?车|基本支出|人员|公用|其中|上年|去年|同期|培训费|会议费|类"
)


@rule("BUD02", "决算", "Final accounts", severity="error", says=(_WITHIN,))
def final_accounts(facts: Facts) -> Iterator[Relation]:
    """同一口径的决算数应等于全年执行数，且不应超过调整后预算。

    Final accounts must be the year's execution, and within the adjusted budget.

    Flags::

        二、资金执行情况
        全年预算数330万元，全年执行数321.60万元。
        经批复，项目决算数312.60万元。

    Flags::

        （单位：万元）
        | 项目 | 年初预算数 | 调整后预算数 | 全年执行数 | 决算数 |
        | 设备更新 | 200.00 | 210.00 | 198.40 | 189.40 |

    Passes::

        二、资金执行情况
        全年预算数330万元，全年执行数321.60万元。
        经批复，项目决算数321.60万元。

    Passes::

        二、资金执行情况
        项目全年预算数330万元，全年执行数321.60万元。2023年“三公”经费支出决算为12.00万元。
    """
    for entries in (*rows(facts), *columns(facts)):
        yield from _final(_found(entries))
    if one_project(facts):
        whole = [one for here in told(facts).values() for one in here]
        whole += [one for row in rows(facts) for one in row if _is_only_row(facts, one)]
        yield from _final(_found(whole, _own(facts)))


def _is_only_row(facts: Facts, entry: Entry) -> bool:
    """Whether a table has one row of figures only, so that it speaks of the whole."""
    return len({one.row for one in facts.postings if one.table == entry.table}) == 1


def _own(facts: Facts) -> str:
    """The words by which the report names its project and body."""
    data = facts.data
    return "".join(words.raw for words in (data.title, data.project, data.entity) if words)


def _found(entries: Sequence[Entry], own: str = "") -> Account:
    """What is told of the whole: final accounts, execution, the budget in force."""
    account: Account = {}
    parts = {"final": _FINAL, "executed": _EXECUTED, "in_force": _IN_FORCE}
    for entry in entries:
        if _PART.search(entry.before) or entry.compared:
            continue
        for part, pattern in parts.items():
            found = pattern.search(entry.words)
            if found is None or found.end() < len(entry.words):
                continue
            if entry.words[: found.start()] in own:
                account.setdefault(part, []).append(entry)
    return account


def _final(account: Account) -> Iterator[Relation]:
    """Final accounts against the other two, where each is one amount only."""
    values = {part: {one.figure.value for one in found} for part, found in account.items()}
    if len(values.get("final", ())) != 1:
        return
    final = account["final"][0]
    if len(values.get("executed", ())) == 1:
        yield Relation(
            final.figure,
            "=",
            only(account, "executed"),
            subject=final.subject,
            table=final.table,
        )
    if len(values.get("in_force", ())) == 1:
        yield Relation(
            final.figure,
            "<=",
            only(account, "in_force"),
            subject=final.subject,
            table=final.table,
            zh=_WITHIN.zh,
            en=_WITHIN.en,
        )
