"""Where table layouts register themselves, and which of them reads a section."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from extract.reading import Reading
from extract.sections import Section
from model.quantity import Quoted
from model.record import Disbursement, FundingRow, IndicatorRow

TableRecord: TypeAlias = FundingRow[Quoted] | IndicatorRow[Quoted] | Disbursement[Quoted]
ReadTable: TypeAlias = Callable[[Section, Reading], Iterable[TableRecord]]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A shape of table: ``needs`` a column of each group, knows ``columns``, none of ``bars``."""

    name: str
    needs: tuple[frozenset[str], ...]
    columns: frozenset[str]
    bars: frozenset[str]
    read: ReadTable

    def score(self, section: Section) -> int:
        """How many columns of the section it knows; 0 where it cannot read it."""
        present = {column.meaning for column in section.columns}
        if present & self.bars or any(not present & group for group in self.needs):
            return 0
        return sum(column.meaning in self.columns for column in section.columns)


_layouts: dict[str, TableLayout] = {}


def table(
    *, needs: tuple[set[str], ...], columns: set[str], bars: set[str] | None = None
) -> Callable[[ReadTable], ReadTable]:
    """Register a function that reads sections with one column of each group in ``needs``."""

    def register(read: ReadTable) -> ReadTable:
        name = read.__module__.rsplit(".", 1)[-1]
        groups = tuple(frozenset(group) for group in needs)
        known = frozenset(columns).union(*groups)
        _layouts[name] = TableLayout(name, groups, known, frozenset(bars or ()), read)
        return read

    return register


def table_layouts() -> tuple[TableLayout, ...]:
    """Every table layout in ``extract/layouts/``; each file there is imported, there is no list."""
    package = importlib.import_module("extract.layouts")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"extract.layouts.{module.name}")
    return tuple(_layouts[name] for name in sorted(_layouts))


def best_layout(section: Section) -> TableLayout | None:
    """The layout that knows most columns of a section; None where none can read it.

    Two that know equally many are a fault of ours, and a test looks for it.
    """
    scored = sorted(
        ((layout.score(section), layout.name) for layout in table_layouts()), reverse=True
    )
    return _layouts[scored[0][1]] if scored and scored[0][0] else None
