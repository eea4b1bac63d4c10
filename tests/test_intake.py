"""Files that move, change, vanish and come back, and names that only a file system could like."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline
from tests.taken_in import asked, contents, gouji, ingest, put, report, statuses, table, work
from tests.test_pdf_cli import REPORT, drawn

POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX only")
TWO = [("a.txt", "ok"), ("b.txt", "ok")]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put("a.txt")
    put("b.txt")


def as_if_fresh() -> None:
    """The tables are those of a first run."""
    shutil.rmtree("fresh", ignore_errors=True)
    gouji("ingest", "in", "--out", "fresh", "--jobs", "1")
    assert contents() == contents("fresh")


def test_a_renamed_file_is_not_read_again() -> None:
    ingest()
    Path("in/b.txt").rename("in/c.txt")
    assert ingest() == 0
    assert work() == ["read", "read", "copy"]
    as_if_fresh()


def test_a_changed_file_replaces_its_rows() -> None:
    ingest()
    put("b.txt", report(20, "90%"))
    assert ingest() == 0
    assert work() == ["read"] * 3
    as_if_fresh()


def test_a_file_that_comes_back_is_not_read_again() -> None:
    ingest()
    Path("in/b.txt").rename("b.txt")
    ingest()
    assert statuses() == [("a.txt", "ok")]
    Path("b.txt").rename("in/b.txt")
    ingest()
    assert (statuses(), work()) == (TWO, ["read", "read", "copy"])
    as_if_fresh()


@POSIX
def test_a_change_is_seen_whatever_size_and_time_say() -> None:
    ingest()
    path = Path("in/b.txt")
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("80%", "90%"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    ingest()
    assert work() == ["read"] * 3
    assert table("findings")[0]["doc_id"] == table("documents")[1]["doc_id"]


def test_a_touched_file_is_hashed_and_not_read() -> None:
    ingest()
    os.utime("in/b.txt", (0, 0))
    ingest()
    assert work() == ["read", "read", "copy"]


def test_one_content_under_many_names_is_read_once() -> None:
    for name in ("c.txt", "d/a.txt", "e.TXT"):
        put(name, Path("in/a.txt").read_text("utf-8"))
    gouji("ingest", "in", "--out", "out", "--jobs", "3")
    assert sorted(work()) == ["copy"] * 3 + ["read"] * 2
    same = {row["path"]: row["same_as"] for row in table("manifest")}
    assert same == {
        "a.txt": "",
        "b.txt": "",
        "c.txt": "a.txt",
        "d/a.txt": "a.txt",
        "e.TXT": "a.txt",
    }
    assert len(table("funding")) == 2


def test_one_content_may_be_no_report_under_one_name_and_one_under_another() -> None:
    text = "项目绩效自评报告\n预算安排10万元，实际支出8万元。\n" * 3
    put("0.csv", text)
    put("0.txt", text)
    assert ingest() == 0
    assert statuses() == [("0.csv", "skipped"), ("0.txt", "ok"), *TWO]
    assert ingest() == 0
    assert statuses() == [("0.csv", "skipped"), ("0.txt", "ok"), *TWO]
    assert len(work()) == 4


def test_an_emptied_folder_beside_another_leaves_the_tables() -> None:
    put("x/c.txt")
    put("y/d.txt")
    gouji("ingest", "in/x", "in/y", "--out", "out")
    Path("in/x/c.txt").unlink()
    gouji("ingest", "in/x", "in/y", "--out", "out")
    assert statuses() == [("d.txt", "ok")]


def test_a_file_met_below_another_path_leaves_the_tables_when_it_goes() -> None:
    put("x/c.txt")
    ingest("in/x")
    ingest("in/b.txt")
    Path("in/x/c.txt").unlink()
    Path("in/b.txt").unlink()
    ingest()
    assert statuses() == [("a.txt", "ok")]


def test_what_lies_elsewhere_stays_in_the_tables() -> None:
    Path("other").mkdir()
    Path("other/z.txt").write_text(report(30), "utf-8")
    ingest("other")
    Path("other/z.txt").unlink()
    ingest()
    assert ("z.txt", "ok") in statuses()


def test_a_folder_that_moved_is_there_once() -> None:
    ingest()
    Path("in").rename("moved")
    gouji("ingest", "moved", "--out", "out")
    assert (statuses(), work()) == (TWO, ["read", "read", "copy", "copy"])


def test_all_that_moved_with_the_store_is_there_once(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("old").mkdir()
    Path("in").rename("old/in")
    monkeypatch.chdir("old")
    ingest()
    os.chdir("..")
    Path("old").rename("new")
    os.chdir("new")
    ingest()
    assert (statuses(), work()) == (TWO, ["read", "read", "copy", "copy"])


def test_an_interrupted_change_of_options_loses_nothing() -> None:
    ingest()
    before = contents()
    ingest("--no-join", "--limit", "1")
    assert dict(statuses()) == {"a.txt": "ok", "b.txt": "pending"}
    ingest()
    assert contents() == before
    assert work() == ["read"] * 4 + ["copy"]


def test_an_encrypted_file_is_stored_once_its_password_is_there() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption  # noqa: PLC0415  slow to load

    locked = drawn(*REPORT, encrypt=StandardEncryption("open", "owner"))
    Path("in/c.pdf").write_bytes(locked)
    assert ingest() == 3
    assert dict(statuses())["c.pdf"] == "failed"
    assert ingest("--password", "wrong") == 3
    assert ingest("--password", "open") == 0
    assert dict(statuses())["c.pdf"] == "ok"
    assert ingest() == 0
    assert dict(statuses())["c.pdf"] == "ok"
    assert work().count("read") == 5


GROWING = """
import pipeline
whole = pipeline.process
def process(path, *arguments, **named):
    with path.open("ab") as file:
        file.write(b"x")
    return whole(path, *arguments, **named)
