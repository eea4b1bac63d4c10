"""Tables of money whose columns no other layout knows: every figure with its row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.heads import meaning, stated
from extract.reading import Reading
from extract.sections import LEVELS, is_numeric, rows_of
from extract.surroundings import caption_unit, table_unit
from model.document import Cell, Table
from model.quantity import Quoted, StatedUnit, Wording
from model.record import Posting
from model.words import fold

_MONEY = re.compile(
    r"金额|资金|经费|预算|决算|收入|支出|结转|结余|拨款|追加|调[增减]|合同|中标|来源|用途|费"
)
_OTHER = re.compile(
    r"率|%|比例|占比|分值|得分|权重|数量|人数|人次|次数|个数|批次|台数|辆数|时间|日期|序号|编号"
    r"|面积|文号|完成值|指标值|目标值"
)
"""Heads and labels of figures that are no money."""
_LONGEST = 40
"""A longer cell is text, no label."""


def postings(reading: Reading) -> Iterator[Posting[Quoted]]:
    """Figures of the tables that speak of money and print no indicators.

    Looks like::

        （单位：万元）
        | 项目 | 上年结转 | 本年收入 | 本年支出 | 年末结转结余 |
        | 设备更新 | 10.00 | 100.00 | 90.00 | 20.00 |
    """
    at = 0
    for table in reading.document.tables:
        above = caption_unit(reading.document, table)
        for posting in _of_table(table, reading, (above,) if above else ()):
            yield Posting(
                f"posting-{at}",
                posting.figure,
                posting.table,
                posting.row,
                posting.col,
                posting.label,
                posting.head,
            )
            at += 1


def _of_table(
    table: Table, reading: Reading, around: tuple[StatedUnit, ...]
) -> Iterator[Posting[Quoted]]:
    rows = rows_of(table)
    texts = {id(cell): reading.text(cell) for row in rows for cell in row}
    words = [text for text in texts.values() if text and len(text) <= _LONGEST]
    if any(meaning(word, reading.words) in {*LEVELS, "target", "actual"} for word in words):
        return
    inside = table_unit(reading.document, table, len(rows))
    around = (inside, *around) if inside else around
    if not around and not any(_MONEY.search(word) for word in words):
        return
    heads: dict[int, list[Cell]] = {}
    in_head = False
    for row in rows:
        filled = [cell for cell in row if fold(texts[id(cell)])]
        if not any(is_numeric(texts[id(cell)]) for cell in filled):
            heads = column_heads(filled, heads if in_head else {})
            in_head = True
            continue
        in_head = False
        yield from _of_row(table, filled, heads, reading, (*_corner(heads, reading), *around))


def column_heads(cells: Sequence[Cell], above: dict[int, list[Cell]]) -> dict[int, list[Cell]]:
    """The head's cells by the columns they cover, those of the row above first."""
    found = {col: list(over) for col, over in above.items()}
    for cell in cells:
        for col in range(cell.col, cell.col + cell.col_span):
            found.setdefault(col, []).append(cell)
    return found


def _of_row(
    table: Table,
    cells: Sequence[Cell],
    heads: dict[int, list[Cell]],
    reading: Reading,
    around: tuple[StatedUnit, ...],
) -> Iterator[Posting[Quoted]]:
    label: Wording | None = None
    for cell in cells:
        raw = reading.text(cell)
        if not is_numeric(raw):
            if len(raw) <= _LONGEST and not reading.is_blank(raw):
                label = reading.wording(cell)
            continue
        head = head_of(heads.get(cell.col, []), reading)
        named = [one for one in (label, head) if one is not None]
        if not named or any(_OTHER.search(fold(one.raw)) for one in named):
            continue
        units = [unit for one in named if (unit := stated(one.raw, one.source, "head"))]
        figure = Quoted(raw, cell.source, named[0].raw, (*units, *around), cell=True)
        yield Posting("", figure, table.index, cell.row, cell.col, label, head)


def _corner(heads: dict[int, list[Cell]], reading: Reading) -> tuple[StatedUnit, ...]:
    """The unit that the head of the labels states for the whole table: 项目（万元）."""
    for cell in heads.get(min(heads, default=0), []):
        unit = stated(reading.text(cell), cell.source, "table")
        if unit is not None:
            return (unit,)
    return ()


def head_of(cells: Sequence[Cell], reading: Reading) -> Wording | None:
    """The words above a figure, of all rows of the head."""
    once = list({cell.source: cell for cell in cells}.values())
    if not once:
        return None
    raw = "".join(reading.text(cell) for cell in once)
    return Wording(raw, tuple(span for cell in once for span in cell.source))
