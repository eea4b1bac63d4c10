"""How much of one name stands in another, counting what many names share for little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from validate.quoting import comparable

ALIKE = 0.5
"""From this share on, two names of one report are taken for one thing printed in other words."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a report, and in how many of them each pair of characters stands."""

    spread: Counter[str]
    shares: dict[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float])
    """What has been found so far: tables print the same names again and again."""

    def share(self, name: str, other: str) -> float:
        """The part of a name, 0 to 1, that another name holds; rare pairs weigh most."""
        known = self.shares.get((name, other))
        if known is None:
            known = self.shares[name, other] = self._share(pairs(name), pairs(other))
        return known

    def _share(self, here: frozenset[str], there: frozenset[str]) -> float:
        whole = sum(1 / (self.spread[pair] or 1) for pair in here)
        return sum(1 / (self.spread[pair] or 1) for pair in here & there) / whole if whole else 0.0

    def alike(self, name: str, others: Iterable[str]) -> Iterator[tuple[float, int]]:
        """Those of other names that may be the same thing: share and position, the best first."""
        found = ((self.share(name, other), at) for at, other in enumerate(others))
        yield from sorted((one for one in found if one[0] >= ALIKE), key=lambda one: -one[0])


def names_of(names: Iterable[str]) -> Names:
    """The names of a report, each counted once."""
    return Names(Counter(pair for name in set(map(comparable, names)) for pair in pairs(name)))


@lru_cache(maxsize=4096)
def pairs(name: str) -> frozenset[str]:
    """Each two neighbouring characters of a name."""
    plain = comparable(name)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
