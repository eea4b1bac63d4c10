"""Each rule's own examples, through the whole pipeline: flagged where they say so, else not."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from validate.registry import Rule, registered

RULES = registered()
FLAGS = [(rule, text) for rule in RULES for text in rule.flags]
PASSES = [(rule, text) for rule in RULES for text in rule.passes]


def found(text: str, folder: Path) -> set[str]:
    """The rules that find something in a report of this text."""
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return {finding.rule for finding in pipeline.process(path).findings}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_both_examples_and_both_sentences(rule: Rule) -> None:
    assert rule.archive or (rule.flags and rule.passes)
    assert rule.zh.endswith("。")
    assert rule.en.endswith(".")


@pytest.mark.parametrize(("rule", "text"), FLAGS, ids=[rule.code for rule, _ in FLAGS])
def test_what_a_rule_says_it_flags_is_flagged(rule: Rule, text: str, tmp_path: Path) -> None:
    assert rule.code in found(text, tmp_path)


@pytest.mark.parametrize(("rule", "text"), PASSES, ids=[rule.code for rule, _ in PASSES])
def test_what_a_rule_says_it_passes_is_not_flagged(rule: Rule, text: str, tmp_path: Path) -> None:
    assert rule.code not in found(text, tmp_path)
