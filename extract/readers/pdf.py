"""PDF reports: bytes → Document."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

from extract.aligned import Vouches
from extract.options import Options
from extract.readers import pdfium
from extract.readers.page_sheet import page_sheet, vouches_of
from extract.readers.pdf_errors import broken, check_pages, locked
from extract.readers.pdf_flow import Printed, document
from extract.readers.pdf_streams import check_streams
from extract.readers.sheet import Sheet, sheet
from extract.readers.spare import Spare
from model.document import Document
from model.errors import NeedsOcr, UnreadableFile
from model.words import Vocabulary

_Page: TypeAlias = pdfium.RawPage | pdfium.TooMuch | pdfium.Damaged


def read(data: bytes, name: str, words: Vocabulary, options: Options) -> Document:
    """The report in the bytes of a PDF file.

    Raises UnreadableFile for a file that cannot be opened, that is locked or unpacks to too much,
    NeedsOcr for one that shows nothing but pictures, or text whose characters no font names.
    """
    check_streams(data)
    sheets, warnings = _settled(_pages(data, options, vouches_of(words)))
    doc_id = hashlib.sha256(data).hexdigest()[:16]
    return document(Printed(name, doc_id, sheets, warnings), words, join=options.join)


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of a page: its sheet, or None and why; ``by_spare`` says why PDFium gave none.

    ``unread``: characters whose font does not say which they are.
    """

    sheet: Sheet | None
    trouble: str = ""
    by_spare: str = ""
    pictures: int = 0
    unread: int = 0


def _pages(data: bytes, options: Options, vouches: Vouches) -> list[_Read]:
    if options.engine == "pdfplumber":
        from extract.readers import plumber  # noqa: PLC0415  its libraries are heavy

        return [_plain(page, vouches) for page in plumber.pages(data, options.password)]
    return _by_pdfium(data, options.password, vouches)


def _by_pdfium(data: bytes, password: str | None, vouches: Vouches) -> list[_Read]:
    opened = _opened(data, password)
    try:
        spare = Spare(data, password, len(opened))
        return [
            _spared(page, number, spare, vouches)
            for number, page in enumerate(pdfium.pages(opened), start=1)
        ]
    finally:
        opened.close()


def _opened(data: bytes, password: str | None) -> pypdfium2.PdfDocument:
    try:
        opened = pypdfium2.PdfDocument(data, password=password)
        count = len(opened)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise locked(password) from error
        raise broken() from error
    try:
        check_pages(count)
    except UnreadableFile:
        opened.close()
        raise
    return opened


def _plain(page: _Page, vouches: Vouches) -> _Read:
    """The page laid out, or why not."""
    if not isinstance(page, pdfium.RawPage):
        return _Read(None, str(page))
    unread = int(np.count_nonzero(page.codes == pdfium.UNREAD))
    usable = 2 * unread < max(len(page.codes), 1)
    laid = page_sheet(page, vouches) if usable else _BLANK
    return _Read(laid, pictures=page.pictures, unread=unread)


def _spared(page: _Page, number: int, spare: Spare, vouches: Vouches) -> _Read:
    """The page laid out; by the spare engine where it is damaged or our own code stumbles."""
    if not isinstance(page, pdfium.Damaged):
        try:
            return _plain(page, vouches)
        except Exception as error:  # noqa: BLE001  one page's trouble; the warning says where
            page = pdfium.fault(error)
    try:
        return replace(_plain(spare.page(number), vouches), by_spare=str(page))
    except (pdfium.TooMuch, pdfium.Damaged) as error:
        return _Read(None, f"{page}；后备引擎也未读出（{error}）")
    except Exception as error:  # noqa: BLE001  the same
        return _Read(None, f"{page}；后备引擎也未读出（{pdfium.fault(error)}）")


def _settled(read_pages: Sequence[_Read]) -> tuple[list[Sheet], tuple[str, ...]]:
    """The pages in order, and what is to be said of some; an error where no page has text."""
    sheets = [one.sheet or _BLANK for one in read_pages]
    said = [(number, one, _said(number, one)) for number, one in enumerate(read_pages, start=1)]
    if not any(one.starts for one in sheets):
        failed = [(number, one) for number, one, _ in said if one.sheet is None]
        if failed:
            zh = f"没有一页能读（第{failed[0][0]}页：{failed[0][1].trouble}）；请重新导出后再试"
            raise UnreadableFile(zh, "not one page can be read: export the file anew")
        if any(one.unread for one in read_pages):
            zh = "文字没有编码（字体未说明是什么字）；请先做文字识别（OCR）再读"
            raise NeedsOcr(zh, "its fonts do not say which characters: recognize its text first")
        zh = "没有文字层（扫描件或图片）；请先做文字识别（OCR）再读"
        raise NeedsOcr(zh, "no text layer (a scan or pictures): recognize its text first")
    return sheets, tuple(words for _, _, words in said if words)


def _said(number: int, page: _Read) -> str:
    if page.sheet is None:
        return f"第{number}页未读：{page.trouble}"
    if page.by_spare:
        return f"第{number}页由后备引擎读取（pdfplumber）：{page.by_spare}"
    if not page.sheet.starts and page.unread:
        return f"第{number}页的文字没有编码（字体未说明是什么字），需先做文字识别（OCR），该页未读"
    if page.unread:
        return f"第{number}页有 {page.unread} 个字符没有编码，显示为 �，请核对原件"
    if not page.sheet.starts and page.pictures:
        return f"第{number}页没有文字层，需先做文字识别（OCR），该页未读"
    return ""


_BLANK = sheet(np.zeros(0, np.uint32), np.zeros((0, 4), np.float32), ())
