"""The passages of a report: paragraphs, headings, captions and cells, each under its heading."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from model.document import BlockKind, Document
from model.record import Passage
from model.span import part

LONGEST_CAPTION = 60
LONGEST = 2_000
"""Characters after which a paragraph is divided at its next stop; none that is written comes near
it, and what is looked for within one sentence must not grow with a line that never ends."""
_STOPS = (re.compile(r"[。；！？;!?]"), re.compile(r"[，、,\s](?!\d)"), re.compile(r"[）)](?!\d)"))
_CAPTION = re.compile(
    r"^\s*表\s*[\d一二三四五六七八九十]|表\s*(?:[（(].{0,20}[）)])?\s*$|单\s*位\s*[:：]"
)


def passages(document: Document) -> tuple[Passage, ...]:
    """Paragraphs, headings, captions and filled cells, in the order they stand."""
    ordered = sorted((*_blocks(document), *_cells(document)), key=lambda passage: passage.source)
    found: list[Passage] = []
    section = ""
    for passage in ordered:
        found.append(
            Passage(
                passage.kind,
                passage.text,
                passage.source,
                section,
                passage.table,
                passage.row,
                passage.col,
            )
        )
        if passage.kind == "heading":
            section = passage.text.strip()
    return tuple(found)


def _blocks(document: Document) -> Iterator[Passage]:
    tables = {table.span.start for table in document.tables}
    starts = sorted([block.source[0].start for block in document.blocks] + list(tables))
    following = dict(itertools.pairwise(starts))
    for block in document.blocks:
        if block.kind in (BlockKind.CONTENTS, BlockKind.PAGE_MARK):
            continue
        text = document.read(block.source)
        before_table = following.get(block.source[0].start) in tables
        if block.kind is BlockKind.HEADING:
            yield Passage("heading", text, block.source)
        elif before_table and len(text) <= LONGEST_CAPTION and _CAPTION.search(text):
            yield Passage("caption", text, block.source)
        else:
            yield from _portions(Passage("paragraph", text, block.source))


def _portions(whole: Passage) -> Iterator[Passage]:
    """A text as it stands, or in several portions where it is longer than any is written."""
    text, begin = whole.text, 0
    while len(text) - begin > LONGEST:
        end = _cut(text, begin + LONGEST)
        yield replace(whole, text=text[begin:end], source=part(whole.source, begin, end))
        begin = end
    if begin == 0:
        yield whole
    elif begin < len(text):
        yield replace(whole, text=text[begin:], source=part(whole.source, begin, len(text)))


def _cut(text: str, at: int) -> int:
    """One past the first full stop after a place, else comma, else bracket; the end without any."""
    for stop in _STOPS:
        found = stop.search(text, at, at + LONGEST)
        if found:
            return found.end()
    return len(text)


def _cells(document: Document) -> Iterator[Passage]:
    for table in document.tables:
        for cell in table.cells:
            text = document.read(cell.source)
            if text.strip():
                yield from _portions(
                    Passage("cell", text, cell.source, "", table.index, cell.row, cell.col)
                )
