"""What an operand comes to: its value, the values its print allows, and its unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from model.quantity import Figure, Moment, Quantity
from model.relation import Constant, Count, Difference, Operand, Product, Ratio, Sum

ZERO = Decimal(0)
HUNDRED = Decimal(100)
HALF = Decimal("0.5")

ABOUT = Decimal("0.05")
"""How far 约 reaches at least, as a share of the value: no text says, and prints after 约 are
seldom rounded to fewer than two digits."""

ANY = "any"
"""The unit of what fits every unit: a constant, or a ratio nobody gave a unit."""

_DECIMALS = re.compile(r"[.．](?:\s*)([0-9０-９]+)")


class UndecidedError(ValueError):
    """The relation cannot be judged; ``reason`` is one of the words in ``REASONS``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


REASONS: dict[str, tuple[str, str]] = {
    "missing": ("数值缺失", "a value is missing"),
    "zero": ("分母为零", "the denominator is zero"),
    "unit": ("单位不明或不同", "units are unknown or differ"),
    "own_unit": ("单位由本合计推定", "the unit was supplied by this very sum"),
    "date": ("日期不完整", "a date lacks its year"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One operand as numbers.

    ``value`` is the literal reading. ``low`` and ``high`` are what words (约, 近, 10～15) and
    ratios of rounded figures leave open. ``slack`` is what rounding may have taken from the
    figures of a sum, half a printed unit each. ``unit``: ``CNY``, ``%``, ``n`` for counts and
    points, ``date``, ``day``, None where not known.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    slack: Decimal
    unit: str | None

    @property
    def least(self) -> Decimal:
        """The lowest value print and words allow."""
        return self.low - self.slack

    @property
    def most(self) -> Decimal:
        """The highest value print and words allow."""
        return self.high + self.slack


Swaps: TypeAlias = Mapping[int, tuple[Decimal, Decimal]]
"""Values to try in place of a figure's own, as bounds, by ``id`` of the figure."""


def figures(operand: Operand) -> Iterator[Figure]:
    """The figures of an operand, in the order they are written."""
    match operand:
        case Quantity() | Moment():
            yield operand
        case Ratio() | Difference():
            yield from figures(operand.left)
            yield from figures(operand.right)
        case Product():
            for factor in operand.factors:
                yield from figures(factor)
        case Sum():
            for term in operand.terms:
                yield from figures(term)
        case Constant() | Count():
            return


def decimals(figure: Quantity) -> int:
    """How many places are printed after the point: 1,848.23万元 has 2."""
    if "." not in figure.raw and "．" not in figure.raw:
        return 0
    found = _DECIMALS.search(figure.raw)
    return len(found.group(1)) if found else 0


def scale(figure: Quantity) -> int:
    """The power of ten of the unit the figure is printed in: 4 for 万元, 0 for 元."""
    if figure.precision is None:
        return 0
    return max(0, figure.precision + decimals(figure))


def half_unit(figure: Quantity) -> Decimal:
    """Half the last printed place, in the base unit; zero where the place is not known."""
    if figure.precision is None:
        return ZERO
    return HALF.scaleb(figure.precision)


def is_point(figure: Quantity) -> bool:
    """Whether the print is the whole truth: 元 amounts, counts, scores, unit prices, 30万元.

    Money in a scaled (or unknown) unit with decimals, and percents, were rounded by somebody.
    """
    if figure.unit == "分" or figure.kind in {"count", "rate"}:
        return True
    if figure.kind == "percent":
        return False
    return not decimals(figure) or (figure.unit is not None and scale(figure) == 0)


def in_whole_units(figure: Quantity) -> bool:
    """Whether the figure is a score or an unscaled count, to which rounding never applies."""
    if figure.unit == "分":
        return True
    return figure.kind == "count" and not decimals(figure) and not _is_scaled_count(figure)


def _is_scaled_count(figure: Quantity) -> bool:
    return bool(figure.precision and figure.precision > 0 and re.search("[万亿]", figure.raw))


def evaluate(operand: Operand, swaps: Swaps, *, percent_points: bool = False) -> Reading:
    """The reading of an operand; raises UndecidedError.

    ``percent_points`` says that percents are points: nothing was rounded off a target of 80%.
    """

    def again(part: Operand) -> Reading:
        return evaluate(part, swaps, percent_points=percent_points)

    match operand:
        case Quantity():
            found = _quantity(operand, swaps.get(id(operand)), percent_points=percent_points)
        case Moment():
            found = _moment(operand)
        case Constant():
            found = _exactly(operand.value, ANY)
        case Count():
            found = _exactly(Decimal(len(operand.items)), "n")
        case Sum():
            found = _sum([again(term) for term in operand.terms])
        case Difference():
            found = _difference(again(operand.left), again(operand.right))
        case Product():
            found = _product([again(factor) for factor in operand.factors])
        case Ratio():
            found = _ratio(again(operand.left), again(operand.right), percent=operand.percent)
    return found


def _exactly(value: Decimal, unit: str | None) -> Reading:
    return Reading(value, value, value, ZERO, unit)


def unit_of(figure: Quantity) -> str | None:
    """The unit as relations compare it: measure words of counts are one unit, ``n``."""
    if figure.kind == "percent":
        return "%"
    if figure.kind == "count" or (figure.kind == "number" and figure.unit is not None):
        return "n"
    return figure.unit


def _quantity(
    figure: Quantity, swap: tuple[Decimal, Decimal] | None, *, percent_points: bool
) -> Reading:
    unit = unit_of(figure)
    if swap is not None:
        low, high = swap
        return Reading((low + high) / 2 if low != high else low, low, high, ZERO, unit)
    slack = ZERO
    if not (is_point(figure) or (percent_points and figure.kind == "percent")):
        slack = half_unit(figure)
    if figure.comparator in _LOOSE:
        low, high = _LOOSE[figure.comparator](figure)
        value = figure.value if figure.value is not None else (low + high) / 2
        return Reading(value, low, high, ZERO, unit)
    if figure.value is None:
        reason = "missing"
        raise UndecidedError(reason)
    return Reading(figure.value, figure.value, figure.value, slack, unit)


def _last_place(figure: Quantity) -> Decimal:
    """One unit in the place of the last digit that is not zero: 10 for 300多 → 100, 1500 → 100."""
    if figure.value is None or not figure.value:
        return ZERO
    exponent = figure.value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else ZERO


def _given_or(figure: Quantity, low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    return (
        figure.lower if figure.lower is not None else low,
        figure.upper if figure.upper is not None else high,
    )


def _about(figure: Quantity) -> tuple[Decimal, Decimal]:
    if figure.value is None:
        return _range(figure)
    reach = max(_last_place(figure) * HALF, abs(figure.value) * ABOUT)
    return _given_or(figure, figure.value - reach, figure.value + reach)


def _nearly(figure: Quantity) -> tuple[Decimal, Decimal]:
    if figure.value is None:
        return _range(figure)
    reach = max(_last_place(figure), abs(figure.value) * ABOUT)
    return _given_or(figure, figure.value - reach, figure.value)


def _over(figure: Quantity) -> tuple[Decimal, Decimal]:
    if figure.value is None:
        return _range(figure)
    return _given_or(figure, figure.value, figure.value + _last_place(figure))


def _range(figure: Quantity) -> tuple[Decimal, Decimal]:
    if figure.lower is None or figure.upper is None:
        reason = "missing"
        raise UndecidedError(reason)
    return figure.lower, figure.upper


_LOOSE: dict[str, Callable[[Quantity], tuple[Decimal, Decimal]]] = {
    "~": _about,
    "~<": _nearly,
    "~>": _over,
    "range": _range,
}


def _moment(moment: Moment) -> Reading:
    """A date as the number of its day; a period, a year or a month as first to last day."""
    first = _day(moment.value or moment.lower, last=False)
    last = _day(moment.value or moment.upper or moment.lower, last=True)
    return Reading(Decimal(first), Decimal(first), Decimal(last), ZERO, "date")


@lru_cache(maxsize=4096)
def _day(text: str | None, *, last: bool) -> int:
    if text is None:
        reason = "missing"
        raise UndecidedError(reason)
    if text.startswith("-"):
        reason = "date"
        raise UndecidedError(reason)
    numbers = [int(piece) for piece in text.split("-")]
    if len(numbers) == 3:  # noqa: PLR2004 - year, month, day
        return date(numbers[0], numbers[1], numbers[2]).toordinal()
    year, month = numbers[0], (numbers[1] if len(numbers) > 1 else (12 if last else 1))
    if not last:
        return date(year, month, 1).toordinal()
    return (date(year, month + 1, 1) if month < 12 else date(year + 1, 1, 1)).toordinal() - 1  # noqa: PLR2004 - December


def common_unit(units: list[str | None]) -> str | None:
    """The one unit of figures that can be added or compared; raises UndecidedError.

    Bare numbers go with counts; a figure of unknown unit goes only with its like.
    """
    known = {unit for unit in units if unit != ANY}
    if not known:
        return ANY
    if len(known) == 1:
        return known.pop()
    if known in ({None, "n"}, {"day", "n"}, {"day", None}):
        return "n"
    reason = "unit"
    raise UndecidedError(reason)


def _sum(terms: list[Reading]) -> Reading:
    unit = common_unit([term.unit for term in terms])
    return Reading(
        sum((term.value for term in terms), ZERO),
        sum((term.low for term in terms), ZERO),
        sum((term.high for term in terms), ZERO),
        sum((term.slack for term in terms), ZERO),
        unit,
    )


def _difference(left: Reading, right: Reading) -> Reading:
    unit = common_unit([left.unit, right.unit])
    return Reading(
        left.value - right.value,
        left.low - right.high,
        left.high - right.low,
        left.slack + right.slack,
        "day" if unit == "date" else unit,
    )


def _product(factors: list[Reading]) -> Reading:
    value = low = high = Decimal(1)
    units: list[str | None] = []
    only_percents = all(factor.unit in {"%", ANY} for factor in factors)
    for factor in factors:
        share = HUNDRED if factor.unit == "%" and not only_percents else Decimal(1)
        ends = [side * end / share for side in (low, high) for end in (factor.least, factor.most)]
        value, low, high = value * factor.value / share, min(ends), max(ends)
        if factor.unit != "%" or only_percents:
            units.append(factor.unit)
    return Reading(value, low, high, ZERO, _product_unit(units))


def _product_unit(units: list[str | None]) -> str | None:
    """Money times heads times months is money; 元/人/月 counts as money here."""
    money = [unit for unit in units if unit not in {None, "n", "%", "day", ANY}]
    if len(money) > 1 or "date" in money:
        reason = "unit"
        raise UndecidedError(reason)
    if money:
        return str(money[0]).split("/", maxsplit=1)[0]
    if None in units:
        return None
    if "%" in units:
        return "%"
    return "n" if "n" in units or "day" in units else ANY


def _ratio(left: Reading, right: Reading, *, percent: bool) -> Reading:
    unit = _ratio_unit(left.unit, right.unit, percent=percent)
    if right.value == 0 or right.least <= 0 <= right.most:
        reason = "zero"
        raise UndecidedError(reason)
    times = HUNDRED if percent else Decimal(1)
    ends = [
        times * above / below
        for above in (left.least, left.most)
        for below in (right.least, right.most)
    ]
    return Reading(times * left.value / right.value, min(ends), max(ends), ZERO, unit)


def _ratio_unit(left: str | None, right: str | None, *, percent: bool) -> str | None:
    if percent:
        common_unit([left, right])
        return "%"
    if left == right:
        return "n"
    return left if right in {"n", ANY} else ANY
