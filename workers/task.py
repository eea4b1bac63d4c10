"""What is given to a child process, what comes back, and what it may use up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MIB = 1 << 20

Why = Literal["timeout", "memory", "processes", "crash"]


@dataclass(frozen=True, slots=True)
class Task:
    """What a child is to do.

    ``name`` is for messages only, any text; ``payload`` is what the child gets; ``size`` in bytes
    of input lengthens the deadline.
    """

    name: str
    payload: bytes
    size: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What a child gave.

    ``seconds``: wall time by the child's clock, its questions included; ``rss``: bytes resident in
    it after the task; ``worker``: a number no other child of the run has.
    """

    task: Task
    payload: bytes
    seconds: float
    rss: int
    worker: int


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that failed twice, the second time alone; the reason is that of the second time.

    ``detail`` never quotes what the child read: ``SIGSEGV``, ``exit 3``, ``KeyError grid.py:12``.
    """

    task: Task
    why: Why
    detail: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What a task, or a child, may use up.

    ``memory``: bytes one child may hold, what it started included; ``tasks``: how many a child does
    before a fresh one takes its place. ``lasting``: one that holds more bytes than this at the end
    of a task is replaced sooner; a child that reads PDF takes some 140 MB.
    """

    seconds: float = 60.0
    seconds_per_mb: float = 10.0
    memory: int = 1536 * MIB
    tasks: int = 2000
    lasting: int = 224 * MIB


def deadline(task: Task, limits: Limits) -> float:
    """Seconds one task may take."""
    return limits.seconds + limits.seconds_per_mb * task.size / MIB
