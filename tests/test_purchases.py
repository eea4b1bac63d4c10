"""What a sentence says a purchase saved, averages, satisfaction and totals that close a run."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline

_HEAD = "项目支出绩效自评报告\n一、项目完成情况\n"


def _codes(tmp_path: Path, text: str) -> set[str]:
    report = tmp_path / "report.txt"
    report.write_text(_HEAD + text + "\n", encoding="utf-8")
    found = pipeline.process(report).findings
    return {one.rule for one in found if str(one.severity) in {"error", "warning"}}


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        (
            "PRO01",
            "该批仪器招标控制价为480万元，最终成交价441.6万元，较控制价节省38.4万元。",
            "该批仪器招标控制价为480万元，最终成交价441.6万元，较控制价节省48.4万元。",
        ),
        (
            "RATE04",
            "设备采购预算350.00万元，合同价329.00万元，资金节约率6.00%。",
            "设备采购预算350.00万元，合同价329.00万元，资金节约率6.90%。",
        ),
        (
            "RATE04",
            "回收有效答卷412份，其中满意395份、不满意17份，群众满意度为95.87%。",
            "回收有效答卷412份，其中满意395份、不满意17份，群众满意度为98.57%。",
        ),
        (
            "SUM05",
            "按学段分，小学为1,208人，初中为846人，高中为517人，总数2,571人。",
            "按学段分，小学为1,208人，初中为864人，高中为517人，总数2,571人。",
        ),
    ],
)
def test_a_relation_told_in_a_sentence(tmp_path: Path, code: str, right: str, wrong: str) -> None:
    assert _codes(tmp_path, right) == set()
    assert code in _codes(tmp_path, wrong)


def test_an_average_printed_as_one_figure_is_recomputed(tmp_path: Path) -> None:
    assert _codes(tmp_path, "护林补助户均1,250元，共计62.5万元，惠及农户500户。") == set()
    assert _codes(tmp_path, "护林补助户均1,520元，共计62.5万元，惠及农户500户。")


def test_answers_in_degrees_are_no_single_share(tmp_path: Path) -> None:
    text = "有效问卷400份，非常满意200份，满意120份，基本满意60份，满意度95%。"
    assert _codes(tmp_path, text) == set()
