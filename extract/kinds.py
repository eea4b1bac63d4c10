"""What kind of file a file is, by its content; the name decides only between kinds of text."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

_HEAD = 4096
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"SQLite format 3\x00", "database"),
)
_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint", "ppt"))
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
REPORT_NAMES = frozenset({".txt", ".text", ".md"})
"""Name endings of text that may be a report."""
_BY_NAME = frozenset({".pdf", ".docx", ".doc", ".wps", ".xls", ".xlsx", ".et", ".rtf", ".ofd"})


def kind_of(path: Path) -> str:
    """The kind of a regular file: ``text pdf docx doc …``, ``empty``, ``markup``, ``binary``.

    ``text`` is what may be a report; ``markup`` text of another trade (CSV, JSON, HTML, code).
    Raises OSError where the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    suffix = path.suffix.lower()
    if not head:
        return "empty" if suffix in REPORT_NAMES | _BY_NAME else "other"
    if head.startswith(b"PK\x03\x04"):
        return _package(path)
    if head.startswith(_COMPOUND):
        return _compound(path)
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (kind != "image" or b"\x00" in head):
            return kind
    return _plain(head, suffix)


def _plain(head: bytes, suffix: str) -> str:
    if suffix in REPORT_NAMES:
        return "text"
    if head.startswith(_BOMS) or b"\x00" not in head:
        return "markup"
    return "binary"


def _package(path: Path) -> str:
    try:
        with ZipFile(path) as package:
            names = set(package.namelist())
    except (BadZipFile, ValueError, NotImplementedError):
        return "archive"
    return next((kind for part, kind in _PARTS if part in names), "archive")


def _compound(path: Path) -> str:
    """The kind of an old office file, by the names in its directory, wherever that stands."""
    with path.open("rb") as file:
        content = file.read(1 << 26)
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in content:
            return "wps" if kind == "doc" and path.suffix.lower() == ".wps" else kind
    return "office"
