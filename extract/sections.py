"""Tables cut into sections: the rows that stand under one head, each cell under its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.heads import meaning, stated_unit
from model.document import Cell, Document, Table
from model.words import Vocabulary, fold

FIGURES = frozenset(
    {
        "budget_initial", "budget_adjusted", "received", "spent", "expected_spent", "balance",
        "received_rate", "execution_rate", "weight", "score", "amount",
    }
)  # fmt: skip
"""Meanings whose cells are figures; a text that stands there is out of place."""
DEEPEST_HEAD = 3
"""Rows of the deepest head seen in real forms."""
FEWEST_HEADS = 2
"""One known word alone is a label, not a head."""
LEVELS = ("level1", "level2", "level3", "level4")
_TEXTS = frozenset({*LEVELS, "name", "label", "item", "source_column"})
_NUMERIC = re.compile(
    r"[≥≤＞＜>=<═≧≦+\-−－¥￥(（△▲]*[\d０-９][\d０-９,，.．\s]*[)）]?"
    r"(?:%|％|‰|百分比|[十百千万亿]*元|分|万)?$"
)
_TARGETED = re.compile(r"[≥≤＞＜>=<═≧≦]\s*[\d０-９]|^[\d０-９.,]+\s*[%％]$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column under one head: grid position, meaning, the width to the next head, stated unit."""

    col: int
    meaning: str
    head: str
    width: int = 1
    unit: str | None = None


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

    ``group_unit`` is a unit stated by a cell of the head that covers several columns:
    项目资金（万元）.
    """

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head_row: int
    group_unit: str | None

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


def sections(document: Document, table: Table, words: Vocabulary) -> Iterator[Section]:
    """Every head in the table with the rows below it, up to the next head or form row."""
    rows = rows_of(table)
    texts = [[document.read(cell.source) for cell in row] for row in rows]
    heads = _heads(texts, words)
    for at, (first, last) in enumerate(heads):
        columns, group_unit = _columns(rows[first : last + 1], texts[first : last + 1], words)
        end = heads[at + 1][0] if at + 1 < len(heads) else len(rows)
        body = [
            aligned
            for index in range(last + 1, end)
            if (aligned := _align(index, rows[index], texts[index], columns)) is not None
        ]
        yield Section(table, columns, tuple(body), first, group_unit)


def is_numeric(text: str) -> bool:
    """True for a cell that holds a figure and nothing else."""
    return bool(_NUMERIC.match(text.strip()))


def _heads(texts: Sequence[Sequence[str]], words: Vocabulary) -> list[tuple[int, int]]:
    """First and last row of every head; a further row belongs to it if it fills its gaps."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(texts):
        if not _is_head(texts[at], words):
            at += 1
            continue
        last = at
        while (
            last + 1 < len(texts)
            and last - at < DEEPEST_HEAD - 1
            and _continues(texts[at], texts[last + 1], words)
        ):
            last += 1
        found.append((at, last))
        at = last + 1
    return found


def _is_head(texts: Sequence[str], words: Vocabulary) -> bool:
    filled = [text for text in texts if fold(text)]
    if len(filled) < FEWEST_HEADS or any(is_numeric(text) for text in filled):
        return False
    known = [found for text in filled if (found := meaning(text, words))]
    return len(set(known)) >= FEWEST_HEADS and 5 * len(known) >= 3 * len(filled)


def _continues(head: Sequence[str], texts: Sequence[str], words: Vocabulary) -> bool:
    filled = [(at, text) for at, text in enumerate(texts) if fold(text)]
    if not filled or any(is_numeric(text) for _, text in filled):
        return False
    known = [at for at, text in filled if meaning(text, words)]
    if len(known) * 5 < len(filled) * 3:
        return False
    same = {fold(text) for text in head} == {fold(text) for text in texts}
    gaps = [
        at
        for at, _ in filled
        if at >= len(head) or not fold(head[at]) or not meaning(head[at], words)
    ]
    return not same and (bool(gaps) or len(filled) < len([text for text in head if fold(text)]))


