"""Writes a draft out as the text of a file, in one of the layouts real reports come in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bench.proving.figures import Draft, Grid, Line, Mark, Token, Written, mark_of
from bench.proving.tables import SAME

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
DASH = "—"
NO_BREAK_BEFORE = "，。；：、）％%》”"
NO_BREAK_AFTER = "（《“"


def tabs(cells: tuple[str, ...]) -> list[str]:
    """Tab-separated row per line."""
    return ["\t".join(cells)]


def bars(cells: tuple[str, ...]) -> list[str]:
    """Bars between cells."""
    return [" | ".join(cells).rstrip()]


def framed(cells: tuple[str, ...]) -> list[str]:
    """Bars around and between."""
    return ["| " + " | ".join(cells) + " |"]


def tight(cells: tuple[str, ...]) -> list[str]:
    """Bars without spaces: an empty cell shows as a run of them."""
    return ["|".join(cells) + "|"]


def bar_lines(cells: tuple[str, ...]) -> list[str]:
    """One cell a line, a bar after each; an empty cell is a bar alone."""
    return [f"{cell} |" if cell else "|" for cell in cells]


def cell_lines(cells: tuple[str, ...]) -> list[str]:
    """One cell a line, blank lines between."""
    return [line for cell in cells for line in (cell, "")]


def tabbed_lines(cells: tuple[str, ...]) -> list[str]:
    """One cell a line with a leading tab, a blank line after the row."""
    return [cells[0], *("\t" + cell for cell in cells[1:]), ""]


def spaces(cells: tuple[str, ...]) -> list[str]:
    """Single spaces."""
    return [" ".join(cells)]


def glued(cells: tuple[str, ...]) -> list[str]:
    """Nothing between the cells; not even a careful reader can always cut it. Never drawn."""
    return ["".join(cells)]


def quoted(cells: tuple[str, ...]) -> list[str]:
    """CSV with quotes."""
    return [",".join(f'"{cell}"' for cell in cells)]


Rows = Callable[[tuple[str, ...]], list[str]]
# name: how a row is written, what an empty cell holds, whether merged cells are repeated
LAYOUTS: dict[str, tuple[Rows, str, bool]] = {
    "tabs": (tabs, "", False),
    "tabs_repeated": (tabs, "", True),
    "bars": (bars, "", False),
    "framed": (framed, "", False),
    "framed_repeated": (framed, "", True),
    "tight": (tight, "", False),
    "bar_lines": (bar_lines, "", False),
    "bar_lines_repeated": (bar_lines, "", True),
    "cell_lines": (cell_lines, DASH, True),
    "tabbed_lines": (tabbed_lines, DASH, True),
    "spaces": (spaces, DASH, True),
    "one_line": (spaces, DASH, True),
    "quoted": (quoted, "", True),
    "markdown": (framed, "", True),
    "prose": (bars, "", False),
    "glued": (glued, "", True),
}
OFTEN = {"tabs": 5, "tabs_repeated": 2, "bars": 4, "framed": 4, "framed_repeated": 2, "tight": 3,
         "bar_lines": 3, "bar_lines_repeated": 2, "cell_lines": 4, "tabbed_lines": 3, "spaces": 3,
         "one_line": 1, "quoted": 1, "markdown": 2, "prose": 10}  # fmt: skip


def written(draft: Draft) -> Written:
    """The text of the file and where each mark stands in it."""
    lines: list[str] = []
    for block in draft.blocks:
        if isinstance(block, Grid):
            lines += ["", *_grid(block, draft.layout), ""]
        else:
            lines += _line(block, draft)
    return _spelled("\n".join(lines) + "\n", draft)


def _line(line: Line, draft: Draft) -> list[str]:
    if line.role == "heading":
        return [f"## {line.text}" if draft.layout == "markdown" else line.text]
    if line.role == "title":
        return [f"# {line.text}" if draft.layout == "markdown" else line.text, ""]
    indent = "　　" if line.role == "body" else ""
    if not draft.width:
        return [indent + line.text]
    return _wrapped(indent + line.text, draft.width, draft.marks)


def _wrapped(text: str, width: int, marks: Mapping[int, Mark]) -> list[str]:
    """Lines of about so many characters; no figure and no closing mark is cut off."""
    lines: list[str] = []
    line, size = "", 0
    for index, character in enumerate(text):
        number = mark_of(character)
        length = len(marks[number].printed) if number is not None else 1
        sticks = character in NO_BREAK_BEFORE or (line and line[-1] in NO_BREAK_AFTER)
        if index and _digit(character) and line and _digit(line[-1]):
            sticks = True
        if size + length > width and not sticks:
            lines.append(line)
            line, size = "", 0
        line += character
        size += length
    return [*lines, line]


def _digit(character: str) -> bool:
    return character.isdigit() or character in ".-—年月"


def _grid(grid: Grid, layout: str) -> list[str]:
    write, empty, repeat = LAYOUTS[layout]
    lines = list(grid.caption)
    if layout in {"cell_lines", "bar_lines"}:
        lines.append("")
    head = write(grid.head)
    if layout == "markdown":
        head.append("|" + " --- |" * len(grid.head))
    body: list[str] = list(head)
    above: tuple[str, ...] = ()
    for index, row in enumerate(grid.rows):
        if index and index in grid.breaks:
            body += [grid.page_mark.format(1)] if grid.page_mark else []
            body += ["\f" + head[0], *head[1:]] if grid.repeat_head else ["\f"]
        cells = tuple(
            (above[i] if repeat and i < len(above) else "") if cell == SAME else cell
            for i, cell in enumerate(row.cells)
        )
        above = cells
        body += write(tuple(cell or empty for cell in cells))
    return [*lines, " ".join(body)] if layout == "one_line" else lines + body


def _spelled(text: str, draft: Draft) -> Written:
    parts: list[str] = []
    tokens: list[Token] = []
    at = 0
    for character in text:
        number = mark_of(character)
        piece = character if number is None else draft.marks[number].printed
        if number is not None:
            tokens.append(Token(number, at, at + len(piece)))
        parts.append(piece)
        at += len(piece)
    whole = "".join(parts)
    return Written(whole.translate(WIDE) if draft.wide_digits else whole, tuple(tokens))
