"""Whether one number may be another one misprinted."""

from __future__ import annotations

import re
from decimal import Decimal

from model.quantity import Figure, Quantity

HALF = Decimal("0.5")
_FEWEST = 4
"""Digits below which one wrong digit of rounded numbers says nothing."""
_NO_DIGIT = re.compile(r"[^\d]")


def digits(figure: Quantity) -> str:
    """The digits of a value without the zeros at its ends."""
    value = figure.value
    return "" if value is None else "".join(map(str, value.normalize().as_tuple().digits))


def significant(figure: Quantity) -> int:
    """How many digits a figure was printed to: 1,100.00 has six, 1,100 two."""
    return len(_printed(figure)) if "." in figure.raw else len(digits(figure))


def slip(first: Figure, other: Figure) -> bool:
    """Whether one number is the other with one digit wrong, two exchanged, or the point moved."""
    if not (isinstance(first, Quantity) and isinstance(other, Quantity)):
        return False
    if digits(first) == digits(other):
        return True
    return _slipped(_printed(first), _printed(other))


def slip_across(first: Figure, other: Figure) -> bool:
    """The same of two numbers of unlike precision, the finer one rounded: 68.08万元, 680000元."""
    if slip(first, other):
        return True
    if not (isinstance(first, Quantity) and isinstance(other, Quantity)):
        return False
    if first.precision is None or other.precision is None:
        return False
    step = Decimal(1).scaleb(max(first.precision, other.precision))
    one, two = (_steps(figure, step) for figure in (first, other))
    enough = len(one) >= _FEWEST <= min(significant(first), significant(other))
    return enough and _slipped(one, two)


def _steps(figure: Quantity, step: Decimal) -> str:
    """How many whole steps a value comes to, rounded."""
    return str(int(abs(figure.value or Decimal(0)) / step + HALF))


def _slipped(one: str, two: str) -> bool:
    if len(one) != len(two):
        return False
    wrong = [at for at, pair in enumerate(zip(one, two, strict=True)) if pair[0] != pair[1]]
    if len(wrong) == 1:
        return True
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1  # noqa: PLR2004 - two neighbours
    return swapped and one[wrong[0]] == two[wrong[1]] and one[wrong[1]] == two[wrong[0]]


def _printed(figure: Quantity) -> str:
    return _NO_DIGIT.sub("", figure.raw)
