"""Figures: as printed, and as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from model.span import Source


@dataclass(frozen=True, slots=True)
class Wording:
    """A piece of text that matters as text: a name, a status, a target in words."""

    raw: str
    source: Source


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a figure stands in a text and of what kind it is; offsets into that text."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class StatedUnit:
    """A unit printed for figures that print none: its text, where it was found, and its place.

    ``found``: ``row`` (the row's label or unit column), ``head``, ``table`` (a 单位 line or a cell
    that names the whole block) or ``caption``; ``cell`` for a figure's own.
    """

    raw: str
    found: str
    source: Source = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure as printed, not yet a number.

    ``units`` are the units stated around it, the nearest first: the first applies when the figure
    prints none, the others may contradict it.
    ``cell`` says the figure is a whole table cell: brackets may then mean a negative.
    ``label`` is the name the figure goes by where it stands.
    """

    raw: str
    source: Source
    label: str = ""
    units: tuple[StatedUnit, ...] = ()
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as an exact number in its base unit.

    ``kind``: ``number money percent count rate``. ``value`` is in 元 for money, percent points for
    percents; None for a range. ``unit``: ``CNY``, ``%``, ``pp``, ``人``, ``CNY/人/月`` …; None when
    not known. ``comparator``: ``= < <= > >= ~ ~< ~> range``. ``precision``: exponent of the last
    printed place in the base unit (73.50% → -2, 1,848.23万元 → 2). ``flags`` name what is odd about
    the print (``bad_grouping``, ``excess_decimals``); ``alternatives`` are the values it may have
    been meant as. ``unit_raw`` is the unit text that was stated for it (``万元``), ``unit_from``
    where its unit came from: ``cell row head table caption total``.
    """

    kind: str
    raw: str
    source: Source
    value: Decimal | None
    unit: str | None
    comparator: str = "="
    lower: Decimal | None = None
    upper: Decimal | None = None
    precision: int | None = None
    flags: tuple[str, ...] = ()
    alternatives: tuple[Decimal, ...] = ()
    label: str = ""
    unit_raw: str | None = None
    unit_from: str | None = None

    @property
    def start(self) -> int:
        """First character of the figure."""
        return self.source[0].start

    @property
    def end(self) -> int:
        """One past the last character of the figure."""
        return self.source[-1].end


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a period, as ISO text; what is not printed (a year) is left out: ``--09-30``.

    ``kind``: ``date`` or ``period``. A date has ``value``; a period has ``lower`` and ``upper``,
    both days inclusive.
    """

    kind: str
    raw: str
    source: Source
    value: str | None
    comparator: str = "="
    lower: str | None = None
    upper: str | None = None
    flags: tuple[str, ...] = ()
    label: str = ""
    unit: str | None = None
    precision: int | None = None
    alternatives: tuple[Decimal, ...] = ()

    @property
    def start(self) -> int:
        """First character of the date."""
        return self.source[0].start

    @property
    def end(self) -> int:
        """One past the last character of the date."""
        return self.source[-1].end


Figure: TypeAlias = Quantity | Moment


def plain(value: Decimal) -> str:
    """The one way a decimal is written: no exponent, no separators."""
    return format(value, "f")
