"""Cells in one stream, one a line or one a blank, cut into rows by the cycle of their head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.dialects.kinds import fit, heads_of, level_of
from extract.dialects.part import Loose, Part, Row, is_figure
from extract.dialects.spaces import cells_of
from extract.heads import meaning
from extract.lines import clean, filled, joined
from model.document import Source, Span
from model.words import fold

NAME = "cell_per_line"
_FEWEST = 3
_LONGEST = 300
_MOST = 4_000
"""Cells of one table; more are looked at in the next one."""
_LOST = 2
"""Rows in a row that do not fit end the table."""
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|附件?[\d一二三：:]|注[:：]|#"
)


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
    tokens = _tokens(loose, first)
    start, width = _head(loose, tokens)
    if not width:
        return None
    rows, last = _rows(loose, tokens, start, width)
    if len(rows) < _FEWEST - 1:
        return None
    head = Row(tuple(token.source for token in tokens[start : start + width]), tokens[start].line)
    return Part(NAME, (head, *rows), tokens[start].line, last)


def _begins(loose: Loose, at: int) -> bool:
    line = loose.lines[at]
    return line.end - line.start <= _LONGEST and meaning(line.text, loose.words) is not None


def _tokens(loose: Loose, first: int) -> list[_Token]:
    """Cells from a line on, up to a heading; lines without a blank line between are one cell
    where blank lines divide the cells.
    """
    lines = loose.lines
    spaced = first + 2 < len(lines) and all(lines[first + at].gap for at in (1, 2))
    tokens: list[_Token] = []
    for at in range(first, min(first + _MOST, len(lines))):
        line = lines[at]
        if at in loose.marks:
            continue
        if at in loose.contents or _HEADING.match(line.text.strip()):
            break
        source = clean(loose.text, line.start, line.end)
        if spaced and tokens and not line.gap and len(line.text) <= _LONGEST:
            source = joined(tokens[-1].source, source)
            tokens[-1] = _Token(source, loose.read(source), tokens[-1].line, at)
        elif filled(source):
            tokens.append(_Token(source, loose.read(source), at, at))
    return tokens


def _head(loose: Loose, tokens: Sequence[_Token]) -> tuple[int, int]:
    """Where the head begins and how many cells it has; (0, 0) without three distinct heads."""
    known: list[str] = []
    for token in tokens[:20]:
        found = meaning(token.text, loose.words)
        if found is None:
            break
        known.append(found)
    return (0, len(known)) if len(set(known)) >= _FEWEST else (0, 0)


def _rows(loose: Loose, tokens: Sequence[_Token], start: int, width: int) -> tuple[list[Row], int]:
    """Rows below the head that fit one way only, and the last line of the last of them."""
    heads = heads_of([token.text for token in tokens[start : start + width]], loose.words)
    rows: list[Row] = []
    last = tokens[start].line
    at = start + width
    while at < len(tokens):
        if meaning(tokens[at].text, loose.words) and _head(loose, tokens[at : at + 20])[1]:
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
    words = loose.words
    seen_figure = False
    width = min(len(heads), len(tokens) - at)
    serial = heads[0] == "seq" and tokens[at].text.isdigit()
    for count in range(1, width):
        token = tokens[at + count]
        if serial and token.text == str(int(tokens[at].text) + 1):
            yield count
            return
        seen_figure = seen_figure or is_figure(tokens[at + count - 1].text)
        starts = fold(token.text) in words.totals or (
            seen_figure and not is_figure(token.text) and level_of(token.text, words) > 0
        )
        if starts:
            yield count
            return
    if _ends(tokens, at + width, loose, heads):
        yield width
    texts = [token.text for token in tokens[at : at + width]]
    turns = [
        count
        for count in range(2, width)
        if is_figure(texts[count - 1]) and not is_figure(texts[count])
    ]
    yield from turns[-1:]


def _ends(tokens: Sequence[_Token], at: int, loose: Loose, heads: Sequence[str | None]) -> bool:
    """True where a new row may begin at a cell: it suits the first columns."""
    if at >= len(tokens):
        return True
    text = tokens[at].text
    if heads[0] == "seq":
        return text.isdigit() or fold(text) in loose.words.totals
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


def line_stream(loose: Loose, at: int) -> list[Span]:
    """Cells of a line divided by single blanks, for reports saved as one line."""
    return cells_of(loose.lines[at], wide=False)
