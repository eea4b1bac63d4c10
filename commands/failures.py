"""What is said of a file that gave no report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.speech import fail

if TYPE_CHECKING:
    from contract.shapes import Outcome


def report_failure(result: Outcome, name: str) -> None:
    """One line on the error stream, unless the file was read or is no report at all."""
    profile = result.profile
    if profile.error is not None and profile.status != "skipped":
        fail(name, profile.error, profile.error_en or profile.error)
