"""From a file, or a document, to its tables page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extract.document import document
from extract.options import USUAL, Options
from model.document import Cell, Document, Table
from model.page_tables import PageTables, TableCell, TableCells
from model.words import Vocabulary

NO_WORDS = Vocabulary({}, {}, {}, {}, {}, frozenset(), frozenset(), {})
"""Ruled tables need no words; those of plain text are found better with ``normalize``'s own."""
_BREAK = re.compile(r"[ \t\f]*[\r\n\f]+[ \t\f]*")


def tables(
    path: Path, *, join: bool = False, words: Vocabulary = NO_WORDS, options: Options = USUAL
) -> tuple[PageTables, ...]:
    """The tables of a file, page by page, each page with its number, those without tables too.

    A PDF table that goes on over a page break is one table on each page, its rows counted from 0
    on each. With ``join`` it is one table, as the rest of gouji reads it: every cell still stands
    on the page it is printed on, under one ``table`` number, and the rows count on; a head printed
    again at the top of a page is left out. ``join`` goes before ``options.join``. Text without
    ruled lines has no such choice: its tables are always joined.

    Raises UnreadableFile, NeedsOcr or UnknownFormat as ``document`` does.
    """
    return by_page(document(path, words, None, replace(options, join=join)))


def by_page(document: Document) -> tuple[PageTables, ...]:
    """The tables of a document that has been read, each cell on the page it is printed on."""
    pieces = [piece for table in document.tables for piece in _pieces(document, table)]
    numbers: tuple[int | None, ...] = tuple(page.number for page in document.pages) or (None,)
    return tuple(
        PageTables(number, tuple(piece for piece in pieces if piece.page == number))
        for number in numbers
    )


def _pieces(document: Document, table: Table) -> Iterator[TableCells]:
    """The table cut at the page breaks."""
    pages: dict[int | None, list[Cell]] = {}
    for cell in table.cells:
        pages.setdefault(document.locate(cell.source[0]).page, []).append(cell)
    for page, cells in pages.items():
        yield TableCells(
            cells=tuple(_printed(document, cell) for cell in cells),
            page=page,
            line=document.line(cells[0].source[0].start),
            table=table.index,
            dialect=table.dialect,
        )


def _printed(document: Document, cell: Cell) -> TableCell:
    return TableCell(
        r0=cell.row,
        c0=cell.col,
        r1=cell.row + cell.row_span - 1,
        c1=cell.col + cell.col_span - 1,
        text=_text(document, cell),
        bbox=cell.bbox or document.box(cell.source[0]),
    )


def _text(document: Document, cell: Cell) -> str:
    """The pieces of a cell, with one space for each line break within and between them."""
    first, *others = cell.source
    text, end = document.text[first.start : first.end], first.end
    for span in others:
        between = document.text[end : span.start]
        broken = "\n" in between or "\f" in between
        text += (" " if broken else "") + document.text[span.start : span.end]
        end = span.end
    return _BREAK.sub(" ", text).strip()
