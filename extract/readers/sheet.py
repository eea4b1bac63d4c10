"""A page as read: its lines in reading order, tables among them, ready to be laid out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.arrays import Codes, Flags, Floats, Numbers
from extract.rulings import Grid
from model.document import Box

_WIDE_GAP = 0.4
"""Heights of a character. A wider gap between two of one line is a blank that was not printed."""
_BOLD, _FARTHEST_BOLD = 0.3, 2.0
"""Share of a character's width, and points: nearer than both, one is printed over the other."""
_LEAST_STEP, _MOST_STEP = 2.0, 4.0
"""Points. Characters farther apart up and down stand on two lines: half the height of a character
would do but for bullet fonts, whose boxes are three lines high."""
_WITHIN, _OVER = 0.6, 0.5
"""Share of the lower one's height two lines have in common if they are one; share of a character's
width by which two may overlap then."""
_LATIN_GAP = 0.17
"""As ``_WIDE_GAP``, between Latin letters and digits, whose blank is a quarter of their size."""
_NEW_PARAGRAPH = 1.9
"""Line heights. A wider step down between two lines is a blank line."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table on a page: its grid, and for each cell the lines it fills, first and past the last.

    The lines are positions in ``Sheet.starts``.
    """

    grid: Grid
    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The characters of a page in reading order, line by line.

    ``codes`` and ``boxes`` run side by side; a line end has a box of zeros. ``starts`` holds where
    each line begins; it ends before the line end in front of the next. ``sides`` is the box around
    each line, blanks at its beginning apart, ``gaps`` 1 where a blank line stands before it,
    ``height`` and ``width`` those of the page.
    """

    codes: Codes
    boxes: Floats
    starts: list[int]
    sides: Floats
    gaps: list[int]
    tables: tuple[Ruled, ...]
    height: float = 0.0
    width: float = 0.0

    def bare(self) -> Sheet:
        """The sheet without its characters."""
        return replace(self, codes=self.codes[:0].copy(), boxes=self.boxes[:0].copy())

    def tabled(self) -> set[int]:
        """The lines that stand in tables."""
        return {at for table in self.tables for pair in table.lines for at in range(*pair)}


def sheet(codes: Codes, boxes: Floats, grids: Sequence[Grid]) -> Sheet:
    """The characters in order: lines from the top down, each table's cells where it stands."""
    if not len(codes):
        return Sheet(codes, boxes, [], np.zeros((0, 4), np.float32), [], ())
    home = np.full(len(codes), -1, np.int64)
    cell = np.zeros(len(codes), np.int64)
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    for number in sorted(range(len(grids)), key=lambda at: _area(grids[at])):
        _claim(grids[number], number, middle, home, cell)
    step = _step(boxes)
    line = _mended(_lines(middle[:, 1], home, cell, step), boxes, home, cell)
    order = np.lexsort((boxes[:, 0], line))
    order = order[_once(codes[order], boxes[order], line[order])]
    return _arranged(codes[order], boxes[order], line[order], home[order], cell[order], grids)


def _once(codes: Codes, boxes: Floats, line: Numbers) -> Flags:
    """Which characters of ordered lines are not the second print of one, made to look bold."""
    kept = np.ones(len(codes), np.bool_)
    near = np.minimum(_BOLD * (boxes[1:, 2] - boxes[1:, 0]), _FARTHEST_BOLD)
    kept[1:] = ~(
        (codes[1:] == codes[:-1]) & (line[1:] == line[:-1]) & (boxes[1:, 0] - boxes[:-1, 0] < near)
    )
    return kept


def _area(grid: Grid) -> float:
    x0, top, x1, bottom = grid.box
    return (x1 - x0) * (bottom - top)


def _claim(grid: Grid, number: int, middle: Floats, home: Numbers, cell: Numbers) -> None:
    """Marks the characters within a grid that no smaller one holds, with the cell of each."""
    col = np.searchsorted(grid.xs, middle[:, 0]) - 1
    row = np.searchsorted(grid.ys, middle[:, 1]) - 1
    inside = (
        (home < 0) & (col >= 0) & (row >= 0) & (col < len(grid.xs) - 1) & (row < len(grid.ys) - 1)
    )
    home[inside] = number
    cell[inside] = grid.owner[row[inside], col[inside]]


