"""Indicators added, dropped or renamed between declaration, adjustment and report."""

from __future__ import annotations

from pathlib import Path

import pipeline

ADJUSTED = (
    "表1 绩效目标调整表\n"
    "| 一级指标 | 二级指标 | 三级指标 | 指标目标值 | 调整类型 | 跟踪目标值 | 是否跟踪 |\n"
    "| 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 原指标 | 18次 | 是 |\n"
    "|  |  | 培训护林员人数 | ≥120人 | 原指标 | 90人 | 是 |\n"
    "|  |  | 修缮路灯数量 | ≥40盏 | 原指标 | --- | --- |\n"
    "|  | 质量指标 | 设备完好率 | ≥95% | 原指标 | 95% | 是 |\n\n"
    "表2 绩效目标完成情况表\n"
    "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |\n"
)
PATROLS = "| 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 18次 |\n"
TRAINED = "|  |  | 护林员培训人数 | ≥120人 | 96人 |\n"
SOUND = "|  | 质量指标 | 设备完好率 | ≥95% | 96% |\n"


def found(rows: str, folder: Path) -> list[tuple[str, str]]:
    path = folder / "report.txt"
    path.write_text(ADJUSTED + rows, encoding="utf-8")
    findings = pipeline.process(path).findings
    return [(str(one.severity), one.message) for one in findings if one.rule == "XREF05"]


def test_a_name_with_its_words_in_another_order_is_the_same(tmp_path: Path) -> None:
    assert found(PATROLS + TRAINED + SOUND, tmp_path) == []


def test_a_tracked_indicator_that_is_not_reported_is_missing(tmp_path: Path) -> None:
    [(severity, message)] = found(PATROLS + SOUND, tmp_path)
    assert severity == "warning"
    assert "培训护林员人数" in message


def test_an_indicator_nobody_declared_is_new(tmp_path: Path) -> None:
    [(severity, message)] = found(
        PATROLS + TRAINED + SOUND + "|  |  | 村级档案归集率 | 100% | 100% |\n", tmp_path
    )
    assert severity == "warning"
    assert "村级档案归集率" in message


def test_one_without_a_target_to_track_is_only_noted(tmp_path: Path) -> None:
    rows = PATROLS + TRAINED + "|  |  | 修缮路灯数量 | ≥40盏 | 40盏 |\n" + SOUND
    [(severity, message)] = found(rows, tmp_path)
    assert severity == "note"
    assert "修缮路灯数量" in message


def test_a_table_of_other_indicators_is_not_held_against_the_adjustment(tmp_path: Path) -> None:
    rows = (
        "| 产出指标 | 数量指标 | 采购图书册数 | ≥300册 | 310册 |\n"
        "|  |  | 开放阅览天数 | ≥300天 | 302天 |\n"
    )
    assert found(rows, tmp_path) == []
