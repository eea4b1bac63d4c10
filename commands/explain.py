"""``gouji explain``: one finding, check or row, from the printed line to the verdict."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands import speech
from commands.group import command, spoken
from commands.options import Chosen, reading, set_in_files, vocabulary
from commands.speech import fail, say
from export.console import NOTHING, USELESS

if TYPE_CHECKING:
    from export.kept import Kept, Row
    from extract.options import Options
    from extract.survey import Found
    from model.document import Document


@command(
    "说明一个编号（问题、核对或一行）：在原文哪里，怎样读出，怎样复算；给出 PATH 则重读。",
    "Explain an id (finding, check or row): where it stands, how it was read and recomputed.",
)
@click.argument("wanted", metavar="ID")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data/structured"),
    help=say("结果表所在目录。", "Folder of the tables."),
)
@set_in_files
@reading(join=True)
@vocabulary
@spoken
def explain(
    wanted: str, paths: tuple[Path, ...], *, out: Path, chosen: Chosen, options: Options
) -> int:
    """One id on the screen; the exit code."""
    from export.as_explanation import explanation
    from validate.catalogue import brief
    from validate.registry import registered

    if paths:
        kept, source = _read_again(wanted, paths, chosen, options)
    else:
        if not (out / "documents.csv").is_file():
            zh, en = (
                "没有结果表；请先运行 gouji ingest，或给出报告的 PATH",
                "no tables; run gouji ingest",
            )
            fail(out.as_posix(), zh, f"{en} first, or name the report")
            return USELESS
        kept, source = _in_tables(wanted, out, options)
    if kept is None:
        zh = "没有这个编号；编号是 JSON 和结果表的 id；可给出报告的 PATH，或用 --out 给出结果目录"
        en = "no such id; ids are in JSON and the tables' id column; name the report, or --out DIR"
        fail(wanted, zh, en)
        return USELESS
    code = kept.row.get("rule")
    rule = next((rule for rule in registered() if rule.code == code), None)
    said = None if rule is None else (brief(rule, "zh"), brief(rule, "en"))
    click.echo(explanation(kept, source, said, speech.LANG), nl=False)
    return NOTHING


def _read_again(
    wanted: str, paths: tuple[Path, ...], chosen: Chosen, options: Options
) -> tuple[Kept | None, Document | None]:
    """The id in the file it is of, read from end to end, and the file as read."""
    from contract.outcome import outcome
    from export.kept import look_up, of_outcome
    from export.summary import entry
    from export.suppressed import marked
    from model.finding import Report
    from pipeline import settle, take

    found = _of_these(wanted, paths)
    if found is None:
        return None, None
    settle()
    report = take(found, options, chosen.settings)
    result = marked(outcome(report), chosen.suppressions)
    tables = of_outcome(result, entry(result, found.kind, found.size, {}))
    return look_up(wanted, tables), report.document if isinstance(report, Report) else None


def _in_tables(wanted: str, out: Path, options: Options) -> tuple[Kept | None, Document | None]:
    """The id in the tables an ingest wrote, and the file where it is at hand."""
    from export.kept import in_folder, look_up
    from model.document import Document
    from pipeline import document

    kept = look_up(wanted, in_folder(out))
    if kept is None:
        return None, None
    path = _as_ingested(kept.document)
    found = None if path is None else _of_these(wanted, (path,))
    read = None if found is None else document(found, options)
    return kept, read if isinstance(read, Document) else None


def _as_ingested(document: Row) -> Path | None:
    """Where the file may lie: its path is that below the folder that was ingested."""
    name = Path(document["path"])
    return next((path for path in (Path("data/raw") / name, name) if path.is_file()), None)


def _of_these(wanted: str, paths: tuple[Path, ...]) -> Found | None:
    """The file among these whose content the id names."""
    from extract.survey import survey
    from pipeline import doc_id

    own = wanted.partition("-")[0]
    return next((found for found in survey(paths) if doc_id(found) == own), None)
