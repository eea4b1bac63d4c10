"""How far an ingest is: one line that changes on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from commands.speech import fail, say

if TYPE_CHECKING:
    from intake.run import Landed, Work

_EVERY = {True: 0.2, False: 15.0}
"""Seconds between two lines, on a terminal and elsewhere."""
_NOT_SAID = frozenset({"ok", "partial", "skipped", "pending"})
_HOUR, _MINUTE = 3600, 60


@dataclass(slots=True)
class Progress:
    """What has been done so far. Sizes are bytes; what needs no work is not in them."""

    files: int
    size: int
    live: bool
    began: float = field(default_factory=time.monotonic)
    shown: float = 0.0
    done: int = 0
    done_size: int = 0
    failed: int = 0
    findings: int = 0
    width: int = 0


def shown(work: Work, stop: Callable[[], bool]) -> set[str]:
    """Bring the work to its end, or until ``stop``, and say how it goes.

    Gives the paths of the files whose failure was told.
    """
    todo = (*work.plan.judge, *work.plan.read)
    progress = Progress(len(todo), sum(file.size for file in todo), sys.stderr.isatty())
    progress.shown = progress.began
    told: set[str] = set()
    for landed in work.landed:
        if landed.how == "kept":
            continue
        _count(progress, landed)
        if landed.error is not None and landed.status not in _NOT_SAID:
            _wipe(progress)
            fail(landed.path.as_posix(), landed.error, landed.error_en or landed.error)
            told.add(landed.key)
        if time.monotonic() - progress.shown >= _EVERY[progress.live] and not stop():
            _show(progress)
    _wipe(progress)
    return told


def _count(progress: Progress, landed: Landed) -> None:
    progress.done += 1
    progress.done_size += landed.size
    progress.failed += landed.status not in _NOT_SAID
    progress.findings += landed.findings


def _show(progress: Progress) -> None:
    progress.shown = time.monotonic()
    line = line_of(progress, progress.shown - progress.began)
    if not progress.live:
        click.echo(line, err=True)
        return
    # A Chinese character is two columns wide.
    width = sum(2 if ord(char) > 0x2E7F else 1 for char in line)  # noqa: PLR2004
    click.echo("\r" + line + " " * max(0, progress.width - width), err=True, nl=False)
    progress.width = width


def line_of(progress: Progress, seconds: float) -> str:
    """Done, failed, findings, speed, and the time it still takes, by bytes."""
    rate = progress.done / seconds if seconds else 0.0
    share = progress.done_size / progress.size if progress.size else 1.0
    left = _time(seconds / share - seconds) if share else "—"
    return say(
        f"已处理 {progress.done}/{progress.files}，失败 {progress.failed}，"
        f"问题 {progress.findings}，每秒 {rate:.1f} 份，约剩 {left}",
        f"{progress.done}/{progress.files} done, {progress.failed} failed,"
        f" {progress.findings} findings, {rate:.1f} files/s, {left} left",
    )


def _time(seconds: float) -> str:
    whole = round(seconds)
    if whole >= _HOUR:
        return f"{whole // _HOUR}:{whole % _HOUR // _MINUTE:02}:{whole % _MINUTE:02}"
    return f"{whole // _MINUTE}:{whole % _MINUTE:02}"


def _wipe(progress: Progress) -> None:
    """The line on the terminal goes, so that what is said next stands alone."""
    if progress.width:
        click.echo("\r" + " " * progress.width + "\r", err=True, nl=False)
        progress.width = 0
