"""Grid columns of a DOCX table as columns people see: edges a hair apart are one edge."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate

_HAIR = 113
"""Twentieths of a point: 2 mm, in which no character stands. Dragging a border by hand leaves such
columns, and then a head and its figures begin at different ones."""


def columns(cells: Collection[tuple[int, int]], widths: Sequence[int]) -> dict[int, int]:
    """Grid edge → column that begins there, for all edges some cell begins or ends at.

    ``cells`` are the edges (left, right) of the cells; ``widths`` those of the grid's columns, as
    far as the file says. Edges are one where no cell stands between them and they are a hair apart;
    an edge that no cell uses is none.
    """
    ends: dict[int, int] = {}
    for left, right in cells:
        ends[left] = min(right, ends.get(left, right))
    places = [0, *accumulate(width if width > 0 else _HAIR for width in widths)]
    found: dict[int, int] = {}
    group: list[int] = []
    column = -1
    for edge in sorted({0, *(one for cell in cells for one in cell)}):
        near = group and edge < len(places) and places[edge] - places[group[0]] < _HAIR
        if not near or any(ends.get(left, edge + 1) <= edge for left in group):
            column += 1
            group = []
        group.append(edge)
        found[edge] = column
    return found
