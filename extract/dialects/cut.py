"""A stream of cells cut into a head and rows, where the kinds of the cells leave one way only."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from extract.dialects.cell_kinds import is_value
from extract.dialects.columns_of import Columns, columns_of
from extract.heads import LONGEST_HEAD, meaning
from model.words import Vocabulary, fold

FEWEST = 3
"""Known heads that vouch for a table; rows of a table whose heads nobody knows."""
_WIDEST = 20
_LEADING = 4
"""Cells of text before the first figure of a row, in a table whose heads nobody knows."""
_LONGEST_UNKNOWN = 24
_TIERS = (0, 1, 2)
"""Any text names a level; a class of indicators does, and is no remark; a class of just this
level does."""

Cell: TypeAlias = Callable[[int], str | None]
"""The text of a cell of the stream; None behind its end."""
Placed: TypeAlias = tuple[int, tuple[int, ...]]
"""Where in the stream a row begins, and the columns its cells stand in."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Cells in reading order.

    ``ends(at, width)``: no row of a table so wide begins at that cell. With width 0: what stands
    there is a caption and no head either. ``whole``: blank cells are printed, none is left out.
    """

    cell: Cell
    ends: Callable[[int, int], bool]
    words: Vocabulary
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """A head of ``width`` cells, the rows below it, and the place behind the last one."""

    width: int
    rows: tuple[Placed, ...]
    end: int


@dataclass(slots=True)
class _Reached:
    """How many ways lead to a place (two stand for more), and the last row of one of them."""

    ways: int
    before: int = -1
    columns: tuple[int, ...] = field(default=())


def cut(stream: Stream) -> Cut | int:
    """The table whose head begins at the first cell; else how many cells were looked at in rows.

    Blank cells may have left no trace: levels that go on from the row above, remarks, and what a
    row of totals leaves out. Every row must fit under the columns, to the table's very end, and
    in one way only; where two ways are possible, or a row fits none, nothing is read.
    """
    looked = 0
    for width in _widths(stream):
        found = _cut(stream, width)
        if isinstance(found, Cut):
            return found
        looked = max(looked, found)
    return looked


def _widths(stream: Stream) -> Iterator[int]:
    """Lengths the head may have: the known heads, or what stands before the first row."""
    known: list[str] = []
    first = None
    for at in range(_WIDEST + _LEADING):
        text = stream.cell(at)
        if text is None or len(text) > LONGEST_HEAD or stream.ends(at, 0):
            break
        if is_value(text):
            first = at
            break
        if len(known) == at and (found := meaning(text, stream.words)):
            known.append(found)
    longest = len(known)
    tried = [
        count
        for count in (longest, longest - 1, longest - 2)
        if len(set(known[:count])) >= FEWEST or (count == 2 == len(set(known[:2])))  # noqa: PLR2004
    ]
    if first is not None:
        serial = stream.cell(first) == "1"
        tried += [first - lead for lead in range(0 if serial else 1, _LEADING + 1)]
    yield from dict.fromkeys(width for width in tried if 2 <= width <= _WIDEST)  # noqa: PLR2004


def _cut(stream: Stream, width: int) -> Cut | int:
    """The table with a head of this width; how many cells its rows reached where it is none."""
    head = [stream.cell(at) for at in range(width)]
    row = [text for at in range(width, 2 * width) if (text := stream.cell(at)) is not None]
    texts = [text for text in head if text is not None]
    if len(texts) < width or any(is_value(text) or not fold(text) for text in texts):
        return 0
    columns = columns_of(texts, row, stream.words, whole=stream.whole)
    if not _plausible(texts, columns):
        return 0
    furthest = 0
    for tier in _TIERS:
        reached = _reach(stream, columns, tier)
        furthest = max(furthest, max(reached) if len(reached) > 1 else 0)
        end = _end(stream, columns, reached)
        if end is not None and reached[end].ways == 1:
            rows = _rows(reached, end)
            return Cut(width, rows, end) if _vouched(stream, columns, rows) else furthest
        if reached[max(reached)].ways == 1:
            break  # it breaks off, in whichever way its levels are read
    return furthest


def _plausible(texts: list[str], columns: Columns) -> bool:
    """True for a row of heads: known ones enough, or none longer than a name, each said once."""
    if columns.known:
        return True
    short = all(len(text) <= _LONGEST_UNKNOWN for text in texts)
    return short and len(set(texts)) == len(texts) and "number" in columns.kinds


def _reach(stream: Stream, columns: Columns, tier: int) -> dict[int, _Reached]:
    """Every place a row may end at, from the head on, until several ways lead to each."""
    width = len(columns.heads)
    reached = {width: _Reached(1)}
    waiting = [width]
    while any(reached[at].ways == 1 for at in waiting):
        at = heapq.heappop(waiting)
        if at > width and stream.ends(at, width) and not columns.again(stream.cell, at):
            continue
        for placed in columns.rows(stream.cell, at, tier):
            to = at + len(placed)
            if to in reached:
                reached[to].ways = 2
            else:
                reached[to] = _Reached(reached[at].ways, at, placed)
                heapq.heappush(waiting, to)
    return reached


def _end(stream: Stream, columns: Columns, reached: dict[int, _Reached]) -> int | None:
    """The last place where the table may end: behind its total, or before what is no row."""
    width = len(columns.heads)
    for at in sorted(reached, reverse=True):
        if at == width:
            return None
        last = stream.cell(reached[at].before) or ""
        if fold(last).rstrip(":") in stream.words.totals:
            return at
        if at == max(reached) and (stream.ends(at, width) or not _goes_on(stream, at, width)):
            return at
    return None


def _goes_on(stream: Stream, at: int, width: int) -> bool:
    """True where the cells from here on hold a figure, as a row would."""
    return any(
        (text := stream.cell(here)) is not None and is_value(text)
        for here in range(at, at + width)
        if not any(stream.ends(between, width) for between in range(at, here + 1))
    )


def _rows(reached: dict[int, _Reached], end: int) -> tuple[Placed, ...]:
    rows: list[Placed] = []
    at = end
    while reached[at].before >= 0:
        rows.append((reached[at].before, reached[at].columns))
        at = reached[at].before
    return tuple(rows[::-1])


def _vouched(stream: Stream, columns: Columns, rows: tuple[Placed, ...]) -> bool:
    """True where known heads say it is a table, or several rows and their total do."""
    if columns.known:
        return bool(rows)
    last = fold(stream.cell(rows[-1][0]) or "").rstrip(":")
    return len(rows) >= FEWEST and last in stream.words.totals
