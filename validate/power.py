"""How much a relation would have noticed: the share of single-digit errors it can see."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

from model.quantity import Moment, Quantity
from model.relation import Constant, Count, Difference, Operand, Product, Ratio, Sum
from validate.recompute import Judgement

# Binary floats are good enough here and fast: the share says how much a passed check is worth,
# and takes no part in any verdict.

_PLACES = Decimal("0.001")
_TIE = 1e-9
"""Errors of binary arithmetic must not decide a tie; ties are accepted."""


def power(judgement: Judgement) -> Decimal | None:
    """Share of wrong digits, one at a time in any operand, that would change the verdict.

    None where nothing was judged. 0.851 for 1,358.47万元 ÷ 1,848.23万元 = 73.50%: 120 of 141.
    """
    if judgement.left is None or judgement.right is None:
        return None
    low, high = _window(judgement)
    relation = judgement.relation
    slopes = [*_slopes(relation.left, 1.0), *_slopes(relation.right, -1.0)]
    seen = total = 0
    for figure, slope in slopes:
        digits = _digits(figure)
        changes = 9 * len(digits) - (len(digits) > 1)  # a leading digit is never 0
        total += changes
        step = abs(slope) * 10.0 ** (figure.precision or 0)
        if -step < low and high < step:
            seen += changes  # even one more of the last digit leaves the window
            continue
        for place, digit in enumerate(digits):
            worth = slope * 10.0 ** ((figure.precision or 0) + len(digits) - 1 - place)
            least = 1 if place == 0 and len(digits) > 1 else 0
            seen += 9 - least - _unnoticed(int(digit), least, worth, low, high)
    return Decimal(seen / total).quantize(_PLACES) if total else None


def _window(judgement: Judgement) -> tuple[float, float]:
    """How far ``left - right`` may move down and up from where it is without being noticed."""
    here = float(judgement.difference)
    low = -math.inf if judgement.below is None else float(judgement.below)
    high = math.inf if judgement.above is None else float(judgement.above)
    if not low <= here <= high:
        here = 0.0
    return low - here - _TIE, high - here + _TIE


def _digits(figure: Quantity) -> str:
    """The printed digits; those past the stated precision (of an alternative) are not counted."""
    if figure.value is None or figure.precision is None or figure.comparator == "range":
        return ""
    return str(abs(int(figure.value.scaleb(-figure.precision))))


def _unnoticed(digit: int, least: int, step: float, low: float, high: float) -> int:
    """How many other digits in that place keep the difference inside the window."""
    if step == 0:
        return 9 - least
    ends = (low / step, high / step) if step > 0 else (high / step, low / step)
    if digit >= least and ends[0] > -1 and ends[1] < 1:
        return 0
    first = max(least - digit, math.ceil(max(ends[0], -10.0)))
    last = min(9 - digit, math.floor(min(ends[1], 10.0)))
    return max(0, last - first + 1) - (1 if first <= 0 <= last else 0)


def _slopes(operand: Operand, slope: float) -> Iterator[tuple[Quantity, float]]:
    """Each figure, and how much the operand moves for one unit of it (to first order)."""
    match operand:
        case Quantity():
            yield operand, slope
        case Sum():
            for term in operand.terms:
                yield from _slopes(term, slope)
        case Difference():
            yield from _slopes(operand.left, slope)
            yield from _slopes(operand.right, -slope)
        case Product():
            values = [_value(factor) for factor in operand.factors]
            for place, factor in enumerate(operand.factors):
                others = math.prod(values[:place]) * math.prod(values[place + 1 :])
                yield from _slopes(factor, slope * others)
        case Ratio():
            above, below = _value(operand.left), _value(operand.right)
            times = slope * (100.0 if operand.percent else 1.0)
            if below:
                yield from _slopes(operand.left, times / below)
                yield from _slopes(operand.right, -times * above / below**2)
        case Moment() | Constant() | Count():
            return


def _value(operand: Operand) -> float:
    value = 0.0
    match operand:
        case Quantity():
            share = 100.0 if operand.kind == "percent" else 1.0
            value = float(operand.value or 0) / share
        case Constant():
            value = float(operand.value)
        case Count():
            value = float(len(operand.items))
        case Sum():
            value = sum(_value(term) for term in operand.terms)
        case Difference():
            value = _value(operand.left) - _value(operand.right)
        case Product():
            value = math.prod(_value(factor) for factor in operand.factors)
        case Ratio():
            below = _value(operand.right)
            times = 100.0 if operand.percent else 1.0
            value = times * _value(operand.left) / below if below else 0.0
        case Moment():
            pass
    return value
