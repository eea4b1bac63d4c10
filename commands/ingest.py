"""``gouji ingest``: many reports into tables."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands import speech
from commands.failures import report_failure
from commands.group import command, spoken
from commands.options import Chosen, reading, set_in_files, vocabulary
from commands.speech import say
from export.console import NOTHING, exit_code

if TYPE_CHECKING:
    from extract.options import Options


@command(
    "读取 PATH 下的全部报告（默认 data/raw），把结果写成 DIR 中的表（默认 data/structured）。",
    "Read every report below PATH (data/raw) and write the tables to DIR (data/structured).",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data/structured"),
    help=say("结果表所在目录。", "Folder for the tables."),
)
@click.option(
    "--dry-run",
    is_flag=True,
    help=say("只列出有哪些文件、各是什么，不读也不写。", "Only list what files there are."),
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    help=say("同时读几份；本版总是一份一份读。", "Files at a time; this version reads one by one."),
)
@click.option(
    "--for",
    "reader",
    type=click.Choice(["people", "analyst"]),
    default="people",
    help=say(
        "people：防止单元格被电子表格当作公式；analyst：原样。",
        "people: guard cells that look like formulas; analyst: verbatim.",
    ),
)
@set_in_files
@reading(join=True)
@vocabulary
@spoken
def ingest(  # noqa: PLR0913  as many as the command has options
    paths: tuple[Path, ...],
    out: Path,
    *,
    dry_run: bool,
    jobs: int,
    reader: str,
    chosen: Chosen,
    options: Options,
) -> int:
    """Many reports into tables; the exit code."""
    del jobs
    given = paths or (Path("data/raw"),)
    if dry_run:
        return _archive(given, out)
    from commands.suppressions_toml import report_unused
    from commands.whole_archive import add_payments, of_archive
    from contract.outcome import outcome
    from contract.rows import cells, rows
    from export.as_csv import tables
    from export.as_settings import line, listed
    from export.summary import count, entry, summary
    from export.suppressed import fingerprints, marked
    from pipeline import ingest as take_in
    from pipeline import settle
    from validate.rules.first_digits import Payments

    settle()
    settings = chosen.settings
    seen: set[str] = set()
    first: dict[str, str] = {}
    total: Counter[str] = Counter()
    payments = Payments()
    taken = take_in(given, out, options, settings)
    with tables(out, out, verbatim=reader == "analyst") as add:
        add("settings", map(cells, listed(settings)))
        for found, report in taken:
            result = marked(outcome(report), chosen.suppressions)
            seen |= fingerprints(result)
            met = entry(result, found.kind, found.size, first)
            add("documents", [cells(result.profile)])
            add("manifest", [cells(met)])
            if met.same_as is None:
                for table, row in rows(result):
                    add(table, [row])
            total += count(result, met)
            if met.same_as is None:
                add_payments(payments, result)
            report_failure(result, found.path.as_posix())
    click.echo(summary(total, out, speech.LANG))
    if told := of_archive(payments, settings, speech.LANG):
        click.echo(told)
    if said := line(settings, speech.LANG):
        click.echo(said)
    report_unused(chosen.suppressions, seen)
    opened = total["status:ok"] + total["status:partial"]
    return exit_code(opened, total["files"] - opened - total["status:skipped"], 0)


def _archive(paths: tuple[Path, ...], out: Path) -> int:
    """What lies below the paths by true kind of file, and what would become of it."""
    from extract.survey import kind_in_words
    from pipeline import archive

    for kind, number, size, why in archive(paths, out):
        fate = say("会读", "to be read") if why is None else say(why.zh, why.en)
        click.echo(f"{number:>7}  {size:>13,} B  {kind_in_words(kind, speech.LANG)}：{fate}")
    return NOTHING
