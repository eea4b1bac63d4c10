"""Which figures at least one relation checks: what nobody checked may hold any error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contract.shapes import Coverage
from model.facts import Facts
from model.finding import Check, Ruling
from model.quantity import Figure, Quantity
from model.record import FundingRow, IndicatorRow

_JUDGED = frozenset(Ruling) - {Ruling.UNDECIDABLE}


def places(checks: Iterable[Check]) -> frozenset[int]:
    """Where the figures stand that some relation was judged by; offsets into the text."""
    return frozenset(
        span.start
        for check in checks
        if check.verdict in _JUDGED
        for figure in check.figures
        if figure.role != "context"
        for span in figure.source[:1]
    )


def coverage(facts: Facts, covered: frozenset[int]) -> Coverage:
    """How many quantities the report prints, each place once, and how many are checked.

    Those of prose and of table cells; dates, periods and identifiers are none.
    """
    found = {figure.start for figure in _quantities(facts) if figure.source}
    return Coverage(figures=len(found), covered=len(found & covered))


def is_covered(figure: Figure | None, covered: frozenset[int]) -> bool | None:
    """Whether a quantity is checked; None for a date, a period, or nothing."""
    if not isinstance(figure, Quantity) or not figure.source:
        return None
    return figure.start in covered


def funding_cells(row: FundingRow[Figure]) -> dict[str, Figure | None]:
    """The figures of a funding row by field."""
    return {
        "budget_initial": row.budget_initial,
        "budget_adjusted": row.budget_adjusted,
        "received": row.received,
        "spent": row.spent,
        "balance": row.balance,
        "received_rate": row.received_rate,
        "execution_rate": row.execution_rate,
        "weight": row.weight,
        "score": row.score,
    }


def indicator_cells(row: IndicatorRow[Figure]) -> dict[str, Figure | None]:
    """The figures of an indicator row by field."""
    levels = {f"level{at}_weight": one for at, one in enumerate(row.level_weights, 1)}
    own = {"target": row.target, "stage_target": row.stage, "actual": row.actual}
    return {**levels, **own, "weight": row.weight, "score": row.score}


def fields_covered(cells: dict[str, Figure | None], covered: frozenset[int]) -> tuple[str, ...]:
    """The fields of a row whose figures are checked."""
    return tuple(name for name, figure in cells.items() if is_covered(figure, covered))


def _quantities(facts: Facts) -> Iterator[Quantity]:
    figures: list[Figure | None] = [claim.figure for claim in facts.claims]
    figures += [row.amount for row in facts.disbursements]
    for funding in facts.funding:
        figures += funding_cells(funding).values()
    for row in facts.indicators:
        figures += indicator_cells(row).values()
    for breakdown in facts.breakdowns:
        figures += [breakdown.total, *breakdown.parts]
    for formula in facts.formulas:
        figures += [formula.result, *(factor for term in formula.terms for factor in term)]
    for price in facts.unit_prices:
        figures += [price.amount, price.price]
    for tally in facts.tallies:
        figures += [tally.total, tally.done, tally.undone]
    figures += [listing.stated for listing in facts.listings]
    figures += [verdict.score for verdict in facts.verdicts]
    for figure in figures:
        if isinstance(figure, Quantity):
            yield figure
