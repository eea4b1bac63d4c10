"""A figure with all that belongs to it, as a Quantity in its base unit."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from model.quantity import Quantity
from model.span import Span
from normalize.sections import EXACT
from normalize.terms import Term
from normalize.units import Unit, ordered
from normalize.wording import Before


class Context(NamedTuple):
    """What is known besides the text: the header's unit, the year, and whether it is a cell."""

    text: str
    raw: str
    unit: Unit | None
    ref_year: int | None
    cell: bool
    first: int
    last: int


def unit_of(context: Context, term: Term, lead: Before) -> Unit | None:
    """The unit a figure prints, before or after it, or else the one its head states."""
    unit = term.unit
    if lead.money and (unit is None or (unit.kind == "money" and unit.name == "CNY")):
        return Unit("money", lead.money, unit.exponent if unit else 0)
    if unit is None and context.unit is not None:
        header = context.unit
        # 73.5万 under 万元 prints its own scale.
        return Unit(header.kind, header.name) if term.numeral.shift else header
    return unit


def built(  # noqa: PLR0913, PLR0917  the parts of one figure, each read elsewhere
    context: Context,
    term: Term,
    unit: Unit | None,
    per: tuple[str, ...],
    span: tuple[int, int],
    sign: str,
    *,
    negative: bool,
) -> Quantity:
    """The figure in its base unit, with the bounds its comparator implies."""
    shift = unit.exponent if unit is not None and term.unit is None else 0
    value, lower, upper, place = term.value, term.lower, term.upper, term.place
    if term.mark == "range" and unit is None and value is not None:
        sign, lower, upper = "=", None, None
    elif term.mark == "range":
        value = None
    if shift:
        place += shift
        value = None if value is None else EXACT.scaleb(value, shift)
        lower = None if lower is None else EXACT.scaleb(lower, shift)
        upper = None if upper is None else EXACT.scaleb(upper, shift)
    if negative:
        value = None if value is None else EXACT.minus(value)
        lower, upper = (-upper if upper else None), (-lower if lower else None)
    if sign in ("<", "<=", "~<") and lower is None:
        upper = value
    elif sign in (">", ">=") and upper is None:
        lower = value
    elif sign in (">", ">="):
        upper = None
    flags, others = _oddities(term, unit, shift)
    kind = unit.kind if unit is not None else "number"
    name = unit.name if unit is not None else None
    if per and name is not None:
        kind, name = "rate", "/".join((name, *ordered(list(per))))
    return Quantity(
        kind=kind,
        raw=context.raw[span[0] : span[1]],
        source=(Span(*span),),
        value=value,
        unit=name,
        comparator=sign,
        lower=lower,
        upper=upper,
        precision=place if value is not None else None,
        flags=flags,
        alternatives=tuple(-other for other in others) if negative else others,
    )


def _oddities(
    term: Term, unit: Unit | None, shift: int
) -> tuple[tuple[str, ...], tuple[Decimal, ...]]:
    """What is odd about the print of the digits, and what else they may have been meant as."""
    numeral = term.numeral
    flags, others = numeral.flags, numeral.alternatives
    total = shift + (term.unit.exponent if term.unit is not None else 0)
    if others and total:
        others = tuple(EXACT.scaleb(other, total) for other in others)
    if (
        unit is not None
        and unit.kind == "money"
        and not flags
        and term.mark == "="
        and term.place + shift < -2  # noqa: PLR2004  nothing is paid in less than 分
        and not numeral.chinese
        and term.value is not None
    ):
        flags = ("excess_decimals",)
        decimals = numeral.shift + total - term.place - shift
        if decimals == 3:  # noqa: PLR2004  a group of thousands behind a point
            others = (EXACT.scaleb(term.value, shift + 3),)
    return flags, others
