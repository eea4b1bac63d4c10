"""Prints what the trials came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from bench.proving.trial import Outcome, Trial

NOTES_ONLY = {"section"}  # the catalogue makes these notes, so they cannot be errors or warnings
SHOWN_ALARMS = 40


def share(part: int, whole: int) -> str:
    """A part in per cent, with both numbers."""
    return f"{100 * part / whole:5.1f}% ({part}/{whole})" if whole else "   –  (0/0)"


def show(trials: Sequence[Trial], most: int) -> None:
    """Everything, misses last."""
    crashes = [crash for one in trials for crash in one.crashes]
    print(f"gouji fell over {len(crashes)} times")
    for crash in crashes[:SHOWN_ALARMS]:
        print(f"  ! {crash}")
    _clean(trials)
    _coverage(trials)
    _controls(trials)
    outcomes = [outcome for one in trials for outcome in one.outcomes]
    _mutants(outcomes)
    _misses(outcomes, most)


def _clean(trials: Sequence[Trial]) -> None:
    tokens = sum(one.tokens for one in trials)
    alarms = [alarm for one in trials for alarm in one.alarms]
    loud = sum(1 for one in trials if one.alarms)
    print(f"clean reports {len(trials)}, quantity tokens {tokens}, "
          f"relations {sum(one.relations for one in trials)}")  # fmt: skip
    print(f"FAR_doc {share(loud, len(trials))}   FAR_k {1000 * len(alarms) / max(1, tokens):.2f}")
    for rule, count in Counter(alarm.rule for alarm in alarms).most_common():
        print(f"    {rule:8} {count}")
    for alarm in alarms[:SHOWN_ALARMS]:
        print(f"  ! {alarm.seed} [{alarm.layout}] {alarm.severity} {alarm.rule}: {alarm.message}")
        print(f"      {' · '.join(alarm.figures[:12])}")


def _coverage(trials: Sequence[Trial]) -> None:
    covered, tokens = sum(one.covered for one in trials), sum(one.tokens for one in trials)
    print(f"coverage {share(covered, tokens)}")
    missed = Counter(phrase for one in trials for phrase in one.uncovered)
    listed = ", ".join(f"{phrase} {count}" for phrase, count in missed.most_common(25))
    print(f"    outside all checks, by phrasing: {listed}")


def _controls(trials: Sequence[Trial]) -> None:
    print("controls that added an error or warning")
    runs: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    said: list[str] = []
    for one in trials:
        for name, alarms in one.controls:
            runs[name] += 1
            failed[name] += bool(alarms)
            said += [f"  ! {one.seed} [{one.layout}] {name} {alarm.rule}: {alarm.message}"
                     for alarm in alarms[:1]]  # fmt: skip
    for name, count in sorted(runs.items()):
        print(f"    {name:12} {share(failed[name], count)}")
    print("\n".join(said[:SHOWN_ALARMS]))


def _mutants(outcomes: Sequence[Outcome]) -> None:
    scored = [one for one in outcomes if one.operator not in NOTES_ONLY]
    seen = [one for one in scored if one.seen == "observable"]
    residue = sum(1 for one in scored if one.seen == "residue")
    found = [one for one in scored if one.detected]
    print(
        f"mutants {len(scored)}, observable {len(seen)}, only residue {share(residue, len(scored))}"
    )
    print(f"MDR_all {share(len(found), len(scored))}   "
          f"MDR_obs {share(sum(1 for one in seen if one.detected), len(seen))}")  # fmt: skip
    hits = [one for one in seen if one.detected]
    print(f"hit@1   {share(sum(1 for one in hits if one.first), len(hits))} of those detected")
    right = sum(1 for one in hits if one.by in one.rules)
    print(f"the very rule of the oracle {share(right, len(hits))}")
    _by("operator", outcomes, lambda one: (one.operator,))
    _by("rule family", [one for one in outcomes if one.operator not in NOTES_ONLY],
        lambda one: one.rules)  # fmt: skip
    _by("layout", seen, lambda one: (one.layout,))
    _by("phrasing", seen, lambda one: (one.phrase,))


def _by(
    title: str, outcomes: Iterable[Outcome], keys: Callable[[Outcome], tuple[str, ...]]
) -> None:
    every: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    found: Counter[str] = Counter()
    noted: Counter[str] = Counter()
    for one in outcomes:
        for key in keys(one):
            every[key] += 1
            if one.seen == "observable":
                seen[key] += 1
                found[key] += one.detected
                noted[key] += one.noted and not one.detected
    print(f"observable mutants detected by {title}  (+ seen as a note only)")
    for key in sorted(every, key=lambda key: (found[key] / seen[key] if seen[key] else 2, key)):
        more = f"  +{noted[key]} as note" if noted[key] else ""
        print(f"    {key:22} {share(found[key], seen[key]):18} of {every[key]} made{more}")


def _misses(outcomes: Sequence[Outcome], most: int) -> None:
    missed = [one for one in outcomes if one.seen == "observable" and not one.detected]
    if not most or not missed:
        return
    print(f"missed, {min(most, len(missed))} of {len(missed)}")
    for one in _spread(missed, most):
        print(f"  - {one.seed} [{one.layout}] {one.operator} {one.phrase} was {one.was}")
        print(f"      {one.around}")
        print(f"      {one.broken}")


def _spread(missed: Sequence[Outcome], most: int) -> list[Outcome]:
    """Misses of as many phrasings as there is room for: one of each, then the second of each."""
    counted: Counter[str] = Counter()
    ranked: list[tuple[int, int, Outcome]] = []
    for index, one in enumerate(missed):
        ranked.append((counted[one.phrase], index, one))
        counted[one.phrase] += 1
    return [one for _, _, one in sorted(ranked, key=lambda entry: entry[:2])[:most]]
