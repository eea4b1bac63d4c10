"""The passages of a report: paragraphs, headings, captions and cells, each under its heading."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from model.document import BlockKind, Document
from model.record import Passage

LONGEST_CAPTION = 60
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
            yield Passage("paragraph", text, block.source)


def _cells(document: Document) -> Iterator[Passage]:
    for table in document.tables:
        for cell in table.cells:
            text = document.read(cell.source)
            if text.strip():
                yield Passage("cell", text, cell.source, "", table.index, cell.row, cell.col)
