"""From a path to a Document: which reader a file belongs to."""

from __future__ import annotations

from pathlib import Path

from extract.options import USUAL, Options
from extract.readers import txt
from extract.survey import LARGEST_DOCX, LARGEST_PDF
from model.document import Document
from model.errors import OutOfReach, UnknownFormat, UnreadableFile
from model.words import Vocabulary

LARGEST_FILE = max(LARGEST_DOCX, LARGEST_PDF)
"""Bytes; more is refused before it is read into memory. That much is photos: text has lower limits
of its own in its reader."""
_TEXT = frozenset({".txt", ".md", ".text", ".csv"})


def document(
    path: Path, words: Vocabulary, name: str | None = None, options: Options = USUAL
) -> Document:
    """Read a file; ``name`` is the path as the user gave it.

    The reader is chosen by the content: a PDF is one whatever it is named. Raises UnreadableFile
    where the file cannot be opened or its content not read (NeedsOcr where it shows pictures of
    text only), UnknownFormat where no reader knows its kind.
    """
    data = _bytes(path)
    shown = name or path.as_posix()
    if data.startswith(b"%PDF-"):
        from extract.readers import pdf  # noqa: PLC0415  its libraries are heavy

        return pdf.read(data, shown, words, options)
    if data.startswith(b"PK\x03\x04") and path.suffix.lower() not in _TEXT:
        from extract.readers import docx  # noqa: PLC0415  its libraries are heavy

        return docx.read(data, shown, words, options)
    if path.suffix.lower() in _TEXT:
        return txt.read(data, shown, words)
    zh = f"不认识的文件类型“{path.suffix}”；能读的是 TXT、PDF 和 DOCX"
    en = f"unknown kind of file “{path.suffix}”; TXT, PDF and DOCX can be read"
    raise UnknownFormat(zh, en)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_FILE else None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        zh = f"文件打不开（{reason}）；请检查路径和权限"
        en = f"the file cannot be opened ({reason}); check its path and permissions"
        raise OutOfReach(zh, en) from error
    if data is None:
        zh = f"文件超过 {LARGEST_FILE >> 20} MB；请拆分后再试"
        en = f"the file is larger than {LARGEST_FILE >> 20} MB; split it first"
        raise UnreadableFile(zh, en)
    return data
