"""Commands run to their end: wall time, CPU of all they started, and the largest process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = (sys.executable, "-P", "-m")
GOUJI = (*PYTHON, "cli")
LOOP = (*PYTHON, "bench.bulk.loop")


@dataclass(frozen=True, slots=True)
class Ran:
    """One command, in seconds; ``peak`` is MB of the largest single process it started, or it.

    ``cpu`` is user and system time of it and of all children that were waited for.
    """

    wall: float
    cpu: float
    peak: float
    said: str


@dataclass(frozen=True, slots=True)
class _Begun:
    process: subprocess.Popen[bytes]
    at: float
    log: Path


def ran(command: Sequence[str | Path], log: Path) -> Ran:
    """One command, run alone."""
    return together([command], log)[0]


def together(commands: Sequence[Sequence[str | Path]], log: Path) -> list[Ran]:
    """Commands run at the same time, each with a log of its own; raises where one fails."""
    begun = [_begin(command, log.with_suffix(f".{n}")) for n, command in enumerate(commands)]
    return [_ended(one) for one in begun]


def wall(runs: Sequence[Ran]) -> float:
    """Of commands begun at the same time, until the last has ended."""
    return max(one.wall for one in runs)


def _begin(command: Sequence[str | Path], log: Path) -> _Begun:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GOUJI_LANG": "en"}
    # In the folder of the logs: a gouji.toml where the user stands is not meant.
    with log.open("wb") as out, log.with_suffix(".err" + log.suffix).open("wb") as err:
        process = subprocess.Popen(
            [str(word) for word in command], stdout=out, stderr=err, cwd=log.parent, env=environment
        )
    return _Begun(process, time.perf_counter(), log)


def _ended(begun: _Begun) -> Ran:
    """``wait4`` tells what the child and its children took; Popen is told how it ended."""
    _, status, used = os.wait4(begun.process.pid, 0)
    spent = time.perf_counter() - begun.at
    begun.process.returncode = os.waitstatus_to_exitcode(status)
    # 3: some files failed, as an archive with other things in it makes it.
    if begun.process.returncode not in {0, 3}:
        said = begun.log.with_suffix(".err" + begun.log.suffix).read_text("utf-8", "replace")
        message = f"exit {begun.process.returncode}: {said[-2000:]}"
        raise RuntimeError(message)
    said = begun.log.read_text("utf-8", "replace")
    return Ran(spent, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)