def _columns(
    rows: Sequence[Sequence[Cell]], texts: Sequence[Sequence[str]], words: Vocabulary
) -> tuple[tuple[Column, ...], str | None]:
    """Columns of a head of one to three rows; the lowest row that knows a column names it."""
    named: dict[int, tuple[str, str]] = {}
    units: dict[int, str] = {}
    group_unit: str | None = None
    for row, printed in zip(rows, texts, strict=True):
        for cell, text in zip(row, printed, strict=True):
            unit = stated_unit(text)
            found = meaning(text, words)
            if found:
                named[cell.col] = (found, fold(text))
            if unit and found and found != "source_column":
                units[cell.col] = unit
            elif unit:
                group_unit = unit
    places = sorted(named)
    width = max((cell.col + cell.col_span for row in rows for cell in row), default=0)
    ends = [*places[1:], max(width, places[-1] + 1)]
    return tuple(
        Column(col, named[col][0], named[col][1], end - col, units.get(col))
        for col, end in zip(places, ends, strict=True)
    ), group_unit


def _align(
    index: int, row: Sequence[Cell], texts: Sequence[str], columns: Sequence[Column]
) -> Row | None:
    """Put the printed cells under the columns they belong to; None for an empty row.

    A row with fewer cells than the head has lost leading ones (a rowspan group left out, a label
    over two columns): it is set flush right if that fits the kinds of cell better. A row whose
    figures stand where names belong lost an empty field: its cells are packed against the figures.
    """
    filled = [(cell, text) for cell, text in zip(row, texts, strict=True) if fold(text)]
    if not filled:
        return None
    width = columns[-1].col + columns[-1].width
    missing = width - (row[-1].col + 1)
    best, odd = _place(filled, columns, 0), None
    if missing > 0:
        moved = _place(filled, columns, missing)
        if _fit(moved, columns) > _fit(best, columns):
            best = moved
    if _fit(best, columns) < 0:
        packed = _pack(filled, columns)
        if packed is not None and _fit(packed, columns) > _fit(best, columns):
            best, odd = packed, "列错位，已按数值类型对齐"
    cells = {position: cell for position, (cell, _) in best.items()}
    return Row(index, cells, tuple(row), odd)


def _place(
    filled: Sequence[tuple[Cell, str]], columns: Sequence[Column], shift: int
) -> dict[int, tuple[Cell, str]]:
    """Cells under columns when all of them are moved right by ``shift``."""
    by_col = {cell.col + shift: (cell, text) for cell, text in filled}
    placed: dict[int, tuple[Cell, str]] = {}
    for position, column in enumerate(columns):
        here = [
            by_col[col] for col in range(column.col, column.col + column.width) if col in by_col
        ]
        if column.meaning in FIGURES:
            here = [pair for pair in here if is_numeric(pair[1])] or here
        if here:
            placed[position] = here[0]
    return placed


def _fit(placed: dict[int, tuple[Cell, str]], columns: Sequence[Column]) -> int:
    """How well cells suit their columns: figures under figure heads count for, others against."""
    fit = 0
    for position, (_, text) in placed.items():
        kind = columns[position].meaning
        if kind in FIGURES:
            fit += 1 if is_numeric(text) else -1
        elif kind in _TEXTS:
            fit -= 1 if is_numeric(text) or _TARGETED.search(text) else 0
        elif kind in ("target", "stage_target", "actual") and _TARGETED.search(text):
            fit += 1
    return fit


def _pack(
    filled: Sequence[tuple[Cell, str]], columns: Sequence[Column]
) -> dict[int, tuple[Cell, str]] | None:
    """Names flush right before the first value column, values from there on, both in order."""
    first = next((at for at, column in enumerate(columns) if column.meaning not in _TEXTS), None)
    names = [pair for pair in filled if not (is_numeric(pair[1]) or _TARGETED.search(pair[1]))]
    values = [pair for pair in filled if pair not in names]
    if first is None or not names or not values or filled.index(values[0]) < len(names):
        return None
    if len(names) > first or first + len(values) > len(columns):
        return None
    start = first - len(names)
    return dict(enumerate([*names, *values], start=start))
