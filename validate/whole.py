"""The project's money as a whole, and how far the year has gone, where a report says it plainly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Moment, Quantity
from model.record import Claim, FundingRow
from model.relation import Constant, Operand, Ratio, Relation
from validate.aligned import passage_of, scope
from validate.goals_and_results import is_forecast
from validate.quoting import comparable
from validate.recompute import judge
from validate.repeats import GENERIC
from validate.selection import amount, of_the_year, one_project

_YEAR = Constant(Decimal(12), "个月")


def whole_amount(facts: Facts, measure: str) -> Quantity | None:
    """Budget, received or spent of the one project a report is of; None where it is not plain."""
    if not one_project(facts):
        return None
    printed = [figure for row in _totals(facts) if (figure := _cell(row, measure)) is not None]
    return _agreed(printed or _told(facts, measure))


def execution(facts: Facts) -> Operand | None:
    """The execution rate of the one project a report is of: as stated, else as recomputed."""
    if not one_project(facts):
        return None
    cells = [row.execution_rate for row in _totals(facts)]
    rates = [one for one in cells if _is_rate(one)] or [
        claim.figure
        for claim in facts.claims
        if claim.measure == "execution_rate" and _of_the_whole(facts, claim) and _own(claim)
    ]
    figures = [one for one in rates if isinstance(one, Quantity) and _is_rate(one)]
    if figures:
        return _agreed(figures)
    spent, budget = whole_amount(facts, "spent"), whole_amount(facts, "budget")
    return Ratio(spent, budget) if spent is not None and budget is not None else None


def year_gone(facts: Facts) -> Operand | None:
    """Time progress of a monitoring report: as stated, else the months gone by its base date."""
    if facts.data.doc_type != "monitoring":
        return None
    stated = [
        claim.figure
        for claim in facts.claims
        if claim.measure == "time_progress" and _is_rate(claim.figure)
    ]
    figures = [one for one in stated if isinstance(one, Quantity)]
    if figures:
        return _agreed(figures)
    days = [one.value for one in facts.data.cutoff_dates if isinstance(one, Moment) and one.value]
    days += [
        claim.figure.upper
        for claim in facts.claims
        if isinstance(claim.figure, Moment)
        and claim.figure.upper is not None
        and claim.subject.raw.strip().endswith(("监控期间", "监控时段", "监控区间"))
    ]
    if not days or len(days[0]) < len("2024-09-30") or _other_span(facts, days[0][:4]):
        return None
    return Ratio(Constant(Decimal(date.fromisoformat(days[0]).month), "个月"), _YEAR)


def _other_span(facts: Facts, year: str) -> bool:
    """Whether the project does not run from January of the base date's year."""
    return any(
        isinstance(one, Moment)
        and one.lower is not None
        and not f"{year}-01".startswith(one.lower[:7])
        for one in facts.data.project_periods
    )


def _totals(facts: Facts) -> list[FundingRow[Figure]]:
    """The total rows of funding tables; the only row where a table has but one."""
    rows = [row for row in facts.funding if row.origin == "table" and row.parent is None]
    totals = [row for row in rows if row.row_kind == "total" or row.source == "total"]
    filled = [row for row in totals if row.budget is not None or row.spent is not None]
    return filled or (rows if len(rows) == 1 else [])


def _cell(row: FundingRow[Figure], measure: str) -> Quantity | None:
    if measure == "budget":
        return row.budget if isinstance(row.budget, Quantity) else None
    return amount(row, measure)


def _told(facts: Facts, measure: str) -> list[Quantity]:
    """Amounts the text states of the whole project for the year."""
    return [
        claim.figure
        for claim in facts.claims
        if claim.measure == claim.role == measure
        and isinstance(claim.figure, Quantity)
        and claim.figure.kind == "money"
        and claim.figure.comparator == "="
        and _of_the_whole(facts, claim)
    ]


def _of_the_whole(facts: Facts, claim: Claim[Figure]) -> bool:
    passage = passage_of(facts, claim)
    return (
        passage is not None
        and passage.table is None
        and of_the_year(facts, claim)
        and not is_forecast(facts, claim)
        and not scope(facts, claim, whole=False)
    )


def _own(claim: Claim[Figure]) -> bool:
    """Whether a rate is told of the project's money, not of one item's."""
    return bool(GENERIC.fullmatch(comparable(claim.subject.raw)))


def _is_rate(figure: Figure | None) -> bool:
    return isinstance(figure, Quantity) and figure.kind == "percent" and figure.comparator == "="


def _agreed(figures: Iterable[Quantity]) -> Quantity | None:
    """The finest of figures that say one thing; None where two of them differ."""
    kept = sorted(figures, key=lambda one: one.precision if one.precision is not None else 0)
    if not kept:
        return None
    agree = all(judge(Relation(other, "=", kept[0])).holds for other in kept[1:])
    return kept[0] if agree else None
