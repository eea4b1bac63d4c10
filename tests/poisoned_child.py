"""A child of an ingest in which some reports do what no report should.

A text whose first line is ``poison: WORD`` does what the word says when it is read; all other
files are read as ever. A test names this file as ``pipeline.CHILD``.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pipeline
from extract.options import Options
from model.finding import Report
from model.settings import Settings

COMMAND = (sys.executable, "-P", __file__)
MARK = b"poison: "
RUNAWAYS = 60
"""At most so many processes: a test that fails must not take the machine with it."""


def hang(_: Path) -> None:
    while True:
        time.sleep(1)


def busy(_: Path) -> None:
    while True:
        pass


def segfault(_: Path) -> None:
    ctypes.string_at(0)


def abort(_: Path) -> None:
    os.abort()


def leave(_: Path) -> None:
    os._exit(3)


def fork(_: Path) -> None:
    code = "import os, time; os.setsid(); time.sleep(30)"
    for _number in range(RUNAWAYS):
        subprocess.Popen([sys.executable, "-c", code])
    time.sleep(30)


def memory(_: Path) -> None:
    held: list[bytearray] = []
    while True:
        held.append(bytearray(64 << 20))


def vanish(path: Path) -> None:
    path.unlink()


def change(path: Path) -> None:
    path.write_bytes(path.read_bytes().split(b"\n", 1)[1])


def stumble(path: Path) -> None:
    raise KeyError(path.name)


def refused(_: Path) -> None:
    raise BlockingIOError(11, "Resource temporarily unavailable")


def denied(path: Path) -> None:
    raise PermissionError(13, "Permission denied", str(path))


POISONS: dict[str, Callable[[Path], None]] = {
    one.__name__: one
    for one in (
        hang,
        busy,
        segfault,
        abort,
        leave,
        fork,
        memory,
        vanish,
        change,
        stumble,
        denied,
        refused,
    )
}
_process = pipeline.process


def process(
    path: Path, name: str | None = None, *, options: Options, settings: Settings, patient: bool
) -> Report:
    with path.open("rb") as file:
        first = file.readline()
    if first.startswith(MARK):
        POISONS[first.removeprefix(MARK).strip().decode("ascii")](path)
    return _process(path, name, options=options, settings=settings, patient=patient)


if __name__ == "__main__":
    pipeline.process = process  # type: ignore[assignment]
    pipeline.child()
