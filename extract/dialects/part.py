"""What every dialect is given, and what it gives back: an uninterrupted stretch of a table."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from extract.heads import meaning
from extract.lines import Line, filled, read
from model.document import Box
from model.span import Source
from model.words import Vocabulary, fold

_FIGURE = re.compile(
    r"[≥≤＞＜>=<═≧≦+\-−－¥￥(（]*[\d０-９][\d０-９,，.．\s]*[)）]?"
    r"(?:[%％‰℃㎡]|百分比|[十百千万亿]*元|[十百千万亿/·*人次个户项件台套份期场批张册株条处座栋亩米]"
    r"|[吨天月年日分名家辆只本篇例公里平方小时课间支桶包对届轮笔宗起]){0,6}$"
)
_LONGEST = 80
"""Longer cells hold no head or label, blanks between their characters included."""
FEWEST = 2
"""Cells that make a row, rows that make a table, known heads that make a head."""


@dataclass(frozen=True, slots=True)
class Loose:
    """A report's text, its lines, and the words that vouch for a head.

    ``marks``: positions of the lines that only number a page, with the number they print.
    ``contents``: positions of the lines of tables of contents. ``starts``: offsets at which the
    lines of the file begin.
    """

    text: str
    lines: tuple[Line, ...]
    words: Vocabulary
    marks: dict[int, str]
    contents: frozenset[int]
    starts: tuple[int, ...] = field(repr=False, default=(0,))

    def line(self, at: int) -> int:
        """1-based line of the file on which ``lines[at]`` stands."""
        return bisect_right(self.starts, self.lines[at].start)

    def adjoins(self, at: int) -> bool:
        """True where line ``at + 1`` follows without a blank line, page break or page number."""
        if at + 1 >= len(self.lines) or at + 1 in self.marks or at + 1 in self.contents:
            return False
        below = self.lines[at + 1]
        return below.gap == 0 and below.page == self.lines[at].page

    def read(self, source: Source) -> str:
        """Text of a cell."""
        return read(self.text, source)

    def is_head(self, cells: Iterable[Source]) -> bool:
        """True for a row of column heads: two known ones or more, most of it known, no figures."""
        texts = [self.read(cell) for cell in cells if filled(cell)]
        if len(texts) < FEWEST or any(is_figure(text) for text in texts):
            return False
        known = {
            found
            for text in texts
            if len(text) <= _LONGEST and (found := meaning(text, self.words))
        }
        return len(known) >= FEWEST and 2 * self.heads(texts) >= len(texts)

    def heads(self, texts: Iterable[str]) -> int:
        """How many of the texts are known column heads."""
        return sum(1 for text in texts if len(text) <= _LONGEST and meaning(text, self.words))

    def is_label(self, text: str) -> bool:
        """True for the name of a form field, a funding source, a level or a total row."""
        if len(text) > _LONGEST:
            return False
        word = fold(text).rstrip(":")
        words = self.words
        return bool(word) and (
            word in words.fields
            or word in words.sources
            or word in words.levels
            or word in words.totals
        )


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from column 0 on, blank ones as empty spans; ``line``: the first line it stands on.

    ``merged`` holds the columns of cells that cover more than one place, with their extent in rows
    and columns; the other places they cover are empty here. ``boxes`` are the boxes of the cells.
    """

    cells: tuple[Source, ...]
    line: int
    merged: tuple[tuple[int, int, int], ...] = ()
    boxes: tuple[Box | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that stand on lines ``first`` to ``last`` (positions in the tuple of lines).

    ``notes`` say what was put right while cutting, for ``Table.joins``. A part without rows says
    that these lines were looked at and hold no table of the dialect. ``alone``: it neither goes on
    from the table before it nor into the one behind it. ``headed``: the line of the head its rows
    stand under where that is on a page before. ``torn``: the head of a table that begins here and
    cannot be read to its end; what goes on from it is not read either.
    """

    dialect: str
    rows: tuple[Row, ...]
    first: int
    last: int
    notes: tuple[str, ...] = ()
    alone: bool = False
    headed: int | None = None
    torn: tuple[str, ...] = ()


Dialect: TypeAlias = Callable[[Loose, int, Part | None], Part | None]
"""Reads the table that begins on a line; the part before it, if only blank lines lie between."""


def is_figure(text: str) -> bool:
    """True for a cell that holds a figure and nothing else."""
    return bool(_FIGURE.match(text.strip()))


def usual(widths: Iterable[int]) -> int:
    """The width most rows have, the larger one of two equally frequent; 0 without rows."""
    counts: dict[int, int] = {}
    for width in widths:
        counts[width] = counts.get(width, 0) + 1
    return max(counts, key=lambda width: (counts[width], width), default=0)
