"""Every message is one its rule declares: what docs/rules.md lists is all an auditor is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from model.finding import Finding
from model.settings import ChangedLimit, Settings
from validate.registry import Rule, registered
from validate.sentences import Sentence

ROOT = Path(__file__).parent.parent
RULES = {rule.code: rule for rule in registered()}
SAMPLES = sorted((ROOT / "data" / "raw").iterdir())
PLACE = re.compile(r"\\\{\w+\\\}")
LEAST = 4
"""Characters of its own a sentence must have: words of the report alone say nothing of the rule."""


def begins(sentence: str) -> re.Pattern[str]:
    """What a message that says a sentence begins with; a place holds words of the report."""
    own = " ".join(sentence.split()).rstrip("。.")
    return re.compile(PLACE.sub(".*?", re.escape(own)), re.DOTALL)


def declared(rule: Rule) -> Iterator[Sentence]:
    yield Sentence(rule.zh, rule.en)
    yield from rule.says


def undeclared(finding: Finding) -> list[str]:
    """The messages of a finding that begin with no sentence of its rule."""
    said = list(declared(RULES[finding.rule]))
    zh = any(begins(one.zh).match(finding.message) for one in said)
    en = any(begins(one.en).match(finding.message_en) for one in said)
    return [*([] if zh else [finding.message]), *([] if en else [finding.message_en])]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_a_rules_examples_are_told_is_declared(rule: Rule, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    for text in (*rule.flags, *rule.passes):
        report.write_text(text, "utf-8")
        found = pipeline.process(report).findings
        assert [words for one in found for words in undeclared(one)] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_what_the_samples_are_told_is_declared(sample: Path) -> None:
    found = pipeline.process(sample).findings
    assert [words for one in found for words in undeclared(one)] == []


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_sentence_has_words_of_its_own_in_both_languages(rule: Rule) -> None:
    for one in rule.says:
        for text in (one.zh, one.en):
            assert len(re.sub(r"\{\w+\}|\W", "", text)) >= LEAST


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_limit_says_in_both_languages_why_it_is_what_it_is(rule: Rule) -> None:
    for limit in rule.limits:
        assert limit.zh
        assert limit.en
        assert limit.name.isidentifier()
        assert limit.name not in {"off", "reason"}
        assert limit.least <= limit.value <= limit.most


def test_limits_at_their_ends_break_no_rule(tmp_path: Path) -> None:
    """What a user may set never costs a file."""
    ends = [
        Settings(
            limits=tuple(
                ChangedLimit(rule.code, limit.name, end, limit.value, "试")
                for rule in RULES.values()
                for limit in rule.limits
                for end in [limit.most if high else limit.least]
            )
        )
        for high in (False, True)
    ]
    report = tmp_path / "report.txt"
    report.write_text("\n".join(text for rule in RULES.values() for text in rule.flags), "utf-8")
    for path in (report, *SAMPLES[:4]):
        for settings in ends:
            assert pipeline.process(path, settings=settings).checks
