"""PDF reports: bytes → Document."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2

from extract import rulings
from extract.aligned import Vouches, aligned
from extract.contents import contents_lines
from extract.dialects.part import Loose, Part, Row
from extract.heads import meaning
from extract.laying import laid_out
from extract.lines import Line
from extract.options import Options
from extract.page_marks import page_marks
from extract.readers import pdfium
from extract.readers.sheet import Ruled, Sheet, boxes_of, sheet
from model.document import Document, Page, lines_of
from model.errors import NeedsOcr, UnreadableFile
from model.span import Source, Span
from model.words import Vocabulary

MOST_PAGES = 3_000
"""Pages of a file; the longest real reports have some 400."""
SLANT = 5.0
"""Degrees. Characters turned farther than this from the rest are a watermark or a seal."""
_FRAME = 0.8
"""Share of a page: one cell this large is a frame around the page and no table."""
_MARGIN = 0.1
"""Share of a page's height at its top and foot in which running heads stand."""
_RUNNING = 3
"""Pages on which a line must stand in the margin to be a running head."""
_KNOWN_HEADS = 2
"""Heads the vocabulary must know to vouch for a table without rules: one may be any word."""
_DIGITS = re.compile(r"\d+")
"""What differs from page to page in a running head."""


def read(data: bytes, name: str, words: Vocabulary, options: Options) -> Document:
    """The report in the bytes of a PDF file.

    Raises UnreadableFile for a file that PDFium cannot open or that is locked, NeedsOcr for one
    that shows nothing but pictures.
    """
    opened = _opened(data, options.password)
    try:
        sheets, warnings = _sheets(opened, _vouches(words))
    finally:
        opened.close()
    if not any(one.starts for one in sheets):
        zh = "没有文字层（扫描件或图片）；请先做文字识别（OCR）再读"
        raise NeedsOcr(zh, "no text layer (a scan or pictures): recognize its text first")
    return _document(data, name, words, sheets, warnings, join=options.join)


def _opened(data: bytes, password: str | None) -> pypdfium2.PdfDocument:
    try:
        opened = pypdfium2.PdfDocument(data, password=password)
        count = len(opened)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            zh = "文件有密码；请用 --password 给出" if password is None else "密码不对；请核对后再试"
            raise UnreadableFile(zh, "locked by a password: give it with --password") from error
        zh = "PDF 已损坏，打不开；请重新导出后再试"
        raise UnreadableFile(zh, "the PDF is broken and cannot be opened: export it anew") from error
    if not 0 < count <= MOST_PAGES:
        opened.close()
        zh = f"有 {count} 页，超过上限 {MOST_PAGES} 页；请拆分后再读" if count else "PDF 里没有页面"
        raise UnreadableFile(zh, f"{count} pages; 1 to {MOST_PAGES} can be read")
    return opened


def _sheets(opened: pypdfium2.PdfDocument, vouches: Vouches) -> tuple[list[Sheet], tuple[str, ...]]:
    """Every page in reading order, and what is to be said of some."""
    sheets: list[Sheet] = []
    warnings: list[str] = []
    for number, page in enumerate(pdfium.pages(opened), start=1):
        if isinstance(page, pdfium.TooMuch):
            warnings.append(f"第{number}页未读：{page}")
            page = _BLANK
        elif not len(page.codes) and page.pictures:
            warnings.append(f"第{number}页没有文字层，需先做文字识别（OCR），该页未读")
        sheets.append(_sheet(page, vouches))
    return sheets, tuple(warnings)


_BLANK = pdfium.RawPage(0, 0, np.zeros(0, np.uint32), np.zeros((0, 4), np.float32), None, np.zeros((0, 4), np.float32), 0)  # fmt: skip


def _sheet(page: pdfium.RawPage, vouches: Vouches) -> Sheet:
    page = _upright(page)
    found = [grid for grid in rulings.grids(page.lines) if not _is_frame(grid, page)]
    found = aligned(page.codes, page.boxes, page.lines, found, vouches)
    return replace(sheet(page.codes, page.boxes, found), height=page.height)


def _vouches(words: Vocabulary) -> Vouches:
    """Whether most of some texts, and two at least, are heads the vocabulary knows."""

    def vouched(texts: Sequence[str]) -> bool:
        known = sum(meaning(text, words) is not None for text in texts)
        return known >= _KNOWN_HEADS and 2 * known >= len(texts)

    return vouched


