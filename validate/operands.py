"""Which amounts a rate in prose was taken from: those beside it, else those of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim
from model.relation import Ratio
from validate.selection import distinct, mentions, of_the_year, one_project

_MOST_PAIRS = 9
"""Pairs of amounts tried for a rate without amounts beside it; more would fit by chance."""


@dataclass(frozen=True, slots=True)
class Shares:
    """The ratios a rate may be, likeliest first; ``beside``: both amounts stand near the rate."""

    ratios: tuple[Ratio, ...]
    beside: bool


def shares(facts: Facts, rate: Claim[Figure], above: str, below: Sequence[str]) -> Shares | None:
    """``above`` (a role) over one of the roles ``below``, from the narrowest place that has both.

    A sentence speaks of its own amounts, then a paragraph; only a rate that stands alone is tried
    against the amounts of the whole report, and only where that has one project.
    """
    near = [claim for claim in facts.claims if claim.passage == rate.passage]
    upper = _nearest(near, rate, (above,))
    lower = _nearest(near, rate, below)
    if upper and lower:
        return Shares(tuple(Ratio(one, other) for one in upper for other in lower), beside=True)
    if not one_project(facts) or not of_the_year(facts, rate):
        return None
    upper = upper or distinct(mentions(facts, above))
    for role in below:
        lower = lower or distinct(mentions(facts, role))
    pairs = islice(product(upper, lower), _MOST_PAIRS)
    ratios = tuple(Ratio(one, other) for one, other in pairs)
    return Shares(ratios, beside=False) if ratios else None


def _nearest(
    near: list[Claim[Figure]], rate: Claim[Figure], roles: Sequence[str]
) -> list[Quantity]:
    """Amounts with one of the roles: those of the rate's sentence, else of the one before it."""
    fitting = [claim for claim in near if claim.role in roles and _is_amount(claim.figure)]
    here = [claim for claim in fitting if claim.sentence == rate.sentence]
    if not here:
        before = [claim for claim in fitting if claim.sentence < rate.sentence]
        last = max((claim.sentence for claim in before), default=None)
        here = [claim for claim in before if claim.sentence == last]
    at = rate.figure.start
    here.sort(key=lambda claim: (claim.figure.start > at, abs(at - claim.figure.start)))
    return [claim.figure for claim in here if isinstance(claim.figure, Quantity)]


def _is_amount(figure: Figure) -> bool:
    return isinstance(figure, Quantity) and figure.kind in {"money", "number"}
