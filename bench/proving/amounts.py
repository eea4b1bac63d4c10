"""How exact values are printed: units, decimals, separators."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

FACTORS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
LEAST = -1  # as many decimals as the figure needs


@dataclass(frozen=True, slots=True)
class Fact:
    """One true figure of the project. ``unit`` is the measure word of counts and prices.

    ``shared`` facts may be held against their other mentions: their name is said in full each time.
    """

    name: str
    kind: str
    value: Decimal
    unit: str = ""
    shared: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """A way of printing money."""

    unit: str
    places: int
    comma: bool


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as people do."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def plain(value: Decimal, places: int, *, comma: bool) -> str:
    """Digits with so many decimals, or as many as needed."""
    if places == LEAST:
        value = value.normalize()
        if value == value.to_integral_value():
            value = value.quantize(Decimal(1))
    else:
        value = rounded(value, places)
    return f"{value:,f}" if comma else f"{value:f}"


def needed(value: Decimal) -> int:
    """How many decimals a value has when none is wasted."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def styles(values: list[Decimal]) -> list[tuple[Style, int]]:
    """Ways in which these amounts may be printed together, with how often each is used."""
    wan = max(needed(value / FACTORS["万元"]) for value in values)
    found = [(Style("元", 2, comma=True), 3), (Style("元", 2, comma=False), 2)]
    if all(value == value.to_integral_value() for value in values):
        found += [(Style("元", 0, comma=True), 2), (Style("元", 0, comma=False), 2)]
    if wan == 0:
        found += [(Style("万元", 0, comma=False), 12), (Style("万元", 2, comma=False), 5)]
    elif wan <= 2:  # noqa: PLR2004
        found += [(Style("万元", 2, comma=False), 10), (Style("万元", LEAST, comma=False), 8)]
        found += [(Style("万元", 2, comma=True), 5)]
    else:
        found += [(Style("万元", LEAST, comma=False), 3)]
        if min(values) >= FACTORS["万元"]:
            found += [(Style("万元", 2, comma=False), 5), (Style("万元", 2, comma=True), 3)]
    if min(values) >= FACTORS["亿元"] and wan == 0:
        found.append((Style("亿元", LEAST, comma=False), 6))
    return found


def pick(rng: random.Random, values: list[Decimal]) -> Style:
    """One such way."""
    options = styles(values)
    return rng.choices([style for style, _ in options], [often for _, often in options])[0]


def exact_style(values: list[Decimal]) -> Style:
    """A way that loses nothing, for passages where rounding would leave a residue."""
    whole = all(value % FACTORS["万元"] == 0 for value in values)
    return Style("万元", 0, comma=False) if whole else Style("元", 2, comma=True)


def day(name: str, moment: date, *, shared: bool = False) -> Fact:
    """A date as prose prints it."""
    text = f"{moment.year}年{moment.month}月{moment.day}日"
    return Fact(name, "date", Decimal(0), shared=shared, text=text)
