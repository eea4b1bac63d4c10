"""What the rules on wording say of sentences written for them."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline

OWN = "项目单位：柳溪县水管所\n一、资金管理\n"

FLAGGED = {
    "TXT01": "一、资金\n三年预算合计12,345.600元。\n",
    "TXT02": "一、概况\n很好。\n二、资金\n很好。\n二、绩效\n很好。\n",
    "TXT03": f"{OWN}各项支出均按照县林业局财务管理制度执行。\n",
    "TXT04": "一、说明\n以20XX年度渠道维修项目为例填写。\n",
    "TXT05": "一、依据\n水利条例 and 管理办法。\n",
    "TXT06": "一、概况\n渠道渠道清淤工作已结束。\n",
    "TXT08": "一、概况\n详见错误！未定义书签。\n",
    "TXT09": (
        "（单位：元）\n| 资金来源 | 全年预算数 | 全年执行数 |\n"
        "| 市级财政 | 900 | 600 |\n| 合计 | | |\n"
    ),
    "TXT12": "一、做法\n主要做法：一是巡渠；二是清淤；四是检修。\n",
}

PASSED = {
    "a body whose rules bind others": ("TXT03", f"{OWN}支出按照县财政局资金管理办法执行。\n"),
    "the body's own short name": ("TXT03", f"{OWN}支出按照县水管所财务管理制度执行。\n"),
    "a partner at work": ("TXT03", f"{OWN}县林业局负责渠道两岸的绿化。\n"),
    "names made anonymous": ("TXT04", "一、走访\n走访了张XX等三人和XX合作社。\n"),
    "products and paper sizes": ("TXT05", "一、设备\n配备A4打印机，通过APP报修，采用PPP模式。\n"),
    "words said twice on purpose": ("TXT06", "一、做法\n与农户商量商量，的确逐渠逐渠检查检查。\n"),
    "marks of a conversion": ("TXT08", "# 一、概况\n**渠道**<b>完好</b>。\n"),
    "a nested list": ("TXT12", "一、做法\n一是巡渠，做到①早②勤；二是清淤；三是检修。\n"),
    "numbers that begin again under each part": (
        "TXT02",
        "一、概况\n（一）背景\n好。\n（二）依据\n好。\n二、绩效\n（一）产出\n好。\n（二）效益\n好。\n",
    ),
    "a number grouped rightly": ("TXT01", "一、资金\n预算12,345,600元，合1,234.56万元。\n"),
}


def _codes(tmp_path: Path, text: str) -> set[str]:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    return {finding.rule for finding in pipeline.process(path).findings}


@pytest.mark.parametrize("rule", FLAGGED)
def test_a_fault_of_wording_is_flagged(tmp_path: Path, rule: str) -> None:
    assert rule in _codes(tmp_path, FLAGGED[rule])


@pytest.mark.parametrize("case", PASSED)
def test_good_wording_is_not_flagged(tmp_path: Path, case: str) -> None:
    rule, text = PASSED[case]
    assert rule not in _codes(tmp_path, text)
