"""What a person reads: which findings are shown, in what order, in what words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from contract.outcome import outcome
from contract.shapes import Entry, Outcome
from export.as_text import one_line, shown, text
from export.summary import count, summary
from tests.made_report import FAILED, REPORT

READ = outcome(REPORT)
ENTRY = Entry(doc_id="0", path="a", kind="text", bytes=1, status="ok", error=None)


def test_the_audit_profile_leaves_out_notes_and_pure_wording_but_not_malformed_numbers() -> None:
    assert [issue.rule for issue in shown(READ, "audit")] == ["SUM01", "RATE01", "WGT01", "TXT01"]


def test_the_full_profile_shows_every_root_cause_by_severity_and_money() -> None:
    rules = [issue.rule for issue in shown(READ, "full")]
    assert rules == ["SUM01", "RATE01", "TXT05", "WGT01", "TXT01", "RND01"]


def test_a_finding_gives_name_code_sentence_quotes_with_lines_and_arithmetic() -> None:
    page = text(READ, "audit", "zh")
    assert (
        """
2. [错误] 预算执行率 RATE01
   执行率应为 80.00%，报告写 90%。
   第 1 页第 3 行：支出率「90%」
   第 1 页第 2 行：预算数「30.50万元」
   复算：24.40 ÷ 30.50 ≠ 90%（重算得 80.00%，报告为 90%，相差 10.00）
   由此引起：预算执行率 XREF01
"""
        in page
    )


def many(lines: int) -> Outcome:
    """The one finding of a report, its figures on so many lines."""
    issue = shown(READ, "audit")[0]
    place = issue.figures[0].location
    assert place is not None
    figures = tuple(
        replace(issue.figures[0], location=replace(place, page=None, line=n))
        for n in range(1, lines + 1)
    )
    return replace(READ, lists=replace(READ.lists, findings=(replace(issue, figures=figures),)))


def test_figures_of_one_line_stand_together_and_a_name_is_not_said_twice() -> None:
    issue = shown(READ, "audit")[0]
    name = replace(issue.figures[0], text="支出率", label="")
    figures = (name, issue.figures[0], issue.figures[0])
    once = replace(READ, lists=replace(READ.lists, findings=(replace(issue, figures=figures),)))
    assert text(once, "audit", "zh").count("支出率") == 1


def test_of_a_long_list_the_middle_is_named_by_its_lines() -> None:
    page = text(many(9), "audit", "zh")
    assert "第 4、5、6、7、8 行：同类，从略\n   第 9 行：" in page
    assert "从略" not in text(many(6), "audit", "zh")


def test_the_summary_counts_what_was_read_what_was_not_and_what_is_hidden() -> None:
    page = text(READ, "audit", "zh")
    assert "资金 1 行，指标 1 行，支出 1 笔，文中数字 1 个；未读 1 处" in page
    assert "勾稽 2 项，成立 1 项；发现问题 6 个（另有 2 个未列出" in page


def test_the_same_in_english_holds_no_chinese_sentence_of_ours() -> None:
    page = text(READ, "full", "en")
    assert "1. [error] Execution rate SUM01" in page
    assert "复算" not in page
    assert "line 3: 支出率 “90%”" in page


def test_a_file_that_failed_says_why_and_what_to_do() -> None:
    assert "文件是空的；请换" in text(outcome(FAILED), "audit", "zh")
    assert "the file is empty; give another" in text(outcome(FAILED), "audit", "en")


def test_a_name_with_a_line_end_stays_on_one_line() -> None:
    assert one_line("a\nb\x1b　c") == "a\\nb\\x1b　c"


def test_an_ingest_ends_with_what_it_read_what_it_found_and_where_the_tables_lie() -> None:
    total = Counter[str]()
    total += count(READ, ENTRY)
    total += count(
        outcome(FAILED),
        Entry(doc_id=None, path="坏", kind="empty", bytes=0, status="failed", error="空"),
    )
    lines = summary(total, Path("out"), "zh").split("\n")
    assert lines[0] == "文件：读出报告 1 份，失败 1 份，跳过 0 个（不是报告）"
    assert lines[3] == "发现：问题 6 个（错误 2，疑点 3，提示 1）"
    assert lines[-1].startswith("结果表：out/")


def test_the_same_bytes_twice_are_counted_once() -> None:
    again = Entry(doc_id="0", path="b", kind="text", bytes=1, status="ok", error=None, same_as="a")
    assert count(READ, again)["claims"] == 0
