"""Files that do not hold still while they are read."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bench.poisons.poison import GOOD

FOLDER = "动"
"""The folder in which they lie, below the archive."""
GROWS, CHANGES, COMES_AND_GOES = "grows.txt", "changes.txt", "comes-and-goes.txt"
_EVERY = 0.002
"""Seconds between two changes."""
_SLOWLY = 10
"""One change in so many lets a file grow: what has grown to 20 MB takes minutes to read."""


def _grow(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(line)


@contextmanager
def restless(folder: Path, reports: int = 2_000) -> Generator[None, None, None]:
    """While it lasts, one file grows, one is replaced again and again, one comes and goes.

    Each begins with so many ``reports``, one behind the other.
    """
    over = threading.Event()
    lines = [GOOD.format(700 + number) for number in range(2)]
    for name in (GROWS, CHANGES, COMES_AND_GOES):
        (folder / name).write_text(lines[0] * reports, "utf-8")

    def work() -> None:
        number = 0
        while not over.wait(_EVERY):
            number += 1
            if number % _SLOWLY == 0:
                _grow(folder / GROWS, lines[0])
            beside = folder / ".beside"
            beside.write_text(lines[number % 2] * reports, "utf-8")
            beside.replace(folder / CHANGES)
            if number % 2:
                (folder / COMES_AND_GOES).unlink()
            else:
                (folder / COMES_AND_GOES).write_text(lines[1] * reports, "utf-8")

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        (folder / COMES_AND_GOES).unlink(missing_ok=True)
