"""Word lists of the user's own: they add to ours, and a wrong one is refused in one line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REPORT = (
    "临溪县粮种储备项目支出绩效自评报告\n\n"
    "全年入库陶种450坛，实付列支86.50万元。\n\n"
    "资金来源（万元）\t预算数\t实付列支数\n年度资金总额\t90.00\t86.50\n"
)
OWN = {
    "units.toml": '[measure]\nours = "坛"\n\n[alias]\n"大坛" = "坛"\n',
    "heads.toml": 'spent = ["实付列支数"]\n',
    "words.toml": '[measures]\nspent = ["实付列支"]\n',
}


def check(tmp_path: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    command = [sys.executable, "cli.py", "check", str(report), "--format", "json", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False)


def spent(document: dict[str, list[dict[str, str | None]]]) -> str | None:
    """The amount spent that the table states."""
    return next(row["spent"] for row in document["funding"] if row["origin"] == "table")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    folder.mkdir()
    for name, text in OWN.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_without_lists_the_words_are_unknown(tmp_path: Path) -> None:
    told = json.loads(check(tmp_path).stdout)
    document = told["documents"][0]
    assert told["vocabulary"] is None
    assert "坛" not in {claim["unit"] for claim in document["claims"]}
    assert spent(document) is None


def test_lists_of_ones_own_are_read_beside_ours(tmp_path: Path, own: Path) -> None:
    told = json.loads(check(tmp_path, "--vocabulary", str(own)).stdout)
    document = told["documents"][0]
    assert len(told["vocabulary"]) == 16
    assert ("450", "坛") in {(claim["value"], claim["unit"]) for claim in document["claims"]}
    assert spent(document) == "865000"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[measure\n", "不是正确的 TOML"),
        ("[measures]\nours = '坛'\n", "没有这一段"),
        ("[measure]\ntime = ['坛']\n", "写法与内置词表不同"),
    ],
)
def test_a_wrong_list_is_one_line_and_exit_code_two(
    tmp_path: Path, own: Path, text: str, said: str
) -> None:
    (own / "units.toml").write_text(text, encoding="utf-8")
    done = check(tmp_path, "--vocabulary", str(own))
    (line,) = done.stderr.decode("utf-8").splitlines()
    assert (done.returncode, said in line, "units.toml" in line) == (2, True, True)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = check(tmp_path, "--vocabulary", str(tmp_path / "none"))
    assert (done.returncode, "没有这个词表目录" in done.stderr.decode("utf-8")) == (2, True)
