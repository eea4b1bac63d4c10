"""The unit of a bare figure: which of those printed around it applies, and where two disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from model.document import Document
from model.quantity import Quantity, Quoted, StatedUnit
from model.span import Source
from normalize.patterns import Pattern
from normalize.units import Unit, header_unit

PLACES = {
    "cell": "单元格",
    "row": "行名",
    "head": "表头",
    "table": "表内单位",
    "caption": "表上方单位",
}
_DISAGREE = (
    "{first}所标“{unit}”（第{line}行）与{second}所标“{other}”（第{other_line}行）不一致，"
    "按“{unit}”折算"
)
_PRINTED = Pattern(r"[^\d０-９.,，．\s≥≤＞＜>=<≧≦═]+$")


@dataclass(frozen=True, slots=True)
class Scope:
    """The unit that applies to a figure: its text, where it was found, and what speaks against it.

    ``found`` is ``cell`` where the figure prints its own unit, else that of the nearest stated unit
    (``row head table caption``), None where there is none. ``warning`` names both places of two
    units that disagree.
    """

    raw: str | None
    found: str | None
    warning: str | None = None


def nearest(units: Sequence[StatedUnit]) -> StatedUnit | None:
    """The unit a bare figure takes: the first, for they are in the order of nearness."""
    return units[0] if units else None


def scope(quoted: Quoted, figure: Quantity, document: Document) -> Scope:
    """Which unit a figure was read in, and the warning where another is stated beside it."""
    stated = nearest(quoted.units)
    raw = stated.raw if stated else None
    if figure.unit is None:
        return Scope(raw, None)
    own = _own(quoted, figure)
    if own is not None:
        return Scope(raw, "cell", _conflict(own, quoted.units, document))
    if stated is None:
        return Scope(None, "cell")
    return Scope(raw, stated.found, _conflict(stated, quoted.units[1:], document))


def _own(quoted: Quoted, figure: Quantity) -> StatedUnit | None:
    """The unit a figure prints itself, as a stated one; None where it takes that of its place."""
    bare = figure.raw.strip().rstrip("）)").rstrip("0123456789０１２３４５６７８９.,，． ")
    if quoted.units and not bare:
        return None
    printed = _PRINTED.search(figure.raw.strip())
    return StatedUnit(printed.group() if printed else "", "cell", quoted.source)


def _conflict(chosen: StatedUnit, others: Sequence[StatedUnit], document: Document) -> str | None:
    """What to say where a unit of money stands beside the chosen one in another scale."""
    unit = money(chosen.raw)
    if unit is None:
        return None
    for other in others:
        rival = money(other.raw)
        if rival is not None and rival != unit:
            return _DISAGREE.format(
                first=PLACES[chosen.found],
                unit=chosen.raw,
                line=line_of(document, chosen.source),
                second=PLACES[other.found],
                other=other.raw,
                other_line=line_of(document, other.source),
            )
    return None


@lru_cache(maxsize=512)
def money(raw: str) -> Unit | None:
    """The unit of money that a text names, None for any other text."""
    unit = header_unit(raw)
    return unit if unit is not None and unit.kind == "money" else None


def line_of(document: Document, source: Source) -> int | None:
    """The line a piece of text stands in."""
    return document.locate(source[0]).line if source else None
