"""Findings a reader has dealt with: named by fingerprint, with the reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suppression:
    """A finding that is not to be shown again; ``by`` and ``date`` say who decided so and when."""

    fingerprint: str
    reason: str
    by: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Suppressions:
    """All suppressions of one file; ``name`` is the file's."""

    name: str = ""
    items: tuple[Suppression, ...] = ()

    def why(self, fingerprint: str) -> str | None:
        """The reason a finding is not shown; None where it is."""
        found = (one.reason for one in self.items if one.fingerprint == fingerprint)
        return next(found, None)


NO_SUPPRESSIONS = Suppressions()
