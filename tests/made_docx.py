"""DOCX packages written by hand: raw XML into a zip, so that any oddity can be had."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZipFile

from extract.options import USUAL
from extract.readers import docx
from model.document import Document, Table
from normalize import vocabulary

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LISTING = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """A run; ``properties`` stand in its ``w:rPr``."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str = "", properties: str = "") -> str:
    """A paragraph; text without markup becomes a run."""
    content = inner if inner.startswith("<") or not inner else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def tc(inner: str = "", properties: str = "") -> str:
    """A cell; text without markup becomes a paragraph."""
    content = inner if inner.startswith("<") else p(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells, given as text or as XML."""
    made = [cell if cell.startswith(("<w:tc>", "<w:sdt>")) else tc(cell) for cell in cells]
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def tbl(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def part(root: str, inner: str) -> str:
    """A whole part: declaration, root element with its namespaces."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {SPACES}>{inner}</w:{root}>'


def package(body: str, parts: Mapping[str, str | bytes] | None = None, sections: str = "") -> bytes:
    """A file with this body.

    ``parts``: content by name without ``.xml``; ``header1`` has the relationship id ``header1``.
    ``sections`` goes into ``w:sectPr``.
    """
    files: dict[str, str | bytes] = {
        f"word/{name}.xml": content for name, content in (parts or {}).items()
    }
    main = part("document", f"<w:body>{body}<w:sectPr>{sections}</w:sectPr></w:body>")
    files = {"word/document.xml": main, **files}
    files["_rels/.rels"] = _relations({"officeDocument": "word/document.xml"})
    files["word/_rels/document.xml.rels"] = _relations({n: f"{n}.xml" for n in parts or {}})
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of the files."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def _relations(targets: Mapping[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{_KIND}/{key.rstrip("0123456789")}" Target="{target}"/>'
        for key, target in targets.items()
    )
    return f'<Relationships xmlns="{_LISTING}">{listed}</Relationships>'


def read(data: bytes) -> Document:
    """The document; every cell and block is held to the re-read law."""
    document = docx.read(data, "甲.docx", vocabulary(), USUAL)
    sources = [cell.source for table in document.tables for cell in table.cells]
    sources += [block.source for block in document.blocks]
    sources += [change.source for change in document.changes]
    for source in sources:
        assert source
        for span in source:
            assert 0 <= span.start <= span.end <= len(document.text)
            piece = document.text[span.start : span.end]
            assert "\n" not in re.sub(r"(?<=\d)\s+(?=\d)", "", piece)
    for table in document.tables:
        starts = [cell.source[0].start for cell in table.cells]
        assert starts == sorted(starts)
        for cell in table.cells:
            place = document.locate(cell.source[0])
            here = (place.table, place.row, place.col) == (table.index, cell.row, cell.col)
            assert here or not document.read(cell.source)
    return document


def of(body: str, parts: Mapping[str, str | bytes] | None = None, sections: str = "") -> Document:
    """The document with this body."""
    return read(package(body, parts, sections))


def said(document: Document) -> list[str]:
    """The lines of the text that are not blank."""
    return [line for line in document.text.split("\n") if line.strip()]


def rows(document: Document, table: Table) -> list[list[str]]:
    """The texts of a table by row; places a merged cell covers are left out."""
    found: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        found[cell.row].append(document.read(cell.source))
    return found


def grid(body: str) -> list[list[str]]:
    """The texts of the only table of a body."""
    document = of(body)
    assert len(document.tables) == 1
    return rows(document, document.tables[0])


def extents(table: Table) -> Sequence[tuple[int, int, int, int]]:
    """``(row, col, rows, columns)`` of the cells that cover more than one place."""
    return [
        (cell.row, cell.col, cell.row_span, cell.col_span)
        for cell in table.cells
        if (cell.row_span, cell.col_span) != (1, 1)
    ]
