"""Columns of lines that no upright rulings part: the gaps that run down through them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.phrases import Line, Phrase

LEAST_GAP = 4.0
"""Points. A narrower gap is the blank between two words, or that of narrow print."""
_CROSSED = 0.2
"""Share of the lines that may run across a gap: heads of groups in the midst of a table."""
_TOUCH = 1.0
"""Points by which what stands in a column must reach into it."""
_SIGNS = frozenset("$€£¥￥(（")
"""Printed at the left of a column, away from the figures they belong to."""
_AFTER = frozenset({"%", "％", ")", "）", "%)", "％）", "*", "**", "***"})
"""The same at its right."""
_NUMBER = re.compile(
    r"[(（\[<>≤≥＜＞~～±+\-−–—]{0,2}[$€£¥￥]?\d[\d,，.]*(?<![,，.])"
    r"(?:[%％‰]|[万亿元分个]{1,2}|[a-z*†]{1,2})?[)）\]*]{0,3}"
)
_DASH = re.compile(r"[-−–—/…]{1,3}|\.{1,3}|n/?a\.?", re.IGNORECASE)


class Column(NamedTuple):
    """Where the text of a column begins and ends, in points."""

    x0: float
    x1: float


def is_number(text: str) -> bool:
    """True for a figure alone, in brackets or with its unit: ``1,848.23``, ``(12)``, ``90%``."""
    return _NUMBER.fullmatch(text) is not None


def is_figure(text: str) -> bool:
    """True for a figure or what stands for a missing one: ``-``, ``n/a``."""
    return is_number(text) or _DASH.fullmatch(text) is not None


def columns(lines: Sequence[Line], least: float = LEAST_GAP) -> list[Column]:
    """The columns of lines, from the gaps of at least so many points that run through them.

    Lines of a single phrase have no say; where more columns show so, a few lines may cross.
    """
    told = [line for line in lines if len(line) > 1]
    if not told:
        return []
    strict = _swept(told, 0, least)
    crossed = int(_CROSSED * len(told))
    free = _swept(told, crossed, least) if crossed else strict
    return _without_signs(free if len(free) > len(strict) else strict, told)


def _swept(lines: Sequence[Line], crossed: int, least: float) -> list[Column]:
    """Stretches that more than so many lines cover, with less than a gap between made one."""
    ends = [(phrase.x0, 1) for line in lines for phrase in line]
    ends += [(phrase.x1, -1) for line in lines for phrase in line]
    ends.sort()
    found: list[Column] = []
    depth, begin = 0, 0.0
    for x, step in ends:
        depth += step
        if step > 0 and depth == crossed + 1:
            begin = x
        elif step < 0 and depth == crossed:
            if found and begin - found[-1].x1 < least:
                begin = found.pop().x0
            found.append(Column(begin, x))
    return found


def _without_signs(found: list[Column], lines: Sequence[Line]) -> list[Column]:
    """A column of nothing but ``$`` is part of the next, one of ``%`` of the one before."""
    texts: list[set[str]] = [set() for _ in found]
    for line in lines:
        for phrase in line:
            for at in overlapped(phrase, found):
                texts[at].add(phrase.text)
    kept: list[Column] = []
    waiting: float | None = None
    for column, words in zip(found, texts, strict=True):
        begin = column.x0 if waiting is None else waiting
        waiting = None
        if words and words <= _SIGNS:
            waiting = begin
        elif words and words <= _AFTER and kept:
            kept[-1] = Column(kept[-1].x0, column.x1)
        else:
            kept.append(Column(begin, column.x1))
    return kept


def overlapped(phrase: Phrase, found: Sequence[Column]) -> list[int]:
    """The columns a phrase reaches into; of none, the nearest."""
    touch = min(_TOUCH, (phrase.x1 - phrase.x0) / 2)
    at = [
        number
        for number, column in enumerate(found)
        if min(phrase.x1, column.x1) - max(phrase.x0, column.x0)
        >= min(touch, column.x1 - column.x0)
    ]
    if at:
        return list(range(at[0], at[-1] + 1))
    middle = (phrase.x0 + phrase.x1) / 2
    away = [max(column.x0 - middle, middle - column.x1) for column in found]
    return [away.index(min(away))] if away else []


def widened(found: Sequence[Column], lines: Sequence[Line]) -> list[Column]:
    """The columns as wide as what stands in one of them alone, heads wider than figures too."""
    wide = list(found)
    for line in lines:
        for phrase in line:
            at = overlapped(phrase, found)
            if len(at) != 1:
                continue
            one = at[0]
            low = found[one - 1].x1 if one else phrase.x0
            high = found[one + 1].x0 if one + 1 < len(found) else phrase.x1
            x0, x1 = max(phrase.x0, low), min(phrase.x1, high)
            wide[one] = Column(min(wide[one].x0, x0), max(wide[one].x1, x1))
    return wide


def parted(found: Sequence[Column], left: float, right: float) -> list[float]:
    """Where columns part: half way between their texts, and at the two ends."""
    middle = [(one.x1 + other.x0) / 2 for one, other in pairwise(found)]
    return [min(left, found[0].x0 - 1), *middle, max(right, found[-1].x1 + 1)]
