"""A section of a table: the rows that stand under one head, each cell under its column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from model.document import Cell, Table
from model.quantity import StatedUnit

FIGURES = frozenset(
    {
        "budget_initial", "budget_adjusted", "received", "spent", "expected_spent", "balance",
        "received_rate", "execution_rate", "weight", "score", "amount", "payable",
    }
)  # fmt: skip
"""Meanings whose cells are figures; a text that stands there is out of place."""
LEVELS = ("level1", "level2", "level3", "level4")
NAMES = frozenset({*LEVELS, "name", "label", "item", "source_column"})
_NUMERIC = re.compile(
    r"[≥≤＞＜>=<═≧≦+\-−－¥￥(（△▲]*[\d０-９][\d０-９,，.．\s]*[)）]?"
    r"(?:%|％|‰|百分比|[十百千万亿]*元|分|万)?$"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column under one head: grid position, meaning, the width to the next head, stated unit."""

    col: int
    meaning: str
    head: str
    width: int = 1
    unit: StatedUnit | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One body row.

    ``cells`` pairs column positions in ``Section.columns`` with printed cells; a blank or absent
    cell has no entry. ``odd`` says why the cells were moved, if they were.
    """

    index: int
    cells: dict[int, Cell]
    printed: tuple[Cell, ...]
    odd: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one head of a table.

    ``group_unit`` is a unit stated by a cell of the head that covers several columns
    (项目资金（万元）), ``around`` those stated above the head and above the table, nearest first.
    """

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head_row: int
    group_unit: StatedUnit | None
    around: tuple[StatedUnit, ...] = ()

    def has(self, *meanings: str) -> bool:
        """True where some column has one of the meanings."""
        return any(column.meaning in meanings for column in self.columns)

    def at(self, row: Row, wanted: str) -> tuple[Column, Cell] | None:
        """The first column of that meaning and its cell in this row, blank ones excluded."""
        for position, column in enumerate(self.columns):
            if column.meaning == wanted and position in row.cells:
                return column, row.cells[position]
        return None


def rows_of(table: Table) -> list[tuple[Cell, ...]]:
    """The cells of a table by row, from left to right."""
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return [tuple(sorted(row, key=lambda cell: cell.col)) for row in rows]


def is_numeric(text: str) -> bool:
    """True for a cell that holds a figure and nothing else."""
    return bool(_NUMERIC.match(text.strip()))