def _upright(page: pdfium.RawPage) -> pdfium.RawPage:
    """The page turned so that most of its text is upright, and what is slanted left out."""
    if page.angles is None or not len(page.codes):
        return page
    quarter = np.round(page.angles / 90).astype(np.int64) % 4
    most = int(np.bincount(quarter, minlength=4).argmax())
    off = np.abs((page.angles - 90 * most + 180) % 360 - 180)
    kept = off <= SLANT
    turned = replace(page, codes=page.codes[kept], boxes=page.boxes[kept], angles=None)
    return _rotated(turned, most) if most else turned


def _rotated(page: pdfium.RawPage, quarters: int) -> pdfium.RawPage:
    """The page with text that runs up, down or upside down turned upright."""
    width, height = page.width, page.height
    if quarters == 2:  # noqa: PLR2004  upside down
        def turn(b: pdfium.Floats) -> pdfium.Floats:
            return np.stack((width - b[:, 2], height - b[:, 3], width - b[:, 0], height - b[:, 1]), 1)
    elif quarters == 1:  # runs up the page: its left is the foot
        width, height = height, width
        def turn(b: pdfium.Floats) -> pdfium.Floats:
            return np.stack((width - b[:, 3], b[:, 0], width - b[:, 1], b[:, 2]), 1)
    else:
        width, height = height, width
        def turn(b: pdfium.Floats) -> pdfium.Floats:
            return np.stack((b[:, 1], height - b[:, 2], b[:, 3], height - b[:, 0]), 1)
    return replace(
        page, width=width, height=height, boxes=turn(page.boxes), lines=turn(page.lines)
    )


def _is_frame(grid: rulings.Grid, page: pdfium.RawPage) -> bool:
    x0, top, x1, bottom = grid.box
    return len(grid.cells) == 1 and (x1 - x0) * (bottom - top) > _FRAME * page.width * page.height


def _document(
    data: bytes,
    name: str,
    words: Vocabulary,
    sheets: Sequence[Sheet],
    warnings: tuple[str, ...],
    *,
    join: bool,
) -> Document:
    flow = _Flow.of(sheets)
    free = [
        first + at
        for page, first in zip(sheets, flow.firsts, strict=True)
        for at in sorted(set(range(len(page.starts))) - page.tabled())
    ]
    marks = _marks(flow, sheets, free)
    contents = contents_lines([flow.lines[at] for at in free])
    plain = words.plain(flow.text)
    loose = Loose(
        plain,
        tuple(flow.lines) if plain is flow.text else tuple(flow.relined(plain)),
        words,
        marks,
        frozenset(free[at] for at in contents),
        lines_of(flow.text),
    )
    bare = Document(
        name=name,
        doc_id=hashlib.sha256(data).hexdigest()[:16],
        format="pdf",
        encoding=None,
        text=flow.text,
        pages=_pages(flow, marks),
        warnings=warnings,
        boxes=flow.boxes,
        line_starts=loose.starts,
    )
    return laid_out(bare, loose, list(flow.parts(sheets)), join=join)


