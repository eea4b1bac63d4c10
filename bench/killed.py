"""Runs killed by SIGKILL and gone on with: `bench/killed.py [--count 40] [--random 24]`.

Every trial ends a run at one moment, looks at what is left, runs the same command again and holds
the results against those of an undisturbed run, row for row and byte for byte. Needs Linux.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from bench.killing.stage import built
from bench.killing.trials import ALWAYS, AT_PLACES, BESIDE, CHILDREN, GROUPS, Went, at_random, tried


def main() -> int:
    """The command; 1 where anything was lost, doubled or different."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40, help="reports")
    parser.add_argument("--random", type=int, default=24, help="kills at random times")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="trials with this in scene or name")
    asked = parser.parse_args()
    trials = (
        *AT_PLACES,
        *CHILDREN,
        *GROUPS,
        *ALWAYS,
        *BESIDE,
        *at_random(asked.random, asked.seed),
    )
    start, done = time.monotonic(), list[Went]()
    with tempfile.TemporaryDirectory(prefix="killed-") as folder:
        stage = built(Path(folder), asked.count)
        for trial in trials:
            if asked.only in f"{trial.scene}: {trial.name}":
                went = tried(stage, trial)
                done.append(went)
                print(f"| {trial.scene}: {trial.name} | {went.kills} | {went.seconds:.1f} s |")
                print(*(f"    {line}" for line in went.wrong), sep="\n", end="", flush=True)
    kills, wrong = sum(one.kills for one in done), sum(bool(one.wrong) for one in done)
    missed = [one.trial.name for one in done if not one.kills]
    took = time.monotonic() - start
    print(f"{len(done)} moments, {kills} kills, {wrong} with differences, {took:.0f} s")
    print(f"missed: {', '.join(missed) or 'none'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
