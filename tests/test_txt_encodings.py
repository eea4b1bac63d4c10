"""Bytes to text: every encoding reports come in, and the damage they come with."""

from __future__ import annotations

import codecs

import pytest

from extract.readers.encodings import decode

SIMPLE = "青岗县水库维修项目绩效自评报告\n本项目年初预算数为30.50万元，实际支出28万元。\n"
TRADITIONAL = (
    "青崗縣水庫維修計畫績效評核報告\n本計畫預算數為30.50萬元，實際支出28萬元，執行率達標。\n"
)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_simplified_text_comes_back_whole(encoding: str, name: str) -> None:
    decoded = decode(SIMPLE.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.warnings) == (SIMPLE, name, ())


def test_big_endian_mark_is_dropped() -> None:
    assert decode(codecs.BOM_UTF16_BE + SIMPLE.encode("utf-16-be")).text == SIMPLE


def test_big5_is_not_taken_for_gb18030() -> None:
    decoded = decode(TRADITIONAL.encode("big5"))
    assert (decoded.text, decoded.encoding) == (TRADITIONAL, "big5")


def test_traditional_text_in_gb18030_is_not_taken_for_big5() -> None:
    assert decode(TRADITIONAL.encode("gb18030")).text == TRADITIONAL


def test_rare_character_needs_gb18030() -> None:
    text = SIMPLE + "经办人：㐂𠮷\n"
    assert decode(text.encode("gb18030")).text == text


def test_one_bad_byte_stays_within_its_line() -> None:
    lines = [line.encode("gb18030") for line in SIMPLE.splitlines()] * 3
    lines[2] = b"\xff" + lines[2]
    decoded = decode(b"\n".join(lines))
    assert decoded.text.split("\n")[3:] == (SIMPLE * 2).splitlines()[1:]
    assert "1 处" in decoded.warnings[0]


def test_one_bad_byte_leaves_utf8_utf8() -> None:
    data = SIMPLE.encode()
    decoded = decode(data[:9] + b"\xff" + data[9:])
    assert decoded.text == SIMPLE[:3] + "\ufffd" + SIMPLE[3:]


@pytest.mark.parametrize("cut", [1, 2])
def test_cut_off_tail_is_read_and_warned_about(cut: int) -> None:
    data = SIMPLE.strip().encode() + "元".encode()
    decoded = decode(data[:-cut])
    assert decoded.text == SIMPLE.strip()
    assert "截断" in decoded.warnings[0]


def test_private_use_characters_are_counted() -> None:
    assert "2 个自造字" in decode((SIMPLE + "\ue000\ue001").encode()).warnings[0]


def test_stray_nul_does_not_make_utf16() -> None:
    assert decode((SIMPLE + "\0").encode("gb18030")).text == SIMPLE + "\0"
