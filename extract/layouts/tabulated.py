"""Any table with rows of figures under heads, column by column, with the row that totals them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.heads import meaning, stated
from extract.layouts.postings import column_heads, head_of
from extract.reading import Reading
from extract.sections import is_numeric, rows_of
from extract.surroundings import caption_unit, table_unit
from model.document import Cell, Table
from model.quantity import Quoted, StatedUnit, Wording
from model.record import Column
from model.words import fold

FEWEST = 2
"""Rows besides the total; fewer are no list."""
MOST = 400
_LONGEST = 40
_NO_FIGURES = frozenset({"target", "actual", "stage_target"})
_SUBTOTAL = re.compile(r"小计")
_PART = re.compile(r"其中|[：:]$")
_OF_IT = re.compile(r"^其中[：:]?")
_ALONG = re.compile(r"[率幅]$|占比|比重|比例|增[长减]|同比|[%％]")
"""Heads of what is worked out along a row, which needs no row of totals."""
_NUMBERED = re.compile(r"序号|编号|文号|日期|时间|年份|年度$|电话|代码|邮编|备注")


def tabulated(reading: Reading) -> Iterator[Column[Quoted]]:
    """The columns of figures of tables that print no indicators.

    Looks like::

        | 镇街名称 | 接待数量（人次） | 占比 |
        | 东街道 | 300 | 60% |
        | 西街道 | 200 | 40% |
        | 合计 | 500 | 100% |
    """
    at = 0
    for table in reading.document.tables:
        if table.rows > MOST:
            continue
        for block, (heads, rows) in enumerate(_blocks(table, reading)):
            for column in _columns(table, block, heads, rows, reading):
                yield Column(f"column-{at}", table.index, block, *column)
                at += 1


def _blocks(
    table: Table, reading: Reading
) -> Iterator[tuple[dict[int, list[Cell]], list[tuple[Cell, ...]]]]:
    """Heads and the rows of figures below them, head by head."""
    heads: dict[int, list[Cell]] = {}
    body: list[tuple[Cell, ...]] = []
    for row in rows_of(table):
        filled = [cell for cell in row if fold(reading.text(cell))]
        if any(is_numeric(reading.text(cell)) for cell in filled):
            body.append(row)
            continue
        if len(body) > FEWEST and heads:
            yield heads, body
        heads = column_heads(filled, {} if body else heads)
        body = []
    if len(body) > FEWEST and heads:
        yield heads, body


def _columns(
    table: Table,
    block: int,
    heads: dict[int, list[Cell]],
    rows: Sequence[tuple[Cell, ...]],
    reading: Reading,
) -> Iterator[tuple[Wording, tuple[Quoted | None, ...], tuple[Wording, ...], tuple[str, ...]]]:
    del block
    words = [reading.text(cell) for cells in heads.values() for cell in cells]
    if any(meaning(word, reading.words) in _NO_FIGURES for word in words):
        return
    labels = tuple(_label(row, reading) for row in rows)
    kinds = tuple(_kind(label.raw, reading) for label in labels)
    if "total" not in kinds and not any(_ALONG.search(fold(word)) for word in words):
        return
    above = caption_unit(reading.document, table)
    inside = table_unit(reading.document, table, len(rows_of(table)))
    around = tuple(unit for unit in (inside, above) if unit)
    for col in sorted(heads):
        head = head_of(heads[col], reading)
        if head is None or _NUMBERED.search(fold(head.raw)):
            continue
        figures = tuple(_figure(row, col, head, reading, around) for row in rows)
        if sum(one is not None for one in figures) > FEWEST:
            yield head, figures, labels, kinds


def _label(row: tuple[Cell, ...], reading: Reading) -> Wording:
    """The words of a row: the last before its first figure, or its first where that is a total."""
    words: list[Cell] = []
    for cell in row:
        text = reading.text(cell)
        if is_numeric(text) and words:
            break
        if not is_numeric(text) and text.strip() and len(text) <= _LONGEST:
            words.append(cell)
    total = next((c for c in words if fold(reading.text(c)) in reading.words.totals), None)
    chosen = total or (words[-1] if words else None)
    return reading.wording(chosen) if chosen is not None else Wording("", row[0].source)


def _kind(label: str, reading: Reading) -> str:
    folded = fold(label)
    if _SUBTOTAL.search(folded):
        return "subtotal"
    bare = folded.rstrip(":：")
    if bare in reading.words.totals or reading.words.sources.get(bare) == "total":
        return "total"
    source = _OF_IT.sub("", folded) in reading.words.sources
    return "part" if _PART.search(folded) and not source else "item"


def _figure(
    row: tuple[Cell, ...],
    col: int,
    head: Wording,
    reading: Reading,
    around: tuple[StatedUnit, ...],
) -> Quoted | None:
    cell = next((one for one in row if one.col == col), None)
    if cell is None or not is_numeric(reading.text(cell)):
        return None
    unit = stated(head.raw, head.source, "head")
    raw = reading.text(cell)
    units = (unit, *around) if unit else around
    return Quoted(raw, cell.source, head.raw, units, cell=True)
