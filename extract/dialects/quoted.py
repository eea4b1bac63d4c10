"""Comma-separated fields, some in quotation marks; bare ones only where head words vouch."""

from __future__ import annotations

import re

from extract.dialects.part import Loose, Part, Row
from extract.lines import clean, joined
from model.span import Source, Span

NAME = "csv"
_FIELD = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?:,|$)|([^",]*)(?:,|$)')
_LONGEST = 20_000
"""Characters of one record; an unclosed quotation mark must not swallow the report."""
_FEWEST = 3


def read(loose: Loose, first: int, before: Part | None) -> Part | None:
    """Lines of comma-separated fields, a quoted field over several lines included."""
    text = loose.lines[first].text
    if text.count(",") < 1 or not ('"' in text or loose.is_head(_bare(loose, first))):
        return None
    rows: list[Row] = []
    at = first
    while at < len(loose.lines):
        if at > first and not loose.adjoins(at - 1):
            break
        last, cells = _record(loose, at)
        if len(cells) < min(_FEWEST, len(rows[0].cells) if rows else _FEWEST):
            break
        rows.append(Row(cells, at))
        at = last + 1
    widths = {len(row.cells) for row in rows}
    even = len(rows) > 1 and len(widths) <= 2 and max(widths) - min(widths) <= _FEWEST  # noqa: PLR2004
    if even or (rows and before and before.dialect == NAME):
        return Part(NAME, tuple(rows), first, at - 1)
    return None


def _bare(loose: Loose, at: int) -> list[Source]:
    line = loose.lines[at]
    cells: list[Source] = []
    start = line.start
    for field in line.text.split(","):
        cells.append((Span(start, start + len(field)),))
        start += len(field) + 1
    return cells


def _record(loose: Loose, at: int) -> tuple[int, tuple[Source, ...]]:
    """Last line of the record that begins on a line, and its cells."""
    last = at
    start = loose.lines[at].start
    text = loose.lines[at].text
    while text.count('"') % 2 and loose.adjoins(last) and len(text) < _LONGEST:
        last += 1
        text = loose.text[start : loose.lines[last].end]
    if text.count('"') % 2:
        return at, ()
    cells: list[Source] = []
    here = 0
    text = text.rstrip("\r ")
    while here <= len(text):
        found = _FIELD.match(text, here)
        if found is None:
            return at, ()
        group = 1 if found.group(1) is not None else 2
        cells.append(_cell(loose.text, start + found.start(group), start + found.end(group)))
        if not found.group().endswith(","):
            break
        here = found.end()
    return last, tuple(cells)


def _cell(text: str, start: int, end: int) -> Source:
    """A field without its line breaks, one span a line piece."""
    pieces: list[Source] = []
    at = start
    for piece in text[start:end].split("\n"):
        pieces.append(clean(text, at, at + len(piece)))
        at += len(piece) + 1
    return joined(*pieces)
