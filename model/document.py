"""The text of one report and the geometry laid over it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from model.span import Source, Span

Box: TypeAlias = tuple[float, float, float, float]
"""``(x0, top, x1, bottom)`` in points from the top left of a page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. A merged cell appears once, at its top left grid position.

    ``row`` and ``col`` are 0-based; a cell covers ``row .. row + row_span - 1`` and likewise for
    columns. ``source`` never holds the padding around the text; an empty cell has one empty span.
    ``bbox`` is the cell's box on its page, as in ``Place``; None where the format has none.
    """

    row: int
    col: int
    source: Source
    row_span: int = 1
    col_span: int = 1
    bbox: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells as read, before anybody says what its columns mean.

    Rows that only repeat the header after a page break are left out and named in ``joins``.
    ``dialect`` is how it was told apart in the text (``tabs``, ``pipes``, ``cell_per_line`` …).
    ``page_breaks`` are the rows that begin a new page, 0-based: a group cell left blank there goes
    on from the page before. ``span`` is the whole region from first to last cell.
    """

    index: int
    span: Span
    rows: int
    cols: int
    cells: tuple[Cell, ...]
    dialect: str
    page_breaks: tuple[int, ...] = ()
    joins: tuple[str, ...] = ()
    repeats: Source = ()

    @property
    def gridded(self) -> bool:
        """True where the format itself says in which column a cell stands."""
        return self.dialect in {"pdf", "docx"}


class BlockKind(StrEnum):
    """What a passage outside tables is; only ``paragraph`` is running prose."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CONTENTS = "contents"
    PAGE_MARK = "page_mark"


@dataclass(frozen=True, slots=True)
class Block:
    """A passage outside tables, its lines re-joined where a line or page break cut it.

    ``source`` holds one span a printed line, without line ends and without markup such as leading
    ``#`` or surrounding ``**``.
    """

    kind: BlockKind
    source: Source


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page: 1-based ``number`` in the file, ``label`` as printed on it, if any."""

    number: int
    span: Span
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change: text put in or taken out, by whom and when, where the file says so.

    ``kind``: ``inserted`` or ``deleted``. What was inserted stands in the text; what was deleted
    stands in the appendix behind it, which is part of no block and no table, and is never scanned.
    ``date`` is ISO text.
    """

    kind: str
    author: str | None
    date: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span stands, for people. What a format lacks is None."""

    page: int | None
    page_label: str | None
    line: int
    start: int
    end: int
    bbox: Box | None
    table: int | None
    row: int | None
    col: int | None


@dataclass(frozen=True, slots=True)
class Document:
    r"""One report as read: its text, and pages, tables and passages as ranges over that text.

    ``name`` is the path as the user gave it, with ``/``. ``doc_id`` is the first 16 hex digits of
    the SHA-256 of the file's bytes. ``text`` is the decoded bytes without the byte order mark;
    lines end at ``\n`` only. ``blocks`` are in reading order and do not overlap tables. ``boxes``
    holds four numbers a character of ``text``, one ``Box`` after the other, all 0 for a character
    that stands nowhere (a line end); None for formats without geometry.
    """

    name: str
    doc_id: str
    format: str
    encoding: str | None
    text: str
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    blocks: tuple[Block, ...] = ()
    warnings: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    boxes: array[float] | None = field(default=None, repr=False)
    line_starts: tuple[int, ...] = field(default=(0,), repr=False)
    cell_starts: tuple[tuple[int, int, int, int, int], ...] = field(default=(), repr=False)

    def read(self, source: Source) -> str:
        """Text under the spans, joined; the re-read law holds every ``raw`` to this."""
        if len(source) == 1:  # nearly always, and the hottest line of the house
            return self.text[source[0].start : source[0].end]
        return "".join(self.text[span.start : span.end] for span in source)

    def printed(self) -> str:
        """The text without the appendix of what was deleted."""
        gone = [change.source[0].start for change in self.changes if change.kind == "deleted"]
        return self.text[: min(gone)] if gone else self.text

    def line(self, offset: int) -> int:
        """1-based line of a character offset."""
        return bisect_right(self.line_starts, offset)

    def locate(self, span: Span) -> Place:
        """Page, line and cell in which the span begins."""
        page = self.pages[self._page(span.start)] if self.pages else None
        table, row, col = self._cell(span)
        return Place(
            page=page.number if page else None,
            page_label=page.label if page else None,
            line=self.line(span.start),
            start=span.start,
            end=span.end,
            bbox=self.box(span),
            table=table,
            row=row,
            col=col,
        )

    def box(self, span: Span) -> Box | None:
        """The box around the characters of a span, to a hundredth of a point.

        None without geometry, or for none of them.
        """
        if self.boxes is None:
            return None
        found = [
            self.boxes[at : at + 4]
            for at in range(4 * span.start, 4 * span.end, 4)
            if self.boxes[at] < self.boxes[at + 2]
        ]
        if not found:
            return None
        x0, top, x1, bottom = zip(*found, strict=True)
        edges = min(x0), min(top), max(x1), max(bottom)
        return round(edges[0], 2), round(edges[1], 2), round(edges[2], 2), round(edges[3], 2)

    def _page(self, offset: int) -> int:
        return max(0, bisect_right([page.span.start for page in self.pages], offset) - 1)

    def _cell(self, span: Span) -> tuple[int | None, int | None, int | None]:
        at = bisect_right(self.cell_starts, (span.start, 1 << 62, 0, 0, 0)) - 1
        if at >= 0:
            _, end, table, row, col = self.cell_starts[at]
            if span.start < end or (span.start == end == span.end):
                return table, row, col
        return None, None, None


def lines_of(text: str) -> tuple[int, ...]:
    r"""Offsets at which lines begin, for ``Document.line_starts``; split at ``\n`` only."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return tuple(starts)


def cells_of(tables: tuple[Table, ...]) -> tuple[tuple[int, int, int, int, int], ...]:
    """``(start, end, table, row, col)`` of every cell's pieces, for ``Document.cell_starts``."""
    return tuple(
        sorted(
            (span.start, span.end, table.index, cell.row, cell.col)
            for table in tables
            for cell in table.cells
            for span in cell.source
        )
    )