pipeline.process = process
pipeline.child()
"""


def test_a_file_that_grows_while_it_is_read_is_not_stored_under_the_wrong_hash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("child.py").write_text(GROWING, "utf-8")
    child = (sys.executable, "-P", str(Path("child.py").resolve()))
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "CHILD", child)
        assert ingest() == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all("改动" in line for line in lines)
    assert asked("SELECT count(*) FROM document") == [(0,)]
    assert ingest() == 0
    assert statuses() == TWO


# ---- names ------------------------------------------------------------------------------------

ODD = (
    "new\nline.txt",
    "car\rriage.txt",
    'quo"te,.txt',
    "it's.txt",
    " blank .txt",
    "=1+1.txt",
    "-rf.txt",
    "..txt",
    "a\\b.txt",
    "%s{}[x]*?.txt",
    "\x01\x7f.txt",
    "甲" * 83 + ".txt",
    os.fsdecode(b"by\xfftes.txt"),
    "\u202egnp.txt",
)


@POSIX
def test_every_odd_name_is_there_once_and_no_line_is_broken(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ODD:
        (Path("in") / name).write_text("", "utf-8")
    ingest()
    capsys.readouterr()
    ingest()
    lines = capsys.readouterr().err.splitlines()
    shown = sorted(
        name.encode("utf-8", "backslashreplace").decode() for name in ODD if name[0] != "."
    )
    paths = [row["path"].removeprefix("'") for row in table("manifest")]
    assert sorted(paths) == sorted([*shown, "..txt", "a.txt", "b.txt"])
    assert len(lines) == len(shown)
    assert all(line.startswith("in/") for line in lines)


names = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]) | st.sampled_from("\n\"'=."),
    min_size=1,
    max_size=12,
).filter(lambda name: name not in {".", ".."})
trees = st.dictionaries(
    st.lists(names, min_size=1, max_size=3).map(tuple),
    st.sampled_from(["", report(3), report(4, "90%"), "a,b\n1,2\n", "%PDF-1.7"]),
    min_size=1,
    max_size=5,
)


@POSIX
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tree=trees)
def test_every_file_is_in_the_manifest_once(
    tree: dict[tuple[str, ...], str], tmp_path: Path
) -> None:
    root = tmp_path / "tree"
    shutil.rmtree(root, ignore_errors=True)
    shutil.rmtree("out", ignore_errors=True)
    root.mkdir()
    (root / "good.txt").write_text(report(), "utf-8")
    made = {"good.txt"}
    for steps, content in tree.items():
        path = root.joinpath(*steps)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        except OSError:  # a file where a folder is wanted, or the other way round
            continue
        if not any(step.startswith(".") for step in steps[:-1]):
            made.add("/".join(steps))
    assert ingest(root) in {0, 3}
    paths = [row["path"] for row in table("manifest")]
    assert len(paths) == len(made)
    assert {bare(path) for path in paths} == {bare(path) for path in made}
    before = contents()
    ingest(root)
    assert contents() == before


def bare(path: str) -> str:
    """A path without the apostrophe that guards a cell."""
    return path.lstrip("'")
