"""Cells in one stream, one a line, cut into rows by the kinds of the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.dialects.cell_kinds import is_value
from extract.dialects.cut import Cut, Stream, cut
from extract.dialects.part import Loose, Part, Row
from extract.heads import LONGEST_HEAD, meaning
from extract.lines import PAD, clean, filled, joined
from model.span import Source, Span

NAME = "cell_per_line"
_FEWEST = 3
_LONGEST = 300
_LONGEST_LINE = 60
_MOST = 4_000
"""Cells of one table; more are looked at in the next one."""
_FAR = 60
"""Lines looked at in vain that are not looked at again; fewer may hide the right head."""
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|附[件表录]?\s*[\d一二三四五：:]|注[:：]|#"
)
_CAPTION = re.compile(
    r"表\s*\d|[（(]?(?:金额)?单位\s*[:：]|(?:项目|填报|填表|实施|主管)\S{0,6}[:：]"
    r"|\S{3,28}(?:[^代图]表|清单|明细|台账)(?:[（(][^（()）]*[)）])?$"
)
"""A line of its own above a table."""
_SENTENCE = re.compile(r"[。；！？]|，.*，")
_FORMULA = re.compile(r"(?=[^A-Z]*[A-Z])[【】\[\]()（）A-Z＋+\-－/÷×*=＝%％\s]{3,}")
"""A head's formula on a line of its own, 【(B)+(C)】/(A), goes on with the head above it."""


@dataclass(frozen=True, slots=True)
class _Token:
    """One cell of the stream, the line it begins on and the last line it stands on."""

    source: Source
    text: str
    line: int
    last: int


def read(loose: Loose, first: int, before: Part | None) -> Part | None:
    """A head, a line a cell, and the cells below it that fit under it in one way only."""
    del before
    if not _begins(loose, first):
        return None
    looked = first
    for numbered in (False, True):
        tokens = _Tokens(loose, first, numbered)
        found = cut(Stream(tokens.text, tokens.ends, loose.words))
        if isinstance(found, Cut):
            return _part(tokens.cells, found, first)
        if not found:
            break
        looked = max(looked, tokens.cells[found - 1].last)
    return Part(NAME, (), first, looked) if looked - first > _FAR else None


def _part(cells: Sequence[_Token], found: Cut, first: int) -> Part:
    head = Row(tuple(token.source for token in cells[: found.width]), first)
    rows = [_row(cells, found, at, columns) for at, columns in found.rows]
    return Part(NAME, (head, *rows), first, cells[found.end - 1].last)


def _begins(loose: Loose, at: int) -> bool:
    """True where this line and the one below it may be heads, and a figure is not far."""
    lines = loose.lines[at : at + _FEWEST]
    if len(lines) < _FEWEST or any(line.end - line.start > LONGEST_HEAD for line in lines):
        return False
    first, below = (line.text.strip(PAD) for line in lines[:2])
    if any(mark in first for mark in "\t|│。；") or is_value(first) or is_value(below):
        return False
    if at in loose.marks or at in loose.contents:
        return False
    return not (_HEADING.match(first) or _CAPTION.match(first) or _HEADING.match(below))


@dataclass(slots=True)
class _Tokens:
    """The cells from a line on, each made when it is first asked for.

    Where blank lines divide the cells, lines without one between are one cell. ``numbered``: a
    bare number that may be a page's is a cell.
    """

    loose: Loose
    first: int
    numbered: bool = False
    cells: list[_Token] = field(default_factory=list[_Token])
    coming: Iterator[_Token] | None = None

    def text(self, at: int) -> str | None:
        """The text of a cell, None behind the end of the stream."""
        if self.coming is None:
            self.coming = _tokens(self.loose, self.first, numbered=self.numbered)
        while len(self.cells) <= at:
            token = next(self.coming, None)
            if token is None or len(self.cells) >= _MOST:
                return None
            self.cells.append(token)
        return self.cells[at].text

    def ends(self, at: int, width: int) -> bool:
        """True where a caption, a new head or a gap wider than before stands at a cell."""
        text = self.text(at)
        if text is None:
            return True
        if _CAPTION.match(text) or _SENTENCE.search(text[-1:]):
            return True
        if not width:
            return False
        line = self.loose.lines[self.cells[at].line]
        if line.gap > 1 and line.page == self.loose.lines[self.cells[at].line - 1].page:
            heads = self.cells[1 : width + 2]
            usual = max((self.loose.lines[one.line].gap for one in heads), default=0)
            if line.gap > usual:
                return True
        return self._is_head(at)

    def _is_head(self, at: int) -> bool:
        words = self.loose.words
        known = [meaning(self.text(at + step) or "", words) for step in range(_FEWEST)]
        return all(known) and len(set(known)) == _FEWEST


def _tokens(loose: Loose, first: int, *, numbered: bool) -> Iterator[_Token]:
    """Cells from a line on, up to a heading."""
    lines = loose.lines
    spaced = first + 2 < len(lines) and all(lines[first + at].gap for at in (1, 2))
    token: _Token | None = None
    for at in range(first, len(lines)):
        line = lines[at]
        text = line.text.strip(PAD)
        if at in loose.marks and not (numbered and loose.marks[at] == text):
            continue
        if at in loose.contents or len(text) > _LONGEST or _HEADING.match(text):
            break
        source = clean(loose.text, line.start, line.end)
        formula = bool(_FORMULA.fullmatch(text))
        turned = at > first and line.page != lines[at - 1].page
        close = spaced and not line.gap and not turned
        if token is not None and (formula or close):
            source = joined(token.source, source)
            token = _Token(source, loose.read(source), token.line, at)
        elif filled(source):
            if token is not None:
                yield token
            token = _Token(source, loose.read(source), at, at)
    if token is not None:
        yield token


def _row(cells: Sequence[_Token], found: Cut, at: int, columns: Sequence[int]) -> Row:
    """A row as wide as the head; blank cells stand where the next one begins."""
    here = cells[at : at + len(columns)]
    sources: list[Source] = []
    end = here[-1].source[-1].end
    by_column = dict(zip(columns, here, strict=True))
    for column in reversed(range(found.width)):
        token = by_column.get(column)
        end = token.source[0].start if token else end
        sources.append(token.source if token else (Span(end, end),))
    return Row(tuple(reversed(sources)), here[0].line)