@dataclass(frozen=True, slots=True)
class _Flow:
    """All pages as one text, a form feed between two, with the lines of each."""

    text: str
    boxes: array[float]
    lines: list[Line]
    firsts: list[int]
    offsets: list[int]

    @classmethod
    def of(cls, sheets: Sequence[Sheet]) -> _Flow:
        """The pages one after another. ``firsts``: line each begins with; ``offsets``: where."""
        texts: list[str] = []
        boxes: array[float] = array("f")
        printed: list[Line] = []
        firsts: list[int] = []
        offsets: list[int] = []
        at = 0
        for number, page in enumerate(sheets):
            if number:
                texts.append("\f")
                boxes.frombytes(bytes(16))
                at += 1
            text = page.codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
            firsts.append(len(printed))
            offsets.append(at)
            ends = [start - 1 for start in (*page.starts[1:], len(text))][: len(page.starts)]
            printed += [
                Line(at + start, at + end, text[start:end], gap, number)
                for start, end, gap in zip(page.starts, ends, page.gaps, strict=True)
            ]
            texts.append(text)
            boxes.frombytes(np.ascontiguousarray(page.boxes, np.float32).tobytes())
            at += len(text)
        return cls("".join(texts), boxes, printed, firsts, offsets)

    def relined(self, plain: str) -> Iterator[Line]:
        """The lines with their text as the vocabulary is written."""
        for line in self.lines:
            yield replace(line, text=plain[line.start : line.end])

    def parts(self, sheets: Sequence[Sheet]) -> Iterator[Part]:
        """The tables of every page, from the first page on."""
        for page, first in zip(sheets, self.firsts, strict=True):
            for table in page.tables:
                part = self._part(table, first)
                if part is not None:
                    yield part

    def _part(self, table: Ruled, first: int) -> Part | None:
        used = [pair for pair in table.lines if pair[0] < pair[1]]
        if not used:
            return None
        grid = table.grid
        low, high = first + used[0][0], first + used[-1][1] - 1
        width = len(grid.xs) - 1
        rows = [_Draft(width) for _ in range(len(grid.ys) - 1)]
        at = self.lines[low].start
        for (row, col, down, across), (begin, end), box in zip(
            grid.cells.tolist(), table.lines, boxes_of(grid), strict=True
        ):
            source = self._source(first + begin, first + end)
            at = source[-1].end if source else at
            draft = rows[row]
            draft.cells[col] = source or (Span(at, at),)
            draft.boxes[col] = box
            if down > 1 or across > 1:
                draft.merged.append((col, down, across))
            if source and draft.line is None:
                draft.line = first + begin
        return Part("pdf", tuple(_rows(rows, low, at)), low, high)

    def _source(self, begin: int, end: int) -> Source:
        if end - begin == 1:
            line = self.lines[begin]
            return (_bare(line),)
        return tuple(_bare(line) for line in self.lines[begin:end])


class _Draft:
    """A row being put together."""

    __slots__ = ("boxes", "cells", "line", "merged")

    def __init__(self, width: int) -> None:
        self.cells: list[Source | None] = [None] * width
        self.boxes: list[tuple[float, float, float, float] | None] = [None] * width
        self.merged: list[tuple[int, int, int]] = []
        self.line: int | None = None


def _rows(drafts: Sequence[_Draft], line: int, at: int) -> Iterator[Row]:
    empty = (Span(at, at),)
    for draft in drafts:
        line = draft.line if draft.line is not None else line
        cells = tuple(cell if cell is not None else empty for cell in draft.cells)
        yield Row(cells, line, tuple(draft.merged), tuple(draft.boxes))


def _bare(line: Line) -> Span:
    """A line without blanks at its ends."""
    text = line.text
    if text[0] not in _PAD and text[-1] not in _PAD:
        return Span(line.start, line.end)
    start = line.start + len(text) - len(text.lstrip())
    return Span(start, max(start, line.end - len(text) + len(text.rstrip())))


_PAD = frozenset(" \t\u00a0\u3000")


def _marks(flow: _Flow, sheets: Sequence[Sheet], free: Sequence[int]) -> dict[int, str]:
    """Lines that number a page or run over pages, with the number they print."""
    heads = _running(flow, sheets)
    kept = [at for at in free if at not in heads]
    numbered = page_marks([flow.lines[at] for at in kept])
    return dict.fromkeys(heads, "") | {kept[at]: label for at, label in numbered.items()}


def _running(flow: _Flow, sheets: Sequence[Sheet]) -> set[int]:
    """Lines in the margins whose text, numbers aside, stands there on several pages."""
    places: dict[str, list[int]] = {}
    for page, first in zip(sheets, flow.firsts, strict=True):
        margin = _MARGIN * page.height
        edge = {0, 1, len(page.starts) - 2, len(page.starts) - 1}
        for at in sorted(edge & set(range(len(page.starts)))):
            if page.bottoms[at] <= margin or page.tops[at] >= page.height - margin:
                key = _DIGITS.sub("0", flow.lines[first + at].text.strip())
                places.setdefault(key, []).append(first + at)
    enough = max(_RUNNING, len(sheets) // 3)
    return {at for key, where in places.items() if len(where) >= enough and key != "0" for at in where}


def _pages(flow: _Flow, marks: dict[int, str]) -> tuple[Page, ...]:
    labels = {flow.lines[at].page: label for at, label in marks.items() if label}
    ends = [*(start - 1 for start in flow.offsets[1:]), len(flow.text)]
    return tuple(
        Page(number + 1, Span(start, end), labels.get(number))
        for number, (start, end) in enumerate(zip(flow.offsets, ends, strict=True))
    )
