"""Cells divided by blanks, whole tables on one line or rows wrapped at any place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dialects.cell_kinds import is_value
from extract.dialects.cut import Cut, Stream, cut
from extract.dialects.feed import CAPTION, HEADING, Feed, Token, begins_head, laid, torn
from extract.dialects.part import Loose, Part, Row
from extract.dialects.spaces import cells_of
from extract.heads import LONGEST_HEAD
from extract.lines import PAD, Line

NAME = "running"
_FEWEST = 3
_SKIPPED = 8
"""Cells before a head on its own line: a caption, its number, the unit."""
_LONGEST_LINE = 20_000
_PROSE = re.compile(r"[。；！？]")
_WIDE = re.compile(r"\S(?: {2,}|[ \u3000]*\u3000[ \u3000]*)\S")
_PROBED = 400
"""Characters in which a line shows whether it holds cells."""


def read(loose: Loose, first: int, before: Part | None) -> Part | None:
    """A head and its rows in cells divided by blanks, wherever the lines end."""
    del before
    if not _begins(loose, first):
        return None
    feed = Feed(_tokens(loose, first))
    rows: list[Row] = []
    at = 0
    while isinstance(found := _next(loose, feed, at), tuple):
        start, made = found
        rows += _rows(feed, at, start, made)
        at = start + made.end
        if feed.text(at) is None or feed.cells[at].leads:
            return Part(NAME, tuple(rows), first, feed.cells[at - 1].line)
    # No table, or what follows it on the same line would be lost.
    looked = feed.cells[found - 1].line if found else first
    return torn(NAME, feed, at, first, looked)


def _begins(loose: Loose, at: int) -> bool:
    """True for a line of several cells that begins with words, figures on it or on the next."""
    line = loose.lines[at]
    text = line.text.strip(PAD)
    if " " not in text and "\u3000" not in text:
        return False
    if line.end - line.start > _LONGEST_LINE or at in loose.marks or at in loose.contents:
        return False
    if any(mark in text for mark in "\t|│。；") or HEADING.match(text):
        return False
    cells = text[:_PROBED].split()
    if len(cells) < 2 or any(is_value(cell) or len(cell) > LONGEST_HEAD for cell in cells[:2]):  # noqa: PLR2004
        return False
    if not any(is_value(cell) for cell in cells):
        return loose.adjoins(at) and len(cells) <= len(loose.lines[at + 1].text.split()) * 2
    return len(cells) > _FEWEST


def _tokens(loose: Loose, first: int) -> Iterator[Token]:
    """Cells of a line and of those that adjoin it, a page break between them or not."""
    lines = loose.lines
    wide = len(_WIDE.findall(lines[first].text[:_PROBED])) > 1
    for at in range(first, len(lines)):
        line = lines[at]
        if at in loose.marks:
            continue
        turned = at > first and line.page != lines[at - 1].page
        if at > first and (at in loose.contents or (line.gap and not turned) or _is_other(line)):
            return
        for number, span in enumerate(cells_of(line, wide=wide)):
            yield Token((span,), loose.text[span.start : span.end], at, at, number == 0)


def _is_other(line: Line) -> bool:
    text = line.text.strip(PAD)
    return bool(HEADING.match(text) or _PROSE.search(text[-1:]))


def _next(loose: Loose, feed: Feed, at: int) -> tuple[int, Cut] | int:
    """The next table on the line of a cell, and the cell it begins at: captions come first.

    Else the last cell that was looked at.
    """
    looked = 0
    for start in range(at, at + _SKIPPED):
        text = feed.text(start)
        if text is None or is_value(text) or (start > at and feed.cells[start].leads):
            break
        found = cut(_from(loose, feed, start))
        if isinstance(found, Cut):
            return start, found
        looked = max(looked, start + found if found else 0)
    return looked


def _from(loose: Loose, feed: Feed, start: int) -> Stream:
    def cell(at: int) -> str | None:
        return feed.text(start + at)

    def ends(at: int, width: int) -> bool:
        text = cell(at)
        if text is None or CAPTION.match(text) or HEADING.match(text):
            return True
        return width > 0 and begins_head(cell, at, loose.words)

    return Stream(cell, ends, loose.words)


def _rows(feed: Feed, at: int, start: int, made: Cut) -> Iterator[Row]:
    """What stands before the head as a row, the head, and the rows below it."""
    if start > at:
        yield Row(tuple(token.source for token in feed.cells[at:start]), feed.cells[at].line)
    head = feed.cells[start : start + made.width]
    yield Row(tuple(token.source for token in head), head[0].line)
    for place, columns in made.rows:
        here = feed.cells[start + place : start + place + len(columns)]
        yield laid(here, columns, made.width)
