"""The text of a report as printed lines, blank ones counted, markup and padding set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from model.span import Source, Span

PAD = " \t\r\v\u00a0\u2000\u2001\u2002\u2003\u2009\u200b\u202f\u3000\ufeff\x00\x1a\x85\u2028\u2029"
"""White space that pads cells and lines; \\n and \\f end a line instead."""

_MARKUP = re.compile(
    r"\*\*+|</?(?:b|strong|i|em|u|br|span|font|p|sup|sub)\b[^<>]{0,80}>", re.IGNORECASE
)
_MARKING = re.compile(r"[*<]|\[b")


class Line(NamedTuple):
    """A printed line that is not blank; a line of tabs or bars alone counts as one.

    ``start``, ``end``: its range in the text without the line end. ``gap``: blank lines before it.
    ``page``: form feeds before it. ``goes_on`` says whether it goes on with the passage above,
    where the format shows that by margins and indents; None where only the text can tell.
    """

    start: int
    end: int
    text: str
    gap: int
    page: int
    goes_on: bool | None = None


def lines(text: str) -> tuple[Line, ...]:
    r"""The lines of a text, cut at ``\n`` and at form feeds, blank ones only counted."""
    found: list[Line] = []
    gap = at = 0
    for page, chunk in enumerate(text.split("\f")):
        for printed in chunk.split("\n"):
            if printed and (printed.strip(PAD) or "\t" in printed):
                found.append(Line(at, at + len(printed), printed, gap, page))
                gap = 0
            else:
                gap += 1
            at += len(printed) + 1
    return tuple(found)


def trimmed(text: str, start: int, end: int) -> Span:
    """The range without white space at its ends; empty at ``start`` if nothing is left."""
    piece = text[start:end]
    left = piece.lstrip(PAD)
    if not left:
        return Span(start, start)
    begin = end - len(left)
    return Span(begin, begin + len(left.rstrip(PAD)))


def clean(text: str, start: int, end: int) -> Source:
    """Spans of a range without padding and markup; one empty span where nothing is left."""
    whole = trimmed(text, start, end)
    if not _MARKING.search(text, whole.start, whole.end):
        return (whole,)
    kept = tuple(span for span in _between_marks(text, whole) if span.start < span.end)
    return kept or (Span(whole.start, whole.start),)


def _between_marks(text: str, whole: Span) -> Iterator[Span]:
    at = whole.start
    for mark in _MARKUP.finditer(text, whole.start, whole.end):
        yield trimmed(text, at, mark.start())
        at = mark.end()
    yield trimmed(text, at, whole.end)


def filled(source: Source) -> bool:
    """True where the source holds any character."""
    return source[0].start < source[0].end or (
        len(source) > 1 and any(span.start < span.end for span in source)
    )


def joined(*sources: Source) -> Source:
    """Several pieces as one source, empty ones left out unless all are."""
    spans = tuple(span for source in sources for span in source if span.start < span.end)
    return spans or sources[0][:1]


def read(text: str, source: Source) -> str:
    """Text under the spans."""
    return "".join(text[span.start : span.end] for span in source)
