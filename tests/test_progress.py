"""How far an ingest is: plain lines in a file, one line on a terminal, never a report's text."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands import progress
from commands.progress import Progress, line_of
from tests.supervised import ROOT
from tests.taken_in import ingest, put

POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put("a.txt")
    put("b.txt", "")
    monkeypatch.setattr(progress, "_EVERY", {True: 0.0, False: 0.0})


def test_the_time_left_goes_by_bytes() -> None:
    half = Progress(100, 1000, live=False, done=10, done_size=500, failed=1, findings=3)
    assert line_of(half, 60.0) == "已处理 10/100，失败 1，问题 3，每秒 0.2 份，约剩 1:00"
    assert line_of(Progress(100, 1000, live=False), 60.0).endswith("约剩 —")
    assert line_of(Progress(0, 0, live=False), 0.0).endswith("约剩 0:00")
    slow = Progress(10, 1000, live=False, done=1, done_size=10)
    assert line_of(slow, 60.0).endswith("约剩 1:39:00")


def test_elsewhere_than_on_a_terminal_lines_are_plain(capsys: pytest.CaptureFixture[str]) -> None:
    ingest()
    said = capsys.readouterr().err
    assert "\r" not in said
    assert "已处理 2/2，失败 1，问题 0，" in said
    assert said.count("文件是空的") == 1


def test_files_of_another_run_are_no_part_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    ingest("--limit", "1")
    assert "已处理 1/1，" in capsys.readouterr().err


@POSIX
def test_on_a_terminal_there_is_one_line_and_failures_stand_alone() -> None:
    import pty  # noqa: PLC0415  POSIX has it

    mine, theirs = pty.openpty()
    code = (
        "import sys; from commands import progress; progress._EVERY = {True: 0.0};"
        "import cli; cli.run(['ingest', 'in', '--out', 'out', '--jobs', '1'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", code], stderr=theirs, stdout=subprocess.DEVNULL, env=environment
    ):
        os.close(theirs)
        said = b""
        while chunk := _read(mine):
            said += chunk
    os.close(mine)
    text = said.decode("utf-8")
    lines = [line.rpartition("\r")[2] for line in text.split("\r\n")]
    assert text.count("\r已处理 ") == 2
    assert lines == ["in/b.txt：文件是空的；请换成有内容的文件", ""]


def _read(descriptor: int) -> bytes:
    """What there is; nothing once the other side is closed."""
    try:
        return os.read(descriptor, 4096)
    except OSError:
        return b""


def test_a_gbk_console_never_raises() -> None:
    put("𠮷ä\u200b.txt", "")
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "ingest", "in", "--out", "out", "--jobs", "1"],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    assert "文件是空的" in done.stderr.decode("gbk")
    assert b"Traceback" not in done.stderr
