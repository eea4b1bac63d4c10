"""The wheel: its top-level names are ours alone, and gouji works from it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from importlib.metadata import distribution, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
BIN = "Scripts" if os.name == "nt" else "bin"
OWNERS = """
import importlib.metadata, json
print(json.dumps(importlib.metadata.packages_distributions()))
"""
REPORT = "项目支出绩效自评报告\n\n一、资金情况\n\n预算安排10万元，实际支出8万元，预算执行率90%。\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A venv that holds the built wheel, and of other packages what gouji itself requires."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    wheel = next(folder.glob("gouji-*.whl"))
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / BIN / "python"
    pip = (sys.executable, "-m", "pip", "--python", str(python), "install", "-q")
    run(*pip, "--no-deps", "--no-index", str(wheel), cwd=folder)
    for name in needed("gouji"):
        copy_package(name, site(python))
    return folder / "venv"


def run(*command: str, cwd: Path) -> str:
    clean = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


def site(python: Path) -> Path:
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return Path(run(str(python), "-c", where, cwd=python.parent).strip())


def needed(name: str) -> set[str]:
    """What a distribution requires on this machine, extras left out, and what that requires."""
    found: set[str] = set()
    for line in requires(name) or ():
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            found |= {wanted.name} | needed(wanted.name)
    return found


def copy_package(name: str, target: Path) -> None:
    """An installed package once more, without asking any index."""
    for file in distribution(name).files or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            copy = target / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.locate(), copy)


def test_every_top_level_name_of_the_wheel_is_ours_alone(home: Path) -> None:
    owners: dict[str, list[str]] = json.loads(
        run(str(home / BIN / "python"), "-c", OWNERS, cwd=home)
    )
    ours = {name for name, who in owners.items() if "gouji" in who}
    assert ours == {
        "cli",
        "commands",
        "pipeline",
        "model",
        "extract",
        "normalize",
        "validate",
        "contract",
        "store",
        "intake",
        "workers",
        "export",
    }
    assert {name: owners[name] for name in ours} == {name: ["gouji"] for name in ours}


def test_the_command_answers_from_the_wheel(home: Path) -> None:
    assert "ingest" in run(str(home / BIN / "gouji"), "--help", cwd=home)


def test_the_wheel_holds_all_a_report_needs(home: Path, tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(REPORT, "utf-8")
    out = run(str(home / BIN / "gouji"), "check", "r.txt", "--exit-zero", cwd=tmp_path)
    assert "RATE01" in out
