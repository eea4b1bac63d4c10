"""Findings that were dealt with: kept in the data with the reason, left out of what is shown."""

from __future__ import annotations

from dataclasses import replace

from contract.shapes import Outcome
from model.suppression import Suppressions


def marked(outcome: Outcome, given: Suppressions) -> Outcome:
    """The outcome with the reason in each finding that is not to be shown."""
    if not given.items:
        return outcome
    findings = tuple(
        replace(issue, suppressed=given.why(issue.fingerprint)) for issue in outcome.lists.findings
    )
    return replace(outcome, lists=replace(outcome.lists, findings=findings))


def fingerprints(outcome: Outcome) -> set[str]:
    """The fingerprints of all findings of a report."""
    return {issue.fingerprint for issue in outcome.lists.findings}
