"""Which figures a relation checks: counted once a place, said in every output."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import cli
from contract.covered import coverage, places
from contract.shapes import Coverage
from export.as_text import percent
from model.finding import Check, Evidence, Ruling
from model.quantity import Moment
from model.record import Claim
from tests.made_figures import place, word, yuan
from tests.test_roots import facts

REPORT = """项目支出绩效自评报告

一、资金情况

2024年，预算安排10万元，实际支出8万元，预算执行率80%。惠及群众350人。
"""


def judged(verdict: Ruling, *figures: Evidence) -> Check:
    return Check("X-1", "X", verdict, "", None, figures)


def test_a_figure_is_counted_once_and_dates_are_none() -> None:
    one, other = yuan("10元"), yuan("20元")
    day = Moment("date", "2024年", place(), "2024")
    claims = tuple(
        Claim(f"c{at}", figure, word("甲"), None, "other", 0, 0)
        for at, figure in enumerate((one, one, other, day))
    )
    check = judged(Ruling.CONTRADICTED, Evidence("10元", one.source, "10", role="stated"))
    assert coverage(facts(claims=claims), places([check])) == Coverage(figures=2, covered=1)


def test_what_could_not_be_decided_or_only_stands_by_is_not_checked() -> None:
    one = yuan("10元")
    undecided = judged(Ruling.UNDECIDABLE, Evidence("10元", one.source, "10", role="stated"))
    context = judged(Ruling.EXACT, Evidence("10元", one.source, "10", role="context"))
    assert places([undecided, context]) == frozenset()


def test_whole_percent_is_100_only_where_nothing_is_missing() -> None:
    assert [percent(999, 1000), percent(5, 5)] == ["99%", "100%"]


def test_text_json_and_tables_say_what_is_covered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.txt").write_text(REPORT, "utf-8")
    assert cli.run(["check", "r.txt"]) == 0
    assert "覆盖：4 个数字中 3 个至少受一条勾稽关系核对（75%）" in capsys.readouterr().out
    cli.run(["check", "r.txt", "--format", "json"])
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    assert document["coverage"] == {"figures": 4, "covered": 3}
    told = {claim["raw"]: claim["covered"] for claim in document["claims"]}
    assert (told["80%"], told["350人"]) == (True, False)
    cli.run(["ingest", "r.txt", "--out", "out"])
    assert "4 个数字中 3 个" in capsys.readouterr().out
    with Path("out/documents.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["coverage_figures"], row["coverage_covered"]) == ("4", "3")
    with Path("out/checks.csv").open(encoding="utf-8-sig", newline="") as file:
        assert all(0 <= float(check["power"]) <= 1 for check in csv.DictReader(file))
