"""From a path to a Document: which reader a file belongs to."""

from __future__ import annotations

from pathlib import Path

from extract.readers import txt
from model.document import Document
from model.errors import UnknownFormat, UnreadableFile
from model.words import Vocabulary

LARGEST_FILE = txt.MAX_BYTES
"""Bytes; more is refused before it is read into memory."""

READERS = {".txt": txt.read, ".md": txt.read, ".text": txt.read, ".csv": txt.read}


def document(path: Path, words: Vocabulary, name: str | None = None) -> Document:
    """Read a file; ``name`` is the path as the user gave it.

    Raises UnreadableFile where the file cannot be opened or its content not read, UnknownFormat
    where no reader knows its kind.
    """
    data = _bytes(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        zh = f"不认识的文件类型“{path.suffix}”；本版读取 TXT，请另存为 TXT 后再试"
        en = f"unknown kind of file “{path.suffix}”; this version reads TXT, save it as TXT first"
        raise UnknownFormat(zh, en)
    return reader(data, name or path.as_posix(), words)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_FILE else None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        zh = f"文件打不开（{reason}）；请检查路径和权限"
        en = f"the file cannot be opened ({reason}); check its path and permissions"
        raise UnreadableFile(zh, en) from error
    if data is None:
        zh = f"文件超过 {LARGEST_FILE >> 20} MB；请拆分后再试"
        en = f"the file is larger than {LARGEST_FILE >> 20} MB; split it first"
        raise UnreadableFile(zh, en)
    return data
