"""A cell per line behind a tab, a blank line after each row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.dialects.part import FEWEST, Loose, Part, Row, usual
from extract.lines import PAD, Line, clean, filled, joined
from model.span import Source

NAME = "tab_cells"
_WRAPS = 12
"""Lines without a tab that go on in one cell; more are prose."""
_BLANKS = 3
"""More blank lines than this end the table."""
_SENTENCE = re.compile(r"[。；！？;]”?$")
_LONG = 20
_REMARK = re.compile(
    r"(?:注|备注|说明|附件?|单位|填表|资料来源)\s*[\d一二三四五]*[:：]|[一二三四五六七八九十]+、"
)


@dataclass(slots=True)
class _Block:
    """Cells between two blank lines, with the line each begins on."""

    line: int
    cells: list[Source] = field(default_factory=list[Source])
    last: int = 0


def read(loose: Loose, first: int, before: Part | None) -> Part | None:
    """Tab-led lines, each a cell; a line without a tab goes on with the cell above it."""
    if not _leads(loose.lines[first].text):
        return None
    blocks = _blocks(loose, first)
    last = blocks[-1].last
    if not _vouched(loose, blocks, before):
        return Part(NAME, (), first, last)
    closed = _closed(blocks)
    merged, notes = _recut(loose, blocks, closed=closed)
    rows = tuple(
        Row(tuple(block.cells[:-1] if closed and len(block.cells) > 1 else block.cells), block.line)
        for block in merged
    )
    return Part(NAME, rows, first, last, notes)


def _leads(text: str) -> bool:
    """True for a line that begins with a tab and has no other one between words."""
    return "\t" in text and not text.partition("\t")[0].strip(PAD)


def _blocks(loose: Loose, first: int) -> list[_Block]:
    lines = loose.lines
    blocks = [_Block(first, last=first)]
    at = first
    while at < len(lines):
        line = lines[at]
        if at > first and (line.page != lines[at - 1].page or line.gap > _BLANKS):
            break
        if at in loose.marks:
            break
        if "\t" in line.text:
            if not _leads(line.text) and (line.gap or len(blocks[-1].cells) == 0):
                break
            if line.gap and at > first:
                blocks.append(_Block(at))
            blocks[-1].cells.extend(_cells(loose.text, line))
        elif not _wraps(loose, blocks, at):
            break
        else:
            cells = blocks[-1].cells
            cells[-1] = joined(cells[-1], clean(loose.text, line.start, line.end))
        blocks[-1].last = at
        at += 1
    return blocks


def _cells(text: str, line: Line) -> list[Source]:
    found: list[Source] = []
    head, *fields = line.text.split("\t")
    at = line.start + len(head) + 1
    if head.strip(PAD):
        found.append(clean(text, line.start, line.start + len(head)))
    for piece in fields:
        found.append(clean(text, at, at + len(piece)))
        at += len(piece) + 1
    return found


def _wraps(loose: Loose, blocks: list[_Block], at: int) -> bool:
    """True where a line without a tab belongs to the cell above it.

    It does if the row goes on below it; at the end of a row only if the row still lacks cells or
    the line does not look like a passage of its own. After a blank line it must also be what makes
    this row and the lines below it as long as the rows above.
    """
    lines = loose.lines
    here = lines[at]
    below = next(
        (
            index
            for index in range(at + 1, min(at + _WRAPS, len(lines)))
            if lines[index].gap or "\t" in lines[index].text
        ),
        len(lines),
    )
    goes_on = below < len(lines) and not lines[below].gap and _leads(lines[below].text)
    width = len(blocks[-2].cells) if len(blocks) > 1 else 0
    lacking = len(blocks[-1].cells) < width
    if here.gap:
        more = _run_of_cells(loose, below) if goes_on else 0
        return goes_on and lacking and len(blocks[-1].cells) + more == width
    if goes_on:
        return True
    looks_alone = _REMARK.match(here.text.strip(PAD)) or len(here.text) > 2 * _LONG
    return lacking or not (looks_alone or loose.is_head(_cells(loose.text, here)))


def _run_of_cells(loose: Loose, at: int) -> int:
    lines = loose.lines
    count = 0
    for index in range(at, min(at + 40, len(lines))):
        if count and lines[index].gap:
            break
        count += _leads(lines[index].text)
    return count


def _vouched(loose: Loose, blocks: list[_Block], before: Part | None) -> bool:
    """True for a table, False for paragraphs set in by a tab."""
    cells = [cell for block in blocks for cell in block.cells]
    texts = [loose.read(cell) for cell in cells if filled(cell)]
    if not texts or len(cells) < FEWEST:
        return bool(before and before.dialect == NAME and texts)
    sentences = sum(1 for text in texts if len(text) > _LONG and _SENTENCE.search(text))
    if sentences * 2 > len(texts) and len(texts) == len(cells):
        return False
    known = loose.heads(texts) + sum(1 for text in texts if loose.is_label(text))
    widths = [len(block.cells) for block in blocks if len(block.cells) > 1]
    return bool(widths) and (known > 0 or len(widths) > usual(widths) > 1 or len(widths) > FEWEST)


def _closed(blocks: list[_Block]) -> bool:
    """True where nearly every row ends in an empty cell that only closes it."""
    wide = [block for block in blocks if len(block.cells) > 1]
    return (
        10 * sum(1 for block in wide if not filled(block.cells[-1])) >= 9 * len(wide)
        and len(wide) > 1
    )


def _recut(
    loose: Loose, blocks: list[_Block], *, closed: bool
) -> tuple[list[_Block], tuple[str, ...]]:
    """Rows torn by an empty line inside a cell put together again, by the length of their head."""
    merged: list[_Block] = []
    notes: list[str] = []
    head = 0
    at = 0
    while at < len(blocks):
        block = blocks[at]
        taken = _torn(blocks, at, head, closed=closed) if head else 1
        if taken > 1:
            pieces = blocks[at : at + taken]
            cells = [cell for piece in pieces for cell in piece.cells]
            block = _Block(block.line, cells, pieces[-1].last)
            notes.append(f"第{loose.line(block.line)}行起的一行被空行断开，已按表头列数接上")
        if (
            loose.is_head(block.cells)
            or len(merged) == 0
            or len(block.cells) == len(merged[-1].cells)
        ):
            head = len(block.cells)
        merged.append(block)
        at += taken
    return merged, tuple(notes)


def _torn(blocks: list[_Block], at: int, head: int, *, closed: bool) -> int:
    """How many blocks from ``at`` on make up one row of the head's length; 1 where none does."""
    width = len(blocks[at].cells)
    if width >= head or (closed and not filled(blocks[at].cells[-1])):
        return 1
    for taken in range(2, 5):
        if at + taken > len(blocks):
            break
        width += len(blocks[at + taken - 1].cells)
        if width >= head:
            after = blocks[at + taken] if at + taken < len(blocks) else None
            fits = width == head and (closed or after is None or len(after.cells) == head)
            return taken if fits else 1
    return 1
