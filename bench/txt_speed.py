"""How fast TXT is, end to end: MB/s from file to findings, and the time of two commands."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import extract
import normalize
import pipeline
import validate

ROOT = Path(__file__).parent.parent
ROUNDS = 5
GOAL_MB_S, GOAL_HELP, GOAL_CHECK = 0.5, 0.2, 0.6


def seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """Median time of a piece of work; the first, which warms caches, does not count."""
    work()
    times: list[float] = []
    for _ in range(ROUNDS):
        start = clock()
        work()
        times.append(clock() - start)
    return median(times)


def busy(work: Callable[[], object]) -> float:
    """CPU seconds of this process: what else runs on the machine does not count."""
    return seconds(work, time.process_time)


def stages(paths: list[Path]) -> dict[str, float]:
    """Seconds each stage takes over all files, one process."""
    words = normalize.vocabulary()
    pipeline.settle()
    documents = [extract.document(path, words) for path in paths]
    quoted = [extract.records(document, words, normalize.scan) for document in documents]
    pairs = list(zip(quoted, documents, strict=True))
    facts = [normalize.facts(records, document) for records, document in pairs]
    checks = [validate.checks(fact) for fact in facts]
    return {
        "read": busy(lambda: [extract.document(path, words) for path in paths]),
        "extract": busy(lambda: [extract.records(d, words, normalize.scan) for d in documents]),
        "normalize": busy(lambda: [normalize.facts(r, d) for r, d in pairs]),
        "validate": busy(lambda: [validate.findings(validate.checks(fact)) for fact in facts]),
        "checks": float(sum(len(check) for check in checks)),
    }


def command(*arguments: str) -> float:
    """Wall time of one call, interpreter start included."""
    call = [sys.executable, str(ROOT / "cli.py"), *arguments]

    def run() -> object:
        return subprocess.run(call, cwd=ROOT, capture_output=True, check=False)

    return seconds(run, time.perf_counter)


def main() -> None:
    """Print the figures; folders or files as arguments, else the samples."""
    given = [Path(word) for word in sys.argv[1:]] or [ROOT / "data" / "raw"]
    paths = [
        file
        for path in given
        for file in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])
    ]
    size = sum(path.stat().st_size for path in paths) / 1e6
    times = stages(paths)
    relations = int(times.pop("checks"))
    total = sum(times.values())
    print(f"{len(paths)} reports, {size:.3f} MB, {relations} relations")
    for stage, taken in times.items():
        print(f"  {stage:<10} {taken:7.3f} s  {taken / total:5.0%}")
    print(f"end to end   {size / total:7.2f} MB/s  {size / total / GOAL_MB_S:5.2f} × the goal")
    for name, taken, goal in (
        ("gouji --help", command("--help"), GOAL_HELP),
        ("gouji check", command("check", str(paths[0])), GOAL_CHECK),
    ):
        print(f"{name:<12} {taken:7.3f} s     {taken / goal:5.2f} × the time allowed")


if __name__ == "__main__":
    main()
