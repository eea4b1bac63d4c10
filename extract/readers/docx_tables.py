"""Tables of a DOCX body by grid column: spans, merged cells, rows that were deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.lines import filled
from extract.readers.docx_blocks import blocks
from extract.readers.docx_columns import columns
from extract.readers.docx_flow import Flow, Grid, GridRow
from extract.readers.docx_inline import By, by, text_of
from extract.readers.docx_xml import VAL, Element, number, value, w
from model.document import Change
from model.errors import UnreadableFile
from model.span import Source, Span

ROW, CELL = w("tr"), w("tc")
_ROW_PROPERTIES, _CELL_PROPERTIES = w("trPr"), w("tcPr")
_SPAN, _DOWN, _ACROSS = w("gridSpan"), w("vMerge"), w("hMerge")
_REMOVED, _ADDED = w("cellDel"), w("cellIns")
_WIDEST = 1_000
"""Columns a cell may cover; Word itself allows 63 in a table."""
MAX_PLACES = 2_000_000
"""Rows times columns of one table. The largest real ones have some 20,000; spans that are easily
written could ask for any number."""


@dataclass(slots=True)
class _Place:
    """A cell on the grid while cells below or beside it may still be merged into it.

    ``goes_on`` is the column of a cell that would be merged into it from beside.
    """

    col: int
    source: Source
    down: int = 1
    across: int = 1
    goes_on: int = -1


@dataclass(slots=True)
class _Drawing:
    """A table while it is read.

    ``open`` are the cells, by column, that a cell below may be merged into. ``inner`` are tables
    within cells, with the place of the cell.
    """

    flow: Flow
    rows: list[tuple[int, list[_Place]]]
    open: dict[int, _Place]
    inner: list[tuple[Element, int, int]]
    notes: list[str]


def table(element: Element, flow: Flow, *, nested: bool = False) -> None:
    """A table read into the flow; those within its cells follow it, each a table of its own."""
    start = flow.at
    drawing = _Drawing(flow, [], {}, [], [])
    for row in _inside(element, ROW):
        _row(row, drawing)
    grid = element.find(w("tblGrid"))
    widths = [number(one.get(w("w"))) for one in grid] if grid is not None else []
    drawing.notes += [
        f"第{row}行第{col}列内有一张嵌套表，另成一表" for _, row, col in drawing.inner
    ]
    flow.grids.append(
        Grid(tuple(_laid(drawing.rows, widths)), start, flow.at, tuple(drawing.notes), nested)
    )
    for inner, _, _ in drawing.inner:
        table(inner, flow, nested=True)


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those within controls and custom tags."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag not in _OTHER:
            yield from _inside(child, wanted)


_OTHER = frozenset(
    w(name)
    for name in ("p", "tbl", "tr", "tc", "tblPr", "tblGrid", "trPr", "tblPrEx", "sdtPr", "tcPr")
)


def _row(row: Element, drawing: _Drawing) -> None:
    properties = row.find(_ROW_PROPERTIES)
    removed = properties.find(w("del")) if properties is not None else None
    if removed is not None:
        cells = [text_of(cell) for cell in _inside(row, CELL)]
        drawing.flow.deleted("\t".join(cells), by(removed))
        return
    start = drawing.flow.at
    col = 0
    if properties is not None:
        col = min(max(0, number(value(properties, w("gridBefore")))), _WIDEST)
    places: list[_Place] = []
    touched: dict[int, _Place] = {}
    for cell in _inside(row, CELL):
        col = _cell(cell, drawing, places, touched, col)
    drawing.open = touched
    drawing.rows.append((start, places))
    added = properties.find(w("ins")) if properties is not None else None
    if added is not None:
        _note_inserted([place.source for place in places], by(added), drawing.flow)


def _cell(
    cell: Element,
    drawing: _Drawing,
    places: list[_Place],
    touched: dict[int, _Place],
    col: int,
) -> int:
    """One cell, on its own or as the covered part of another; the column after it."""
    said = _said(cell)
    above = drawing.open.get(col) if said.down == "continue" else None
    if above is not None and above.across == said.across:
        _cover(cell, drawing, col)
        above.down += 1
        touched[col] = above
    elif said.beside == "continue" and places and places[-1].goes_on == col:
        _cover(cell, drawing, col)
        places[-1].across += said.across
        places[-1].goes_on += said.across
    else:
        beside = col + said.across if said.beside == "restart" else -1
        places.append(_Place(col, _content(cell, said, drawing, col), 1, said.across, beside))
        if said.down is not None:
            touched[col] = places[-1]
    return col + said.across


@dataclass(slots=True)
class _Said:
    """What a cell's properties say.

    ``across``: its grid columns. ``down``, ``beside``: whether it is merged with the cell above
    it, the one before it. ``removed``, ``added``: tracked changes of the cell as a whole.
    """

    across: int = 1
    down: str | None = None
    beside: str | None = None
    removed: By | None = None
    added: By | None = None


def _said(cell: Element) -> _Said:
    said = _Said()
    properties = cell.find(_CELL_PROPERTIES)
    if properties is None:
        return said
    for one in properties:
        tag = one.tag
        if tag == _SPAN:
            said.across = min(max(1, number(one.get(VAL), 1)), _WIDEST)
        elif tag == _DOWN:
            said.down = one.get(VAL) or "continue"
        elif tag == _ACROSS:
            said.beside = one.get(VAL) or "continue"
        elif tag == _REMOVED:
            said.removed = by(one)
        elif tag == _ADDED:
            said.added = by(one)
    return said


def _content(cell: Element, said: _Said, drawing: _Drawing, col: int) -> Source:
    """The lines of a cell; an empty one has its empty line. A deleted cell leaves its place."""
    flow = drawing.flow
    if said.removed is not None:
        flow.deleted(text_of(cell), said.removed)
        return (flow.put(""),)
    inner: list[Element] = []
    start, before = flow.at, len(flow.pieces)
    spans = blocks(cell, flow, inner.append)
    if inner:
        drawing.inner += [(one, len(drawing.rows) + 1, col + 1) for one in inner]
    if len(spans) > 1:
        source = _pieces(spans, "".join(flow.pieces[before:]), start)
    else:
        source = tuple(spans) or (flow.put(""),)
    if said.added is not None:
        _note_inserted([source], said.added, flow)
    return source


def _pieces(spans: list[Span], text: str, start: int) -> Source:
    """The lines of a cell that print something, a piece each; its text begins at ``start``.

    Two figures one below the other would read as one: there the line end stays between them.
    """
    joined: list[Span] = []
    for span in spans:
        if span.start == span.end:
            continue
        last = text[joined[-1].end - 1 - start] if joined else ""
        if last.isdigit() and text[span.start - start].isdigit():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined) or tuple(spans[:1])


def _cover(cell: Element, drawing: _Drawing, col: int) -> None:
    """A cell hidden by a merged one; Word shows nothing of what may stand in it."""
    hidden = " ".join(text_of(cell).split())
    if hidden:
        row = len(drawing.rows) + 1
        drawing.notes.append(f"第{row}行第{col + 1}列被合并遮住，其中的“{hidden}”未计入")
        drawing.flow.covered.append(hidden)


def _note_inserted(sources: list[Source], who: By, flow: Flow) -> None:
    spans = tuple(span for source in sources if filled(source) for span in source)
    if spans:
        flow.changes.append(Change("inserted", who.author, who.date, spans))


def _laid(rows: list[tuple[int, list[_Place]]], widths: list[int]) -> Iterator[GridRow]:
    """Rows with a cell for every column; covered and absent places are empty."""
    edges = {(place.col, place.col + place.across) for _, places in rows for place in places}
    found = columns(edges, widths)
    width = max(found.values())
    if width * len(rows) > MAX_PLACES:
        zh = f"一张表有 {len(rows)} 行 × {width} 列，超过上限；请拆成单份报告后再试"
        raise UnreadableFile(zh, f"a table of {len(rows)} rows × {width} columns; split the file")
    for start, places in rows:
        cells: list[Source] = []
        merged: list[tuple[int, int, int]] = []
        at = start
        for place in places:
            col = found[place.col]
            across = found[place.col + place.across] - col
            cells += [(Span(at, at),)] * (col - len(cells))
            cells.append(place.source)
            at = place.source[-1].end
            if place.down > 1 or across > 1:
                merged.append((col, place.down, across))
        cells += [(Span(at, at),)] * (width - len(cells))
        yield GridRow(tuple(cells), start, tuple(merged))
