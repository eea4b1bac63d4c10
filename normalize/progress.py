"""Indicator rows judged: the unit a bare actual takes from its target, and whether it is met."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import IndicatorRow
from model.words import fold
from normalize.scanner import quantities
from normalize.words import vocabulary

_UNIT_TAIL = re.compile(r"[^\d０-９.,，．\s≥≤＞＜>=<≧≦═%％]+(?:/[^\d\s]+)*$")
_AT_LEAST, _AT_MOST = (">=", ">"), ("<=", "<")


def rows_judged(facts: Facts) -> Facts:
    """Indicator rows with units shared along the row and ``met`` set where it can be told."""
    return replace(facts, indicators=tuple(_judged(row) for row in facts.indicators))


def _judged(row: IndicatorRow[Figure]) -> IndicatorRow[Figure]:
    wanted = row.stage if isinstance(row.stage, Quantity) and row.stage.unit else row.target
    actual = _with_unit_of(row.actual, wanted)
    stage = _with_unit_of(row.stage, row.target)
    met = _status(row) if row.status else _reached(row.target, actual)
    if met is None and actual is row.actual and stage is row.stage:
        return row
    return replace(row, actual=actual, stage=stage, met=met)


def _with_unit_of(figure: Figure | None, other: Figure | None) -> Figure | None:
    """A bare number beside a target takes the target's printed unit.

    Not so where a share may be meant: 1 against 100% could be 100 % or 1 %.
    """
    if not isinstance(figure, Quantity) or not isinstance(other, Quantity):
        return figure
    if figure.unit is not None or figure.kind != "number" or other.unit is None:
        return figure
    if other.unit == "%":
        unit = "%" if figure.value is not None and figure.value > 1 else None
    else:
        tail = _UNIT_TAIL.search(other.raw.strip())
        unit = tail.group() if tail else None
    if unit is None:
        return figure
    found = quantities(figure.raw, unit=unit, cell=True)
    if len(found) != 1 or not isinstance(found[0], Quantity):
        return figure
    return replace(
        found[0], source=figure.source, label=figure.label, unit_raw=unit, unit_from="row"
    )


def _status(row: IndicatorRow[Figure]) -> bool | None:
    return vocabulary().statuses.get(fold(row.status.raw)) if row.status else None


def _reached(target: Figure | None, actual: Figure | None) -> bool | None:
    """True where the actual reaches the target, None where the two cannot be compared."""
    if not isinstance(target, Quantity) or not isinstance(actual, Quantity):
        return None
    if target.value is None or actual.value is None or target.unit != actual.unit:
        return None
    return _compare(target.comparator, actual.value, target.value)


def _compare(comparator: str, actual: Decimal, target: Decimal) -> bool | None:
    if comparator in _AT_LEAST:
        return actual >= target if comparator == ">=" else actual > target
    if comparator in _AT_MOST:
        return actual <= target if comparator == "<=" else actual < target
    return True if actual == target else None
