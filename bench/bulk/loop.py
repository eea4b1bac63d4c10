"""One process without store and supervision: what a bulk run cannot be faster than.

`python -m bench.bulk.loop FOLDER [--tables DIR]` prints what it took as JSON, seconds of CPU.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from functools import wraps
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import extract
import normalize
import pipeline
import validate
from contract.outcome import outcome
from contract.rows import cells, rows
from export.as_csv import Add, tables
from extract.survey import Found, refusal, survey

EVERY = 100
STEPS: tuple[str, ...] = (
    "document",
    "records",
    "facts",
    "checks",
    "findings",
    "outcome",
    "rows",
    "tables",
)
_STAGES: tuple[tuple[ModuleType, str], ...] = (
    (extract, "document"),
    (extract, "records"),
    (normalize, "facts"),
    (validate, "checks"),
    (validate, "findings"),
)
_STATUS = Path("/proc/self/status")


@dataclass(slots=True)
class Kind:
    """What all reports of one format took; seconds are of CPU."""

    reports: int = 0
    bytes: int = 0
    seconds: float = 0.0
    steps: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STEPS, 0.0))


@dataclass(slots=True)
class Loop:
    """What the loop took. ``memory`` is MB resident after every hundredth report."""

    kinds: dict[str, Kind] = field(default_factory=dict[str, Kind])
    memory: list[float] = field(default_factory=list[float])
    rows: int = 0
    seconds: float = 0.0


def run(folder: Path, parts: Path | None) -> Loop:
    """Every report of the folder once, in the order of a bulk run; tables where ``parts`` says."""
    pipeline.settle()
    done = Loop()
    met: set[bytes] = set()
    with ExitStack() as stack:
        add = stack.enter_context(tables(parts, parts)) if parts else None
        clock = stack.enter_context(_clocked())
        start = time.process_time()
        for found in survey([folder]):
            if refusal(found) is not None:
                continue
            key = sha256(found.path.read_bytes()).digest()
            if key not in met:
                met.add(key)
                _one(found, done, add, clock)
                if len(met) % EVERY == 0:
                    done.memory.append(resident())
        done.seconds = time.process_time() - start
    return done


@contextmanager
def _clocked() -> Generator[dict[str, float], None, None]:
    """Seconds of each stage, added up while the block lasts."""
    clock: dict[str, float] = dict.fromkeys(STEPS, 0.0)
    usual = [getattr(module, name) for module, name in _STAGES]
    for module, name in _STAGES:
        setattr(module, name, timed(clock, name, getattr(module, name)))
    try:
        yield clock
    finally:
        for (module, name), work in zip(_STAGES, usual, strict=True):
            setattr(module, name, work)


def timed(clock: dict[str, float], name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The function, its CPU seconds added to the clock."""

    @wraps(work)
    def call(*given: object, **others: object) -> object:
        start = time.process_time()
        try:
            return work(*given, **others)
        finally:
            clock[name] += time.process_time() - start

    return call


def _one(found: Found, done: Loop, add: Add | None, clock: dict[str, float]) -> None:
    before = dict(clock)
    start = time.process_time()
    report = pipeline.take(found)
    result = timed(clock, "outcome", outcome)(report)
    made = timed(clock, "rows", lambda: list(rows(result)))()
    kind = done.kinds.setdefault(found.kind, Kind())
    kind.seconds += time.process_time() - start
    kind.reports += 1
    kind.bytes += found.size or 0
    done.rows += len(made)
    if add is not None:
        start = time.process_time()
        add("documents", [cells(result.profile)])
        for table, row in made:
            add(table, [row])
        clock["tables"] += time.process_time() - start
    for step in STEPS:
        kind.steps[step] += clock[step] - before[step]


def resident() -> float:
    """MB of memory this process has now; 0 where the system does not say."""
    if not _STATUS.exists():
        return 0.0
    lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tables", type=Path)
    asked = parser.parse_args()
    json.dump(asdict(run(asked.folder, asked.tables)), sys.stdout)


if __name__ == "__main__":
    main()
