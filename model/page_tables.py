"""Tables page by page, as they are printed: text and boxes, nothing interpreted."""

from __future__ import annotations

from dataclasses import dataclass

from model.document import Box


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: grid positions 0-based, ``r1`` and ``c1`` inclusive; a line break is one space.

    ``bbox`` is its box on the page, in points from the top left; None where a format has none.
    """

    r0: int
    c0: int
    r1: int
    c1: int
    text: str
    bbox: Box | None


@dataclass(frozen=True, slots=True)
class TableCells:
    """The cells of one table that stand on one page, row by row.

    ``table`` numbers the tables of the document from 0: what is joined over a page break has one
    number and goes on counting its rows. ``line`` is the line of the text on which its first cell
    stands, ``dialect`` how the table was told apart.
    """

    cells: tuple[TableCell, ...]
    page: int | None
    line: int
    table: int
    dialect: str


@dataclass(frozen=True, slots=True)
class PageTables:
    """A page and the tables on it; ``page`` is 1-based, None for a format without pages."""

    page: int | None
    tables: tuple[TableCells, ...]
