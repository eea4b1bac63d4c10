"""Units that a table does not state but its total proves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Disbursement, FundingRow

SCALES = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}
"""Units a ledger may be in: printed name and power of ten of 元."""
PROVEN = "单位未注明，由合计数与正文金额相符推定为{unit}"
UNKNOWN = "单位未注明，金额未折算"
MONEY = ("budget_initial", "budget_adjusted", "received", "spent", "balance")


def units_proven(facts: Facts) -> Facts:
    """Give ledgers and funding tables without a unit the one their total proves, and say so.

    The total (or the sum of the rows, where no total is printed) must equal an amount stated
    elsewhere in the report under exactly one unit. Such a sum is then no evidence for itself.
    """
    known = _known_amounts(facts)
    disbursements = _by_table(facts.disbursements, known)
    funding = _funding_by_table(facts.funding, known)
    return replace(facts, disbursements=disbursements, funding=funding)


def _known_amounts(facts: Facts) -> frozenset[Decimal]:
    """Amounts in 元 whose unit the report prints."""
    figures: list[Figure | None] = [claim.figure for claim in facts.claims]
    for row in facts.funding:
        figures += [row.budget_initial, row.budget_adjusted, row.received, row.spent]
    return frozenset(
        figure.value
        for figure in figures
        if isinstance(figure, Quantity) and figure.kind == "money" and figure.value
    )


def _by_table(
    rows: Sequence[Disbursement[Figure]], known: frozenset[Decimal]
) -> tuple[Disbursement[Figure], ...]:
    units: dict[int, str | None] = {}
    for table in {row.table for row in rows if row.table is not None}:
        mine = [row for row in rows if row.table == table]
        units[table] = _proven(
            [row.amount for row in mine if row.row_kind == "total"],
            [row.amount for row in mine if row.row_kind == "item"],
            known,
        )
    return tuple(
        replace(
            row,
            amount=_scaled(row.amount, units.get(row.table or 0)),
            warnings=(*row.warnings, _says(units.get(row.table or 0))),
        )
        if row.table is not None and _is_bare(row.amount)
        else row
        for row in rows
    )


def _funding_by_table(
    rows: Sequence[FundingRow[Figure]], known: frozenset[Decimal]
) -> tuple[FundingRow[Figure], ...]:
    units: dict[int, str | None] = {}
    for table in {row.table for row in rows if row.table is not None}:
        mine = [row for row in rows if row.table == table]
        totals = [row for row in mine if row.row_kind == "total"] or mine[:1]
        units[table] = _proven(
            [figure for row in totals for figure in (row.spent, row.budget, row.received)],
            [],
            known,
        )
    return tuple(_with_unit(row, units.get(row.table or 0)) for row in rows)


def _with_unit(row: FundingRow[Figure], unit: str | None) -> FundingRow[Figure]:
    bare = [name for name in MONEY if _is_bare(getattr(row, name))]
    if not bare or row.table is None:
        return row
    changes = {name: _scaled(getattr(row, name), unit) for name in bare}
    row = replace(row, **changes)  # type: ignore[arg-type]  # names are those of MONEY
    return replace(row, warnings=(*row.warnings, _says(unit)))


def _proven(
    totals: Iterable[Figure | None], items: Iterable[Figure | None], known: frozenset[Decimal]
) -> str | None:
    """The one unit under which a total is an amount the report states elsewhere."""
    printed = [figure.value for figure in totals if isinstance(figure, Quantity) and figure.value]
    summed = [figure.value for figure in items if isinstance(figure, Quantity) and figure.value]
    candidates = printed or ([sum(summed, Decimal(0))] if summed else [])
    fits = [
        unit
        for unit, power in SCALES.items()
        if any(value.scaleb(power) in known for value in candidates)
    ]
    return fits[0] if len(fits) == 1 else None


def _is_bare(figure: Figure | None) -> bool:
    return isinstance(figure, Quantity) and figure.unit is None and figure.kind == "number"


def _scaled(figure: Figure | None, unit: str | None) -> Figure | None:
    """The bare figure as money of that unit; unchanged where no unit is proven."""
    if unit is None or not isinstance(figure, Quantity) or not _is_bare(figure):
        return figure
    power = SCALES[unit]
    return replace(
        figure,
        kind="money",
        unit="CNY",
        value=_times(figure.value, power),
        lower=_times(figure.lower, power),
        upper=_times(figure.upper, power),
        precision=None if figure.precision is None else figure.precision + power,
        unit_raw=unit,
        unit_from="total",
    )


def _times(value: Decimal | None, power: int) -> Decimal | None:
    return None if value is None else value.scaleb(power)


def _says(unit: str | None) -> str:
    return PROVEN.format(unit=unit) if unit else UNKNOWN
