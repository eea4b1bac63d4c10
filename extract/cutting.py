"""Tables cut into sections: where a head stands, and which rows are below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.alignment import align
from extract.dialects.form import NAME as FORM
from extract.heads import meaning, stated
from extract.pairs import bare_section, pair_section, stacked_section
from extract.sections import NAMES, Column, Section, is_numeric, rows_of
from extract.surroundings import caption_unit, table_unit
from model.document import Cell, Document, Table
from model.quantity import StatedUnit
from model.words import Vocabulary, fold

DEEPEST_HEAD = 3
"""Rows of the deepest head seen in real forms."""
FEWEST_HEADS = 2
"""One known word alone is a label, not a head."""

_BANNER = re.compile(r"^[一二三四五六七八九十]+[、.．]|^[（(][一二三四五六七八九十]+[)）]")


def sections(document: Document, table: Table, words: Vocabulary) -> Iterator[Section]:
    """Every head in the table with the rows below it, up to the next head or form row."""
    above = caption_unit(document, table)
    for section in _sections(document, table, words):
        inside = table_unit(document, table, section.head_row)
        yield replace(section, around=tuple(unit for unit in (inside, above) if unit))


def _sections(document: Document, table: Table, words: Vocabulary) -> Iterator[Section]:
    rows = rows_of(table)
    texts = [[document.read(cell.source) for cell in row] for row in rows]
    at = 0
    while at < len(rows):
        paired = pair_section(table, rows, texts, at, words) or bare_section(
            table, rows, texts, at, words
        )
        stacked = None
        if paired is None and table.dialect == FORM:
            stacked = stacked_section(table, rows, texts, at, words)
        if stacked is not None:
            yield stacked
            return
        if paired is not None:
            yield paired
            at = paired.rows[-1].index + 1
        elif _is_head(texts[at], words):
            last = _last_of_head(texts, at, words)
            end = _end(texts, last + 1, words)
            columns, group_unit = _columns(rows[at : last + 1], texts[at : last + 1], words)
            aligned = (
                align(row, rows[row], texts[row], columns, gridded=table.gridded)
                for row in range(last + 1, end)
            )
            yield Section(table, columns, tuple(row for row in aligned if row), at, group_unit)
            at = end
        else:
            at += 1


def _last_of_head(texts: Sequence[Sequence[str]], first: int, words: Vocabulary) -> int:
    """The last row of a head; a further row belongs to it if it fills gaps of the first."""
    last = first
    while (
        last + 1 < len(texts)
        and last - first < DEEPEST_HEAD - 1
        and _continues(texts[first], texts[last + 1], words)
    ):
        last += 1
    return last


def _end(texts: Sequence[Sequence[str]], first: int, words: Vocabulary) -> int:
    """The row after a section's last: the next head, or a numbered banner over the whole width."""
    for at in range(first, len(texts)):
        filled = [text for text in texts[at] if fold(text)]
        banner = len(filled) == 1 and _BANNER.match(filled[0].strip())
        if banner or _is_head(texts[at], words):
            return at
    return len(texts)


def _is_head(texts: Sequence[str], words: Vocabulary) -> bool:
    filled = [text for text in texts if fold(text)]
    if len(filled) < FEWEST_HEADS or any(is_numeric(text) for text in filled):
        return False
    known = [found for text in filled if (found := meaning(text, words))]
    return len(set(known)) >= FEWEST_HEADS and 5 * len(known) >= 3 * len(filled)


def _continues(head: Sequence[str], texts: Sequence[str], words: Vocabulary) -> bool:
    filled = [(at, text) for at, text in enumerate(texts) if fold(text)]
    if not filled or any(is_numeric(text) for _, text in filled):
        return False
    known = [at for at, text in filled if meaning(text, words)]
    if len(known) * 5 < len(filled) * 3:
        return False
    same = {fold(text) for text in head} == {fold(text) for text in texts}
    gaps = [
        at
        for at, _ in filled
        if at >= len(head) or not fold(head[at]) or not meaning(head[at], words)
    ]
    return not same and (bool(gaps) or len(filled) < len([text for text in head if fold(text)]))


def _columns(
    rows: Sequence[Sequence[Cell]], texts: Sequence[Sequence[str]], words: Vocabulary
) -> tuple[tuple[Column, ...], StatedUnit | None]:
    """Columns of a head of one to three rows; the lowest row that knows a column names it."""
    named: dict[int, tuple[str, str]] = {}
    units: dict[int, StatedUnit] = {}
    group_unit: StatedUnit | None = None
    for row, printed in zip(rows, texts, strict=True):
        for cell, text in zip(row, printed, strict=True):
            found = meaning(text, words)
            if found:
                named[cell.col] = (found, fold(text))
            if found and found not in NAMES:
                if unit := stated(text, cell.source, "head"):
                    units[cell.col] = unit
            elif unit := stated(text, cell.source, "table"):
                group_unit = unit
    for cell, text in _units_of_targets(rows, texts, named):
        named[cell.col] = ("unit", fold(text))
    places = sorted(named)
    width = max((cell.col + cell.col_span for row in rows for cell in row), default=0)
    ends = [*places[1:], max(width, places[-1] + 1)]
    return tuple(
        Column(col, named[col][0], named[col][1], end - col, units.get(col))
        for col, end in zip(places, ends, strict=True)
    ), group_unit


def _units_of_targets(
    rows: Sequence[Sequence[Cell]],
    texts: Sequence[Sequence[str]],
    named: dict[int, tuple[str, str]],
) -> Iterator[tuple[Cell, str]]:
    """单位 beside a column of targets: the unit they are in; elsewhere it is a body."""
    found = {what for what, _ in named.values()}
    if "target" in found and "unit" not in found:
        for row, printed in zip(rows, texts, strict=True):
            for cell, text in zip(row, printed, strict=True):
                if fold(text) == "单位" and cell.col not in named:
                    yield cell, text
