"""Funding blocks without column heads: every figure has its label in the cell before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.heads import meaning, stated
from extract.sections import FIGURES, Column, Row, Section, is_numeric
from model.document import Cell, Table
from model.quantity import StatedUnit
from model.words import Vocabulary, fold

_MONEY = frozenset({"budget_initial", "budget_adjusted", "received", "spent"})
_STACKED = FIGURES - {"weight", "score", "amount", "payable"}
FEWEST_PAIRS = 2
"""One label with its value is a form field; a block prints two or more side by side."""


def pair_section(
    table: Table,
    rows: Sequence[Sequence[Cell]],
    texts: Sequence[Sequence[str]],
    first: int,
    words: Vocabulary,
) -> Section | None:
    """The block that begins at a row, None where no block does.

    ``计划安排资金（万元） | 268.40 | 实际到位资金（万元） | 251.90``: the labels of the first row
    are the heads and its figures the total; the rows below repeat their source before every figure.
    """
    columns = _columns(rows[first], texts[first], words)
    if len(columns) < FEWEST_PAIRS:
        return None
    body = [_row(first, rows[first], columns)]
    for index in range(first + 1, len(rows)):
        if not _goes_on(texts[index], len(columns), words):
            break
        body.append(_row(index, rows[index], columns))
    return Section(table, columns, tuple(body), first, None)


def bare_section(
    table: Table,
    rows: Sequence[Sequence[Cell]],
    texts: Sequence[Sequence[str]],
    first: int,
    words: Vocabulary,
) -> Section | None:
    """A block of sources with one amount each and no head: what is budgeted, in a declaration.

    ``项目资金（万元） | 资金总额 | 820.00`` and below it ``财政拨款 | 700.00``. ``head_row`` is -1.
    """
    body: list[Row] = []
    unit: StatedUnit | None = None
    for index in range(first, len(rows)):
        filled = [at for at, text in enumerate(texts[index]) if fold(text)]
        group = len(filled) > FEWEST_PAIRS and meaning(texts[index][filled[0]], words)
        if group == "source_column" and not body:
            cell = rows[index][filled[0]]
            unit = stated(texts[index][filled[0]], cell.source, "table")
            filled = filled[1:]
        if len(filled) != FEWEST_PAIRS or not _is_source(texts[index][filled[0]], words):
            break
        if not is_numeric(texts[index][filled[1]]):
            break
        body.append(Row(index, {0: rows[index][filled[1]]}, tuple(rows[index])))
    if len(body) < FEWEST_PAIRS:
        return None
    return Section(table, (Column(0, "budget_initial", ""),), tuple(body), -1, unit)


def stacked_section(
    table: Table,
    rows: Sequence[Sequence[Cell]],
    texts: Sequence[Sequence[str]],
    first: int,
    words: Vocabulary,
) -> Section | None:
    """A block whose labels stand one below the other, each with its figure beside it.

    ``项目预算金额 | 120`` and below it ``实际支出 | 110``: the labels are the heads and the figures
    the total; ``其中：中央`` below a label is a part of its figure. Where something was carried
    over, the balance is more than what is received less spent: the account of the whole has it.
    """
    pairs = list(_stack(rows, texts, first))
    found: dict[str, tuple[Column, Cell]] = {}
    parts: list[tuple[str, Sequence[Cell]]] = []
    above = ""
    for cells, label in pairs:
        head = meaning(label, words)
        if head in _STACKED and head not in found and head:
            unit = stated(label, cells[0].source, "head")
            found[head] = (Column(len(found), head, fold(label), 1, unit), cells[1])
            above = head
        elif above in _MONEY and fold(label).startswith("其中") and _is_source(label, words):
            parts.append((above, cells))
    carried = any(words.sources.get(fold(label)) == "carryover" for _, label in pairs)
    if carried:
        found.pop("balance", None)
    if len(found) < FEWEST_PAIRS or not found.keys() & _MONEY:
        return None
    columns = tuple(column for column, _ in found.values())
    places = {column.meaning: at for at, column in enumerate(columns)}
    printed = tuple(cell for cells, _ in pairs for cell in cells)
    total = Row(first, {places[head]: cell for head, (_, cell) in found.items()}, printed)
    below = [Row(cells[1].row, {places[head]: cells[1]}, tuple(cells)) for head, cells in parts]
    return Section(table, columns, (total, *below), first, None)


def _stack(
    rows: Sequence[Sequence[Cell]], texts: Sequence[Sequence[str]], first: int
) -> Iterator[tuple[tuple[Cell, Cell], str]]:
    """Rows from one on that hold a label and its figure and nothing else."""
    for row, printed in zip(rows[first:], texts[first:], strict=True):
        filled = [(cell, text) for cell, text in zip(row, printed, strict=True) if fold(text)]
        if len(filled) != FEWEST_PAIRS or is_numeric(filled[0][1]) or not is_numeric(filled[1][1]):
            return
        yield (filled[0][0], filled[1][0]), filled[0][1]


def _is_source(text: str, words: Vocabulary) -> bool:
    bare = fold(text).removeprefix("其中").strip(":")
    return bare in words.sources


def _columns(row: Sequence[Cell], texts: Sequence[str], words: Vocabulary) -> tuple[Column, ...]:
    found: list[Column] = []
    for at in range(0, len(row) - 1, 2):
        head = meaning(texts[at], words)
        if head not in FIGURES or not is_numeric(texts[at + 1]):
            break
        unit = stated(texts[at], row[at].source, "head")
        found.append(Column(row[at + 1].col, head, fold(texts[at]), 1, unit))
    meanings = {column.meaning for column in found}
    rest = [text for text in texts[2 * len(found) :] if fold(text)]
    return tuple(found) if len(meanings) == len(found) and not rest else ()


def _goes_on(texts: Sequence[str], pairs: int, words: Vocabulary) -> bool:
    """True for a row of the same label before every figure, or one label alone before the first."""
    labels, figures = texts[0 : 2 * pairs : 2], texts[1 : 2 * pairs : 2]
    named = {fold(label).removeprefix("其中").lstrip(":") for label in labels if fold(label)}
    if len(named) != 1 or len(labels) != pairs:
        return False
    return not any(is_numeric(label) for label in labels) and all(
        is_numeric(figure) or fold(figure) in words.blanks for figure in figures
    )


def _row(index: int, row: Sequence[Cell], columns: Sequence[Column]) -> Row:
    by_col = {cell.col: cell for cell in row}
    cells = {at: by_col[column.col] for at, column in enumerate(columns) if column.col in by_col}
    return Row(index, cells, tuple(row))
