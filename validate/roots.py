"""One root cause, one finding: what follows from what, and which rows belong together."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, localcontext

from model.finding import Check, Evidence, Finding, Ruling, Severity
from model.quantity import Quantity
from model.relation import Constant, Count, Difference, Operand, Product, Ratio, Sum
from model.words import fold
from validate.checking import Judged
from validate.reading import HUNDRED, UndecidedError, evaluate, figures
from validate.recompute import PRECISION, Judgement, holds_with, operands

SHOWN = 6
"""Rows of one finding that its sentence spells out; the rest stand in its figures."""

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}

_SIGNIFICANT = 3
"""Digits an amount must have before the same value elsewhere is taken for the same fact."""


# ---- which figure is wrong


def with_culprits(judged: Iterable[Judged]) -> list[Check]:
    """The checks, each with the position of the figure that another failure also blames.

    Two failed relations share a culprit where one of them implies a value for a figure of both,
    and the other would hold with it.
    """
    items = list(judged)
    failed = [item for item in items if _failed(item)]
    failed.sort(key=lambda item: len(item.check.figures))
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
        implied = _implied(first.judgement, mine)
        if implied is None:
            continue
        swaps = {id(figure): implied for figure in theirs}
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
    return len(one.value.normalize().as_tuple().digits) >= _SIGNIFICANT


def _position(check: Check, figure: Quantity) -> int | None:
    return next(
        (at for at, one in enumerate(check.figures) if one.source == figure.source),
        None,
    )


def _implied(judgement: Judgement, figure: Quantity) -> tuple[Decimal, Decimal] | None:
    """The values the other figures of a relation leave for one of them, or None."""
    relation, low, high = judgement.relation, judgement.below, judgement.above
    if low is None or high is None:
        return None
    try:
        if any(one is figure for one in figures(relation.left)):
            wanted, holder = evaluate(relation.right, {}).value, relation.left
            ends = [_solve(holder, figure, wanted + low), _solve(holder, figure, wanted + high)]
        else:
            wanted, holder = evaluate(relation.left, {}).value, relation.right
            ends = [_solve(holder, figure, wanted - low), _solve(holder, figure, wanted - high)]
    except UndecidedError:
        return None
    found = [end for end in ends if end is not None]
    return (min(found), max(found)) if found else None


def _solve(operand: Operand, figure: Quantity, wanted: Decimal) -> Decimal | None:
    """What a figure must be for the operand that holds it to come to ``wanted``."""
    match operand:
        case Quantity():
            return wanted
        case Sum():
            inner, rest = _parted(operand.terms, figure)
            return _solve(inner, figure, wanted - sum((_worth(one) for one in rest), Decimal(0)))
        case Product():
            inner, rest = _parted(operand.factors, figure)
            share = Decimal(1)
            for one in rest:
                share *= _worth(one)
            return _solve(inner, figure, wanted / share) if share else None
        case Difference():
            if _holds_figure(operand.left, figure):
                return _solve(operand.left, figure, wanted + _worth(operand.right))
            return _solve(operand.right, figure, _worth(operand.left) - wanted)
        case Ratio():
            times = HUNDRED if operand.percent else Decimal(1)
            if _holds_figure(operand.left, figure):
                return _solve(operand.left, figure, wanted * _worth(operand.right) / times)
            return (
                _solve(operand.right, figure, times * _worth(operand.left) / wanted)
                if wanted
                else None
            )
        case _:
            return None


def _parted(operands_: tuple[Operand, ...], figure: Quantity) -> tuple[Operand, list[Operand]]:
    at = next(at for at, one in enumerate(operands_) if _holds_figure(one, figure))
    return operands_[at], [one for place, one in enumerate(operands_) if place != at]


def _holds_figure(operand: Operand, figure: Quantity) -> bool:
    return any(one is figure for one in figures(operand))


def _worth(operand: Operand) -> Decimal:
    if isinstance(operand, Constant | Count):
        return operand.value if isinstance(operand, Constant) else Decimal(len(operand.items))
    reading = evaluate(operand, {})
    return reading.value / HUNDRED if reading.unit == "%" else reading.value


# ---- findings from checks


def grouped(checks: Iterable[Check]) -> list[list[Check]]:
    """Checks that are shown, those of one rule and one table or group together, in order."""
    groups: dict[tuple[object, ...], list[Check]] = defaultdict(list)
    for check in checks:
        if check.severity is None:
            continue
        rung = check.verdict if check.softens else None
        together = check.table is not None or check.group is not None
        own = (check.table, check.group) if together else (check.key,)
        groups[(check.rule, rung, *own)].append(check)
    return list(groups.values())


def rooted(findings: list[Finding], members: list[list[Check]]) -> list[Finding]:
    """Findings with ``root`` and ``follows`` set where they blame the figure another one blames."""
    order = sorted(range(len(findings)), key=lambda at: (_support(members[at]), at))
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


def _support(checks: list[Check]) -> int:
    return min(len(check.figures) for check in checks)


def _blamed(checks: list[Check]) -> list[tuple[str, str | None]]:
    """The facts the checks blame, by value, so that two prints of one wrong amount are one."""
    return [
        (check.figures[check.decisive].value or "", check.figures[check.decisive].unit)
        for check in checks
        if check.decisive is not None
    ]


def ordered(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings by severity, then money at stake, then place."""
    return tuple(
        sorted(findings, key=lambda one: (_ORDER[one.severity], -(one.amount or 0), _place(one)))
    )


def _place(finding: Finding) -> int:
    return min((one.source[0].start for one in finding.figures if one.source), default=0)


def fingerprint(rule: str, figures_: tuple[Evidence, ...]) -> str:
    """Rule, labels and operands as one hash, the same wherever they stand in the report."""
    parts = sorted(f"{fold(one.label)}={fold(one.text)}" for one in figures_)
    return hashlib.sha256("\n".join((rule, *parts)).encode()).hexdigest()[:16]
