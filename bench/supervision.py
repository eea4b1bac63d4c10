"""What supervision costs: time per task and per start of a child, beside the bare work."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from workers import Done, Limits, Task, serve, supervise

TASKS, STARTS = 2_000, 20
COMMAND = (sys.executable, str(Path(__file__)), "--child")


def work(payload: bytes, _: Callable[[bytes], bytes]) -> bytes:
    """Busy for as many CPU seconds as the payload's first word says; gives back the rest."""
    seconds, _space, rest = payload.partition(b" ")
    until = time.process_time() + float(seconds)
    while time.process_time() < until:
        pass
    return rest


def no_answer(_: Task, question: bytes) -> bytes:
    """Nothing is asked here."""
    return question


def run(payload: bytes, number: int, jobs: int, limits: Limits) -> tuple[float, list[Done]]:
    """Wall seconds from the first result to the last, and the results."""
    tasks = (Task(str(place), payload) for place in range(number))
    found: list[Done] = []
    start = time.perf_counter()
    for outcome in supervise(tasks, COMMAND, jobs, no_answer, limits):
        assert isinstance(outcome, Done)  # noqa: S101  a bench of tasks that work
        if not found:
            start = time.perf_counter()
        found.append(outcome)
    return time.perf_counter() - start, found


def per_task(size: int, jobs: int) -> None:
    """Tiny tasks: what is measured is the way there and back."""
    payload = b"0 " + b"x" * size
    before = time.process_time()
    seconds, found = run(payload, TASKS, jobs, Limits(tasks=TASKS))
    spent = time.process_time() - before
    each = seconds / (len(found) - 1) * 1e6
    parent = spent / len(found) * 1e6
    print(
        f"{size:>9,} bytes, {jobs} jobs: {each:6.0f} µs a task ({parent:.0f} µs CPU of the parent)"
    )


def share(milliseconds: float, jobs: int) -> None:
    """Work of known CPU time: what part of the wall time was not work."""
    seconds, found = run(f"{milliseconds / 1000} x".encode(), 400, jobs, Limits())
    busy = sum(done.seconds for done in found[1:]) / jobs
    print(f"{milliseconds:>6} ms tasks, {jobs} jobs: {100 * (1 - busy / seconds):5.1f} % not work")


def starts() -> None:
    """A fresh child for every task: start, one task, kill."""
    seconds, found = run(b"0 x", STARTS, 1, Limits(tasks=1))
    print(f"a child started, used once, killed: {seconds / (len(found) - 1) * 1000:.0f} ms")


def main() -> None:
    """Print the figures."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} CPUs")
    for size in (0, 20_000, 500_000):
        for jobs in (1, 2):
            per_task(size, jobs)
    for milliseconds in (2.0, 10.0):
        for jobs in (1, 2):
            share(milliseconds, jobs)
    starts()


if __name__ == "__main__":
    if sys.argv[1:] == ["--child"]:
        serve(work)
    else:
        main()
