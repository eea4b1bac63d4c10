"""Facts in, checks and findings out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeAlias

from model.facts import Facts
from model.finding import Check, Evidence, Finding, Ruling, Severity
from model.relation import Relation
from model.settings import USUAL, Settings
from validate import roots
from validate.checking import SOFTENED, Judged, of_relation, of_remark
from validate.recompute import holds_firmly, judge
from validate.registry import Limits, Rule, registered
from validate.roots import owner

__all__ = ["checks", "findings", "owner", "rechecked"]

Fell: TypeAlias = Callable[[str, Exception], None]
"""Told the code of a rule that fell over, and its error."""


def checks(facts: Facts, settings: Settings = USUAL, fell: Fell | None = None) -> tuple[Check, ...]:
    """Every relation the rules state, judged, and every remark, in the order of rule and place.

    A rule that falls over is told to ``fell`` and left out, so that it costs no other rule's
    result; without ``fell`` its error is raised.
    """
    return _checks(facts, settings, fell, None, ())


def rechecked(
    facts: Facts,
    before: Iterable[Check],
    changed: Iterable[str],
    settings: Settings = USUAL,
    fell: Fell | None = None,
) -> tuple[Check, ...]:
    """The same, where ``before`` was found under settings that differ for the rules ``changed``.

    Only those are run again, and those that found something: which figure of theirs is wrong is
    told by all of them together.
    """
    before, again = tuple(before), set(changed)
    if again & set(SOFTENED.values()):
        return checks(facts, settings, fell)
    again |= {one.rule for one in before if one.verdict is Ruling.CONTRADICTED and one.severity}
    return _checks(facts, settings, fell, again, (one for one in before if one.rule not in again))


def _checks(
    facts: Facts,
    settings: Settings,
    fell: Fell | None,
    wanted: set[str] | None,
    others: Iterable[Check],
) -> tuple[Check, ...]:
    """The checks of the wanted rules, or of all, with those of the others."""
    catalogue = [rule for rule in _catalogue() if settings.why_off(rule.code) is None]
    softening = {rule.code: rule for rule in catalogue if rule.code in SOFTENED.values()}
    remarks: list[Check] = list(others)
    judged: list[Judged] = []
    for rule in catalogue:
        if wanted is not None and rule.code not in wanted:
            continue
        try:
            relations, words = _of_rule(rule, facts, settings, softening)
        except Exception as error:
            # Out of memory is no fault of the rule's; who watches over the process is told.
            if fell is None or isinstance(error, MemoryError):
                raise
            fell(rule.code, error)
            continue
        judged += relations
        remarks += words
    return tuple(_in_order([*roots.with_culprits(judged), *remarks]))


def _of_rule(
    rule: Rule, facts: Facts, settings: Settings, softening: dict[str, Rule]
) -> tuple[list[Judged], list[Check]]:
    """What one rule states: its relations judged, and its remarks."""
    counts: Counter[str] = Counter()
    judged: list[Judged] = []
    remarks: list[Check] = []
    for said in rule.judge(facts, _limits(rule, settings)):
        if isinstance(said, Relation):
            judged += [
                _judged(_key(rule, counts), rule, relation, softening)
                for relation in _to_judge(said)
            ]
        else:
            remarks.append(of_remark(_key(rule, counts), rule, said))
    return judged, remarks


def findings(
    checks: Iterable[Check], whose: str = "", settings: Settings = USUAL
) -> tuple[Finding, ...]:
    """What a reader must look at: rows of one table together, consequences under their root.

    ``whose`` is what ``owner`` says of the report.
    """
    named = {rule.code: rule for rule in _catalogue()}
    members = roots.grouped(checks)
    made = [_finding(group, named, whose) for group in members]
    return roots.ordered(roots.rooted(made, members), settings.materiality)


@cache
def _catalogue() -> tuple[Rule, ...]:
    """Every rule; looking for their files again for each report would take longer than most."""
    return registered()


def _limits(rule: Rule, settings: Settings) -> Limits:
    """The rule's limits by name, those the user set in place of its own."""
    return {limit.name: limit.value for limit in rule.limits} | settings.limits_of(rule.code)


def _key(rule: Rule, counts: Counter[str]) -> str:
    counts[rule.code] += 1
    return f"{rule.code}-{counts[rule.code]}"


def _to_judge(relation: Relation) -> Iterator[Relation]:
    """The relation, nothing where the one it presupposes fails.

    An equation presupposed is a check in itself; a bound (are they near enough?) only a choice.
    """
    if relation.given is None:
        yield relation
    elif holds_firmly(relation.given):
        if relation.given.op == "=":
            yield relation.given
        yield relation


def _judged(key: str, rule: Rule, relation: Relation, softening: dict[str, Rule]) -> Judged:
    judgement = judge(relation)
    return Judged(of_relation(key, rule, judgement, softening), judgement)


def _in_order(made: list[Check]) -> list[Check]:
    """By rule, then as yielded."""
    return sorted(made, key=lambda check: (check.rule, int(check.key.rpartition("-")[2])))


def _finding(group: list[Check], named: dict[str, Rule], whose: str) -> Finding:
    first = group[0]
    code = SOFTENED[first.verdict] if first.softens and first.verdict else first.rule
    rule = named.get(code, named[first.rule])
    figures = _once(figure for check in group for figure in check.figures)
    zh, en = _message(group, rule)
    amounts = [check.amount for check in group if check.amount is not None]
    return Finding(
        key=first.key,
        rule=rule.code,
        name=rule.name,
        name_en=rule.name_en,
        severity=_worst(group),
        message=zh,
        message_en=en,
        verdict=first.verdict,
        figures=figures,
        recomputation=next((one.recomputation for one in group if one.recomputation), None),
        softens=first.softens,
        amount=max(amounts) if amounts else None,
        reading="doubtful" if any(one.reading == "doubtful" for one in group) else "sure",
        group=first.group,
        fingerprint=roots.fingerprint(rule.code, whose, figures),
    )


def _once(figures: Iterable[Evidence]) -> tuple[Evidence, ...]:
    kept = {figure.source: figure for figure in reversed(list(figures))}
    return tuple(sorted(kept.values(), key=lambda one: one.source[0].start if one.source else 0))


def _worst(group: list[Check]) -> Severity:
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    return min((one.severity for one in group if one.severity), key=order.index)


def _message(group: list[Check], rule: Rule) -> tuple[str, str]:
    """The rule's sentence once, then what each row adds to it."""
    first = group[0]
    if len(group) == 1:
        return first.message, first.message_en
    head_zh, head_en = rule.zh.rstrip("。"), rule.en.rstrip(".")
    rows_zh = _different(_row(one.message, head_zh, "：。", r"^（(.*?)）：") for one in group)
    rows_en = _different(_row(one.message_en, head_en, ": .", r"^\((.*?)\): ") for one in group)
    more_zh, more_en = ("等", " and more") if len(rows_zh) > roots.SHOWN else ("", "")
    return (
        f"{head_zh}（共{len(group)}处）：{'；'.join(rows_zh[: roots.SHOWN])}{more_zh}。",
        f"{head_en} ({len(group)} places): {'; '.join(rows_en[: roots.SHOWN])}{more_en}.",
    )


def _row(message: str, head: str, edges: str, subject: str) -> str:
    """What a row's message adds to the sentence all rows share; its subject without brackets."""
    return re.sub(subject, r"\1：", message.removeprefix(head).strip(edges))


def _different(rows: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(rows))
