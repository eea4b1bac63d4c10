"""How a text falls into sentences, clauses and brackets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

DEEPEST = 32
"""Brackets nested deeper than this are no text; it keeps hostile input linear."""

_END = re.compile(r"[。！？][”’」』）)]?")
_GROUPED = re.compile(r"\d,\d{3}")
_PAIRS = {
    "（": "）",
    "(": ")",
    "【": "】",
    "〔": "〕",
    "[": "]",
    "《": "》",
    "“": "”",
    "‘": "’",
    "「": "」",
}
_SAME = {"）": "（(", ")": "（(", "】": "【[", "]": "【[", "〕": "〔"}
_OPENS = {close: opening for opening, close in _PAIRS.items()} | _SAME
_BRACKET = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_OPENS)) + "]")


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a text's sentences end, and its brackets and quotation marks from outside in.

    ``ends`` are offsets one past each full stop. ``opens`` and ``closes`` are the offsets of
    bracket pairs, the first by opening, ``pairs`` from opening to closing and ``back`` from closing
    to opening.
    """

    text: str
    ends: tuple[int, ...]
    pairs: dict[int, int]
    back: dict[int, int]

    def sentence(self, offset: int) -> int:
        """Number of the sentence an offset stands in, from 0."""
        return bisect_right(self.ends, offset)

    def bounds(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence an offset stands in."""
        at = bisect_right(self.ends, offset)
        start = self.ends[at - 1] if at else 0
        return start, self.ends[at] if at < len(self.ends) else len(self.text)

    def enclosing(self, offset: int, floor: int) -> int | None:
        """Opening of the innermost bracket around an offset that opens at or after ``floor``."""
        at = offset - 1
        while at >= floor:
            if at in self.back:
                at = self.back[at]
            elif at in self.pairs:
                return at if self.pairs[at] >= offset else None
            at -= 1
        return None

    def pieces(self, start: int, end: int, cuts: str) -> list[tuple[int, int]]:
        """The range cut at the characters of ``cuts`` outside brackets, quotes and numbers."""
        found: list[tuple[int, int]] = []
        begin = at = start
        while at < end:
            if at in self.pairs and self.pairs[at] < end:
                at = self.pairs[at]
            elif self.text[at] in cuts and not _GROUPED.match(self.text, max(0, at - 1)):
                found.append((begin, at))
                begin = at + 1
            at += 1
        found.append((begin, end))
        return found

    def trimmed(self, start: int, end: int, pad: str) -> tuple[int, int]:
        """The range without the characters of ``pad`` at its ends."""
        while start < end and self.text[start] in pad:
            start += 1
        while end > start and self.text[end - 1] in pad:
            end -= 1
        return start, end


def outline(text: str) -> Outline:
    """Sentences and brackets of a text; brackets that close nothing are passed over."""
    pairs: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(text):
        char, at = found.group(), found.start()
        if char in _PAIRS:
            stack.append((char, at))
            del stack[:-DEEPEST]
            continue
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth][0] in _OPENS[char]:
                pairs[stack[depth][1]] = at
                del stack[depth:]
                break
    ends = tuple(found.end() for found in _END.finditer(text))
    return Outline(text, ends, pairs, {close: opening for opening, close in pairs.items()})


def within(starts: tuple[int, ...], start: int, end: int) -> Iterator[int]:
    """Positions in a sorted tuple whose values lie in ``[start, end)``."""
    yield from range(bisect_left(starts, start), bisect_left(starts, end))
