"""What the tests of bad surroundings share: a folder of reports, calls, and what a store holds."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import cli
from tests.supervised import ROOT

REPORT = (
    "项目支出绩效自评报告\n\n一、资金情况\n\n"
    "项目预算{0}万元，实际支出8万元，预算执行率90%。\n二、其他\n共{0}人，优秀。\n"
)
ROOT_USER = os.name == "posix" and os.geteuid() == 0
_HISTORY = {"attempt", "sqlite_sequence"}


def reports(folder: Path, number: int, first: int = 10) -> Path:
    """A folder with so many reports, no two alike."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(first, first + number):
        (folder / f"{n}.txt").write_text(REPORT.format(n), "utf-8")
    return folder


def ingest(*words: Path | str, out: Path) -> int:
    """The exit code of an ingest with one child."""
    return cli.run(["ingest", *map(str, words), "--out", str(out), "--jobs", "1"])


def begun(*words: Path | str, **variables: str) -> subprocess.Popen[str]:
    """The real command, as a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "cli", *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "GOUJI_LANG": "zh", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def tables(out: Path) -> dict[str, bytes]:
    """The CSV tables as they lie there."""
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.csv"))}


def held(out: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the store but those of its history; its soundness is seen to."""
    with closing(sqlite3.connect(out / "gouji.sqlite")) as store:
        assert store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        asked = "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = {name for (name,) in store.execute(asked)} - _HISTORY
        return {
            name: sorted(store.execute(f"SELECT * FROM {name}"), key=repr)  # noqa: S608  ours
            for name in sorted(names)
        }


def is_one_line(said: str | Sequence[str], *words: str) -> bool:
    """One line that says what is wrong and what to do."""
    found = said.splitlines() if isinstance(said, str) else list(said)
    return len(found) == 1 and all(word in found[0] for word in words)
