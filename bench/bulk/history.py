"""What the store remembers of a run: how long each file took, and how large its child was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median

FILE = "gouji.sqlite"
WARM = 100
"""Reports after which a child has loaded what it needs."""
WINDOW = 1_000
_MB = 1 << 20
_READ = "work = 'read' AND outcome IN ('ok', 'partial')"


@dataclass(frozen=True, slots=True)
class Rate:
    """Reports of one format and what one worker takes for them; ``bytes`` of the files."""

    kind: str
    reports: int
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Memory:
    """MB of the children. ``first`` and ``last``: medians of each slot's first and last tasks.

    A slot is a child and those that took its place. ``grown``: the median over the children of
    what one grew by from its second hundred reports to its last.
    """

    most: float
    slots: tuple[tuple[float, float], ...]
    grown: float | None
    children: int


def rates(out: Path) -> list[Rate]:
    """By format, most reports first."""
    asked = (
        "SELECT a.kind, count(*), sum(s.bytes), sum(a.seconds) FROM attempt a "  # noqa: S608 - ours
        f"JOIN source s ON s.path = a.path WHERE a.{_READ.replace('outcome', 'a.outcome')} "
        "GROUP BY a.kind ORDER BY 2 DESC"
    )
    with closing(sqlite3.connect(out / FILE)) as store:
        return [Rate(*row) for row in store.execute(asked)]


def memory(out: Path, jobs: int) -> Memory:
    """Of the children of an ingest into ``out``, told apart by their numbers."""
    asked = "SELECT worker, n, rss FROM attempt WHERE rss IS NOT NULL ORDER BY worker, n"
    with closing(sqlite3.connect(out / FILE)) as store:
        rows: list[tuple[int, int, int]] = store.execute(asked).fetchall()
    children = [
        [(n, rss / _MB) for _, n, rss in group] for _, group in groupby(rows, lambda row: row[0])
    ]
    grown = [_growth([rss for _, rss in child]) for child in children if len(child) >= 3 * WARM]
    return Memory(
        max((rss for child in children for _, rss in child), default=0.0),
        tuple(_ends(slot) for slot in slots(children, jobs) if slot),
        median(grown) if grown else None,
        len(children),
    )


def slots(children: list[list[tuple[int, float]]], jobs: int) -> list[list[float]]:
    """The tasks of each slot in order: a new child takes the place of the one that ended first."""
    slots: list[list[tuple[int, float]]] = [[] for _ in range(jobs)]
    for child in children:
        min(slots, key=lambda slot: slot[-1][0] if slot else -1).extend(child)
    return [[rss for _, rss in slot] for slot in slots]


def _ends(slot: list[float]) -> tuple[float, float]:
    """Without the warm-up, where there are tasks enough to leave it out."""
    warm = slot[WARM:] if len(slot) > 3 * WARM else slot[len(slot) // 3 :]
    window = max(1, min(WINDOW, len(warm) // 2))
    return median(warm[:window]), median(warm[-window:])


def _growth(child: list[float]) -> float:
    return median(child[-WARM:]) - median(child[WARM : 2 * WARM])
