"""Two commands at work in one folder of results: both end well, nothing is lost or doubled."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

import cli
from tests.surroundings import begun, held, ingest, reports, tables

pytestmark = pytest.mark.skipif(os.name == "nt", reason="groups of processes")
PATIENCE = 120


def ended(*runs: subprocess.Popen[str]) -> list[tuple[int, str]]:
    """Exit code and what was said on the error stream."""
    said = [run.communicate(timeout=PATIENCE)[1] for run in runs]
    return [(run.returncode, words) for run, words in zip(runs, said, strict=True)]


def test_two_ingests_of_one_folder_give_what_one_gives(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 20), tmp_path / "out"
    runs = [begun("ingest", folder, "--out", out, "--jobs", "1") for _ in range(2)]
    assert ended(*runs) == [(0, ""), (0, "")]
    ingest(folder, out=tmp_path / "clean")
    assert held(out) == held(tmp_path / "clean")
    assert tables(out) == tables(tmp_path / "clean")
    assert ingest(folder, out=out) == 0
    assert tables(out) == tables(tmp_path / "clean")


def test_two_ingests_of_two_folders_with_the_same_reports_among_them_hold_both(
    tmp_path: Path,
) -> None:
    folders = [reports(tmp_path / "a", 12), reports(tmp_path / "b", 12, 16)]
    out = tmp_path / "out"
    runs = [begun("ingest", folder, "--out", out, "--jobs", "1") for folder in folders]
    assert ended(*runs) == [(0, ""), (0, "")]
    for folder in folders:
        ingest(folder, out=tmp_path / "clean")
    both, clean = held(out), held(tmp_path / "clean")
    assert len(both["source"]) == 24
    assert len(both["document"]) == 18
    assert both == clean
    # The order of files that were met under two paths is that of their names, whoever came first.
    assert tables(out) == tables(tmp_path / "clean")


def test_an_export_and_a_recheck_beside_an_ingest_harm_nothing(tmp_path: Path) -> None:
    folder, out = reports(tmp_path / "in", 3), tmp_path / "out"
    ingest(folder, out=out)
    reports(folder, 20)
    runs = [
        begun("ingest", folder, "--out", out, "--jobs", "1"),
        begun("recheck", "--all", "--out", out, "--jobs", "1"),
        begun("export", "--out", out),
        begun("export", "--to", "xlsx", "--out", out),
    ]
    assert [code for code, _ in ended(*runs)] == [0, 0, 0, 0]
    ingest(folder, out=tmp_path / "clean")
    assert held(out) == held(tmp_path / "clean")
    assert cli.run(["export", "--out", str(out)]) == 0
    assert tables(out) == tables(tmp_path / "clean")
