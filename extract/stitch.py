"""Tables that go on over a page break or a blank line: one table, repeated heads left out once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.dialects.part import Loose, Part, Row, is_figure, usual
from extract.grid import follows
from extract.lines import filled
from model.document import Cell, Table
from model.span import Source, Span
from model.words import fold

_FAR = 5
"""More blank lines than this part two tables, unless a page break explains them."""


@dataclass(slots=True)
class _Growing:
    """A table while parts are still being added to it."""

    dialect: str
    first: int
    last: int
    alone: bool = False
    rows: list[Row] = field(default_factory=list[Row])
    breaks: list[int] = field(default_factory=list[int])
    joins: list[str] = field(default_factory=list[str])
    repeats: list[Span] = field(default_factory=list[Span])
    widths: dict[int, int] = field(default_factory=dict[int, int])

    def add(self, row: Row) -> None:
        """A row below the others, its width counted."""
        self.rows.append(row)
        width = len(row.cells)
        self.widths[width] = self.widths.get(width, 0) + 1


@dataclass(frozen=True, slots=True)
class Stitched:
    """A table and the lines (first to last) it stands on."""

    table: Table
    first: int
    last: int


def stitch(loose: Loose, parts: Sequence[Part], *, join: bool = True) -> tuple[Stitched, ...]:
    """Parts of one table joined, each join with its reason in ``Table.joins``."""
    growing: list[_Growing] = []
    for part in parts:
        if not (join and growing and _joined(loose, growing[-1], part)):
            growing.append(_Growing(part.dialect, part.first, part.last, part.alone))
            _extend(loose, growing[-1], part.rows)
        growing[-1].joins.extend(part.notes)
        growing[-1].last = part.last
    kept = [table for table in growing if table.rows]
    return tuple(
        Stitched(_table(index, table), table.first, table.last) for index, table in enumerate(kept)
    )


def _joined(loose: Loose, table: _Growing, part: Part) -> bool:
    """Adds the part to the table if it goes on there; False where it is a table of its own."""
    if table.alone or part.alone:
        return False
    if table.dialect != part.dialect or not follows(loose, table.last, part.first):
        return False
    turned = _turned(loose, table.last, part.first)
    line = loose.lines[part.first]
    repeated = _repeated(loose, table, part)
    if repeated:
        if _is_total(loose, table.rows[-1]):
            return False
        why = f"第{loose.line(part.first)}行重复的表头已并入上表"
    elif _goes_on(loose, table, part, turned=turned) and (turned or line.gap <= _FAR):
        why = (
            f"第{loose.line(part.first)}行{'换页' if turned else '空行'}后无表头、列数相同，接上表"
        )
    else:
        return False
    table.joins.append(why)
    table.repeats.extend(span for row in part.rows[:repeated] for span in _spans(row))
    if len(table.rows) > _head_rows(loose, table) and len(part.rows) > repeated:
        table.breaks.append(len(table.rows))
    _extend(loose, table, part.rows[repeated:])
    return True


def _extend(loose: Loose, table: _Growing, rows: Sequence[Row]) -> None:
    """Rows added; a head that is printed again with no gap before it is left out too."""
    for row in rows:
        if len(table.rows) > 1 and _again(loose, table, row):
            table.repeats.extend(_spans(row))
            table.joins.append(f"第{loose.line(row.line)}行重复的表头已略去")
            if table.breaks[-1:] != [len(table.rows)]:
                table.breaks.append(len(table.rows))
        else:
            known = table.breaks[-1:] == [len(table.rows)]
            if table.rows and not known and _turns(loose, table.rows[-1], row):
                table.breaks.append(len(table.rows))
            table.add(row)


def _turns(loose: Loose, above: Row, row: Row) -> bool:
    """True where a page ends within a part, between two of its rows."""
    return loose.lines[above.line].page != loose.lines[row.line].page


def _again(loose: Loose, table: _Growing, row: Row) -> bool:
    head = table.rows[0]
    return (
        len(row.cells) == len(head.cells)
        and fold(loose.read(row.cells[-1])) == fold(loose.read(head.cells[-1]))
        and _folded(loose, row) == _folded(loose, head)
        and (loose.is_head(row.cells) or _is_full(loose, row))
        and not _is_total(loose, table.rows[-1])
    )


def _is_full(loose: Loose, row: Row) -> bool:
    """True for words in every column: a head, though no list knows its words."""
    return all(filled(cell) for cell in row.cells) and not _has_figures(loose, row)


def _turned(loose: Loose, last: int, first: int) -> bool:
    """True where a page ends between the two lines."""
    return first - last > 1 or loose.lines[first].page != loose.lines[last].page


def _repeated(loose: Loose, table: _Growing, part: Part) -> int:
    """How many leading rows of the part print the table's head again.

    A form has several heads one below the other; the last one goes on, or the table begins anew.
    """
    heads = [at for at, row in enumerate(table.rows) if at == 0 or loose.is_head(row.cells)]
    first = next(
        (
            at
            for at in heads[::-1]
            if _folded(loose, table.rows[at]) == _folded(loose, part.rows[0])
        ),
        0,
    )
    count = 0
    for old, new in zip(table.rows[first:], part.rows, strict=False):
        if _folded(loose, old) != _folded(loose, new) or _has_figures(loose, new):
            break
        count += 1
    sure = count > 0 and sum(1 for cell in part.rows[0].cells if filled(cell)) > 1
    return count if sure else 0


def _goes_on(loose: Loose, table: _Growing, part: Part, *, turned: bool) -> bool:
    """True where the part has no head of its own and as many columns as the table."""
    if loose.is_head(part.rows[0].cells):
        return False
    width = max(table.widths, key=lambda width: (table.widths[width], width))
    widest = max(table.widths)
    here = usual(len(row.cells) for row in part.rows)
    if here == width or (not turned and here <= widest):
        return True
    return turned and max(len(row.cells) for row in part.rows) == widest


def _head_rows(loose: Loose, table: _Growing) -> int:
    count = 0
    for row in table.rows:
        if not loose.is_head(row.cells):
            break
        count += 1
    return count


def _folded(loose: Loose, row: Row) -> list[str]:
    texts = [fold(loose.read(cell)) for cell in row.cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _has_figures(loose: Loose, row: Row) -> bool:
    return any(is_figure(loose.read(cell)) for cell in row.cells if filled(cell))


def _is_total(loose: Loose, row: Row) -> bool:
    first = next((loose.read(cell) for cell in row.cells if filled(cell)), "")
    return fold(first).rstrip(":") in loose.words.totals


def _spans(row: Row) -> list[Span]:
    return [span for cell in row.cells for span in cell if span.start < span.end]


def _table(index: int, growing: _Growing) -> Table:
    width = max(_used(row) for row in growing.rows) or 1
    covered: set[tuple[int, int]] = set()
    cells = tuple(
        cell for at, row in enumerate(growing.rows) for cell in _cells(at, row, width, covered)
    )
    return Table(
        index=index,
        span=_region(cells),
        rows=len(growing.rows),
        cols=width,
        cells=cells,
        dialect=growing.dialect,
        page_breaks=tuple(growing.breaks),
        joins=tuple(growing.joins),
        repeats=tuple(growing.repeats),
    )


def _cells(at: int, row: Row, width: int, covered: set[tuple[int, int]]) -> Iterator[Cell]:
    """The cells of a row; places that a merged cell covers have none of their own."""
    if not row.merged and not covered and len(row.boxes) >= len(row.cells):
        for col, source in enumerate(row.cells[:width]):
            yield Cell(at, col, source, 1, 1, row.boxes[col])
        return
    extents = {col: (down, across) for col, down, across in row.merged}
    for col, source in enumerate(row.cells[:width]):
        if (at, col) in covered and not filled(source):
            continue
        down, across = extents.get(col, (1, 1))
        if (down, across) != (1, 1):
            covered.update((at + i, col + j) for i in range(down) for j in range(across))
        box = row.boxes[col] if col < len(row.boxes) else None
        yield Cell(at, col, source, down, across, box)


def _used(row: Row) -> int:
    """Cells of a row up to its last one that is not empty, or the width of one laid out."""
    if row.boxes:
        return len(row.cells)
    return max((at + 1 for at, cell in enumerate(row.cells) if filled(cell)), default=0)


def _region(cells: Sequence[Cell]) -> Span:
    spans: list[Source] = [cell.source for cell in cells]
    return Span(
        min(span.start for source in spans for span in source),
        max(span.end for source in spans for span in source),
    )
