"""What stands around a table and speaks for it: captions, unit lines, the project it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from extract.heads import stated
from model.document import BlockKind, Document, Table
from model.quantity import StatedUnit, Wording
from model.words import fold

NEAR_BLOCKS = 3
"""How many passages above a table may speak for it: caption, unit line, a note."""
SHORT = 80
"""A caption or unit line is short; running prose above a table states units of its own figures."""

_UNIT_LINE = re.compile(r"单\s*位\s*[:：]|[(（]\s*(?:人民币)?[十百千万亿]*\s*[万亿]?元\s*[)）]")
_UNIT_LABEL = re.compile(r"(?:金额|计量|货币)?单位:?")
_UNIT = re.compile(r"(?:人民币)?[十百千]?[万亿]?元")


def captions(document: Document, table: Table) -> Iterator[Wording]:
    """Short passages directly above a table, the nearest first."""
    starts = [block.source[0].start for block in document.blocks]
    above = bisect_left(starts, table.span.start)
    floor = max(
        (other.span.end for other in document.tables if other.span.end <= table.span.start),
        default=0,
    )
    for block in document.blocks[max(0, above - NEAR_BLOCKS) : above][::-1]:
        raw = document.read(block.source)
        if block.source[0].start < floor or len(raw) > SHORT:
            return
        if block.kind is not BlockKind.PAGE_MARK:
            yield Wording(raw, block.source)


def caption_unit(document: Document, table: Table) -> StatedUnit | None:
    """Unit stated above a table: 单位：万元, or （单位：万元） in its caption.

    A form printed one cell a line says 金额单位 on one line and 万元 on the next.
    """
    above: Wording | None = None
    for caption in captions(document, table):
        if above is not None and _UNIT_LABEL.fullmatch(fold(caption.raw)):
            return StatedUnit(above.raw.strip(), "caption", above.source)
        above = caption if _UNIT.fullmatch(fold(caption.raw)) else None
        if _UNIT_LINE.search(caption.raw):
            unit = stated(caption.raw, caption.source, "caption")
            if unit:
                return unit
    return None


def table_unit(document: Document, table: Table, head_row: int) -> StatedUnit | None:
    """Unit stated by a 单位 line inside the table, in the rows above a head."""
    for cell in table.cells:
        if cell.row >= head_row:  # cells stand row by row
            break
        text = document.read(cell.source)
        if len(text) <= SHORT and re.search(r"单\s*位\s*[:：]", text):
            unit = stated(text, cell.source, "table")
            if unit and "元" in unit.raw:
                return unit
    return None
