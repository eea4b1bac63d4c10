"""A draft as a sheet: real tables with merged cells where the text would have tabs."""

from __future__ import annotations

from bench.fixtures.sheet import BlockSpec, CellSpec, Paragraph, Sheet, TableSpec, placed, plain
from bench.proving.figures import Draft, Grid, Line, mark_of
from bench.proving.layouts import WIDE
from bench.proving.tables import SAME


def sheet(draft: Draft) -> Sheet:
    """The report, to be printed in any format."""
    blocks: list[BlockSpec] = []
    for block in draft.blocks:
        if isinstance(block, Grid):
            blocks += [Paragraph(_spelled(line, draft)) for line in block.caption]
            blocks.append(_table(block, draft))
        else:
            blocks += _paragraphs(block, draft)
    return Sheet(tuple(blocks))


def title(draft: Draft) -> str:
    """The first line of the report."""
    first = draft.blocks[0]
    return _spelled(first.text, draft) if isinstance(first, Line) else ""


def _paragraphs(line: Line, draft: Draft) -> list[Paragraph]:
    level = 1 if line.role in {"title", "heading"} else 0
    return [Paragraph(text, level) for text in _spelled(line.text, draft).split("\n")]


def _table(grid: Grid, draft: Draft) -> TableSpec:
    """The grid with each run of ``SAME`` joined to the cell above it."""
    rows = [[_spelled(cell, draft) for cell in row] for row in (grid.head, *_cells(grid))]
    usual = plain(rows)
    cut = tuple(
        tuple(
            CellSpec(cell, _height(rows, r, c)) for c, cell in enumerate(row) if not _same(cell, r)
        )
        for r, row in enumerate(rows)
    )
    made = TableSpec(cut, usual.widths)
    placed(made)  # raises where the cells do not fill the grid
    return made


def _cells(grid: Grid) -> list[tuple[str, ...]]:
    """The rows, each as long as the head."""
    wide = len(grid.head)
    return [(*row.cells, *("",) * (wide - len(row.cells))) for row in grid.rows]


def _same(cell: str, row: int) -> bool:
    return cell == SAME and row > 1


def _height(rows: list[list[str]], row: int, col: int) -> int:
    below = row + 1
    while below < len(rows) and _same(rows[below][col], below):
        below += 1
    return below - row


def _spelled(text: str, draft: Draft) -> str:
    """The text with the figures in the place of their stand-ins."""
    parts: list[str] = []
    for character in text:
        number = mark_of(character)
        parts.append(character if number is None else draft.marks[number].printed)
    whole = "".join(parts)
    return whole.translate(WIDE) if draft.wide_digits else whole
