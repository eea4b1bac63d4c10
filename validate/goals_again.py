"""Goals a text sets, and names again in another place: one goal, one value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim, Passage
from validate.aligned import offset_in, passage_of, scope, times
from validate.once import once_a_report
from validate.quoting import comparable
from validate.rows_told import AMONG_GOALS, alike, rows_by_name, told_of

_BOUNDS = frozenset({">=", "<=", ">", "<"})
_LONG_TERM = re.compile(
    r"中期|中长期|长期|[三五两]年|实施期|规划|总目标|上年|去年|阶段|半年|季度|调整|变更|修[订改]"
    r"|(?:19|20)\d\d年?[-—–~～至]+(?:19|20)\d\d|\d月?[-—–~～至]+\d{1,2}月"
)
"""Words near a goal that make it one of another time."""
_DONE = re.compile(r"实际|已|完成了|完成情况")
_ITSELF = frozenset({"年初", "计划", "预期", "拟", "力争"})
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class GoalAgain:
    """A goal as it is set, and the target a later place tells under its name."""

    name: str
    goal: Claim[Figure]
    again: Claim[Figure]


@once_a_report
def goals_again(facts: Facts) -> tuple[GoalAgain, ...]:
    """Goals of the text that no table's row bears, with every further place that names them."""
    return tuple(_goals_again(facts))


def _goals_again(facts: Facts) -> Iterator[GoalAgain]:
    goals = _goals(facts)
    for told in told_of(facts, goals):
        goal, again = goals[told.name], told.target
        if again is None or again.passage == goal.passage or again.form != goal.form:
            continue
        if alike(again.figure, goal.figure) and _is_annual(facts, again, told.name):
            yield GoalAgain(told.name, goal, again)


def _goals(facts: Facts) -> dict[str, Claim[Figure]]:
    """What is asked for once under a name of its own: 培训护理员不少于280人."""
    rows = rows_by_name(facts)
    found: dict[str, list[Claim[Figure]]] = defaultdict(list)
    for claim in facts.claims:
        figure, passage = claim.figure, passage_of(facts, claim)
        if passage is None or passage.table is not None or not isinstance(figure, Quantity):
            continue
        if _is_goal(claim, figure, passage):
            found[comparable(claim.subject.raw)].append(claim)
    return {
        name: claims[0]
        for name, claims in found.items()
        if len(name) >= _SHORTEST
        and len(claims) == 1
        and name not in rows
        and _is_annual(facts, claims[0], name)
    }


def _is_goal(claim: Claim[Figure], figure: Quantity, passage: Passage) -> bool:
    """Whether a claim asks for something: by its bound, or 达到 in a list announced as goals."""
    bound = figure.comparator in _BOUNDS
    if claim.role == "target" and bound:
        return True
    if not bound and not figure.raw.startswith("达"):
        return False
    before = passage.text[: offset_in(passage, figure.start)]
    return AMONG_GOALS.search(before) is not None and not _DONE.search(before)


def _is_annual(facts: Facts, claim: Claim[Figure], name: str) -> bool:
    passage = passage_of(facts, claim)
    said = claim.section + (passage.text if passage is not None else "")
    others = [one for one in scope(facts, claim, whole=False) if one not in name]
    return not _LONG_TERM.search(said) and not others and times(facts, claim) <= _ITSELF
