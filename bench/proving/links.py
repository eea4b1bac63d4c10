"""What holds between the places of a report: facts said twice, rows counted, sections."""

from __future__ import annotations

from itertools import pairwise

from bench.proving.figures import Block, Expr, Line, Mark, Relation, mark_of
from bench.proving.scribe import number_of


def headings(blocks: list[Block]) -> list[Relation]:
    """The sections count up from one."""
    found = [b.text[0] for b in blocks if isinstance(b, Line) and b.role == "heading"]
    marks = tuple(number_of(sign) for sign in found if mark_of(sign) is not None)
    return [] if not marks else [Relation("TXT02", Expr("value", marks), "sequence", Expr("fixed"))]


def mentions(marks: dict[int, Mark]) -> list[Relation]:
    """Each mention of a fact against the one before it."""
    by_fact: dict[str, list[int]] = {}
    for number, mark in marks.items():
        if mark.strict and mark.kind not in {"word", "date"}:
            by_fact.setdefault(mark.fact, []).append(number)
    return [
        Relation(_mention_rule(marks[one], marks[other]), Expr("value", (one,)), "same",
                 Expr("value", (other,)))
        for numbers in by_fact.values()
        for one, other in pairwise(numbers)
    ]  # fmt: skip


def _mention_rule(one: Mark, other: Mark) -> str:
    if one.fact == "score":
        return "XREF07"
    if one.fact.startswith("target:"):
        return "XREF02"
    if one.table != other.table:
        return "XREF01"
    return "UNIT01" if one.factor != other.factor else "XREF03"


def tallies(marks: dict[int, Mark]) -> list[Relation]:
    """Counts of indicators said in prose against the rows of the form."""
    scores = tuple(n for n, m in marks.items() if m.table and m.fact.startswith("score:")
                   and m.phrase == "table:indicators")  # fmt: skip
    states = tuple(n for n, m in marks.items() if m.fact.startswith("status:"))
    found: list[Relation] = []
    for number, mark in marks.items():
        if mark.fact == "rows:n" and scores:
            tally = Expr("tally", scores)
        elif mark.fact == "rows:done" and states:
            tally = Expr("tally", states, word="已完成")
        elif mark.fact == "rows:undone" and states:
            tally = Expr("tally", states, word="未完成")
        else:
            continue
        found.append(Relation("CNT01", Expr("value", (number,)), "=", tally))
    return found
