"""The end of a run: what failed, the tables, and the summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands import speech
from commands.speech import fail, say
from export.console import INTERRUPTED, exit_code

if TYPE_CHECKING:
    from commands.options import Chosen
    from contract.rows import Row
    from intake.run import Work
    from store.opening import Store

_GOOD = frozenset({"ok", "partial"})
_NO_FAILURE = _GOOD | {"skipped", "pending"}


def stopped(work: Work) -> int:
    """What is said after Ctrl-C; the exit code."""
    rest = len(work.plan.read) + len(work.plan.judge)
    click.echo(
        say(
            f"已中断；读完的都已存好（本次要处理 {rest} 份），再运行同一条命令即可接着做",
            f"interrupted; what was done is stored (of {rest} files); run the same command again",
        ),
        err=True,
    )
    return INTERRUPTED


def failures(store: Store, work: Work, told: set[str]) -> int:
    """A line for each file that failed in an earlier run and was not tried again; the exit code.

    Files left for another run are told too; they are no failure.
    """
    from store.reading import said

    with store.reading() as connection:
        every = said(connection)
    counted: Counter[str] = Counter()
    unjudged = 0
    for file in work.plan.files():
        status, error, error_en = every.get(file.path, ("pending", None, None))
        counted[status] += 1
        if status not in _NO_FAILURE and error is not None and file.path not in told:
            fail(file.listed.path.as_posix(), error, error_en or error)
        unjudged += status in _NO_FAILURE and file.path in told
    rest = len(work.plan.later)
    if rest:
        zh = f"还有 {rest} 个文件未读；再运行同一条命令即可接着读"
        click.echo(say(zh, f"{rest} files are not read yet; run the same command again"), err=True)
    opened = sum(counted[status] for status in _GOOD)
    failed = sum(number for status, number in counted.items() if status not in _NO_FAILURE)
    return exit_code(opened or rest, failed + unjudged, 0)


def close_run(
    store: Store,
    out: Path,
    chosen: Chosen,
    *,
    verbatim: bool,
    stop: Callable[[], bool] = lambda: False,
) -> None:
    """The tables are written, and what they hold is told; after Ctrl-C they stay as they were."""
    from commands.suppressions_toml import report_unused
    from commands.whole_archive import add_row, of_archive
    from export.as_settings import line
    from export.from_store import write_tables
    from export.summary import summary
    from validate.rules.first_digits import Payments

    settings, payments = chosen.settings, Payments()

    def watch(table: str, row: Row) -> None:
        if stop():
            raise KeyboardInterrupt
        if table == "disbursements":
            add_row(payments, row)

    told = write_tables(store, out, settings, chosen.suppressions, verbatim=verbatim, watch=watch)
    click.echo(summary(told.total, out, speech.LANG))
    if said := of_archive(payments, settings, speech.LANG):
        click.echo(said)
    if said := line(settings, speech.LANG):
        click.echo(said)
    report_unused(chosen.suppressions, told.fingerprints)
