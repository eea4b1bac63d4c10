"""Ruled grids whose rules leave out some rows: bands in which every column has the same lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extract.columns import is_figure
from extract.phrases import Line, Phrases
from extract.rulings import Grid, numbered

_SURE = 3
"""Lines of a band of which one column of figures is enough; two might be a wrapped cell."""
_LEVEL = 1.5
"""Points by which the lines of one row may stand higher or lower."""


def divided(grid: Grid, printed: Phrases) -> Grid:
    """The grid with a band made rows where all of its columns have the same lines, at one height.

    Only where no cell of the band is merged and the columns but the first hold figures: a cell of
    a form that is wrapped is never torn apart.
    """
    wide = len(grid.xs) - 1
    tall = np.diff(grid.ys) >= 2 * printed.height
    if not tall.any() or wide < 2:  # noqa: PLR2004  one column cannot agree with another
        return grid
    x = (printed.boxes[:, 0] + printed.boxes[:, 2]) / 2
    row = np.searchsorted(grid.ys, (printed.boxes[:, 1] + printed.boxes[:, 3]) / 2) - 1
    inside = (x > grid.xs[0]) & (x < grid.xs[-1]) & (row >= 0) & (row < len(tall))
    counts = np.bincount(row[inside], minlength=len(tall))
    single = np.bincount(grid.cells[(grid.cells[:, 2:] == 1).all(axis=1), 0], minlength=len(tall))
    cuts: dict[int, list[float]] = {}
    for at in np.flatnonzero(tall & (counts >= 2 * wide) & (single == wide)).tolist():
        lines = printed.chosen(inside & (row == at)).lines()
        if _agree(lines, grid.xs.tolist()):
            cuts[at] = [
                (max(p.bottom for p in one) + min(p.top for p in other)) / 2
                for one, other in pairwise(lines)
            ]
    return _cut(grid, cuts) if cuts else grid


def _agree(lines: Sequence[Line], xs: Sequence[float]) -> bool:
    """True where every line stands in every column and the columns hold figures line by line."""
    wide = len(xs) - 1
    if len(lines) < 2 or any(len(line) != wide for line in lines):  # noqa: PLR2004  as the task
        return False
    for line in lines:
        heights = [phrase.middle for phrase in line]
        if max(heights) - min(heights) > _LEVEL:
            return False
        if any(not xs[at] < (p.x0 + p.x1) / 2 < xs[at + 1] for at, p in enumerate(line)):
            return False
    figures = [all(is_figure(line[at].text) for line in lines) for at in range(wide)]
    return all(figures[1:]) or (len(lines) >= _SURE and any(figures[1:]))


def _cut(grid: Grid, cuts: dict[int, list[float]]) -> Grid:
    """The grid with more rows; the cells of a band that is cut are no longer one."""
    source = [row for row in range(len(grid.ys) - 1) for _ in range(len(cuts.get(row, ())) + 1)]
    wide = len(grid.xs) - 1
    label = np.arange(len(source) * wide).reshape(len(source), wide)
    first: dict[int, int] = {}
    for row, old in enumerate(source):
        if old in cuts:
            continue
        for col in range(wide):
            label[row, col] = first.setdefault(int(grid.owner[old, col]), row * wide + col)
    ys = np.sort(np.concatenate((grid.ys, *(np.array(y, np.float32) for y in cuts.values()))))
    owner, cells = numbered(label)
    return Grid(grid.xs, ys.astype(np.float32), owner, cells)
