"""How many indicators of a report were met."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TypeAlias

from contract.rows import Cell

_TELLING = ("performance", "tracking")
"""Tables that say what was achieved, best first: at the year's end, then to date.

``declaration`` and ``adjustment`` print targets alone and mostly the same indicators again,
``scoring`` prints marks without targets: counting their rows would count indicators twice or call
unknown what another table of the report knows.
"""
_MARKS = re.compile(r"[\s\"'“”‘’「」『』《》〈〉]")
Counts: TypeAlias = tuple[int, int, int]
"""Met, missed, unknown."""


@dataclass(slots=True)
class Tally:
    """The indicators of one project in one report, each once however often it is printed."""

    seen: dict[str, dict[tuple[Cell, ...], set[Cell]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    printed: Counter[tuple[Cell, ...]] = field(default_factory=Counter[tuple[Cell, ...]])

    def add(self, row: dict[str, Cell]) -> None:
        """Count a row in, if it is an indicator with a word on what was achieved.

        The same indicator printed again in another table is the same; printed twice in one table
        it is two.
        """
        role = row["table_role"]
        if row["row_kind"] != "item" or role not in _TELLING:
            return
        name = tuple(plain_name(row[part]) for part in ("level1", "level2", "level3", "name"))
        place = (role, row["form"], row["table"], *name)
        self.printed[place] += 1
        self.seen[str(role)][*name, self.printed[place]].add(row["met"])

    def take_in(self, other: Tally) -> None:
        """Count in what another tally has seen."""
        for role, names in other.seen.items():
            for name, said in names.items():
                self.seen[role][name] |= said

    def counts(self) -> Counts | None:
        """Met, missed and unknown; None where no table says what was achieved."""
        for role in _TELLING:
            if self.seen[role]:
                verdicts = Counter(_verdict(said) for said in self.seen[role].values())
                return verdicts["true"], verdicts["false"], verdicts[None]
        return None


def _verdict(said: set[Cell]) -> Cell:
    """What all tables say; None where none does or one says met and another missed."""
    known = said - {None}
    return next(iter(known)) if len(known) == 1 else None


def plain_name(cell: Cell) -> str | None:
    """A name without blanks and quotation marks and in one width, to be compared, not shown.

    修路 and 修路项目 are one: the word says no more than that it is a project.
    """
    if cell is None:
        return None
    text = _MARKS.sub("", unicodedata.normalize("NFKC", str(cell)))
    return text.removesuffix("项目") or text
