"""Indicator tables: targets, actuals, weights and scores by level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from extract.layouts.tree import Branch, completed, grow, rename, without_weight
from extract.reading import Reading, whole
from extract.registry import table
from extract.sections import FIGURES, LEVELS, Row, Section, is_numeric
from model.quantity import Quoted, StatedUnit, Wording
from model.record import IndicatorRow
from model.words import fold

VALUES = frozenset({"target", "stage_target", "actual", "weight", "score", "change", "standard"})
_STUB = re.compile(r"^(?:指标|指標)?[\d一二三四五六七八九]*[:：.、]?(?:…+|\.{3,}|)$")


Draft: TypeAlias = tuple[Row, Branch, Wording | None]
"""A row, the levels in force at it, and its name, which may still grow by a piece."""


@dataclass(slots=True)
class _Tree:
    """The state of one table while its rows are read."""

    leaf: int
    branch: Branch = field(default_factory=Branch)
    drafts: list[Draft] = field(default_factory=list[Draft])


@table(
    needs=({*LEVELS, "name"}, {"target", "stage_target", "actual", "weight", "score"}),
    columns={
        "operator", "unit", "status", "reason", "note", "change", "tracked", "standard",
        "evidence", "code", "seq",
    },
    bars={"budget_initial", "budget_adjusted", "amount"},
)  # fmt: skip
def indicators(section: Section, reading: Reading) -> Iterator[IndicatorRow[Quoted]]:
    """Rows of an indicator table, group cells carried down.

    Looks like::

        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 新建步道长度 | ≥12公里 | 12.4公里 | 10 | 10 |
        | | 质量指标 | 验收合格率 | =100% | 100% | 10 | 10 |
    """
    words = _Cells(section, reading)
    tree = _Tree(leaf=words.leaf)
    closed = False
    for row in section.rows:
        if closed and words.is_beyond(row):
            break
        _take(row, words, tree)
        closed = closed or words.is_total(row)
    for row, branch, name in weights_filled(tree.drafts):
        record = words.record(row, branch, name)
        if record is not None:
            yield record


def weights_filled(drafts: list[Draft]) -> list[Draft]:
    """Give a group's weight to its first rows too, where it is printed on a later one."""
    filled = list(drafts)
    for level in range(3):
        held: tuple[tuple[str, ...], Quoted] | None = None
        for at in range(len(filled) - 1, -1, -1):
            row, branch, name = filled[at]
            path = tuple(
                fold(wording.raw) if wording else "" for wording in branch.levels[: level + 1]
            )
            weight = branch.weights[level]
            if weight is not None:
                held = (path, weight)
            elif held is not None and held[0] == path and any(path):
                weights = (*branch.weights[:level], held[1], *branch.weights[level + 1 :])
                filled[at] = (row, replace(branch, weights=weights), name)
    return filled


def _take(row: Row, words: _Cells, tree: _Tree) -> None:
    """Add one row to the tree, joining names that a page break cut."""
    printed, weights = words.levels(row)
    if words.is_total(row):
        tree.drafts.append((row, Branch(), words.first(row)))
        return
    if words.is_subtotal(row):
        tree.drafts.append((row, tree.branch.group(), words.first(row)))
        return
    new_page = row.index in words.section.table.page_breaks
    if new_page and tree.drafts:
        if _is_tail(row, printed, words, tree.leaf):
            last, branch, name = tree.drafts[-1]
            if name is not None:
                tail = printed[tree.leaf]
                tree.drafts[-1] = (
                    last,
                    branch,
                    Wording(name.raw + tail.raw, name.source + tail.source),
                )
                return
        broken = completed(tree.branch, printed, words.reading.words.levels, tree.leaf)
        if broken:
            level, joined = broken
            old = tree.branch.levels[level - 1]
            assert old is not None  # noqa: S101  completed() found it there
            tree.drafts = [
                (other, rename(branch, level, old, joined), name)
                for other, branch, name in tree.drafts
            ]
            tree.branch = rename(tree.branch, level, old, joined)
            printed = {at: text for at, text in printed.items() if at != level}
    tree.branch = grow(tree.branch, printed, weights, tree.leaf, page_break=new_page)
    tree.drafts.append((row, tree.branch, words.name(printed)))


