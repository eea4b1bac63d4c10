"""A cell per line closed by a bar; the row's end is unknown, its length is the head's."""

from __future__ import annotations

import itertools
import re

from extract.dialects.part import Loose, Part, Row, is_figure, usual
from extract.dialects.pipes import BAR, single_cells
from extract.dialects.recut import is_wrong, recut
from extract.heads import meaning
from extract.lines import PAD, Line, clean, filled, joined
from model.span import Source

NAME = "pipe_cells"
_BLANKS = 1
_TURN = 3
"""Blank lines that the end of a page may leave between two cells."""
_WRAPS = 4
"""Lines without a bar that one cell may take; more are a passage."""
_FEWEST = 2
_WIDEST_HEAD = 20
_DASHES = "-—–－/ "
_CAPTION = re.compile(
    r"附[表件]\s*[\d一二三四五六七八九十]|表\s*\d|[（(]?单位\s*[:：]|\S{2,28}(?:表|清单)$"
)
"""A line of its own between two tables."""


def read(loose: Loose, first: int, before: Part | None) -> Part | None:
    """Lines that each close one cell with a bar, cut into rows by the head's length."""
    if not BAR.search(loose.lines[first].text):
        return None
    last = _reach(loose, first)
    run = loose.lines[first : last + 1]
    if not single_cells(run):
        return None
    cells, begins = _cells(loose, first, last)
    gaps = [at for at in range(1, len(cells)) if loose.lines[begins[at]].gap]
    if _even(gaps, len(cells)):
        rows = _between(cells, begins, gaps)
    else:
        rows = recut(loose, cells, begins) or _between(
            cells, begins, _cuts(loose, cells, _above(loose, first, before))
        )
        if is_wrong(loose, rows):
            rows = ()
    vouched = any(len(row.cells) > 1 for row in rows) and len(rows) + (before is not None) > 1
    return Part(NAME, rows if vouched else (), first, last)


def _above(loose: Loose, first: int, before: Part | None) -> int:
    """Length of the rows of a table that ends with the page before; 0 where none does."""
    if before is None or before.dialect != NAME or not before.rows:
        return 0
    width = usual(len(row.cells) for row in before.rows)
    turned = loose.lines[before.last].page != loose.lines[first].page
    return width if turned and len(before.rows[-1].cells) == width else 0


def _between(cells: list[Source], begins: list[int], cuts: list[int]) -> tuple[Row, ...]:
    """Rows from one cut to the next, those without any text left out."""
    return tuple(
        Row(tuple(cells[low:high]), begins[low])
        for low, high in itertools.pairwise([0, *cuts, len(cells)])
        if any(filled(cell) for cell in cells[low:high])
    )


def _reach(loose: Loose, first: int) -> int:
    """Last line of the run; single blank lines may stand between cells or rows."""
    lines = loose.lines
    last = at = first
    while at + 1 < len(lines) and at - last < _WRAPS:
        at += 1
        line = lines[at]
        if at in loose.marks and BAR.search(lines[last].text):
            continue
        turned = line.page != lines[last].page
        if line.gap > (_TURN if turned else _BLANKS) or at in loose.contents:
            break
        if BAR.search(line.text):
            last = at
        elif turned or (line.gap and _CAPTION.match(line.text.strip(PAD))):
            break
    return last


def _cells(loose: Loose, first: int, last: int) -> tuple[list[Source], list[int]]:
    """The cells of the run and the line each begins on; what stands before a bar is one cell."""
    cells: list[Source] = []
    begins: list[int] = []
    pending: Source | None = None
    begun = first
    for at in range(first, last + 1):
        if at in loose.marks:
            continue
        for piece, closed in _pieces(loose.text, loose.lines[at]):
            begun = begun if pending is not None else at
            pending = piece if pending is None else joined(pending, piece)
            if closed:
                cells.append(pending)
                begins.append(begun)
                pending = None
    return cells, begins


