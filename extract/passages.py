"""Everything outside tables: paragraphs re-joined, headings, contents lines, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.dialects.part import Loose
from extract.lines import PAD, Line, clean, filled, read
from extract.wrapping import Wrapping, joins, wrapping
from model.document import Block, BlockKind
from model.span import Source

_MARKDOWN = re.compile(r"\s{0,3}#{1,6}\s*(?=\S)")
_BOLD = re.compile(r"\s*\*\*[^*]+\*\*\s*$")
_FURNITURE = re.compile(r"\s*(?:[-*_=—－─━]{3,}|`{3,}\w*|[>\s]+)\s*$")
"""Rules, fences and empty quotes of markdown: no text."""
_NUMBER = re.compile(
    r"第[一二三四五六七八九十百\d]{1,3}[章节篇部]分?[\s、:：]*"
    r"|[一二三四五六七八九十百]{1,4}[、.．:：]\s*"
    r"|[(（]\s?[一二三四五六七八九十百\d０-９]{1,3}\s?[)）]\s*[、.．]?\s*"
    r"|[\dⅠ-Ⅻ]{1,2}(?:[.．](?!\d)|[、)）])\s*"
    r"|\d{1,2}(?:[.．]\d{1,2}){1,3}[.．、\s]\s*(?=[^\d\s元%％万亿千个人公])"
    r"|[①-⑳㈠-㈩⑴-⒇]\s*"
)
_STRONG = re.compile(r"第|[一二三四五六七八九十百]{1,4}[、.．]|[(（]\s?[一二三四五六七八九十百]")
_ANNEXES = re.compile(r"\s*附[件表]?\s*[:：]")
_STOP = re.compile(r"[。；：！？;!?]")
_FIGURE = re.compile(r"\d\s*(?:[十百千万亿]*元|[%％])")
_LONGEST = 45
_SENTENCE = 16
"""A heading of the lower levels that ends in a full stop is at most this long."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line outside tables: what it is by itself, its text without markup.

    ``fresh``: a table stands between it and the piece before it.
    """

    line: Line
    kind: BlockKind
    source: Source
    text: str
    numbered: bool
    fresh: bool


def blocks(loose: Loose, taken: Sequence[tuple[int, int]]) -> tuple[Block, ...]:
    """Blocks in reading order; ``taken`` are the line ranges (first, last) tables stand on."""
    free = _free(len(loose.lines), taken)
    wrapped = wrapping([loose.lines[at] for at, _ in free])
    kinds: list[BlockKind] = []
    sources: list[list[Source]] = []
    above: _Piece | None = None
    open_at = 0
    for piece in _pieces(loose, free, wrapped):
        if above is not None and _goes_on(above, piece, wrapped, prose=len(sources[open_at]) > 1):
            sources[open_at].append(piece.source)
        else:
            kinds.append(piece.kind)
            sources.append([piece.source])
            if piece.kind is BlockKind.PAGE_MARK:
                continue
            open_at = len(sources) - 1
        above = piece
    return tuple(
        Block(kind, tuple(span for source in pieces for span in source))
        for kind, pieces in zip(kinds, sources, strict=True)
    )


def _free(count: int, taken: Sequence[tuple[int, int]]) -> list[tuple[int, bool]]:
    """Positions of lines outside tables, and whether a table stands right before each."""
    found: list[tuple[int, bool]] = []
    at = 0
    for first, last in (*taken, (count, count)):
        found.extend((line, line == at and at > 0) for line in range(at, first))
        at = last + 1
    return found


def _pieces(loose: Loose, free: Sequence[tuple[int, bool]], wrapped: Wrapping) -> Iterator[_Piece]:
    listing = False
    item = ""
    for order, (at, fresh) in enumerate(free):
        line = loose.lines[at]
        marked = _MARKDOWN.match(line.text)
        start = line.start + (marked.end() if marked else 0)
        source = clean(loose.text, start, line.end)
        if not filled(source) or _FURNITURE.match(line.text):
            continue
        text = read(loose.text, source)
        numbered = None if line.goes_on else _NUMBER.match(text)
        listing = bool(_ANNEXES.match(text)) or (listing and bool(numbered))
        below = loose.lines[free[order + 1][0]] if order + 1 < len(free) else None
        kind = _kind(loose, at, text, marked=bool(marked))
        style = _style(text) if numbered else ""
        if kind is BlockKind.PARAGRAPH and numbered and not listing:
            cut = _is_cut(line, below, wrapped)
            sibling = item == style or (below is not None and _sibling(below, style))
            kind = _numbered_kind(text, numbered.end(), cut=cut, listed=bool(style) and sibling)
        item = style if kind is BlockKind.PARAGRAPH else ""
        yield _Piece(line, kind, source, text, bool(numbered), fresh)


def _is_cut(line: Line, below: Line | None, wrapped: Wrapping) -> bool:
    """True for a line broken off at the margin: what is below goes on with it."""
    if below is not None and below.goes_on is not None:
        return below.goes_on
    return wrapped.full(line) or (below is not None and _is_amount(below))


def _style(text: str) -> str:
    """Style of a lower-level number (``1.`` → ``d.``), empty for 一、 and （一）."""
    if _STRONG.match(text):
        return ""
    found = _NUMBER.match(text)
    return re.sub(r"[\d０-９]+", "d", re.sub(r"[①-⑳]", "①", found.group().strip())) if found else ""


def _sibling(below: Line, style: str) -> bool:
    return bool(style) and _style(below.text.strip(PAD)) == style


def _kind(loose: Loose, at: int, text: str, *, marked: bool) -> BlockKind:
    if at in loose.marks:
        return BlockKind.PAGE_MARK
    if at in loose.contents:
        return BlockKind.CONTENTS
    short = len(text) <= _LONGEST and not text.endswith(("。", "；", "："))
    if (marked and (short or not _STOP.search(text))) or (
        short and _BOLD.match(loose.lines[at].text)
    ):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _numbered_kind(text: str, number: int, *, cut: bool, listed: bool) -> BlockKind:
    """Heading or paragraph, for a line that begins with a number ``number`` characters long.

    ``cut``: the line is broken off at the margin; ``listed``: the next or last item stands right
    beside it, so that nothing is headed by it.
    """
    title = text[number:].rstrip("。：: ")
    stopped = text.endswith(("。", "；", "！", "？", "，", "、", ";"))
    strong = bool(_STRONG.match(text))
    if not title or len(title) > _LONGEST or _STOP.search(title) or _FIGURE.search(title):
        return BlockKind.PARAGRAPH
    if (
        text.endswith(("；", ";", "，", "、"))
        or (stopped and "，" in title)
        or (cut and not stopped)
    ):
        return BlockKind.PARAGRAPH
    if not strong and (listed or (stopped and "、" not in title and len(title) > _SENTENCE)):
        return BlockKind.PARAGRAPH
    return BlockKind.HEADING


def _is_amount(line: Line) -> bool:
    """True for a line that begins with a figure which an item above must have broken off before."""
    text = line.text.strip(PAD)
    return not line.gap and bool(re.match(r"\d[\d,，]*[.．]?\d*\s*(?:[十百千万亿]*元|[%％])", text))


def _goes_on(above: _Piece, piece: _Piece, wrapped: Wrapping, *, prose: bool) -> bool:
    if piece.line.goes_on is not None and not piece.fresh:
        return piece.line.goes_on and above.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
    if piece.fresh or piece.numbered or piece.kind is not BlockKind.PARAGRAPH:
        return False
    if above.kind is BlockKind.HEADING:
        return (
            wrapped.full(above.line)
            and not piece.line.gap
            and len(piece.text) < _LONGEST
            and (not _STOP.search(piece.text))
        )
    return above.kind is BlockKind.PARAGRAPH and joins(
        (above.text, above.line), (piece.text, piece.line), wrapped, prose=prose
    )
