"""Examples written without sight of the code: each rule finds what it ought to, and no more."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import pipeline
from model.finding import Finding, Severity
from validate.registry import registered

FOLDER = Path(__file__).parent / "wordings"
MISSES = "misses"
ORDER = tuple(Severity)
"""From worst to least."""


@dataclass(frozen=True)
class Example:
    """One example: the text of a report, and what is the matter with it.

    ``severity`` is the least a finding may have; None where nothing is the matter.
    """

    rule: str
    why: str
    text: str
    severity: Severity | None


def _examples() -> Iterator[Example]:
    known = {rule.code for rule in registered()}
    for path in sorted(FOLDER.glob("*.toml")):
        if path.stem not in known:
            continue
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        for one in written.get("flags", ()):
            severity = Severity(one.get("severity", written["severity"]))
            yield Example(path.stem, one["why"], one["text"], severity)
        for one in written.get("passes", ()):
            yield Example(path.stem, one["why"], one["text"], None)


@cache
def _misses() -> dict[tuple[str, str], str]:
    """What is known to be missed and why, by rule and by what the example says of itself."""
    path = FOLDER / f"{MISSES}.toml"
    missed = tomllib.loads(path.read_text(encoding="utf-8"))["miss"] if path.exists() else ()
    return {(one["rule"], one["why"]): one["reason"] for one in missed}


def fault(example: Example, findings: tuple[Finding, ...]) -> str | None:
    """What gouji makes of an example that it ought not to; None where it is right."""
    own = [finding for finding in findings if finding.rule == example.rule]
    if example.severity is not None:
        if not own:
            return "not found"
        worst = min(own, key=lambda finding: ORDER.index(finding.severity)).severity
        if ORDER.index(worst) > ORDER.index(example.severity):
            return f"only a {worst.value}, ought to be {example.severity.value}"
        return None
    loud = [finding for finding in findings if finding.severity is not Severity.NOTE]
    said = dict.fromkeys(f"{one.rule} {one.severity.value}: {one.message}" for one in own + loud)
    return "; ".join(said) or None


EXAMPLES = tuple(_examples())


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{one.rule}-{at}" for at, one in enumerate(EXAMPLES)]
)
def test_an_example_is_judged_as_its_writer_judged_it(example: Example, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(example.text, encoding="utf-8")
    wrong = fault(example, pipeline.process(path).findings)
    reason = _misses().get((example.rule, example.why))
    if reason is None:
        assert wrong is None, f"{example.why}\n{wrong}"
    else:
        assert wrong is not None, f"found by now: take it out of {MISSES}.toml: {example.why}"


def test_every_known_miss_is_an_example() -> None:
    if EXAMPLES:
        assert set(_misses()) <= {(example.rule, example.why) for example in EXAMPLES}
