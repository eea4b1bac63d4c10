"""PDF pages by pdfplumber: some thirty times slower than PDFium, with other code throughout."""

from __future__ import annotations

import logging
import math
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

import numpy as np
import pdfplumber
from pdfminer.layout import LTPage
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import literal_name
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from extract.arrays import Floats
from extract.readers.pdf_errors import MOST_PAGES, broken, check_pages, locked
from extract.readers.pdfium import MOST_CHARACTERS, Damaged, RawPage, TooMuch
from model.errors import UnreadableFile

MOST_BYTES = 4 << 20
"""Bytes of drawing commands of a page, its forms counted each time they are drawn. Dense tables
have 0.2 MB; pdfminer takes some 10 s for a megabyte."""
MOST_EDGES = 3_000
"""Sides of lines and rectangles of a page: pdfplumber compares each with each."""
_FLATE, _ASCII = {"FlateDecode", "Fl"}, {"ASCII85Decode", "A85", "ASCIIHexDecode", "AHx"}
_UNREAD = "\ufffd"
"""Stands for a character whose font does not say which it is; pdfminer writes ``(cid:17)``."""

for _name in ("pdfminer", "pdfplumber"):  # what they have to say would go to the error stream
    logging.getLogger(_name).addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Book:
    """An open file and its pages, none of them read yet."""

    pdf: PDF
    pages: tuple[PDFPage, ...]

    def close(self) -> None:
        """Lets go of the file; it lies in memory."""
        self.pdf.stream.close()


def opened(data: bytes, password: str | None) -> Book:
    """The file; raises UnreadableFile where pdfplumber cannot open it or it is locked."""
    try:
        pdf = pdfplumber.open(BytesIO(data), password=password)
        pages = tuple(islice(PDFPage.create_pages(pdf.doc), MOST_PAGES + 1))
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise locked(password) from error
        raise broken() from error
    except Exception as error:  # pdfminer raises whatever a damaged file makes it stumble over
        raise broken() from error
    try:
        check_pages(len(pages))
    except UnreadableFile:
        pdf.stream.close()
        raise
    return Book(pdf, pages)


def pages(data: bytes, password: str | None) -> Iterator[RawPage | TooMuch | Damaged]:
    """Every page of a file; in place of one that cannot be read the reason."""
    with closing(opened(data, password)) as book:
        for number in range(len(book.pages)):
            try:
                yield page(book, number, MOST_BYTES)
            except (TooMuch, Damaged) as error:
                yield error


def page(book: Book, number: int, most: int) -> RawPage:
    """One page, counted from 0, of at most so many bytes of drawing commands.

    ``lines`` of the page are the boxes of its tables' cells, and ``sizes`` says how many cells each
    table has. Raises TooMuch beyond the limits, Damaged for what pdfminer stumbles over.
    """
    try:
        return _raw(_Page(book.pdf, book.pages[number], number + 1), most)
    except (TooMuch, Damaged):
        raise
    except Exception as error:
        inner = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        raise Damaged(type(inner).__name__) from error


class _Device(PDFPageAggregatorWithMarkedContent):
    """Where pdfminer draws; ``left`` is how many bytes of commands may still come."""

    left: int = MOST_BYTES


class _Interpreter(PDFPageInterpreter):
    """pdfminer's own, but for the bytes it counts: a form drawn a million times ends it too."""

    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        """Carries out streams of drawing commands; raises TooMuch beyond the limit."""
        for one in streams:
            self.device.left -= _expanded(stream_value(one), self.device.left)
            if self.device.left < 0:
                msg = "本页绘图指令太多"
                raise TooMuch(msg)
        super().execute(streams)


class _Page(Page):
    """A page whose drawing commands are counted."""

    most: int = MOST_BYTES

    @property
    def layout(self) -> LTPage:
        """What stands on the page, as pdfminer says it."""
        manager: PDFResourceManager = self.pdf.rsrcmgr
        device = _Device(manager, pageno=self.page_number, laparams=None)
        device.left = self.most
        _Interpreter(manager, device).process_page(self.page_obj)
        return device.get_result()


def _expanded(stream: PDFStream, most: int) -> int:
    """Bytes of a stream once unpacked; counted no farther than a little beyond ``most``."""
    if stream.data is not None:
        return len(stream.data)
    data = stream.rawdata or b""
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
    for name, _ in stream.get_filters():
        kind = str(literal_name(name))
        if kind in _FLATE:
            data = _inflated(data, most)
        elif kind not in _ASCII:  # LZW and the rest are not seen in pages of today
            msg = "本页的压缩方式不能读"
            raise Damaged(msg)
    return len(data)


def _inflated(data: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, most + 1)
    except zlib.error:
        return data


def _raw(page: _Page, most: int) -> RawPage:
    page.most = most
    chars: list[dict[str, Any]] = page.chars
    if len(chars) > MOST_CHARACTERS:
        msg = f"本页有 {len(chars)} 个字符，超过上限 {MOST_CHARACTERS}"
        raise TooMuch(msg)
    left, top, right, bottom = _shown(page)
    cells, sizes = _cells(page)
    codes, boxes, angles = _characters(chars)
    shift = np.array((left, top, left, top), np.float32)
    boxes, cells = boxes - shift, cells - shift
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    kept = ((middle >= 0) & (middle <= (right - left, bottom - top))).all(axis=1)
    kept &= (codes >= 0x20) & (boxes[:, 2] > boxes[:, 0])  # noqa: PLR2004  the first printed one
    slanted = bool((np.abs((angles + 180) % 360 - 180) > 0.1).any())  # noqa: PLR2004  degrees
    return RawPage(
        width=right - left,
        height=bottom - top,
        codes=codes[kept],
        boxes=boxes[kept],
        angles=angles[kept] if slanted else None,
        lines=cells,
        pictures=len(page.images),
        sizes=sizes,
    )


def _shown(page: Page) -> tuple[float, float, float, float]:
    """The box of the page that is shown, in pdfplumber's points."""
    media, crop = page.mediabox, page.cropbox
    left, top = max(media[0], crop[0]), max(media[1], crop[1])
    right, bottom = min(media[2], crop[2]), min(media[3], crop[3])
    if left < right and top < bottom:
        return float(left), float(top), float(right), float(bottom)
    return float(media[0]), float(media[1]), float(media[2]), float(media[3])


def _cells(page: Page) -> tuple[Floats, tuple[int, ...]]:
    """The boxes of the cells of all tables, and how many each has."""
    if len(page.edges) > MOST_EDGES:
        msg = f"本页有 {len(page.edges)} 条线，超过上限 {MOST_EDGES}"
        raise TooMuch(msg)
    tables = [table.cells for table in page.find_tables()]
    boxes = [box for cells in tables for box in cells]
    return np.array(boxes, np.float32).reshape(-1, 4), tuple(len(cells) for cells in tables)


def _characters(chars: Sequence[dict[str, Any]]) -> tuple[Any, Floats, Floats]:
    """Code points, boxes, and degrees each is turned, clockwise as PDFium counts them."""
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    angles: list[float] = []
    for char in chars:
        text = str(char["text"])
        text = _UNREAD if text.startswith("(cid:") else text
        x0, step = float(char["x0"]), float(char["x1"] - char["x0"]) / max(1, len(text))
        a, _, c, *_ = char["matrix"]
        for at, letter in enumerate(text):
            codes.append(ord(letter))
            boxes.append((x0 + at * step, char["top"], x0 + (at + 1) * step, char["bottom"]))
            angles.append(math.degrees(math.atan2(c, a)) % 360)
    return (
        np.array(codes, np.uint32),
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array(angles, np.float32),
    )
