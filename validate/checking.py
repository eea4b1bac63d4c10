"""From what a rule yields to a check: judged, quoted and put into words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from model.finding import Check, Evidence, Ruling, Severity
from model.quantity import Figure, Moment, Quantity, Wording, plain
from model.relation import Count, Difference, Operand, Product, Ratio, Remark, Sum
from model.span import Source
from validate.misprints import explained
from validate.power import power
from validate.recompute import HOLDS, Judgement, operands
from validate.registry import Rule
from validate.sentences import Sentence
from validate.wording import (
    detail,
    expression,
    meant,
    message,
    printed,
    recomputation,
    relation_sentence,
)

SOFTENED = {Ruling.TRUNCATED: "RND01", Ruling.RESIDUE: "RND02"}
"""The rule under which a verdict is shown that is no contradiction, but no equality either."""

CONTEXT = "context"
"""The role of what a reader must see and the arithmetic does not use."""

FAR = Decimal("1.8")
"""Sides further apart than this were hardly meant for each other; a unit slip is looked for."""

_COMPUTED = (Ratio, Product, Sum, Difference)
_RANK = (Severity.NOTE, Severity.WARNING, Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Judged:
    """A relation's check beside the judgement it was made from."""

    check: Check
    judgement: Judgement


def of_relation(key: str, rule: Rule, judgement: Judgement, softening: dict[str, Rule]) -> Check:
    """The check of a judged relation; its severity is None where nothing need be shown."""
    relation = judgement.relation
    severity = _severity(rule, judgement, softening)
    misread = severity is not None and _misread(judgement)
    severity = Severity.NOTE if misread else severity
    softened = SOFTENED.get(judgement.verdict) if severity is not None else None
    softens = rule.code if softened and not relation.suspicious_if_holds else None
    written = expression(judgement)
    # What holds is kept for its place and power; nobody is shown a sentence about it.
    shown = severity is not None or judgement.verdict is Ruling.UNDECIDABLE
    own = relation_sentence(relation, rule.zh, rule.en)
    if softens and softened in softening:
        own = Sentence(softening[softened].zh, softening[softened].en)
    said = _said(own, judgement, written) if shown else Sentence("", "")
    said = _with_doubt(said) if misread else said
    return Check(
        key=key,
        rule=rule.code,
        verdict=judgement.verdict,
        expression=written,
        power=power(judgement),
        figures=_evidence(judgement),
        severity=severity,
        subject=relation.subject,
        message=said.zh,
        message_en=said.en,
        recomputation=recomputation(judgement, written) if shown else None,
        amount=_at_stake(judgement),
        softens=softens,
        table=relation.table,
        group=relation.group,
        reading="doubtful" if misread or _doubtful(judgement) else "sure",
    )


def _said(own: Sentence, judgement: Judgement, written: str) -> Sentence:
    found = _with_repair(detail(judgement, written), judgement)
    return message(own, judgement.relation.subject, found)


def of_remark(key: str, rule: Rule, remark: Remark) -> Check:
    """The check of a remark: shown as it is, without a verdict."""
    quoted = "、".join(f"「{printed(one)}」" for one in remark.evidence if one.raw.strip())
    said = message(
        Sentence(remark.zh or rule.zh, remark.en or rule.en),
        remark.subject,
        Sentence("" if remark.zh else quoted, "" if remark.en else quoted),
    )
    return Check(
        key=key,
        rule=rule.code,
        verdict=None,
        expression="",
        power=None,
        figures=tuple(_quote(one, "") for one in remark.evidence),
        severity=_lower(rule.severity, remark.severity),
        subject=remark.subject,
        message=said.zh,
        message_en=said.en,
        table=remark.table,
        group=remark.group,
    )


def _severity(rule: Rule, judgement: Judgement, softening: dict[str, Rule]) -> Severity | None:
    """The rule's own for a contradiction; a note for a rung whose own rule is not switched off."""
    relation, verdict = judgement.relation, judgement.verdict
    own = _lower(rule.severity, relation.severity)
    if relation.suspicious_if_holds:
        return own if verdict in HOLDS else None
    if verdict is Ruling.CONTRADICTED:
        return own
    return Severity.NOTE if SOFTENED.get(verdict) in softening else None


