"""A row per line, cells divided by blanks only; columns by display width or by kind of cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.dialects.kinds import fit, heads_of
from extract.dialects.part import Loose, Part, Row, is_figure
from extract.heads import meaning
from extract.lines import PAD, Line, filled, joined
from extract.wrapping import display_width
from model.span import Source, Span
from model.words import fold

NAME = "spaces"
_WIDE = re.compile(r"(?:\S|(?<=\S) (?=\S))+")
"""Cells divided by two blanks or a wide one."""
_TIGHT = re.compile(
    r"(?:[≥≤＞＜>=<═≧≦]\s*)?\d{2,4} ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?[日号])?"
    r"|[≥≤＞＜>=<═≧≦]\s+\d\S*|\S+(?:\s?[(（][^()（）\s]{1,8}[)）])?"
)
_BLANK = re.compile(r"\S[ \u3000]+\S+[ \u3000]+\S")
_PROSE = re.compile(r"[，。；！？]")
_FEWEST = 3
_LONGEST = 400
_TURN = 3
"""Blank lines that the end of a page may leave between two rows."""
_SENTENCE = re.compile(
    r"[。；]$|^[一二三四五六七八九十]{1,3}、|^[(（][一二三四五六七八九十]{1,3}[)）]"
)


@dataclass(frozen=True, slots=True)
class _Head:
    """Head cells, their display ranges, and how cells are told apart in the lines below."""

    cells: tuple[Source, ...]
    texts: tuple[str, ...]
    columns: tuple[tuple[int, int], ...]
    wide: bool


def read(loose: Loose, first: int, before: Part | None) -> Part | None:
    """A line of three known heads or more, and the lines below that fit under them.

    After a page break the head may be that of the page before; then rows alone make a part.
    """
    head = _head(loose, loose.lines[first])
    headed = None if head is not None else _headed(loose, first, before)
    if head is None and headed is not None:
        head = _head(loose, loose.lines[headed])
    if head is None:
        return None
    heads = heads_of(head.texts, loose.words)
    opening = head.cells if headed is None else _row(loose, loose.lines[first], head, heads)
    if opening is None or sum(map(filled, opening)) < _FEWEST:
        return None
    rows = [Row(opening, first)]
    at = first
    while (below := _below(loose, at, first)) is not None:
        line = loose.lines[below]
        again = _head(loose, line)
        if again is not None and again.texts != head.texts:
            break
        cells = head.cells and _row(loose, line, head, heads)
        if cells is None:
            break
        if not _continues(loose, rows, cells):
            rows.append(Row(cells, below))
        at = below
    if len(rows) == 1 and headed is None:
        return None
    return Part(NAME, tuple(rows), first, at, headed=headed)


def _headed(loose: Loose, first: int, before: Part | None) -> int | None:
    """The line of the head of a table that ends with the page before; None where none does."""
    if before is None or before.dialect != NAME or not before.rows:
        return None
    if loose.lines[before.last].page == loose.lines[first].page:
        return None
    return before.rows[0].line if before.headed is None else before.headed


def _below(loose: Loose, at: int, first: int) -> int | None:
    """The next line that may be a row: it adjoins, or only the end of a page lies between."""
    if loose.adjoins(at) or (at > first and _spaced(loose, at)):
        return at + 1
    below = at + 1
    while below in loose.marks:
        below += 1
    if below >= len(loose.lines) or below in loose.contents:
        return None
    turned = loose.lines[below].page != loose.lines[at].page
    near = loose.lines[below].gap <= (_TURN if turned else 1)
    return below if near and (turned or below > at + 1) else None


def _spaced(loose: Loose, at: int) -> bool:
    """True where one blank line stands between rows and the next line looks like a row."""
    if at + 1 >= len(loose.lines) or at + 1 in loose.marks or at + 1 in loose.contents:
        return False
    line = loose.lines[at + 1]
    return line.gap <= 1 and line.page == loose.lines[at].page


def cells_of(line: Line, *, wide: bool) -> list[Span]:
    """Pieces of a line divided by blanks: by two or a wide one, or by any."""
    pattern = _WIDE if wide else _TIGHT
    return [
        Span(line.start + found.start(), line.start + found.end())
        for found in pattern.finditer(line.text.rstrip(PAD))
    ]


def _head(loose: Loose, line: Line) -> _Head | None:
    """Head of a table if the line holds three known heads, most of what it holds."""
    text = line.text
    if line.end - line.start > _LONGEST or (" " not in text.strip(PAD) and "\u3000" not in text):
        return None
    for wide in (True, False):
        cells = _merged(loose, cells_of(line, wide=wide))
        texts = tuple(loose.text[span.start : span.end] for span in cells)
        known = {found for piece in texts if (found := meaning(piece, loose.words))}
        if len(known) >= _FEWEST and 3 * loose.heads(texts) >= 2 * len(texts):
            return _Head(
                tuple((span,) for span in cells),
                texts,
                tuple(_columns(line, span) for span in cells),
                wide,
            )
    return None


def _merged(loose: Loose, cells: list[Span]) -> list[Span]:
    """Head pieces put together where two neighbours make one known head that neither half is."""
    merged: list[Span] = []
    for span in cells:
        if merged:
            both = loose.text[merged[-1].start : span.end]
            last = loose.text[merged[-1].start : merged[-1].end]
            here = loose.text[span.start : span.end]
            known = [meaning(part, loose.words) for part in (last, here)]
            if fold(both) in loose.words.heads and not all(known):
                merged[-1] = Span(merged[-1].start, span.end)
                continue
        merged.append(span)
    return merged


def _columns(line: Line, span: Span) -> tuple[int, int]:
    left = display_width(line.text[: span.start - line.start])
    return left, left + display_width(line.text[span.start - line.start : span.end - line.start])


def _row(
    loose: Loose, line: Line, head: _Head, heads: Sequence[str | None]
) -> tuple[Source, ...] | None:
    """The line's cells under the head's columns; None where it is no row of this table."""
    if line.end - line.start > _LONGEST or _SENTENCE.search(line.text.strip(PAD)):
        return None
    if head.wide:
        spans = cells_of(line, wide=True)
        placed = _by_place(line, spans, head)
        if placed is not None:
            return _laid(placed, len(head.cells), line)
    spans = cells_of(line, wide=False)
    texts = [loose.text[span.start : span.end] for span in spans]
    if _is_total(loose, texts):
        return _total(spans, texts, heads, line)
    columns = fit(texts, heads, loose.words)
    if columns is None:
        return None
    return _laid(dict(zip(columns, spans, strict=True)), len(heads), line)


def _by_place(line: Line, spans: Sequence[Span], head: _Head) -> dict[int, Span] | None:
    """Each cell under the head it overlaps most or, overlapping none, stands nearest to.

    None where two cells would share a column, or nothing but one far-off passage is there.
    """
    placed: dict[int, Span] = {}
    for span in spans:
        left, right = _columns(line, span)
        column = max(
            range(len(head.columns)),
            key=lambda at: (
                min(right, head.columns[at][1]) - max(left, head.columns[at][0]),
                -abs(head.columns[at][0] - left),
            ),
        )
        if column in placed or (placed and column < max(placed)):
            return None
        placed[column] = span
    return placed


def _is_total(loose: Loose, texts: Sequence[str]) -> bool:
    return bool(texts) and fold(texts[0]).rstrip(":") in loose.words.totals


def _total(
    spans: Sequence[Span],
    texts: Sequence[str],
    heads: Sequence[str | None],
    line: Line,
) -> tuple[Source, ...] | None:
    """A total row: its label first, its figures under the figure columns if as many as those.

    A row of as many cells as the head stands under it cell by cell.
    """
    if len(texts) == len(heads) and any(is_figure(text) for text in texts[1:]):
        return _laid(dict(enumerate(spans)), len(heads), line)
    columns = [
        at
        for at, head in enumerate(heads)
        if head in {"amount", "weight", "score", "spent", "received", "balance"}
        or (head or "").startswith("budget")
        or (head or "").endswith("rate")
    ]
    if len(texts) - 1 != len(columns) or not all(is_figure(text) for text in texts[1:]):
        return None
    return _laid(dict(zip((0, *columns), spans, strict=True)), len(heads), line)


def _laid(placed: dict[int, Span], width: int, line: Line) -> tuple[Source, ...]:
    """Cells of a full row; blank ones stand where the next cell begins, or at the line's end."""
    cells: list[Source] = []
    at = line.start + len(line.text.rstrip(PAD))
    for column in reversed(range(width)):
        span = placed.get(column)
        at = span.start if span else at
        cells.append((span,) if span else (Span(at, at),))
    return tuple(reversed(cells))


def _continues(loose: Loose, rows: list[Row], cells: tuple[Source, ...]) -> bool:
    """Adds a line that only goes on with texts of the row above to that row."""
    if len(rows) == 1:
        return False
    above = rows[-1]
    here = [at for at, cell in enumerate(cells) if filled(cell)]
    if (
        not any(is_figure(loose.read(cell)) for cell in above.cells if filled(cell))
        or any(
            is_figure(loose.read(cells[at])) or loose.is_label(loose.read(cells[at])) for at in here
        )
        or any(not filled(above.cells[at]) or is_figure(loose.read(above.cells[at])) for at in here)
    ):
        return False
    glued = tuple(
        joined(old, new) if filled(new) else old
        for old, new in zip(above.cells, cells, strict=True)
    )
    rows[-1] = Row(glued, above.line)
    return True
