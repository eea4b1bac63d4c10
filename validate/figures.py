"""All figures of a report, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure
from model.record import Disbursement, FundingRow, IndicatorRow


def all_figures(facts: Facts) -> Iterator[Figure]:
    """Every figure of every record, in no promised order; one figure may come twice."""
    for claim in facts.claims:
        yield claim.figure
    for funding in facts.funding:
        yield from _funding(funding)
    for row in facts.indicators:
        yield from _indicator(row)
    for payment in facts.disbursements:
        yield from _payment(payment)
    for breakdown in facts.breakdowns:
        yield from breakdown.parts
        if breakdown.total is not None:
            yield breakdown.total
    for formula in facts.formulas:
        yield formula.result
    for price in facts.unit_prices:
        yield price.amount


def _funding(row: FundingRow[Figure]) -> Iterator[Figure]:
    cells = (
        row.budget_initial, row.budget_adjusted, row.received, row.spent, row.balance,
        row.received_rate, row.execution_rate, row.weight, row.score,
    )  # fmt: skip
    yield from (figure for figure in cells if figure is not None)


def _indicator(row: IndicatorRow[Figure]) -> Iterator[Figure]:
    cells = (row.target, row.stage, row.actual, row.weight, row.score)
    yield from (figure for figure in cells if figure is not None)


def _payment(row: Disbursement[Figure]) -> Iterator[Figure]:
    if row.amount is not None:
        yield row.amount
