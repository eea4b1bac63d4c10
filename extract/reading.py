"""What every layout is handed: the document, the words, the scanner, and what is known so far."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from extract.sections import Column, Row, Section
from model.document import Cell, Document
from model.quantity import Mark, Quoted, StatedUnit, Wording
from model.span import Source
from model.words import Vocabulary, fold


@dataclass(frozen=True, slots=True)
class Project:
    """A project's name and the offset from which it is the one spoken of."""

    name: Wording
    start: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One document being read. ``projects`` are in the order they stand."""

    document: Document
    words: Vocabulary
    scan: Callable[[str], tuple[Mark, ...]]
    doc_type: str
    projects: tuple[Project, ...] = ()

    def form(self, offset: int) -> int:
        """Number of the form an offset stands in, from 0; -1 before the first of several."""
        at = bisect_right([project.start for project in self.projects], offset) - 1
        return at if len(self.projects) > 1 else 0

    def project(self, offset: int) -> str | None:
        """Name of the project an offset belongs to, None where the report names none."""
        form = self.form(offset)
        return self.projects[form].name.raw if self.projects and form >= 0 else None

    def text(self, cell: Cell) -> str:
        """A cell as printed."""
        return self.document.read(cell.source)

    def wording(self, cell: Cell) -> Wording:
        """A cell as a piece of text with its place."""
        return Wording(self.document.read(cell.source), cell.source)

    def is_blank(self, text: str) -> bool:
        """True for an empty cell and for marks that stand for one (—, /, 无)."""
        return fold(text) in self.words.blanks

    def words_at(self, section: Section, row: Row, meaning: str) -> Wording | None:
        """The cell of that meaning as text, None where blank."""
        found = section.at(row, meaning)
        if found is None:
            return None
        wording = self.wording(found[1])
        return None if self.is_blank(wording.raw) else wording

    def figure_at(
        self, section: Section, row: Row, meaning: str, *, label: str, unit: bool = False
    ) -> Quoted | None:
        """The cell of that meaning as a quoted figure, None where blank; ``unit``: it is money."""
        found = section.at(row, meaning)
        if found is None:
            return None
        column, cell = found
        raw = self.text(cell)
        if self.is_blank(raw):
            return None
        stated = units(section, column) if unit else _only(column.unit)
        return Quoted(raw, cell.source, label, stated, cell=True)


def units(section: Section, column: Column) -> tuple[StatedUnit, ...]:
    """Units stated for a money column, nearest first: its head, the table, the caption."""
    return (*_only(column.unit), *_only(section.group_unit), *section.around)


def _only(unit: StatedUnit | None) -> tuple[StatedUnit, ...]:
    return (unit,) if unit is not None else ()


def whole(row: Row) -> Source:
    """All printed cells of a row, as one source."""
    return tuple(span for cell in row.printed for span in cell.source if span.start < span.end)
