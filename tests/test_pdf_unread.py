"""Fonts that do not say which characters they show, and streams that unpack to too much."""

from __future__ import annotations

import zlib

import pytest

from extract.options import USUAL
from extract.readers import pdf
from extract.readers.pdf_streams import MOST_UNPACKED
from model.errors import NeedsOcr, UnreadableFile
from normalize import vocabulary

_FONTS = (
    (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Odd /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] >>"
    ),
    (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Odd /DW 1000"
        b" /FontDescriptor 7 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    ),
    (
        b"<< /Type /FontDescriptor /FontName /ABCDEF+Odd /Flags 4 /FontBBox [0 -200 1000 800]"
        b" /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
    ),
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
)
_UNNAMED = b"BT /F1 12 Tf 50 700 Td <004100420043010101020103> Tj ET\n"
"""Six glyphs by their numbers, which are no characters."""
_NAMED = b"BT /F2 12 Tf 50 650 Td (budget 100) Tj ET\n"


def drawn(commands: bytes, *, packed: bool = False) -> bytes:
    """A PDF of one page with these drawing commands."""
    content = zlib.compress(commands, 9) if packed else commands
    how = b" /Filter /FlateDecode" if packed else b""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R /F2 8 0 R >> >> >>"
        ),
        b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), how, content),
        *_FONTS,
    )
    body = b"%PDF-1.4\n"
    places: list[int] = []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    )


def test_a_character_its_font_does_not_name_is_not_made_up() -> None:
    document = pdf.read(drawn(_UNNAMED + _NAMED), "x.pdf", vocabulary(), USUAL)
    assert document.text.split("\n") == ["\ufffd" * 6, "budget 100", ""]
    assert document.warnings == ("第1页有 6 个字符没有编码，显示为 �，请核对原件",)


def test_a_page_of_such_characters_needs_recognition() -> None:
    with pytest.raises(NeedsOcr, match="没有编码"):
        pdf.read(drawn(_UNNAMED), "x.pdf", vocabulary(), USUAL)


def test_a_stream_that_unpacks_to_too_much_is_refused() -> None:
    bomb = drawn(_NAMED + b" " * MOST_UNPACKED, packed=True)
    assert len(bomb) < MOST_UNPACKED // 500
    with pytest.raises(UnreadableFile, match="解压后超过 64 MB"):
        pdf.read(bomb, "x.pdf", vocabulary(), USUAL)


def test_a_large_stream_within_the_limit_is_read() -> None:
    large = drawn(_NAMED + b" " * (MOST_UNPACKED // 8), packed=True)
    assert pdf.read(large, "x.pdf", vocabulary(), USUAL).text == "budget 100\n"
