"""Indicator rows judged: the unit a bare actual takes from its target, and whether it is met."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import IndicatorRow
from model.words import fold
from normalize.names import unit_printed
from normalize.scanner import quantities
from normalize.words import vocabulary

_UNIT_TAIL = re.compile(r"[^\d０-９.,，．\s≥≤＞＜>=<≧≦═%％]+(?:/[^\d\s]+)*$")
_AT_LEAST, _AT_MOST = (">=", ">"), ("<=", "<")


def rows_judged(facts: Facts) -> Facts:
    """Indicator rows with units shared along the row and ``met`` set where it can be told."""
    return replace(facts, indicators=tuple(_judged(row) for row in facts.indicators))


def _judged(row: IndicatorRow[Figure]) -> IndicatorRow[Figure]:
    unit = unit_printed(row.name.raw) if row.name is not None else None
    target, stage, actual = (_read_in(one, unit) for one in (row.target, row.stage, row.actual))
    wanted = stage if isinstance(stage, Quantity) and stage.unit else target
    actual, stage = _with_unit_of(actual, wanted), _with_unit_of(stage, target)
    met = _status(row) if row.status else _reached(target, actual)
    if met is None and (target, stage, actual) == (row.target, row.stage, row.actual):
        return row
    return replace(row, target=target, stage=stage, actual=actual, met=met)


def _with_unit_of(figure: Figure | None, other: Figure | None) -> Figure | None:
    """A bare number beside a target takes the target's printed unit."""
    if not isinstance(figure, Quantity) or not isinstance(other, Quantity):
        return figure
    if figure.unit is not None or figure.kind != "number" or other.unit is None:
        return figure
    tail = _UNIT_TAIL.search(other.raw.strip())
    printed = tail.group() if tail else None
    return _read_in(figure, "%" if other.unit == "%" else printed)


def _read_in(figure: Figure | None, unit: str | None) -> Figure | None:
    """A bare number in a unit of its row; any other figure, or one it does not fit, as it is.

    Not so where a share may be meant: 1 under % could be 1 % or 100 %.
    """
    if unit is None or not isinstance(figure, Quantity):
        return figure
    share = unit in {"%", "％"} and figure.value is not None and figure.value <= 1
    if figure.unit is not None or figure.kind != "number" or share:
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
