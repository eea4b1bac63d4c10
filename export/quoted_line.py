"""The printed lines a figure or a row stands on, with its pieces marked."""

from __future__ import annotations

from collections.abc import Iterable

from model.document import Document
from model.span import Span

_OPEN, _CLOSE = ">>", "<<"
"""Marks that every console can show and no report prints."""
_AROUND = 60
"""Characters of a long line to either side of what is marked."""
_MOST = 4
"""Lines of a row that are quoted."""


def quoted_lines(text: str, pieces: Iterable[tuple[int, int]]) -> list[str]:
    """``12: …预算执行率>>90%<<。`` for each line the pieces stand on, with its number."""
    marks: dict[int, list[tuple[int, int]]] = {}
    for start, end in pieces:
        at = text.rfind("\n", 0, start) + 1
        while at < min(end, len(text)):
            low, high = max(start, at), min(end, _line_end(text, at))
            if text[low:high].strip():
                marks.setdefault(at, []).append((low, high))
            at = _line_end(text, at) + 1
    lines = [_marked(text, at, sorted(here)) for at, here in sorted(marks.items())]
    return lines if len(lines) <= _MOST else [*lines[:_MOST], "…"]


def quoted_row(document: Document, table: int, row: int, pieces: Iterable[tuple[int, int]]) -> str:
    """The cells of one row of a table side by side, for tables that print a cell a line.

    Empty where the row stands on one line: then that line says it all.
    """
    marks = list(pieces)
    cells = [
        cell
        for grid in document.tables
        if grid.index == table
        for cell in sorted(grid.cells, key=lambda one: one.col)
        if cell.row <= row < cell.row + cell.row_span
    ]
    if len({document.line(cell.source[0].start) for cell in cells if cell.source}) <= 1:
        return ""
    return " | ".join(
        "".join(_in_cell(document.text, span, marks) for span in cell.source) for cell in cells
    )


def _in_cell(text: str, span: Span, marks: list[tuple[int, int]]) -> str:
    for start, end in marks:
        low, high = max(start, span.start), min(end, span.end)
        if low < high:
            inside = f"{_OPEN}{text[low:high]}{_CLOSE}"
            written = f"{text[span.start : low]}{inside}{text[high : span.end]}"
            return " ".join(written.split())
    return " ".join(text[span.start : span.end].split())


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _marked(text: str, at: int, marks: list[tuple[int, int]]) -> str:
    """The line that begins at ``at``; a long one cut to what is near the marks."""
    before = text[at : marks[0][0]]
    written = f"…{before[-_AROUND:]}" if len(before) > _AROUND else before
    done = marks[0][0]
    for low, high in marks:
        written += f"{text[done:low]}{_OPEN}{text[low:high]}{_CLOSE}"
        done = max(done, high)
    after = text[done : _line_end(text, at)]
    written += f"{after[:_AROUND]}…" if len(after) > _AROUND else after
    number = text.count("\n", 0, at) + 1
    plain = written.replace("\t", "  ").strip()
    return f"{number}: {plain}"
