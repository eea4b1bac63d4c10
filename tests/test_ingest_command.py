"""``gouji ingest`` as the user calls it: what it is given, what it reads, and how it ends."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

import workers
from tests.supervised import ROOT
from tests.taken_in import asked, contents, gouji, ingest, put, report, statuses, table, work

ONE = [("a.txt", "ok")]
TWO = [("a.txt", "ok"), ("b.txt", "ok")]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder with two reports below ``in``."""
    monkeypatch.chdir(tmp_path)
    put("a.txt")
    put("b.txt")


class Names:
    """Standard input that holds these bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_a_second_run_reads_nothing_and_writes_the_same() -> None:
    assert ingest() == 0
    before = contents()
    assert ingest() == 0
    assert (work(), contents()) == (["read", "read"], before)


def test_a_pattern_in_quotes_is_matched_by_gouji() -> None:
    assert ingest("in/*.txt") == 0
    assert statuses() == [("in/a.txt", "ok"), ("in/b.txt", "ok")]


def test_a_name_that_looks_like_a_pattern_is_a_name() -> None:
    put("[ab].txt")
    assert ingest("in/[ab].txt") == 0
    assert statuses() == [("in/[ab].txt", "ok")]


def test_a_pattern_that_fits_nothing_is_told_as_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert ingest("in/*.pdf") == 2
    assert capsys.readouterr().err.splitlines() == ["in/*.pdf：没有这个文件或目录；请检查路径"]


@pytest.mark.parametrize(
    "content", [b"in/a.txt\nin/b.txt\n", b"in/a.txt\r\nin/b.txt", b"in/a.txt\0in/b.txt\0"]
)
def test_names_come_from_standard_input(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Names(content))
    assert ingest("-") == 0
    assert statuses() == [("in/a.txt", "ok"), ("in/b.txt", "ok")]


@pytest.mark.skipif(os.name == "nt", reason="such names exist on POSIX only")
def test_a_name_with_a_line_break_comes_between_nuls(monkeypatch: pytest.MonkeyPatch) -> None:
    put("new\nline.txt")
    monkeypatch.setattr(sys, "stdin", Names(b"in/new\nline.txt\0"))
    assert ingest("-") == 0
    assert statuses() == [("in/new\nline.txt", "ok")]


def test_no_names_on_standard_input_is_one_line_and_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Names(b"\n \n"))
    assert ingest("-") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("paths", [("in", "in/a.txt"), ("in/a.txt", "in"), ("in", "./in/../in")])
def test_a_file_given_twice_is_met_once(paths: tuple[str, ...]) -> None:
    assert ingest(*paths) == 0
    assert sorted(Path(name).name for name, _ in statuses()) == ["a.txt", "b.txt"]


def test_limit_leaves_the_rest_pending_and_the_next_run_goes_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert ingest("--limit", "1") == 0
    assert statuses() == [("a.txt", "ok"), ("b.txt", "pending")]
    assert capsys.readouterr().err == "还有 1 个文件未读；再运行同一条命令即可接着读\n"
    assert ingest("--limit", "1") == 0
    assert (statuses(), work()) == (TWO, ["read", "read"])


def test_a_limited_run_that_met_no_report_yet_is_no_failure() -> None:
    put("0.csv", "项目,金额\n甲,1\n")
    assert ingest("--limit", "1") == 0
    assert statuses() == [("0.csv", "skipped"), ("a.txt", "pending"), ("b.txt", "pending")]


def test_dry_run_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(Path().rglob("*"))
    assert ingest("--dry-run") == 0
    assert sorted(Path().rglob("*")) == before
    assert "文本：会读" in capsys.readouterr().out


def test_what_failed_is_read_again_only_when_asked_for() -> None:
    put("c.txt", "")
    assert [ingest(), ingest(), ingest("--retry-failed")] == [3, 3, 3]
    assert work() == ["read", "read", "read", "read"]


def test_a_failure_of_an_earlier_run_is_told_again(capsys: pytest.CaptureFixture[str]) -> None:
    put("c.txt", "")
    ingest()
    first = capsys.readouterr().err
    ingest()
    assert capsys.readouterr().err == first == "in/c.txt：文件是空的；请换成有内容的文件\n"


def test_nothing_read_is_2_and_some_failed_is_3() -> None:
    put("c.txt", "")
    assert ingest() == 3
    assert gouji("ingest", "in/c.txt", "--out", "other") == 2


def test_a_file_that_is_no_report_is_read_when_it_is_named_after_its_folder() -> None:
    put("list.csv", "项目绩效自评报告\n预算安排10万元，实际支出8万元。\n")
    assert ingest() == 0
    assert dict(statuses())["list.csv"] == "skipped"
    assert ingest("in/list.csv") == 0
    assert dict(statuses())["in/list.csv"] == "ok"
    assert ingest() == 0
    assert dict(statuses())["list.csv"] == "skipped"


def test_the_order_of_the_tables_is_that_of_the_names_however_many_work() -> None:
    for number in (10, 9, 1):
        put(f"z/{number}.txt", report(number, "90%") * number)
    gouji("ingest", "in", "--out", "one", "--jobs", "1")
    gouji("ingest", "in", "--out", "three", "--jobs", "3")
    assert contents("one") == contents("three")
    paths = [row["path"] for row in table("manifest", "one")]
    assert paths == ["a.txt", "b.txt", "z/1.txt", "z/10.txt", "z/9.txt"]


def test_tables_do_not_tell_the_order_in_which_files_were_met() -> None:
    put("z.txt")
    ingest("in/z.txt")
    ingest()
    gouji("ingest", "in", "--out", "fresh")
    assert contents() == contents("fresh")


def test_one_report_leaves_no_trace_in_the_next() -> None:
    names = [f"{n}.txt" for n in (3, 1, 2)]
    for n in (1, 2, 3):
        put(f"{n}.txt", report(n, f"{n}0%", f"第{n}号项目") + "另有往来款3万元。\n" * n)
    ingest("in")
    for n, name in enumerate(names):
        gouji("ingest", f"in/{name}", *(f"in/{other}" for other in names[:n]), "--out", "mixed")
    for kind in ("claims", "findings", "funding", "checks"):
        rows = {tuple(row.values()) for row in table(kind) if row["doc_id"] not in _two()}
        assert rows == {tuple(row.values()) for row in table(kind, "mixed")}


def _two() -> set[str]:
    return {row["doc_id"] for row in table("documents") if row["path"] in {"a.txt", "b.txt"}}


def test_ctrl_c_is_130_and_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workers, "interrupts", lambda: nullcontext(lambda: True))
    assert ingest() == 130
    assert "再运行同一条命令" in capsys.readouterr().err


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "postgresql://h:abc/x",
        "mysql://h/x",
        "foo://x",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite+aiosqlite:///x",
        "postgresql+psycopg//user:geheim@x/y",
    ],
)
def test_a_wrong_address_of_a_store_is_one_line_and_2(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ingest("--store", url) == 2
    line = capsys.readouterr().err
    assert (line.count("\n"), line[:8], "geheim" in line) == (1, "--store：", False)
    assert not Path("out").exists()


def test_a_store_of_the_users_own_name_is_as_careful_as_ours() -> None:
    assert ingest("--store", "sqlite+pysqlite:///my.db") == 0
    assert not Path("out/gouji.sqlite").exists()
    Path("out/gouji.sqlite").hardlink_to("my.db")
    assert asked("PRAGMA journal_mode") == [("wal",)]


def test_a_server_that_does_not_answer_is_one_line_without_the_password(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pytest.importorskip("psycopg", reason="the extra [pg] is not installed")
    assert ingest("--store", "postgresql+psycopg://user:geheim@127.0.0.1:1/y") == 2
    line = capsys.readouterr().err
    assert (line.count("\n"), "geheim" in line, "连不上数据库" in line) == (1, False, True)


def test_help_loads_neither_database_nor_tables_and_is_quick() -> None:
    code = (
        "import sys, cli; cli.run(['ingest', '--help']);"
        "print({'sqlalchemy', 'pandas', 'numpy'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr == "set()\n"


@pytest.mark.parametrize(("lang", "word"), [("zh", "用法：gouji ingest"), ("en", "Usage: gouji")])
def test_help_and_errors_speak_both_languages(lang: str, word: str) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "ingest"]
    said = subprocess.run(
        [*command, "--help", "--lang", lang], capture_output=True, text=True, check=True
    )
    assert word in said.stdout
    wrong = subprocess.run(
        [*command, "nix", "--lang", lang], capture_output=True, text=True, check=False
    )
    assert (wrong.returncode, "请" in wrong.stderr) == (2, lang == "zh")
