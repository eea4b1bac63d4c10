"""What a user sets in ``gouji.toml``: rules switched off, limits moved, what money matters."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """A rule that is not to run, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChangedLimit:
    """A limit of a rule with the value to take instead of its ``usual`` one, and why."""

    rule: str
    name: str
    value: Decimal
    usual: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All that was set; by default nothing.

    ``materiality`` in 元: of findings of one severity those with less at stake stand in the order
    of the report, behind the others. It hides nothing.
    """

    off: tuple[SwitchedOff, ...] = ()
    limits: tuple[ChangedLimit, ...] = ()
    materiality: Decimal = Decimal(0)

    def why_off(self, rule: str) -> str | None:
        """The reason a rule is switched off for; None where it runs."""
        return next((one.reason for one in self.off if one.rule == rule), None)

    def limits_of(self, rule: str) -> dict[str, Decimal]:
        """The values set for a rule's limits, by name."""
        return {one.name: one.value for one in self.limits if one.rule == rule}


USUAL = Settings()
