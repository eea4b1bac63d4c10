"""Scores, weights and deductions: what the rules about them flag, and what they leave alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import pipeline
from model.finding import Finding
from validate.scoring_text import scheme

FORM = (
    "项目支出绩效自评表\n"
    "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
)
SCORED = "绩效评价指标评分表\n| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分标准 |\n"


def findings(text: str, rule: str, folder: Path) -> list[Finding]:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return [one for one in pipeline.process(path).findings if one.rule == rule]


def test_a_perfect_score_quotes_the_problems_admitted(tmp_path: Path) -> None:
    text = (
        "设备采购项目支出绩效自评报告\n一、评价结论\n自评得分100分。\n二、主要经验及做法、存在的问题\n"
        "设备管理人员不足，台账尚不完善。\n"
    )
    (found,) = findings(text, "POL10", tmp_path)
    assert [one.text for one in found.figures] == ["100分", "设备管理人员不足", "台账尚不完善"]


def test_problems_that_were_overcome_are_no_admission(tmp_path: Path) -> None:
    text = (
        "设备采购项目支出绩效自评报告\n一、评价结论\n自评得分100分，购置设备12台。\n"
        "二、存在的问题\n已解决人员不足的情况。\n"
    )
    assert not findings(text, "POL10", tmp_path)


@pytest.mark.parametrize(
    "row",
    [
        "| 产出指标 | 质量指标 | 设备合格率 | ≥95% | 合格率为97% | 50 | 50 |",
        "| 产出指标 | 数量指标 | 预算执行率 | 100% | 较好 | 50 | 50 |",
        "| 效益指标 | 社会效益 | 提高办事效率 | 提高 | 提高 | 50 | 50 |",
    ],
)
def test_what_is_measured_or_needs_no_measure_is_left_alone(row: str, tmp_path: Path) -> None:
    assert not findings(f"{FORM}{row}\n", "POL12", tmp_path)


@pytest.mark.parametrize("value", ["=1", "98", "0.98", "12次/月"])
def test_a_rate_may_be_a_bare_number(value: str, tmp_path: Path) -> None:
    row = f"| 产出指标 | 质量指标 | 设备完好率 | {value} | {value} | 50 | 50 |\n"
    assert not findings(FORM + row, "LOG11", tmp_path)


def test_a_row_s_own_deduction_is_held_against_its_loss(tmp_path: Path) -> None:
    text = (
        "项目支出绩效自评表\n"
        "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 扣分原因 |\n"
        "| 产出指标 | 数量指标 | 采购设备 | ≥10台 | 9台 | 50 | 45 | 一台延期，扣5分 |\n"
        "| 产出指标 | 质量指标 | 验收合格率 | ≥95% | 90% | 50 | 47 | 返修较多，扣2分 |\n"
    )
    (found,) = findings(text, "SCO03", tmp_path)
    assert "验收合格率" in found.message
    assert "采购设备" not in found.message


def test_deductions_of_some_indicators_only_are_no_contradiction(tmp_path: Path) -> None:
    text = (
        "设备采购项目支出绩效评价报告\n一、评价结论\n综合得分90分。\n二、产出分析\n"
        "设备到货延期，扣2分；验收资料不全，扣1分。\n"
    )
    assert not findings(text, "SCO03", tmp_path)


def test_what_would_be_taken_off_was_not(tmp_path: Path) -> None:
    text = (
        "设备采购项目支出绩效评价报告\n一、评价结论\n综合得分99分。\n"
        "二、扣分标准\n每延期一天扣2分，逾期未交的扣5分，扣完为止。\n"
    )
    assert not findings(text, "SCO03", tmp_path)


@pytest.mark.parametrize(("score", "flagged"), [("10", True), ("8.24", False), ("8.2", False)])
def test_the_execution_rate_scores_in_proportion(
    score: str, *, flagged: bool, tmp_path: Path
) -> None:
    row = f"| 预算执行 | 预算执行率 | 预算执行率 | 100% | 82.4% | 10 | {score} |\n"
    assert bool(findings(FORM + row, "POL08", tmp_path)) is flagged


def test_a_department_s_evaluation_has_rules_of_its_own_for_the_rate(tmp_path: Path) -> None:
    row = "| 过程 | 资金管理 | 预算执行率 | 10 | 10 | 完成得满分 |\n"
    text = f"部门评价报告\n执行率为82.4%。\n{SCORED}{row}"
    assert not findings(text, "POL08", tmp_path)


def test_a_loss_the_text_explains_needs_no_reason_in_its_row(tmp_path: Path) -> None:
    text = (
        "项目支出绩效自评表\n"
        "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |\n"
        "| 产出指标 | 数量指标 | 采购设备台数 | ≥10台 | 9台 | 50 | 45 | |\n"
        "一、偏差说明\n采购设备台数未完成，主要是一台设备因厂家停产未到货。\n"
    )
    assert not findings(text, "SCO04", tmp_path)


def test_parts_of_two_tasks_may_share_a_name(tmp_path: Path) -> None:
    text = (
        "绩效目标申报表\n| 一级指标 | 二级指标 | 三级指标 | 四级指标 | 指标值 |\n"
        "| 产出指标 | 数量指标 | 东片区 | 硬化道路里程 | ≥5公里 |\n"
        "| 产出指标 | 数量指标 | 西片区 | 硬化道路里程 | ≥9公里 |\n"
    )
    assert not findings(text, "IND01", tmp_path)


def test_a_table_before_and_after_a_change_repeats_no_indicator(tmp_path: Path) -> None:
    text = (
        "绩效运行监控报告\n附表1 申报指标\n| 三级指标 | 年度指标值 |\n"
        "| 苗木栽植株数 | ≥300株 |\n| 苗木成活率 | ≥90% |\n"
        "附表2 指标调整情况\n| 三级指标 | 调整类型 | 调整后指标值 |\n"
        "| 苗木栽植株数 | 调整 | ≥280株 |\n| 苗木成活率 | 不调整 | ≥90% |\n"
    )
    assert not findings(text, "IND01", tmp_path)


@pytest.mark.parametrize(
    "rule_text",
    [
        "视情况酌情扣分",
        "按完成比例得分",
        "得分=完成率×分值",
        "最多扣3分",
        "制度健全（2分），执行有效（2分）",
    ],
)
def test_a_rule_that_leaves_the_score_open_is_not_read(rule_text: str) -> None:
    assert scheme(rule_text, Decimal(4)) is None


@pytest.mark.parametrize(
    ("rule_text", "score", "given"),
    [
        ("合规得满分；每发现一例扣2分，扣完为止", "5", False),
        ("合规得满分；每发现一例扣2分，扣完为止", "4", True),
        ("健全得满分；不完善，得权重的60%；没有，不得分", "3.6", True),
        ("健全得满分；不完善，得权重的60%；没有，不得分", "3", False),
        ("规范，得满分；部分规范，扣0.5分；不规范，不得分", "5.5", True),
    ],
)
def test_a_rule_gives_the_scores_it_names(rule_text: str, score: str, *, given: bool) -> None:
    read = scheme(rule_text, Decimal(6))
    assert read is not None
    assert (Decimal(score) in read.nearest(Decimal(score), Decimal(6))) is given


@pytest.mark.parametrize(("score", "flagged"), [("6", False), ("8", True), ("10", True)])
def test_points_fall_with_the_actual_as_the_rule_says(
    score: str, *, flagged: bool, tmp_path: Path
) -> None:
    text = (
        "绩效评价指标评分表\n| 三级指标 | 评分标准 | 分值 | 实际值 | 得分 |\n"
        f"| 设备完好率 | 达到95%得满分，每降低1个百分点扣1分 | 10 | 91% | {score} |\n"
        "| 采购设备台数 | 达到10台得满分，否则不得分 | 20 | 12台 | 20 |\n"
    )
    assert bool(findings(f"设备采购项目绩效评价报告\n{text}", "LOG10", tmp_path)) is flagged
