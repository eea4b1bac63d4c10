"""The real command run as some user, and what all its processes hold while it runs."""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
EVERY = 0.25
_MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Ran:
    """How it ended. ``most``: MB of all its processes together at the worst look.

    ``parent``: MB of the command itself. ``left``: processes that outlived it.
    """

    code: int
    seconds: float
    most: float
    parent: float
    left: int
    said: list[str]


def ran(arguments: Sequence[str | Path], user: int | None, log: Path) -> Ran:
    """``gouji`` with these arguments, in a folder in which that user may stand."""
    mark = f"GOUJI_BENCH={os.urandom(8).hex()}"
    name, value = mark.split("=")
    path = os.pathsep.join((str(ROOT), *site.getsitepackages()))
    environment = {**os.environ, "PYTHONPATH": path, "GOUJI_LANG": "zh", name: value}
    command = (python(user), "-P", "-m", "bench.poisons.launch", *map(str, arguments))
    begun, most, parent = time.monotonic(), 0.0, 0.0
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd="/",
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
        while process.poll() is None:
            held = {pid: _resident(pid) for pid in _marked(mark)}
            most, parent = max(most, sum(held.values())), max(parent, held.get(process.pid, 0.0))
            time.sleep(EVERY)
    seconds = time.monotonic() - begun
    said = log.read_text("utf-8", "replace").splitlines()
    return Ran(process.returncode, seconds, most, parent, len(_marked(mark)), said)


def python(user: int | None) -> str:
    """A Python of this version that this user may run; root's own often lies in /root."""
    if user is None:
        return sys.executable
    for candidate in (sys.executable, shutil.which("python3", path="/usr/bin:/usr/local/bin")):
        call = [candidate or "", "-c", "import sys; print(sys.version_info[:2])"]
        try:
            done = subprocess.run(
                call, user=user, group=user, extra_groups=[], capture_output=True, check=False
            )
        except OSError:
            continue
        if done.stdout.decode().strip() == str(sys.version_info[:2]):
            return candidate or ""
    sys.exit(f"no Python {sys.version_info[:2]} that user {user} may run")


def _marked(mark: str) -> list[int]:
    found: list[int] = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                there = mark.encode() in (folder / "environ").read_bytes()
            except OSError:  # it has ended, or is not ours to look into
                continue
            found += [int(folder.name)] if there else []
    return found


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_bytes().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB
