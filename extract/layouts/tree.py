"""Group cells of an indicator table: levels carried down, names broken over a page made whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from model.quantity import Quoted, Wording
from model.span import part
from model.words import fold

_SUFFIX = re.compile(
    r"^(.+?)\s*[（(]\s*(\d+(?:\.\d+)?\s*(?:分|%|％))\s*[)）]\s*(?:[（(].*)?$", re.DOTALL
)
_GOES_ON = ("或", "及", "和", "与", "、", "）", ")", "的", "等")


@dataclass(frozen=True, slots=True)
class Branch:
    """The levels in force at a row, 1 to 4, and the weights of levels 1 to 3.

    ``carried`` are the levels the row did not print itself.
    """

    levels: tuple[Wording | None, ...] = (None, None, None, None)
    weights: tuple[Quoted | None, ...] = (None, None, None)
    carried: tuple[int, ...] = ()

    def group(self) -> Branch:
        """The branch of a 小计 row: the groups it sums up, no leaf."""
        held = tuple(at + 1 for at, wording in enumerate(self.levels[:2]) if wording is not None)
        return Branch((*self.levels[:2], None, None), self.weights, held)


def without_weight(wording: Wording) -> tuple[Wording, Quoted | None]:
    """Take a weight suffix off a level's name: 产出指标（50分） → 产出指标 and 50分."""
    found = _SUFFIX.match(wording.raw)
    if not found:
        return wording, None
    name = Wording(found.group(1), part(wording.source, *found.span(1)))
    source = part(wording.source, *found.span(2))
    return name, Quoted(found.group(2), source, label=name.raw)


def grow(
    above: Branch,
    printed: dict[int, Wording],
    weights: dict[int, Quoted],
    leaf: int,
    *,
    page_break: bool,
) -> Branch:
    """The branch at a row from the one above it and what the row itself prints.

    Blank levels are carried down; a printed one that differs ends the levels below it. The leaf is
    never carried.
    """
    levels, held = list(above.levels), list(above.weights)
    fresh = False
    for level in range(1, 5):
        wording = printed.get(level)
        if wording is not None:
            old = levels[level - 1]
            same = old is not None and fold(old.raw) == fold(wording.raw)
            if not same or not page_break:
                fresh = fresh or not same
                levels[level - 1] = wording
                if not same and level <= len(held):
                    held[level - 1] = None
        elif fresh or level >= leaf:
            levels[level - 1] = None
            if level <= len(held):
                held[level - 1] = None
        if level in weights and level <= len(held):
            held[level - 1] = weights[level]
    carried = tuple(
        level for level in range(1, 5) if levels[level - 1] is not None and level not in printed
    )
    return Branch(tuple(levels), tuple(held), carried)


def completed(
    above: Branch, printed: dict[int, Wording], known: Iterable[str], leaf: int
) -> tuple[int, Wording] | None:
    """A group name broken over a page: its level and the whole name, None where nothing is broken.

    The second piece stands in the first row of the new page below a blank higher level, and either
    cannot begin a name (或服务对象满意度) or makes a known class name with the first piece.
    """
    level = min(printed, default=leaf)
    if level >= leaf or level == 1 or above.levels[level - 1] is None:
        return None
    first, second = above.levels[level - 1], printed[level]
    if first is None:
        return None
    joined = Wording(first.raw + second.raw, first.source + second.source)
    whole = fold(joined.raw) in known and fold(second.raw) not in known
    return (level, joined) if whole or second.raw.startswith(_GOES_ON) else None


def rename(branch: Branch, level: int, old: Wording, new: Wording) -> Branch:
    """The branch with one name made whole, where it held the first piece of it."""
    if branch.levels[level - 1] != old:
        return branch
    levels = list(branch.levels)
    levels[level - 1] = new
    return replace(branch, levels=tuple(levels))
