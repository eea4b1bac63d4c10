"""What tells rows in columns from prose, contents, fields of a form and lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.aligned_rows import Region
from extract.columns import Column, is_figure, is_number, overlapped
from extract.phrases import SHORT, Line, Phrase

_LEADERS = re.compile(r"[.…·．。]{4,}|…{2,}")
"""Dots that lead from a heading to its page number."""
_FIELD = re.compile(r"[:：](?!\d)")
"""A field of a form; a time of day has a figure after its colon."""
_MARKER = re.compile(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[.)、）．]|[•·▪●■◆–-]")
"""What stands before an item of a list, with a wide gap after it."""
_STOP = re.compile(r"[，。；,;][^\d]|[。；]$")
"""Stops within or after a sentence."""
_ALIGNED = 3.0
"""Points by which the ends of a column's texts may differ."""
_MOSTLY, _MOST_OF_ALL = 0.6, 0.75
"""Shares: of the lines that agree in how they are aligned; of the cells that are short."""
_FIELDS = 0.3
"""Share of the phrases with a colon in them from which lines are fields of a form."""
_WIDE, _FULL, _LONG_TEXT = 12, 0.85, 0.5
"""Heights of a character that make a column wide, share of it that a line of prose fills, and
share of its lines that do."""
_LEAST_ROWS, _LEAST_COLUMNS = 4, 3
"""Rows and columns of figures that are a table even though no word says so."""
_MOST_WAITING = 3
"""Lines of one phrase in a row: of a cell that is wrapped, or the head of a group."""
_BESIDE = 1.5
"""Heights of a character between a rule and the table it begins or ends."""
_HANGING = 0.3
"""Heights of a character from the last row down to a line that goes on in it."""
_STEP = 1.6
"""Heights of a character between two rows; a wider gap ends a table without rules."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the lines of a stretch look like in its columns.

    ``columns``: how many. ``rows``: lines below the head with more than one phrase.
    ``figures``: columns but the first mostly of figures. ``share``: of figures among all phrases
    but those of the first column, below the head. ``aligned``: every column is, at its left or its
    right. ``short``: most cells are. ``prose``, ``fields``, ``list``: it is rather one of these.
    """

    columns: int
    rows: int
    figures: int
    share: float
    aligned: bool
    short: bool
    prose: bool
    fields: bool
    list: bool

    @classmethod
    def of(cls, region: Region, found: Sequence[Column], head: int) -> Shape:
        """The shape of a region with these columns, its head as many lines."""
        body = [line for line in region.lines[head:] if len(line) > 1]
        stacks = _stacks(body, found)
        all_lines = [phrase for line in region.lines for phrase in line]
        rest = [phrase for stack in stacks[1:] for phrase in stack]
        return cls(
            columns=len(found),
            rows=len(body),
            figures=sum(_of_figures(stack) for stack in stacks[1:]),
            share=sum(is_figure(phrase.text) for phrase in rest) / max(len(rest), 1),
            aligned=all(_is_aligned(stack) for stack in stacks),
            short=mostly_short(region.lines),
            prose=_is_prose(region, stacks, found),
            fields=sum(bool(_FIELD.search(phrase.text)) for phrase in all_lines)
            >= _FIELDS * len(all_lines),
            list=len(found) == 2 and _is_list(stacks[0]),  # noqa: PLR2004  a mark and its text
        )


def mostly_short(lines: Sequence[Line]) -> bool:
    """True where most phrases are no longer than a cell."""
    lengths = [len(phrase.text) for line in lines for phrase in line]
    return sum(length <= SHORT for length in lengths) >= _MOST_OF_ALL * len(lengths)


def is_ruled_table(shape: Shape, rows: int, *, banded: bool) -> bool:
    """True for a stretch between rules, or in coloured bands or upright rules, that is a table."""
    if shape.prose or shape.fields or shape.list or rows < 2 or not shape.rows:  # noqa: PLR2004
        return False
    if banded and shape.rows < 2:  # noqa: PLR2004  a head in colour is one line
        return False
    return shape.columns >= _LEAST_COLUMNS or shape.figures > 0 or shape.rows >= _LEAST_COLUMNS


def is_framed_table(region: Region, shape: Shape, *, vouches: bool) -> bool:
    """True for a stretch between two rules that are not those above and below the page's text."""
    near = _BESIDE * region.height
    top = min(phrase.top for phrase in region.lines[0]) - region.rules[0]
    bottom = region.rules[-1] - max(phrase.bottom for phrase in region.lines[-1])
    return top < near and bottom < near and shape.aligned and (vouches or shape.figures > 0)


def is_unruled_table(shape: Shape, *, vouches: bool) -> bool:
    """True for a stretch without rules that nobody would take for anything but a table."""
    if shape.prose or shape.fields or shape.list or not shape.short or not shape.aligned:
        return False
    if vouches:
        return shape.rows >= 2  # noqa: PLR2004  a head and one row may be a line of prose
    enough = shape.columns >= _LEAST_COLUMNS
    strong = enough and shape.rows >= _LEAST_ROWS - 1 and shape.share >= _MOSTLY
    return strong or (enough and shape.figures > 1 and shape.rows >= _LEAST_COLUMNS)


