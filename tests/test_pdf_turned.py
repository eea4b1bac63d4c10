"""Pages that are shown turned, text that runs up, down or upside down."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.options import USUAL
from extract.readers import pdf
from normalize import vocabulary

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))  # pyright: ignore[reportUnknownMemberType]

_LINES = ("年初预算安排", "一共支出100.5万元", "第三行文字")
_CELLS = (("甲左", "甲右"), ("乙左", "乙右"))
_TURNS = (0, 90, 180, 270)


def drawn(text: int, page: int) -> bytes:
    """Three lines and a ruled table, turned ``text`` degrees on a page shown turned by ``page``.

    The last line of text reaches far to both sides of the middle.
    """
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 800))
    canvas.setPageRotation(page)
    canvas.setFont("STSong-Light", 12)
    canvas.translate(300, 400)
    canvas.rotate(text)
    for at, line in enumerate(_LINES):
        canvas.drawString(-100, 100 - 20 * at, line)
    for y in (-60, -80, -100):
        canvas.line(-100, y, 100, y)
    for x in (-100, 0, 100):
        canvas.line(x, -60, x, -100)
    for row, cells in enumerate(_CELLS):
        for col, cell in enumerate(cells):
            canvas.drawString(-90 + 100 * col, -75 - 20 * row, cell)
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("page", _TURNS)
@pytest.mark.parametrize("text", _TURNS)
def test_a_turned_page_reads_like_an_upright_one(text: int, page: int) -> None:
    document = pdf.read(drawn(text, page), "x.pdf", vocabulary(), USUAL)
    assert document.text.split() == [*_LINES, *(cell for row in _CELLS for cell in row)]
    assert [(table.rows, table.cols) for table in document.tables] == [(2, 2)]
    assert document.warnings == ()


@pytest.mark.parametrize("page", _TURNS)
def test_a_lying_page_keeps_what_stands_far_to_the_side(page: int) -> None:
    buffer = BytesIO()
    # For a page that lies, reportlab takes the size of the page as shown.
    canvas = Canvas(buffer, pagesize=(800, 600) if page % 180 else (600, 800))
    canvas.setPageRotation(page)
    canvas.translate(300, 400)
    canvas.rotate(page)
    side = 370 if page % 180 else 270
    canvas.drawString(-side, 0, "far")
    canvas.drawRightString(side, 0, "away")
    canvas.save()
    document = pdf.read(buffer.getvalue(), "x.pdf", vocabulary(), USUAL)
    assert document.text.split() == ["far", "away"]
