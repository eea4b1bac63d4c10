"""A row per line, cells divided by tabs; merged cells are empty fields."""

from __future__ import annotations

import re

from extract.dialects.part import FEWEST, Loose, Part, Row, is_figure, usual
from extract.lines import PAD, Line, clean, filled, joined
from model.span import Source

NAME = "tabs"
_WRAPS = 3
"""Lines without a tab that a cell broken over lines may add between two rows."""
_LISTED = re.compile(
    r"\s*(?:[(（]?[\d一二三四五六七八九十百]{1,3}[)）.．、]+|[①-⑳●•·◆■\-*]|第[\d一二三四五六七八九十]+[章节条])$"
)
_RULE = re.compile(r"(?=.{2})[:：]?[-—=─]{2,}[:：]?$")
_OPEN = re.compile(r"[（(《“【][^）)》”】]*$")


def read(loose: Loose, first: int, before: Part | None) -> Part | None:
    """Lines with tabs between words, up to the first blank line or line that belongs elsewhere."""
    lines = loose.lines
    if not _divided(lines[first].text):
        return None
    last = _reach(loose, first)
    run = lines[first : last + 1]
    if sum(1 for line in run if _led(line.text)) * 2 > len(run):
        return None
    refused = Part(NAME, (), first, last)
    if all(_is_listed(line.text) for line in run):
        return refused
    rows = _rows(loose, first, last)
    return Part(NAME, rows, first, last) if _vouched(loose, rows, before) else refused


def is_rule(texts: list[str]) -> bool:
    """True for a row of dashes only, a divider under a head."""
    return bool(texts) and all(_RULE.match(text) for text in texts)


def _divided(text: str) -> bool:
    return "\t" in text.strip(PAD) or text.count("\t") > 1


def _led(text: str) -> bool:
    return text.count("\t") == 1 and not text.split("\t", 1)[0].strip(PAD)


def _is_listed(text: str) -> bool:
    """True for a paragraph whose number is set off by a tab."""
    head, _, body = text.partition("\t")
    return bool(_LISTED.match(head)) and "\t" not in body.strip(PAD)


def _reach(loose: Loose, first: int) -> int:
    """Last line of the run that begins at ``first``."""
    lines = loose.lines
    last = at = first
    while at - last < _WRAPS and loose.adjoins(at):
        at += 1
        if "\t" not in lines[at].text:
            continue
        if at - last > 1 and loose.is_head(_cells(loose.text, lines[at])):
            break
        last = at
    return last


def _cells(text: str, line: Line) -> tuple[Source, ...]:
    found: list[Source] = []
    at = line.start
    for field in line.text.split("\t"):
        found.append(_unquoted(text, clean(text, at, at + len(field))))
        at += len(field) + 1
    return tuple(found)


def _unquoted(text: str, source: Source) -> Source:
    """Without the quotation marks a spreadsheet puts round a whole cell."""
    span = source[0]
    if len(source) > 1 or span.end - span.start < FEWEST:
        return source
    if text[span.start] == text[span.end - 1] == '"' and text.find('"', span.start + 1) == (
        span.end - 1
    ):
        return clean(text, span.start + 1, span.end - 1)
    return source


def _rows(loose: Loose, first: int, last: int) -> tuple[Row, ...]:
    """Rows of the run; a line without a tab continues a cell or is a row of one cell."""
    cut = [(at, _cells(loose.text, loose.lines[at])) for at in range(first, last + 1)]
    width = usual(len(cells) for _, cells in cut if len(cells) > 1)
    rows: list[Row] = []
    pending = False
    for at, cells in cut:
        if rows and len(cells) == 1 and _continues(loose, rows[-1], cells[0], width):
            rows[-1] = _glued(rows[-1], cells)
            pending = len(rows[-1].cells) < width
        elif rows and _completes(loose, rows[-1], cells, width, pending=pending):
            rows[-1] = _glued(rows[-1], cells)
            pending = False
        else:
            rows.append(Row(cells, at))
            pending = False
    return tuple(row for row in rows if not is_rule([loose.read(cell) for cell in row.cells]))


def _glued(row: Row, cells: tuple[Source, ...]) -> Row:
    return Row((*row.cells[:-1], joined(row.cells[-1], cells[0]), *cells[1:]), row.line)


def _continues(loose: Loose, row: Row, cell: Source, width: int) -> bool:
    """True where a line without a tab goes on with the last cell of the row above it."""
    above, here = loose.read(row.cells[-1]), loose.read(cell)
    if not above or is_figure(above) or loose.is_label(here):
        return False
    return len(row.cells) < width or bool(_OPEN.search(above)) or len(above) > len(here)


def _completes(
    loose: Loose, row: Row, cells: tuple[Source, ...], width: int, *, pending: bool
) -> bool:
    """True where a line with tabs begins with the rest of the cell the row above broke off in."""
    if len(row.cells) >= width or len(row.cells) + len(cells) - 1 != width or not filled(cells[0]):
        return False
    return pending or bool(_OPEN.search(loose.read(row.cells[-1])))


def _vouched(loose: Loose, rows: tuple[Row, ...], before: Part | None) -> bool:
    """True for a table: several rows, or one row that words or its neighbour speak for."""
    wide = [row.cells for row in rows if len(row.cells) > 1]
    if not wide:
        return False
    cells = wide[0]
    if len(wide) > 1 or len(cells) > FEWEST or (before and before.dialect == NAME):
        return any(filled(cell) for row in wide for cell in row)
    return loose.is_head(cells) or any(loose.is_label(loose.read(cell)) for cell in cells[:1])
