"""A report of a few lines, read for its prose: one passage a line."""

from __future__ import annotations

import re

from extract.layouts.prose import Prose, read
from model.document import Block, BlockKind, Document
from model.span import Span
from normalize import scan, vocabulary

_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、])[^。；：]{1,30}$"
)


def document(text: str) -> Document:
    """A document whose lines are passages; short numbered lines without a stop are headings."""
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if line:
            kind = BlockKind.HEADING if _HEADING.match(line) else BlockKind.PARAGRAPH
            blocks.append(Block(kind, (Span(at, at + len(line)),)))
        at += len(line) + 1
    return Document("made.txt", "0" * 16, "txt", "utf-8", text, blocks=tuple(blocks))


def told(text: str) -> Prose:
    """What the prose of a text states."""
    return read(document(text), vocabulary(), scan)
