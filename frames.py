"""The tables as typed pandas frames, exact to the last digit; and one row a project and year."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from contract.projects import projects
from contract.rows import Cell, Row, Tables, columns, kinds

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frame", "in_folder", "projects"]

_MONEY = ("budget_initial", "budget_adjusted", "received", "spent", "balance")
_RATES = ("received_rate", "execution_rate")
_MARKS = ("weight", "score")
DECIMALS: dict[str, frozenset[str]] = {
    "documents": frozenset({"score"}),
    "funding": frozenset({*_MONEY, *_RATES, *_MARKS}),
    "indicators": frozenset({"level1_weight", "level2_weight", "level3_weight", *_MARKS}),
    "disbursements": frozenset({"amount"}),
    "checks": frozenset({"power"}),
    "findings": frozenset({"amount"}),
    "projects": frozenset(
        {"budget", *_MONEY, *_RATES, *(f"{rate}_computed" for rate in _RATES), "score"}
    ),
}
"""Columns of numbers and nothing else.

``value``, ``target_value`` and the like stay text: they hold dates too, and a year is not told
from a number by its digits.
"""
FLAGS: dict[str, frozenset[str]] = {
    "indicators": frozenset({"met"}),
    "disbursements": frozenset({"covered"}),
    "claims": frozenset({"covered"}),
}
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def frame(table: str, tables: Tables) -> pd.DataFrame:
    """One table, or ``projects``, with the same dtypes whatever it holds.

    Text is ``str``, whole numbers ``Int64``, yes or no ``boolean``; amounts, rates and marks are
    ``decimal.Decimal`` in ``object`` columns, for a float cannot hold 0.1. What is null stays so.
    """
    import pandas as pd  # noqa: PLC0415  takes longer to load than most commands run

    rows = list(projects(tables) if table == "projects" else tables(table))
    held = zip(*rows, strict=True) if rows else ((),) * len(columns(table))
    made: dict[str, object] = {}
    for name, kind, cells in zip(columns(table), kinds(table), held, strict=True):
        dtype, read = _typed(table, name, kind)
        values = [None if cell is None else read(cell) for cell in cells]
        made[name] = pd.Series(values, dtype=dtype)
    return pd.DataFrame(made)


def _typed(table: str, name: str, kind: type) -> tuple[str, Callable[[Cell], object]]:
    if name in DECIMALS.get(table, ()):
        return "object", _decimal
    if name in FLAGS.get(table, ()):
        return "boolean", _flag
    return ("Int64", _whole) if kind is int else ("str", str)


def _decimal(cell: Cell) -> Decimal:
    number = Decimal(str(cell))
    if not number.is_finite():
        message = f"not a number: {cell!r}"
        raise ValueError(message)
    return number


def _whole(cell: Cell) -> int:
    return int(str(cell))


def _flag(cell: Cell) -> bool:
    return {"true": True, "false": False}[str(cell)]


def in_folder(folder: Path) -> Tables:
    """The CSV tables in a folder, guarded or not, as rows; what is blank there is null."""

    def read(name: str) -> Iterator[Row]:
        heads, printed = columns(name), [kind is str for kind in kinds(name)]
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                # An older table lacks columns: what it does not say is null.
                yield tuple(
                    _cell(row.get(head) or "", guarded=guarded)
                    for head, guarded in zip(heads, printed, strict=True)
                )

    return read


def _cell(text: str, *, guarded: bool) -> str | None:
    if guarded and text[:1] == "'" and text[1:].startswith(_RISKY):
        return text[1:]
    return text or None
