"""A page's characters as phrases: what stands on one line with no wide gap in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, TypeAlias

import numpy as np

from extract.arrays import Codes, Flags, Floats, Numbers

APART = 0.45
"""Heights of a character. Blanks between words take 0.3, in justified lines seldom over 0.4."""
SHORT = 22
"""Characters of a cell that is no sentence."""
_LEAST_STEP, _MOST_STEP, _STEP = 2.0, 4.0, 0.35
"""Points, and heights of a character: farther apart up and down, two stand on two lines."""
_SAMPLED = 9
"""Every how many characters one is asked for its height; most of a page have the same."""
_PAGE = 1e6
"""Points, more than any page is wide: lines laid side by side this far apart never meet."""


class Phrase(NamedTuple):
    """Characters of one line with no wide gap between, blanks left out."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


Line: TypeAlias = tuple[Phrase, ...]
"""The phrases of one line from left to right; never empty."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a page in reading order.

    ``codes``: its characters without blanks, in the order of the file. ``first``, ``ends``: where
    the phrases begin and end there. ``boxes``: ``x0 top x1 bottom`` of each. ``height``: of most
    characters. ``line``: the line each stands on.
    """

    codes: Codes
    first: Numbers
    ends: Numbers
    boxes: Floats
    height: float
    line: Numbers

    def beside(self, which: Flags) -> int:
        """How many of some stand on the line of another, before they are put into lines."""
        middle = np.sort((self.boxes[:, 1] + self.boxes[:, 3])[which])
        return int(np.count_nonzero(middle[1:] - middle[:-1] <= 2 * _step(self.height)))

    @property
    def short(self) -> int:
        """How many phrases that stand beside others are no longer than a cell without rules."""
        shared = np.bincount(self.line)[self.line] > 1
        return int(np.count_nonzero(shared & (self.ends - self.first <= SHORT)))

    @property
    def several(self) -> int:
        """How many lines have more than one phrase."""
        return int((np.bincount(self.line) > 1).sum()) if len(self.line) else 0

    def chosen(self, which: Flags) -> Phrases:
        """Some of them, put into lines anew; what overlaps or nearly meets is one phrase no more.

        Phrases that were broken only by the order of the file keep the text of their first part.
        """
        at = np.flatnonzero(which)
        boxes = self.boxes[at]
        if not len(at):
            return Phrases(self.codes, at, at, boxes, self.height, at)
        line = _lines(boxes[:, 1] + boxes[:, 3], self.height)
        order = np.lexsort((boxes[:, 0], line))
        at, boxes, line = at[order], boxes[order], line[order]
        reach = np.maximum.accumulate(boxes[:, 2] + line * _PAGE)
        fresh = np.ones(len(at), np.bool_)
        fresh[1:] = boxes[1:, 0] + line[1:] * _PAGE > reach[:-1] + APART * np.minimum(
            boxes[1:, 3] - boxes[1:, 1], boxes[:-1, 3] - boxes[:-1, 1]
        )
        start = np.flatnonzero(fresh)
        if len(start) < len(at):
            low = np.minimum.reduceat(boxes, start)
            high = np.maximum.reduceat(boxes, start)
            boxes = np.concatenate((low[:, :2], high[:, 2:]), axis=1)
            at, line = at[start], line[start]
        return Phrases(self.codes, self.first[at], self.ends[at], boxes, self.height, line)

    def inside(self, box: Sequence[float]) -> Flags:
        """Which have their middle in a box."""
        x = (self.boxes[:, 0] + self.boxes[:, 2]) / 2
        y = (self.boxes[:, 1] + self.boxes[:, 3]) / 2
        return (x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])

    def lines(self, which: Flags | None = None) -> list[Line]:
        """All, or some, line by line from the top of the page down."""
        at = range(len(self.first)) if which is None else np.flatnonzero(which).tolist()
        boxes: list[list[float]] = self.boxes.tolist()
        first, ends = self.first.tolist(), self.ends.tolist()
        text = self.codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
        line = self.line.tolist()
        found: list[Line] = []
        for _, group in groupby(at, line.__getitem__):
            phrases_of: list[Phrase] = []
            for one in group:
                x0, top, x1, bottom = boxes[one]
                phrases_of.append(Phrase(x0, top, x1, bottom, text[first[one] : ends[one]]))
            found.append(tuple(phrases_of))
        return found


def phrases(codes: Codes, boxes: Floats) -> Phrases:
    """The phrases of a page, broken where the file leaves a line or leaves a wide gap."""
    printed = (codes != 0x20) & (codes != 0xA0) & (codes != 0x3000) & (codes != 0x09)  # noqa: PLR2004
    if not printed.all():
        at = np.flatnonzero(printed)
        codes, boxes = codes.take(at), boxes.take(at, axis=0)
    if not len(codes):
        none = np.zeros(0, np.int64)
        return Phrases(codes, none, none, boxes, 0.0, none)
    columns = np.ascontiguousarray(boxes.T)
    tall = columns[3] - columns[1]
    sample = np.sort(tall[::_SAMPLED])
    height = float(sample[len(sample) // 2])
    middle = columns[1] + columns[3]
    gap = columns[0, 1:] - columns[2, :-1]
    breaks = (
        (np.abs(middle[1:] - middle[:-1]) > 2 * _step(height))
        | (gap > APART * np.minimum(tall[1:], tall[:-1]))
        | (gap < -height)
    )
    first = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    ends = np.concatenate((first[1:], [len(codes)]))
    low = np.minimum.reduceat(columns[:2], first, axis=1)
    high = np.maximum.reduceat(columns[2:], first, axis=1)
    return Phrases(codes, first, ends, np.concatenate((low, high)).T, height, first)


def _step(height: float) -> float:
    return min(max(_STEP * height, _LEAST_STEP), _MOST_STEP)


def _lines(doubled: Floats, height: float) -> Numbers:
    """The number of the line that each stands on, rising down the page; given top plus bottom."""
    order = np.argsort(doubled, kind="stable")
    at = doubled[order]
    line = np.empty(len(at), np.int64)
    line[order] = np.concatenate(([0], np.cumsum(at[1:] - at[:-1] > 2 * _step(height))))
    return line
