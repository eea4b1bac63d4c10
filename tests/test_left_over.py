"""Names left over from another report are found; the many bodies of a report in order are not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import pipeline
from model.finding import Finding

HERE = Path(__file__).parent / "left_over"


def _reports(name: str) -> dict[str, dict[str, str]]:
    found = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["report"]
    return {one["why"]: one for one in found}


CONSISTENT, SWAPPED = _reports("consistent"), _reports("swapped")


def _left_over(tmp_path: Path, text: str) -> list[Finding]:
    path = tmp_path / "report.txt"
    path.write_text(text.lstrip("\n"), encoding="utf-8")
    return [one for one in pipeline.process(path).findings if one.rule == "TXT03"]


@pytest.mark.parametrize("why", CONSISTENT)
def test_a_report_that_names_many_bodies_is_in_order(tmp_path: Path, why: str) -> None:
    assert not _left_over(tmp_path, CONSISTENT[why]["text"])


@pytest.mark.parametrize("why", SWAPPED)
def test_a_body_that_is_not_the_reports_is_found(tmp_path: Path, why: str) -> None:
    names = [
        figure.text for one in _left_over(tmp_path, SWAPPED[why]["text"]) for figure in one.figures
    ]
    assert any(SWAPPED[why]["name"] in one for one in names)


OTHER = tomllib.loads((HERE / "other_report.toml").read_text(encoding="utf-8"))
FLAGS = {one["why"]: one["text"] for one in OTHER["flags"]}
PASSES = {one["why"]: one["text"] for one in OTHER["passes"]}


def _of_another_report(tmp_path: Path, text: str) -> bool:
    path = tmp_path / "report.txt"
    path.write_text(text.lstrip("\n"), encoding="utf-8")
    return any(
        one.rule == "TXT04" and "残留" in one.message for one in pipeline.process(path).findings
    )


@pytest.mark.parametrize("why", FLAGS)
def test_a_sentence_of_another_report_is_found(tmp_path: Path, why: str) -> None:
    assert _of_another_report(tmp_path, FLAGS[why])


@pytest.mark.parametrize("why", PASSES)
def test_a_sentence_on_another_year_or_part_is_in_order(tmp_path: Path, why: str) -> None:
    assert not _of_another_report(tmp_path, PASSES[why])
