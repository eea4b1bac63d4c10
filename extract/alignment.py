"""The cells of a row put under the columns they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.sections import FIGURES, LEVELS, NAMES, Column, Row, is_numeric
from model.document import Cell
from model.words import fold

_TARGETED = re.compile(r"[≥≤＞＜>=<═≧≦]\s*[\d０-９]|^[\d０-９.,]+\s*[%％]$")


def align(
    index: int,
    row: Sequence[Cell],
    texts: Sequence[str],
    columns: Sequence[Column],
    *,
    gridded: bool = False,
) -> Row | None:
    """Put the printed cells under the columns they belong to; None for an empty row.

    A row with fewer cells than the head has lost leading ones (a rowspan group left out, a label
    over two columns): it is set flush right if that fits the kinds of cell better. A row whose
    figures stand where names belong lost an empty field: its cells are packed against the figures.
    In a ``gridded`` table each stands where it does, unless a figure stands under names there too.
    """
    filled = [(cell, text) for cell, text in zip(row, texts, strict=True) if fold(text)]
    if not filled:
        return None
    width = columns[-1].col + columns[-1].width
    best, odd = _place(filled, columns, 0), None
    if gridded and not _figure_for_name(best, columns):
        return Row(index, {at: cell for at, (cell, _) in best.items()}, tuple(row))
    for shift in _shifts(row, filled, width):
        moved = _place(filled, columns, shift)
        if _fit(moved, columns) > _fit(best, columns):
            best = moved
    if _fit(_place(filled, columns, 0), columns) < 0:
        packed = _pack(filled, columns)
        if packed is not None and _fit(packed, columns) > _fit(best, columns):
            best, odd = packed, "列错位，已按数值类型对齐"
    cells = {position: cell for position, (cell, _) in best.items()}
    return Row(index, cells, tuple(row), odd)


def _shifts(row: Sequence[Cell], filled: Sequence[tuple[Cell, str]], width: int) -> Iterator[int]:
    """How far a row may be moved right: flush with the head first, then any step that leaves room.

    Trailing bars may pad a row beyond the head, so only its filled cells must keep room.
    """
    room = width - (filled[-1][0].col + filled[-1][0].col_span)
    flush = width - (row[-1].col + 1)
    if 0 < flush <= room:
        yield flush
    yield from (shift for shift in range(1, room + 1) if shift != flush)


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
    """How well cells suit their columns: figures under figure heads count for, others against.

    So does a row of values that leaves the column of its name blank.
    """
    fit = 0
    for position, (_, text) in placed.items():
        kind = columns[position].meaning
        if kind in FIGURES:
            fit += 1 if is_numeric(text) else -1
        elif kind in NAMES:
            fit -= 1 if is_numeric(text) or _TARGETED.search(text) else 0
        elif kind in ("target", "stage_target", "actual") and _TARGETED.search(text):
            fit += 1
    leaf = max((at for at, column in enumerate(columns) if column.meaning in LEVELS), default=None)
    nameless = leaf is not None and leaf not in placed and any(at > leaf for at in placed)
    return fit - nameless


def _figure_for_name(placed: dict[int, tuple[Cell, str]], columns: Sequence[Column]) -> bool:
    return any(
        columns[position].meaning in NAMES and (is_numeric(text) or _TARGETED.search(text))
        for position, (_, text) in placed.items()
    )


def _pack(
    filled: Sequence[tuple[Cell, str]], columns: Sequence[Column]
) -> dict[int, tuple[Cell, str]] | None:
    """Names flush right before the first value column, values from there on, both in order."""
    first = next((at for at, column in enumerate(columns) if column.meaning not in NAMES), None)
    names = [pair for pair in filled if not (is_numeric(pair[1]) or _TARGETED.search(pair[1]))]
    values = [pair for pair in filled if pair not in names]
    if first is None or not names or not values or filled.index(values[0]) < len(names):
        return None
    if len(names) > first or first + len(values) > len(columns):
        return None
    start = first - len(names)
    return dict(enumerate([*names, *values], start=start))
