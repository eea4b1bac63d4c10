"""A numeral together with the unit printed behind it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from normalize.numerals import Numeral
from normalize.sections import EXACT
from normalize.units import Unit

_MORE = ("多", "余")


class Term(NamedTuple):
    """A numeral and the unit printed with it; value and bounds of ``numeral`` not yet scaled."""

    numeral: Numeral
    unit: Unit | None
    end: int
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    place: int
    mark: str
    per: tuple[str, ...] = ()
    included: bool = False


def bare(numeral: Numeral, end: int | None = None) -> Term:
    """The numeral with no unit; ``end`` where something without meaning follows it."""
    return Term(
        numeral,
        None,
        numeral.end if end is None else end,
        *(numeral.value, numeral.lower, numeral.upper),
        numeral.place,
        numeral.mark,
    )


def scaled(numeral: Numeral, unit: Unit, end: int, *, included: bool = False) -> Term:
    """The numeral in the base unit of ``unit``, which ends at ``end``."""
    shift = unit.exponent

    def to_base(value: Decimal | None) -> Decimal | None:
        return value if value is None or not shift else EXACT.scaleb(value, shift)

    value = to_base(numeral.value)
    if numeral.mark == "range":
        value = None
    return Term(
        numeral,
        unit,
        end,
        value,
        to_base(numeral.lower),
        to_base(numeral.upper),
        numeral.place + shift,
        numeral.mark,
        included=included,
    )


def a_little_more(text: str, term: Term) -> Term:
    """10元多, 三年多: a little more than the unit says."""
    end = term.end
    if text[end : end + 1] not in _MORE or term.value is None or term.mark != "=":
        return term
    if text[end + 1 : end + 2] in tuple("方种次样元额款下少功数个年项"):
        return term
    exponent = EXACT.normalize(term.value).as_tuple().exponent
    place = exponent if isinstance(exponent, int) else 0
    upper = EXACT.add(term.value, Decimal(1).scaleb(place))
    return term._replace(end=end + 1, mark="~>", lower=term.value, upper=upper, place=place)
