"""Lines on a page to grids of cells, merged ones with their spans: plain arrays, no objects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extract.arrays import Flags, Floats, Numbers

SNAP = 3.0
"""Points. Lines this near are one; so are the ends of pieces of one line, and lines that meet."""
SHORTEST = 3.0
"""Points. A shorter line is a tick or the edge of a bullet."""
MOST_LINES = 6_000
"""Pieces of line of a page that are compared with one another; the largest form has some 400."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid: where its columns and rows part, and which cell holds each elementary place.

    ``xs``, ``ys``: one number more than there are columns and rows. ``owner``: for each place
    (row, column) the number of its cell. ``cells``: ``row col rows cols`` of each, in the order
    of reading.
    """

    xs: Floats
    ys: Floats
    owner: Numbers
    cells: Numbers

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The box around the grid."""
        return float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1])


def grids(lines: Floats) -> list[Grid]:
    """Grids of the level and upright lines ``x0 top x1 bottom``, from the top of the page down."""
    level, upright = joined(lines)
    if not len(level) or not len(upright):
        return []
    found = [
        grid
        for at, up in _touching(level, upright)
        if (grid := _grid(level[at], upright[up])) is not None
    ]
    return sorted(found, key=lambda grid: (grid.box[1], grid.box[0]))


def joined(lines: Floats) -> tuple[Floats, Floats]:
    """Level lines as ``y x0 x1`` and upright ones as ``x y0 y1``, near ones snapped and joined."""
    wide = lines[:, 2] - lines[:, 0]
    high = lines[:, 3] - lines[:, 1]
    flat = wide >= high
    level = np.stack(((lines[:, 1] + lines[:, 3]) / 2, lines[:, 0], lines[:, 2]), axis=1)[
        flat & (wide >= SHORTEST)
    ]
    upright = np.stack(((lines[:, 0] + lines[:, 2]) / 2, lines[:, 1], lines[:, 3]), axis=1)[
        ~flat & (high >= SHORTEST)
    ]
    return _merged(level[:MOST_LINES]), _merged(upright[:MOST_LINES])


def _merged(lines: Floats) -> Floats:
    """Lines at nearly one place made one where they overlap or all but meet."""
    if not len(lines):
        return lines
    lines = lines[np.argsort(lines[:, 0], kind="stable")]
    group = np.concatenate(([0], np.cumsum(np.diff(lines[:, 0]) > SNAP)))
    counts = np.bincount(group)
    lines[:, 0] = (np.bincount(group, lines[:, 0]) / counts)[group]
    lines = lines[np.lexsort((lines[:, 1], group))]
    group = np.sort(group)
    # The farthest end so far, within each group: groups are set apart by more than any page.
    apart = group * np.float64(1e6)
    reach = np.maximum.accumulate(lines[:, 2] + apart)
    begins = np.concatenate(([True], lines[1:, 1] + apart[1:] > reach[:-1] + SNAP))
    first = np.flatnonzero(begins)
    ends = np.maximum.reduceat(lines[:, 2], first)
    return np.stack((lines[first, 0], lines[first, 1], ends), axis=1).astype(np.float32)


def _touching(level: Floats, upright: Floats) -> list[tuple[Numbers, Numbers]]:
    """Groups of level and upright lines that meet, each as two lists of positions."""
    y, x = level[:, 0][:, None], upright[:, 0][None, :]
    meet: Flags = (
        (x >= level[:, 1][:, None] - SNAP)
        & (x <= level[:, 2][:, None] + SNAP)
        & (y >= upright[:, 1][None, :] - SNAP)
        & (y <= upright[:, 2][None, :] + SNAP)
    )
    label = np.arange(len(level))
    while True:  # every line takes the least label of those it meets, until none changes
        least = np.where(meet, label[:, None], len(level)).min(axis=0)
        spread = np.where(meet, least[None, :], len(level)).min(axis=1)
        new = np.minimum(label, spread)
        if np.array_equal(new, label):
            break
        label = new
    across = np.where(meet, label[:, None], len(level)).min(axis=0)
    return [
        (np.flatnonzero(label == one), np.flatnonzero(across == one))
        for one in np.flatnonzero(np.bincount(across[across < len(level)]))
    ]


