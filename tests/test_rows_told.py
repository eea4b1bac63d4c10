"""What a sentence says of a table's row by its name is held against the row's own cells."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline

TABLE = """
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
| 产出指标 | 数量指标 | 巡河保洁次数 | ≥240次 | 252次 | 已完成 |
|          |          | 清运垃圾数量 | ≥1800吨 | 1765吨 | 未完成 |
|          | 质量指标 | 水质达标率 | ≥95% | 96.2% | 已完成 |
"""


def _rules(folder: Path, sentence: str) -> set[str]:
    path = folder / "report.txt"
    path.write_text(f"绩效自评报告\n一、绩效指标情况\n{sentence}\n{TABLE}", encoding="utf-8")
    codes = {found.rule for found in pipeline.process(path, "report").findings}
    return codes & {"XREF01", "XREF02"}


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("巡河保洁次数年初设定的目标值为420次，全年实际完成252次。", "XREF02"),
        ("清运垃圾数量实际完成1765吨，目标任务1300吨。", "XREF02"),
        ("“水质达标率”指标：原定目标85%，实际达到96.2%。", "XREF02"),
        ("根据批复的绩效目标，巡河保洁次数不少于204次，水质达标率不低于95%。", "XREF02"),
        ("清运垃圾数量年度计划1800吨，年底实际完成1675吨。", "XREF01"),
    ],
)
def test_a_figure_that_is_not_the_rows_is_flagged(tmp_path: Path, sentence: str, rule: str) -> None:
    assert _rules(tmp_path, sentence) == {rule}


@pytest.mark.parametrize(
    "sentence",
    [
        "巡河保洁次数年初设定的目标值为240次，全年实际完成252次。",
        "上年巡河保洁次数目标值为200次，实际完成210次。",
        "巡河保洁次数目标值由300次调整为240次。",
        "全县巡河保洁次数目标值为900次，实际完成930次。",
        "上半年巡河保洁次数计划120次，实际完成118次。",
    ],
)
def test_what_agrees_or_is_of_another_time_or_scope_passes(tmp_path: Path, sentence: str) -> None:
    assert _rules(tmp_path, sentence) == set()
