"""Cells that bars close one by one, cut into rows by their kinds."""

from __future__ import annotations

from collections.abc import Sequence

from extract.dialects.cell_kinds import is_value
from extract.dialects.cut import Cut, Stream, cut
from extract.dialects.feed import CAPTION, HEADING, Token, begins_head, laid
from extract.dialects.part import Loose, Row
from extract.heads import meaning
from extract.lines import filled
from extract.sections import NAMES
from model.span import Source

_SKIPPED = 6
"""Cells before a head: the table's caption, the unit."""
_FEWEST = 3
_THIRD = 3


def recut(loose: Loose, cells: Sequence[Source], begins: Sequence[int]) -> tuple[Row, ...]:
    """Rows of one table after another, to the last cell; empty where they do not fit."""
    tokens = [
        Token(cell, loose.read(cell), line, line) for cell, line in zip(cells, begins, strict=True)
    ]
    whole = not all(filled(cell) for cell in cells)
    rows: list[Row] = []
    at = 0
    while at < len(tokens):
        found = _next(loose, tokens, at, whole=whole)
        if found is None:
            return ()
        start, made = found
        if start > at:
            rows.append(Row(tuple(token.source for token in tokens[at:start]), tokens[at].line))
        head = tokens[start : start + made.width]
        rows.append(Row(tuple(token.source for token in head), head[0].line))
        rows += [
            laid(tokens[start + to : start + to + len(columns)], columns, made.width)
            for to, columns in made.rows
        ]
        at = start + made.end
    return tuple(rows)


def _next(loose: Loose, tokens: Sequence[Token], at: int, *, whole: bool) -> tuple[int, Cut] | None:
    for start in range(at, min(at + _SKIPPED, len(tokens))):
        if is_value(tokens[start].text):
            return None
        found = cut(_stream(loose, tokens, start, whole=whole))
        if isinstance(found, Cut):
            return start, found
    return None


def _stream(loose: Loose, tokens: Sequence[Token], start: int, *, whole: bool) -> Stream:
    def cell(at: int) -> str | None:
        return tokens[start + at].text if start + at < len(tokens) else None

    def ends(at: int, width: int) -> bool:
        text = cell(at)
        if text is None or CAPTION.match(text) or HEADING.match(text):
            return True
        return width > 0 and begins_head(cell, at, loose.words)

    return Stream(cell, ends, loose.words, whole)


def is_wrong(loose: Loose, rows: Sequence[Row]) -> bool:
    """True where figures stand below heads of names in a third of the rows: cut amiss."""
    amiss = below = 0
    names: list[int] = []
    for row in rows:
        if loose.is_head(row.cells):
            heads = [meaning(loose.read(cell), loose.words) for cell in row.cells]
            names = [at for at, head in enumerate(heads) if head in NAMES]
            names = names if sum(map(bool, heads)) >= _FEWEST else []
        elif names:
            below += 1
            texts = [loose.read(row.cells[at]) for at in names if at < len(row.cells)]
            amiss += any(map(is_value, texts))
    return amiss * _THIRD > below > 0
