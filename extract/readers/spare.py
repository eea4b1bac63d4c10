"""The way out for a few pages that PDFium, or our own fast path, gives up on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from extract.readers.pdfium import Damaged, RawPage, TooMuch
from model.errors import UnreadableFile

MOST_PAGES = 3
"""Pages of a file; where more are damaged, the whole file is, and should be exported anew."""
LARGEST_FILE = 5_000_000
"""Bytes; pdfminer looks through a damaged file from end to end before it gives a page."""
MOST_BYTES = 400_000
"""Bytes of drawing commands of a page: twice a dense one, and some 4 s at the worst."""


@dataclass(slots=True)
class Spare:
    """The same file by pdfplumber. ``count`` is how many pages PDFium sees; ``used`` were asked."""

    data: bytes
    password: str | None
    count: int
    used: int = 0

    def page(self, number: int) -> RawPage:
        """A page, counted from 1; Damaged or TooMuch says why pdfplumber gives none either."""
        self.used += 1
        if self.used > MOST_PAGES:
            msg = f"一份文件最多用后备引擎读 {MOST_PAGES} 页"
            raise TooMuch(msg)
        if len(self.data) > LARGEST_FILE:
            msg = f"文件超过 {LARGEST_FILE // 1_000_000} MB，不用后备引擎"
            raise TooMuch(msg)
        from extract.readers import plumber  # noqa: PLC0415  its libraries are heavy

        with suppress(UnreadableFile):
            book = plumber.opened(self.data, self.password)
            try:
                if len(book.pages) == self.count:
                    return plumber.page(book, number - 1, MOST_BYTES)
            finally:
                book.close()
        msg = "后备引擎看到的页数不同，或打不开文件"
        raise Damaged(msg)
