"""Two keys: what is read again, what is only judged again, and what is left alone."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import pytest

import pipeline
from intake import versions
from store.opening import opened
from store.reading import decisions
from store.saving import Decision, decide
from tests.taken_in import asked, contents, gouji, ingest, put, report, statuses, table, work

WRONG = report(rate="90%")
OFF = '[rules.RATE01]\noff = "另有专项复核"\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two reports below ``in``, one with a wrong rate, taken in."""
    monkeypatch.chdir(tmp_path)
    put("a.txt")
    put("wrong.txt", WRONG)
    assert ingest() == 0


def set_off() -> None:
    Path("gouji.toml").write_text(OFF, "utf-8")


def rules_found() -> set[str]:
    return {row["rule"] for row in table("findings")}


def recheck(*arguments: str) -> int:
    return gouji("recheck", "--out", "out", "--jobs", "1", *arguments)


def test_nothing_changed_nothing_is_done() -> None:
    before = contents()
    assert (recheck(), work(), contents()) == (0, ["read", "read"], before)


@pytest.mark.parametrize("option", ["--no-join", "--pdf-engine=pdfplumber"])
def test_other_reading_options_read_again(option: str) -> None:
    assert ingest(option) == 0
    assert work() == ["read"] * 4
    assert ingest(option) == 0
    assert work() == ["read"] * 4


def test_another_vocabulary_reads_again(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("words").mkdir()
    Path("words/units.toml").write_text("", "utf-8")
    monkeypatch.setenv("GOUJI_VOCABULARY", "words")
    assert ingest() == 0
    assert work() == ["read"] * 4


def test_other_settings_judge_again_and_read_nothing() -> None:
    assert "RATE01" in rules_found()
    set_off()
    assert ingest() == 0
    assert work() == ["read", "read", "judged", "judged"]
    assert "RATE01" not in rules_found()


def test_judged_again_is_as_if_read_under_these_settings() -> None:
    set_off()
    assert recheck() == 0
    gouji("ingest", "in", "--out", "fresh")
    assert contents() == contents("fresh")
    Path("gouji.toml").unlink()
    assert recheck() == 0
    gouji("ingest", "in", "--out", "usual")
    assert contents() == contents("usual")


def test_recheck_opens_no_report() -> None:
    for name in ("a.txt", "wrong.txt"):
        (Path("in") / name).unlink()
    set_off()
    assert recheck() == 0
    assert (statuses(), work()[2:]) == (
        [("a.txt", "ok"), ("wrong.txt", "ok")],
        ["judged", "judged"],
    )
    assert "RATE01" not in rules_found()


@pytest.mark.skipif(os.name == "nt", reason="pipes by name exist on POSIX only")
def test_a_recheck_would_hang_if_it_opened_a_report() -> None:
    path = Path("in/wrong.txt")
    path.unlink()
    os.mkfifo(path)
    set_off()
    assert recheck("--timeout", "20") == 0
    assert work()[2:] == ["judged", "judged"]


def test_all_judges_again_what_no_rule_changed_for() -> None:
    before = contents()
    assert (recheck("--all"), work()[2:]) == (0, ["judged", "judged"])
    assert contents() == before


def test_a_file_that_is_gone_is_told_and_judged_all_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("in/wrong.txt").unlink()
    capsys.readouterr()
    assert ingest() == 0
    assert "1 个文件已不在目录中" in capsys.readouterr().err
    assert statuses() == [("a.txt", "ok")]
    set_off()
    assert recheck() == 0
    put("back.txt", WRONG)
    assert ingest() == 0
    assert work()[2:] == ["judged", "judged", "copy"]
    assert dict(statuses())["back.txt"] == "ok"


def test_what_other_code_packed_is_not_unpacked_but_read_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(versions, "of_packing", lambda: "other")
    set_off()
    capsys.readouterr()
    assert recheck() == 3
    assert "2 份由另一版本的 gouji 读出" in capsys.readouterr().err
    assert work() == ["read", "read"]
    assert ingest() == 0
    assert work() == ["read"] * 4


def test_a_change_of_the_code_that_reads_reads_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "of_reading", lambda: "other")
    assert ingest() == 0
    assert work() == ["read"] * 4


def test_a_change_of_the_rules_judges_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "of_rules", lambda: "other")
    assert ingest() == 0
    assert work()[2:] == ["judged", "judged"]


def test_decisions_outlive_whatever_is_read_and_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    mark = next(row["fingerprint"] for row in table("findings"))
    with opened(Path("out")) as store:
        decide(store, Decision(mark, "驳回", "四舍五入", "甲", "2026-11-21"))
        decide(store, Decision(mark, "确认", "再看属实", "乙", "2026-11-22"))
    set_off()
    recheck()
    monkeypatch.setattr(versions, "of_reading", lambda: "other")
    Path("gouji.toml").unlink()
    ingest()
    assert mark in {row["fingerprint"] for row in table("findings")}
    with opened(Path("out")) as store, store.reading() as connection:
        assert decisions(connection) == {mark: ("确认", "再看属实", "乙", "2026-11-22")}


CRASHING = """
import os, pipeline
def crash(*_arguments, **_named):
    os.abort()
pipeline.facts_of = crash
pipeline.child()
"""


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that end the child that judges again."""
    Path("child.py").write_text(CRASHING, "utf-8")
    command = (sys.executable, "-P", str(Path("child.py").resolve()))
    monkeypatch.setattr(pipeline, "CHILD", command)


@pytest.mark.usefixtures("crashing")
@pytest.mark.parametrize("again", [recheck, ingest])
def test_a_report_that_ends_the_rules_keeps_what_was_known(
    again: object, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents()
    capsys.readouterr()
    set_off()
    assert callable(again)
    assert again() == 3
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all("重新复核时" in line for line in lines)
    after = contents()
    assert after.pop("settings.csv") != before.pop("settings.csv")
    assert after == before
    assert asked("SELECT count(*) FROM source") == [(2,)]


def test_damaged_facts_are_told_and_cost_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlite3.connect("out/gouji.sqlite")
    connection.execute("UPDATE kept SET facts = substr(facts, 1, 40)")
    connection.commit()
    connection.close()
    before = table("findings")
    set_off()
    capsys.readouterr()
    assert recheck() == 3
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert table("findings") == before


def test_recheck_without_a_store_is_one_line_and_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert gouji("recheck", "--out", "nowhere") == 2
    assert capsys.readouterr().err.startswith("nowhere/gouji.sqlite：还没有库；请先运行")
    assert not Path("nowhere").exists()
