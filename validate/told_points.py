"""Points a text gives part by part, each with its full score in brackets: 过程18分（满分20分）."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim
from validate.aligned import clause, offset_in
from validate.selection import points

_FULL = re.compile(r"[（(](?:满分|总分|分值|权重|标准分)(?:为|是|[:：])?\s*")
_CLOSES = re.compile(r"\s*分?[）)]")
_POINTS = "分"


@dataclass(frozen=True, slots=True)
class ToldPart:
    """One part with its score, and the most it may have."""

    name: str
    score: Quantity
    full: Quantity


def told_parts(facts: Facts) -> dict[int, list[ToldPart]]:
    """The parts each passage tells, in order; a part may stand in any of its sentences."""
    found: dict[int, list[ToldPart]] = defaultdict(list)
    before: Claim[Figure] | None = None
    for claim in facts.claims:
        if claim.figure.unit != _POINTS:
            continue
        if before is not None and before.passage == claim.passage:
            part = _part(facts, before, claim)
            if part is not None:
                found[claim.passage].append(part)
        before = claim
    return found


def _part(facts: Facts, score: Claim[Figure], full: Claim[Figure]) -> ToldPart | None:
    """The two claims as one part; None where not just 满分 and a bracket stand between them."""
    passage = facts.passages[score.passage]
    first, second = score.figure, full.figure
    if second.start < first.end or not (
        isinstance(first, Quantity) and isinstance(second, Quantity)
    ):
        return None
    between = passage.text[offset_in(passage, first.end - 1) + 1 : offset_in(passage, second.start)]
    behind = passage.text[offset_in(passage, second.end - 1) + 1 :]
    reached, most = points(first), points(second)
    if not _FULL.fullmatch(between) or not _CLOSES.match(behind) or not (reached and most):
        return None
    name = re.split(r"[，,；;、：:）)]", clause(facts, score))[-1].strip()
    return ToldPart(name, reached, most)
