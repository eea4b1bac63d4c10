"""What the margins of pages show: running heads, and which line goes on with the one above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extract.arrays import Floats
from extract.lines import Line
from extract.readers.sheet import Sheet

_MARGIN = 0.1
"""Share of a page's height at its top and foot in which running heads stand."""
_FEWEST_RUNNING = 2
"""Pages on which a line must stand in the margin to be a running head."""
_SAME_HEIGHT = 6.0
"""Points within which running heads stand at one height."""
_SHORT_OF = 1.6
"""Heights of a line. One that ends this near the right margin is full: no character fitted."""
_LETTER = 0.6
"""Width of a digit or Latin letter in heights of a line: a number that does not fit is moved down
whole, and leaves the line above it short."""
_APART = 1.4
"""Steps. Lines farther apart than this are two paragraphs."""
_INDENT = 0.6
"""Heights of a line. One that begins farther from the left margin begins a paragraph."""
_REACHED = 3
"""Lines that must reach the right margin: one alone may run over it."""
_DIGITS = re.compile(r"\d+")
"""What differs from page to page in a running head."""
_ANNEX = re.compile(r"附[件表录]\s*[\d一二三四五六七八九十]*\s*[：:]?$|[附图]?表\s*\d")
"""What heads an annex or a table, though one stands on several pages at the same height."""
_WORD = re.compile(r"[!-~]+")
_ENDED = ("。", "！", "？", "”", "…")
_OPENED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|第[一二三四五六七八九十]{1,3}[部章节]|[附图]?表\s*\d|[-–—·•●■]\s*\S)"
)
"""How headings, captions and items begin: after a full stop no line of a sentence does."""


def running_heads(lines: Sequence[Line], sheets: Sequence[Sheet]) -> set[int]:
    """Lines in the margins whose text, numbers aside, stands there on several pages."""
    places: dict[tuple[str, int], list[int]] = {}
    first = 0
    for page in sheets:
        margin, last = _MARGIN * page.height, len(page.starts) - 1
        for at in sorted({0, 1, last - 1, last} & set(range(last + 1)) - page.tabled()):
            _, top, _, bottom = page.sides[at].tolist()
            if bottom <= margin or top >= page.height - margin:
                text = lines[first + at].text.strip()
                if _ANNEX.match(text):
                    continue
                key = _DIGITS.sub("0", text)
                places.setdefault((key, round(top / _SAME_HEIGHT)), []).append(first + at)
        first += len(page.starts)
    enough = max(_FEWEST_RUNNING, len(sheets) // 3)
    return {
        at
        for (key, _), where in places.items()
        if len(where) >= enough and key != "0"
        for at in where
    }


def hinted(lines: Sequence[Line], sheets: Sequence[Sheet], prose: Sequence[int]) -> list[Line]:
    """The lines, each of ``prose`` told whether it goes on with the one above it.

    It does where the one above reaches the right margin and it begins at the left one.
    """
    sides = np.concatenate([page.sides for page in sheets if len(page.starts)])
    found = list(lines)
    if not prose:
        return found
    margins = _margins(lines, sheets, sides, prose)
    pitch = _pitch(lines, sides, prose)
    boxes: list[list[float]] = sides[list(prose)].tolist()
    for number, (above, box) in enumerate(pairwise(boxes), start=1):
        line, before = lines[prose[number]], lines[prose[number - 1]]
        height = box[3] - box[1]
        word = _WORD.match(line.text)
        short = max(_SHORT_OF, _LETTER * len(word.group()) + 1 if word else 0) * height
        full = above[2] >= margins[before.page][1] - short
        begins = box[0] <= margins[line.page][0] + _INDENT * height
        apart = line.page == before.page and box[1] - above[1] > _APART * pitch
        opened = _OPENED.match(line.text) and before.text.rstrip().endswith(_ENDED)
        goes_on = bool(full and begins and not apart and not opened)
        found[prose[number]] = line._replace(goes_on=goes_on)
    return found


def _pitch(lines: Sequence[Line], sides: Floats, prose: Sequence[int]) -> float:
    """The usual step from one line of a paragraph to the next: among the smallest there are."""
    steps = sorted(
        float(sides[at, 1] - sides[above, 1])
        for above, at in pairwise(prose)
        if lines[at].page == lines[above].page and at == above + 1
    )
    return steps[len(steps) // 8] if steps else 0.0


def _margins(
    lines: Sequence[Line], sheets: Sequence[Sheet], sides: Floats, prose: Sequence[int]
) -> dict[int, tuple[float, float]]:
    """Where the prose of each page begins and ends; pages as wide as each other share margins."""
    lefts: dict[int, list[float]] = {}
    rights: dict[int, list[float]] = {}
    for at in prose:
        width = round(sheets[lines[at].page].width)
        lefts.setdefault(width, []).append(float(sides[at, 0]))
        rights.setdefault(width, []).append(float(sides[at, 2]))
    edges = {
        width: (
            sorted(lefts[width])[_few(lefts[width])],
            sorted(rights[width])[-1 - _few(rights[width])],
        )
        for width in lefts
    }
    return {lines[at].page: edges[round(sheets[lines[at].page].width)] for at in prose}


def _few(values: Sequence[float]) -> int:
    """How many lines may stand beyond a margin."""
    return min(_REACHED - 1, len(values) // 8)
