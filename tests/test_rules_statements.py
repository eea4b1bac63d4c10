"""Words against figures: what is flagged, and what is only near to it."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline

MONEY = (
    "2023年度护林员补助项目绩效自评报告\n一、资金使用情况\n"
    "项目全年预算数200.00万元，实际到位资金160.00万元，全年执行数{spent}万元。\n二、项目分析\n"
)

CONTRADICTED = {
    "a rate called low at 98 %": ("196.00", "项目预算执行率不高。", "warning"),
    "a rate called high at 60 %": ("120.00", "项目预算执行率较高。", "warning"),
    "money spent to plan at 60 %": ("120.00", "项目资金按照年度用款计划支付。", "note"),
    "all money received at 160 of 200": ("120.00", "项目资金已全部到位。", "warning"),
    "all money spent at 120 of 160": ("120.00", "项目资金已全部支付完毕。", "warning"),
    "nothing left over at 120 of 160": ("120.00", "年末无结余。", "note"),
    "no overspending at 210 of 200": ("210.00", "项目支出未超预算。", "warning"),
}

CONSISTENT = {
    "a wish": ("120.00", "下一步确保项目资金全部到位。"),
    "a part": ("120.00", "中央资金已全部到位。"),
    "another year": ("196.00", "上年项目预算执行率偏低。"),
    "a condition": ("196.00", "若项目预算执行率偏低，应予通报。"),
    "a bounded rate": ("120.00", "设备购置预算执行率较高。"),
    "a use": ("120.00", "项目资金全部用于护林员工资。"),
    "all that was received": ("160.00", "项目资金已全部支付完毕，年末无结余。"),
    "a denial": ("120.00", "项目资金未能全部到位，预算执行率并不高。"),
}


def found(text: str, folder: Path) -> list[str]:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return [one.severity for one in pipeline.process(path).findings if one.rule == "LOG06"]


@pytest.mark.parametrize(("spent", "said", "severity"), CONTRADICTED.values(), ids=CONTRADICTED)
def test_words_that_figures_contradict_are_flagged(
    spent: str, said: str, severity: str, tmp_path: Path
) -> None:
    assert found(MONEY.format(spent=spent) + said + "\n", tmp_path) == [severity]


@pytest.mark.parametrize(("spent", "said"), CONSISTENT.values(), ids=CONSISTENT)
def test_words_of_something_else_are_not(spent: str, said: str, tmp_path: Path) -> None:
    assert found(MONEY.format(spent=spent) + said + "\n", tmp_path) == []


def test_advice_is_no_statement(tmp_path: Path) -> None:
    text = MONEY.format(spent="120.00") + "三、有关建议\n项目资金全部到位。\n"
    assert found(text, tmp_path) == []


def test_an_indicator_of_a_merit_is_held_against_its_praise(tmp_path: Path) -> None:
    table = (
        "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |\n"
        "| 过程 | 组织实施 | 财务管理制度健全性 | 4 | 1 |\n"
        "| 过程 | 资金管理 | 支付及时性 | 4 | 4 |\n"
    )
    assert found(f"{table}一、过程分析\n财务管理制度健全，支付及时。\n", tmp_path) == ["warning"]
    assert found(f"{table}一、过程分析\n财务管理制度不健全。\n", tmp_path) == []