def _grid(level: Floats, upright: Floats) -> Grid | None:
    """The grid of lines that meet; None where they enclose nothing."""
    ys = _places(level[:, 0], upright[:, 1:])
    xs = _places(upright[:, 0], level[:, 1:])
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004  a cell has two sides each way
        return None
    above = _cover(ys, xs, level)
    beside = _cover(xs, ys, upright).T
    owner, cells = _regions(above, beside)
    return Grid(xs, ys, owner, cells)


def _places(lines: Floats, ends: Floats) -> Floats:
    """Where columns or rows part: at the lines, and where lines across reach out beyond them."""
    places = np.sort(lines)
    places = places[np.concatenate(([True], places[1:] > places[:-1]))]
    low, high = ends[:, 0].min(), ends[:, 1].max()
    outside = [
        end
        for end, beyond in ((low, places[0] - low), (high, high - places[-1]))
        if beyond > 2 * SNAP
    ]
    return np.sort(np.concatenate((places, np.array(outside, np.float32)))).astype(np.float32)


def _cover(places: Floats, across: Floats, lines: Floats) -> Flags:
    """For each place and each gap across it, whether a line lies there."""
    at = np.searchsorted((places[1:] + places[:-1]) / 2, lines[:, 0])
    middle = (across[:-1] + across[1:]) / 2
    reached = (middle >= lines[:, 1:2]) & (middle <= lines[:, 2:3])
    which = np.arange(len(places))[:, None] == at[None, :]
    hits: Floats = which.astype(np.float32) @ reached.astype(np.float32)
    return hits > 0


def _regions(above: Flags, beside: Flags) -> tuple[Numbers, Numbers]:
    """Places that no line parts are one cell, where together they make a rectangle."""
    rows, cols = len(above) - 1, beside.shape[1] - 1
    label = _places_of(rows, cols)
    open_right = ~beside[:, 1:-1]
    open_down = ~above[1:-1, :]
    if open_right.any() or open_down.any():
        label = _flooded(label, open_right, open_down)
    return numbered(label)


def _places_of(rows: int, cols: int) -> Numbers:
    """The number of each place, row by row."""
    return np.arange(rows * cols).reshape((rows, cols))


def _flooded(label: Numbers, open_right: Flags, open_down: Flags) -> Numbers:
    """The least label of all places that can be reached without crossing a line."""
    pairs = np.concatenate(
        (
            np.stack((label[:, :-1][open_right], label[:, 1:][open_right]), axis=1),
            np.stack((label[:-1][open_down], label[1:][open_down]), axis=1),
        )
    ).tolist()
    parent = list(range(label.size))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = one = parent[parent[one]]
        return one

    for one, other in pairs:
        first, second = root(one), root(other)
        if first != second:
            parent[max(first, second)] = min(first, second)
    return np.array([root(one) for one in range(label.size)]).reshape(label.shape)


def numbered(label: Numbers) -> tuple[Numbers, Numbers]:
    """Cells in reading order; a region that is no rectangle falls apart into its places."""
    cols = label.shape[1]
    flat = label.ravel()
    # Not numpy.unique, which loads what takes longer than a page: a label is its first place.
    heads = flat == np.arange(len(flat))
    first, inverse = np.flatnonzero(heads), (np.cumsum(heads) - 1)[flat]
    counts = np.bincount(inverse)
    last = np.empty_like(first)
    last[inverse] = np.arange(len(flat))
    down, across = last // cols - first // cols + 1, last % cols - first % cols + 1
    odd = (across < 1) | (down * across != counts)
    if odd.any():
        places = np.arange(len(flat))
        return numbered(np.where(odd[inverse], places, flat).reshape(label.shape))
    cells = np.stack((first // cols, first % cols, down, across), axis=1)
    return inverse.reshape(label.shape), cells
