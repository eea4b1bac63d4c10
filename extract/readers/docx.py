"""DOCX reports: bytes → Document."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extract.contents import contents_lines
from extract.dialects.part import Loose, Part, Row
from extract.laying import laid_out
from extract.lines import PAD, filled, lines
from extract.options import Options
from extract.page_marks import page_marks
from extract.readers.docx_body import flow
from extract.readers.docx_flow import Flow, Grid, GridRow
from extract.readers.docx_package import opened
from extract.readers.txt import bounded
from model.document import Document, lines_of
from model.errors import NeedsOcr, UnreadableFile
from model.words import Vocabulary


def read(data: bytes, name: str, words: Vocabulary, options: Options) -> Document:
    """The report in the bytes of a DOCX file.

    Its text is what the file prints, paragraph by paragraph and cell by cell, a line each; behind
    the last line stands what was deleted under change tracking. Raises UnreadableFile for a file
    that is damaged, empty or beyond the limits, UnknownFormat for one that is no Word document.
    """
    package = opened(data)
    read_flow = flow(package)
    text = "".join(read_flow.pieces)
    _refuse_blank(text, pictures=any(one.kind == "image" for one in package.related))
    appendix, deletions = read_flow.appendix()
    whole = text + appendix
    plain = words.plain(whole)[: len(text)]
    printed, warnings = bounded(lines(plain), plain)
    bare = Document(
        name=name,
        doc_id=hashlib.sha256(data).hexdigest()[:16],
        format="docx",
        encoding=None,
        text=whole,
        warnings=(*dict.fromkeys(read_flow.warnings), *warnings),
        changes=(*read_flow.changes, *deletions),
        line_starts=lines_of(whole),
    )
    heads = [
        at
        for at, line in enumerate(printed)
        if any(head.start <= line.start < head.end for head in read_flow.heads)
    ]
    marks = dict.fromkeys(heads, "") | page_marks(printed)
    contents = contents_lines(printed)
    loose = Loose(plain, printed, words, marks, contents, bare.line_starts)
    return laid_out(bare, loose, _parts(loose, read_flow), join=options.join)


def _refuse_blank(text: str, *, pictures: bool) -> None:
    if text.strip(f"{PAD}\n"):
        return
    if pictures:
        zh = "文件里只有图片，没有可读的文字；请先做文字识别（OCR）再试"
        raise NeedsOcr(zh, "the file holds pictures only, no text: recognize it (OCR) first")
    zh = "文件里没有可读的文字；请换成有内容的文件"
    raise UnreadableFile(zh, "the file holds no text to read; give one with content")


def _parts(loose: Loose, read_flow: Flow) -> list[Part]:
    """The tables by the lines they stand on; one that prints nothing stands on none."""
    starts = [line.start for line in loose.lines]
    found = (_part(grid, starts) for grid in read_flow.grids)
    return [part for part in found if part is not None]


def _part(grid: Grid, starts: Sequence[int]) -> Part | None:
    first = bisect_left(starts, grid.start)
    last = bisect_left(starts, grid.end) - 1
    if first > last or not grid.rows:
        return None
    rows = tuple(_row(row, starts, first, last) for row in grid.rows)
    return Part("docx", rows, first, last, grid.notes, alone=grid.nested)


def _row(row: GridRow, starts: Sequence[int], first: int, last: int) -> Row:
    """A row with its first line; one that prints nothing takes the line below it."""
    begin = next((cell[0].start for cell in row.cells if filled(cell)), None)
    line = bisect_left(starts, row.at) if begin is None else bisect_right(starts, begin) - 1
    nowhere = (None,) * len(row.cells)
    return Row(row.cells, min(max(line, first), last), row.merged, nowhere)
