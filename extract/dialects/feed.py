"""Cells in reading order, made when they are asked for, and rows laid out from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.dialects.part import Part, Row
from extract.heads import meaning
from model.span import Source, Span
from model.words import Vocabulary, fold

MOST = 4_000
"""Cells of one table; more are looked at in the next one."""
HEADS = 3
"""Cells by which the head of a table is known again where it is repeated."""
FAR = 60
"""Lines looked at in vain that are not looked at again; fewer may hide the right head."""
HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|附[件表录]?\s*[\d一二三四五：:]|注[:：]|#"
)
CAPTION = re.compile(
    r"表\s*\d|[（(]?(?:金额)?单位\s*[:：]|(?:项目|填报|填表|实施|主管)\S{0,6}[:：]"
    r"|\S{3,28}(?:[^代图]表|清单|明细|台账)(?:[（(][^（()）]*[)）])?$"
)
"""A line of its own above a table."""


@dataclass(frozen=True, slots=True)
class Token:
    """A cell, the first and the last line it stands on; ``leads``: it is the first on its line."""

    source: Source
    text: str
    line: int
    last: int
    leads: bool = True


@dataclass(slots=True)
class Feed:
    """The cells that have been asked for, and those to come."""

    coming: Iterator[Token]
    cells: list[Token] = field(default_factory=list[Token])

    def text(self, at: int) -> str | None:
        """The text of a cell; None behind the end."""
        while len(self.cells) <= at:
            token = next(self.coming, None)
            if token is None or len(self.cells) >= MOST:
                return None
            self.cells.append(token)
        return self.cells[at].text


def begins_head(cell: Callable[[int], str | None], at: int, words: Vocabulary) -> bool:
    """True where three known heads stand one behind the other, none of them twice."""
    known: set[str] = set()
    for step in range(HEADS):
        text = cell(at + step)
        found = meaning(text, words) if text else None
        if found is None or found in known:
            return False
        known.add(found)
    return True


def laid(here: Sequence[Token], columns: Sequence[int], width: int) -> Row:
    """A row of so many cells; blank ones stand where the next one begins."""
    sources: list[Source] = []
    end = here[-1].source[-1].end
    by_column = dict(zip(columns, here, strict=True))
    for column in reversed(range(width)):
        token = by_column.get(column)
        end = token.source[0].start if token else end
        sources.append(token.source if token else (Span(end, end),))
    return Row(tuple(reversed(sources)), here[0].line)


def torn(name: str, feed: Feed, at: int, first: int, looked: int) -> Part | None:
    """What is left of a table that begins at a cell and breaks off: its head, and no rows."""
    if looked == first:
        return None
    heads = tuple(fold(feed.text(at + step) or "") for step in range(HEADS))
    return Part(name, (), first, looked if looked - first > FAR else first, torn=heads)
