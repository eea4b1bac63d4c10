"""Quoted figures to numbers, printed names to canonical ones."""

from __future__ import annotations

from normalize.facts import facts
from normalize.scanner import quantities, scan
from normalize.words import vocabulary

__all__ = ["facts", "quantities", "scan", "vocabulary"]
