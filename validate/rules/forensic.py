"""Forensic: figures that look made from one another rather than measured."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim, FundingRow, IndicatorRow
from model.relation import Product, Ratio, Relation
from validate.aligned import like, named, words_of
from validate.registry import Limit, Limits, limited_rule
from validate.sentences import Sentence

_ROWS = Limit(
    "rows",
    Decimal(3),
    "至少这么多项目标不同的指标比率相同才列出；两项相同可能是巧合，没有出处。",
    "So many indicators with different targets must share a ratio; two may by chance. No source.",
    least=Decimal(2),
)
_PLACES = Limit(
    "places",
    Decimal(4),
    "比率取到这么多位小数相同即视为同一比率；实际值本身是舍入后印出的，没有出处。",
    "Ratios alike to so many places are one ratio: actuals are printed rounded. No source.",
    most=Decimal(12),
)
_COMMON = Limit(
    "common",
    Decimal(20),
    "比率化为分数后分母不大于此数的（二分之一、0.95）自然常见，不计；没有出处。",
    "Ratios of no larger a denominator (a half, 0.95) turn up by themselves and do not count. "
    "No source.",
)
_FEWEST = Limit(
    "rows",
    Decimal(2),
    "至少这么多项指标的实际值恰为目标值乘以该百分比才列出；一项可能是巧合，没有出处。",
    "So many actuals must be exactly the target times the percentage; one may by chance. "
    "No source.",
    least=Decimal(1),
)
_HUNDRED = Decimal(100)


_UNIFORM = Sentence(
    "{names}等{count}项指标的实际值与目标值之比完全相同，疑为按同一比例推算。",
    "{count} indicators, {names} among them, share one ratio of actual to target.",
)


@limited_rule(
    "FOR01",
    "比率异常一致",
    "Suspiciously uniform ratios",
    severity="warning",
    limits=(_ROWS, _PLACES, _COMMON),
    says=(_UNIFORM,),
)
def uniform_ratios(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """三行以上互相独立的指标，实际值与目标值之比不应完全相同。

    Three or more independent rows do not share one ratio of actual to target.

    Flags::

        绩效监控表
        | 一级指标 | 二级指标 | 三级指标 | 年度目标值 | 实际完成值 |
        | 成本指标 | 经济成本 | 巡护交通费 | ≤50000元 | 31450.00元 |
        |          |          | 巡护住宿费 | ≤80000元 | 50320.00元 |
        |          |          | 巡护办公费 | ≤20000元 | 12580.00元 |

    Flags::

        绩效监控表
        | 一级指标 | 二级指标 | 三级指标 | 年度目标值 | 实际完成值 |
        | 产出指标 | 数量指标 | 发放手册 | ≥3000册 | 2319册 |
        |          |          | 入户走访 | ≥1000户 | 773户 |
        |          |          | 宣传群众 | ≥6000人 | 4638人 |

    Flags::

        绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 成本指标 | 道路养护成本 | ≤48.00万元 | 41.52万元 |
        |          |          | 桥涵养护成本 | ≤26.00万元 | 22.49万元 |
        |          |          | 绿化养护成本 | ≤12.00万元 | 10.38万元 |

    Passes::

        绩效监控表
        | 一级指标 | 二级指标 | 三级指标 | 年度目标值 | 实际完成值 |
        | 成本指标 | 经济成本 | 巡护交通费 | ≤50000元 | 31455.00元 |
        |          |          | 巡护住宿费 | ≤80000元 | 80000.00元 |
        |          |          | 巡护办公费 | ≤20000元 | 12310.00元 |
        |          |          | 巡护服装费 | ≤10000元 | 5000.00元 |
    """
    groups: dict[tuple[int, int, Fraction], list[IndicatorRow[Figure]]] = {}
    for row in facts.indicators:
        ratio = _ratio(row, limits)
        if ratio is not None:
            groups.setdefault((row.table, row.form, ratio), []).append(row)
    for rows in groups.values():
        targets = {row.target.value for row in rows if isinstance(row.target, Quantity)}
        if len(targets) < limits["rows"]:
            continue
        yield _uniform(rows)


_MADE = Sentence(
    "{count}项指标的实际值恰为目标值乘以已舍入的{rate}，疑由百分比反推。",
    "The actuals of {count} indicators are exactly the targets times the rounded {rate}.",
)
_SPENT_MADE = Sentence(
    "{count}行的支出数恰为预算数乘以已舍入的执行率（如{rate}），疑由百分比反推。",
    "What was spent in {count} rows is exactly the budget times the rounded rate (such as {rate}).",
)


@limited_rule(
    "FOR07",
    "由百分比反推金额",
    "Amounts made from a rounded percentage",
    severity="warning",
    limits=(_FEWEST,),
    says=(_MADE, _SPENT_MADE),
)
def backed_out_of_percentage(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """两行以上的实际值不应恰好等于目标值乘以正文中已舍入的百分比。

    Actuals do not come to exactly the target times a percentage that the text prints rounded.

    Flags::

        一、资金情况
        预算150000元，实际支出94355.7元，预算执行率62.90%。
        绩效监控表
        | 一级指标 | 二级指标 | 三级指标 | 年度目标值 | 实际完成值 |
        | 成本指标 | 经济成本 | 巡护交通费 | ≤50000元 | 31450.00元 |
        |          |          | 巡护住宿费 | ≤80000元 | 50320.00元 |
        |          |          | 巡护办公费 | ≤20000元 | 12580.00元 |

    Passes::

        一、资金情况
        预算150000元，实际支出94355.7元，预算执行率62.90%。
        绩效监控表
        | 一级指标 | 二级指标 | 三级指标 | 年度目标值 | 实际完成值 |
        | 成本指标 | 经济成本 | 巡护交通费 | ≤50000元 | 31455.00元 |
        |          |          | 巡护住宿费 | ≤80000元 | 50080.00元 |
    """
    for claim in facts.claims:
        rate = claim.figure
        if claim.measure != "execution_rate" or not _is_rounded(rate):
            continue
        rows = [row for row in facts.indicators if _is_made(row, rate)]
        if len(rows) >= limits["rows"]:
            yield _made(claim, rows)
            return
    yield from _spent_made(facts)


_MADE_ROWS = 3
"""Rows of which the spending is the budget times the printed rate to the cent; two by chance."""
_CENT = Decimal("0.01")
_WIDE = 1
"""Yuan between two neighbouring prints of a rate from which a match to the cent is no accident."""


def _spent_made(facts: Facts) -> Iterator[Relation]:
    """Rows of one table that were spent by the printed rate, the product itself being rounded."""
    tables: dict[int | None, list[FundingRow[Figure]]] = {}
    for row in facts.funding:
        if row.table is not None and _is_spent_by_rate(row):
            tables.setdefault(row.table, []).append(row)
    for table, rows in tables.items():
        first, rate = rows[0], rows[0].execution_rate
        if len(rows) < _MADE_ROWS or first.spent is None or first.budget is None or rate is None:
            continue
        said = _SPENT_MADE.filled(count=len(rows), rate=rate.raw)
        seen = (one for row in rows[1:] for one in (row.budget, row.execution_rate, row.spent))
        yield Relation(
            first.spent,
            "=",
            Product((first.budget, rate)),
            suspicious_if_holds=True,
            also=tuple(one for one in seen if one is not None),
            table=table,
            zh=said.zh,
            en=said.en,
        )


def _is_spent_by_rate(row: FundingRow[Figure]) -> bool:
    """Whether spent is budget times rate rounded to the cent, and no division would give that."""
    spent, budget, rate = row.spent, row.budget, row.execution_rate
    if not (
        isinstance(spent, Quantity) and isinstance(budget, Quantity) and isinstance(rate, Quantity)
    ):
        return False
    if spent.value is None or budget.value is None or rate.value is None:
        return False
    if spent.unit is None or spent.precision != _CENT.as_tuple().exponent or not _is_rounded(rate):
        return False
    product = budget.value * rate.value / _HUNDRED
    step = budget.value * Decimal(10) ** (rate.precision or 0) / _HUNDRED
    return step >= _WIDE and product != spent.value == product.quantize(_CENT, ROUND_HALF_UP)


def _uniform(rows: list[IndicatorRow[Figure]]) -> Relation:
    first, second, *others = rows
    shown = "、".join(f"“{named(row)}”" for row in rows[:4])
    seen = tuple(
        one for row in others for one in (row.target, row.actual) if one is not None
    ) + tuple(words for row in rows for words in words_of(row))
    said = _UNIFORM.filled(names=shown, count=len(rows))
    return Relation(
        _share(first),
        "=",
        _share(second),
        suspicious_if_holds=True,
        also=seen,
        table=first.table,
        zh=said.zh,
        en=said.en,
    )


def _share(row: IndicatorRow[Figure]) -> Ratio:
    if row.actual is None or row.target is None:
        message = "a row without actual or target has no ratio"
        raise ValueError(message)
    return Ratio(like(row.actual, row.target), like(row.target, row.actual))


def _made(claim: Claim[Figure], rows: list[IndicatorRow[Figure]]) -> Relation:
    first = rows[0]
    if first.actual is None or first.target is None:
        message = "a row without actual or target was not made from a rate"
        raise ValueError(message)
    figures = tuple(one for row in rows[1:] for one in (row.target, row.actual) if one is not None)
    said = _MADE.filled(count=len(rows), rate=claim.figure.raw)
    return Relation(
        like(first.actual, first.target),
        "=",
        Product((like(first.target, first.actual), claim.figure)),
        suspicious_if_holds=True,
        also=(claim.subject, *figures, *(words for row in rows for words in words_of(row))),
        table=first.table,
        zh=said.zh,
        en=said.en,
    )


def _ratio(row: IndicatorRow[Figure], limits: Limits) -> Fraction | None:
    """Actual over target, to some places; None where it proves nothing: rates, 0, 1, halves."""
    actual, target = row.actual, row.target
    if row.row_kind != "item" or not (
        isinstance(actual, Quantity) and isinstance(target, Quantity)
    ):
        return None
    if "percent" in {actual.kind, target.kind} or actual.value is None or not target.value:
        return None
    ratio = round(Fraction(actual.value) / Fraction(target.value), int(limits["places"]))
    return None if ratio.denominator <= limits["common"] else ratio


def _is_rounded(rate: Figure) -> bool:
    """A percentage with decimals, as a division leaves it."""
    return isinstance(rate, Quantity) and rate.kind == "percent" and (rate.precision or 0) < 0


def _is_made(row: IndicatorRow[Figure], rate: Figure) -> bool:
    actual, target = row.actual, row.target
    if not (isinstance(actual, Quantity) and isinstance(target, Quantity)):
        return False
    if actual.value is None or target.value is None or not isinstance(rate.value, Decimal):
        return False
    if "percent" in {actual.kind, target.kind} or target.kind != "money":
        return False
    return actual.value * _HUNDRED == target.value * rate.value
