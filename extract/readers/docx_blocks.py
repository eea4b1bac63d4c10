"""Paragraphs one after the other, wherever they stand: body, cell, text box, header, note."""

from __future__ import annotations

from collections.abc import Callable

from extract.readers.docx_flow import Flow
from extract.readers.docx_inline import DELETED, Inline, by, read_inline, text_of
from extract.readers.docx_xml import Element, w
from model.span import Span

P, TABLE, CONTROL, PROPERTIES = w("p"), w("tbl"), w("sdt"), w("pPr")
_DELETED_END = f"{PROPERTIES}/{w('rPr')}/{w('del')}"
_MARKS = w("rPr")
_NOTHING = frozenset(
    w(name) for name in ("sectPr", "tcPr", "tblPr", "tblGrid", "trPr", "sdtPr", "sdtEndPr")
)
_FOREIGN = w("altChunk")


def blocks(parent: Element, flow: Flow, table: Callable[[Element], None] | None) -> list[Span]:
    """Everything below an element read into the flow; the spans of its lines.

    ``table`` takes what is met of tables; without it their cells' paragraphs are read as others.
    A paragraph whose end was deleted goes on with the next one.
    """
    walk = _Walk(flow, table)
    walk.through(parent)
    walk.close()
    return walk.spans


class _Walk:
    """One walk through paragraphs; ``open`` is one whose end was deleted."""

    def __init__(self, flow: Flow, table: Callable[[Element], None] | None) -> None:
        self.flow = flow
        self.table = table
        self.spans: list[Span] = []
        self.open: Inline | None = None

    def through(self, parent: Element) -> None:
        """The children, and what stands within controls, custom tags and the like."""
        for child in parent:
            tag = child.tag
            if tag == P:
                self.paragraph(child)
            elif tag == TABLE and self.table is not None:
                self.close()
                self.table(child)
            elif tag in DELETED:
                self.flow.deleted(text_of(child), by(child))
            elif tag == _FOREIGN:
                self.flow.warnings.append("文中嵌有另一份文档（altChunk），未读")
            elif tag not in _NOTHING:
                self.through(child)

    def paragraph(self, element: Element) -> None:
        """One paragraph, and the text boxes anchored in it below its lines.

        Where its end was deleted, the paragraph it goes on with says how it is numbered.
        """
        flow = self.flow
        said = self.open or Inline()
        self.open = None
        read_inline(element, flow.runs, said)
        properties = element.find(PROPERTIES)
        if (
            properties is not None
            and properties.find(_MARKS) is not None
            and element.find(_DELETED_END) is not None
        ):
            self.open = said
        else:
            self.emit(said, flow.numbering.before(properties))

    def emit(self, said: Inline, label: str) -> None:
        """The lines of a finished paragraph."""
        self.spans += self.flow.paragraph(said, label)
        for box in said.boxes:
            self.through(box)

    def close(self) -> None:
        """The end of the walk: a paragraph left open has nothing to go on with."""
        if self.open is not None:
            said = self.open
            self.open = None
            if said.pieces or said.boxes:
                self.emit(said, "")
            else:
                self.flow.gone.extend((text, who) for _, text, who in said.deleted)
