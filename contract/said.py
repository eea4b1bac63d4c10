"""What several places say of one value: one of them, where they agree; all of them, where not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = re.compile(r"-?[0-9][0-9,，]*(?:\.[0-9]+)?")
_COMMA = re.compile("[,，]")
_UNITS = (0, 4, 8, 3, 6, 7, -1, -2)
"""Powers of ten of 元, 万元, 亿元, 千元, 百万元, 千万元, 角 and 分."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value as one place gives it.

    ``step`` is the worth of its last printed place, 0 where it must be taken to the letter.
    ``where`` names the row or the report; ``basis`` is a rate's denominator.
    """

    text: str
    where: str
    step: Decimal = Decimal(0)
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """``said`` where all agree, else None and ``others`` holds what each says."""

    said: Said | None = None
    others: tuple[Said, ...] = ()

    @property
    def text(self) -> str | None:
        """The value agreed on."""
        return None if self.said is None else self.said.text

    @property
    def basis(self) -> str | None:
        """The denominator a rate agreed on is said to have."""
        return None if self.said is None else self.said.basis


def agreed(given: Sequence[Said]) -> Agreed:
    """The most precise of some figures, if each of the others is that one rounded.

    78.9 万元 and 789,048.00 元 say the same, one of them shorter. No mean, no majority: where two
    differ by more than rounding there is no value.
    """
    if not given:
        return Agreed()
    finest = min(given, key=lambda one: one.step)
    exact = Decimal(finest.text)
    if all(abs(Decimal(one.text) - exact) * 2 <= one.step for one in given):
        bases = {one.basis for one in given if one.basis is not None}
        basis = bases.pop() if len(bases) == 1 else None
        return Agreed(Said(finest.text, finest.where, finest.step, basis))
    return Agreed(others=_once(given))


def same(given: Sequence[Said]) -> Agreed:
    """The one text all say to the letter: scores and grades are not rounded, they are awarded."""
    if len({one.text for one in given}) > 1:
        return Agreed(others=_once(given))
    return Agreed(given[0]) if given else Agreed()


def all_of(parts: Iterable[Agreed]) -> Agreed:
    """What several reports say together; one that contradicts itself leaves the value open."""
    parts = tuple(parts)
    if any(part.others for part in parts):
        every = [one for part in parts for one in (*part.others, part.said) if one is not None]
        return Agreed(others=_once(every))
    return agreed([part.said for part in parts if part.said is not None])


def step(value: str, printed: str | None) -> Decimal:
    """The worth of the last place printed: 100 for ``789.05 万元`` read as 7890500.

    0 where it cannot be told, so that nothing but the same amount agrees with it: the first number
    of a cell may be a year.
    """
    match = _NUMBER.search(printed or "")
    if match is None:
        return Decimal(0)
    number, exact = Decimal(_COMMA.sub("", match[0])), Decimal(value)
    if number:
        for power in _UNITS:
            if number.scaleb(power) == exact:
                return last_place(number).scaleb(power)
    return Decimal(0)


def last_place(number: Decimal) -> Decimal:
    """1 for 85, 0.01 for 85.00."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _once(given: Sequence[Said]) -> tuple[Said, ...]:
    kept: dict[tuple[str, str], Said] = {}
    for one in given:
        kept.setdefault((one.text, one.where), one)
    return tuple(kept.values())
