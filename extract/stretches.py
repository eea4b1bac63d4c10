"""Paragraphs that one enumeration runs through, as one text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.numbering import leading
from model.quantity import Mark
from model.record import Passage
from model.span import Source

LONGEST = 20_000
"""Characters of a chain of paragraphs; a longer one is no sentence."""

_OPEN = ("：", ":", "；", ";", "，", ",", "、")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Joined text of one or more passages, its marks by offsets into that text."""

    text: str
    source: Source
    marks: tuple[Mark, ...]
    kind: str
    passage: int


def stretches(passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]]) -> Iterator[Stretch]:
    """Every passage once, those that an unfinished list joins as one."""
    at = 0
    while at < len(passages):
        passage = passages[at]
        last = at
        if passage.kind == "paragraph":
            last = _last(passages, at)
        if last == at:
            yield Stretch(passage.text, passage.source, marks[at], passage.kind, at)
        else:
            yield _joined(passages, marks, at, last)
        at = last + 1


def _last(passages: Sequence[Passage], first: int) -> int:
    """Last passage of the list that the first one opens."""
    last, length = first, len(passages[first].text)
    listing = passages[first].text.rstrip().endswith(("：", ":"))
    number = leading(passages[first].text)
    while last + 1 < len(passages) and length < LONGEST:
        text = passages[last].text.rstrip()
        following = passages[last + 1]
        if following.kind not in ("paragraph", "heading"):
            break
        numeral = leading(following.text)
        goes_on = text.endswith(_OPEN) and following.kind == "paragraph"
        counted = numeral is not None and (
            (number is None and numeral.value == 1)
            or (
                number is not None
                and (numeral.style, numeral.value) == (number.style, number.value + 1)
            )
        )
        if not goes_on and not (listing and counted):
            break
        listing = listing or (goes_on and text.endswith(("：", ":")))
        if counted:
            number = numeral
        last += 1
        length += len(following.text)
    return last


def _joined(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], first: int, last: int
) -> Stretch:
    text = ""
    source: Source = ()
    shifted: list[Mark] = []
    for at in range(first, last + 1):
        shifted += [
            replace(mark, start=mark.start + len(text), end=mark.end + len(text))
            for mark in marks[at]
        ]
        text += passages[at].text
        source += passages[at].source
    return Stretch(text, source, tuple(shifted), "paragraph", first)
