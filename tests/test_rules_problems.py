"""Problems denied or admitted, against scores."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline

SCORES = (
    "项目支出绩效评分表\n| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |\n"
    "| 决策 | 绩效目标 | 绩效指标明确性 | 4 | 4 |\n"
    "| 过程 | 资金管理 | 预算执行率 | 10 | 9.6 |\n"
    "| 过程 | 组织实施 | 财务管理制度健全性 | 4 | 4 |\n"
    "| 产出 | 产出数量 | 巡查次数 | 5 | 1 |\n"
    "| 效益 | 社会效益 | 夜间出行安全感 | 5 | 5 |\n"
)

DENIED: dict[str, tuple[str, list[str]]] = {
    "of output": ("一、项目产出存在的问题\n无。\n", ["warning"]),
    "in one line": ("产出方面存在的问题：无。\n", ["warning"]),
    "of money, of which little was lost": ("一、资金管理存在的问题\n无\n", ["note"]),
    "of benefit, of which nothing was lost": ("一、项目效益存在的问题\n无\n", []),
    "of any kind": ("一、存在的问题\n无\n", ["note"]),
    "something else to explain": ("一、其他需要说明的问题\n无\n", []),
    "told, not denied": ("一、项目产出存在的问题\n巡查未按计划开展。\n", []),
}

ADMITTED: dict[str, tuple[str, list[str]]] = {
    "unclear indicators": ("一、存在的问题\n绩效指标不够细化。\n", ["warning"]),
    "indicators still to be refined": ("一、存在的问题\n绩效指标有待进一步细化。\n", ["note"]),
    "rules on money": ("一、存在的问题\n财务管理制度不健全。\n", ["warning"]),
    "rules on something else": ("一、存在的问题\n巡查管理制度不健全。\n", []),
    "a list opened by a line": ("存在的问题：\n1.绩效指标不够细化。\n", ["warning"]),
    "a list of advice below it": ("存在的问题：\n1.无。\n改进措施：\n绩效指标不够细化。\n", []),
    "a budget not broken down": ("一、存在的问题\n预算编制不够细化。\n", []),
    "indicators of next year": ("一、存在的问题\n为避免明年绩效指标不够细化，应早作安排。\n", []),
    "advice": ("一、有关建议\n绩效指标不够细化。\n", []),
}


def found(code: str, text: str, folder: Path) -> list[str]:
    path = folder / "report.txt"
    path.write_text(SCORES + text, encoding="utf-8")
    return [str(one.severity) for one in pipeline.process(path).findings if one.rule == code]


@pytest.mark.parametrize(("text", "severities"), DENIED.values(), ids=DENIED)
def test_problems_denied(text: str, severities: list[str], tmp_path: Path) -> None:
    assert found("LOG08", text, tmp_path) == severities


@pytest.mark.parametrize(("text", "severities"), ADMITTED.values(), ids=ADMITTED)
def test_problems_admitted(text: str, severities: list[str], tmp_path: Path) -> None:
    assert found("LOG09", text, tmp_path) == severities
