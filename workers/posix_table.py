"""The table of processes, as Linux has it in /proc and other POSIX systems tell by ``ps``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LINUX = sys.platform == "linux"
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table of processes."""

    pid: int
    parent: int
    session: int
    start: int
    dead: bool
    rss: int


def processes() -> list[Entry]:
    """All processes; what vanishes while it is looked at is left out."""
    if not LINUX:
        return _from_ps()
    with os.scandir("/proc") as names:
        pids = [int(name.name) for name in names if name.name.isdigit()]
    return [one for pid in pids if (one := entry_of(pid)) is not None]


def entry_of(pid: int) -> Entry | None:
    """One process; None where there is none."""
    try:
        line = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return None
    # The command's name is in brackets and may hold anything, brackets too.
    words = line[line.rindex(b")") + 2 :].split()
    dead = words[0] in {b"Z", b"X"}
    return Entry(pid, int(words[1]), int(words[3]), int(words[19]), dead, int(words[21]) * PAGE)


def _from_ps() -> list[Entry]:
    """The same where there is no /proc; the group stands for the session, no start time."""
    done = subprocess.run(
        ["/bin/ps", "-A", "-o", "pid=,ppid=,pgid=,rss=,stat="],
        capture_output=True,
        check=True,
    )
    rows = [line.split() for line in done.stdout.splitlines()]
    return [
        Entry(int(row[0]), int(row[1]), int(row[2]), 0, row[4].startswith(b"Z"), int(row[3]) << 10)
        for row in rows
    ]


def signalled(entries: Iterable[Entry], number: signal.Signals) -> None:
    """Send a signal to each; what has ended meanwhile needs none."""
    for one in entries:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(one.pid, number)
