"""Lines of text in columns made rows of cells: what goes on below, heads over several columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extract.columns import Column, is_figure, overlapped, parted, widened
from extract.phrases import Line
from extract.rulings import Grid, numbered

_NEAR = 0.7
"""Heights of a character between two lines; a wider gap begins a row whatever stands there."""
_TIGHT = 0.85
"""Share of the usual step from row to row: a shorter step goes on within a row."""
_LOOSE, _LEAST_STEP = 1.12, 0.7
"""Steps down a wrapped column: one this much wider than the least begins a row; heights of a
character that the least must have."""
_UNDER = 0.8
"""Heights of a character from a head down to the short rule that says which columns it heads."""
_MOST_HEADS = 4
"""Lines of a head that no rule parts from the rows below."""
_FEW_FOR_BANDS = 4
"""Bands between rules; from so many on each may be one row, however many lines it holds."""
_ONE_EACH = 0.8
"""Share of the bands with one line fuller than the others: then each is a row that goes on."""

Extent = tuple[int, int]
"""The first and the last column a phrase stands in."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a page that may be a table: its lines, and the level rules in and around it.

    ``rules``: heights of rules from side to side. ``short``: others, ``y x0 x1``. ``left`` and
    ``right``: how far the rules reach, or the text where there are none. ``height``: of most
    characters of the page.
    """

    lines: Sequence[Line]
    rules: Sequence[float]
    short: Sequence[tuple[float, float, float]]
    left: float
    right: float
    height: float

    def bands(self) -> list[int]:
        """For each line, how many rules stand above it."""
        return [sum(y < _middle(line) for y in self.rules) for line in self.lines]

    def between(self, one: int, other: int) -> bool:
        """True where a short rule stands between two lines."""
        above, below = _middle(self.lines[one]), _middle(self.lines[other])
        return any(above < y < below for y, _, _ in self.short)


@dataclass(slots=True)
class Row:
    """A row being put together: positions of its lines, and what stands in its columns."""

    lines: list[int]
    extents: set[Extent]
    head: bool

    def filled(self) -> set[int]:
        """The columns in which something stands."""
        return {at for low, high in self.extents for at in range(low, high + 1)}


def laid_in_rows(region: Region, found: Sequence[Column], head: int) -> tuple[Grid, list[Row]]:
    """The grid of a region with these columns, whose first ``head`` lines are heads."""
    places, wide = _placed(region, found, head)
    rows = _rows(region, places, head)
    xs = parted(wide, region.left, region.right)
    owner, cells = numbered(_labels(rows, len(found)))
    ys = _levels(region, rows)
    return Grid(np.array(xs, np.float32), np.array(ys, np.float32), owner, cells), rows


def head_lines(region: Region, *, banded: bool = False) -> int:
    """How many lines at the top are heads: above the first rule within, unless it is a colour's.

    Without a rule, the first line as full as any and what goes on in it, none with figures.
    """
    bands = region.bands()
    first = bands.count(bands[0])
    ruled = bands[-1] > bands[0]
    if ruled and not banded:
        return first
    full = max(len(line) for line in region.lines)
    count = 0
    for at, line in enumerate(region.lines[:_MOST_HEADS]):
        goes_on = (
            count
            and len(line) < full
            and _gap(region, at) < _NEAR * region.height
            and line[0].x0 > region.lines[count - 1][0].x0 + region.height
        )
        if any(is_figure(phrase.text) for phrase in line[1:]) or (count and not goes_on):
            break
        if count or len(line) == full:
            count = at + 1
    return max(min(count, first if ruled else count, len(region.lines) - 1), 1)


def _middle(line: Line) -> float:
    return sum(phrase.middle for phrase in line) / len(line)


def _extents(region: Region, line: Line, found: Sequence[Column], *, head: bool) -> list[Extent]:
    """The columns of each phrase; a head over a short rule has all the columns over that rule."""
    extents: list[Extent] = []
    for phrase in line:
        at = overlapped(phrase, found)
        x = (phrase.x0 + phrase.x1) / 2
        for y, x0, x1 in region.short if head else ():
            if x0 <= x <= x1 and phrase.middle < y < phrase.bottom + _UNDER * region.height:
                under = [
                    n
                    for n, column in enumerate(found)
                    if x0 - 2 <= (column.x0 + column.x1) / 2 <= x1 + 2
                ]
                at = under or at
        low = at[0] if not extents else max(at[0], extents[-1][0])
        extents.append((low, max(low, at[-1])))
    return extents


def _placed(
    region: Region, found: Sequence[Column], head: int
) -> tuple[list[list[Extent]], list[Column]]:
    """The columns of each phrase, and the columns widened by what stands in one alone.

    From the body up: a head that reaches over what the heads below it make of two columns spans
    them, however narrow their figures are.
    """
    places = [_extents(region, line, found, head=False) for line in region.lines[head:]]
    wide = widened(found, _alone(region.lines[head:], places))
    for line in reversed(region.lines[:head]):
        places.insert(0, _extents(region, line, wide, head=True))
        wide = widened(wide, _alone([line], places[:1]))
    return places, wide


def _alone(lines: Sequence[Line], places: Sequence[Sequence[Extent]]) -> list[Line]:
    """The lines without what spans columns."""
    return [
        tuple(phrase for phrase, (low, high) in zip(line, extents, strict=True) if low == high)
        for line, extents in zip(lines, places, strict=True)
    ]


def _rows(region: Region, places: Sequence[Sequence[Extent]], head: int) -> list[Row]:
    bands = region.bands()
    rows = _by_wrapping(region, places, head)
    if rows:
        return _by_text(region, places[:head], bands, head) + rows
    rows = _by_text(region, places, bands, head)
    fills: dict[int, list[int]] = {}
    for band, extents in zip(bands, places, strict=True):
        fills.setdefault(band, []).append(len(extents))
    one_each = sum(filled.count(max(filled)) == 1 for filled in fills.values())
    if len(fills) >= _FEW_FOR_BANDS and one_each >= _ONE_EACH * len(fills):
        rows = _by_bands(rows, bands)
    return rows


def _by_wrapping(region: Region, places: Sequence[Sequence[Extent]], head: int) -> list[Row]:
    """Rows of a body in which one column is wrapped and the others stand beside it at any height.

    None where the steps down that column are all alike, or where a row would have two figures in
    one column or nothing in the first.
    """
    stacks: dict[int, list[float]] = {}
    for line, extents in zip(region.lines[head:], places[head:], strict=True):
        for phrase, (low, high) in zip(line, extents, strict=True):
            if low < high:
                return []
            stacks.setdefault(low, []).append(phrase.middle)
    wrapped = max(stacks.values(), key=len, default=list[float]())
    steps = [below - above for above, below in pairwise(wrapped)]
    if not steps or max(steps) < _LOOSE * min(steps) or min(steps) < _LEAST_STEP * region.height:
        return []
    cuts = [
        (above + below) / 2
        for above, below in pairwise(wrapped)
        if below - above > _LOOSE * min(steps)
    ]
    rows = [Row([], set(), head=False) for _ in range(len(cuts) + 1)]
    for at in range(head, len(places)):
        row = rows[bisect_left(cuts, _middle(region.lines[at]))]
        row.lines.append(at)
        row.extents |= set(places[at])
    if not all(_is_one_row(region, places, row) for row in rows):
        return []
    # Rows set in groups are wider apart too, but then no column has just one text a group.
    anchored = any(all(_once(places, row, column) for row in rows) for column in stacks)
    return rows if anchored else []


def _once(places: Sequence[Sequence[Extent]], row: Row, column: int) -> bool:
    return sum(low == column for at in row.lines for low, _ in places[at]) == 1


def _is_one_row(region: Region, places: Sequence[Sequence[Extent]], row: Row) -> bool:
    """True where something stands in the first column, and no two figures in another."""
    figures = [
        low
        for at in row.lines
        for phrase, (low, _) in zip(region.lines[at], places[at], strict=True)
        if is_figure(phrase.text)
    ]
    return (0, 0) in row.extents and len(figures) == len(set(figures))


def _by_bands(rows: Sequence[Row], bands: Sequence[int]) -> list[Row]:
    """Rows of one band made one, those of the head left as they are."""
    kept: list[Row] = []
    for row in rows:
        if (
            kept
            and not row.head
            and not kept[-1].head
            and bands[kept[-1].lines[-1]] == bands[row.lines[0]]
        ):
            kept[-1].lines += row.lines
            kept[-1].extents |= row.extents
        else:
            kept.append(row)
    return kept


def _by_text(
    region: Region, places: Sequence[Sequence[Extent]], bands: Sequence[int], head: int
) -> list[Row]:
    """Rows from the lines: one that fills some columns only, close below, belongs to that above."""
    usual = _usual(region, places, head)
    rows: list[Row] = []
    for at, extents in enumerate(places):
        heads = at < head
        joins = bool(rows) and rows[-1].head == heads and bands[at] == bands[at - 1]
        if joins and heads:
            joins = _same_head(region, at, extents, places[at - 1])
        elif joins:
            joins = _goes_on(region, at, rows[-1], extents, usual)
        if joins:
            rows[-1].lines.append(at)
            rows[-1].extents |= set(extents)
        else:
            rows.append(Row([at], set(extents), heads))
    return rows


def _same_head(region: Region, at: int, extents: Sequence[Extent], above: Sequence[Extent]) -> bool:
    """True where a line of the head is the second line of the heads above."""
    spans = {extent for extent in (*extents, *above) if extent[0] < extent[1]}
    return not spans and not region.between(at - 1, at) and _gap(region, at) < _NEAR * region.height


def _gap(region: Region, at: int) -> float:
    low = max(phrase.bottom for phrase in region.lines[at - 1])
    return min(phrase.top for phrase in region.lines[at]) - low


def _pitch(region: Region, at: int) -> float:
    return _middle(region.lines[at]) - _middle(region.lines[at - 1])


def _usual(region: Region, places: Sequence[Sequence[Extent]], head: int) -> float:
    """The usual step down to a line that begins a row."""
    steps = sorted(
        _pitch(region, at)
        for at in range(max(head, 0) + 1, len(places))
        if len(places[at]) > 1 and places[at][0][0] == 0
    )
    return steps[len(steps) // 2] if steps else 0.0


def _goes_on(region: Region, at: int, row: Row, extents: Sequence[Extent], usual: float) -> bool:
    """True where a line is the next line of the row above."""
    if any(low < high for low, high in (*extents, *row.extents)):
        return False
    if _gap(region, at) >= _NEAR * region.height:
        return False
    line = region.lines[at]
    filled, above = {low for low, _ in extents}, row.filled()
    tight = _pitch(region, at) <= _TIGHT * usual
    figures = any(is_figure(phrase.text) for phrase in line)
    small = line[0].text[0].islower() and line[0].text[0].isascii()
    if 0 not in filled:
        return filled <= above and (tight or not figures)
    if filled == {0}:
        return 0 in above and (tight or small)
    return (small and above == {0}) or (tight and not figures and filled <= above)


def _labels(rows: Sequence[Row], width: int) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """For each place the first place of its cell: heads over columns, and down to the rows."""
    label = np.arange(len(rows) * width).reshape(len(rows), width)
    spanned = np.zeros(label.shape, np.bool_)
    for number, row in enumerate(rows):
        for low, high in row.extents:
            others = row.extents - {(low, high)}
            if low < high and not any(a <= high and b >= low for a, b in others):
                label[number, low : high + 1] = label[number, low]
                spanned[number, low : high + 1] = True
    heads = sum(row.head for row in rows)
    for col in range(width):
        full = [number for number in range(heads) if col in rows[number].filled()]
        if len(full) == 1 and not spanned[:heads, col].any():
            label[:heads, col] = label[0, col]
    return label


def _levels(region: Region, rows: Sequence[Row]) -> list[float]:
    """Where the rows part: at a rule between them, else half way between their texts."""
    tops = [min(phrase.top for at in row.lines for phrase in region.lines[at]) for row in rows]
    ends = [max(phrase.bottom for at in row.lines for phrase in region.lines[at]) for row in rows]
    last = [_middle(region.lines[row.lines[-1]]) for row in rows]
    first = [_middle(region.lines[row.lines[0]]) for row in rows]
    rules = [*region.rules, *(y for y, _, _ in region.short)]
    levels = [min([tops[0] - 1, *region.rules[:1]])]
    for above, below, end, top in zip(last, first[1:], ends, tops[1:], strict=False):
        between = [y for y in rules if above < y < below]
        usual = (end + top) / 2
        levels.append(between[0] if between else min(max(usual, above + 1), below - 1))
    return [*levels, max([ends[-1] + 1, *region.rules[-1:]])]
