"""Results as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import msgspec

from export.shapes import Lists, Outcome, Profile
from model.document import Document, Place, Table

# msgspec is asked for plain objects only here; the shapes themselves are encoded as they are.
_Flat: TypeAlias = dict[str, object]


def encode(outcomes: Sequence[Outcome], version: str, vocabulary: str | None = None) -> bytes:
    """``{"gouji", "vocabulary", "documents": […]}`` as UTF-8, indented, ended by a line feed.

    ``vocabulary`` tells the user's own word lists apart; None where there are none.
    """
    documents = [
        _fields(outcome.profile, Profile) | _fields(outcome.lists, Lists) for outcome in outcomes
    ]
    return _printed({"gouji": version, "vocabulary": vocabulary, "documents": documents})


@dataclass(frozen=True, slots=True)
class _Box:
    """One cell as read: grid positions 0-based, ``r1`` and ``c1`` inclusive."""

    r0: int
    c0: int
    r1: int
    c1: int
    text: str
    bbox: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class _Grid:
    """One table as read; ``page`` is where it begins, None where a format has no pages."""

    page: int | None
    line: int
    table: int
    dialect: str
    cells: tuple[_Box, ...]


def encode_tables(document: Document, version: str) -> bytes:
    """The tables of one document as read: ``{"gouji", "path", "pages": [{"page", "tables"}]}``."""
    grids = [_grid(document, table) for table in document.tables]
    numbers: tuple[int | None, ...] = tuple(page.number for page in document.pages) or (None,)
    pages = [
        {"page": number, "tables": [grid for grid in grids if grid.page == number]}
        for number in numbers
    ]
    return _printed({"gouji": version, "path": document.name, "pages": pages})


def _grid(document: Document, table: Table) -> _Grid:
    place: Place = document.locate(table.span)
    cells = tuple(
        _Box(
            r0=cell.row,
            c0=cell.col,
            r1=cell.row + cell.row_span - 1,
            c1=cell.col + cell.col_span - 1,
            text=document.read(cell.source),
            bbox=cell.bbox or document.box(cell.source[0]),
        )
        for cell in table.cells
    )
    return _Grid(place.page, place.line, table.index, table.dialect, cells)


def _fields(shape: Profile | Lists, kind: type[Profile | Lists]) -> _Flat:
    return {name: getattr(shape, name) for name in kind.__dataclass_fields__}


def _printed(value: _Flat) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