def runs(lines: Sequence[Line], height: float) -> list[list[Line]]:
    """Lines one below the other that stand in columns, with single ones close between them."""
    found: list[list[Line]] = []
    waiting: list[Line] | None = None  # None where no run is open
    for above, line in zip([None, *lines], lines, strict=False):
        if above is None or line[0].top - above[0].bottom >= _STEP * height:
            _close(found, waiting, height)
            waiting = None
        if len(line) > 1 and not any(_LEADERS.search(phrase.text) for phrase in line):
            if waiting is None:
                found.append([line])
            else:
                found[-1] += [*waiting, line]
            waiting = []
        elif waiting is not None and len(waiting) < _MOST_WAITING and _fits(line, found[-1]):
            waiting.append(line)
        else:
            _close(found, waiting, height)
            waiting = None
    _close(found, waiting, height)
    return [run for run in found if len(run) > 2]  # noqa: PLR2004  fewer cannot be aligned


def grown(lines: Sequence[Line], height: float) -> int:
    """How many lines after the first go on in columns like it, whichever way they run."""
    count, left = 0, lines[0][0].x0
    for at in range(1, len(lines)):
        above, line = lines[at - 1], lines[at]
        far = max(line[0].top - above[0].bottom, above[0].top - line[0].bottom)
        if far >= _STEP * height or not (len(line) > 1 or _fits(line, lines[:1])):
            break
        if len(line) > 1 or (count == at - 1 and hangs(line, above, left, height)):
            count = at
        elif at - count > _MOST_WAITING:
            break
    return count


def _close(found: Sequence[list[Line]], waiting: Sequence[Line] | None, height: float) -> None:
    """Ends a run with the lines that wait, as far as they hang below its last row."""
    for line in waiting or ():
        last = found[-1][-1]
        if not hangs(line, last, found[-1][0][0].x0, height):
            break
        found[-1].append(line)


def hangs(line: Line, above: Line, left: float, height: float) -> bool:
    """True for the next line of a wrapped cell in the last row, not in the first column."""
    return (
        len(line) == 1
        and line[0].x0 > left + height
        and line[0].middle > above[0].middle
        and line[0].top - above[0].bottom < _HANGING * height
    )


def _fits(line: Line, run: Sequence[Line]) -> bool:
    """True for a phrase alone on its line that is no line of prose beside the run."""
    phrase = line[0]
    left, right = min(line[0].x0 for line in run), max(line[-1].x1 for line in run)
    return (
        len(line) == 1
        and phrase.x0 >= left - _ALIGNED
        and phrase.x1 - phrase.x0 < _MOSTLY * (right - left)
    )


def _stacks(lines: Sequence[Line], found: Sequence[Column]) -> list[list[Phrase]]:
    """What stands in each column alone."""
    stacks: list[list[Phrase]] = [[] for _ in found]
    for line in lines:
        for phrase in line:
            at = overlapped(phrase, found)
            if len(at) == 1:
                stacks[at[0]].append(phrase)
    return stacks


def _of_figures(stack: Sequence[Phrase]) -> bool:
    figures = sum(is_figure(phrase.text) for phrase in stack)
    return figures >= _MOSTLY * len(stack) and any(is_number(phrase.text) for phrase in stack)


def _is_aligned(stack: Sequence[Phrase]) -> bool:
    """True where most texts of a column begin, end or have their middle at one place."""
    if not stack:
        return False
    places = (
        [phrase.x0 for phrase in stack],
        [phrase.x1 for phrase in stack],
        [(phrase.x0 + phrase.x1) / 2 for phrase in stack],
    )
    return any(_together(sorted(place)) >= _MOSTLY * len(stack) for place in places)


def _together(places: Sequence[float]) -> int:
    """The most places that lie within the tolerance of one another."""
    most = low = 0
    for high, place in enumerate(places):
        while place - places[low] > _ALIGNED:
            low += 1
        most = max(most, high - low + 1)
    return most


def _is_prose(region: Region, stacks: Sequence[Sequence[Phrase]], found: Sequence[Column]) -> bool:
    """True where the columns are those of a page of prose, or their texts sentences."""
    wide = [
        len(stack) > 1
        and column.x1 - column.x0 > _WIDE * region.height
        and sum(p.x1 - p.x0 > _FULL * (column.x1 - column.x0) for p in stack)
        > _LONG_TEXT * len(stack)
        for stack, column in zip(stacks, found, strict=True)
    ]
    texts = [phrase.text for stack in stacks for phrase in stack]
    stops = sum(bool(_STOP.search(text)) for text in texts)
    return (sum(wide) > 1 and all(wide)) or 2 * stops > len(texts)


def _is_list(stack: Sequence[Phrase]) -> bool:
    marks = sum(_MARKER.fullmatch(phrase.text) is not None for phrase in stack)
    return 2 * marks > len(stack)
