"""What stands in two sentences, lines or columns: the true is silent, the false is named."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import pipeline

TITLE = "清河县2023年度乡村道路照明项目绩效评价报告\n"
TEXTS: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    (Path(__file__).parent / "told_apart.toml").read_text("utf-8")
)


def found(text: str, folder: Path) -> set[str]:
    """The rules with an error or warning on a report of this text."""
    path = folder / "report.txt"
    path.write_text(TITLE + text, encoding="utf-8")
    return {one.rule for one in pipeline.process(path).findings if one.severity != "note"}


@pytest.mark.parametrize("name", TEXTS["false"])
def test_the_false_is_named_and_the_true_is_not(name: str, tmp_path: Path) -> None:
    case = TEXTS["false"][name]
    assert found(case["text"].format(case["right"]), tmp_path) == set()
    assert case["code"] in found(case["text"].format(case["wrong"]), tmp_path)


@pytest.mark.parametrize("name", TEXTS["silent"])
def test_what_only_looks_like_a_contradiction_is_passed_over(name: str, tmp_path: Path) -> None:
    assert found(TEXTS["silent"][name]["text"], tmp_path) == set()
