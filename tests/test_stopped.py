"""Ctrl-C and SIGTERM, sent as a terminal sends them: nothing is lost, nothing runs on."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.supervised import gone
from tests.surroundings import begun, held, ingest, is_one_line, reports, tables

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
PATIENCE = 60
REPORTS = 30


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder of reports and what an undisturbed run makes of it."""
    home = tmp_path_factory.mktemp("clean")
    folder = reports(home / "in", REPORTS)
    ingest(folder, out=home / "out")
    return folder, home / "out"


def at_work(folder: Path, out: Path) -> subprocess.Popen[str]:
    """An ingest that has stored its first reports and has not ended."""
    run = begun("ingest", folder, "--out", out, "--jobs", "2")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and run.poll() is None:
        if (out / "gouji.sqlite").exists() and attempts(out) >= 2:
            break
        time.sleep(0.01)
    assert run.poll() is None
    return run


def attempts(out: Path) -> int:
    import sqlite3  # noqa: PLC0415

    store = sqlite3.connect(out / "gouji.sqlite", timeout=5)
    try:
        return int(store.execute("SELECT count(*) FROM attempt").fetchone()[0])
    except sqlite3.OperationalError:  # its tables are just being made
        return 0
    finally:
        store.close()


def equals_clean(clean: tuple[Path, Path], out: Path) -> bool:
    """Whether the same command, run again, ends with the undisturbed run's store and tables."""
    folder, undisturbed = clean
    assert ingest(folder, out=out) == 0
    left = [path.name for path in (out / ".gouji").iterdir()]
    assert left == ["turn.sqlite"]
    return held(out) == held(undisturbed) and tables(out) == tables(undisturbed)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_is_one_line_and_the_next_run_goes_on(
    number: signal.Signals, clean: tuple[Path, Path], tmp_path: Path, mark: str
) -> None:
    run = at_work(clean[0], tmp_path / "out")
    os.killpg(run.pid, number)
    _, said = run.communicate(timeout=10)
    assert run.returncode == 130
    assert is_one_line(said, "已中断", "再运行同一条命令")
    assert gone(mark, 1.0)
    stored = len(held(tmp_path / "out")["document"])
    assert 2 <= stored < REPORTS
    assert tables(tmp_path / "out") == {}
    assert equals_clean(clean, tmp_path / "out")


@pytest.mark.parametrize("pause", [0.0, 0.003, 0.05])
def test_a_second_stop_ends_it_at_once_and_spoils_nothing(
    pause: float, clean: tuple[Path, Path], tmp_path: Path, mark: str
) -> None:
    run = at_work(clean[0], tmp_path / "out")
    os.killpg(run.pid, signal.SIGINT)
    time.sleep(pause)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=10)
    # One that comes when the interpreter has begun to end is answered by the interpreter.
    assert run.returncode in {130, -signal.SIGINT}, said
    assert "Traceback" not in said, said
    assert "已中断" in said
    assert gone(mark, 2.0)
    assert equals_clean(clean, tmp_path / "out")


def test_a_stop_before_the_first_report_is_no_traceback(
    clean: tuple[Path, Path], tmp_path: Path, mark: str
) -> None:
    run = begun("ingest", clean[0], "--out", tmp_path / "out", "--jobs", "2")
    while not (tmp_path / "out").exists():
        time.sleep(0.001)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=10)
    assert run.returncode == 130
    assert is_one_line(said.strip(), "已中断", "再运行同一条命令")
    assert gone(mark, 1.0)
    assert equals_clean(clean, tmp_path / "out")
