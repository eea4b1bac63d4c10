"""What one figure must be for a relation to hold, from the others."""

from __future__ import annotations

from decimal import Decimal
from math import prod

from model.quantity import Quantity
from model.relation import Constant, Count, Difference, Operand, Product, Ratio, Sum
from validate.reading import HUNDRED, ZERO, UndecidedError, evaluate, figures
from validate.recompute import Judgement


def implied(judgement: Judgement, figure: Quantity) -> tuple[Decimal, Decimal] | None:
    """The values the other figures of a relation leave for one of them, or None."""
    relation, low, high = judgement.relation, judgement.below, judgement.above
    if low is None or high is None:
        return None
    try:
        if _holds_figure(relation.left, figure):
            wanted, holder = evaluate(relation.right, {}).value, relation.left
            ends = [_solve(holder, figure, wanted + low), _solve(holder, figure, wanted + high)]
        else:
            wanted, holder = evaluate(relation.left, {}).value, relation.right
            ends = [_solve(holder, figure, wanted - low), _solve(holder, figure, wanted - high)]
    except UndecidedError:
        return None
    found = [end for end in ends if end is not None]
    return (min(found), max(found)) if found else None


def exactly(judgement: Judgement, figure: Quantity) -> Decimal | None:
    """The one value a figure must have for both sides to be equal, or None."""
    try:
        wanted = evaluate(judgement.relation.left, {}).value
        return _solve(judgement.relation.right, figure, wanted)
    except UndecidedError:
        return None


def _solve(operand: Operand, figure: Quantity, wanted: Decimal) -> Decimal | None:
    """What a figure must be for the operand that holds it to come to ``wanted``."""
    match operand:
        case Quantity():
            return wanted
        case Sum():
            inner, rest = _parted(operand.terms, figure)
            return _solve(inner, figure, wanted - sum(map(_worth, rest), ZERO))
        case Product():
            inner, rest = _parted(operand.factors, figure)
            share = prod(map(_worth, rest), start=Decimal(1))
            return _solve(inner, figure, wanted / share) if share else None
        case Difference() | Ratio():
            return _solve_pair(operand, figure, wanted)
        case _:
            return None


def _solve_pair(operand: Difference | Ratio, figure: Quantity, wanted: Decimal) -> Decimal | None:
    left = _holds_figure(operand.left, figure)
    inner, other = (operand.left, operand.right) if left else (operand.right, operand.left)
    rest = _worth(other)
    if isinstance(operand, Difference):
        return _solve(inner, figure, wanted + rest if left else rest - wanted)
    times = HUNDRED if operand.percent else Decimal(1)
    if left:
        return _solve(inner, figure, wanted * rest / times)
    return _solve(inner, figure, times * rest / wanted) if wanted else None


def _parted(parts: tuple[Operand, ...], figure: Quantity) -> tuple[Operand, list[Operand]]:
    at = next(at for at, one in enumerate(parts) if _holds_figure(one, figure))
    return parts[at], [one for place, one in enumerate(parts) if place != at]


def _holds_figure(operand: Operand, figure: Quantity) -> bool:
    return any(one is figure for one in figures(operand))


def _worth(operand: Operand) -> Decimal:
    """An operand's value as a factor or term: percents as shares of one."""
    if isinstance(operand, Constant):
        return operand.value
    if isinstance(operand, Count):
        return Decimal(len(operand.items))
    reading = evaluate(operand, {})
    return reading.value / HUNDRED if reading.unit == "%" else reading.value
