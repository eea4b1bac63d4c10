"""Poison among good reports: `bench/poison.py [FOLDER] [--as-user UID] [--good 200] [--only WORD]`.

Needs POSIX, and root for device nodes and for ``--as-user``. Exit code 1 where a check fails.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from bench.archive import written
from bench.bulk.plan import orders
from bench.poisons import docx_files, live, pdf_files, places, texts
from bench.poisons.poison import Poison
from bench.poisons.runs import Ran, ran

SHARES = {"txt": 80, "docx": 15, "pdf": 5}
BESIDE = "毒"
"""The folders among the good ones in which the poison lies."""
WIDE = 60
"""Characters of a name in the table."""
Rows = dict[str, list[tuple[str, ...]]]


@dataclass(slots=True)
class Bench:
    """Where all lies, who reads it, and the poison by its path below the archive."""

    work: Path
    user: int | None
    timeout: float
    only: str
    poisons: dict[str, Poison] = field(default_factory=dict[str, Poison])
    failures: list[str] = field(default_factory=list[str])

    @property
    def archive(self) -> Path:
        """The good reports and the poison."""
        return self.work / "archive"

    @property
    def root(self) -> bool:
        """Whether the reader may read everything."""
        return self.user is None and os.geteuid() == 0

    def ingest(self, out: str, *more: str) -> Ran:
        """The command into a folder of that name."""
        place: tuple[str | Path, ...] = (
            "--out",
            self.work / out,
            "--jobs",
            "2",
            "--timeout",
            str(self.timeout),
        )
        said = ("ingest", self.archive, *place, "--for", "analyst", *more)
        return ran(said, self.user, self.work / f"{out}.log")

    def check(self, fact: str, *, holds: bool, detail: str = "") -> None:
        """A line for a fact that has to be."""
        print(f"{'ok  ' if holds else 'FAIL'} {fact}{': ' if detail else ''}{detail}", flush=True)
        if not holds:
            self.failures.append(fact)


def every(only: str) -> Iterator[Poison]:
    """All the poison, or that whose name has a word."""
    for makers in (texts.marked, texts.huge, docx_files.all_docx, pdf_files.all_pdf):
        yield from (one for one in makers() if only in shown(one.name))
    for makers in (places.links, places.specials, places.rights, places.names):
        yield from (one for one in makers() if only in shown(one.name))


def shown(name: str | bytes) -> str:
    """A name as the tables have it."""
    text = os.fsdecode(name) if isinstance(name, bytes) else name
    return text.encode("utf-8", "backslashreplace").decode()


def poison(bench: Bench, only: str) -> None:
    """Lay the poison among the good reports, and give all to the reader."""
    folders = sorted(path for path in bench.archive.iterdir() if path.is_dir())
    for number, one in enumerate(every(only)):
        if one.only == "root" and os.geteuid() != 0:
            continue
        folder = folders[number % len(folders)] / BESIDE
        folder.mkdir(exist_ok=True)
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + os.fsencode(one.name)))
        one.make(path)
        bench.poisons[shown(path.relative_to(bench.archive).as_posix())] = one
    (bench.archive / live.FOLDER).mkdir()
    give(bench)


def give(bench: Bench) -> None:
    """Everything belongs to the reader, who may then not read what is closed to its owner."""
    if bench.user is None:
        return
    os.chown(bench.work, bench.user, bench.user)
    for top, folders, files in os.walk(os.fsencode(bench.archive)):
        for name in (b".", *folders, *files):
            os.chown(top + b"/" + name, bench.user, bench.user, follow_symlinks=False)


def rows(out: Path) -> Rows:
    """Every table that speaks of files, without what belongs to poison."""
    found: Rows = {}
    good: set[str] = set()
    for name in ("manifest", "documents", "findings", "figures", "checks", "unread", "projects"):
        with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            read = list(csv.DictReader(file))
        if name == "manifest":
            read = [row for row in read if not bad(row["path"])]
            good = {row["doc_id"] for row in read}
        own = [row for row in read if "doc_id" not in row or row["doc_id"] in good]
        if name == "projects":
            own = [row for row in read if not bad(row["source_files"])]
        found[name] = [tuple(row.values()) for row in own if not bad(row.get("path", ""))]
    return found


def bad(path: str) -> bool:
    """Whether this is poison."""
    return f"{BESIDE}/" in path or live.FOLDER in path


def manifest(out: Path) -> list[dict[str, str]]:
    """The rows of poison."""
    with (out / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if bad(row["path"])]


def attempts(out: Path) -> dict[str, list[float]]:
    """Seconds of every attempt, by path as the tables have it."""
    with closing(sqlite3.connect(out / "gouji.sqlite")) as store:
        found = store.execute(
            "SELECT s.name, a.seconds FROM attempt a JOIN source s ON s.path = a.path ORDER BY a.n"
        ).fetchall()
    tried: dict[str, list[float]] = {}
    for name, seconds in found:
        tried.setdefault(name, []).append(seconds)
    return tried


def compare(bench: Bench, out: Path) -> None:
    """Print every poison file and hold it to what it has to be."""
    tried, told = attempts(out), manifest(out)
    counted = Counter(row["path"] for row in told)
    print("\n| file | status | reason | seconds |\n|---|---|---|---|")
    wrong: list[str] = []
    for path, one in bench.poisons.items():
        own = [row for row in told if row["path"] == path or row["path"].startswith(f"{path}/")]
        status, says = one.expected(root=bench.root)
        for row in own:
            name = ascii(row["path"].split(f"{BESIDE}/", 1)[1])[1:-1][:WIDE]
            seconds = sum(tried.get(row["path"], [0.0]))
            print(f"| {name} | {row['status']} | {row['error']} | {seconds:.1f} |")
        right = [row for row in own if row["status"] in status.split() and fits(row, says)]
        if len(own) != 1 or not right:
            wrong.append(f"{shown(one.name)!r} {[(row['status'], row['error']) for row in own]}")
    bench.check("each with its own reason", holds=not wrong, detail="; ".join(wrong))
    twice = [path for path, number in counted.items() if number > 1]
    bench.check("no file twice in manifest.csv", holds=not twice, detail=", ".join(twice))
    strange = [row["path"] for row in told if not known(bench, row["path"])]
    bench.check("no file that is not there", holds=not strange, detail=", ".join(strange))


def fits(row: dict[str, str], says: str) -> bool:
    """One line, of the right words, and what failed says what to do."""
    error = row["error"]
    advised = row["status"] != "failed" or "请" in error
    return re.search(says, error) is not None and "\n" not in error and advised


def known(bench: Bench, path: str) -> bool:
    """Whether the poison has such a file."""
    there = path in bench.poisons or live.FOLDER in path
    return there or any(path.startswith(f"{one}/") for one in bench.poisons)


def bound(bench: Bench, out: Path) -> float:
    """Seconds: what ended its child, twice its deadline; the rest, what it took."""
    with closing(sqlite3.connect(out / "gouji.sqlite")) as store:
        late: list[tuple[int]] = store.execute(
            "SELECT s.bytes FROM attempt a JOIN source s ON s.path = a.path "
            "WHERE a.outcome IN ('timeout', 'memory', 'processes', 'crash')"
        ).fetchall()
        (rest,) = store.execute(
            "SELECT total(seconds) FROM attempt WHERE rss IS NOT NULL"
        ).fetchone()
    ended = sum(2 * (bench.timeout + 10 * (size or 0) / 2**20) + 2 for (size,) in late)
    return ended + float(rest) + 60


def whole(bench: Bench) -> None:
    """Clean run, poisoned run, the same again, and what failed again."""
    clean = bench.ingest("clean")
    print(f"{len(rows(bench.work / 'clean')['manifest'])} good reports: {clean.seconds:.1f} s")
    poison(bench, bench.only)
    out = bench.work / "out"
    with live.restless(bench.archive / live.FOLDER):
        give(bench)
        first = bench.ingest("out")
    compare(bench, out)
    same(bench, rows(bench.work / "clean"), rows(out))
    most = bound(bench, out)
    print(f"{len(bench.poisons)} poison files, exit {first.code}")
    bench.check("exit code 3", holds=first.code == 3, detail=f"{first.said[-3:]}")  # noqa: PLR2004
    late = f"{first.seconds:.1f} s of {most:.0f} s (deadlines twice, work, a minute)"
    bench.check("time bounded", holds=first.seconds <= most, detail=late)
    held = f"{first.most:.0f} MB all processes, {first.parent:.0f} MB the command itself"
    bench.check("memory bounded", holds=first.most < 2 * 1536 + 300, detail=held)
    bench.check("the command itself stays small", holds=first.parent < 300, detail=held)  # noqa: PLR2004
    nothing_left(bench, out, first)
    again(bench, out)


def same(bench: Bench, one: Rows, other: Rows) -> None:
    """The good ones' rows are those of the clean run."""
    for name, clean in one.items():
        found = set(other[name])
        differing = [row for row in clean if row not in found]
        extra = len(other[name]) - len(clean)
        fact = f"{name}.csv of the good reports is that of the clean run ({len(clean)} rows)"
        detail = f"{len(differing)} differ, {extra} more" if differing or extra else ""
        bench.check(fact, holds=clean == other[name], detail=detail)


