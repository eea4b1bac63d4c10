"""Cells in one stream, one a line, cut into rows by the kinds of the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dialects.cell_kinds import is_value
from extract.dialects.cut import Cut, Stream, cut
from extract.dialects.feed import CAPTION, HEADING, Feed, Token, begins_head, laid, torn
from extract.dialects.part import Loose, Part, Row
from extract.heads import LONGEST_HEAD
from extract.lines import PAD, clean, filled, joined

NAME = "cell_per_line"
_FEWEST = 3
_LONGEST = 300
_SENTENCE = re.compile(r"[。；！？]$")
_FORMULA = re.compile(r"(?=[^A-Z]*[A-Z])[【】\[\]()（）A-Z＋+\-－/÷×*=＝%％\s]{3,}")
"""A head's formula on a line of its own, 【(B)+(C)】/(A), goes on with the head above it."""


def read(loose: Loose, first: int, before: Part | None) -> Part | None:
    """A head, a line a cell, and the cells below it that fit under it in one way only."""
    del before
    if not _begins(loose, first):
        return None
    looked = first
    for numbered in (False, True):
        feed = Feed(_tokens(loose, first, numbered=numbered))
        found = cut(_stream(loose, feed))
        if isinstance(found, Cut):
            return _part(feed, found, first)
        if not found:
            break
        looked = max(looked, feed.cells[found - 1].last)
        if loose.marks.keys().isdisjoint(range(first, looked + _FEWEST)):
            break
    return torn(NAME, feed, 0, first, looked)


def _part(feed: Feed, found: Cut, first: int) -> Part:
    head = Row(tuple(token.source for token in feed.cells[: found.width]), first)
    rows = [
        laid(feed.cells[at : at + len(columns)], columns, found.width) for at, columns in found.rows
    ]
    return Part(NAME, (head, *rows), first, feed.cells[found.end - 1].last)


def _begins(loose: Loose, at: int) -> bool:
    """True where this line and the one below it may be heads, and a third cell follows."""
    lines = loose.lines[at : at + _FEWEST]
    if len(lines) < _FEWEST or any(line.end - line.start > LONGEST_HEAD for line in lines):
        return False
    first, below = (line.text.strip(PAD) for line in lines[:2])
    if any(mark in first for mark in "\t|│。；") or is_value(first) or is_value(below):
        return False
    if at in loose.marks or at in loose.contents:
        return False
    return not (HEADING.match(first) or CAPTION.match(first) or HEADING.match(below))


def _stream(loose: Loose, feed: Feed) -> Stream:
    def ends(at: int, width: int) -> bool:
        """True where a caption, a new head or a gap wider than before stands at a cell."""
        text = feed.text(at)
        if text is None or CAPTION.match(text) or _SENTENCE.search(text):
            return True
        if not width:
            return False
        return _set_off(loose, feed, at, width) or begins_head(feed.text, at, loose.words)

    return Stream(feed.text, ends, loose.words)


def _set_off(loose: Loose, feed: Feed, at: int, width: int) -> bool:
    line = loose.lines[feed.cells[at].line]
    if line.gap < 2 or line.page != loose.lines[feed.cells[at].line - 1].page:  # noqa: PLR2004
        return False
    return line.gap > max(loose.lines[one.line].gap for one in feed.cells[1 : width + 2])


def _tokens(loose: Loose, first: int, *, numbered: bool) -> Iterator[Token]:
    """Cells from a line on, up to a heading.

    Where blank lines divide the cells, lines without one between are one cell. ``numbered``: a
    bare number that may be a page's is a cell.
    """
    lines = loose.lines
    spaced = first + 2 < len(lines) and all(lines[first + at].gap for at in (1, 2))
    token: Token | None = None
    for at in range(first, len(lines)):
        line = lines[at]
        text = line.text.strip(PAD)
        if at in loose.marks and not (numbered and loose.marks[at] == text):
            continue
        if at in loose.contents or len(text) > _LONGEST or HEADING.match(text):
            break
        source = clean(loose.text, line.start, line.end)
        turned = at > first and line.page != lines[at - 1].page
        close = spaced and not line.gap and not turned
        if token is not None and (close or _FORMULA.fullmatch(text)):
            source = joined(token.source, source)
            token = Token(source, loose.read(source), token.line, at)
        elif filled(source):
            if token is not None:
                yield token
            token = Token(source, loose.read(source), at, at)
    if token is not None:
        yield token