def _middle(values: Floats) -> float:
    """The middle one; numpy.median would load more than all of this takes."""
    return float(np.sort(values)[len(values) // 2])


def _step(boxes: Floats) -> float:
    height = _middle(boxes[:, 3] - boxes[:, 1])
    return min(max(0.35 * height, _LEAST_STEP), _MOST_STEP)


def _lines(y: Floats, home: Numbers, cell: Numbers, step: float) -> Numbers:
    """A line number for each character, rising down the page within each cell."""
    order = np.lexsort((y, cell, home))
    there, cells, at = home[order], cell[order], y[order]
    begins = np.empty(len(order), np.bool_)
    begins[0] = True
    begins[1:] = (there[1:] != there[:-1]) | (cells[1:] != cells[:-1]) | (at[1:] - at[:-1] > step)
    line = np.empty(len(order), np.int64)
    line[order] = np.cumsum(begins) - 1
    return line


def _mended(line: Numbers, boxes: Floats, home: Numbers, cell: Numbers) -> Numbers:
    """The line numbers, with low or raised marks put back into the line they stand in.

    Some fonts have boxes no higher than the ink: the middle of a full stop is far below that of
    the digits around it.
    """
    order = np.argsort(line, kind="stable")
    first = np.flatnonzero(np.concatenate(([True], line[order][1:] != line[order][:-1])))
    tops = np.minimum.reduceat(boxes[order, 1], first)
    bottoms = np.maximum.reduceat(boxes[order, 3], first)
    homes, cells = home[order[first]], cell[order[first]]
    shared = np.minimum(bottoms[1:], bottoms[:-1]) - np.maximum(tops[1:], tops[:-1])
    least = np.minimum(bottoms[1:] - tops[1:], bottoms[:-1] - tops[:-1])
    same = (homes[1:] == homes[:-1]) & (cells[1:] == cells[:-1])
    into = np.arange(len(first))
    ends = [*first[1:].tolist(), len(line)]
    for at in np.flatnonzero(same & (shared > _WITHIN * least)).tolist():
        mine = order[first[into[at]] : ends[at]]
        if not _collide(boxes[mine], boxes[order[first[at + 1] : ends[at + 1]]]):
            into[at + 1] = into[at]
    return into[line]


def _collide(one: Floats, other: Floats) -> bool:
    """True where characters of two lines stand one above the other."""
    boxes = np.concatenate((one, other))
    owner = np.repeat((0, 1), (len(one), len(other)))
    order = np.argsort(boxes[:, 0], kind="stable")
    boxes, owner = boxes[order], owner[order]
    over = boxes[:-1, 2] - boxes[1:, 0]
    width = np.minimum(boxes[1:, 2] - boxes[1:, 0], boxes[:-1, 2] - boxes[:-1, 0])
    return bool(((owner[1:] != owner[:-1]) & (over > _OVER * width)).any())


def _arranged(  # noqa: PLR0913, PLR0917  arrays that run side by side
    codes: Codes, boxes: Floats, line: Numbers, home: Numbers, cell: Numbers, grids: Sequence[Grid]
) -> Sheet:
    """Lines put in the order of the page: free ones by height, those of a table where it begins."""
    first = np.flatnonzero(np.concatenate(([True], line[1:] != line[:-1])))
    ends = np.concatenate((first[1:], [len(codes)]))
    tops = np.minimum.reduceat(boxes[:, 1], first)
    bottoms = np.maximum.reduceat(boxes[:, 3], first)
    homes, cells = home[first], cell[first]
    table_tops = np.array([grid.box[1] for grid in grids] or [0.0], np.float32)
    at = np.where(homes >= 0, table_tops[homes], tops)
    order = np.lexsort((np.arange(len(first)), cells, homes, at))
    blank, missing = _blanks(codes, boxes, line)
    spaced = _Spaced(codes, boxes, blank, missing)
    lefts = np.minimum.reduceat(np.where(blank, np.float32(np.inf), boxes[:, 0]), first)
    pieces, starts, kept = spaced.lines(first[order], ends[order])
    order = order[kept]
    tables = tuple(
        _ruled(grid, number, homes[order], cells[order]) for number, grid in enumerate(grids)
    )
    return Sheet(
        codes=pieces[0],
        boxes=pieces[1],
        starts=starts,
        sides=np.stack((lefts, tops, boxes[ends - 1, 2], bottoms), axis=1)[order],
        gaps=_gaps(tops[order], bottoms[order], homes[order]),
        tables=tables,
    )


def _ruled(grid: Grid, number: int, homes: Numbers, cells: Numbers) -> Ruled:
    """Which lines each cell of a grid fills; its lines stand together, cell after cell."""
    mine = np.flatnonzero(homes == number)
    wanted = np.arange(len(grid.cells))
    low = np.searchsorted(cells[mine], wanted, "left")
    high = np.searchsorted(cells[mine], wanted, "right")
    base = int(mine[0]) if len(mine) else 0
    return Ruled(grid, tuple(zip((low + base).tolist(), (high + base).tolist(), strict=True)))


def _gaps(tops: Floats, bottoms: Floats, homes: Numbers) -> list[int]:
    height = _middle(bottoms - tops) if len(tops) else 0.0
    wide = np.zeros(len(tops), np.int64)
    if len(tops) > 1:
        free = (homes[1:] < 0) & (homes[:-1] < 0)
        wide[1:] = free & (tops[1:] - tops[:-1] > _NEW_PARAGRAPH * height)
    return wide.tolist()


def _blanks(codes: Codes, boxes: Floats, line: Numbers) -> tuple[Flags, Flags]:
    """Which characters are blanks, and after which a blank is missing."""
    blank = (codes == 0x20) | (codes == 0xA0) | (codes == 0x3000) | (codes == 0x09)  # noqa: PLR2004
    height = np.maximum(boxes[:, 3] - boxes[:, 1], _middle(boxes[:, 3] - boxes[:, 1]))
    latin = (codes < 0x7F) & (codes > 0x20)  # noqa: PLR2004
    wide = np.where(latin[1:] & latin[:-1], _LATIN_GAP, _WIDE_GAP)
    missing = np.zeros(len(codes), np.bool_)
    missing[:-1] = (
        (line[1:] == line[:-1])
        & (boxes[1:, 0] - boxes[:-1, 2] > wide * np.minimum(height[1:], height[:-1]))
        & ~blank[1:]
        & ~blank[:-1]
    )
    return blank, missing


@dataclass(frozen=True, slots=True)
class _Spaced:
    """Characters in lines, with the blanks that are missing between them."""

    codes: Codes
    boxes: Floats
    blank: Flags
    missing: Flags

    def lines(
        self, first: Numbers, ends: Numbers
    ) -> tuple[tuple[Codes, Floats], list[int], list[int]]:
        """All lines one after another, each with its end; where each begins; which are kept.

        A line of blanks alone is left out.
        """
        filled = np.concatenate(([0], np.cumsum(~self.blank)))
        kept = np.flatnonzero(filled[ends] > filled[first])
        first, ends = first[kept], ends[kept]
        sizes = ends - first
        source = np.repeat(first - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
        source = source + np.arange(int(sizes.sum()))
        more = self.missing[source].astype(np.int64)
        last = np.cumsum(sizes) - 1
        more[last] = 1  # the line end
        target = np.arange(len(source)) + np.concatenate(([0], np.cumsum(more)[:-1]))
        codes = np.full(len(source) + int(more.sum()), 0x20, np.uint32)
        boxes = np.zeros((len(codes), 4), np.float32)
        codes[target], boxes[target] = self.codes[source], self.boxes[source]
        codes[target[last] + 1] = 0x0A
        begins = np.concatenate(([0], target[last][:-1] + 2)) if len(last) else last
        return (codes, boxes), begins.tolist(), kept.tolist()


def boxes_of(grid: Grid) -> Iterator[Box]:
    """The box of each cell, to a hundredth of a point."""
    xs = [round(x, 2) for x in grid.xs.tolist()]
    ys = [round(y, 2) for y in grid.ys.tolist()]
    for row, col, rows, cols in grid.cells.tolist():
        yield xs[col], ys[row], xs[col + cols], ys[row + rows]
