"""Which files an archive holds: all of it follows from the seed, before anything is written."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

PER_SEED = 1_000_000
COPIES = 0.03
_LITTER = 0.01
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")
_ENCODED = (6, 1, 3)
LINE_ENDS = ("\n", "\r\n")
LITTER = ("xlsx", "png", "lock")
"""What lies about in an archive and is no report."""


@dataclass(frozen=True, slots=True)
class Order:
    """One file to write. Two orders of one ``seed`` and ``kind`` have the same bytes.

    ``kind``: txt, docx, pdf, or one of ``LITTER``. ``copy`` tells the later ones of the same bytes,
    which lie under other names, from the first.
    """

    number: int
    kind: str
    seed: int
    encoding: str
    line_end: str
    copy: bool = False


def orders(count: int, seed: int, shares: Mapping[str, int], *, litter: bool) -> list[Order]:
    """``count`` reports, copies among them, by the shares of the kinds; then what is no report."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    kinds = _kinds(count, shares)
    rng.shuffle(kinds)
    made: list[Order] = []
    originals: dict[str, list[Order]] = {kind: [] for kind in shares}
    for number, kind in enumerate(kinds):
        encoding = rng.choices(ENCODINGS, _ENCODED)[0]
        line_end = rng.choice(LINE_ENDS)
        again = originals[kind] and rng.random() < COPIES
        if again:
            old = rng.choice(originals[kind])
            order = Order(number, kind, old.seed, old.encoding, old.line_end, copy=True)
        else:
            order = Order(number, kind, seed * PER_SEED + number, encoding, line_end)
            originals[kind].append(order)
        made.append(order)
    return made + (_litter(count, seed) if litter else [])


def _kinds(count: int, shares: Mapping[str, int]) -> list[str]:
    """Each kind as often as its share says; what is left over goes to the first."""
    whole = sum(shares.values())
    kinds = [kind for kind, share in shares.items() for _ in range(count * share // whole)]
    return kinds + [next(iter(shares))] * (count - len(kinds))


def _litter(count: int, seed: int) -> list[Order]:
    many = max(len(LITTER), round(count * _LITTER))
    return [
        Order(count + i, LITTER[i % len(LITTER)], seed * PER_SEED + count + i, "utf-8", "\n")
        for i in range(many)
    ]
