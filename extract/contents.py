"""Tables of contents: lines that repeat headings with a page number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.lines import PAD, Line
from model.words import fold

_LEADERS = re.compile(r"(?:[.．…·•。_\-—]\s?){3,}\s*(?:[\dIVXivx]{1,4})?\s*$")
_FIELD = re.compile(r"PAGEREF\s+_|HYPERLINK\s+\\l|TOC\s+\\o", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\s*(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）.．、]|第[\d一二三四五六七八九十]+[章节部]|附[件表]|[①-⑳])"
)
_PAGED = re.compile(r"(.{0,80}?[^\s\d.．…·])[\s.．…·]*?[\t 　.．…·]([\dIVXivx]{1,4})\s*$")
_TITLE = re.compile(r"[#\s*]*目\s*[录錄次]\s*\**\s*$")
_LONGEST = 90
_FEWEST = 4
"""Fewer lines with rising numbers are not told from a small ledger."""


def contents_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Positions of the lines that make up tables of contents, their title line included.

    Below a 目录 line entries end in a page number or return later as headings; elsewhere only dot
    leaders, page reference fields, or runs of numbered titles with rising page numbers count.
    """
    found: set[int] = set()
    later: dict[str, int] = {}
    for at, line in enumerate(lines):
        if line.end - line.start > _LONGEST * 2 or at in found:
            continue
        if _is_entry(line.text):
            found.add(at)
        elif line.text.lstrip(" #*　\t")[:1] == "目" and _TITLE.match(line.text):
            found.add(at)
            later = later or _last_places(lines)
            found.update(_below_title(lines, at, later))
    found.update(_untitled(lines, found))
    return frozenset(found)


def _is_entry(text: str) -> bool:
    """True for a line that can only be a contents entry: dot leaders or a page reference field."""
    if "|" in text:
        return False
    if "PAGEREF" in text or "HYPERLINK" in text or "TOC" in text:
        return bool(_FIELD.search(text))
    if text.rstrip(PAD)[-1:] not in _ENDS:
        return False
    leaders = _LEADERS.search(text)
    if leaders is None or not any(char.isalpha() for char in text[: leaders.start()]):
        return False
    return text.rstrip()[-1:].isdigit() or "…………" in text or "....." in text


_ENDS = frozenset("0123456789IVXivx.．…·•_")


def _title_of(text: str) -> tuple[str, int | None]:
    """Folded title of a line, and the page number it ends in."""
    found = _PAGED.match(text) if len(text) <= _LONGEST else None
    if found is None:
        return fold(text), None
    number = found.group(2)
    return fold(found.group(1)), int(number) if number.isdigit() else 0


def _last_places(lines: Sequence[Line]) -> dict[str, int]:
    """Folded text of each short line and the last place it stands at."""
    return {fold(line.text): at for at, line in enumerate(lines) if len(line.text) <= _LONGEST}


def _below_title(lines: Sequence[Line], title: int, later: dict[str, int]) -> Iterator[int]:
    seen: set[str] = set()
    at = title + 1
    while at < len(lines):
        key, page = _title_of(lines[at].text)
        wraps = at + 1 < len(lines) and _title_of(lines[at + 1].text)[1] is not None
        if page is None and (key in seen or not (later.get(key, 0) > at or (wraps and seen))):
            return
        seen.add(key)
        yield at
        at += 1


def _untitled(lines: Sequence[Line], known: set[int]) -> Iterator[int]:
    """Runs of numbered titles, of more than one style of number, with rising page numbers."""
    run: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        page = None
        if at not in known and line.end - line.start <= _LONGEST and _NUMBERED.match(line.text):
            page = _title_of(line.text)[1] if line.text.count("\t") <= 1 else None
        if page is None or (run and page < run[-1][1]):
            yield from _run(lines, run)
            run = []
        if page is not None:
            run.append((at, page))
    yield from _run(lines, run)


def _run(lines: Sequence[Line], run: list[tuple[int, int]]) -> Iterator[int]:
    if len(run) >= _FEWEST and len({_style(lines[at].text) for at, _ in run}) > 1:
        yield from (at for at, _ in run)


def _style(text: str) -> str:
    """Kind of the number a title begins with: a ledger has one, a table of contents several."""
    head = text.strip()[:3]
    bracketed = "b" if head[0] in "(（" else ""
    return bracketed + ("d" if any(char.isdigit() for char in head) else "c")
