"""One id explained: from its printed line to the verdict, from the tables or from the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli
from export.quoted_line import quoted_lines, quoted_row
from model.document import Cell, Document, Table, lines_of
from model.span import Span

REPORT = """项目支出绩效自评报告

一、资金情况

预算安排10万元，实际支出8万元，预算执行率90%。

表1 资金支出明细表（单位：元）
| 序号 | 支出内容 | 支付日期 | 支付金额 |
| 1 | =河道保洁费 | 2023年3月6日 | 50,000.00 |
| 2 | 水质检测费 | 2023年6月5日 | 30,000.00 |
| 合计 | | | 80,000.00 |
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with one report, ingested."""
    monkeypatch.chdir(tmp_path)
    Path("data/raw").mkdir(parents=True)
    Path("data/raw/r.txt").write_text(REPORT, "utf-8")
    assert cli.run(["ingest"]) == 0


@pytest.fixture
def ids(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """The first id of each list, and that of the finding on the rate."""
    cli.run(["check", "data/raw/r.txt", "--format", "json"])
    document = json.loads(capsys.readouterr().out)["documents"][0]
    lists = ("funding", "disbursements", "claims", "checks", "unread")
    first = {name: document[name][0]["id"] for name in lists if document[name]}
    held = next(one["id"] for one in document["checks"] if one["rule"] == "SUM01")
    wrong = next(one for one in document["findings"] if one["rule"] == "RATE01")
    return {
        **first,
        "held": held,
        "finding": wrong["id"],
        "fingerprint": wrong["fingerprint"],
    }


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert cli.run(["explain", *arguments]) == 0
    return capsys.readouterr().out


def test_a_finding_is_told_from_its_line_to_its_fingerprint(
    ids: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    page = said(capsys, ids["finding"])
    for words in (
        "问题 [错误] 预算执行率 RATE01",
        "文件：r.txt",
        "位置：第 5 行",
        "原文 5: 预算安排10万元，实际支出8万元，预算执行率>>90%<<。",
        "读作：100000 元；单位随数字印出",
        "复算：8万元 ÷ 10万元 ≠ 90%（重算得 80，报告为 90，相差 10）",
        "判定：不成立",
        "效力：此核对能看出 ",
        "规则：RATE01 预算执行率（错误）",
        f'fingerprint = "{ids["fingerprint"]}"',
    ):
        assert words in page


def test_the_file_itself_tells_the_same(
    ids: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ids.keys() - {"fingerprint"}:
        assert said(capsys, ids[name]) == said(capsys, ids[name], "data/raw/r.txt").replace(
            "data/raw/r.txt", "r.txt"
        )


def test_the_same_in_english(ids: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    from commands import speech  # noqa: PLC0415 - its language is settled when it is loaded

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(speech, "LANG", "en")
        page = said(capsys, ids["finding"])
    assert "finding [error] Execution rate RATE01" in page
    assert "text 5: 预算安排10万元，实际支出8万元，预算执行率>>90%<<。" in page
    assert "power: this check would have seen " in page
    assert "verdict: contradicted" in page


def test_a_check_that_holds_says_so(
    ids: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    page = said(capsys, ids["held"])
    assert "算式：50,000.00 + 30,000.00 = 80,000.00" in page
    assert "判定：成立，完全相等" in page
    assert "单位「元」见表题" in page
    assert "[[suppress]]" not in page


def test_a_row_says_what_it_holds_and_which_checks_take_figures_from_it(
    ids: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    page = said(capsys, ids["disbursements"])
    assert "支出内容" not in page
    assert "内容：=河道保洁费" in page
    assert "金额：50000.00（原文「50,000.00」）" in page
    assert f"参与核对：{ids['held']}" in page


def test_without_the_file_the_tables_still_tell_where_it_stands(
    ids: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("data/raw/r.txt").write_text(REPORT + "改过\n", "utf-8")
    page = said(capsys, ids["finding"])
    assert "位置：第 5 行" in page
    assert "原文：手边没有这份文件" in page


def test_a_finding_dealt_with_says_why(
    ids: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    entry = f'[[suppress]]\nfingerprint = "{ids["fingerprint"]}"\nreason = "单位已更正"\n'
    Path("gouji-suppressions.toml").write_text(entry, "utf-8")
    assert "已确认不列：单位已更正" in said(capsys, ids["finding"], "data/raw")


@pytest.mark.parametrize("wanted", ["nix", "0123456789abcdef-SUM01-1", "-", ""])
def test_an_unknown_id_is_one_line_and_2(
    wanted: str, ids: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    own = ids["finding"].partition("-")[0]
    for call in ([wanted], [f"{own}-NIX99-1"], [wanted, "data/raw/r.txt"], [wanted, "--out", "x"]):
        assert cli.run(["explain", "--", *call] if wanted == "-" else ["explain", *call]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_a_long_line_is_cut_to_what_is_near_and_pieces_of_one_line_are_marked_in_it() -> None:
    text = f"首行\n{'甲' * 100}10元{'乙' * 100}\n表\t20元\t三\n"
    start = text.index("10元")
    assert quoted_lines(text, [(start, start + 3)]) == [
        f"2: …{'甲' * 60}>>10元<<{'乙' * 60}…",
    ]
    table = text.index("表")
    assert quoted_lines(text, [(table, table + 1), (table + 2, table + 5)]) == [
        "3: >>表<<  >>20元<<  三"
    ]
    assert quoted_lines(text, [(0, len(text) + 9)])[0] == "1: >>首行<<"
    assert quoted_lines(text, [(900, 901)]) == []


def test_a_row_printed_a_cell_a_line_is_quoted_side_by_side() -> None:
    text = "合计\n78.00\n9.5\n"
    cells = (Cell(0, 0, (Span(0, 2),)), Cell(0, 1, (Span(3, 8),)), Cell(1, 0, (Span(9, 12),)))
    table = Table(0, Span(0, 12), 2, 2, cells, "pdf")
    report = Document("a", "0", "pdf", None, text, tables=(table,), line_starts=lines_of(text))
    assert quoted_row(report, 0, 0, [(3, 8)]) == "合计 | >>78.00<<"
    assert quoted_row(report, 0, 1, [(9, 12)]) == ""
