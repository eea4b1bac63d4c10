"""A DOCX report in reading order: headers, body, notes, footers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from extract.readers.docx_blocks import blocks
from extract.readers.docx_flow import Flow
from extract.readers.docx_inline import Runs
from extract.readers.docx_numbering import numbering
from extract.readers.docx_package import Package
from extract.readers.docx_tables import table
from extract.readers.docx_xml import RID, Element, is_on, w
from model.errors import UnknownFormat
from model.span import Span

_LISTED, _SHOWN = 20, 40
"""Lines a warning lists, characters it quotes."""
_NOTES = (("footnotes", w("footnote")), ("endnotes", w("endnote")))
_LINES_BETWEEN = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def flow(package: Package) -> Flow:
    """All that the package prints, as one text.

    Raises UnreadableFile where the main part is damaged, UnknownFormat where it is no document.
    """
    root = package.document()
    body = root.find(w("body"))
    if root.tag != w("document") or body is None:
        zh = "内容不是 Word 文档；请给出 DOCX、PDF 或 TXT 报告"
        raise UnknownFormat(zh, "the content is no Word document; give a DOCX, PDF or TXT report")
    read = Flow(numbering(package.part("numbering"), package.part("styles")))
    _margins(package, root, "header", read)
    blocks(body, read, partial(_table, read))
    read.runs = Runs(hidden=read.runs.hidden)
    _notes(package, read)
    _margins(package, root, "footer", read)
    read.warnings = [*package.warnings, *read.warnings, *_said(read)]
    return read


def _table(read: Flow, element: Element) -> None:
    table(element, read)


def _margins(package: Package, root: Element, kind: str, read: Flow) -> None:
    """The headers, or the footers, of all sections, each text once, without page numbers."""
    parts = {one.key: one for one in package.related if one.kind == kind}
    seen: set[str] = set()
    for key in _referenced(root, kind):
        part = parts.pop(key, None)
        element = package.read(part) if part is not None else None
        if element is not None:
            _margin(element, read, seen)


def _referenced(root: Element, kind: str) -> Iterator[str]:
    """Relationship ids in the order of sections; what only a title page would show, if it does."""
    for section in root.iter(w("sectPr")):
        for one in section:
            shown = one.get(w("type")) != "first" or is_on(section, w("titlePg"))
            if one.tag == w(f"{kind}Reference") and shown:
                yield one.get(RID) or ""


def _margin(element: Element, read: Flow, seen: set[str]) -> None:
    """One header or footer between blank lines, unless its text stood there already."""
    draft = Flow(read.numbering, Runs(unpaged=True), at=read.at, line=read.line)
    blocks(element, draft, None)
    text = "".join(draft.pieces)
    if text.strip() and text.strip() not in seen:
        seen.add(text.strip())
        draft.put("")
        read.heads.append(Span(read.at, draft.at))
        read.pieces += draft.pieces
        read.at, read.line = draft.at, draft.line
        read.changes += draft.changes
        read.gone += draft.gone
        read.runs.hidden += draft.runs.hidden


def _notes(package: Package, read: Flow) -> None:
    """Footnotes, then endnotes, each in lines of its own."""
    for kind, tag in _NOTES:
        root = package.part(kind)
        notes = root.iter(tag) if root is not None else ()
        for note in notes:
            if note.get(w("type")) not in _LINES_BETWEEN:
                blocks(note, read, None)


def _said(read: Flow) -> Iterator[str]:
    if read.runs.hidden:
        yield f"有 {read.runs.hidden} 处隐藏文字，打印时不显示，已一并读入"
    if read.computed:
        numbers = sorted(set(read.computed))
        lines = "、".join(str(line) for line in numbers[:_LISTED])
        more = f"等 {len(numbers)} " if len(numbers) > _LISTED else ""
        yield f"第{lines}{more}行有域计算结果（Word 公式），数值以保存时的结果为准"
    if read.covered:
        first = read.covered[0][:_SHOWN]
        yield f"有 {len(read.covered)} 处文字被合并单元格遮住，未计入，如“{first}”"