def _is_tail(row: Row, printed: dict[int, Wording], words: _Cells, leaf: int) -> bool:
    """True for a row that holds nothing but the rest of the name above it."""
    return set(printed) == {leaf} and len(row.cells) == 1 and not words.has_value(row)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Reads the cells of one section."""

    section: Section
    reading: Reading

    @property
    def level_columns(self) -> dict[int, int]:
        """Level → position of its column; a 指标名称 column is the leaf where no level is."""
        found: dict[int, int] = {}
        for at, column in enumerate(self.section.columns):
            if column.meaning in LEVELS:
                found.setdefault(int(column.meaning[-1]), at)
        named = [at for at, column in enumerate(self.section.columns) if column.meaning == "name"]
        if named and 3 not in found and named[-1] > max(found.values(), default=-1):  # noqa: PLR2004
            found[3] = named[-1]
        return found

    @property
    def leaf(self) -> int:
        """The deepest level that has a column."""
        return max(self.level_columns, default=3)

    def levels(self, row: Row) -> tuple[dict[int, Wording], dict[int, Quoted]]:
        """Level names this row prints, and the weights of levels 1 to 3 it prints."""
        names: dict[int, Wording] = {}
        weights: dict[int, Quoted] = {}
        for level, at in self.level_columns.items():
            if at in row.cells:
                wording = self.reading.wording(row.cells[at])
                if wording.raw and not (self.reading.is_blank(wording.raw) and level < self.leaf):
                    name, weight = without_weight(wording)
                    names[level] = name
                    if weight is not None:
                        weights[level] = weight
        for at, level in self._weight_columns().items():
            if at in row.cells and not self.reading.is_blank(self.reading.text(row.cells[at])):
                cell = row.cells[at]
                weights[level] = Quoted(self.reading.text(cell), cell.source, "分值", cell=True)
        return names, weights

    def _weight_columns(self) -> dict[int, int]:
        """Position of a weight column → the level to the left of it, all but the leaf's own."""
        places = [
            at for at, column in enumerate(self.section.columns) if column.meaning == "weight"
        ]
        levels = sorted((at, level) for level, at in self.level_columns.items())
        owned: dict[int, int] = {}
        for place in places[:-1]:
            left = [level for at, level in levels if at < place]
            if left:
                owned[place] = left[-1]
        return owned

    def leaf_weight(self, row: Row, name: Wording | None) -> Quoted | None:
        """The row's own weight: its weight column, else a suffix of its name."""
        places = [
            at for at, column in enumerate(self.section.columns) if column.meaning == "weight"
        ]
        if places:
            cell = row.cells.get(places[-1])
            if cell is None or self.reading.is_blank(self.reading.text(cell)):
                return None
            return Quoted(self.reading.text(cell), cell.source, _label(name, "分值"), cell=True)
        at = self.level_columns.get(self.leaf)
        return without_weight(self.reading.wording(row.cells[at]))[1] if at in row.cells else None

    def leaf_score(self, row: Row, label: str) -> Quoted | None:
        """The row's own score: the column behind the leaf where groups have a score column too."""
        leaf = self.level_columns.get(self.leaf, -1)
        columns = self.section.columns
        scores = [at for at, column in enumerate(columns) if column.meaning == "score"]
        if not (scores and scores[0] < leaf < scores[-1]):
            return self.reading.figure_at(self.section, row, "score", label=label)
        cell = row.cells.get(next(at for at in scores if at > leaf))
        if cell is None or self.reading.is_blank(self.reading.text(cell)):
            return None
        return Quoted(self.reading.text(cell), cell.source, label, cell=True)

    def name(self, printed: dict[int, Wording]) -> Wording | None:
        """The deepest level this row prints."""
        for level in range(self.leaf, 0, -1):
            if level in printed and not self.reading.is_blank(printed[level].raw):
                return printed[level]
        return printed.get(self.leaf)

    def is_total(self, row: Row) -> bool:
        """True for 合计 and 总分 rows."""
        first = self.first(row)
        return first is not None and fold(first.raw) in self.reading.words.totals

    def is_subtotal(self, row: Row) -> bool:
        """True for 小计 rows: they sum up the group above them."""
        first = self.first(row)
        if first is None:
            return False
        folded = fold(first.raw)
        words = self.reading.words.subtotals
        return folded in words or folded.endswith(tuple(words))  # 决策小计

    def first(self, row: Row) -> Wording | None:
        """The first cell that is not empty."""
        wordings = (self.reading.wording(cell) for cell in row.printed)
        return next((wording for wording in wordings if fold(wording.raw)), None)

    def has_value(self, row: Row) -> bool:
        """True where the row holds a target, an actual, a weight or a score."""
        for at, column in enumerate(self.section.columns):
            if column.meaning in VALUES and at in row.cells:
                text = self.reading.text(row.cells[at])
                if (
                    is_numeric(text)
                    if column.meaning in FIGURES
                    else not self.reading.is_blank(text)
                ):
                    return True
        return False

    def is_beyond(self, row: Row) -> bool:
        """True for a row below the total that belongs to another part of the form (signatures)."""
        return not any(
            column.meaning in FIGURES
            and at in row.cells
            and is_numeric(self.reading.text(row.cells[at]))
            for at, column in enumerate(self.section.columns)
        )

    def standard(self, row: Row) -> Wording | None:
        """How the row is scored: 指标解释 and 评分标准, the one after the other."""
        cells = [
            self.reading.wording(row.cells[at])
            for at, column in enumerate(self.section.columns)
            if column.meaning == "standard" and at in row.cells
        ]
        present = [cell for cell in cells if not self.reading.is_blank(cell.raw)]
        source = tuple(span for cell in present for span in cell.source)
        return Wording("".join(cell.raw for cell in present), source) if present else None

    def joined(self, row: Row, meaning: str) -> Wording | None:
        """A target or actual as printed: operator, value and unit columns, in that order."""
        value = self.reading.words_at(self.section, row, meaning)
        if value is None:
            return None
        if meaning != "target":
            return value
        parts = [
            self.reading.words_at(self.section, row, at) for at in ("operator", meaning, "unit")
        ]
        present = [wording for wording in parts if wording is not None]
        source = tuple(span for wording in present for span in wording.source)
        return Wording("".join(wording.raw for wording in present), source)

    def figure(self, row: Row, meaning: str, label: str) -> Quoted | None:
        """The same as a quoted figure; a bare actual takes the row's unit column."""
        text = self.joined(row, meaning)
        if text is None:
            return None
        unit = self.reading.words_at(self.section, row, "unit") if meaning != "target" else None
        stated = (StatedUnit(unit.raw, "row", unit.source),) if unit else ()
        return Quoted(text.raw, text.source, label, stated, cell=True)

    def record(self, row: Row, branch: Branch, name: Wording | None) -> IndicatorRow[Quoted] | None:
        """The row as a record, None for a stub that states nothing."""
        total = self.is_total(row)
        if not total and self._says_nothing(row, name):
            return None
        kind = "total" if total else "group" if self.is_subtotal(row) else self._kind(row, branch)
        label = _label(name, "")
        reading, section = self.reading, self.section
        start = whole(row)[0].start
        status, actual_from = self._status_and_actual(row)
        reason = reading.words_at(section, row, "reason") or reading.words_at(section, row, "note")
        first, second, third, fourth = branch.levels
        weight1, weight2, weight3 = branch.weights
        return IndicatorRow(
            key="",
            where=whole(row),
            table=section.table.index,
            row=row.index,
            form=reading.form(start),
            project=reading.project(start),
            table_role=table_role(section, reading.doc_type),
            row_kind=kind,
            name=name,
            levels=(first, second, third, fourth),
            level_weights=(weight1, weight2, weight3),
            carried=branch.carried,
            target_text=self.joined(row, "target"),
            target=self.figure(row, "target", label),
            stage_text=self.joined(row, "stage_target"),
            stage=self.figure(row, "stage_target", label),
            actual_text=self.joined(row, actual_from),
            actual=self.figure(row, actual_from, label),
            weight=self.leaf_weight(row, name),
            score=self.leaf_score(row, label or "得分"),
            status=status,
            change=reading.words_at(section, row, "change"),
            tracked=reading.words_at(section, row, "tracked"),
            standard=self.standard(row),
            reason=reason,
            warnings=(row.odd,) if row.odd else (),
        )

    def _status_and_actual(self, row: Row) -> tuple[Wording | None, str]:
        """A 完成情况 column holds a status, or the actual where no other column does."""
        if self.section.has("actual") or not self.section.has("status"):
            return self.reading.words_at(self.section, row, "status"), "actual"
        status = self.reading.words_at(self.section, row, "status")
        if status is not None and fold(status.raw) not in self.reading.words.statuses:
            return None, "status"
        return status, "actual"

    def _kind(self, row: Row, branch: Branch) -> str:
        if branch.levels[self.leaf - 1] is not None or (self.leaf == 4 and branch.levels[2]):  # noqa: PLR2004
            return "item"
        value = self.section.has("score") and self.reading.words_at(self.section, row, "score")
        return "item" if value or self.joined(row, "target") else "group"

    def _says_nothing(self, row: Row, name: Wording | None) -> bool:
        """True for stubs (……, 指标2：) and classes marked 不涉及, where no value stands."""
        if self.has_value(row):
            return False
        leaf = row.cells.get(self.level_columns.get(self.leaf, -1))
        marked = leaf is not None and self.reading.is_blank(self.reading.text(leaf))
        return name is None or marked or bool(_STUB.match(fold(name.raw)))


def table_role(section: Section, doc_type: str) -> str:
    """What a table of indicators is for, by its columns."""
    if section.has("change", "tracked"):
        return "adjustment"
    if not section.has("target", "stage_target"):
        return "scoring" if section.has("weight", "score") else "declaration"
    if not section.has("actual", "status", "score"):
        return "declaration"
    months = any(re.search(r"\d{1,2}月", column.head) for column in section.columns)
    if section.has("stage_target") or months or doc_type == "monitoring":
        return "tracking"
    return "performance"


def _label(name: Wording | None, fallback: str) -> str:
    return name.raw if name is not None else fallback
