"""The temporary files of one run: a folder that is locked while the run lives, then removed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from workers.system import system

LOCK = ".lock"


@contextmanager
def run_folder(temp: Path | None) -> Generator[Path, None, None]:
    """A fresh folder below ``temp``, or among the system's temporary files.

    What dead runs left below ``temp`` goes first. A run holds a lock beside its folder: so a living
    one, in another container too, is told from one that was killed. What cannot be removed now is
    tried again by the next run.
    """
    if temp is None:
        with tempfile.TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as fresh:
            yield Path(fresh)
        return
    temp = temp.absolute()
    temp.mkdir(parents=True, exist_ok=True)
    _sweep(temp)
    folder, descriptor = _claim(temp)
    try:
        yield folder
    finally:
        remove(folder)
        _release(folder.with_suffix(LOCK), descriptor)
        with suppress(OSError):  # other runs have theirs in it
            temp.rmdir()


def remove(folder: Path) -> None:
    """All below and the folder itself; what does not go is left to the next run."""
    shutil.rmtree(folder, ignore_errors=True)


def _claim(temp: Path) -> tuple[Path, int]:
    """The folder and its lock, which stands there first: a folder without one is nobody's."""
    folder = temp / f"run-{os.getpid()}-{os.urandom(6).hex()}"
    descriptor = None
    while descriptor is None:  # the sweep of a run that starts now may hold it for a moment
        descriptor = system.hold(folder.with_suffix(LOCK))
    folder.mkdir(mode=0o700)
    return folder, descriptor


def _sweep(temp: Path) -> None:
    for lock in sorted(temp.glob(f"run-*{LOCK}")):
        descriptor = system.hold(lock)
        if descriptor is None:
            continue
        remove(lock.with_suffix(""))
        if lock.with_suffix("").exists():
            os.close(descriptor)
        else:
            _release(lock, descriptor)


def _release(lock: Path, descriptor: int) -> None:
    """Take the lock's file away, while it is held where the system allows that."""
    if os.name == "nt":
        os.close(descriptor)
        lock.unlink(missing_ok=True)
        return
    lock.unlink(missing_ok=True)
    os.close(descriptor)
