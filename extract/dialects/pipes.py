"""A row per line, cells divided by bars; markdown tables and dumps with stray runs of bars."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.dialects.part import Loose, Part, Row, usual
from extract.lines import PAD, Line, clean, filled, joined
from model.span import Source

NAME = "pipes"
BAR = re.compile(r"[|｜│┃]")
FRAME = re.compile(r"[\s|｜│┃+\-=─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋:：]+$")
"""A line of frame characters only: a divider, no data."""
_RULE = re.compile(r"[:：]?[-—─=]{2,}[:：]?$")
_STRAY = re.compile(r"[|｜│┃]{2,}[\s]*$")
_WRAPS = 3
_SHORTEST_FRAME = 5
_FEWEST = 3
_LONGEST_TITLE = 40
_CAPTION = re.compile(r"附?表\s*[（(]?[\d一二三四五六七八九十]{1,3}(?!\d*[张份次元])")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")


@dataclass(frozen=True, slots=True)
class _Style:
    """How the rows of one table use bars: a bar before the first cell, after the last, spaced."""

    leading: bool
    trailing: bool
    spaced: bool


def read(loose: Loose, first: int, before: Part | None) -> Part | None:
    """Lines with bars up to the first blank line or passage."""
    if not BAR.search(loose.lines[first].text) and not _is_frame(loose.lines[first]):
        return None
    last = _reach(loose, first)
    run = loose.lines[first : last + 1]
    if single_cells(run):
        return None
    style = _style(run)
    if before is not None and before.dialect == NAME and _turned(loose, before, first):
        # On the page before, the head shows whether a bar at an end closes a blank cell.
        style = _style(loose.lines[before.first : before.first + 1])
    widest = usual(len(BAR.findall(line.text)) + 1 for line in run if BAR.search(line.text))
    rows: list[Row] = []
    for at in range(first, last + 1):
        _add(loose, rows, at, style, widest)
    kept = tuple(_without_edge(rows, at) for at, row in enumerate(rows) if not _ruled(loose, row))
    return Part(NAME, kept if _vouched(loose, kept, before) else (), first, last)


def _without_edge(rows: list[Row], at: int) -> Row:
    """A row without the blank before a bar at its edge, which its head does not have.

    Some print the bar at the left only before a blank first cell; then the row is one cell wider
    than the row above it that has its first cell, and begins with two blanks.
    """
    row = rows[at]
    if len(row.cells) < _FEWEST or filled(row.cells[0]) or filled(row.cells[1]):
        return row
    full = next((one for one in reversed(rows[:at]) if filled(one.cells[0])), None)
    if full is None or len(row.cells) != len(full.cells) + 1:
        return row
    return Row(row.cells[1:], row.line)


def _turned(loose: Loose, before: Part, first: int) -> bool:
    return loose.lines[before.last].page != loose.lines[first].page


def single_cells(run: tuple[Line, ...]) -> bool:
    """True where most lines hold one cell closed by one bar: the cell-per-line dialect."""
    single = sum(
        1
        for line in run
        if len(BAR.findall(line.text)) == 1 and BAR.match(line.text.strip(PAD)[-1:])
    )
    barred = sum(1 for line in run if BAR.search(line.text))
    return single * 10 >= barred * 7


def _is_frame(line: Line) -> bool:
    return bool(FRAME.match(line.text)) and len(line.text.strip(PAD)) >= _SHORTEST_FRAME


def _reach(loose: Loose, first: int) -> int:
    lines = loose.lines
    last = at = first
    while at - last < _WRAPS and loose.adjoins(at) and not _titles_next(loose, first, at + 1):
        at += 1
        if BAR.search(lines[at].text) or _is_frame(lines[at]):
            last = at
    return last


def _titles_next(loose: Loose, first: int, at: int) -> bool:
    """True for a caption or heading right above a row: 表2 完成情况表, then another head.

    Below a heading (二、监控情况) the row must begin as the table's head does; else it may be a
    numbered line of a cell.
    """
    if at + 1 >= len(loose.lines) or BAR.search(loose.lines[at].text):
        return False
    text, after = loose.lines[at].text.strip(PAD), loose.lines[at + 1].text
    if not BAR.search(after) or len(text) > _LONGEST_TITLE:
        return False
    heads = [
        BAR.split(line.strip(PAD).strip("|｜│┃"))[0] for line in (loose.lines[first].text, after)
    ]
    again = heads[0].strip(PAD) == heads[1].strip(PAD)
    return bool(_CAPTION.match(text)) or (again and bool(_HEADING.match(text)))


def _style(run: tuple[Line, ...]) -> _Style:
    texts = [line.text.strip(PAD) for line in run if BAR.search(line.text)]
    bars = sum(len(BAR.findall(text)) for text in texts)
    spaced = sum(len(re.findall(r"[ \u3000][|｜│┃]|[|｜│┃][ \u3000]", text)) for text in texts)
    return _Style(
        leading=10 * sum(1 for text in texts if BAR.match(text)) >= 7 * len(texts),
        trailing=10 * sum(1 for text in texts if BAR.match(text[-1:])) >= 7 * len(texts),
        spaced=2 * spaced > bars,
    )


def _add(loose: Loose, rows: list[Row], at: int, style: _Style, widest: int) -> None:
    """A line as a new row, or as the rest of a row broken over lines.

    Two lines that are both as wide as a row of the table are two rows, whatever their last bar.
    """
    line = loose.lines[at]
    if _is_frame(line) and not re.search(r"[|｜]\s*[|｜]", line.text):
        return
    bare = line.text.strip(PAD)
    goes_on = rows and (
        not BAR.search(bare)
        or (style.leading and not BAR.match(bare))
        or (style.trailing and not style.leading and not _closed(loose, rows[-1], at))
    )
    cells = _cells(loose.text, line, style)
    if goes_on and BAR.search(bare) and len(rows[-1].cells) + len(cells) - 1 > widest:
        goes_on = False
    if goes_on:
        above = rows[-1]
        rows[-1] = Row(
            (*above.cells[:-1], joined(above.cells[-1], cells[0]), *cells[1:]), above.line
        )
    elif cells:
        rows.append(Row(cells, at))


def _closed(loose: Loose, row: Row, at: int) -> bool:
    above = loose.lines[at - 1].text.strip(PAD)
    return bool(BAR.match(above[-1:])) or row.line == at


def _cells(text: str, line: Line, style: _Style) -> tuple[Source, ...]:
    """Cells of a line. A run of bars at its end, set tighter than the rest, only pads the row."""
    start, end = line.start, line.end
    stray = _STRAY.search(line.text) if style.spaced else None
    if stray:
        end = start + stray.start()
    body = text[start:end]
    bare = body.strip(PAD)
    if style.leading and BAR.match(bare):
        start += body.index(bare) + 1
    if stray is None and style.trailing and len(bare) > 1 and BAR.match(bare[-1]):
        end = line.start + len(body.rstrip(PAD)) - 1
    cuts = [bar.start() for bar in BAR.finditer(text, start, max(start, end))]
    starts = [start, *(cut + 1 for cut in cuts)]
    return tuple(
        clean(text, low, high) for low, high in zip(starts, [*cuts, max(start, end)], strict=True)
    )


def _ruled(loose: Loose, row: Row) -> bool:
    texts = [loose.read(cell) for cell in row.cells]
    return all(_RULE.match(text) or not text for text in texts) and any(texts)


def _vouched(loose: Loose, rows: tuple[Row, ...], before: Part | None) -> bool:
    wide = [row for row in rows if len(row.cells) > 1]
    if len(wide) > 1 or (wide and before and before.dialect == NAME):
        return True
    return bool(wide) and (
        loose.is_head(wide[0].cells) or loose.is_label(loose.read(wide[0].cells[0]))
    )
