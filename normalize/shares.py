"""Which denominator a printed rate was taken of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import FundingRow

BASES = (("adjusted", "budget_adjusted"), ("initial", "budget_initial"), ("received", "received"))


def bases_named(facts: Facts) -> Facts:
    """Funding rows with ``rate_basis`` set where a denominator makes the printed rate come out."""
    return replace(facts, funding=tuple(_named(row) for row in facts.funding))


def _named(row: FundingRow[Figure]) -> FundingRow[Figure]:
    rate, spent = row.execution_rate, row.spent
    if not isinstance(rate, Quantity) or not isinstance(spent, Quantity):
        return row
    for basis, name in BASES:
        base = getattr(row, name)
        if isinstance(base, Quantity) and _comes_out(rate, spent, base):
            return replace(row, rate_basis=basis)
    return row


def _comes_out(rate: Quantity, part: Quantity, base: Quantity) -> bool:
    """True where 100 × part ÷ base is the printed rate within one unit of its last place."""
    if rate.value is None or part.value is None or not base.value or part.unit != base.unit:
        return False
    with localcontext() as context:
        context.prec = 40
        place = Decimal(1).scaleb(rate.precision or 0)
        return abs(part.value * 100 / base.value - rate.value) < place
