"""The rule catalogue in print: what each page says, and what stands before them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import cli
from commands.gouji_toml import settings
from model.finding import Ruling, Severity
from model.settings import ChangedLimit, Settings
from validate.catalogue import book, brief, line, page
from validate.preface import PREFACE
from validate.registry import Limit, Rule, registered
from validate.sentences import Sentence


def nothing(_facts: object, _limits: object) -> object:
    raise AssertionError


RULE = Rule(
    "SUM99",
    "合计",
    "Sum",
    Severity.WARNING,
    nothing,  # type: ignore[arg-type]  # never called
    "甲应等于乙。",
    "A must be B.",
    ("错\n",),
    ("对\n",),
    (Sentence("“{name}”不对。", "“{name}” is wrong."),),
    (Limit("near", Decimal("0.9"), "为何", "why"),),
)


def test_a_page_has_name_severity_sentences_limits_and_examples() -> None:
    text = page(RULE)
    for words in (
        "## SUM99 合计 · Sum",
        "疑点 warning",
        "甲应等于乙。\n\nA must be B.",
        "- “{name}”不对。\n  “{name}” is wrong.",
        "- `near` = 0.9：为何。\n  why.",
        "会指出 Flags:\n\n```text\n错\n```",
        "不会指出 Passes:\n\n```text\n对\n```",
    ):
        assert words in text


def test_a_page_gives_the_value_in_force_beside_the_usual_one() -> None:
    moved = ChangedLimit("SUM99", "near", Decimal("0.95"), Decimal("0.9"), "理由")
    assert "- gouji.toml: `near` = 0.95：理由" in page(RULE, Settings(limits=(moved,)))


def test_a_rule_in_a_line_has_code_severity_and_sentence() -> None:
    assert line(RULE, "zh") == "SUM99   疑点  合计：甲应等于乙。"
    assert line(RULE, "en") == "SUM99   warning  Sum: A must be B."
    assert brief(RULE, "zh") == "SUM99 合计（疑点）：甲应等于乙。"


def test_the_book_explains_every_verdict_and_severity_before_the_first_rule() -> None:
    text = book([RULE])
    assert text.index("## SUM99") == len(PREFACE.rstrip()) + 2
    assert all(f"| {verdict.value} |" in PREFACE for verdict in Ruling)
    assert all(severity.value in PREFACE for severity in Severity)
    assert all(words in PREFACE for words in ("`follows`", "`reading: doubtful`", "`power`"))


def test_the_settings_it_shows_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "gouji.toml"
    path.write_text(PREFACE.split("```toml\n")[1].split("```")[0], "utf-8")
    assert settings(path).materiality == Decimal(10000)


def test_the_command_prints_the_same_page(capsys: pytest.CaptureFixture[str]) -> None:
    rule = registered()[0]
    assert cli.run(["rules", rule.code]) == 0
    assert capsys.readouterr().out == page(rule) + "\n"
