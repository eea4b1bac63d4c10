"""Where a piece of text stands: the only position that is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character range ``[start, end)`` into ``Document.text``."""

    start: int
    end: int


Source: TypeAlias = tuple[Span, ...]
"""Where a value stands. More than one span when it is printed in pieces: a cell over a page
break, operator, value and unit in three columns. Joined, the spans read as the value's ``raw``."""


def part(source: Source, start: int, end: int) -> Source:
    """The part of a source that holds characters ``start`` to ``end`` of its joined text."""
    if len(source) == 1:  # nearly always, and asked for once a figure
        first, last = source[0].start, source[0].end
        low, high = first + max(start, 0), min(first + end, last)
        return (
            (Span(low, high),) if low < high or start == end == low - first == high - first else ()
        )
    spans: list[Span] = []
    passed = 0
    for span in source:
        length = span.end - span.start
        low, high = max(start, passed), min(end, passed + length)
        if low < high or (start == end == low == high and not spans):
            spans.append(Span(span.start + low - passed, span.start + high - passed))
        passed += length
    return tuple(spans)
