"""Tables that rulings show in part or not at all, from how their text is aligned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice, pairwise
from typing import TypeAlias

import numpy as np

from extract import rulings
from extract.aligned_rows import Region, head_lines, laid_in_rows
from extract.arrays import Codes, Flags, Floats
from extract.bands import divided
from extract.columns import LEAST_GAP, Column, columns, overlapped
from extract.phrases import Line, Phrases, phrases
from extract.rulings import SNAP, Grid
from extract.tabular import (
    Shape,
    grown,
    is_framed_table,
    is_ruled_table,
    is_unruled_table,
    mostly_short,
    runs,
)

Vouches: TypeAlias = Callable[[Sequence[str]], bool]
"""Whether texts that stand side by side are heads of columns."""
Rule: TypeAlias = tuple[float, float, float]
"""A level rule ``y x0 x1``, or an upright one ``x y0 y1``."""

MOST_PHRASES, MOST_RULES = 3_000, 600
"""Of a page, that are compared with one another. The densest table has some 1,000 cells; more is
a map or a drawing, and text without rules is not looked for in it."""
_SAME_END = 6.0
"""Points. Rules of one table end this near to one another; rules under heads are trimmed by 3."""
_LONG = 60.0
"""Points. A shorter level rule parts no rows."""
_NARROW_GAP, _WIDE_GAP = 0.5, 0.9
"""Heights of a character: gaps that part columns between rules, and where there are none."""
_SECTION = 2.4
"""Heights of a character: a band this low with one phrase is a row that heads a group."""
_MOST_WIDE = 0.2
"""Share of the lines of a band that may be one phrase over most of its width: else it is prose."""
_MOST_OF = 0.6
"""Share of the width that makes a phrase a line of prose."""
_LOOSE_COLUMNS, _LOOSE_BANDS, _LOOSE_TALL = 3, 3, 3.0
"""Columns and bands at most of a grid whose rules may show a table in part only, and how many
heights of a character its tallest band has at least: three rows."""
_TRIMMED = ((0, 0), (1, 0), (0, 1), (2, 0), (1, 1))
"""Lines that may stand close above and below a table without rules, in columns by chance."""
_FEWEST_SHORT = 5
"""Short phrases beside others of the smallest table without rules, its first cells long."""


def aligned(
    codes: Codes, boxes: Floats, lines: Floats, taken: Sequence[Grid], vouches: Vouches
) -> list[Grid]:
    """The grids of a page: those of its rulings, and those that only aligned text shows.

    ``taken``: what ``rulings.grids`` found; coloured bands that prove to be rows of a table give
    way to it. ``vouches``: asked of texts that may be heads where nothing else shows a table.
    """
    printed = phrases(codes, boxes)
    loose: list[Grid] = []
    narrow: list[Grid] = []
    firm: list[Grid] = []
    for grid in taken:
        single = len(grid.xs) <= 2  # noqa: PLR2004  one column: a frame, or a row in colour
        open_ = not single and _is_loose(grid, lines, printed.height)
        (narrow if single else loose if open_ else firm).append(grid)
    held = _held(printed, firm)
    kept = [divided(grid, printed) for grid in firm]
    if printed.beside(~held) < 2 or len(held) > MOST_PHRASES:  # noqa: PLR2004  one line is no table
        return sorted([*kept, *(divided(grid, printed) for grid in loose), *narrow], key=_place)
    free = printed.chosen(~held)
    found = _by_rules(free, _left_over(lines, firm), narrow, vouches)
    found = [grid for grid in found if all(_is_finer(grid, other) for other in loose)]
    whole = [grid for grid in loose if not _covered(grid, found)]
    kept += [divided(grid, printed) for grid in whole]
    free = free.chosen(~_held(free, [*found, *narrow, *whole]))
    if free.several > 2 and free.short >= _FEWEST_SHORT:  # noqa: PLR2004  nor are two lines
        found += _without_rules(free, vouches)
    grids = [*kept, *(grid for grid in narrow if not _covered(grid, found)), *found]
    return sorted(grids, key=_place)


def _place(grid: Grid) -> tuple[float, float]:
    return grid.box[1], grid.box[0]


def _is_loose(grid: Grid, lines: Floats, height: float) -> bool:
    """True where rules part few columns and few bands, and no frame closes them at the sides.

    Such is a table of rules above, below and under its head with an upright one after its first
    column: what stands in it may be more columns.
    """
    tall = float((grid.ys[1:] - grid.ys[:-1]).max())
    if not 2 < len(grid.xs) <= _LOOSE_COLUMNS + 1 or len(grid.ys) > _LOOSE_BANDS + 1:  # noqa: PLR2004
        return False
    x, y = (lines[:, 0] + lines[:, 2]) / 2, (lines[:, 1] + lines[:, 3]) / 2
    upright = (lines[:, 3] - lines[:, 1] > SNAP) & (y > grid.ys[0]) & (y < grid.ys[-1])
    sides = (np.abs(x - grid.xs[0]) < SNAP) | (np.abs(x - grid.xs[-1]) < SNAP)
    return tall > _LOOSE_TALL * height and not bool((upright & sides).any())


def _is_finer(grid: Grid, other: Grid) -> bool:
    """True for a grid with more columns than one it covers, or that covers it not."""
    return not _covered(other, [grid]) or len(grid.xs) > len(other.xs)


def _held(printed: Phrases, grids: Sequence[Grid]) -> Flags:
    held = np.zeros(len(printed.first), np.bool_)
    for grid in grids:
        held |= printed.inside(grid.box)
    return held


def _covered(grid: Grid, others: Sequence[Grid]) -> bool:
    x0, top, x1, bottom = grid.box
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    return any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in (other.box for other in others))


def _left_over(lines: Floats, firm: Sequence[Grid]) -> tuple[list[Rule], list[Rule]]:
    """Level and upright rules outside the grids, from the top and from the left."""
    if not len(lines):
        return [], []
    x, y = (lines[:, 0] + lines[:, 2]) / 2, (lines[:, 1] + lines[:, 3]) / 2
    out = np.ones(len(lines), np.bool_)
    for grid in firm:
        x0, top, x1, bottom = grid.box
        out &= (x < x0 - SNAP) | (x > x1 + SNAP) | (y < top - SNAP) | (y > bottom + SNAP)
    level, upright = rulings.joined(lines[out])
    if len(level) + len(upright) > MOST_RULES:
        return [], []
    return [(a, b, c) for a, b, c in level.tolist()], [(a, b, c) for a, b, c in upright.tolist()]


def _by_rules(
    free: Phrases,
    rules: tuple[list[Rule], list[Rule]],
    narrow: Sequence[Grid],
    vouches: Vouches,
) -> list[Grid]:
    """Tables between level rules or coloured bands, and between upright rules alone."""
    level, upright = rules
    found: list[Grid] = []
    for group in _groups([rule for rule in level if rule[2] - rule[1] >= _LONG], 2):
        x0, x1 = min(rule[1] for rule in group), max(rule[2] for rule in group)
        heights = [rule[0] for rule in group]
        within = free.inside((x0 - _SAME_END, 0, x1 + _SAME_END, float("inf"))) & ~_held(
            free, found
        )
        part = free.chosen(within)
        if part.several < 2:  # noqa: PLR2004  one line in columns is no table
            continue
        short = [
            rule
            for rule in level
            if rule not in group and x0 - SNAP <= rule[1] and rule[2] <= x1 + SNAP
        ]
        banded = any(_covers(grid, x0, x1, heights) for grid in narrow)
        pieces = _grown(part, heights) if banded else _stretches(part, heights, x1 - x0)
        for lines, inner in pieces:
            region = Region(lines, inner, short, x0, x1, free.height)
            grid = _ruled(region, vouches, banded=banded)
            found += [grid] if grid is not None else []
    for group in _groups(upright, 2):
        grid = _between_uprights(free.chosen(~_held(free, found)), group)
        found += [grid] if grid is not None else []
    return found


def _groups(rules: Sequence[Rule], least: int) -> list[list[Rule]]:
    """Rules that begin and end at the same places, at least so many each."""
    found: list[list[Rule]] = []
    for rule in rules:
        for group in found:
            if abs(group[0][1] - rule[1]) <= _SAME_END and abs(group[0][2] - rule[2]) <= _SAME_END:
                group.append(rule)
                break
        else:
            found.append([rule])
    return [group for group in found if len(group) >= least]


def _covers(grid: Grid, x0: float, x1: float, heights: Sequence[float]) -> bool:
    """True where a coloured band lies between the rules: two of them are its own sides."""
    left, top, right, _ = grid.box
    return (
        abs(left - x0) <= _SAME_END
        and abs(right - x1) <= _SAME_END
        and heights[0] - SNAP <= top <= heights[-1] + SNAP
    )


Stretch: TypeAlias = tuple[list[Line], list[float]]
"""Lines that may be a table, and the rules above, within and below them."""


def _stretches(part: Phrases, heights: Sequence[float], width: float) -> list[Stretch]:
    """Bands between rules that look like rows in columns, taken together where they follow."""
    lines = part.lines()
    middles = [(line[0].top + line[0].bottom) / 2 for line in lines]
    found: list[Stretch] = []
    fresh = True
    for top, bottom in pairwise(heights):
        band = [line for line, y in zip(lines, middles, strict=True) if top < y < bottom]
        if band and _tabular(band, width):
            if fresh:
                found.append(([], [top]))
        elif fresh or (band and not _section(band, bottom - top, part.height)):
            fresh = True
            continue
        fresh = False
        found[-1][0].extend(band)
        found[-1][1].append(bottom)
    return found


def _tabular(band: Sequence[Line], width: float) -> bool:
    several = sum(len(line) > 1 for line in band)
    wide = sum(len(line) == 1 and line[0].x1 - line[0].x0 > _MOST_OF * width for line in band)
    return several > 0 and 3 * several >= len(band) and wide <= _MOST_WIDE * len(band)


def _section(band: Sequence[Line], high: float, height: float) -> bool:
    return len(band) == 1 and high < _SECTION * height


def _grown(part: Phrases, heights: Sequence[float]) -> list[Stretch]:
    """The lines in coloured bands with those close above and below that stand in columns too."""
    lines = part.lines()
    inner = [n for n, line in enumerate(lines) if heights[0] < line[0].middle < heights[-1]]
    if not inner:
        return []
    low, high = inner[0], inner[-1]
    above = grown([*reversed(lines[: low + 1])], part.height)
    below = grown(lines[high:], part.height)
    low, high = low - above, high + below
    return [(lines[low : high + 1], list(heights))]


def _ruled(region: Region, vouches: Vouches, *, banded: bool) -> Grid | None:
    """The grid of a region between rules, None where its text is none."""
    least = max(LEAST_GAP, _NARROW_GAP * region.height)
    head = head_lines(region, banded=banded)
    found = columns(region.lines[head:], least)
    if len(found) < 2:  # noqa: PLR2004  a table has columns
        found = columns(region.lines, least)
    if len(found) < 2:  # noqa: PLR2004
        return None
    shape = Shape.of(region, found, head)
    if len(region.rules) == 2 and not banded:  # noqa: PLR2004  above and below: of a page, too
        vouched = vouches(_heads(region.lines[:head], found))
        if not is_framed_table(region, shape, vouches=vouched):
            return None
    grid, rows = laid_in_rows(region, found, head)
    return grid if is_ruled_table(shape, len(rows), banded=banded) else None


def _between_uprights(free: Phrases, group: Sequence[Rule]) -> Grid | None:
    """The grid of lines that only upright rules part."""
    top, bottom = min(rule[1] for rule in group), max(rule[2] for rule in group)
    xs = sorted(rule[0] for rule in group)
    part = free.chosen(free.inside((0, top, float("inf"), bottom)))
    if part.several < 2:  # noqa: PLR2004  one line in columns is no table
        return None
    lines = part.lines()
    low = min(phrase.x0 for line in lines for phrase in line)
    high = max(phrase.x1 for line in lines for phrase in line)
    xs = [
        *([low - 1] if low < xs[0] - SNAP else []),
        *xs,
        *([high + 1] if high > xs[-1] + SNAP else []),
    ]
    found = [Column(a + 1, b - 1) for a, b in pairwise(xs) if b - a > 2 * SNAP]
    if len(found) < 2:  # noqa: PLR2004  a table has columns
        return None
    region = Region(lines, (), (), xs[0], xs[-1], free.height)
    head = head_lines(region)
    grid, rows = laid_in_rows(region, found, head)
    shape = Shape.of(region, found, head)
    if not is_ruled_table(shape, len(rows), banded=True):
        return None
    return Grid(
        np.array([found[0].x0 - 1, *(c.x1 + 1 for c in found)], np.float32),
        grid.ys,
        grid.owner,
        grid.cells,
    )


def _without_rules(free: Phrases, vouches: Vouches) -> list[Grid]:
    """Tables of aligned text alone."""
    found: list[Grid] = []
    for lines in runs(free.lines(), free.height):
        if mostly_short(lines):
            grids = (
                _unruled(lines[low : len(lines) - high], free.height, vouches)
                for low, high in _TRIMMED
                if len(lines) - low - high > 2  # noqa: PLR2004  fewer cannot be aligned
            )
            found += [*islice((grid for grid in grids if grid is not None), 1)]
    return found


def _unruled(lines: Sequence[Line], height: float, vouches: Vouches) -> Grid | None:
    """The grid of a run of lines, None where they are no table.

    Between columns that known words head the gaps may be as narrow as between rules.
    """
    left = min(phrase.x0 for line in lines for phrase in line) - 1
    right = max(phrase.x1 for line in lines for phrase in line) + 1
    region = Region(lines, (), (), left, right, height)
    head = head_lines(region)
    for gap in (_WIDE_GAP, _NARROW_GAP):
        found = columns(lines[head:], max(LEAST_GAP, gap * height))
        if len(found) < 2:  # noqa: PLR2004  a table has columns
            continue
        vouched = vouches(_heads(lines[:head], found))
        if (vouched or gap == _WIDE_GAP) and is_unruled_table(
            Shape.of(region, found, head), vouches=vouched
        ):
            return laid_in_rows(region, found, head)[0]
    return None


def _heads(lines: Sequence[Line], found: Sequence[Column]) -> list[str]:
    """What the head of each column reads, its lines put together."""
    texts = [""] * len(found)
    for line in lines:
        for phrase in line:
            for at in overlapped(phrase, found):
                texts[at] += phrase.text
    return [text for text in texts if text]
