"""How files are to be read, as the user asks for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """``password`` opens an encrypted file. ``engine`` reads PDF: ``pdfium`` or ``pdfplumber``.

    ``join`` makes one table of the parts that go on over a page break; tables of plain text, where
    no ruling says that a table ends, are always joined.
    """

    password: str | None = None
    engine: str = "pdfium"
    join: bool = True


USUAL = Options()
