"""Loose text to tables: every dialect tried where a line looks like it, the parts then joined."""

from __future__ import annotations

from extract.dialects import (
    cycle,
    form,
    pipe_cells,
    pipes,
    quoted,
    running,
    spaces,
    tab_cells,
    tabs,
)
from extract.dialects.feed import CAPTION, HEADING, HEADS
from extract.dialects.part import Dialect, Loose, Part, is_figure
from extract.lines import PAD
from model.words import fold

_DIALECTS: tuple[Dialect, ...] = (
    pipes.read,
    pipe_cells.read,
    tabs.read,
    tab_cells.read,
    quoted.read,
    running.read,
    spaces.read,
    cycle.read,
    form.read,
)
"""In this order: the surer mark first."""
_FEW = 3
"""Rows, the head among them, that are no table where the next line does not fit below them."""
_MARKS_BETWEEN = 3
"""Lines of page numbers and the like that may stand between two parts of a table."""


def parts(loose: Loose) -> list[Part]:
    """Stretches of tables in reading order, none overlapping."""
    found: list[Part] = []
    torn: dict[tuple[str, ...], int] = {}
    at = 0
    while at < len(loose.lines):
        part = None if at in loose.marks or at in loose.contents else _part(loose, at, found)
        if part is not None and part.torn:
            torn[part.torn] = at
        elif part is not None and part.rows and not (torn and _is_rest(loose, part, torn)):
            found.append(part)
        at = at + 1 if part is None else part.last + 1
    return found


def _is_rest(loose: Loose, part: Part, torn: dict[tuple[str, ...], int]) -> bool:
    """True where a part repeats the head of a table that could not be read from its beginning."""
    for row in part.rows[:2]:
        heads = tuple(fold(loose.read(cell)) for cell in row.cells[:HEADS])
        if heads in torn:
            between = (loose.lines[at].text.strip(PAD) for at in range(torn[heads] + 1, part.first))
            return not any(HEADING.match(text) or CAPTION.match(text) for text in between)
    return False


def _part(loose: Loose, at: int, found: list[Part]) -> Part | None:
    before = found[-1] if found and follows(loose, found[-1].last, at) else None
    torn: Part | None = None
    for dialect in _DIALECTS:
        part = dialect(loose, at, before)
        if part is None:
            continue
        if part.torn:
            torn = torn or part
        elif torn is None or not part.rows or not _breaks_off(loose, part):
            return part
    return torn


def _breaks_off(loose: Loose, part: Part) -> bool:
    """True for a row or two with a line below them that is more of the table, but does not fit."""
    if len(part.rows) > _FEW or not loose.adjoins(part.last):
        return False
    cells = loose.lines[part.last + 1].text.split()
    prose = any(mark in cell for cell in cells for mark in "。；")
    return len(cells) > 1 and not prose and any(map(is_figure, cells))


def follows(loose: Loose, last: int, first: int) -> bool:
    """True where only blank lines, page breaks and page numbers lie between two lines."""
    return first - last <= _MARKS_BETWEEN and all(
        at in loose.marks for at in range(last + 1, first)
    )
