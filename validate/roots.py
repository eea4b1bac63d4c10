"""One root cause, one finding: what follows from what, and which rows belong together."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, localcontext

from model.facts import Facts
from model.finding import Check, Evidence, Finding, Ruling, Severity
from model.quantity import Quantity
from model.words import fold
from validate.checking import CONTEXT, Judged
from validate.reading import ZERO
from validate.recompute import PRECISION, Judgement, holds_with, operands
from validate.solving import implied

SHOWN = 6
"""Rows of one finding that its sentence spells out; the rest stand in its figures."""

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}

SIGNIFICANT = 3
"""Digits an amount must have before the same value elsewhere is taken for the same fact."""


_MANY = 150
"""Failed relations that are compared with each other; the pairs grow with the square."""


# ---- which figure is wrong


def with_culprits(judged: Iterable[Judged]) -> list[Check]:
    """The checks, each with the position of the figure that another failure also blames.

    Two failed relations share a culprit where one of them implies a value for a figure of both,
    and the other would hold with it.
    """
    items = list(judged)
    failed = [item for item in items if _failed(item)]
    failed.sort(key=lambda item: support(item.check))
    del failed[_MANY:]
    blamed: dict[str, int] = {}
    with localcontext(prec=PRECISION):
        for place, first in enumerate(failed):
            for second in failed[place + 1 :]:
                _blame(first, second, blamed)
    return [
        replace(item.check, decisive=blamed[item.check.key])
        if item.check.key in blamed
        else item.check
        for item in items
    ]


def _failed(item: Judged) -> bool:
    relation = item.judgement.relation
    return (
        item.check.verdict is Ruling.CONTRADICTED
        and relation.op == "="
        and not relation.suspicious_if_holds
        and item.check.severity is not None
    )


def _blame(first: Judged, second: Judged, blamed: dict[str, int]) -> None:
    if first.check.key in blamed and second.check.key in blamed:
        return
    for mine, theirs in _shared(first.judgement, second.judgement):
        values = implied(first.judgement, mine)
        if values is None:
            continue
        swaps = {id(figure): values for figure in theirs}
        if holds_with(second.judgement.relation, swaps):
            at, other = _position(first.check, mine), _position(second.check, theirs[0])
            if blamed.get(first.check.key, at) == at and at is not None and other is not None:
                blamed[first.check.key] = at
                blamed.setdefault(second.check.key, other)
                return


def _shared(first: Judgement, second: Judgement) -> list[tuple[Quantity, list[Quantity]]]:
    """Figures of the first, each with those of the second that print the same fact."""
    theirs = [one for one in operands(second.relation) if isinstance(one, Quantity)]
    pairs: list[tuple[Quantity, list[Quantity]]] = []
    for mine in operands(first.relation):
        if isinstance(mine, Quantity) and mine.value is not None:
            same = [one for one in theirs if one.source == mine.source or _alike(mine, one)]
            if same:
                pairs.append((mine, same))
    return pairs


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two prints give one value, with digits enough that this is no accident."""
    if one.value is None or one.value != other.value or one.unit != other.unit:
        return False
    return len(one.value.normalize().as_tuple().digits) >= SIGNIFICANT


def _position(check: Check, figure: Quantity) -> int | None:
    return next(
        (at for at, one in enumerate(check.figures) if one.source == figure.source),
        None,
    )


# ---- findings from checks


def grouped(checks: Iterable[Check]) -> list[list[Check]]:
    """Checks that are shown, those of one rule and one table or group together, in order."""
    groups: dict[tuple[object, ...], list[Check]] = defaultdict(list)
    for check in checks:
        if check.severity is None:
            continue
        rung = check.verdict if check.softens else None
        groups[(check.rule, rung, *_row(check))].append(check)
    return list(groups.values())


def _row(check: Check) -> tuple[object, ...]:
    """What puts a check with others: its table or group, else the same figures printed again."""
    if check.table is not None or check.group is not None:
        return (check.table, check.group)
    if check.verdict is None:
        return (check.key,)
    return tuple((one.value, one.unit) for one in check.figures if one.role != CONTEXT)


def rooted(findings: list[Finding], members: list[list[Check]]) -> list[Finding]:
    """Findings with ``root`` and ``follows`` set where they blame the figure another one blames."""
    order = sorted(
        range(len(findings)),
        key=lambda at: (_ORDER[findings[at].severity], min(map(support, members[at])), at),
    )  # what is sure comes first: an error is never hidden under a warning
    root_of: dict[int, int] = {}
    owner: dict[tuple[str, str | None], int] = {}
    for at in order:
        blamed = _blamed(members[at])
        if not blamed or len(blamed) < len(members[at]):
            continue
        above = {owner[fact] for fact in blamed if fact in owner}
        if len(above) == 1 and all(fact in owner for fact in blamed):
            root_of[at] = above.pop()
        else:
            for fact in blamed:
                owner.setdefault(fact, at)
    followers: dict[int, list[str]] = defaultdict(list)
    for at in sorted(root_of):
        followers[root_of[at]].append(findings[at].key)
    return [
        replace(
            one,
            root=findings[root_of[at]].key if at in root_of else None,
            follows=tuple(followers[at]),
        )
        for at, one in enumerate(findings)
    ]


def support(check: Check) -> int:
    """How many figures the arithmetic rests on; the fewer, the nearer to the cause."""
    return sum(figure.role != CONTEXT for figure in check.figures)


def _blamed(checks: list[Check]) -> list[tuple[str, str | None]]:
    """The facts the checks blame, by value, so that two prints of one wrong amount are one."""
    return [
        (check.figures[check.decisive].value or "", check.figures[check.decisive].unit)
        for check in checks
        if check.decisive is not None
    ]


def ordered(findings: list[Finding], materiality: Decimal = ZERO) -> tuple[Finding, ...]:
    """Findings by severity, then money at stake where it is material, then place."""

    def rank(one: Finding) -> tuple[int, Decimal, int]:
        stake = one.amount or ZERO
        return _ORDER[one.severity], -stake if stake >= materiality else ZERO, _place(one)

    return tuple(sorted(findings, key=rank))


def _place(finding: Finding) -> int:
    return min((one.source[0].start for one in finding.figures if one.source), default=0)


def owner(facts: Facts, doc_id: str) -> str:
    """Whose report it is: project, year and body as printed; the file where those are unknown.

    The same words in another project's, year's or body's report are another matter.
    """
    data = facts.data
    if data.project is None or data.fiscal_year is None:
        return doc_id
    body = data.entity or data.supervisor
    return "\n".join((fold(data.project.raw), data.fiscal_year, fold(body.raw if body else "")))


def fingerprint(rule: str, whose: str, figures_: tuple[Evidence, ...]) -> str:
    """Rule, owner, labels and operands as one hash, the same wherever they stand in the report."""
    parts = sorted(f"{fold(one.label)}={fold(one.text)}" for one in figures_)
    return hashlib.sha256("\n".join((rule, whose, *parts)).encode()).hexdigest()[:16]
