"""A text with every figure shrunk to one sign, so that patterns can speak of figures in a row."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from model.quantity import Mark

_SIGNS = {
    "money": "\ue001",
    "count": "\ue002",
    "percent": "\ue003",
    "points": "\ue004",
    "rate": "\ue005",
    "number": "\ue006",
    "factor": "\ue007",
    "date": "\ue010",
    "period": "\ue010",
}
_PLACEHOLDERS = {
    "X": "[\ue001\ue002]",
    "M": "\ue001",
    "C": "\ue002",
    "P": "\ue003",
    "Q": "\ue004",
    "R": "\ue005",
    "D": "\ue010",
    "w": "[^，,。；;！？\n\ue001-\ue007]",
    "g": "[^。；;！？\n\ue001-\ue007]",
}
"""X money or count, M money, C count, P percent, Q percentage points, R unit price, D date;
w a character of the clause, g one of the sentence, neither of a figure."""
_NAMED = re.compile(r"\{([XMCPQRDwg])\}")
_POINTS = "百分点"


@dataclass(frozen=True, slots=True)
class Skeleton:
    """``text`` is ``original`` with one sign a figure; ``places`` are their offsets, in order."""

    original: str
    text: str
    places: tuple[int, ...]
    marks: tuple[Mark, ...]

    def mark(self, offset: int) -> Mark:
        """The figure whose sign stands at an offset."""
        return self.marks[bisect_left(self.places, offset)]

    def before(self, offset: int) -> tuple[int, ...]:
        """Offsets of the figures of the same sentence before an offset, the nearest first."""
        start = max(self.text.rfind(stop, 0, offset) for stop in "。；;！？\n")
        at = bisect_left(self.places, offset)
        return tuple(place for place in reversed(self.places[:at]) if place > start)

    def around(self, offset: int) -> tuple[int, ...]:
        """Offsets of the figures before an offset in its sentence and the one before it."""
        start = offset
        for _ in range(2):
            start = max(self.text.rfind(stop, 0, max(start, 0)) for stop in "。；;！？\n")
        at = bisect_left(self.places, offset)
        return tuple(place for place in reversed(self.places[:at]) if place > start)

    def within(self, offset: int) -> tuple[int, ...]:
        """Offsets of all figures of the sentence an offset stands in."""
        ends = [found for stop in "。；;！？\n" if (found := self.text.find(stop, offset)) >= 0]
        end = min(ends, default=len(self.text))
        return tuple(reversed(self.before(end)))

    def lead(self, offset: int) -> str:
        """The words of the clause that lead up to a figure, from the figure before it on."""
        at = bisect_left(self.places, offset)
        floor = self.places[at - 1] + 1 if at else 0
        words = self.text[floor:offset]
        return words[max(words.rfind(stop) for stop in "，,。；;！？\n") + 1 :]

    def clause(self, offset: int) -> str:
        """The clause up to a figure, the signs of figures before it included."""
        return self.text[
            max(self.text.rfind(stop, 0, offset) for stop in "，,。；;！？\n") + 1 : offset
        ]

    def tail(self, offset: int) -> str:
        """The words that follow a figure, up to the end of its clause or the next figure."""
        found = _CLAUSE.match(self.text, offset + 1)
        return found.group() if found else ""

    def alike(self, one: int, other: int) -> bool:
        """Whether two figures are of one kind; counts also of one unit."""
        return self.text[one] == self.text[other] and self.unit(one) == self.unit(other)

    def unit(self, offset: int) -> str:
        """The measure word of a count, money without one; people counted alike are one."""
        if self.text[offset] != _SIGNS["count"]:
            return ""
        return _ALIKE.get(self.word(offset), self.word(offset))

    def word(self, offset: int) -> str:
        """The measure word as printed behind the digits."""
        mark = self.mark(offset)
        found = _UNIT.search(self.original[mark.start : mark.end])
        return found.group().strip() if found else ""


_CLAUSE = re.compile(_PLACEHOLDERS["w"] + "*")
_UNIT = re.compile(r"[^\d０-９零一二两三四五六七八九十百千万亿.,，．\s多余]+$")
_ALIKE = {"名": "人", "位": "人", "个人": "人"}


@cache
def shape(pattern: str) -> re.Pattern[str]:
    """A pattern over skeletons, its placeholders ``{X}`` filled in."""
    return re.compile(_NAMED.sub(lambda found: _PLACEHOLDERS[found[1]], pattern))


def skeleton(text: str, marks: tuple[Mark, ...]) -> Skeleton:
    """The skeleton of a text."""
    pieces: list[str] = []
    places: list[int] = []
    at = length = 0
    for mark in marks:
        pieces.append(text[at : mark.start])
        length += mark.start - at
        places.append(length)
        points = mark.kind == "percent" and text[mark.start : mark.end].endswith(_POINTS)
        pieces.append(_SIGNS["points" if points else mark.kind])
        length += 1
        at = mark.end
    return Skeleton(text, "".join([*pieces, text[at:]]), tuple(places), marks)


def found(over: Skeleton, pattern: str) -> Iterator[re.Match[str]]:
    """Where a pattern fits."""
    return shape(pattern).finditer(over.text)