def nothing_left(bench: Bench, out: Path, run: Ran) -> None:
    """No process, no temporary file, no line that is not one."""
    bench.check("no process is left", holds=run.left == 0, detail=str(run.left))
    left = (
        sorted(path.name for path in (out / ".gouji").iterdir())
        if (out / ".gouji").exists()
        else []
    )
    bench.check("no temporary files", holds=set(left) <= {"turn.sqlite"}, detail=", ".join(left))
    traces = [line for line in run.said if "Traceback" in line or "Error:" in line]
    bench.check("no traceback", holds=not traces, detail="; ".join(traces[:3]))
    with closing(sqlite3.connect(out / "gouji.sqlite")) as store:
        sound = store.execute("PRAGMA integrity_check").fetchone()[0]
        mixed = store.execute(
            "SELECT count(*) FROM document WHERE doc_id <> substr(sha256, 1, 16)"
        ).fetchone()[0]
    bench.check("the store is sound", holds=sound == "ok")
    bench.check("every report under the bytes it was read from", holds=not mixed, detail=str(mixed))


def again(bench: Bench, out: Path) -> None:
    """What failed is not tried again unasked; asked, it is."""
    before = {name: len(tried) for name, tried in attempts(out).items()}
    second = bench.ingest("out")
    between = {name: len(tried) for name, tried in attempts(out).items()}
    more = [name for name in between if between[name] > before.get(name, 0)]
    passing = [name for name in more if live.FOLDER in name or _passing(out, name)]
    detail = (
        f"{second.seconds:.1f} s; read: {len(more)}, of which could not be opened {len(passing)}"
    )
    bench.check("a second run reads nothing that failed", holds=more == passing, detail=detail)
    if more != passing:
        print([name for name in more if name not in passing])
    third = bench.ingest("out", "--retry-failed")
    after = {name: len(tried) for name, tried in attempts(out).items()}
    failed = {row["path"] for row in manifest(out) if row["status"] == "failed"}
    tried = {name for name in after if after[name] > between.get(name, 0)}
    detail = f"{third.seconds:.1f} s, {len(tried)} of {len(failed)}"
    bench.check("--retry-failed reads what failed", holds=failed <= tried, detail=detail)


def _passing(out: Path, name: str) -> bool:
    with closing(sqlite3.connect(out / "gouji.sqlite")) as store:
        row = store.execute("SELECT kind FROM source WHERE name = ?", (name,)).fetchone()
    return row is not None and row[0] == "lost"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--as-user", type=int, help="who runs gouji, if not you")
    parser.add_argument("--good", type=int, default=200)
    parser.add_argument("--timeout", type=float, default=5.0)
    parser.add_argument("--only", default="", help="poison whose name has this in it")
    parser.add_argument("--keep", action="store_true", help="leave what was written")
    asked = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="bench-poison-", dir=asked.folder))
    bench = Bench(work, asked.as_user, asked.timeout, asked.only)
    try:
        written(bench.archive, orders(asked.good, 1, SHARES, litter=True), 2)
        give(bench)
        whole(bench)
    finally:
        if asked.keep:
            print(work)
        else:
            shutil.rmtree(work)
    print(f"{len(bench.failures)} checks failed" if bench.failures else "all well")
    sys.exit(1 if bench.failures else 0)


if __name__ == "__main__":
    main()