def _pieces(text: str, line: Line) -> list[tuple[Source, bool]]:
    """Pieces of a line and whether a bar closes each."""
    found: list[tuple[Source, bool]] = []
    at = line.start
    for bar in BAR.finditer(text, line.start, line.end):
        found.append((clean(text, at, bar.start()), True))
        at = bar.end()
    if text[at : line.end].strip(PAD):
        found.append((clean(text, at, line.end), False))
    return found


def _even(gaps: list[int], count: int) -> bool:
    """True where the blank lines stand between rows: several, and not after every cell."""
    return len(gaps) >= _FEWEST and len(gaps) * 2 < count


def _cuts(loose: Loose, cells: list[Source], above: int) -> list[int]:
    """Where rows begin but row 0: at heads, at form labels, and by the head's length below.

    ``above``: the length of the rows on the page before, which these may go on from.
    """
    texts = [loose.read(cell) for cell in cells]
    cuts: list[int] = []
    at = _body(loose, texts, 0, above, cuts) if above else 0
    while at < len(cells):
        width = _head(loose, texts, at)
        if width:
            if at:
                cuts.append(at)
            at += width
            at = _body(loose, texts, at, width, cuts)
        else:
            if at and _begins_row(loose, texts, at):
                cuts.append(at)
            at += 1
    return cuts


def _head(loose: Loose, texts: list[str], at: int) -> int:
    """Length of the head that begins at ``at``: known heads, blank or unknown ones between them."""
    known = 0
    last = at - 1
    seen: set[str] = set()
    for index in range(at, min(at + _WIDEST_HEAD, len(texts))):
        found = meaning(texts[index], loose.words)
        if found is None and (is_figure(texts[index]) or index - last > _FEWEST):
            break
        if found is not None:
            known += 1
            last = index
            seen.add(found)
    if at == 0 and last - at + 1 == _FEWEST == len(seen) and _alternates(texts[_FEWEST:]):
        return _FEWEST
    if known <= _FEWEST or len(seen) < _FEWEST or meaning(texts[at], loose.words) is None:
        return 0
    return _best_width(loose, texts, at, last + 1 - at)


def _alternates(texts: list[str]) -> bool:
    """True where names and figures take turns: a table of two columns."""
    names, figures = texts[::2], texts[1::2]
    return (
        len(names) == len(figures) > 1
        and not any(map(is_figure, names))
        and all(is_figure(text) or not text.strip(_DASHES) for text in figures)
    )


def _best_width(loose: Loose, texts: list[str], at: int, known: int) -> int:
    """The head's length, heads without a known word at its end included.

    The right length puts figures under figures: the body is tried at each and the one with the
    fewest columns that mix figures with words wins, the shortest of equals. The first rows' label
    may be a word of heads too (资金总额): then it is one row's, not the head's.
    """
    body = at + known
    best, least = known, None
    end = _next_head(loose, texts, body)
    labels = int(known > _FEWEST and loose.is_label(texts[body - 1]))
    for width in range(known - labels, known + 3):
        cells = texts[at + width : min(at + width * 8, end)]
        if len(cells) < width or any(is_figure(text) for text in texts[body : at + width]):
            break
        mixed = sum(_mixed(cells[col::width]) for col in range(width))
        if least is None or mixed < least:
            best, least = width, mixed
    return best


def _next_head(loose: Loose, texts: list[str], at: int) -> int:
    """Where three heads in a row begin another head, or the end."""
    run = 0
    for index in range(at, len(texts)):
        run = run + 1 if meaning(texts[index], loose.words) else 0
        if run > _FEWEST:
            return index - _FEWEST
    return len(texts)


def _mixed(column: list[str]) -> int:
    kinds = [is_figure(text) for text in column if text]
    return min(sum(kinds), len(kinds) - sum(kinds))


def _body(loose: Loose, texts: list[str], at: int, width: int, cuts: list[int]) -> int:
    """Rows of the head's length until another head or a form label begins a row."""
    while at < len(texts):
        if _head(loose, texts, at) or (_begins_row(loose, texts, at) and len(texts) - at < width):
            break
        cuts.append(at)
        at += width
    return at


def _begins_row(loose: Loose, texts: list[str], at: int) -> bool:
    """True for the label of a form field or a total."""
    return loose.is_label(texts[at]) and not is_figure(texts[at])
