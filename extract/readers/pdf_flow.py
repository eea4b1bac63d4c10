"""The sheets of a PDF's pages → Document: one text, its lines and tables."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from extract.contents import contents_lines
from extract.dialects.part import Loose, Part, Row
from extract.laying import laid_out
from extract.lines import Line
from extract.page_marks import page_marks
from extract.readers.margins import hinted, running_heads
from extract.readers.sheet import Ruled, Sheet, boxes_of
from model.document import Document, Page, lines_of
from model.span import Source, Span
from model.words import Vocabulary


@dataclass(frozen=True, slots=True)
class Printed:
    """The pages of a file as read, what is to be said of some, and the file they came from.

    ``doc_id`` is what tells its bytes from others. The characters of ``sheets`` are given up one
    page after the other while they are put together: a long report would be held twice.
    """

    name: str
    doc_id: str
    sheets: list[Sheet]
    warnings: tuple[str, ...]


def document(printed: Printed, words: Vocabulary, *, join: bool) -> Document:
    """The report on some pages; ``join``: tables over page breaks made one."""
    sheets = printed.sheets
    flow = _Flow.of(sheets)
    free = [
        first + at
        for page, first in zip(sheets, flow.firsts, strict=True)
        for at in sorted(set(range(len(page.starts))) - page.tabled())
    ]
    marks = _marks(flow, sheets, free)
    contents = contents_lines([flow.lines[at] for at in free])
    flow.lines[:] = hinted(flow.lines, sheets, [at for at in free if at not in marks])
    plain = words.plain(flow.text)
    loose = Loose(
        plain,
        tuple(flow.lines) if plain is flow.text else tuple(flow.relined(plain)),
        words,
        marks,
        frozenset(free[at] for at in contents),
        lines_of(flow.text),
    )
    bare = Document(
        name=printed.name,
        doc_id=printed.doc_id,
        format="pdf",
        encoding=None,
        text=flow.text,
        pages=_pages(flow, marks),
        warnings=printed.warnings,
        boxes=flow.boxes,
        line_starts=loose.starts,
    )
    return laid_out(bare, loose, list(flow.parts(sheets)), join=join)


@dataclass(frozen=True, slots=True)
class _Flow:
    """All pages as one text, a form feed between two, with the lines of each."""

    text: str
    boxes: array[float]
    lines: list[Line]
    firsts: list[int]
    offsets: list[int]

    @classmethod
    def of(cls, sheets: list[Sheet]) -> _Flow:
        """The pages one after another, their characters taken out of the sheets.

        ``firsts``: line each begins with; ``offsets``: where.
        """
        texts: list[str] = []
        size = sum(len(page.codes) for page in sheets) + max(len(sheets) - 1, 0)
        boxes = array("f", bytes(16 * size))
        into = np.frombuffer(boxes, np.float32).reshape(-1, 4)
        printed: list[Line] = []
        firsts: list[int] = []
        offsets: list[int] = []
        at = 0
        for number, page in enumerate(sheets):
            if number:
                texts.append("\f")
                at += 1
            text = page.codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
            firsts.append(len(printed))
            offsets.append(at)
            ends = [start - 1 for start in (*page.starts[1:], len(text))][: len(page.starts)]
            printed += [
                Line(at + start, at + end, text[start:end], gap, number)
                for start, end, gap in zip(page.starts, ends, page.gaps, strict=True)
            ]
            texts.append(text)
            into[at : at + len(text)] = page.boxes
            at += len(text)
            sheets[number] = page.bare()
        return cls("".join(texts), boxes, printed, firsts, offsets)

    def relined(self, plain: str) -> Iterator[Line]:
        """The lines with their text as the vocabulary is written."""
        for line in self.lines:
            yield line._replace(text=plain[line.start : line.end])

    def parts(self, sheets: Sequence[Sheet]) -> Iterator[Part]:
        """The tables of every page, from the first page on."""
        for page, first in zip(sheets, self.firsts, strict=True):
            for table in page.tables:
                part = self._part(table, first)
                if part is not None:
                    yield part

    def _part(self, table: Ruled, first: int) -> Part | None:
        used = [pair for pair in table.lines if pair[0] < pair[1]]
        if not used:
            return None
        grid = table.grid
        low, high = first + used[0][0], first + used[-1][1] - 1
        width = len(grid.xs) - 1
        rows = [_Draft(width) for _ in range(len(grid.ys) - 1)]
        at = self.lines[low].start
        places: list[tuple[int, int, int, int]] = grid.cells.tolist()
        for (row, col, down, across), (begin, end), box in zip(
            places, table.lines, boxes_of(grid), strict=True
        ):
            source = self._source(first + begin, first + end)
            at = source[-1].end if source else at
            draft = rows[row]
            draft.cells[col] = source or (Span(at, at),)
            draft.boxes[col] = box
            if down > 1 or across > 1:
                draft.merged.append((col, down, across))
            if source and draft.line is None:
                draft.line = first + begin
        return Part("pdf", tuple(_rows(rows, low, at)), low, high)

    def _source(self, begin: int, end: int) -> Source:
        if end - begin == 1:
            line = self.lines[begin]
            return (_bare(line),)
        return tuple(_bare(line) for line in self.lines[begin:end])


class _Draft:
    """A row being put together."""

    __slots__ = ("boxes", "cells", "line", "merged")

    def __init__(self, width: int) -> None:
        self.cells: list[Source | None] = [None] * width
        self.boxes: list[tuple[float, float, float, float] | None] = [None] * width
        self.merged: list[tuple[int, int, int]] = []
        self.line: int | None = None


def _rows(drafts: Sequence[_Draft], line: int, at: int) -> Iterator[Row]:
    empty = (Span(at, at),)
    for draft in drafts:
        line = draft.line if draft.line is not None else line
        cells = tuple(cell if cell is not None else empty for cell in draft.cells)
        yield Row(cells, line, tuple(draft.merged), tuple(draft.boxes))


def _bare(line: Line) -> Span:
    """A line without blanks at its ends."""
    text = line.text
    if text[0] not in _PAD and text[-1] not in _PAD:
        return Span(line.start, line.end)
    start = line.start + len(text) - len(text.lstrip())
    return Span(start, max(start, line.end - len(text) + len(text.rstrip())))


_PAD = frozenset(" \t\u00a0\u3000")


def _marks(flow: _Flow, sheets: Sequence[Sheet], free: Sequence[int]) -> dict[int, str]:
    """Lines that number a page or run over pages, with the number they print."""
    heads = running_heads(flow.lines, sheets)
    kept = [at for at in free if at not in heads]
    numbered = page_marks([flow.lines[at] for at in kept])
    return dict.fromkeys(heads, "") | {kept[at]: label for at, label in numbered.items()}


def _pages(flow: _Flow, marks: dict[int, str]) -> tuple[Page, ...]:
    labels = {flow.lines[at].page: label for at, label in marks.items() if label}
    ends = [*(start - 1 for start in flow.offsets[1:]), len(flow.text)]
    return tuple(
        Page(number + 1, Span(start, end), labels.get(number))
        for number, (start, end) in enumerate(zip(flow.offsets, ends, strict=True))
    )