def _lower(own: Severity, asked: str | None) -> Severity:
    """A yield may lower its rule's severity, never raise it."""
    return own if asked is None else min(own, Severity(asked), key=_RANK.index)


def _with_repair(said: Sentence, judgement: Judgement) -> Sentence:
    if judgement.repair is None:
        return said
    figure = judgement.repair.figure
    right = meant(judgement.repair)
    return Sentence(
        f"{said.zh}（「{printed(figure)}」按{right}计）",
        f"{said.en} (taking {printed(figure)} for {right})",
    )


def _doubtful(judgement: Judgement) -> bool:
    return judgement.repair is not None or any(
        isinstance(figure, Quantity) and figure.alternatives
        for figure in operands(judgement.relation)
    )


def _misread(judgement: Judgement) -> bool:
    """Whether figures that were put together may not belong together at all.

    They may not where words put them together, or where the two sides are so far apart that no
    report would print them side by side.
    """
    relation = judgement.relation
    if judgement.verdict is not Ruling.CONTRADICTED:
        return False
    return (relation.told or _far(judgement)) and not explained(relation)


def _far(judgement: Judgement) -> bool:
    """Whether one side of something computed is much more than the other."""
    left, right = judgement.left, judgement.right
    relation = judgement.relation
    if left is None or right is None or relation.op != "=":
        return False
    if not isinstance(relation.right, _COMPUTED):
        return False
    low, high = sorted((abs(left.value), abs(right.value)))
    return left.unit != "date" and high > FAR * max(low, Decimal(1))


def _with_doubt(said: Sentence) -> Sentence:
    return Sentence(
        f"{said.zh.rstrip('。')}（单个数字写错不能解释，也可能是各数口径不同）。",
        f"{said.en.rstrip('.')} (no single misprint explains it; the scopes may differ).",
    )


def _at_stake(judgement: Judgement) -> Decimal | None:
    """The difference in 元, where a relation of money fails."""
    left, right = judgement.left, judgement.right
    if left is None or right is None or judgement.verdict in {Ruling.EXACT, Ruling.ROUNDED}:
        return None
    return abs(judgement.difference) if left.unit == right.unit == "CNY" else None


def _evidence(judgement: Judgement) -> tuple[Evidence, ...]:
    """The printed side, the operands, the items counted, then the further places; each once."""
    relation = judgement.relation
    quoted: list[tuple[Figure | Wording, str]] = []
    quoted += [(one, "stated") for one in _quotable(relation.left)]
    quoted += [(one, "operand") for one in _quotable(relation.right)]
    quoted += [(one, CONTEXT) for one in relation.also]
    kept: dict[object, Evidence] = {}
    for one, role in quoted:
        place = _place(one.source)
        if place not in kept:
            kept[place] = _quote(one, role)
    return tuple(kept.values())


def _place(source: Source) -> object:
    """What tells places apart; two numbers are hashed sooner than a tuple of spans."""
    return (source[0].start, source[0].end) if len(source) == 1 else source


def _quotable(operand: Operand) -> list[Figure | Wording]:
    match operand:
        case Quantity() | Moment():
            return [operand]
        case Count():
            return list(operand.items)
        case Ratio() | Difference():
            return _quotable(operand.left) + _quotable(operand.right)
        case Product():
            return [one for factor in operand.factors for one in _quotable(factor)]
        case Sum():
            return [one for term in operand.terms for one in _quotable(term)]
        case _:
            return []


def _quote(one: Figure | Wording, role: str) -> Evidence:
    if isinstance(one, Wording):
        return Evidence(text=one.raw, source=one.source, role=role)
    if isinstance(one, Moment):
        value = one.value or "/".join(end for end in (one.lower, one.upper) if end) or None
        return Evidence(one.raw, one.source, value, None, role, one.label)
    value = None if one.value is None else plain(one.value)
    found = (one.unit_raw, one.unit_from)
    return Evidence(one.raw, one.source, value, one.unit, role, one.label, *found)
