"""Options of the commands that work on a store: where it is, and who does the work."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.speech import say

if TYPE_CHECKING:
    from workers import Limits

HOME = Path("data/structured")
"""Where tables and store are, if nobody says otherwise."""
_MOST = 16
"""Children that start of themselves; on a larger machine somebody else is at work too."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the tables go, and the address of the store if it is not there too."""

    out: Path
    url: str | None


@dataclass(frozen=True, slots=True)
class Labour:
    """Children at a time, and what each may take."""

    jobs: int
    limits: Limits


def stored(command: Callable[..., int]) -> Callable[..., int]:
    """The options that name the store, handed on as ``place``."""

    @wraps(command)
    def call(*given: object, out: Path, store: str | None, **others: object) -> int:
        return command(*given, place=Place(out, store), **others)

    out = click.option(
        "--out",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        default=HOME,
        help=say("结果表和库所在目录。", "Folder of the tables and the store."),
    )
    url = click.option(
        "--store",
        metavar="URL",
        envvar="GOUJI_STORE",
        help=say(
            "库不放在 DIR 而放在此地址，如 postgresql+psycopg://用户@主机/库。",
            "The store is here, not in DIR: postgresql+psycopg://user@host/name.",
        ),
    )
    return out(url(call))


def at_work(command: Callable[..., int]) -> Callable[..., int]:
    """The options that bound the children, handed on as ``labour``."""

    @wraps(command)
    def call(
        *given: object, jobs: int | None, timeout: float, memory: int, **others: object
    ) -> int:
        from workers import Limits

        limits = Limits(seconds=timeout, memory=memory << 20)
        return command(*given, labour=Labour(jobs or _cores(), limits), **others)

    options = (
        click.option(
            "--jobs",
            metavar="N",
            type=click.IntRange(min=1, max=256),
            help=say("同时读几份；不写则按处理器个数。", "Files at a time; else one a processor."),
        ),
        click.option(
            "--timeout",
            metavar="SECONDS",
            type=click.FloatRange(min=0.1),
            default=60.0,
            help=say(
                "一个文件最多读多久，大文件另加每 MB 10 秒。",
                "Most a file may take; 10 seconds more for each MB.",
            ),
        ),
        click.option(
            "--memory",
            metavar="MB",
            type=click.IntRange(min=256),
            default=1536,
            help=say("读一个文件最多用多少内存。", "Most memory a file may take."),
        ),
    )
    for option in reversed(options):
        call = option(call)
    return call


def for_whom(command: Callable[..., int]) -> Callable[..., int]:
    """The option that says who reads the CSV tables, handed on as ``verbatim``."""

    @wraps(command)
    def call(*given: object, reader: str, **others: object) -> int:
        return command(*given, verbatim=reader == "analyst", **others)

    return click.option(
        "--for",
        "reader",
        type=click.Choice(["people", "analyst"]),
        default="people",
        help=say(
            "people：防止 CSV 单元格被电子表格当作公式；analyst：原样。",
            "people: guard CSV cells that look like formulas; analyst: verbatim.",
        ),
    )(call)


def warn_remote(where: str) -> None:
    """One line on the error stream: the store is on a network drive."""
    zh = "库在网络盘上，改用较慢的写法；请勿几台机器同时写，或改用本机目录、PostgreSQL"
    en = "the store is on a network drive and written more slowly; let one machine write at a time"
    from commands.speech import fail

    fail(where, zh, en)


def _cores() -> int:
    """Processors this process may use."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(usable or 1, _MOST)
