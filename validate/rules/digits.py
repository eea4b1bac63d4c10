"""Forensic: two figures of one thing that differ only in the order of their digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim
from model.relation import Relation
from validate.aligned import clause, same_unit
from validate.goals_and_results import is_forecast, is_goal
from validate.quoting import comparable
from validate.registry import rule

_LEAST = 4
"""Characters two names must share at their end to be names of one thing."""
_COMMON = re.compile(r"^(?:项目|资金|经费|预算|支出|金额|数量|人数|人员|其中|完成|实际|共|全年)+$")
_EARLIER = re.compile(r"上年|去年|往年|同期|历年|以前年度|计划|[一二三四]季度|上半年|下半年")
_LARGEST = 200
"""Figures of one set of digits that are compared; more are a table of numbers."""


@rule("FOR09", "数字颠倒", "Digits transposed", severity="note")
def transposed(facts: Facts) -> Iterator[Relation]:
    """同一事项前后两个数只是数字次序不同，疑似录入颠倒。

    Two figures of one thing differ only in the order of their digits; one may be a slip.

    Flags::

        一、项目概况
        本年度对31家重点排污企业开展了执法检查。
        二、项目完成情况
        承诺书已覆盖全部13家重点排污企业。

    Passes::

        一、项目概况
        本年度对31家重点排污企业开展了执法检查。
        二、项目完成情况
        已与13个街道办事处签订了承诺书，31家重点排污企业全部整改。
    """
    groups: dict[tuple[str, ...], list[Claim[Figure]]] = {}
    for claim in facts.claims:
        digits = _digits(claim.figure)
        if digits is not None:
            groups.setdefault((claim.figure.kind, "".join(sorted(digits))), []).append(claim)
    for claims in groups.values():
        if len({claim.figure.value for claim in claims}) > 1:
            yield from _pairs(facts, claims[:_LARGEST])


def _digits(figure: Figure) -> str | None:
    """The digits as printed, where there are two or more that are not all one."""
    if not isinstance(figure, Quantity) or figure.kind not in {"count", "money", "number"}:
        return None
    if figure.comparator != "=" or figure.value is None:
        return None
    digits = re.sub(r"\D", "", figure.raw)
    return digits if len(digits) > 1 and len(set(digits)) > 1 else None


def _pairs(facts: Facts, claims: list[Claim[Figure]]) -> Iterator[Relation]:
    told: set[tuple[object, object]] = set()
    for at, claim in enumerate(claims):
        for other in claims[at + 1 :]:
            if claim.figure.value == other.figure.value or not _one_thing(facts, claim, other):
                continue
            pair = (claim.figure.value, other.figure.value)
            if pair in told or pair[::-1] in told:
                continue
            told.add(pair)
            yield Relation(
                other.figure,
                "=",
                claim.figure,
                subject=claim.subject.raw.strip(),
                also=(claim.subject, other.subject),
            )


def _one_thing(facts: Facts, claim: Claim[Figure], other: Claim[Figure]) -> bool:
    """Whether two claims go by one name, or one by the end of the other's name."""
    if claim.sentence == other.sentence and claim.passage == other.passage:
        return False
    if not same_unit(claim.figure, other.figure) or is_goal(facts, claim) != is_goal(facts, other):
        return False
    one, two = comparable(claim.subject.raw), comparable(other.subject.raw)
    shorter, longer = sorted((one, two), key=len)
    if len(shorter) < _LEAST or _COMMON.match(shorter) or not longer.endswith(shorter):
        return False
    if any(
        is_forecast(facts, one) or _EARLIER.search(clause(facts, one)) for one in (claim, other)
    ):
        return False
    return _decimals(claim) == _decimals(other)


def _decimals(claim: Claim[Figure]) -> int:
    return len(claim.figure.raw.partition(".")[2])
