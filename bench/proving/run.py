"""Draws reports, breaks them, and prints what gouji sees: see bench/README.md."""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.proving.controls import CONTROLS
from bench.proving.row_mutants import operators
from bench.proving.tally import show
from bench.proving.trial import Trial, trial

PER_SEED = 1_000_000
OFTEN = {"digit": 5, "part": 2, "total": 2}
CONTROLS_EACH = 3


def plan(count: int, mutants: int) -> list[tuple[str, ...]]:
    """The operators each report is to go through, all operators about equally often."""
    names = [name for name in operators() for _ in range(OFTEN.get(name, 1))]
    wanted: list[list[str]] = [[] for _ in range(count)]
    for number in range(mutants):
        wanted[number % count].append(names[(number + number // count) % len(names)])
    return [tuple(one) for one in wanted]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clean", type=int, default=300, help="reports")
    parser.add_argument("--mutants", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, default=0, help="missed mutants to print")
    parser.add_argument("--keep", type=Path, help="leave every text in this folder")
    chosen = parser.parse_args()
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    seeds = [chosen.seed * PER_SEED + number for number in range(chosen.clean)]
    wanted = plan(chosen.clean, chosen.mutants)
    names = list(CONTROLS)
    checks = [
        tuple(names[(number * CONTROLS_EACH + i) % len(names)] for i in range(CONTROLS_EACH))
        for number in range(chosen.clean)
    ]
    with ProcessPoolExecutor(chosen.jobs) as pool:
        trials: list[Trial] = list(
            pool.map(trial, seeds, wanted, checks, [chosen.keep] * len(seeds), chunksize=4)
        )
    print(f"seed {chosen.seed}")
    show(trials, chosen.show)


if __name__ == "__main__":
    main()
