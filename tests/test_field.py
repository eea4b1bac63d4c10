"""Reports written by people who had not seen the rules: no alarm on the true, each fault found."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

import pipeline
from model.finding import Finding, Report
from model.span import Source

HERE = Path(__file__).parent
SETS = ("field", "field2", "field3", "field4", "field5")
SOUND = [path for name in SETS for path in sorted((HERE / name).glob("c*.txt"))]
MISSED: dict[str, str] = {
    "field5-e01": "number, price and amount in one sentence, the price by its contract",
    "field5-e05": "a form of single blanks whose rows leave the last column out is not read",
    "field5-e06": "runners of one race in text and table under two names",
    "field5-e08": "what came in, went out and was left stand in four paragraphs",
    "field4-e05": "a rate of September repeated for the year: three budgets, none of them sure",
    "field4-e07": "a table over a page break whose first part has no total is not read",
    "field4-e08": "a first payment in 万元 for 元: no other place tells that amount",
    "field4-e09": "what came in, went out and was left: no slip explains it, so a note",
    "field4-e13": "another bureau of the same county in a sentence on inner management",
    "field3-e04": "推文 and 微博 in the text are not linked with the row 发布推文",
    "field3-e10": "what came in, went out and was left stand in three paragraphs, and no slip",
    "field3-e15": "a table of single blanks whose heads stand on two lines is not read",
    "field-e05": "新建生态护岸 in the text is not linked with the row 生态护岸长度",
}
"""Faults that are not found, and why; each is told in the closing figures."""
FAULTY = [
    pytest.param(
        path,
        id=name,
        marks=[pytest.mark.xfail(reason=MISSED[name], strict=True)] if name in MISSED else [],
    )
    for folder in SETS
    for path in sorted((HERE / folder).glob("e*.txt"))
    for name in (f"{folder}-{path.stem}",)
]
TRUE_BESIDES = {
    "field2-e11": {"POL04"},  # output and benefit weigh 55 of 100: true, and not the writer's fault
}


def answer(path: Path) -> dict[str, Any]:
    """What the writer of a faulty report says is wrong in it."""
    found: dict[str, dict[str, Any]] = tomllib.loads(
        (path.parent / "answers.toml").read_text("utf-8")
    )
    return found[path.stem]


@lru_cache(maxsize=1)
def read(path: Path) -> Report:
    return pipeline.process(path)


def shown(report: Report) -> list[Finding]:
    """Errors and warnings that follow from no other."""
    return [one for one in report.findings if one.severity != "note" and not one.root]


def lines(report: Report, source: Source) -> set[int]:
    return {report.document.line(span.start) for span in source}


def places(path: Path) -> set[int]:
    """The lines of the figures that are wrong."""
    said = answer(path)
    if "lines" in said:
        return set(said["lines"])
    wrong: list[dict[str, Any]] = said["wrong"]
    return {one["line"] for one in wrong}


@pytest.mark.parametrize("path", SOUND, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_report_that_agrees_raises_no_alarm(path: Path) -> None:
    assert [one.message for one in shown(read(path))] == []


@pytest.mark.parametrize("path", FAULTY)
def test_the_one_fault_of_a_report_is_found_where_it_stands(path: Path) -> None:
    report, said = read(path), answer(path)
    named = {said["kind"], *said.get("also", ()), *said.get("rules", ())}
    named |= TRUE_BESIDES.get(f"{path.parent.name}-{path.stem}", set())
    found = [
        one
        for one in report.findings
        if one.severity != "note"
        and one.rule in named
        and any(lines(report, figure.source) & places(path) for figure in one.figures)
    ]
    assert found, said["why"]
    others = [one for one in shown(report) if one.rule not in named]
    assert [one.message for one in others if not quotes(report, one, places(path))] == []


def quotes(report: Report, finding: Finding, where: set[int]) -> bool:
    """Whether a finding quotes a figure that is wrong: it is a consequence, no false alarm."""
    return any(lines(report, figure.source) & where for figure in finding.figures)
