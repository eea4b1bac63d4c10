"""Relations that running text tells: silent where they hold, loud where one figure is changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import pipeline


@dataclass(frozen=True)
class Told:
    """A text that agrees, and a figure of it with what makes it wrong."""

    text: str
    figure: str
    wrong: str


HEAD = "某某县项目支出绩效评价报告\n一、基本情况\n"
CASES = {
    "a goal in a list and its plan below": Told(
        "年度目标：新建村级卫生室不少于12所；村医岗前培训合格率不低于95%。\n二、完成情况\n"
        "新建村级卫生室年度计划12所，实际建成11所。\n",
        "年度计划12所",
        "年度计划21所",
    ),
    "a goal above and its target value behind what was reached": Told(
        "项目绩效目标是：低保对象核查覆盖率不低于98%，入户核查户数不少于3600户。\n二、产出分析\n"
        "入户核查户数实际完成3550户，目标值3600户。\n",
        "目标值3600户",
        "目标值3060户",
    ),
    "scores of four dimensions and the total in the next sentence": Told(
        "各维度评分情况：投入维度18分，过程维度22.5分，产出维度31分，效果维度20分。经汇总，最终评分91.5分。\n",
        "22.5分",
        "25.2分",
    ),
    "scores won by class, the project's last": Told(
        "评价组认定决策类指标实得13.5分、过程类指标实得23.02分、产出类指标实得28.5分、效益类指标实得29分，项目最终得分94.02分。\n",
        "94.02分",
        "94.20分",
    ),
    "points lost and the score": Told(
        "本次自评满分100分，共丢3.5分，自评得分96.5分。\n", "丢3.5分", "丢5.3分"
    ),
    "a score as a subtraction of several": Told(
        "自评得分=100-2.5-1.2=96.3分。\n", "96.3分", "93.6分"
    ),
    "the parts of a total in brackets": Told(
        "全年救治困难群众总量共2,460人次，由门诊救治（1,300人次）、住院救治（860人次）、康复治疗（300人次）构成。\n",
        "860人次",
        "680人次",
    ),
}


def alarms(tmp_path: Path, text: str) -> list[str]:
    """What is said of a text, notes apart."""
    path = tmp_path / "report.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    found = pipeline.process(path).findings
    return [f"{one.rule} {one.message}" for one in found if one.severity != "note"]


@pytest.mark.parametrize("name", CASES)
def test_a_relation_that_holds_is_silent(tmp_path: Path, name: str) -> None:
    assert alarms(tmp_path, CASES[name].text) == []


@pytest.mark.parametrize("name", CASES)
def test_a_figure_that_breaks_it_is_found(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    assert case.figure in case.text
    wrong = case.wrong.strip("目标值年度计划丢")
    found = alarms(tmp_path, case.text.replace(case.figure, case.wrong))
    assert [one for one in found if wrong in one] != []
