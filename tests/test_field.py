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
SETS = ("field", "field2")
SOUND = [path for name in SETS for path in sorted((HERE / name).glob("c*.txt"))]
FAULTY = [path for name in SETS for path in sorted((HERE / name).glob("e*.txt"))]


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
    wrong = said["wrong"]
    if isinstance(wrong, list):
        return {one["line"] for one in wrong}
    return set(said["lines"])


@pytest.mark.parametrize("path", SOUND, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_report_that_agrees_raises_no_alarm(path: Path) -> None:
    assert [one.message for one in shown(read(path))] == []


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_one_fault_of_a_report_is_found_where_it_stands(path: Path) -> None:
    report, said = read(path), answer(path)
    named = {said["kind"], *said.get("also", ())}
    found = [
        one
        for one in report.findings
        if one.severity != "note"
        and one.rule in named
        and any(lines(report, figure.source) & places(path) for figure in one.figures)
    ]
    assert found
    assert [one.message for one in shown(report) if one.rule not in named] == []
