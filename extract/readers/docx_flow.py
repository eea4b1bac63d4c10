"""The text of a DOCX report as it grows: lines, where they stand, what was changed in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from extract.lines import PAD
from extract.readers.docx_inline import By, Inline, Runs
from extract.readers.docx_numbering import Numbering
from model.document import Change
from model.span import Source, Span

_PAGE_WORDS = re.compile(r"(?:[第共页頁/|\s\-—–－·•~～]|page|of)*", re.IGNORECASE)
"""What is left of a page number's line without the number."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row by grid column; ``at`` is the offset it begins at."""

    cells: tuple[Source, ...]
    at: int
    merged: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on offsets ``start`` to ``end`` of the text. ``nested``: it stood in a cell."""

    rows: tuple[GridRow, ...]
    start: int
    end: int
    notes: tuple[str, ...]
    nested: bool


@dataclass(slots=True)
class Flow:
    """What has been read so far; ``at`` is the length of the text.

    ``gone`` is what was deleted, for the appendix. ``computed`` are the lines with results of
    Word's own formulas, ``covered`` the texts in cells that a merged cell hides. ``heads`` are the
    stretches of the text that headers and footers fill.
    """

    numbering: Numbering
    runs: Runs = field(default_factory=Runs)
    pieces: list[str] = field(default_factory=list[str])
    at: int = 0
    line: int = 1
    grids: list[Grid] = field(default_factory=list[Grid])
    changes: list[Change] = field(default_factory=list[Change])
    gone: list[tuple[str, By]] = field(default_factory=list[tuple[str, By]])
    computed: list[int] = field(default_factory=list[int])
    covered: list[str] = field(default_factory=list[str])
    heads: list[Span] = field(default_factory=list[Span])
    warnings: list[str] = field(default_factory=list[str])

    def put(self, text: str) -> Span:
        """A line; its span without the padding around the text."""
        start = self.at
        self.pieces.append(text)
        self.pieces.append("\n")
        self.at = start + len(text) + 1
        self.line += 1
        kept = text.strip(PAD)
        if len(kept) < len(text):
            start += text.find(kept) if kept else 0
        return Span(start, start + len(kept))

    def paragraph(self, said: Inline, label: str) -> list[Span]:
        """The lines of a paragraph behind its number; they and its changes are noted."""
        text = said.pieces[0] if len(said.pieces) == 1 else "".join(said.pieces)
        text = label + text
        if said.paged and _PAGE_WORDS.fullmatch(text):
            return []
        if said.computed:
            self.computed.append(self.line)
        start = self.at
        spans = [self.put(line) for line in text.split("\n")] if "\n" in text else [self.put(text)]
        if said.inserted:
            self.changes.extend(_insertions(said, start + len(label), text, start))
        if said.deleted:
            self.gone.extend((text, who) for _, text, who in said.deleted)
        return spans

    def deleted(self, text: str, who: By) -> None:
        """Text that was deleted as a whole: a row, a cell, a passage."""
        if text.strip():
            self.gone.append((text, who))

    def appendix(self) -> tuple[str, tuple[Change, ...]]:
        """The lines of what was deleted, to stand behind the text, and each as a change."""
        lines: list[str] = []
        changes: list[Change] = []
        at = self.at
        for text, who in self.gone:
            line = " ".join(text.split("\n"))
            changes.append(Change("deleted", who.author, who.date, (Span(at, at + len(line)),)))
            lines.append(f"{line}\n")
            at += len(line) + 1
        return "".join(lines), tuple(changes)


def _insertions(said: Inline, start: int, text: str, first: int) -> Iterator[Change]:
    """Inserted ranges of a paragraph, one span a line; ``text`` begins at ``first``."""
    ends = [0, *accumulate(len(piece) for piece in said.pieces)]
    for low, high, who in said.inserted:
        begin, end = start + ends[low], start + ends[high]
        source: list[Span] = []
        for line in text[begin - first : end - first].split("\n"):
            source.append(Span(begin, begin + len(line)))
            begin += len(line) + 1
        kept = tuple(span for span in source if span.start < span.end)
        if kept:
            yield Change("inserted", who.author, who.date, kept)
