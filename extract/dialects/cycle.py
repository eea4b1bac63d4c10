"""Cells in one stream, one a line or one a blank, cut into rows by the cycle of their head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.dialects.kinds import fit, heads_of, level_of
from extract.dialects.part import Loose, Part, Row, is_figure
from extract.heads import LONGEST_HEAD, meaning
from extract.lines import clean, filled, joined
from model.span import Source, Span
from model.words import fold

NAME = "cell_per_line"
_FEWEST = 3
_LONGEST = 300
_WIDEST_HEAD = 20
_MOST = 4_000
"""Cells of one table; more are looked at in the next one."""
_HEAD_LINES = 60
"""Lines that hold any head and the row below it; a table is read on only if these fit."""
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|附件?[\d一二三：:]|注[:：]|#"
)

_FORMULA = re.compile(r"(?=[^A-Z]*[A-Z])[【】\[\]()（）A-Z＋+\-－/÷×*=＝%％\s]{3,}")
"""A head's formula on a line of its own, 【(B)+(C)】/(A), goes on with the head above it."""


@dataclass(frozen=True, slots=True)
class _Token:
    """One cell of the stream, the line it begins on and the last line it stands on."""

    source: Source
    text: str
    line: int
    last: int


def read(loose: Loose, first: int, before: Part | None) -> Part | None:
    """Three known heads or more in a row of lines (or of blanks), and the cells below them.

    Blank cells leave no trace here, so each row is put under the head by the kinds of its cells;
    where they do not decide, the table ends and what follows is left unread.
    """
    del before
    if not _begins(loose, first):
        return None
    tokens = _tokens(loose, first, _HEAD_LINES)
    width = _head(loose, tokens)
    if not width:
        return None
    refused = Part(NAME, (), first, tokens[width - 1].last)
    if not _rows(loose, tokens, width)[0]:
        # 项目资金（万元） above a head names the block; the head begins on the next line.
        return None if meaning(tokens[0].text, loose.words) == "source_column" else refused
    tokens = _tokens(loose, first, _MOST)
    rows, last = _rows(loose, tokens, width)
    head = Row(tuple(token.source for token in tokens[:width]), tokens[0].line)
    return Part(NAME, (head, *rows), first, last)


def _begins(loose: Loose, at: int) -> bool:
    """True where this line and the two below it are heads."""
    three = loose.lines[at : at + _FEWEST]
    return len(three) == _FEWEST and all(
        line.end - line.start <= LONGEST_HEAD and meaning(line.text, loose.words) for line in three
    )


def _tokens(loose: Loose, first: int, most: int) -> list[_Token]:
    """Cells from a line on, up to a heading.

    Where blank lines divide the cells, lines without one between are one cell.
    """
    lines = loose.lines
    spaced = first + 2 < len(lines) and all(lines[first + at].gap for at in (1, 2))
    tokens: list[_Token] = []
    for at in range(first, min(first + most, len(lines))):
        line = lines[at]
        if at in loose.marks:
            continue
        if at in loose.contents or _HEADING.match(line.text.strip()):
            break
        source = clean(loose.text, line.start, line.end)
        formula = bool(_FORMULA.fullmatch(line.text.strip()))
        turned = at > first and line.page != lines[at - 1].page
        close = spaced and not line.gap and not turned and len(line.text) <= _LONGEST
        goes_on = formula or close
        if tokens and goes_on:
            source = joined(tokens[-1].source, source)
            tokens[-1] = _Token(source, loose.read(source), tokens[-1].line, at)
        elif filled(source):
            tokens.append(_Token(source, loose.read(source), at, at))
    return tokens


def _head(loose: Loose, tokens: Sequence[_Token]) -> int:
    """How many cells the head has that begins here; 0 without three distinct known heads."""
    known: list[str] = []
    for token in tokens[:_WIDEST_HEAD]:
        found = meaning(token.text, loose.words)
        if found is None:
            break
        known.append(found)
    return len(known) if len(set(known)) >= _FEWEST else 0


def _rows(loose: Loose, tokens: Sequence[_Token], width: int) -> tuple[list[Row], int]:
    """Rows below the head that fit one way only, and the last line of the last of them."""
    heads = heads_of([token.text for token in tokens[:width]], loose.words)
    rows: list[Row] = []
    last = tokens[0].line
    at = width
    while at < len(tokens):
        if meaning(tokens[at].text, loose.words) and _head(loose, tokens[at : at + _WIDEST_HEAD]):
            break
        taken = _row(loose, tokens, at, heads)
        if taken is None:
            break
        count, cells = taken
        rows.append(Row(cells, tokens[at].line))
        last = tokens[at + count - 1].last
        at += count
    return rows, last


def _row(
    loose: Loose, tokens: Sequence[_Token], at: int, heads: Sequence[str | None]
) -> tuple[int, tuple[Source, ...]] | None:
    """How many cells the row takes and the row itself; None where its length is not certain."""
    for count in _lengths(loose, tokens, at, heads):
        here = tokens[at : at + count]
        columns = fit([token.text for token in here], heads, loose.words)
        if columns is None and fold(here[0].text) in loose.words.totals:
            columns = _total(here, heads)
        if columns is not None:
            return count, _laid(here, columns, len(heads))
    return None


def _lengths(
    loose: Loose, tokens: Sequence[_Token], at: int, heads: Sequence[str | None]
) -> Iterator[int]:
    """Lengths the row may have: up to where the next row surely begins, at most the head's."""
    width = min(len(heads), len(tokens) - at)
    if _ends(tokens, at + width, loose, heads):
        yield width
    seen_figure = False
    serial = int(tokens[at].text) if heads[0] == "seq" and _is_serial(tokens[at].text) else None
    turn = 0
    for count in range(1, width):
        text, above = tokens[at + count].text, tokens[at + count - 1].text
        seen_figure = seen_figure or is_figure(above)
        if is_figure(above) and not is_figure(text):
            turn = count
        level = seen_figure and not is_figure(text) and level_of(text, loose.words) > 0
        serves = serial is not None and text == str(serial + 1)
        if level or serves or fold(text) in loose.words.totals:
            yield count
            turn = 0
    if turn > 1:
        yield turn


def _is_serial(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _ends(tokens: Sequence[_Token], at: int, loose: Loose, heads: Sequence[str | None]) -> bool:
    """True where a new row may begin at a cell: it suits the first columns."""
    if at >= len(tokens):
        return True
    text = tokens[at].text
    if _head(loose, tokens[at : at + _WIDEST_HEAD]):
        return True
    if heads[0] == "seq":
        return _is_serial(text) or fold(text) in loose.words.totals
    return not is_figure(text)


def _total(here: Sequence[_Token], heads: Sequence[str | None]) -> tuple[int, ...] | None:
    figures = [
        at for at, head in enumerate(heads) if head in {"weight", "score", "amount", "spent"}
    ]
    if len(here) - 1 != len(figures) or not all(is_figure(token.text) for token in here[1:]):
        return None
    return (0, *figures)


def _laid(here: Sequence[_Token], columns: Sequence[int], width: int) -> tuple[Source, ...]:
    cells: list[Source] = []
    end = here[-1].source[-1].end
    by_column = dict(zip(columns, here, strict=True))
    for column in reversed(range(width)):
        token = by_column.get(column)
        end = token.source[0].start if token else end
        cells.append(token.source if token else (Span(end, end),))
    return tuple(reversed(cells))
