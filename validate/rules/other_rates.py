"""Rates other than those of the budget: completion, growth, shares."""

from __future__ import annotations

from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim
from model.relation import Difference, Ratio, Relation
from validate.aligned import mates
from validate.registry import rule
from validate.statements import SENTENCES, statements
from validate.tabulated import ROW_SHARE, row_shares

_KINDS = ("growth", "growth_by", "share", "rate", "saving")


@rule(
    "RATE04",
    "其他比率",
    "Other rates",
    severity="warning",
    says=(*(SENTENCES[kind] for kind in _KINDS), ROW_SHARE),
)
def other_rates(facts: Facts) -> Iterator[Relation]:
    """完成率、节约率等比率应能由同句所列数字复算。

    A rate whose two figures stand in its own sentence must recompute from them.

    Flags::

        二、产出情况
        计划培训护林员240人，实际完成培训228人，完成率为98.00%。

    Passes::

        二、产出情况
        计划培训护林员240人，实际完成培训228人，完成率为95.00%。
    """
    yield from statements(facts, *_KINDS)
    yield from row_shares(facts)
    known = {one.result.start for one in facts.stated}
    for claim in facts.claims:
        name = claim.subject.raw.strip()
        if claim.role in {"target", "weight", "score"} or not _is_rate(claim.figure):
            continue
        if claim.figure.start in known:
            continue
        beside = [
            one
            for one in mates(facts, claim)
            if one.sentence == claim.sentence and one.figure.start < claim.figure.start
        ]
        if name.endswith("节约率"):
            yield from _saved(claim, beside)
        elif name.endswith("完成率") and claim.measure != "execution_rate":
            yield from _done(claim, beside)


def _is_rate(figure: Figure) -> bool:
    return isinstance(figure, Quantity) and figure.kind == "percent" and figure.comparator == "="


def _saved(claim: Claim[Figure], beside: list[Claim[Figure]]) -> Iterator[Relation]:
    budgets = [one.figure for one in beside if one.role == "budget"]
    spent = [one.figure for one in beside if one.role == "spent"]
    if len(budgets) == len(spent) == 1:
        saved = Difference(budgets[0], spent[0])
        yield Relation(claim.figure, "=", Ratio(saved, budgets[0]), subject="节约率", told=True)


def _done(claim: Claim[Figure], beside: list[Claim[Figure]]) -> Iterator[Relation]:
    """One target and one actual of one unit, and nothing else, before the rate."""
    counts = [
        one for one in beside if isinstance(one.figure, Quantity) and one.figure.kind == "count"
    ]
    targets = [one.figure for one in counts if one.role == "target"]
    actuals = [one.figure for one in counts if one.role == "actual"]
    alone = len(counts) == 2 and len(targets) == len(actuals) == 1  # noqa: PLR2004 - one of each
    if alone and targets[0].unit == actuals[0].unit:
        yield Relation(
            claim.figure,
            "=",
            Ratio(actuals[0], targets[0]),
            subject=claim.subject.raw.strip(),
            told=True,
        )
