"""Findings that were dealt with: kept in the data, left out of the text, counts and exit code."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import cli
import validate
from model.quantity import Figure, Wording
from model.record import ReportData
from tests.made_figures import paid, word, yuan
from tests.test_roots import facts
from validate.roots import owner

WRONG = "项目支出绩效自评报告\n\n一、资金情况\n\n预算安排10万元，实际支出8万元，预算执行率90%。\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder to work in, with one report whose rate is wrong."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.txt").write_text(WRONG, "utf-8")


def found(capsys: pytest.CaptureFixture[str]) -> dict[str, str | None]:
    """The one finding of the report."""
    cli.run(["check", "r.txt", "--format", "json"])
    (finding,) = json.loads(capsys.readouterr().out)["documents"][0]["findings"]
    return dict(finding)


def suppress(fingerprint: str | None, *more: str) -> None:
    lines = ["[[suppress]]", f'fingerprint = "{fingerprint}"', *more]
    Path("gouji-suppressions.toml").write_text("\n".join(lines) + "\n", "utf-8")


def test_a_finding_dealt_with_stays_in_the_data_with_the_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = found(capsys)
    suppress(before["fingerprint"], 'reason = "单位已更正"', "date = 2025-01-02", 'by = "审计一组"')
    assert before["suppressed"] is None
    assert found(capsys) == {**before, "suppressed": "单位已更正"}
    assert cli.run(["check", "r.txt"]) == 0
    capsys.readouterr()
    cli.run(["ingest", "r.txt", "--out", "out"])
    with Path("out/findings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["suppressed"] == "单位已更正"
    said = capsys.readouterr().out
    assert "问题 0 个\n    1  另已确认不列" in said


def test_it_is_left_out_of_the_text_which_says_how_many_were(
    capsys: pytest.CaptureFixture[str],
) -> None:
    suppress(found(capsys)["fingerprint"], 'reason = "单位已更正"')
    assert cli.run(["check", "r.txt"]) == 0
    printed = capsys.readouterr()
    assert "RATE01" not in printed.out
    assert "发现问题 0 个\n" in printed.out
    assert printed.out.endswith("另有 1 个问题已确认不列（理由见 JSON 或 findings.csv）\n\n")
    assert printed.err == ""


def test_an_entry_that_fits_nothing_is_reported_to_be_removed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    suppress("0123456789abcdef", 'reason = "旧事"')
    for call, code in ((["check", "r.txt"], 1), (["ingest", "r.txt", "--out", "out"], 0)):
        assert cli.run(call) == code
        assert capsys.readouterr().err == (
            "gouji-suppressions.toml：0123456789abcdef（旧事）在所读的报告中没有对应的问题；"
            "不再需要就删去\n"
        )


@pytest.mark.parametrize(
    "text",
    [
        "[[suppress]]\nfingerprint = '01234567'\nreason = '短'",
        "[[suppress]]\nfingerprint = '0123456789abcdef'",
        "[[suppress]]\nfingerprint = '0123456789abcdef'\nreason = ''",
        "[[suppress]]\nreason = '无'",
        "[[suppress]]\nfingerprint = '0123456789abcdef'\nreason = '多'\nrule = 'X'",
        "[suppress]\nfingerprint = '0123456789abcdef'",
        "suppress = [1]",
        "[[supress]]\nreason = '错字'",
        "[[",
    ],
)
def test_an_entry_that_cannot_be_meant_is_one_line_and_exit_2(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("mine.toml").write_text(text, "utf-8")
    assert cli.run(["check", "r.txt", "--suppressions", "mine.toml"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("mine.toml：")
    assert said.count("\n") == 1


# ---- the fingerprint


def data(project: str | None, year: str | None, entity: str) -> ReportData[Figure]:
    return ReportData(
        project=None if project is None else word(project),
        fiscal_year=year,
        entity=Wording(entity, ()),
    )


def printed(whose: str) -> str:
    """The fingerprint of one wrong total in a report of somebody's."""
    rows = (paid(yuan("10.00元")), paid(yuan("20.00元")), paid(yuan("31.00元"), "total"))
    (finding,) = validate.findings(validate.checks(facts(disbursements=rows)), whose)
    return finding.fingerprint


def test_the_same_words_in_another_units_report_are_another_finding() -> None:
    mine = owner(facts(data=data("河道保洁", "2023", "甲局")), "file1")
    assert mine == owner(facts(data=data("河道 保洁", "2023", "甲局")), "file2")
    others = [
        owner(facts(data=data("河道保洁", "2024", "甲局")), "file1"),
        owner(facts(data=data("河道养护", "2023", "甲局")), "file1"),
        owner(facts(data=data("河道保洁", "2023", "乙局")), "file1"),
        owner(facts(data=data(None, "2023", "甲局")), "file1"),
        owner(facts(data=data("河道保洁", None, "甲局")), "file2"),
    ]
    assert len({printed(one) for one in (mine, *others)}) == 6


def test_where_project_or_year_is_unknown_the_file_stands_for_them() -> None:
    assert owner(facts(data=data(None, "2023", "甲局")), "file1") == "file1"
    assert owner(facts(data=data("河道保洁", None, "甲局")), "file1") == "file1"
