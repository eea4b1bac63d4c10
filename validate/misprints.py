"""Whether one figure printed wrong explains a contradiction, as a hand or a keyboard errs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, localcontext

from model.finding import Ruling
from model.quantity import Quantity
from model.relation import Difference, Ratio, Relation
from validate.recompute import PRECISION, judge, operands
from validate.solving import implied

_POINT_MOVED = tuple(Decimal(10) ** power for power in (-4, -3, -2, -1, 1, 2, 3, 4))
_WAN = (Decimal(10_000), Decimal("0.0001"))
_READINGS = 1
"""Other readings that are tried; with many of them chance explains one."""
CHANCE = Decimal("0.45")
"""So many slips may be expected to lead into a window by chance; with more they tell nothing."""
_NARROW = Decimal("0.01")
"""The share of a value that a window may be wide and still tell that the point was moved."""
_TELLING = 4
"""Characters a change in percent must have: 20% may be met by chance, 16.9% hardly."""
_SAME = frozenset({Ruling.EXACT, Ruling.ROUNDED})
_LONGEST = 14
"""Digits beyond which no misprint is looked for; no amount has more."""


def explained(relation: Relation, *, digits: int = 1) -> bool:
    """Whether some figure with one slip undone would make the relation, or an alternative, hold.

    A slip: one digit for another, two neighbours exchanged, the point moved, one more or less.
    ``digits``: how many a figure must have; a short one is mended by chance too often.
    """
    with localcontext(prec=PRECISION):
        return any(
            _mended(replace(one, one_of=(), given=None), digits) or _of_wrong_base(one)
            for one in (relation, *relation.one_of[:_READINGS])
        )


def _of_wrong_base(relation: Relation) -> bool:
    """Whether a change in percent was taken of the figure that came out, not of the one before."""
    if not isinstance(relation.right, Ratio) or not isinstance(relation.left, Quantity):
        return False
    change = relation.right.left
    if not isinstance(change, Difference) or len(relation.left.raw.strip("%％")) < _TELLING:
        return False
    bases = (one for one in (change.left, change.right) if one is not relation.right.right)
    return any(
        judge(Relation(relation.left, "=", Ratio(change, base))).verdict in _SAME for base in bases
    )


def _mended(relation: Relation, digits: int) -> bool:
    judgement = judge(relation)
    for figure in operands(relation):
        if not isinstance(figure, Quantity) or figure.value is None:
            continue
        short = len(figure.value.normalize().as_tuple().digits) < digits
        wanted = implied(judgement, figure)
        if wanted is None:
            continue
        likely = _in_another_unit(wanted, figure) if short else _likely(wanted, figure)
        if any(wanted[0] <= one <= wanted[1] for one in likely) or _rounded_away(wanted, figure):
            return True
    return False


def _likely(wanted: tuple[Decimal, Decimal], figure: Quantity) -> Iterator[Decimal]:
    """The slips that lead into a window by more than chance; a moved point into a narrow one."""
    width = wanted[1] - wanted[0]
    value = figure.value or Decimal(1)
    digits = set(_digit_slips(figure))
    if len(digits) * width <= CHANCE * 2 * abs(value):
        yield from digits
    if width <= _NARROW * abs(wanted[0]):
        yield from (value * moved for moved in _POINT_MOVED)


def _rounded_away(wanted: tuple[Decimal, Decimal], figure: Quantity) -> bool:
    """Whether the point was moved and further digits are gone: 16.72 for 1,671.91."""
    value, precision = figure.value, figure.precision
    if value is None or precision is None or wanted[1] - wanted[0] > _NARROW * abs(wanted[0]):
        return False
    half = Decimal(1).scaleb(precision) / 2
    if not value or half > _NARROW * abs(value):
        return False
    return any(
        wanted[0] <= (value + half) * power and (value - half) * power <= wanted[1]
        for power in _POINT_MOVED
    )


def _in_another_unit(wanted: tuple[Decimal, Decimal], figure: Quantity) -> Iterator[Decimal]:
    """元 for 万元 or the other way round, which is no chance however short the figure."""
    if figure.value is not None and wanted[1] - wanted[0] <= _NARROW * abs(wanted[0]):
        yield from (figure.value * power for power in _WAN)


def slips(figure: Quantity) -> Iterator[Decimal]:
    """The values a figure would have with one slip of the hand."""
    yield from _digit_slips(figure)
    if figure.value is not None and figure.precision is not None:
        yield from (figure.value * moved for moved in _POINT_MOVED)


def _digit_slips(figure: Quantity) -> Iterator[Decimal]:
    """With one digit for another, two exchanged, or one more or less."""
    value, precision = figure.value, figure.precision
    if value is None or precision is None:
        return
    unit = Decimal(1).scaleb(precision)
    whole = value / unit
    if whole != whole.to_integral_value() or len(text := str(abs(int(whole)))) > _LONGEST:
        return
    sign = -1 if whole < 0 else 1
    for number in _numbers(text):
        yield sign * number * unit


def _numbers(text: str) -> Iterator[int]:
    for at, digit in enumerate(text):
        head, tail = text[:at], text[at + 1 :]
        others = "0123456789" if head or not tail else "123456789"
        yield from (int(head + other + tail) for other in others if other != digit)
        if tail and tail[0] != digit:
            yield int(head + tail[0] + digit + tail[1:])
    yield from (int(text) + 1, int(text) - 1)
