"""What the total of a table proves of its unit: which one it is, or that it is another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from model.document import Document
from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Disbursement, FundingRow
from normalize.scope import line_of, money

SCALES = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}
"""Units a ledger may be in: printed name and power of ten of 元."""
PROVEN = "单位未注明，由合计数与正文金额相符推定为{unit}"
UNKNOWN = "单位未注明，金额未折算"
OTHERWISE = (
    "合计{total}（第{line}行）按所标“{unit}”折算，与第{other_line}行的{other}差{times}倍；"
    "按“{meant}”则相符，单位可能标错，未改动"
)
DIGITS = 4
"""Significant digits two amounts must share before their likeness is no accident."""
MONEY = ("budget_initial", "budget_adjusted", "received", "spent", "balance")
STATED = frozenset({"row", "head", "table", "caption"})


def units_proven(facts: Facts, document: Document) -> Facts:
    """Facts with the units that totals prove, and a warning where they prove another than stated.

    A ledger or funding table without a unit takes the one under which its total (or the sum of its
    rows, where no total is printed) equals an amount stated elsewhere, if there is exactly one;
    such a sum is then no evidence for itself. Where a unit is stated and only another makes the
    total an amount stated elsewhere, nothing is changed and the rows say so.
    """
    told = _amounts(claim.figure for claim in facts.claims)
    tabled = _amounts(
        figure
        for row in facts.funding
        for figure in (row.budget_initial, row.budget_adjusted, row.received, row.spent)
    )
    known = tabled | told
    ledgers = _by_table(facts.disbursements, known)
    funding = _funding_by_table(facts.funding, known)
    return replace(
        facts,
        disbursements=_Proof(document, known).ledgers(ledgers),
        funding=_Proof(document, told).tables(funding),
    )


@dataclass(frozen=True, slots=True)
class _Proof:
    """Amounts the report states with a unit, against which totals are held."""

    document: Document
    known: Mapping[Decimal, Quantity]

    def ledgers(self, rows: Sequence[Disbursement[Figure]]) -> tuple[Disbursement[Figure], ...]:
        """The rows, warned where the total of their ledger proves another unit."""
        said = {
            row.table: warning
            for row in rows
            if row.row_kind == "total" and (warning := self._otherwise((row.amount,)))
        }
        return tuple(
            replace(row, warnings=(*row.warnings, said[row.table])) if row.table in said else row
            for row in rows
        )

    def tables(self, rows: Sequence[FundingRow[Figure]]) -> tuple[FundingRow[Figure], ...]:
        """The rows, warned where the total of their table proves another unit."""
        said = {
            row.table: warning
            for row in rows
            if row.row_kind == "total"
            and row.table is not None
            and (warning := self._otherwise((row.spent, row.budget, row.received)))
        }
        return tuple(
            replace(row, warnings=(*row.warnings, said[row.table])) if row.table in said else row
            for row in rows
        )

    def _otherwise(self, totals: Iterable[Figure | None]) -> str | None:
        """The warning that a stated unit is another; None where it holds or nothing is proved."""
        figures = [one for one in totals if isinstance(one, Quantity) and one.unit_from in STATED]
        if any(one.value in self.known for one in figures):
            return None
        for one in figures:
            stated = money(one.unit_raw or "")
            if stated is None or not one.value or len(_significant(one.value)) < DIGITS:
                continue
            fits = [
                (unit, self.known[other])
                for unit, power in SCALES.items()
                if power != stated.exponent
                and (other := one.value.scaleb(power - stated.exponent)) in self.known
            ]
            if len(fits) == 1:
                return self._says(one, *fits[0])
        return None

    def _says(self, total: Quantity, meant: str, other: Quantity) -> str:
        ratio = max(total.value or 0, other.value or 0) / min(total.value or 1, other.value or 1)
        return OTHERWISE.format(
            total=total.raw,
            line=line_of(self.document, total.source),
            unit=total.unit_raw,
            other_line=line_of(self.document, other.source),
            other=other.raw,
            times=format(Decimal(ratio).normalize(), "f"),
            meant=meant,
        )


def _significant(value: Decimal) -> str:
    return "".join(map(str, value.normalize().as_tuple().digits))


def _amounts(figures: Iterable[Figure | None]) -> dict[Decimal, Quantity]:
    """The first figure of each amount in 元; a figure whose unit is not known is none."""
    found: dict[Decimal, Quantity] = {}
    for figure in figures:
        if isinstance(figure, Quantity) and figure.kind == "money" and figure.value:
            found.setdefault(figure.value, figure)
    return found


def _by_table(
    rows: Sequence[Disbursement[Figure]], known: Mapping[Decimal, Quantity]
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
    rows: Sequence[FundingRow[Figure]], known: Mapping[Decimal, Quantity]
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
    totals: Iterable[Figure | None],
    items: Iterable[Figure | None],
    known: Mapping[Decimal, Quantity],
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
