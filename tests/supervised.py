"""What the tests of supervised children share: a call of ``supervise`` with short limits."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from workers import Done, Limits, Lost, Task, supervise

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, str(Path(__file__).parent / "worker_child.py"))
SHORT = Limits(seconds=1.0, memory=128 << 20)


def tasks(words: Iterable[str]) -> Iterable[Task]:
    return (Task(f"{number}", word.encode()) for number, word in enumerate(words))


def shout(_: Task, question: bytes) -> bytes:
    return question.upper()


def outcomes(
    words: Iterable[str], jobs: int = 2, limits: Limits = SHORT, temp: Path | None = None
) -> dict[str, Done | Lost]:
    """What came of each, by its place among the words; each exactly once."""
    found = list(supervise(tasks(words), COMMAND, jobs, shout, limits, temp=temp))
    named = {outcome.task.name: outcome for outcome in found}
    assert len(named) == len(found)
    return named


def said(outcome: Done | Lost) -> str:
    """What the child gave, or why there is nothing."""
    if isinstance(outcome, Done):
        return outcome.payload.decode()
    return f"{outcome.why}: {outcome.detail}"


def living(mark: str) -> list[int]:
    """Processes, dead ones left out, whose environment has this text."""
    found: list[int] = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                there = mark.encode() in (folder / "environ").read_bytes()
            except OSError:
                continue
            found += [int(folder.name)] if there else []
    return found


def gone(mark: str, seconds: float = 5.0) -> bool:
    """Whether within this time no process with the mark is left."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not living(mark):
            return True
        time.sleep(0.02)
    return False
