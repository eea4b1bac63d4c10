"""Runs ended by SIGKILL: whoever runs the same command again has what nobody was to lose."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bench.killing.moments import Trap
from bench.killing.stage import OUT, SCENES, Stage, begun, built, known, prepare, said
from bench.killing.state import STORE, State, differences, state, torn
from bench.killing.trials import AT_PLACES, CHILDREN, GROUPS, Went, tried
from contract.parcel import parcel
from pipeline import process

CHOSEN = (
    "a new store half made",
    "in the middle of a document",
    "between commit and acknowledgement",
    "in a migration, a table gone",
    "in the middle of settling",
    "between two tables",
    "while the workbook is packed",
    "a document judged again, not told",
    "a child, before a commit",
    "all, in a document",
)
TRIALS = {trial.name: trial for trial in (*AT_PLACES, *CHILDREN, *GROUPS) if trial.name in CHOSEN}
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A few reports, and the undisturbed runs of all scenes that are asked for."""
    pytest.importorskip("reportlab", reason="draws the PDF files")
    made = built(tmp_path_factory.mktemp("killed"), 8)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(partial(known, made), {trial.scene for trial in TRIALS.values()}))
    return made


@pytest.fixture(scope="module")
def went(stage: Stage) -> dict[str, Went]:
    """What became of each trial; two at a time: they start many processes and wait for them."""
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(TRIALS, pool.map(partial(tried, stage), TRIALS.values()), strict=True))


@pytest.mark.parametrize("name", CHOSEN)
def test_what_was_killed_and_gone_on_with_is_as_if_undisturbed(
    name: str, went: dict[str, Went]
) -> None:
    assert went[name].kills == 1
    assert went[name].wrong == ()


def test_a_report_whose_child_is_killed_twice_is_failed_and_may_be_tried_again(
    stage: Stage,
) -> None:
    home, scene = stage.folder / "twice", SCENES["first"]
    wanted = known(stage, "first")
    prepare(stage, scene, home)
    mark, name = "GOUJI_KILLED=twice", min(stage.archive.rglob("*.docx")).name
    trap = Trap("question", 0, name, whom="children")
    assert begun(stage, scene, home, trap, mark).wait() == 3, said(home)
    assert f"{name}：" in said(home) or f"{name}: " in said(home)
    assert differences(state(home / OUT), wanted.wanted) != []
    again = replace(scene, words=(*scene.words, "--retry-failed"))
    assert begun(stage, again, home, mark=mark).wait() == wanted.code
    assert differences(state(home / OUT), wanted.wanted) == []


def test_nothing_of_a_report_that_is_kept_depends_on_the_name_it_was_read_by(
    tmp_path: Path,
) -> None:
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text("预算数100万元，实际支出80万元。\n", encoding="utf-8")
    one, other = (
        parcel("txt", 1, None, process(tmp_path / name, name)) for name in ("甲.txt", "乙.txt")
    )
    assert one.packed == other.packed
    assert one.lists == other.lists


def changed(stage: Stage, home: Path, statement: str) -> State:
    """A good store in which somebody has changed something."""
    shutil.copytree(stage.folder / "known-first" / OUT, home)
    with closing(sqlite3.connect(home / STORE)) as connection:
        connection.execute(statement)
        connection.commit()
    return state(home)


@pytest.mark.parametrize(
    ("statement", "sign"),
    [
        ("DELETE FROM claims WHERE n = 0", "table claims"),
        ("UPDATE source SET region = 'x' WHERE doc_id IS NOT NULL", "table source"),
    ],
)
def test_the_comparison_sees_what_is_changed(
    stage: Stage, tmp_path: Path, statement: str, sign: str
) -> None:
    wanted = known(stage, "first").wanted
    got = changed(stage, tmp_path / "changed", statement)
    found = differences(got, wanted)
    assert len(found) == 1
    assert found[0].startswith(sign)


def test_half_a_document_and_half_a_table_are_seen(stage: Stage, tmp_path: Path) -> None:
    wanted = known(stage, "first")
    got = changed(stage, tmp_path / "torn", "DELETE FROM claims WHERE n = 0")
    cut = replace(got, files={**got.files, "claims.csv": got.files["claims.csv"][:100]})
    found = torn(cut, wanted.before, wanted.wanted)
    assert "file claims.csv is neither the old nor the new one" in found
    assert any("neither absent nor complete" in line for line in found)
