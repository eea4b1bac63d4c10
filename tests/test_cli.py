"""The command: exit codes, streams, languages, and how fast it answers."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

import cli
from export.console import language

ROOT = Path(__file__).parent.parent
CLEAN = "项目支出绩效自评报告\n\n一、资金情况\n\n预算安排10万元，实际支出8万元，预算执行率80%。\n"
WRONG = CLEAN.replace("80%", "90%")


def gouji(*arguments: str) -> int:
    """One call in this process; the exit code."""
    return cli.run([str(argument) for argument in arguments])


def child(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """One call as the user makes it."""
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, check=False
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with one clean report and one that does not add up."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "clean.txt").write_text(CLEAN, "utf-8")
    (tmp_path / "in" / "wrong.txt").write_text(WRONG, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_nothing_found_is_0() -> None:
    assert gouji("check", "in/clean.txt") == 0


@pytest.mark.usefixtures("folder")
def test_a_finding_is_1_unless_zero_is_asked_for() -> None:
    assert gouji("check", "in/wrong.txt") == 1
    assert gouji("check", "in/wrong.txt", "--exit-zero") == 0


@pytest.mark.usefixtures("folder")
def test_a_wrong_call_is_2() -> None:
    assert [gouji("check"), gouji("--nix"), gouji("nix"), gouji()] == [2, 2, 2, 2]


@pytest.mark.usefixtures("folder")
def test_nothing_read_at_all_is_2() -> None:
    assert gouji("check", "nix.txt") == 2


@pytest.mark.usefixtures("folder")
def test_some_failed_is_3_whatever_was_found() -> None:
    assert gouji("check", "in/wrong.txt", "nix.txt") == 3
    assert gouji("check", "in/wrong.txt", "nix.txt", "--exit-zero") == 3


@pytest.mark.usefixtures("folder")
def test_an_ingest_with_findings_is_0() -> None:
    assert gouji("ingest", "in", "--out", "out") == 0


@pytest.mark.usefixtures("folder")
def test_ctrl_c_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("workers.interrupts", lambda: nullcontext(lambda: True))
    assert gouji("ingest", "in", "--out", "out") == 130
    assert "再运行同一条命令" in capsys.readouterr().err
    assert not list(Path("out").glob("*.csv"))


def test_json_is_utf8_bytes_on_stdout_whatever_the_console_speaks(folder: Path) -> None:
    done = child("check", str(folder / "in/wrong.txt"), "--format", "json", PYTHONIOENCODING="gbk")
    assert json.loads(done.stdout.decode("utf-8"))["documents"][0]["status"] == "ok"
    assert done.stderr == b""


def test_a_console_that_lacks_a_character_never_raises(folder: Path) -> None:
    report = folder / "in" / "wrong.txt"
    report.write_text(WRONG.replace("项目", "\U0001f600项目"), "utf-8")
    for encoding in ("gbk", "ascii"):
        done = child("check", str(report), PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (1, b"")


def test_standard_input_is_read_for_a_dash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode("gb18030"))))
    assert gouji("check", "-") == 1
    assert capsys.readouterr().out.startswith("-  ")


def test_progress_and_failures_stay_off_stdout(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "in" / "empty.txt").touch()
    assert gouji("check", "in/empty.txt", "in/clean.txt", "--format", "json") == 3
    printed = capsys.readouterr()
    assert [d["status"] for d in json.loads(printed.out)["documents"]] == ["failed", "ok"]
    assert printed.err.startswith("in/empty.txt：")
    assert printed.err.count("\n") == 1


@pytest.mark.usefixtures("folder")
def test_an_ingest_says_what_it_read_what_it_found_and_where_the_tables_lie(
    capsys: pytest.CaptureFixture[str],
) -> None:
    gouji("ingest", "in", "--out", "out")
    said = capsys.readouterr().out
    assert "读出报告 2 份" in said
    assert "RATE01" in said
    assert "out/" in said


@pytest.mark.usefixtures("folder")
def test_an_ingest_twice_gives_the_same_bytes() -> None:
    gouji("ingest", "in", "--out", "a")
    gouji("ingest", "in", "--out", "b", "--jobs", "2")
    for file in Path("a").glob("*.csv"):
        assert file.read_bytes() == (Path("b") / file.name).read_bytes()


@pytest.mark.usefixtures("folder")
def test_a_dry_run_lists_files_by_true_kind_and_writes_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (Path("in") / "scan.txt").write_bytes(b"%PDF-1.7\n")
    assert gouji("ingest", "in", "--out", "out", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "2 " in said
    assert "PDF" in said
    assert not Path("out").exists()


def test_the_language_is_the_options_then_the_variables_then_the_systems() -> None:
    assert language(["check", "--lang", "en"], {"GOUJI_LANG": "zh"}) == "en"
    assert language(["--lang=zh"], {"GOUJI_LANG": "en"}) == "zh"
    assert language([], {"GOUJI_LANG": "en", "LANG": "zh_CN.UTF-8"}) == "en"
    assert language([], {"LANG": "en_GB.UTF-8"}) == "en"
    assert language([], {"LANG": "C.UTF-8"}) == "zh"
    assert language([], {}) == "zh"


def test_help_is_there_in_both_languages() -> None:
    assert "用法：gouji" in child("--help", "--lang", "zh").stdout.decode("utf-8")
    assert "Usage: gouji" in child("--help", GOUJI_LANG="en").stdout.decode("utf-8")


def test_help_is_fast_and_loads_no_stage() -> None:
    code = (
        "import sys, cli; cli.run(['--help']);"
        "print([m for m in ('extract', 'validate', 'msgspec', 'rapidfuzz') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        best = min(best, time.perf_counter() - start)
        assert done.stdout.rstrip().endswith(b"[]")
    assert best < 0.5, "0.2 s on an idle machine; bench/txt_speed.py measures it"


@pytest.mark.usefixtures("folder")
def test_the_tables_of_a_report_are_shown_as_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("t.txt").write_text("表1\n\n| 项目 | 金额 |\n| 甲 | 5.00 |\n| 乙 | 6.00 |\n", "utf-8")
    assert gouji("tables", "t.txt", "--format", "json") == 0
    page = json.loads(capsys.readouterr().out)["pages"][0]
    cells = {(c["r0"], c["c0"]): c["text"] for c in page["tables"][0]["cells"]}
    assert cells[1, 1] == "5.00"


def test_a_rule_is_shown_by_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert gouji("rules", "date01") == 0
    assert "DATE01" in capsys.readouterr().out
    assert gouji("rules", "NIX99") == 2
    assert gouji("rules") == 0
    assert len(capsys.readouterr().out.split("\n")) > 20
