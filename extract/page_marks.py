"""Page numbers printed as lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.lines import PAD, Line

_MARK = re.compile(
    r"[-—–－―─~～·•]{1,3}\s*(\d{1,4}|[IVXLivxl]{1,6})\s*[-—–－―─~～·•]{1,3}$"
    r"|第\s*([\d一二三四五六七八九十百]{1,4})\s*页(?:\s*[,，/]?\s*共\s*[\d一二三四五六七八九十百]{1,4}\s*页)?$"
    r"|(?i:page)\s*(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?$"
    r"|(\d{1,4})\s*/\s*\d{1,4}\s*页?$"
)
_BARE = re.compile(r"(\d{1,3})\s*[、.．]?$")
_LONGEST = 24
_RUN = 3
"""Bare numbers count as page numbers from this many on in an unbroken rising series."""


def page_marks(lines: Sequence[Line]) -> dict[int, str]:
    """Positions of lines that only number a page, and the number as printed.

    A bare number counts at the edge of a page between form feeds, or where bare numbers set off by
    blank lines or standing far apart count up by one.
    """
    marks: dict[int, str] = {}
    bare: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        if line.end - line.start > _LONGEST + 40:
            continue
        text = line.text.strip(PAD)
        if len(text) > _LONGEST or "\t" in line.text:
            continue
        if found := _MARK.match(text):
            marks[at] = next(group for group in found.groups() if group)
        elif found := _BARE.match(text):
            if _at_edge(lines, at):
                marks[at] = found.group(1)
            elif _alone(lines, at):
                bare.append((at, int(found.group(1))))
    for at, number in _series(bare):
        marks[at] = str(number)
    return marks


def _at_edge(lines: Sequence[Line], at: int) -> bool:
    """True for the first or last line of a page, where form feeds divide pages."""
    if lines[-1].page == 0:
        return False
    return (
        at == 0
        or at + 1 == len(lines)
        or lines[at - 1].page != lines[at].page
        or lines[at + 1].page != lines[at].page
    )


def _alone(lines: Sequence[Line], at: int) -> bool:
    """True for a line that no other short cell-like line adjoins."""
    before = lines[at].gap > 0 or at == 0 or len(lines[at - 1].text) > _LONGEST
    after = at + 1 == len(lines) or lines[at + 1].gap > 0 or len(lines[at + 1].text) > _LONGEST
    return before and after


def _series(bare: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Members of series that count up by one over a stretch of text longer than a table's rows."""
    found: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    for at, number in bare:
        if run and (number != run[-1][1] + 1 or at - run[-1][0] < _APART):
            found += run if len(run) >= _RUN else []
            run = []
        run.append((at, number))
    return found + (run if len(run) >= _RUN else [])


_APART = 8
"""Lines between two page numbers; serial numbers of a ledger with a cell per line stand closer."""
