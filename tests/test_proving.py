"""The proof bench itself: what it prints, it knows; what it breaks, it breaks in one place."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from functools import cache

import pytest

from bench.proving.controls import CONTROLS
from bench.proving.figures import Draft, Expr, Mark, Relation
from bench.proving.layouts import LAYOUTS, written
from bench.proving.oracle import judge
from bench.proving.reports import report
from bench.proving.row_mutants import operators
from bench.proving.scribe import phrases

SEEDS = range(40)
KEEPS_DIGITS = ("digit", "swap", "part", "total", "target")


@cache
def drawn() -> tuple[Draft, ...]:
    return tuple(report(seed) for seed in SEEDS)


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - reproducible, not secret


def mark(text: str, unit: str = "元", kind: str = "money", factor: str = "1") -> Mark:
    exact = kind != "percent" and (unit == "元" or "." not in text)
    return Mark(text, unit, Decimal(factor), kind, "", "", exact=exact)


def wan(text: str) -> Mark:
    return mark(text, "万元", factor="10000")


def said(*marks: Mark, how: str, op: str = "=") -> str:
    """The verdict where the first figure is said to come of the others."""
    right = Expr(how, tuple(range(1, len(marks))))
    return judge(Relation("", Expr("value", (0,)), op, right), dict(enumerate(marks)))


def test_every_figure_reads_back_at_its_place() -> None:
    for draft in drawn():
        if draft.wide_digits:
            continue
        text = written(draft)
        for token in text.tokens:
            assert text.text[token.start : token.end] == draft.marks[token.mark].printed


def test_every_figure_is_printed_once() -> None:
    for draft in drawn():
        tokens = [token.mark for token in written(draft).tokens]
        assert sorted(tokens) == sorted(draft.marks)


def test_a_clean_report_agrees_with_itself() -> None:
    for draft in drawn():
        verdicts = {judge(relation, draft.marks) for relation in draft.relations}
        assert verdicts <= {"exact", "rounded"}


def test_the_same_seed_gives_the_same_text() -> None:
    assert written(report(5)).text == written(report(5)).text


@pytest.mark.parametrize("name", sorted(operators()))
def test_an_operator_changes_the_text(name: str) -> None:
    made = [
        (draft, mutant)
        for draft in drawn()
        if (mutant := operators()[name](dice(1), draft)) is not None
    ]
    assert made
    for draft, mutant in made:
        assert written(mutant.draft).text != written(draft).text


@pytest.mark.parametrize("name", KEEPS_DIGITS)
def test_an_operator_keeps_the_format(name: str) -> None:
    for draft in drawn():
        mutant = operators()[name](dice(2), draft)
        if mutant is None:
            continue
        before, after = written(draft).text, written(mutant.draft).text
        assert len(before) == len(after)
        assert re.sub(r"\d", "0", before) == re.sub(r"\d", "0", after)


@pytest.mark.parametrize("name", sorted(CONTROLS))
def test_a_control_rewrites_something_and_breaks_nothing(name: str) -> None:
    made = [new for draft in drawn() if (new := CONTROLS[name](dice(3), draft))]
    assert made
    for draft in made:
        assert "contradicted" not in {judge(one, draft.marks) for one in draft.relations}


def test_every_layout_and_most_phrasings_are_drawn() -> None:
    assert {draft.layout for draft in drawn()} >= set(LAYOUTS) - {"one_line", "quoted", "glued"}
    assert min(len(texts) for texts in phrases().values()) >= 8


def test_oracle_on_sums() -> None:
    assert said(mark("30"), mark("10"), mark("20"), how="sum") == "exact"
    assert said(mark("31"), mark("10"), mark("20"), how="sum") == "contradicted"
    assert said(wan("10.01"), wan("3.33"), wan("6.67"), how="sum") == "residue"
    assert said(wan("10.02"), wan("3.33"), wan("6.67"), how="sum") == "contradicted"


def test_oracle_on_rates() -> None:
    budget, spent = mark("300000"), mark("198676.50")
    for text, verdict in (("66.23", "rounded"), ("66.22", "truncated"), ("66.21", "contradicted")):
        assert said(mark(text, "%", "percent"), spent, budget, how="ratio") == verdict


def test_oracle_on_two_mentions() -> None:
    yuan = mark("18,482,274.00")
    assert said(wan("1,848.23"), yuan, how="value", op="same") == "rounded"
    assert said(wan("1,848.22"), yuan, how="value", op="same") == "truncated"
    assert said(wan("1,849.23"), yuan, how="value", op="same") == "contradicted"


def test_oracle_on_order_and_grade() -> None:
    assert said(mark("5"), mark("6"), how="value", op="<=") == "exact"
    assert said(mark("7"), mark("6"), how="value", op="<=") == "contradicted"
    good, score = mark("良好", "", "word"), mark("85.5", "", "score")
    assert said(good, score, how="value", op="band") == "exact"
    assert said(good, mark("91", "", "score"), how="value", op="band") == "contradicted"
