"""Funding tables: budget, received, spent and rates by source or purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.heads import stated
from extract.reading import Reading, units, whole
from extract.registry import table
from extract.sections import Column, Row, Section, is_numeric
from extract.surroundings import captions
from model.document import Cell
from model.quantity import Quoted, StatedUnit, Wording
from model.record import FundingRow
from model.span import part
from model.words import fold

MONEY = ("budget_initial", "budget_adjusted", "received", "spent", "balance")
RATES = ("received_rate", "execution_rate")
POINTS = ("weight", "score")
LEVELS = ("central", "provincial", "municipal", "county")
"""Levels of government that share in what a table calls fiscal funds."""

_PART = re.compile(r"^\s*(?:其中|其\s*中)\s*[:：]?\s*")
_NUMBERED = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]+[)）.、．]|[-—·•①②③④⑤⑥])\s*")


@table(
    needs=({*MONEY[:3], *RATES},),
    columns={
        "balance", *POINTS, "label", "item", "source_column", "seq", "reason", "note",
        "expected_spent", "payable", "spent",
    },
    bars={"level1", "level2", "level3", "target", "actual"},
)  # fmt: skip
def funding(section: Section, reading: Reading) -> Iterator[FundingRow[Quoted]]:
    """Rows of a funding table; rows after 其中 are parts of the total above them.

    Looks like::

        | 资金来源（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
        | 年度资金总额 | 120.00 | 118.50 | 96.30 | 81.27% |
        | 其中：当年财政拨款 | 120.00 | 118.50 | 96.30 | 81.27% |
    """
    total: int | None = None
    part: int | None = None
    inside = False
    shared = False  # the rows at hand share out a part that is fiscal funds
    fiscal: int | None = None
    above: str | None = None  # one government's money is no part of another's
    for number, row in enumerate(_drafts(section, reading)):
        of_which = bool(row.label and _PART.match(row.label.raw))
        parent: int | None = None
        if row.row_kind == "total":
            total, part, inside = number, None, False
        elif part is not None and (
            (of_which and not (above in LEVELS and row.source in LEVELS))
            or (shared and row.source in LEVELS)
        ):
            parent = part  # 其中 below a row that is itself a part: a part of that part
        elif total is not None and (inside or of_which or row.source):
            parent, inside = total, inside or of_which
        shared = parent is not None and parent == fiscal and row.source in LEVELS
        if parent != part:
            part = number if row.row_kind == "item" else part
            fiscal = number if row.source == "fiscal" else None
            above = row.source
        yield replace(row, parent=f"#{parent}" if parent is not None else None)


def _drafts(section: Section, reading: Reading) -> Iterator[FundingRow[Quoted]]:
    alone = len(section.columns) == 1 and section.head_row >= 0
    if alone or not section.has("spent", *MONEY[:3]):
        return
    unit, year = _group_unit(section, reading), _year(section, reading)
    for row in section.rows:
        spread = _pairs(section, row, reading)
        drawn = _Line(section, row, reading, spread or row.cells, unit, year)
        record = drawn.record()
        if record is not None:
            yield record


def _pairs(section: Section, row: Row, reading: Reading) -> dict[int, Cell] | None:
    """Cells by column where every figure has its source label printed before it.

    ``资金总额 | 50 | 资金总额 | 48 | 资金总额 | 45`` under 计划安排 | 实际到位 | 实际支出.
    """
    texts = [reading.text(cell) for cell in row.printed]
    labels, figures = texts[0::2], row.printed[1::2]
    if len(labels) != len(section.columns) or len(labels) < 2:  # noqa: PLR2004
        return None
    if any(is_numeric(text) for text in labels) or len({fold(text) for text in labels}) > 1:
        return None
    return dict(enumerate(figures))


def _is_group(cell: Cell, reading: Reading) -> bool:
    """True for a cell that names the whole block: 项目资金（万元）."""
    bare = re.sub(r"[(（].*?[)）]", "", fold(reading.text(cell)))
    return reading.words.heads.get(bare) == "source_column"


def _group_unit(section: Section, reading: Reading) -> StatedUnit | None:
    """Unit of a cell that names the whole block, on whichever row of it that cell stands."""
    for row in section.rows:
        for cell in row.printed:
            if _is_group(cell, reading):
                unit = stated(reading.text(cell), cell.source, "table")
                if unit is not None:
                    return unit
    return None


def _year(section: Section, reading: Reading) -> Quoted | None:
    """The year a caption gives the table: 2022年资金情况表."""
    for caption in captions(reading.document, section.table):
        found = re.search(r"(?:19|20)\d\d\s*年", caption.raw)
        if found:
            return Quoted(found.group(), part(caption.source, *found.span()), "年度", cell=True)
    return None


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a funding table being read."""

    section: Section
    row: Row
    reading: Reading
    cells: dict[int, Cell]
    group_unit: StatedUnit | None
    year: Quoted | None

    def record(self) -> FundingRow[Quoted] | None:
        """The row as a record; None where it names no source and holds no figure."""
        label = None if self.row.index == self.section.head_row else self.label()
        folded = self.folded(label)
        words = self.reading.words
        source = words.sources.get(folded)
        if self.row.index == self.section.head_row:
            source = "total"
        kind = self.kind(folded, source)
        empty = not any(self.figure(meaning, label) for meaning in (*MONEY, *RATES, *POINTS))
        if self.is_field(folded) or (empty and kind != "total" and source is None):
            return None
        where = whole(self.row)
        return FundingRow(
            key="",
            where=where,
            table=self.section.table.index,
            row=self.row.index,
            project=self.reading.project(where[0].start),
            label=label,
            period=self.year,
            source=source,
            row_kind=kind,
            origin="table",
            printed=self.printed(),
            warnings=(self.row.odd,) if self.row.odd else (),
            budget_initial=self.figure("budget_initial", label),
            budget_adjusted=self.figure("budget_adjusted", label),
            received=self.figure("received", label),
            spent=self.figure("spent", label),
            balance=self.figure("balance", label),
            received_rate=self.figure("received_rate", label),
            execution_rate=self.figure("execution_rate", label),
            weight=self.figure("weight", label),
            score=self.figure("score", label),
        )

    def label(self) -> Wording | None:
        """The row's name: its label cell, else the first cell that is text."""
        columns = self.section.columns
        for at, cell in sorted(self.cells.items()):
            if columns[at].meaning in ("label", "item"):
                text = self.reading.wording(cell)
                if text.raw and not is_numeric(text.raw):
                    return text
        for cell in self._texts():
            if not _is_group(cell, self.reading):
                return self.reading.wording(cell)
        return None

    def _texts(self) -> Iterator[Cell]:
        first = min((self.cells[at].col for at in self.cells if self._is_figure(at)), default=None)
        for cell in self.row.printed:
            if first is not None and cell.col >= first:
                return
            text = self.reading.text(cell)
            if fold(text) and not is_numeric(text) and not self.reading.is_blank(text):
                yield cell

    def _is_figure(self, at: int) -> bool:
        column = self.section.columns[at]
        return column.meaning in (*MONEY, *RATES) and is_numeric(self.reading.text(self.cells[at]))

    def folded(self, label: Wording | None) -> str:
        """The label as the vocabulary keys it, without 其中： and numbering."""
        raw = _NUMBERED.sub("", _PART.sub("", label.raw if label else ""))
        bare = re.sub(r"[(（][^()（）]*元[)）]", "", fold(raw))
        return bare.rstrip(":")

    def kind(self, folded: str, source: str | None) -> str:
        """``total``, ``subtotal`` or ``item``."""
        if folded in self.reading.words.subtotals:
            return "subtotal"
        return "total" if source == "total" or folded in self.reading.words.totals else "item"

    def is_field(self, folded: str) -> bool:
        """True for a form field that happens to stand below the block (项目负责人 | …)."""
        field = self.reading.words.fields.get(folded)
        return field is not None and folded not in self.reading.words.sources

    def figure(self, meaning: str, label: Wording | None) -> Quoted | None:
        """The cell of one meaning as a quoted figure, with the unit that applies to it."""
        found = self._cell(meaning)
        if found is None:
            return None
        column, cell = found
        raw = self.reading.text(cell)
        if self.reading.is_blank(raw) or not re.search(r"[\d０-９]", raw):
            return None
        name = label.raw if label else column.head
        if meaning in POINTS:
            return Quoted(raw, cell.source, name, cell=True)
        if meaning in RATES:
            return Quoted(raw, cell.source, name, (StatedUnit("%", "head"),), cell=True)
        return Quoted(raw, cell.source, name, self._units(column, label), cell=True)

    def _units(self, column: Column, label: Wording | None) -> tuple[StatedUnit, ...]:
        """Units stated for a figure: by the row's label, the head, the block, the table."""
        own = stated(label.raw, label.source, "row") if label else None
        around = units(self.section, column)
        if self.group_unit is not None and self.group_unit not in around:
            at = 1 if column.unit else 0
            around = (*around[:at], self.group_unit, *around[at:])
        return (own, *around) if own is not None and "元" in own.raw else around

    def _cell(self, meaning: str) -> tuple[Column, Cell] | None:
        for at, column in enumerate(self.section.columns):
            if column.meaning == meaning and at in self.cells:
                return column, self.cells[at]
        return None

    def printed(self) -> tuple[tuple[str, Wording], ...]:
        """Every figure cell as printed, blank marks included, and the serial number."""
        found: list[tuple[str, Wording]] = []
        for meaning in ("seq", *MONEY, *RATES, *POINTS):
            pair = self._cell(meaning)
            if pair is not None:
                found.append((meaning, self.reading.wording(pair[1])))
        return tuple(found)
