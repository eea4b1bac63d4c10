"""How dear validation is: per report, per rule, and how it grows with the report.

``PYTHONPATH=. .venv/bin/python bench/validate_speed.py [FILE or FOLDER…]``; without arguments it
takes ``data/raw``. CPU time, best of seven; every run begins with nothing remembered of the report.
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pipeline
import validate
from model.facts import Facts
from validate.registry import registered

_RUNS = 7
_TIMES = (1, 2, 4, 8)
_DEAREST = 10
_LEAST = 1.0
"""Milliseconds at the greatest length from which on the growth of a rule is shown."""


def main(arguments: list[str]) -> None:
    """Print milliseconds per report, the dearest rules, and the growth of the longest report."""
    paths = _paths([Path(one) for one in arguments] or [Path("data/raw")])
    reports = [(path, pipeline.process(path)) for path in paths]
    costs: list[float] = []
    for path, report in reports:
        costs.append(_best(report.facts, lambda facts: validate.findings(validate.checks(facts))))
        print(f"{costs[-1]:7.1f} ms  {len(report.document.text):7,} characters  {path.name}")
    print(f"{sum(costs) / len(costs):7.1f} ms  mean, {max(costs):.1f} ms at most\n")
    of_rules = Counter[str]()
    for _, report in reports:
        of_rules.update(_per_rule(report.facts, _RUNS))
    for code, cost in of_rules.most_common(_DEAREST):
        print(f"{cost / len(reports):7.2f} ms  {code}")
    texts = [(report.document.text, path) for path, report in reports if path.suffix == ".txt"]
    if texts:
        _grown(*max(texts, key=lambda one: len(one[0])))


def _paths(given: list[Path]) -> list[Path]:
    return [
        path
        for one in given
        for path in (sorted(one.iterdir()) if one.is_dir() else [one])
        if path.suffix in {".txt", ".docx", ".pdf"}
    ]


def _best(facts: Facts, work: Callable[[Facts], object], runs: int = _RUNS) -> float:
    """CPU milliseconds of the best run; a copy of the facts is a report not met before."""
    best = math.inf
    for _ in range(runs):
        fresh = replace(facts)
        start = time.process_time()
        work(fresh)
        best = min(best, time.process_time() - start)
    return best * 1000


def _per_rule(facts: Facts, runs: int) -> dict[str, float]:
    """Milliseconds of each rule, best of the runs; shared work counts for the first to ask."""
    best: dict[str, float] = {}
    for _ in range(runs):
        fresh = replace(facts)
        for rule in registered():
            limits = {limit.name: limit.value for limit in rule.limits}
            start = time.perf_counter()
            for _said in rule.judge(fresh, limits):
                pass
            cost = (time.perf_counter() - start) * 1000
            best[rule.code] = min(best.get(rule.code, math.inf), cost)
    return best


def _grown(text: str, path: Path) -> None:
    """What the same report costs repeated; an exponent of 1 is linear, of 2 quadratic."""
    print(f"\n{path.name} repeated")
    whole: list[float] = []
    rules: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for times in _TIMES:
            grown = Path(folder) / f"{path.stem}_{times}.txt"
            grown.write_text("\n".join([text] * times), encoding="utf-8")
            facts = pipeline.process(grown).facts
            whole.append(_best(facts, lambda facts: validate.findings(validate.checks(facts)), 3))
            rules.append(_per_rule(facts, 3))
            print(f"{whole[-1]:7.1f} ms  ×{times}")
    print(
        f"exponent {_exponent(whole):.2f} in all; of rules from {_LEAST:.0f} ms at ×{_TIMES[-1]}:"
    )
    shown = [code for code, cost in rules[-1].items() if cost >= _LEAST]
    steep = {code: _exponent([one[code] for one in rules]) for code in shown}
    for code in sorted(steep, key=steep.__getitem__, reverse=True)[:_DEAREST]:
        costs = "  ".join(f"{one[code]:.2f}" for one in rules)
        print(f"{steep[code]:7.2f}  {code}  {costs} ms")


def _exponent(costs: list[float]) -> float:
    """The power of the length a cost grows with, from the second measure to the last."""
    return math.log(costs[-1] / costs[1]) / math.log(_TIMES[-1] / _TIMES[1])


if __name__ == "__main__":
    main(sys.argv[1:])
