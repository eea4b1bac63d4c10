"""Sums: ledgers, lists in sentences, cost indicators, counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Breakdown, Disbursement, IndicatorRow
from model.relation import Constant, Difference, Product, Relation, Sum
from validate.misprints import explained
from validate.parts_and_wholes import (
    ROUGHLY,
    behind_another,
    beyond,
    comparable,
    misled,
    overlap,
    told_to_overlap,
)
from validate.recompute import holds_firmly, operands
from validate.registry import Limit, Limits, limited_rule, rule
from validate.selection import blank, distinct, ledgers, mentions
from validate.statements import SENTENCES, statements
from validate.tabulated import COLUMN_TOTAL, column_totals

_OPEN = ("其中", "包括", "包含", "含", "用于")
"""Words that may name some parts of a whole and leave others out."""

_NEARLY_ALL = Limit(
    "nearly_all",
    Decimal("0.9"),
    "“其中”之后的分项合计达到总数的这一比例，才当作全部列出；不到的可能只是举例，"
    "没有条文划过这条线，再低会误报举例。",
    "A list after 其中 that makes up this share of the whole is meant to make up all of it; one "
    "that does not may well be a choice. No text draws the line; lower, choices get flagged.",
)
_OVERLAP = Limit(
    "overlap",
    Decimal("1.1"),
    "“其中”之后的分项合计超过总数的这一倍数，视为互有重叠（党员、女性）或另有所指（批复、结算），"
    "不作核对；没有条文划过这条线。",
    "A list after 其中 that comes to more than this multiple of the whole overlaps (党员, 女性) or "
    "tells of stages (批复, 结算), and is not judged. No text draws the line.",
)

_FEWEST = 2
_LONG = 4
"""Digits of a figure in which a slip is no matter of chance."""
_MANY = 12
"""Parts beyond which no second division of a whole is looked for."""


@rule("SUM01", "台账合计", "Ledger total", severity="error", says=(COLUMN_TOTAL,))
def ledger_total(facts: Facts) -> Iterator[Relation]:
    """台账各笔支出之和应等于合计数。

    The payments of a ledger must add up to its total.

    Flags::

        表1 资金支出明细表（单位：元）
        | 序号 | 支出内容 | 支付日期 | 支付金额 |
        | 1 | 河道保洁费 | 2023年3月6日 | 12,400.00 |
        | 2 | 水质检测费 | 2023年6月5日 | 8,350.50 |
        | 3 | 警示牌制作费 | 2023年9月4日 | 3,120.00 |
        | 合计 | | | 24,870.50 |

    Passes::

        表1 资金支出明细表（单位：元）
        | 序号 | 支出内容 | 支付日期 | 支付金额 |
        | 1 | 河道保洁费 | 2023年3月6日 | 12,400.00 |
        | 2 | 水质检测费 | 2023年6月5日 | 8,350.50 |
        | 3 | 警示牌制作费 | 2023年9月4日 | 3,120.00 |
        | 合计 | | | 23,870.50 |
    """
    yield from column_totals(facts, money=True)
    for rows in ledgers(facts).values():
        yield from _ledger(rows)


def _ledger(rows: list[Disbursement[Figure]]) -> Iterator[Relation]:
    """Each total against the rows above it since the last, or below it where it stands first."""
    if rows[0].row_kind == "total":
        rows = [*rows[1:], rows[0]]
    everything: list[Quantity] = []
    since_total: list[Quantity] = []
    since_any: list[Quantity] = []
    for row in rows:
        figure = row.amount if isinstance(row.amount, Quantity) else None
        if row.row_kind == "item":
            part = figure or blank(row.where)
            for parts in (everything, since_total, since_any):
                parts.append(part)
        elif row.row_kind == "subtotal":
            yield from _adds_up(figure, since_any, (since_total,), row)
            since_any = []
        else:
            yield from _adds_up(figure, since_total or everything, (everything,), row)
            since_total, since_any = [], []


def _adds_up(
    total: Quantity | None,
    parts: list[Quantity],
    others: tuple[list[Quantity], ...],
    row: Disbursement[Figure],
) -> Iterator[Relation]:
    """The total over its rows; over other runs of rows, or without blank ones, if that fits."""
    if total is None or not parts:
        return
    filled = [[one for one in run if one.value is not None] for run in (parts, *others)]
    yield Relation(
        total,
        "=",
        Sum(tuple(parts)),
        subject=row.item.raw if row.item is not None else "合计",
        one_of=tuple(Relation(total, "=", Sum(tuple(run))) for run in filled if run),
    )


@limited_rule(
    "SUM02", "列举分项合计", "Listed parts", severity="error", limits=(_NEARLY_ALL, _OVERLAP)
)
def listed_parts(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """列举的各项金额之和应等于所称的合计。

    Amounts listed in a sentence must add up to the total it states.

    Flags::

        二、资金使用情况
        全年共支出86,500.00元，分别为：宣传费21,000.00元、培训费35,500.00元、印刷费31,000.00元。

    Passes::

        二、资金使用情况
        全年共支出86,500.00元，分别为：宣传费21,000.00元、培训费35,500.00元、印刷费30,000.00元。
    """
    for breakdown in facts.breakdowns:
        if breakdown.kind != "money" or misled(facts, breakdown):
            continue
        if not behind_another(breakdown, facts.breakdowns):
            yield from _whole(breakdown, limits)


@limited_rule(
    "SUM05",
    "分类计数合计",
    "Listed counts",
    severity="error",
    says=(SENTENCES["rest"], COLUMN_TOTAL),
    limits=(_NEARLY_ALL, _OVERLAP),
)
def listed_counts(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """分区或分类的数量之和应等于总数。

    Counts by place or class must add up to the total stated.

    Flags::

        二、项目完成情况
        全区共检查门店412家，分别为：东街道126家、西街道98家、南街道104家、北街道94家。

    Passes::

        二、项目完成情况
        全区共检查门店412家，分别为：东街道126家、西街道98家、南街道104家、北街道84家。
    """
    yield from statements(facts, "rest")
    yield from column_totals(facts, money=False)
    for breakdown in facts.breakdowns:
        if breakdown.kind != "count" or told_to_overlap(facts, breakdown):
            continue
        if misled(facts, breakdown):
            continue
        if not behind_another(breakdown, facts.breakdowns):
            yield from _whole(breakdown, limits)


def _whole(breakdown: Breakdown[Figure], limits: Limits) -> Iterator[Relation]:
    """Parts and whole: equal where the list is complete, else never more than the whole."""
    total = breakdown.total
    parts = tuple(part for part in breakdown.parts if isinstance(part, Quantity))
    if not isinstance(total, Quantity) or len(parts) < _FEWEST:
        return
    if total.comparator in ROUGHLY:
        return  # 不足30人 is no total
    if any(part.comparator == "range" for part in parts):
        return  # 479万元 — 723万元: cells of a table on one line
    opened = breakdown.how.startswith(_OPEN)
    if overlap(breakdown):
        return
    added = Sum(parts)
    subject = breakdown.names[0].raw + "等" if breakdown.names else ""
    wholes = [Relation(other, "=", added) for other in breakdown.others]
    equal = Relation(
        total,
        "=",
        added,
        subject=subject,
        one_of=(*_otherwise(total, parts), *wholes),
        told=bool(wholes)
        or breakdown.how in {"合计", "（）"}
        or breakdown.kind == "count"
        or not comparable(total, parts),
    )
    if (opened or breakdown.kind == "count") and beyond(total, parts):
        yield from _misprinted(equal)
    elif breakdown.partial:
        if breakdown.kind == "money":
            yield Relation(total, ">=", added, subject=subject)
    elif not opened:
        yield equal
    else:
        yield from _open_list(equal, total, added, limits)


def _otherwise(total: Quantity, parts: tuple[Quantity, ...]) -> tuple[Relation, ...]:
    """What a list may mean besides a plain sum.

    The parts next to the total alone, the others being those again by another division, or a goal
    before what was done (目标300人，已培训126人，已报名178人，合计304人); a part that is itself
    divided by the ones after it; a last part that is taken off (优惠, 支出).
    """
    ends = range(_FEWEST, min(len(parts), _MANY))
    closing = total.start > parts[-1].start
    some = [Sum(parts[-end:] if closing else parts[:end]) for end in ends]
    other = [Relation(total, "=", one) for one in some]
    if len(parts) > _FEWEST:
        other.append(Relation(parts[0], "=", Sum(parts[1:])))
    other.append(Relation(total, "=", Difference(Sum(parts[:-1]), parts[-1])))
    return tuple(other)


def _open_list(equal: Relation, total: Quantity, added: Sum, limits: Limits) -> Iterator[Relation]:
    """A list that may leave parts out: judged where it nearly is, or exceeds, the whole.

    Counted classes may overlap (党员, 女性), so far too much is no contradiction there.
    """
    near = Relation(added, ">=", Product((total, Constant(limits["nearly_all"]))))
    most = Product((total, Constant(limits["overlap"])))
    near = Relation(added, "<=", most, given=near)
    if holds_firmly(near):
        yield replace(equal, given=near)
    else:
        yield from _misprinted(equal)


def _misprinted(equal: Relation) -> Iterator[Relation]:
    """The sum, only where one slip in a longer figure is all that keeps it from holding.

    A total that closes a list (…，合计76万元) is more surely its own.
    """
    first, *rest = operands(equal)
    closing = all(first.start > one.start for one in rest)
    if explained(equal, digits=_LONG - closing):
        yield equal


@rule("SUM04", "成本指标分项合计", "Cost indicators", severity="warning")
def costs(facts: Facts) -> Iterator[Relation]:
    """成本指标的目标合计等于预算时，实际合计应等于实际支出。

    Where the cost targets add up to the budget, the cost actuals must add up to what was spent.

    Flags::

        一、资金情况
        项目预算50,000元，实际支出41,200元，预算执行率82.40%。
        表1 绩效目标完成情况
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 成本指标 | 经济成本 | 场地租赁费 | ≤20000元 | 16000元 |
        | 成本指标 | 经济成本 | 专家讲课费 | ≤30000元 | 24700元 |
        | 产出指标 | 数量指标 | 培训场次 | ≥4场 | 4场 |

    Passes::

        一、资金情况
        项目预算50,000元，实际支出41,200元，预算执行率82.40%。
        表1 绩效目标完成情况
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 成本指标 | 经济成本 | 场地租赁费 | ≤20000元 | 16500元 |
        | 成本指标 | 经济成本 | 专家讲课费 | ≤30000元 | 24700元 |
        | 产出指标 | 数量指标 | 培训场次 | ≥4场 | 4场 |
    """
    budgets = distinct(mentions(facts, "budget"))
    spent = distinct(mentions(facts, "spent"))
    if not budgets or not spent:
        return
    tables: dict[tuple[int, int], list[IndicatorRow[Figure]]] = defaultdict(list)
    for row in facts.indicators:
        if row.row_kind == "item" and _is_cost(row):
            tables[row.table, row.form].append(row)
    for rows in tables.values():
        targets = [row.target for row in rows if isinstance(row.target, Quantity)]
        actuals = [row.actual for row in rows if isinstance(row.actual, Quantity)]
        if len(rows) < _FEWEST or not len(rows) == len(targets) == len(actuals):
            continue
        planned, paid = Sum(tuple(targets)), Sum(tuple(actuals))
        yield Relation(
            spent[0],
            "=",
            paid,
            given=Relation(
                budgets[0],
                "=",
                planned,
                one_of=tuple(Relation(one, "=", planned) for one in budgets[1:]),
            ),
            one_of=tuple(Relation(one, "=", paid) for one in spent[1:]),
        )


def _is_cost(row: IndicatorRow[Figure]) -> bool:
    """An amount of money under 成本; social and ecological costs are stated in words or percent."""
    names = [level.raw for level in row.levels[:2] if level is not None]
    if not names and row.name is not None:
        names = [row.name.raw]
    return (
        any("成本" in name for name in names)
        and isinstance(row.target, Quantity)
        and row.target.kind == "money"
    )
