"""Which funding rows of a report speak for a whole project, and what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from contract.rows import Cell, Tables, columns
from contract.said import Agreed, Said, agreed, last_place, step

AMOUNTS = ("budget_initial", "budget_adjusted", "received", "spent", "balance")
RATES = ("received_rate", "execution_rate")
_TABLE_TOTAL, _ONLY_ROW, _PROSE_TOTAL, _PROSE = range(4)
"""How much a row's word counts, best first.

What a table calls its total speaks for the whole. The only row of a table without a total is the
whole too. A sentence comes after both: it may speak of a month, a part or an earlier plan.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A funding row that may speak for a whole project."""

    id: str
    standing: int
    table: Cell
    period: str | None
    values: dict[str, tuple[str, str | None]]
    rate_basis: str | None


def line(row: dict[str, Cell]) -> Line | None:
    """The row as far as it may speak for the whole; None for a part of one.

    Parts (``parent_id``, a source of its own, a subtotal) are not added up: a report that prints
    no total has not said what it is, and its parts may overlap or leave something out.
    """
    standing = _standing(row)
    if standing is None or row["currency"] not in {None, "CNY"}:
        return None
    values = {
        name: (str(row[name]), _text(row[f"{name}_raw"]))
        for name in (*AMOUNTS, *RATES)
        if row[name] is not None
    }
    return Line(
        id=str(row["id"]),
        standing=standing,
        table=row["table"],
        period=_text(row["period"]),
        values=values,
        rate_basis=_text(row["rate_basis"]),
    )


def _standing(row: dict[str, Cell]) -> int | None:
    if row["parent_id"] is not None or row["row_kind"] == "subtotal":
        return None
    total = row["row_kind"] == "total" or row["source"] == "total"
    if not total and row["source"] is not None:
        return None
    if row["origin"] == "table":
        return _TABLE_TOTAL if total else _ONLY_ROW
    return _PROSE_TOTAL if total else _PROSE


def amounts(lines: Iterable[Line], year: str | None) -> dict[str, Agreed]:
    """What one report says of one project, field by field.

    Each field is taken from the rows of best standing that have it. Rows of another year are left
    out, and so are several rows of one table that none of them sums up.
    """
    of_year = [one for one in lines if in_year(one.period, year)]
    rows = Counter(one.table for one in of_year if one.standing == _ONLY_ROW)
    usable = [one for one in of_year if one.standing != _ONLY_ROW or rows[one.table] == 1]
    return {name: _field(name, usable) for name in (*AMOUNTS, *RATES)}


def _field(name: str, lines: Sequence[Line]) -> Agreed:
    having = [one for one in lines if name in one.values]
    best = min((one.standing for one in having), default=None)
    return agreed([_said(name, one) for one in having if one.standing == best])


def _said(name: str, one: Line) -> Said:
    value, printed = one.values[name]
    if name in RATES:
        basis = one.rate_basis if name == "execution_rate" else None
        return Said(value, one.id, last_place(Decimal(value)), basis)
    return Said(value, one.id, step(value, printed))


def in_year(period: str | None, year: str | None) -> bool:
    """Whether figures of a period are the year's: no period, the year, or the year to a date.

    A single month or the years of a plan are not. Where the year is not known all are.
    """
    if period is None or year is None or period == year:
        return True
    start, _, end = period.partition("/")
    return start in {year, f"{year}-01", f"{year}-01-01"} and end[:4] == year


def named(tables: Tables, name: str) -> Iterable[dict[str, Cell]]:
    """The rows of a table with their cells by name."""
    heads = columns(name)
    return (dict(zip(heads, row, strict=True)) for row in tables(name))


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)
