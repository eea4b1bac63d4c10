"""``gouji export``: the tables or the workbook from a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands import speech
from commands.group import command, spoken, version
from commands.labour import HOME, Place, for_whom, stored
from commands.options import Chosen, set_in_files
from commands.speech import say
from export.console import NOTHING

if TYPE_CHECKING:
    from store.opening import Store

WORKBOOK = "gouji.xlsx"


@command(
    "把库中的结果写成表：csv 为各结果表和 projects.csv，xlsx 为一本工作簿"
    "（问题清单、项目、资金、指标、支出台账、失败文件）。",
    "Write what the store holds: csv for the tables and projects.csv, xlsx for one workbook.",
)
@click.option(
    "--to",
    "form",
    type=click.Choice(["csv", "xlsx"]),
    default="csv",
    help=say("写成什么。", "What to write."),
)
@for_whom
@stored
@set_in_files
@spoken
def export(*, form: str, verbatim: bool, place: Place, chosen: Chosen) -> int:
    """The tables or the workbook; the exit code."""
    from commands.closing import close_run
    from store.opening import FILE, opened

    home = place.out
    if place.url is None and not (home / FILE).is_file() and (HOME / FILE).is_file():
        home = HOME
    with opened(home, place.url, new=False) as store:
        if form == "csv":
            close_run(store, place.out, chosen, verbatim=verbatim)
        else:
            _workbook(store, place.out, chosen)
    return NOTHING


def _workbook(store: Store, folder: Path, chosen: Chosen) -> None:
    from export.as_xlsx import workbook
    from export.from_store import at_work, of_store

    with at_work(folder) as parts, store.reading() as connection:
        tables = of_store(connection, chosen.settings, chosen.suppressions)
        file = folder / WORKBOOK
        workbook(file, tables, parts=parts, version=version(), lang=speech.LANG)
    click.echo(say(f"工作簿：{file.as_posix()}", f"Workbook: {file.as_posix()}"))
