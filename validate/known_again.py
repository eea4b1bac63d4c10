"""Figures of a sentence that the report prints again elsewhere, or that are the whole project's."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.span import Source
from validate.once import once_a_report
from validate.whole import whole_amount

_LEAST = 3
"""Digits by which a figure is known again."""


def inside(source: Source, sentence: Wording) -> bool:
    """Whether something begins within a sentence."""
    return bool(source) and any(
        span.start <= source[0].start < span.end for span in sentence.source
    )


def has_figures(facts: Facts, at: int) -> bool:
    """Whether the passage at a position tells any figure."""
    return at in _by_passage(facts)


def figures_in(facts: Facts, at: int, sentence: Wording) -> list[Quantity]:
    """The figures of a sentence of the passage at a position."""
    return [one for one in _by_passage(facts).get(at, ()) if inside(one.source, sentence)]


def told_elsewhere(facts: Facts, at: int, sentence: Wording) -> bool:
    """Whether an amount or count of the sentence is printed again outside it."""
    return any(
        agree(one, other)
        for one in figures_in(facts, at, sentence)
        if _is_telling(one)
        for other in _amounts(facts)
        if not inside(other.source, sentence)
    )


def whole_amounts(facts: Facts, at: int, sentence: Wording) -> int:
    """How many different amounts of the sentence are the whole project's: budget, spent …"""
    figures = figures_in(facts, at, sentence)
    whole = [whole_amount(facts, measure) for measure in ("budget", "received", "spent")]
    found = {
        one.value
        for one in whole
        if one is not None
        and any(agree(one, other) for other in figures)
        and (not inside(one.source, sentence) or _again(facts, one, sentence))
    }
    return len(found)


def score_told(facts: Facts, at: int, sentence: Wording) -> bool:
    """Whether a score of the sentence is told of the project outside it."""
    scores = [one for one in figures_in(facts, at, sentence) if one.kind == "score" or _points(one)]
    return any(
        one.value == other.value and not inside(other.source, sentence)
        for one in scores
        for other in _scores(facts)
    )


def _points(figure: Quantity) -> bool:
    return figure.raw.rstrip().endswith("分")


def _again(facts: Facts, figure: Quantity, sentence: Wording) -> bool:
    return any(
        agree(figure, other) and not inside(other.source, sentence) for other in _amounts(facts)
    )


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may be one amount, each as finely as it is printed."""
    if one.kind != other.kind or one.value is None or other.value is None:
        return False
    step = max(one.precision or 0, other.precision or 0)
    return one.value == other.value or (abs(one.value - other.value) * 2 <= Decimal(1).scaleb(step))


def _is_telling(figure: Figure | None) -> bool:
    return (
        isinstance(figure, Quantity)
        and figure.kind in {"money", "count"}
        and figure.value is not None
        and len(figure.value.normalize().as_tuple().digits) >= _LEAST
    )


@once_a_report
def _by_passage(facts: Facts) -> dict[int, list[Quantity]]:
    found: dict[int, list[Quantity]] = defaultdict(list)
    for claim in facts.claims:
        if isinstance(claim.figure, Quantity):
            found[claim.passage].append(claim.figure)
    return found


@once_a_report
def _amounts(facts: Facts) -> tuple[Quantity, ...]:
    """Amounts and counts of the text and of its tables."""
    figures: list[Figure | None] = [claim.figure for claim in facts.claims]
    for row in facts.funding:
        figures += [row.budget_initial, row.budget_adjusted, row.received, row.spent, row.balance]
    figures += [posting.figure for posting in facts.postings]
    figures += [one.amount for one in facts.disbursements]
    for line in facts.indicators:
        figures += [line.target, line.actual]
    return tuple(one for one in figures if isinstance(one, Quantity) and _is_telling(one))


@once_a_report
def _scores(facts: Facts) -> tuple[Quantity, ...]:
    """Scores of the whole project: stated, or in a table's row of totals."""
    figures: list[Figure | None] = [one.score for one in facts.verdicts]
    figures += [row.score for row in facts.indicators if row.row_kind == "total"]
    return tuple(one for one in figures if isinstance(one, Quantity))
