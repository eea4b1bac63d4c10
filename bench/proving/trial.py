"""One report, its mutants and controls through gouji, and what came of each."""

from __future__ import annotations

import random
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pipeline
from bench.proving.controls import CONTROLS
from bench.proving.figures import Draft, Token, Written
from bench.proving.layouts import written
from bench.proving.mutants import Mutant
from bench.proving.reports import report
from bench.proving.row_mutants import operators
from model.finding import Check, Finding, Severity

ALARMS = {Severity.ERROR, Severity.WARNING}
AROUND = 60
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Alarm:
    """A finding on a text that is in order."""

    seed: int
    rule: str
    severity: str
    message: str
    figures: tuple[str, ...]
    layout: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mutant. ``rules`` are those of the relations it broke."""

    seed: int
    operator: str
    seen: str
    rules: tuple[str, ...]
    phrase: str
    layout: str
    detected: bool
    noted: bool
    first: bool
    by: str
    around: str
    was: str
    broken: str


@dataclass(frozen=True, slots=True)
class Trial:
    """All about one report."""

    seed: int
    layout: str
    tokens: int
    covered: int
    uncovered: tuple[str, ...]
    relations: int
    alarms: tuple[Alarm, ...]
    outcomes: tuple[Outcome, ...]
    controls: tuple[tuple[str, tuple[Alarm, ...]], ...]
    crashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Checks and findings of one text; ``crash`` says where gouji fell over."""

    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    crash: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What to do with one report: operators and controls to try, where to leave the texts."""

    seed: int
    wanted: tuple[str, ...]
    controls: tuple[str, ...]
    keep: Path | None
    layout: str | None


def trial(task: Task) -> Trial:
    """Runs one report, the mutants and the controls asked for."""
    seed, wanted, controls, keep = task.seed, task.wanted, task.controls, task.keep
    draft = report(seed, task.layout)
    clean = written(draft)
    result = _process(clean.text, keep, f"{seed}.txt")
    rng = random.Random(seed + 1)  # noqa: S311 - reproducible, not secret
    outcomes: list[Outcome] = []
    crashes = [result.crash]
    for number, name in enumerate(wanted):
        mutant = _made(rng, draft, name)
        if mutant is not None:
            after = _process(written(mutant.draft).text, keep, f"{seed}-m{number}.txt")
            crashes.append(after.crash)
            outcomes.append(_outcome(mutant, draft, clean, result, after))
    checked: list[tuple[str, tuple[Alarm, ...]]] = []
    for name in controls:
        changed = CONTROLS[name](rng, draft)
        if changed is not None:
            after = _process(written(changed).text, keep, f"{seed}-c-{name}.txt")
            crashes.append(after.crash)
            checked.append((name, _added(changed, result, after)))
    tokens = [one for one in clean.tokens if draft.marks[one.mark].is_quantity]
    used = _spans(figure for check in result.checks for figure in _check_ranges(check))
    missed = [one for one in tokens if not _hit(one, used)]
    return Trial(
        seed, draft.layout, len(tokens), len(tokens) - len(missed),
        tuple(draft.marks[one.mark].phrase for one in missed), len(draft.relations),
        tuple(_alarm(draft, one) for one in result.findings if _is_alarm(one)),
        tuple(outcomes), tuple(checked), tuple(crash for crash in crashes if crash),
    )  # fmt: skip


def _made(rng: random.Random, draft: Draft, name: str) -> Mutant | None:
    """The mutant; a plain change of a digit where the operator finds nothing to change."""
    table = operators()
    return table[name](rng, draft) or table["digit"](rng, draft)


def _process(text: str, keep: Path | None, name: str) -> Reading:
    """What gouji makes of a text. It must never fall over: where it does, that is counted."""
    with tempfile.TemporaryDirectory() as folder:
        path = (keep or Path(folder)) / name
        path.write_bytes(text.encode())
        try:
            report_ = pipeline.process(path, name)
        except Exception as error:  # noqa: BLE001 - whatever it was, the run goes on
            frame = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(frame.filename).name}:{frame.lineno}"
            return Reading((), (), f"{name} {type(error).__name__} {error} at {place}")
    return Reading(report_.checks, report_.findings)


def _is_alarm(finding: Finding) -> bool:
    return finding.severity in ALARMS and finding.root is None


def _alarm(draft: Draft, finding: Finding) -> Alarm:
    return Alarm(
        draft.seed, finding.rule, str(finding.severity), finding.message,
        tuple(figure.text for figure in finding.figures), draft.layout,
    )  # fmt: skip


def _check_ranges(check: Check) -> Ranges:
    return tuple((span.start, span.end) for figure in check.figures for span in figure.source)


def _spans(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(set(ranges))


def _hit(token: Token, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(start < token.end and token.start < end for start, end in ranges)


def _added(changed: Draft, clean: Reading, result: Reading) -> tuple[Alarm, ...]:
    """Errors and warnings a control has more of, by rule: its figures may be written otherwise."""
    spare = Counter(one.rule for one in clean.findings if one.severity in ALARMS)
    new: list[Alarm] = []
    for finding in result.findings:
        if finding.severity not in ALARMS:
            continue
        if spare[finding.rule]:
            spare[finding.rule] -= 1
        else:
            new.append(_alarm(changed, finding))
    return tuple(new)


Key = tuple[str, tuple[str, ...]]


def _key(finding: Finding, places: list[tuple[int, int]]) -> Key:
    """Rule and figures, the changed ones blanked so that a changed text alone makes nothing new."""
    texts: list[str] = []
    for figure in finding.figures:
        inside = any(
            span.start < end and start < span.end for span in figure.source for start, end in places
        )
        texts.append("*" if inside else figure.text)
    return finding.rule, tuple(sorted(texts))


def _places(text: Written, marks: Iterable[int]) -> list[tuple[int, int]]:
    wanted = set(marks)
    return [(one.start, one.end) for one in text.tokens if one.mark in wanted]


def _outcome(
    mutant: Mutant, draft: Draft, clean: Written, before: Reading, result: Reading
) -> Outcome:
    text = written(mutant.draft)
    places = _places(text, mutant.marks)
    if mutant.words:
        at = text.text.find(mutant.words)
        places = [(at, at + len(mutant.words))]
    same = [] if mutant.rows else _places(clean, mutant.marks)
    blank = [] if mutant.rows else places
    known = Counter(_key(one, same) for one in before.findings)
    new: list[Finding] = []
    for finding in result.findings:
        key = _key(finding, blank)
        if known[key]:
            known[key] -= 1
        else:
            new.append(finding)
    hits = [one for one in new if _touches(one, places)]
    loud = [one for one in hits if one.severity in ALARMS]
    first = next((one for one in new if _is_alarm(one)), None)
    number = mutant.marks[0] if len(mutant.marks) == 1 else None
    mark = draft.marks[number] if number is not None else None
    at, end = places[0] if places else (0, 0)
    around = text.text[max(0, at - AROUND) : at] + "【" + text.text[at:end] + "】"
    around += text.text[end : end + AROUND]
    return Outcome(
        draft.seed, mutant.operator, mutant.seen,
        tuple(dict.fromkeys(one.rule for one in mutant.broken)),
        mark.phrase if mark else mutant.operator, draft.layout,
        bool(loud), bool(hits), first is not None and first in hits,
        loud[0].rule if loud else hits[0].rule if hits else "",
        around.replace("\n", "⏎"), mark.printed if mark else "", _said(mutant),
    )  # fmt: skip


def _touches(finding: Finding, places: list[tuple[int, int]]) -> bool:
    return any(
        span.start < end and start < span.end
        for figure in finding.figures
        for span in figure.source
        for start, end in places
    )


def _said(mutant: Mutant) -> str:
    """The first relation it broke, in printed figures."""
    if not mutant.broken:
        return ""
    relation, marks = mutant.broken[0], mutant.draft.marks
    left = " ".join(marks[number].printed for number in relation.left.marks)
    right = ", ".join(marks[number].printed for number in relation.right.marks)
    return f"{relation.rule}: {left} {relation.op} {relation.right.how}({right})"
