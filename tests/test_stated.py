"""Relations told in words are found with their figures, hold where they hold, and fail if not."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from model.finding import Report

HOLD = [
    ("growth", "2023年支出1,200.00万元，比2022年的1,000.00万元增长20.00%。", "20.00%", "21.00%"),
    ("growth", "上年培训800人次，今年培训1,000人次，同比增长25%。", "800", "860"),
    ("growth", "病虫害发生面积由2.5万亩下降到2.0万亩，降幅20%。", "2.0", "2.2"),
    ("growth_by", "接待游客360万人次，比上年增加60万人次，增长20%。", "20%", "26%"),
    ("change", "全年受理申请1,260件，较上年1,050件增加210件。", "210", "220"),
    ("points", "满意度为95.2%，比上年的92.0%提高3.2个百分点。", "3.2", "2.3"),
    ("points", "支出进度73.50%，低于序时进度83.33% 9.83个百分点。", "9.83", "8.93"),
    ("points", "按时率为73.5%，比80%的目标低6.5个百分点。", "6.5", "5.6"),
    ("share", "其中人员经费300万元，占总支出1,200万元的25%。", "300", "380"),
    ("share", "共培训学员500人，其中女性200人，占40%。", "40%", "44%"),
    ("rate", "发放问卷500份，回收480份，回收率96.00%。", "480", "460"),
    ("rate", "全县有卫生室150所，标准化建设达标135所，达标率90.0%。", "90.0", "80.0"),
    ("average", "发放补助36万元，惠及困难群众120人，人均补助3,000元。", "3,000", "3,600"),
    (
        "product",
        "按照300元/人/月的标准，为120人发放补贴10个月，共计36万元。",
        "36万",
        "39万",
    ),
    ("rest", "共排查隐患126处，已完成整改118处，剩余8处正在整改。", "118", "116"),
]

SILENT = [
    "项目预算100万元，实际支出90万元，受益人数增长5%。",
    "培训学员300人，其中女性120人，课程合格率98%。",
    "培训农民120人，投入资金30万元，带动人均增收3,000元。",
    "甲村支出30万元，乙村支出20万元，占比20%。",
    "2023年受理800件，办结790件，满意度比上年提高3个百分点。",
    "全年检查1,200家次，发现问题36个，罚款12万元，同比下降8%。",
    "近三年收入分别为100万元、120万元、150万元，年均增长22.5%。",
]


def report(sentence: str, folder: Path) -> Report:
    path = folder / "report.txt"
    path.write_text(f"某县惠民项目绩效自评报告\n二、项目完成情况\n{sentence}\n", encoding="utf-8")
    return pipeline.process(path)


@pytest.mark.parametrize(("kind", "sentence"), [one[:2] for one in HOLD])
def test_a_relation_told_in_words_is_found_and_holds(
    kind: str, sentence: str, tmp_path: Path
) -> None:
    read = report(sentence, tmp_path)
    assert kind in {one.kind for one in read.facts.stated}
    assert not read.findings


@pytest.mark.parametrize(("kind", "sentence", "right", "wrong"), HOLD)
def test_one_wrong_digit_in_it_is_found(
    kind: str, sentence: str, right: str, wrong: str, tmp_path: Path
) -> None:
    read = report(sentence.replace(right, wrong, 1), tmp_path)
    assert [one.severity.value for one in read.findings if one.rule in RULES[kind]]


@pytest.mark.parametrize("sentence", SILENT)
def test_figures_side_by_side_are_no_relation(sentence: str, tmp_path: Path) -> None:
    read = report(sentence, tmp_path)
    assert not read.facts.stated
    assert not read.findings


RULES = {
    "growth": {"RATE04"},
    "growth_by": {"RATE04"},
    "share": {"RATE04"},
    "rate": {"RATE04"},
    "change": {"FORM01"},
    "points": {"FORM01"},
    "average": {"FORM02"},
    "product": {"FORM02"},
    "rest": {"SUM05"},
}
