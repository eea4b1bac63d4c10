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
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1a\x1b")
_STRAY = 0.02
_BLOCKS = (
    range(9, 127),
    range(0x2000, 0x2700),
    range(0x3000, 0x3130),
    range(0x4E00, 0xA000),
    range(0xFE30, 0xFFF0),
)
_WIDE_SHARE = 0.7
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
    if _is_noise(head):
        return "binary"
    if suffix in REPORT_NAMES:
        return "text"
    if head.startswith(_BOMS) or b"\x00" not in head:
        return "markup"
    return "binary"


def _is_noise(head: bytes) -> bool:
    """Bytes that are text in no encoding: control codes, and no UTF-16 either.

    Chinese in UTF-16 is full of control codes too, but its units lie in few blocks; of random
    bytes a third does.
    """
    controls = sum(byte in _CONTROLS for byte in head)
    if controls <= len(head) * _STRAY:
        return False
    whole = head[: len(head) & ~1]
    units = [whole[at] | whole[at + 1] << 8 for at in range(0, len(whole), 2)]
    swapped = [unit >> 8 | (unit & 0xFF) << 8 for unit in units]
    best = max(sum(any(unit in block for block in _BLOCKS) for unit in u) for u in (units, swapped))
    return best < len(units) * _WIDE_SHARE


def _package(path: Path) -> str:
    try:
        with ZipFile(path) as package:
            names = set(package.namelist())
    except (BadZipFile, ValueError, NotImplementedError):
        # Cut off on its way: its reader says so; as an archive it would be passed over.
        return "docx" if path.suffix.lower() == ".docx" else "archive"
    return next((kind for part, kind in _PARTS if part in names), "archive")


def _compound(path: Path) -> str:
    """The kind of an old office file, by the names in its directory, wherever that stands."""
    with path.open("rb") as file:
        content = file.read(1 << 26)
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in content:
            return "wps" if kind == "doc" and path.suffix.lower() == ".wps" else kind
    return "office"
