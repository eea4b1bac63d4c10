"""Draws reports, breaks them, and prints what gouji sees: see bench/README.md."""

from __future__ import annotations

import argparse
import random
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.proving.controls import CONTROLS
from bench.proving.layouts import LAYOUTS
from bench.proving.reports import report
from bench.proving.row_mutants import operators
from bench.proving.tally import show
from bench.proving.trial import Task, Trial, trial

PER_SEED = 1_000_000
OFTEN = {"digit": 5, "part": 2, "total": 2}
CONTROLS_EACH = 3


def plan(seeds: list[int], mutants: int, layout: str | None) -> list[tuple[str, ...]]:
    """The operators each report is to go through: all about equally often, where they apply."""
    table = operators()
    made: Counter[str] = Counter()
    wanted: list[tuple[str, ...]] = []
    for number, seed in enumerate(seeds):
        draft = report(seed, layout)
        rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
        usable = [name for name, change in table.items() if change(rng, draft) is not None]
        chosen: list[str] = []
        for _ in range(mutants * (number + 1) // len(seeds) - mutants * number // len(seeds)):
            name = min(usable, key=lambda one: (made[one] / OFTEN.get(one, 1), one))
            made[name] += 1
            chosen.append(name)
        wanted.append(tuple(chosen))
    return wanted


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clean", type=int, default=300, help="reports")
    parser.add_argument("--mutants", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, default=0, help="missed mutants to print")
    parser.add_argument("--layout", choices=LAYOUTS, help="all reports in this one")
    parser.add_argument("--keep", type=Path, help="leave every text in this folder")
    chosen = parser.parse_args()
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    seeds = [chosen.seed * PER_SEED + number for number in range(chosen.clean)]
    wanted = plan(seeds, chosen.mutants, chosen.layout)
    names = list(CONTROLS)
    checks = [
        tuple(names[(number * CONTROLS_EACH + i) % len(names)] for i in range(CONTROLS_EACH))
        for number in range(chosen.clean)
    ]
    tasks = [
        Task(seed, operators_, controls, chosen.keep, chosen.layout)
        for seed, operators_, controls in zip(seeds, wanted, checks, strict=True)
    ]
    with ProcessPoolExecutor(chosen.jobs) as pool:
        trials: list[Trial] = list(pool.map(trial, tasks, chunksize=4))
    print(f"seed {chosen.seed}")
    show(trials, chosen.show)


if __name__ == "__main__":
    main()
