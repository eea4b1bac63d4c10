"""What no record took: every figure that is left over, with the reason."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import cast

from extract.reading import Reading
from model import facts, quantity, record, structure
from model.document import Block, BlockKind, Cell, Document
from model.facts import Records
from model.quantity import Quoted, Wording
from model.record import Passage, Unread
from model.span import Source, Span, part
from model.structure import Heading, Ordinal

NO_HEAD = "所在表格没有可识别的表头，未归入任何记录"
NO_COLUMN = "所在单元格不属于任何已知含义的列或行"
NOT_A_QUANTITY = "是编号、序号或名称的一部分，不是数量"
DELETED = "修订中已删除（{}），未计入"
GLUED = "数字与相邻内容连写，没有分隔，无法确定各是哪个数"

_DIGITS = re.compile(r"[\d０-９](?:[\d０-９,，.．]*[\d０-９])?\s*(?:[十百千万亿]*元|[%％‰])?")
_GLUED = re.compile(r"(?<!\d)\d+\.\d+\.\d+|(?<!\d)\d{6,}(?:\.\d+)?\s*[%％]|[%％]\d")
_SKIPPED = (BlockKind.CONTENTS, BlockKind.PAGE_MARK, BlockKind.HEADING)
_IDENTIFIER = re.compile(
    r"[〔\[【（(]\s*\d{4}\s*[〕\]】）)]\s*\d*\s*号?|\d{3,4}[-—]\d{7,8}|(?<!\d)1\d{10}(?!\d)|(?<!\d)\d+\s*号"
)
_LIST_MARK = re.compile(r"^[\s　]*[（(]?\d{1,2}[)）.、．]")


def unread(found: Records[Quoted], reading: Reading) -> tuple[Unread, ...]:
    """Digit runs outside headings, contents and page marks that stand in no record."""
    taken = _Taken(found)
    document = reading.document
    left = [
        *_from_blocks(document, taken),
        *_from_cells(document, taken),
        *_from_deletions(document),
    ]
    return tuple(sorted(left, key=lambda item: item.source))


def is_glued(raw: str) -> bool:
    """True for digits that must be several figures printed without a gap: 64.864.864.8100%."""
    return bool(_GLUED.search(raw))


class _Taken:
    """The stretches of text that some record holds."""

    def __init__(self, found: Records[Quoted]) -> None:
        spans = sorted((span.start, span.end) for span in _spans(found))
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in spans:
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def holds(self, source: Source) -> bool:
        """True where every piece lies in a stretch some record holds."""
        return all(self._has(span) for span in source)

    def _has(self, span: Span) -> bool:
        at = bisect_right(self.starts, span.start) - 1
        return at >= 0 and span.end <= self.ends[at]


def _names(kind: type[object]) -> tuple[str, ...]:
    """Fields of a record type that can hold a place; ``where`` covers a row, not its figures."""
    if not is_dataclass(kind):
        return ()
    return tuple(one.name for one in fields(kind) if one.name not in ("where", "passages"))


_QUOTES = frozenset({Quoted, Wording, Ordinal})
"""Types that are a quote with its place; the walk ends there."""
_INNER: dict[type[object], tuple[str, ...]] = {
    kind: ("where",) if kind is Heading else _names(kind)
    for module in (record, structure, quantity, facts)
    for kind in vars(module).values()
    if isinstance(kind, type) and kind is not Passage
}
"""Types that hold quotes further in, and the fields to look into."""


def _spans(value: object) -> list[Span]:
    """Places of every figure and wording inside a record."""
    found: list[Span] = []
    waiting: list[object] = [value]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind in _QUOTES:
            found.extend(cast("Quoted", one).source)
        elif kind is tuple:
            waiting.extend(cast("tuple[object, ...]", one))
        elif kind is Span:
            found.append(cast("Span", one))
        elif kind in _INNER:
            waiting.extend([getattr(one, name) for name in _INNER[kind]])
    return found


def _from_blocks(document: Document, taken: _Taken) -> Iterator[Unread]:
    for block in document.blocks:
        if block.kind not in _SKIPPED:
            yield from _left(document.read(block.source), block, taken)


def _left(raw: str, block: Block, taken: _Taken) -> Iterator[Unread]:
    skipped = [match.span() for match in _IDENTIFIER.finditer(raw)]
    mark = _LIST_MARK.match(raw)
    if mark:
        skipped.insert(0, mark.span())
    yield from _figures(raw, block.source, skipped, taken, NOT_A_QUANTITY)


def _figures(
    raw: str, source: Source, skipped: list[tuple[int, int]], taken: _Taken, reason: str
) -> Iterator[Unread]:
    """Digit runs of a text that stand in no record and in none of the stretches to skip."""
    reason = GLUED if is_glued(raw) else reason
    starts = [start for start, _ in skipped]
    for match in _DIGITS.finditer(raw):
        start, end = match.span()
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= skipped[at][1]:
            continue
        here = part(source, start, end)
        if not taken.holds(here):
            yield Unread(match.group(), here, reason)


def _from_cells(document: Document, taken: _Taken) -> Iterator[Unread]:
    for table in document.tables:
        known = any(
            taken.holds(cell.source)
            for cell in table.cells
            if cell.source[0].start < cell.source[0].end
        )
        for cell in table.cells:
            yield from _left_in_cell(document, cell, taken, NO_COLUMN if known else NO_HEAD)


def _left_in_cell(document: Document, cell: Cell, taken: _Taken, reason: str) -> Iterator[Unread]:
    raw = document.read(cell.source)
    if taken.holds(cell.source) or not any(character.isdigit() for character in raw):
        return
    skipped = [match.span() for match in _IDENTIFIER.finditer(raw)]
    yield from _figures(raw, cell.source, skipped, taken, reason)


def _from_deletions(document: Document) -> Iterator[Unread]:
    """Figures somebody took out under change tracking: no part of the report, but to be seen."""
    for change in document.changes:
        if change.kind == "deleted":
            who = "，".join(said for said in (change.author, change.date) if said)
            reason = DELETED.format(who or "作者不详")
            for match in _DIGITS.finditer(document.read(change.source)):
                raw = match.group().rstrip()
                here = part(change.source, match.start(), match.start() + len(raw))
                yield Unread(raw, here, reason)
