"""DOCX reports: bytes → Document."""

from __future__ import annotations

from extract.options import Options
from model.document import Document
from model.errors import UnknownFormat
from model.words import Vocabulary


def read(data: bytes, name: str, words: Vocabulary, options: Options) -> Document:
    """The report in the bytes of a DOCX file."""
    del data, words, options
    zh = f"{name}：本版还不能读"
    raise UnknownFormat(zh, f"{name}: cannot be read yet")
