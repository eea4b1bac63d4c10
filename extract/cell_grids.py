"""Boxes of cells, found by somebody else, to the grids that lines on a page give."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.arrays import Floats, Numbers
from extract.rulings import SNAP, Grid


def cell_grids(boxes: Floats, sizes: Sequence[int]) -> list[Grid]:
    """A grid for each table, from the top of the page down.

    ``boxes``: ``x0 top x1 bottom`` of the cells of all tables one after another; ``sizes``: how
    many cells each table has.
    """
    ends = np.cumsum(sizes).tolist()
    found = [
        _grid(boxes[end - size : end]) for end, size in zip(ends, sizes, strict=True) if size > 0
    ]
    return sorted(found, key=lambda grid: (grid.box[1], grid.box[0]))


def _grid(boxes: Floats) -> Grid:
    xs, ys = _places(boxes[:, [0, 2]]), _places(boxes[:, [1, 3]])
    left, right = _nearest(xs, boxes[:, 0]), _nearest(xs, boxes[:, 2])
    top, bottom = _nearest(ys, boxes[:, 1]), _nearest(ys, boxes[:, 3])
    taken = np.zeros((len(ys) - 1, len(xs) - 1), np.bool_)
    cells: list[tuple[int, int, int, int]] = []
    corners = np.stack((top, left, bottom, right), axis=1).tolist()
    for row, col, below, beyond in sorted(corners):
        if row < below and col < beyond and not taken[row:below, col:beyond].any():
            taken[row:below, col:beyond] = True
            cells.append((row, col, below - row, beyond - col))
    # What no cell holds is a cell of its own: every place of a grid belongs to one.
    cells += [(row, col, 1, 1) for row, col in np.argwhere(~taken).tolist()]
    cells.sort()
    owner = np.zeros(taken.shape, np.int64)
    for number, (row, col, rows, cols) in enumerate(cells):
        owner[row : row + rows, col : col + cols] = number
    return Grid(xs, ys, owner, np.array(cells, np.int64))


def _places(edges: Floats) -> Floats:
    """Where the edges of cells lie; near ones are one, and there are two at least."""
    flat = np.sort(edges.ravel())
    first = np.concatenate(([True], np.diff(flat) > SNAP))
    places = flat[first].astype(np.float32)
    return places if len(places) > 1 else np.array((flat[0], flat[0] + SNAP), np.float32)


def _nearest(places: Floats, edges: Floats) -> Numbers:
    found: Numbers = np.abs(edges[:, None] - places[None, :]).argmin(axis=1)
    return found
