"""Plain text reports: bytes → Document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from extract import grid
from extract.contents import contents_lines
from extract.dialects.part import Loose
from extract.laying import laid_out
from extract.lines import PAD, Line, lines
from extract.page_marks import page_marks
from extract.readers.encodings import decode
from model.document import Document, Page, lines_of
from model.errors import UnknownFormat, UnreadableFile
from model.span import Span
from model.words import Vocabulary

MAX_BYTES = 20_000_000
"""Larger files are refused: a report's text is below 1 MB, and at 0.5 MB/s end to end 20 MB
already take most of a minute and about 1 GB."""
MAX_LINE = 60_000
"""Characters of a line that is still read. Reports saved as one line have stayed below 40,000; what
is longer is machine output, and patterns that look for sentences in it grow with its square."""
MAX_LINES = 200_000
"""Printed lines of one report; the longest real ones have some thousands, and tables are sought
line by line at up to 30 microseconds each."""
MIN_FITNESS = 0.9
"""Share of characters that must make sense as text. Decoded random bytes stay below 0.8; a report
with damaged spots stays above 0.95."""

_BINARY: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "Office 文档或 ZIP 压缩包", "an Office document or ZIP archive"),
    (b"PK\x05\x06", "空的 ZIP 压缩包", "an empty ZIP archive"),
    (b"%PDF", "PDF 文档", "a PDF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文档（doc、xls）", "an old Office document"),
    (b"\x89PNG", "图片（PNG）", "a PNG image"),
    (b"\xff\xd8\xff", "图片（JPEG）", "a JPEG image"),
    (b"GIF8", "图片（GIF）", "a GIF image"),
    (b"II*\x00", "图片（TIFF）", "a TIFF image"),
    (b"MM\x00*", "图片（TIFF）", "a TIFF image"),
    (b"Rar!\x1a\x07", "RAR 压缩包", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "a 7z archive"),
    (b"\x1f\x8b\x08", "gzip 压缩包", "a gzip archive"),
    (b"\x7fELF", "程序文件", "a program"),
    (b"SQLite format 3\x00", "SQLite 数据库", "an SQLite database"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
)
_MARKED_UP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!DOCTYPE\s+html|<html[\s>]|<\?xml\s)", re.IGNORECASE
)


def read(data: bytes, name: str, words: Vocabulary) -> Document:
    """The report in the bytes of a text file.

    ``words`` vouch for heads of tables that nothing but blanks divides into columns. Raises
    UnreadableFile for a file that is empty or beyond the limits, UnknownFormat for one that holds
    no text.
    """
    _refuse(data)
    decoded = decode(data)
    text = decoded.text
    if not text.strip(PAD + "\n\f"):
        msg = "文件是空的，没有可读的文字；请换成有内容的文件"
        raise UnreadableFile(msg, "the file holds no text to read; give one with content")
    if decoded.fitness < MIN_FITNESS:
        msg = (
            "内容不像文字（可能是二进制数据或少见的编码）：请确认文件类型，另存为 UTF-8 文本后再读"
        )
        raise UnknownFormat(
            msg, "the content is no text, or in a rare encoding: save it as UTF-8 text"
        )
    printed, warnings = bounded(lines(text), text)
    warnings = (*decoded.warnings, *warnings)
    plain = words.plain(text)
    if plain is not text:
        printed, _ = bounded(lines(plain), plain)
    bare = Document(
        name=name,
        doc_id=hashlib.sha256(data).hexdigest()[:16],
        format="txt",
        encoding=decoded.encoding,
        text=text,
        warnings=warnings,
        line_starts=lines_of(text),
    )
    return _laid_out(bare, plain, printed, words)


def _laid_out(bare: Document, plain: str, printed: tuple[Line, ...], words: Vocabulary) -> Document:
    """The document with tables, and with passages from what they leave.

    ``plain`` is its text as the words of the vocabulary are written, character by character.
    """
    starts = bare.line_starts
    loose = Loose(plain, printed, words, page_marks(printed), contents_lines(printed), starts)
    paged = replace(bare, pages=_pages(bare.text, printed, loose.marks))
    return laid_out(paged, loose, grid.parts(loose))


def _refuse(data: bytes) -> None:
    if not data:
        msg = "文件是空的（0 字节）"
        raise UnreadableFile(msg, "the file is empty (0 bytes)")
    for magic, zh, en in _BINARY:
        if data.startswith(magic):
            msg = f"扩展名是 .txt，内容却是{zh}：请改回原扩展名，或另存为纯文本后再读"
            raise UnknownFormat(
                msg,
                f"named .txt but holds {en}: restore its extension or save it as plain text",
            )
    if _MARKED_UP.match(data[:200]):
        msg = "内容是网页（HTML/XML）源码：请在浏览器中打开并另存为纯文本后再读"
        raise UnknownFormat(
            msg,
            "the content is HTML or XML source: open it in a browser and save it as plain text",
        )
    if len(data) > MAX_BYTES:
        size, most = f"{len(data) / 1e6:.0f} MB", f"{MAX_BYTES // 1_000_000} MB"
        msg = f"文件有 {size}，超过文本上限 {most}：请拆成单份报告后再读"
        raise UnreadableFile(
            msg, f"the file has {size}, above the limit of {most} for text: split it up"
        )


def bounded(printed: tuple[Line, ...], text: str) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines within the limit, and a warning for each one left out."""
    if len(printed) > MAX_LINES:
        msg = f"文件有 {len(printed)} 行，超过上限 {MAX_LINES} 行：请拆成单份报告后再读"
        raise UnreadableFile(
            msg, f"the file has {len(printed)} lines, above the limit of {MAX_LINES}: split it"
        )
    long = [line for line in printed if line.end - line.start > MAX_LINE]
    if not long:
        return printed, ()
    if len(long) == len(printed):
        msg = f"全文只有超长的行（一行超过 {MAX_LINE} 字），无法识别段落和表格：请恢复换行后再读"
        raise UnreadableFile(
            msg,
            f"nothing but lines of more than {MAX_LINE} characters: restore the line breaks",
        )
    return tuple(line for line in printed if line.end - line.start <= MAX_LINE), tuple(
        f"第{text.count(chr(10), 0, line.start) + 1}行有 {line.end - line.start} 字，"
        f"超过单行上限 {MAX_LINE} 字，该行未读"
        for line in long
    )


def _pages(text: str, printed: Sequence[Line], marks: dict[int, str]) -> tuple[Page, ...]:
    """Pages between form feeds; none where there are no form feeds."""
    if "\f" not in text:
        return ()
    labels = {printed[at].page: label for at, label in marks.items()}
    starts = [0, *(found.end() for found in re.finditer("\f", text))]
    return tuple(
        Page(at + 1, Span(start, end), labels.get(at))
        for at, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True))
    )
