"""Files and streams nobody sends on purpose: pipes, closed streams, long lines, long tables."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PATIENCE = 20
"""Seconds. Each of these takes well under one; before they were mended they took minutes."""


def gouji(*arguments: str) -> int:
    """The exit code of one call."""
    call = [sys.executable, str(ROOT / "cli.py"), *arguments]
    ran = subprocess.run(call, cwd=ROOT, timeout=PATIENCE, check=False, capture_output=True)
    return ran.returncode


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_is_no_report(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert gouji("ingest", str(pipe), "--out", str(tmp_path / "out")) == 2


@pytest.mark.skipif(os.name != "posix", reason="closing a stream is the shell's doing")
@pytest.mark.parametrize("ending", ["tables {} >&-", "check {} --format json >&-", "check - <&-"])
def test_a_closed_stream_gives_no_traceback(ending: str, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("一、资金情况\n项目预算10万元。\n", encoding="utf-8")
    line = f"{sys.executable} {ROOT / 'cli.py'} {ending.format(report)}"
    ran = subprocess.run(
        ["/bin/sh", "-c", line], timeout=PATIENCE, check=False, stderr=subprocess.PIPE
    )
    assert b"Traceback" not in ran.stderr


MONEY = "项目预算{}.00万元，到位{}.00万元，支出{}.00万元，执行率83.33%，"
WIDE = "\n".join(
    "\t".join([name, *(f"{(row * 7 + at * 13) % 97 + 1}{'%' * (at % 2)}" for at in range(60))])
    for row, name in enumerate(["乡镇"] * 300 + ["合计"])
)


@pytest.mark.parametrize(
    "text",
    [
        MONEY.format(1200, 1100, 1000) * 900,
        "".join(MONEY.format(1200 + at, 1100 + at, 1000 + at) for at in range(900)),
        "共100人，由" + "甲（1人）" * 9_000,
        "\t".join(["单位", *("完成率" if at % 2 else "项目数" for at in range(60))]) + "\n" + WIDE,
        "9" * 50_000,
        "（1）" * 15_000,
        "单位：万元\n| 项目 | 年初预算数 | 实际支出数 |\n" + "| 甲 | 1.00 | 1.00 |\n" * 1_500,
    ],
    ids=[
        "a sentence of money",
        "of other money",
        "names in brackets",
        "columns",
        "digits",
        "numbers in brackets",
        "rows",
    ],
)
def test_time_grows_with_the_length_not_its_square(text: str, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(text + "\n项目预算10万元。\n", encoding="utf-8")
    assert gouji("check", str(report), "--exit-zero") == 0
