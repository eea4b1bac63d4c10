"""What several rules ask of one report is worked out once a report."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from model.facts import Facts

V = TypeVar("V")


def once_a_report(work: Callable[[Facts], V]) -> Callable[[Facts], V]:
    """The function, remembering its answer for the last report it was asked about, and no other."""
    last: list[tuple[Facts, V]] = []

    @wraps(work)
    def answer(facts: Facts) -> V:
        if not last or last[0][0] is not facts:
            last[:] = [(facts, work(facts))]
        return last[0][1]

    return answer
