"""Forensic: budgets and spending taken apart again into heads, standards and months."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations, product

from model.facts import Facts
from model.quantity import Figure, Moment, Quantity
from model.record import IndicatorRow
from model.relation import Constant, Product, Ratio, Relation, Sum
from validate.aligned import sentence
from validate.registry import rule
from validate.selection import distinct, mentions
from validate.sentences import Sentence

_PEOPLE = frozenset({"人", "名", "位"})
_TWELVE = Constant(Decimal(12), "个月")
_MONTHLY = "CNY/人/月"
_UNITS = frozenset({_MONTHLY, "CNY/人/年"})
_PER_MONTH = {_MONTHLY: _PEOPLE, "CNY/户/月": frozenset({"户"})}
"""Monthly standards, and the measure words of what they are paid for."""
_BASIS = re.compile(
    r"[按依][^，。；]{0,30}(?:测算|核算|计算|核定)|(?:测算|核算|计算)(?:为|如下|得出|[：:])|元[/每]人"
)
_MOST = 8
"""Standards and headcounts looked at; a longer table has some product that fits by chance."""
_FACTORS = 3
_DIGITS = 6

_REBUILT = Sentence(
    "预算可由人数与所列定额精确复原，{left}",
    "The budget is heads times the standards listed, to the cent; {left_en}",
)
_ALL = ("所列定额均已计入", "every standard listed is in it")
_IMPLIED = Sentence(
    "按所列定额由支出反算，人数与所列{heads}不符",
    "Spending at the standards listed does not come to the {heads} stated",
)


@rule(
    "FOR02",
    "预算可由定额复原",
    "Budget rebuilt from standards",
    severity="note",
    says=(_REBUILT,),
)
def rebuilt_budget(facts: Facts) -> Iterator[Relation]:
    """预算恰等于人数与所列定额之积，应说明测算依据及未计入的定额。

    The budget is exactly heads times standards; it should say so, and which ones it leaves out.

    Flags::

        一、项目概况
        本年度预算资金总额为4,368,312.00元。绩效目标为：协管员人数达到78人，工资定额为4520元/人/月，派遣费定额标准为42元/人/月，保险定额标准为1260元/人/年，服装费定额标准为600元/人/年。

    Passes::

        一、项目概况
        本年度预算资金总额为4,400,000.00元。绩效目标为：协管员人数达到78人，工资定额为4520元/人/月，派遣费定额标准为42元/人/月，保险定额标准为1260元/人/年，服装费定额标准为600元/人/年。

    Passes::

        一、项目概况
        本年度预算资金总额为4,368,312.00元，按4520元/人/月*78人*12个月+42元/人/月*78人*12个月+1260元/人/年*78人=4,368,312.00元测算。
    """
    heads = _distinct(_counts(facts))[:_MOST]
    prices = _distinct(_standards(facts))[:_MOST]
    months = _stated_months(facts)
    if not heads or len(prices) + bool(months) < _FACTORS - 1:
        return
    written = {one.result.value for one in facts.formulas if isinstance(one.result, Quantity)}
    for budget in distinct(mentions(facts, "budget")):
        if budget.value in written or not _is_telling(budget) or _disclosed(facts, budget):
            continue
        found = _made_of(budget, heads, prices, months)
        if found is not None:
            yield found
            return


def _disclosed(facts: Facts, budget: Quantity) -> bool:
    """Whether a sentence with the budget says how it was reckoned."""
    return any(
        _BASIS.search(sentence(facts, claim)) is not None
        for claim in facts.claims
        if claim.figure.value == budget.value
    )


def _made_of(
    budget: Quantity, heads: list[Quantity], prices: list[Quantity], months: list[Quantity]
) -> Relation | None:
    """The product of heads with most standards that comes to the budget.

    Twelve months go without saying where there are two standards; one alone needs them stated.
    """
    for size in range(len(prices), 0, -1):
        spans: list[Quantity | Constant] = [*months, *([_TWELVE] if size > 1 else [])]
        for chosen, span, count in product(combinations(prices, size), spans, heads):
            monthly = sum((one.value or 0 for one in chosen if one.unit == _MONTHLY), Decimal(0))
            yearly = sum((one.value or 0 for one in chosen if one.unit != _MONTHLY), Decimal(0))
            whole = (count.value or 0) * (monthly * (span.value or 0) + yearly)
            if whole == budget.value and monthly:
                return _rebuilt(budget, count, chosen, prices, span)
    return None


def _stated_months(facts: Facts) -> list[Quantity]:
    """Numbers of months that the text or a table states: 12个月."""
    figures = [claim.figure for claim in facts.claims]
    figures += [one for row in facts.indicators for one in (row.target, row.actual) if one]
    return _distinct(
        one for one in figures if isinstance(one, Quantity) and one.unit in {"月", "个月"}
    )


def _rebuilt(
    budget: Quantity,
    count: Quantity,
    chosen: tuple[Quantity, ...],
    prices: list[Quantity],
    months: Quantity | Constant,
) -> Relation:
    left = [one for one in prices if one not in chosen]
    names = "、".join(f"“{_named(one)}”" for one in left)
    said = _REBUILT.filled(
        left=f"未含{names}" if left else _ALL[0],
        left_en=f"{names} is not in it" if left else _ALL[1],
    )
    terms = tuple(
        Product((count, one, months) if one.unit == _MONTHLY else (count, one)) for one in chosen
    )
    return Relation(
        budget,
        "=",
        terms[0] if len(terms) == 1 else Sum(terms),
        suspicious_if_holds=True,
        also=tuple(left),
        zh=said.zh,
        en=said.en,
    )


def _named(price: Quantity) -> str:
    return f"{''.join(price.label.split())}{price.raw}"


def _is_telling(budget: Quantity) -> bool:
    """Whether a budget has digits enough that no product fits it by chance."""
    value = budget.value
    return value is not None and len(value.normalize().as_tuple().digits) >= _DIGITS


def _counts(facts: Facts) -> Iterator[Quantity]:
    for claim in facts.claims:
        if (count := _heads(claim.figure)) is not None:
            yield count
    for row in facts.indicators:
        for figure in (row.target, row.actual):
            if (count := _heads(figure)) is not None:
                yield count


def _heads(figure: Figure | None) -> Quantity | None:
    """The figure where it counts people, else None."""
    if isinstance(figure, Quantity) and figure.kind == "count" and figure.unit in _PEOPLE:
        return figure
    return None


def _standards(facts: Facts) -> Iterator[Quantity]:
    for claim in facts.claims:
        if isinstance(claim.figure, Quantity) and claim.figure.unit in _UNITS:
            yield claim.figure
    for row in facts.indicators:
        for figure in (row.target, row.actual):
            if isinstance(figure, Quantity) and figure.unit in _UNITS:
                yield figure


def _distinct(figures: Iterable[Quantity]) -> list[Quantity]:
    """Each value once, as first printed."""
    kept: dict[tuple[Decimal | None, str | None], Quantity] = {}
    for figure in figures:
        if figure.value is not None and figure.value > 1:
            kept.setdefault((figure.value, figure.unit), figure)
    return list(kept.values())


@rule(
    "FOR03",
    "反算数量与陈述不符",
    "Implied quantity",
    severity="note",
    says=(_IMPLIED,),
)
def implied_heads(facts: Facts) -> Iterator[Relation]:
    """支出除以所列定额和月数，反算的人数应与所列实际人数相符。

    Spending divided by the standards and the months comes to the heads stated.

    Flags::

        2024年协管员经费绩效运行监控报告
        监控基准日：2024年6月30日
        一、资金情况
        截至2024年6月30日，项目实际支出2,118,000.00元。
        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 2024年1-6月执行情况 | 完成情况 |
        | 产出指标 | 数量指标 | 协管员人数 | 80人 | 月平均78人 | 未完成 |
        | | 成本指标 | 协管员工资定额 | 4580元/人/月 | 4580元/人/月 | 已完成 |
        | | | 劳务派遣费定额 | 42元/人/月 | 42元/人/月 | 已完成 |

    Passes::

        2024年协管员经费绩效运行监控报告
        监控基准日：2024年6月30日
        一、资金情况
        截至2024年6月30日，项目实际支出2,163,096.00元。
        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 2024年1-6月执行情况 | 完成情况 |
        | 产出指标 | 数量指标 | 协管员人数 | 80人 | 月平均78人 | 未完成 |
        | | 成本指标 | 协管员工资定额 | 4580元/人/月 | 4580元/人/月 | 已完成 |
        | | | 劳务派遣费定额 | 42元/人/月 | 42元/人/月 | 已完成 |
    """
    spent = distinct(mentions(facts, "spent"))
    months = _months(facts)
    tables: dict[tuple[int, int], list[IndicatorRow[Figure]]] = {}
    for row in facts.indicators:
        if row.row_kind == "item":
            tables.setdefault((row.table, row.form), []).append(row)
    if len(spent) == 1 and not any(row.actual is not None for row in facts.indicators):
        yield from _in_prose(facts, spent[0])
    for rows in tables.values() if spent and months is not None else ():
        heads = [count for row in rows if (count := _heads(row.actual)) is not None]
        prices = _distinct(
            row.actual
            for row in rows
            if isinstance(row.actual, Quantity) and row.actual.unit == _MONTHLY
        )
        if len(heads) == 1 and prices and months is not None:
            yield from _implied(facts, spent[0], heads[0], prices, months)


def _in_prose(facts: Facts, spent: Quantity) -> Iterator[Relation]:
    """Heads (or households), their one standard and the months, all told in the text."""
    months = _stated_months(facts)
    told = [one for one in facts.claims if one.role != "target"]
    prices = _distinct(
        one.figure
        for one in told
        if isinstance(one.figure, Quantity) and one.figure.unit in _PER_MONTH
    )
    if len(months) != 1 or len(prices) != 1 or len({*_standards(facts)}) > 1:
        return
    measured = _PER_MONTH[prices[0].unit or ""]
    heads = _distinct(
        one.figure
        for one in told
        if isinstance(one.figure, Quantity)
        and one.figure.kind == "count"
        and one.figure.unit in measured
    )
    if len(heads) == 1:
        yield from _implied(facts, spent, heads[0], prices, months[0])


def _implied(
    facts: Facts,
    spent: Quantity,
    heads: Quantity,
    prices: list[Quantity],
    months: Quantity | Constant,
) -> Iterator[Relation]:
    """The heads the spending pays for; judged only where it falls short of those stated.

    What is spent on other things makes it more, and no ledger row may reach the heads stated.
    """
    price = prices[0] if len(prices) == 1 else Sum(tuple(prices))
    needed = Product((heads, price, months))
    most = _largest(facts)
    if most is not None:
        enough = Relation(most, "<", Product((heads, price)))
        given = Relation(spent, "<", needed, given=enough)
    else:
        given = Relation(spent, "<", needed)
    said = _IMPLIED.filled(heads=heads.raw.strip())
    yield Relation(
        heads,
        "=",
        Ratio(spent, Product((price, months)), percent=False),
        given=given,
        also=(most,) if most is not None else (),
        zh=said.zh,
        en=said.en,
    )


def _largest(facts: Facts) -> Quantity | None:
    """The largest payment of the only ledger, where its rows are monthly."""
    rows = [row for row in facts.disbursements if row.table is not None and row.row_kind == "item"]
    if len({row.table for row in rows}) != 1 or any(row.period is None for row in rows):
        return None
    amounts = [row.amount for row in rows if isinstance(row.amount, Quantity)]
    return max(amounts, key=lambda one: one.value or 0, default=None)


def _months(facts: Facts) -> Constant | None:
    """The months a report covers: up to its base date, which ends one; else the year."""
    ends = {
        one.value
        for one in facts.data.cutoff_dates
        if isinstance(one, Moment) and one.value is not None
    }
    periods = facts.data.project_periods
    if periods or len(ends) > 1:
        return None
    if not ends:
        return _TWELVE if facts.data.doc_type == "self_evaluation" else None
    month, _, day = ends.pop()[5:].partition("-")
    whole = day in {"28", "29", "30", "31"}
    return Constant(Decimal(month), "个月") if whole and month.isdecimal() else None
