"""Poison in DOCX: bombs of archives and of XML, and bodies no Word writes."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from bench.poisons.poison import Poison, content
from tests.made_docx import p, package, part, tbl, tr, zipped

_MAIN = "word/document.xml"
_TEXT = p("绩效自评报告") + p("项目预算10万元，实际支出8万元。")
_ANY = "failed partial ok"
_BOMB = "压缩炸弹|超过"


def all_docx() -> Iterator[Poison]:
    """Every one of them."""
    yield from archives()
    yield from entities()
    yield from bodies()
    yield from numberings()


def archives() -> Iterator[Poison]:
    """Bombs of the archive itself."""
    one = zipped({_MAIN: bytes(600 << 20)})
    yield Poison("zip-one-part.docx", content(one), "failed", _BOMB)
    ratio = part("document", "<w:body>" + " " * (60 << 20) + "</w:body>")
    yield Poison("zip-ratio.docx", content(zipped({_MAIN: ratio})), "failed", _BOMB)
    many = {f"word/x{n}.xml": " " * 60_000 for n in range(9_900)} | {_MAIN: ratio[:50]}
    yield Poison("zip-many-parts.docx", content(zipped(many)), "failed", _BOMB)
    crowd = {f"{n}": "" for n in range(60_000)} | {_MAIN: part("document", f"<w:body>{_TEXT}")}
    yield Poison("zip-crowd.docx", content(zipped(crowd)), "failed", _BOMB)
    nested = package(_TEXT)
    for _ in range(40):
        nested = zipped({_MAIN: nested})
    yield Poison("zip-nested.docx", content(nested), "failed", "损坏")
    yield Poison("zip-lying.docx", content(_lying()), "failed", "损坏|炸弹|超过")
    yield Poison("zip-overlapping.docx", content(_overlapping()), "failed", _BOMB)
    yield Poison("zip-no-end.docx", content(package(_TEXT)[:-30]), "failed", "损坏|不完整")


def _lying() -> bytes:
    """A part that says it inflates to 4,000 bytes and inflates to 300 MB."""
    data = bytearray(zipped({_MAIN: part("document", " " * (300 << 20))}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 4_000)
    data[22:26] = struct.pack("<I", 4_000)
    return bytes(data)


def _overlapping() -> bytes:
    """Many names for one packed part of 2 MB, each entry pointing at the same bytes."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_MAIN, " " * (2 << 20))
        entry = archive.infolist()[0]
        for number in range(5_000):
            copied = type(entry)(f"word/{number}.xml")
            for name in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(copied, name, getattr(entry, name))
            archive.filelist.append(copied)
    return made.getvalue()


def entities() -> Iterator[Poison]:
    """Bombs of entities, and what a DTD may fetch."""
    laughs = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "哈哈哈哈"}">' for n in range(12)
    )
    yield _xml("xml-laughs.docx", f"<!DOCTYPE d [{laughs}]>", "&a11;")
    big = f'<!DOCTYPE d [<!ENTITY a "{"哈" * 100_000}">]>'
    yield _xml("xml-quadratic.docx", big, "&a;" * 30_000)
    yield _xml("xml-external.docx", '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;")
    yield _xml("xml-dtd.docx", '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">', "")
    parameter = '<!DOCTYPE d [<!ENTITY % a SYSTEM "file:///dev/zero"> %a;]>'
    yield _xml("xml-parameter.docx", parameter, "")
    hidden = _document("<!DOCTYPE d>", "").replace("UTF-8", "UTF-16").encode("utf-16")
    yield Poison("xml-utf16.docx", content(zipped({_MAIN: hidden})), "failed", "DOCTYPE")


def _document(doctype: str, text: str) -> str:
    whole = part("document", f"<w:body>{_TEXT}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>")
    head, rest = whole.split("?>", 1)
    return f"{head}?>{doctype}{rest}"


def _xml(name: str, doctype: str, text: str) -> Poison:
    data = zipped({_MAIN: _document(doctype, text)})
    return Poison(name, content(data), "failed", "DOCTYPE|炸弹")


def bodies() -> Iterator[Poison]:
    """Bodies too deep, too long, too wide."""
    deep = "<w:tbl><w:tr><w:tc>" * 3_000 + p("深") + "</w:tc></w:tr></w:tbl>" * 3_000
    yield Poison("deep-tables.docx", content(package(_TEXT + deep)), _ANY, "")
    inline = "<w:sdt><w:sdtContent>" * 100_000 + "</w:sdtContent></w:sdt>" * 100_000
    yield Poison("deep-controls.docx", content(package(_TEXT + inline)), "failed", "损坏|炸弹")
    yield Poison("empty-paragraphs.docx", content(_stored("<w:p/>" * 1_000_000)), _ANY, "")
    rows = tbl(tr("a", "b") * 1) * 20_000
    yield Poison("many-tables.docx", content(_stored(_TEXT + rows)), _ANY, "")
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc>'
    yield Poison("wide-span.docx", content(package(_TEXT + tbl(f"<w:tr>{wide}</w:tr>"))), _ANY, "")
    before = '<w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr><w:tc><w:p/></w:tc></w:tr>'
    yield Poison("wide-before.docx", content(package(_TEXT + tbl(before))), _ANY, "")
    names = " ".join(f'w:a{n}="1"' for n in range(300_000))
    yield Poison("attributes.docx", content(_stored(f"<w:p {names}/>{_TEXT}")), _ANY, "")
    long = "预算10万元，" * 1_500_000
    yield Poison("long-run.docx", content(_stored(p(long))), _ANY, "")


def _stored(body: str) -> bytes:
    """Not packed, so that no ratio tells."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        archive.writestr(_MAIN, part("document", f"<w:body>{body}</w:body>"))
    return made.getvalue()


def numberings() -> Iterator[Poison]:
    """Numbers that take a gigabyte to write, and styles without a first."""
    for kind in ("upperRoman", "upperLetter", "chineseCounting", "ideographDigital"):
        level = (
            '<w:lvl w:ilvl="0"><w:start w:val="2000000000"/>'
            f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="%1、"/></w:lvl>'
        )
        numbers = part(
            "numbering",
            f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        )
        listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        data = package(_TEXT + p("列", listed), {"numbering": numbers})
        yield Poison(f"numbers-{kind}.docx", content(data), "ok partial", "")
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    styles = part("styles", style.format("a", "b") + style.format("b", "a"))
    looped = package(_TEXT + p("甲", '<w:pStyle w:val="a"/>'), {"styles": styles})
    yield Poison("styles-in-a-circle.docx", content(looped), "ok partial", "")
