"""The shapes of what a user set for all reports of a call."""

from __future__ import annotations

from dataclasses import dataclass

from contract.shapes import Exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """A rule that was switched off."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A limit that was changed, with its ``usual`` value."""

    rule: str
    name: str
    value: Exact
    usual: Exact
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What ``gouji.toml`` set for all files of a call."""

    materiality: Exact
    off: tuple[Stopped, ...]
    limits: tuple[Moved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One row of ``settings``: what ``gouji.toml`` set, and why."""

    rule: str | None = None
    setting: str
    value: Exact | None = None
    usual: Exact | None = None
    reason: str | None = None
