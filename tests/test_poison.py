"""Poison among good reports, a little of each kind; `bench/poison.py` has all of it."""

from __future__ import annotations

import csv
import os
import re
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import pytest

import cli
import pipeline
from bench.poisons import docx_files, live, pdf_files, places, texts
from bench.poisons.poison import GOOD, Poison, content
from extract.survey import LARGEST, met
from tests import poisoned_child
from tests.made_docx import p, package
from tests.surroundings import ROOT_USER, held, tables

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and rights of POSIX")
Ingest = Callable[..., int]
MARKED = {"hang.txt", "segfault.txt", "fork.txt", "vanish.txt", "stumble.txt"}
REAL = {
    *("sparse.txt", "one-line-32MB.txt", "zip-overlapping.docx", "zip-lying.docx"),
    *("xml-laughs.docx", "deep-tables.docx", "numbers-upperRoman.docx", "wide-span.docx"),
    *("kids-self.pdf", "count-huge.pdf", "page-20000pt.pdf", "form-self.pdf", "prev-self.pdf"),
    *("circle.txt", "zero.txt", "pipe.txt", "closed.txt", "closed-folder"),
}


def chosen(names: set[str]) -> Iterator[Poison]:
    makers = (texts.marked, texts.huge, docx_files.bodies, docx_files.archives)
    more = (docx_files.entities, docx_files.numberings, pdf_files.trees, pdf_files.drawn)
    rest = (pdf_files.references, places.links, places.specials, places.rights)
    every = chain.from_iterable(make() for make in (*makers, *more, *rest))
    return (one for one in every if one.name in names)


@pytest.fixture
def ingest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str) -> Ingest:
    """``ingest(*options)`` of a folder with three good reports; its children may be poisoned."""
    assert mark
    monkeypatch.setattr(pipeline, "CHILD", poisoned_child.COMMAND)
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.txt").write_text(GOOD.format(number + 10), "utf-8")

    def call(*options: str, out: str = "out") -> int:
        place = ["--out", str(tmp_path / out), "--jobs", "2", "--timeout", "2"]
        return cli.run(["ingest", str(tmp_path / "in"), *place, *options])

    return call


def told(out: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of the manifest by path."""
    found: dict[str, list[dict[str, str]]] = {}
    with (out / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["path"], []).append(row)
    return found


def laid(folder: Path, names: set[str]) -> dict[str, Poison]:
    made = {str(one.name): one for one in chosen(names)}
    assert made.keys() == names
    for name, one in made.items():
        one.make(folder / name)
    return made


def reads(out: Path, kind: str) -> set[str]:
    """Files, bytes of which were looked at, by their history."""
    import sqlite3  # noqa: PLC0415

    store = sqlite3.connect(out / "gouji.sqlite")
    try:
        rows = store.execute(f"SELECT path, count(*) FROM attempt GROUP BY path HAVING {kind}")  # noqa: S608
        return {Path(path).name for path, _ in rows}
    finally:
        store.close()


def test_a_child_that_dies_costs_its_own_file_and_is_not_tried_again_unasked(
    ingest: Ingest, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    ingest(out="clean")
    made = laid(tmp_path / "in", MARKED)
    begin = time.monotonic()
    assert ingest() == 3
    assert time.monotonic() - begin < 30
    rows = told(out)
    for name, one in made.items():
        (row,) = rows[name]
        assert (name, row["status"]) == (name, "failed")
        assert re.search(one.says, row["error"]), row["error"]
        assert "请" in row["error"]
    clean = held(tmp_path / "clean")["funding"]
    assert [row for row in held(out)["funding"] if row in clean] == clean
    assert ingest() == 3
    assert reads(out, "count(*) > 1") <= {"vanish.txt"}
    (tmp_path / "in" / "hang.txt").unlink()
    assert ingest("--retry-failed") == 3
    assert reads(out, "count(*) > 1") >= MARKED - {"vanish.txt", "hang.txt"}
    assert [path.name for path in (out / ".gouji").iterdir()] == ["turn.sqlite"]


def test_hostile_files_each_have_a_reason(ingest: Ingest, tmp_path: Path) -> None:
    made = laid(tmp_path / "in", REAL)
    assert ingest("--timeout", "10") == 3
    rows = told(tmp_path / "out")
    for name, one in made.items():
        status, says = one.expected(root=ROOT_USER)
        (row,) = rows.get(name) or rows[f"{name}/inside.txt"]
        assert row["status"] in status.split(), (name, row["error"])
        assert re.search(says, row["error"]), (name, row["error"])
        assert row["status"] != "failed" or "请" in row["error"]
    (tmp_path / "in" / "closed-folder").chmod(0o700)
    assert all(rows[f"{number}.txt"][0]["status"] == "ok" for number in range(3))


def test_odd_names_are_each_told_once(ingest: Ingest, tmp_path: Path) -> None:
    names = list(places.names())
    for one in names:
        one.make(Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/" + os.fsencode(one.name))))
    assert ingest() == 0
    rows = told(tmp_path / "out")
    assert len(rows) == len(names) + 3
    assert {(len(same), same[0]["status"]) for same in rows.values()} == {(1, "ok")}


def test_files_that_do_not_hold_still_are_stored_under_the_bytes_they_were_read_from(
    ingest: Ingest, tmp_path: Path
) -> None:
    with live.restless(tmp_path / "in", 100):
        assert ingest() in {0, 3}
    for row in held(tmp_path / "out")["document"]:
        assert str(row[1]).startswith(str(row[0]))
    assert ingest() == 0
    ingest(out="clean")
    assert tables(tmp_path / "out") == tables(tmp_path / "clean")


def test_a_file_that_changes_while_it_is_read_says_so_and_is_read_later(
    ingest: Ingest, tmp_path: Path
) -> None:
    path = tmp_path / "in" / "change.txt"
    path.write_bytes(poisoned_child.MARK + f"change\n{GOOD.format(77)}".encode())
    assert ingest() == 3
    (row,) = told(tmp_path / "out")["change.txt"]
    assert (row["status"], row["doc_id"]) == ("failed", "")
    assert row["error"].startswith("文件在读的时候变了；请")
    assert ingest() == 0
    assert told(tmp_path / "out")["change.txt"][0]["status"] == "ok"


def test_a_file_beyond_all_limits_is_not_read_through(tmp_path: Path) -> None:
    path = tmp_path / "sparse.txt"
    content("预算10万元。\n")(path)
    os.truncate(path, LARGEST + 1)
    assert pipeline.doc_id(met(path, "sparse.txt")) is None


def test_the_parent_looks_into_no_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_self: ZipFile, *_: object) -> None:
        raise AssertionError

    (tmp_path / "a.docx").write_bytes(package(p("预算10万元。")))
    (tmp_path / "a.zip").write_bytes(package(p("预算10万元。")))
    monkeypatch.setattr(ZipFile, "__init__", never)
    assert [one.name for one in pipeline.files([tmp_path])] == ["a.docx", "a.zip"]
