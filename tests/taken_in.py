"""What the tests of the bulk commands share: tiny reports taken in here, and what came of them."""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path

import cli

Cells = dict[str, str]


def report(budget: int = 10, rate: str = "80%", project: str = "") -> str:
    """A report of a few lines; with another rate than 80 % its figures do not add up."""
    spent = budget * 8 // 10
    head = f"项目支出绩效自评报告\n\n项目名称：{project}\n" if project else "项目支出绩效自评报告\n"
    money = f"预算安排{budget}万元，实际支出{spent}万元，预算执行率{rate}。"
    return f"{head}\n一、资金情况\n\n{money}\n"


def put(name: str, text: str | None = None) -> Path:
    """A report below ``in``; the name makes its content another than that of any other name."""
    path = Path("in") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report(project=f"{path.stem}项目") if text is None else text, "utf-8")
    return path


def gouji(*arguments: str | Path) -> int:
    """One call in this process; the exit code."""
    return cli.run([str(argument) for argument in arguments])


def ingest(*arguments: str | Path) -> int:
    """``gouji ingest`` into ``out``, of ``in`` where no path is given; one child is quick."""
    paths = (
        arguments if arguments and not str(arguments[0]).startswith("--") else ("in", *arguments)
    )
    return gouji("ingest", *paths, "--out", "out", "--jobs", "1")


def table(name: str, folder: Path | str = "out") -> list[Cells]:
    """A table as it was written."""
    content = (Path(folder) / f"{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def statuses() -> list[tuple[str, str]]:
    """Path and status of every file of the manifest, in its order."""
    return [(row["path"], row["status"]) for row in table("manifest")]


def contents(folder: Path | str = "out") -> dict[str, bytes]:
    """Every table by name, byte for byte."""
    return {file.name: file.read_bytes() for file in sorted(Path(folder).glob("*.csv"))}


def asked(sql: str, *values: object) -> list[tuple[object, ...]]:
    """What the store in ``out`` answers."""
    connection = sqlite3.connect("out/gouji.sqlite")
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def work() -> list[str]:
    """What was done since the store was made, one word a file: ``read copy judged recheck``."""
    return [str(row[0]) for row in asked("SELECT work FROM attempt ORDER BY n")]
