"""DOCX files that are damaged, hostile or something else: one line, or a warning and the rest."""

from __future__ import annotations

import io
import zipfile

import pytest

from extract.options import USUAL
from extract.readers import docx, docx_package
from model.errors import GoujiError, NeedsOcr, UnknownFormat, UnreadableFile
from normalize import vocabulary
from tests.made_docx import SPACES, of, p, package, part, read, said, tbl, tr, zipped

MAIN = "word/document.xml"
BODY = part("document", f"<w:body>{p('正文')}</w:body>")


def refusal(data: bytes) -> GoujiError:
    with pytest.raises(GoujiError) as caught:
        docx.read(data, "甲.docx", vocabulary(), USUAL)
    error = caught.value
    assert "\n" not in error.zh + error.en
    assert "请" in error.zh
    assert "甲.docx" not in error.zh + error.en
    return error


@pytest.mark.parametrize("cut", [30, 200, -30])
def test_a_file_cut_off_is_unreadable(cut: int) -> None:
    assert isinstance(refusal(package(p("正文"))[:cut]), UnreadableFile)


@pytest.mark.parametrize("name", ["xl/workbook.xml", "readme.txt", "ppt/presentation.xml"])
def test_an_archive_without_a_document_is_of_no_known_kind(name: str) -> None:
    assert isinstance(refusal(zipped({name: "<x/>"})), UnknownFormat)


def test_a_main_part_that_is_no_document_is_of_no_known_kind() -> None:
    assert isinstance(refusal(zipped({MAIN: "<workbook/>"})), UnknownFormat)


@pytest.mark.parametrize("main", ["", "<w:document", BODY[:-20], "<a></b>", "\x00\x01"])
def test_a_broken_main_part_is_unreadable(main: str) -> None:
    error = refusal(zipped({MAIN: main}))
    assert isinstance(error, UnreadableFile)
    assert "word/document.xml" in error.zh


def test_a_main_part_with_a_wrong_checksum_is_unreadable() -> None:
    data = bytearray(zipped({MAIN: BODY}))
    data[data.index(b"word/document.xml") + 40] ^= 0xFF
    assert isinstance(refusal(bytes(data)), UnreadableFile)


def test_a_document_without_text_is_unreadable() -> None:
    assert isinstance(refusal(package(p() + tbl(tr("", "")))), UnreadableFile)


def test_a_document_of_pictures_needs_to_be_recognized() -> None:
    assert isinstance(refusal(package(p(), {"image1": "x"})), NeedsOcr)


@pytest.mark.parametrize("name", ["numbering", "styles", "footnotes", "endnotes", "header1"])
def test_a_broken_part_is_warned_of_and_the_rest_read(name: str) -> None:
    reference = '<w:headerReference w:type="default" r:id="header1"/>'
    document = of(p("正文"), {name: "<w:x"}, reference)
    assert said(document) == ["正文"]
    assert document.warnings == (f"部件 word/{name}.xml 已损坏，未读；其余内容照常读取",)


def test_a_missing_part_is_warned_of() -> None:
    with zipfile.ZipFile(io.BytesIO(package(p("正文"), {"footnotes": "<x/>"}))) as whole:
        files = {n: whole.read(n).decode() for n in whole.namelist() if "footnotes" not in n}
    assert len(read(zipped(files)).warnings) == 1


def test_a_package_without_relationships_is_read() -> None:
    assert said(read(zipped({MAIN: BODY}))) == ["正文"]


def test_backslashes_in_names_are_slashes() -> None:
    assert said(read(zipped({"word\\document.xml": BODY}))) == ["正文"]


def doctype(name: str, code: str = "utf-8") -> bytes:
    """A part with an entity that would be blown up."""
    text = f'<?xml version="1.0" encoding="{code}"?><!DOCTYPE w [<!ENTITY a "a">]>'
    return f"{text}<w:{name} {SPACES}>&a;</w:{name}>".encode(code)


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["numbering", "footnotes", "styles"])
def test_a_doctype_in_any_part_is_refused(name: str, code: str) -> None:
    error = refusal(package(p("正文"), {name: doctype(name, code)}))
    assert "DOCTYPE" in error.zh


@pytest.mark.parametrize("code", ["utf-7", "cp037"])
def test_an_encoding_a_doctype_could_hide_in_is_not_read(code: str) -> None:
    document = of(p("正文"), {"footnotes": doctype("footnotes", code).replace(b"&a;", b"")})
    assert said(document) == ["正文"]
    assert len(document.warnings) == 1


def test_a_doctype_in_the_main_part_or_the_relationships_is_refused() -> None:
    assert "DOCTYPE" in refusal(zipped({MAIN: doctype("document")})).zh
    listing = doctype("Relationships")
    assert "DOCTYPE" in refusal(zipped({MAIN: BODY.encode(), "_rels/.rels": listing})).zh


def test_no_file_outside_the_package_is_opened() -> None:
    target = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'
    assert "DOCTYPE" in refusal(zipped({MAIN: target})).zh


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_ENTRIES", 5)
    many = {MAIN: BODY, **{f"word/media/{n}.png": "" for n in range(5)}}
    assert "6 个部件" in refusal(zipped(many)).zh


def test_a_package_that_inflates_too_far_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_INFLATED", 3 << 20)
    assert "4 MB" in refusal(zipped({MAIN: BODY, "word/media/a.bmp": b"\0" * (4 << 20)})).zh


def test_a_part_that_inflates_too_far_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_XML", 1 << 20)
    assert "1 MB" in refusal(package(p("正" * (1 << 19)))).zh


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    bomb = zipped({MAIN: BODY.replace("正文", " " * (40 << 20))})
    assert len(bomb) < 100_000
    assert "压缩比" in refusal(bomb).zh


def test_pictures_are_never_inflated() -> None:
    data = bytearray(zipped({MAIN: BODY, "word/media/a.png": b"\1" * 5000}))
    data[data.index(b"word/media/a.png") + 20] ^= 0xFF
    assert said(read(bytes(data))) == ["正文"]


def test_depth_beyond_reason_is_unreadable_not_a_crash() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5_000 + p("底") + "</w:sdtContent></w:sdt>" * 5_000
    assert isinstance(refusal(package(deep)), UnreadableFile)


@pytest.mark.parametrize("inner", ["w:sdt", "w:ins", "w:hyperlink"])
def test_depth_within_what_xml_allows_is_read(inner: str) -> None:
    tags = ["w:sdtContent", "w:sdt"] if inner == "w:sdt" else [inner]
    depth = 200 // len(tags)
    opening = "".join(f"<{tag}>" for tag in reversed(tags)) * depth
    closing = "".join(f"</{tag}>" for tag in tags) * depth
    assert said(of(f"<w:p>{opening}<w:r><w:t>底</w:t></w:r>{closing}</w:p>")) == ["底"]


def test_a_paragraph_beyond_the_longest_line_is_left_out_and_said_to_be() -> None:
    document = of(p("正文") + p("长" * 70_000))
    assert [document.read(block.source) for block in document.blocks] == ["正文"]
    assert "70000 字" in document.warnings[0]


@pytest.mark.parametrize("value", ["-5", "x", "", "99999999999999999999"])
def test_numbers_that_make_no_sense_do_no_harm(value: str) -> None:
    said_so = f'<w:gridSpan w:val="{value}"/>'
    cell = f"<w:tc><w:tcPr>{said_so}</w:tcPr>{p('甲')}</w:tc>"
    before = f'<w:gridBefore w:val="{value}"/><w:ilvl w:val="{value}"/>'
    assert "甲" in of(tbl(tr(cell, "1", properties=before))).text
