"""References within a report: documents, annexes, contents, classes, names, goals, totals."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline

SCORES = (
    "项目支出绩效评分表\n| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |\n"
    "| 产出 | 产出数量 | 巡查次数 | 40 | 40 |\n"
    "| 产出 | 产出质量 | 验收合格率 | 20 | 20 |\n"
    "| 产出 | 产出质量 | 设备完好率 | 20 | 16 |\n"
    "| 效益 | 社会效益 | 夜间出行安全感 | 20 | 20 |\n"
    "| 总分 | | | 100 | 96 |\n"
)

FLAGGED = {
    "one number, two formal titles": (
        "XREF08",
        (
            "根据《关于加强城市照明管理的通知》（清政发〔2021〕8号）和"
            "《关于开展背街小巷整治行动的通知》（清政发〔2021〕8号）实施。\n"
        ),
    ),
    "an annex that is not there": ("XREF10", "一、结论\n明细见附件3。\n附件1：评分表\n"),
    "a table number that is not there": ("XREF10", "一、结论\n明细见表5。\n表1 资金表\n"),
    "quality told as benefit": (
        "XREF06",
        f"{SCORES}一、项目效益分析\n验收合格率达到100%，设备完好率达到92%。\n",
    ),
    "a total score told otherwise": (
        "XREF07",
        f"{SCORES}一、评价结论\n项目绩效评价总体得分为98分，等级为优。\n",
    ),
    "a company with one character wrong": (
        "XREF09",
        (
            "由清河县光明路灯工程有限公司施工。清河县光明路灯工程有限公司负责养护。\n"
            "款项付至清河县光朋路灯工程有限公司。\n"
        ),
    ),
}

CONSISTENT = {
    "a title told in short": (
        "XREF08",
        (
            "根据《清河县人民政府关于印发〈清河县城市照明管理办法〉的通知》（清政发〔2021〕8号）和"
            "《城市照明管理办法》（清政发〔2021〕8号）实施。\n"
        ),
    ),
    "budget letters of one title": (
        "XREF08",
        (
            "《关于下达2023年照明补助资金的通知》（清财〔2023〕8号）和"
            "《关于下达2023年照明补助资金的通知》（清财〔2023〕38号）下达资金。\n"
        ),
    ),
    "an annex of another document": ("XREF10", "一、方法\n见《评价管理办法》附件3。\n"),
    "an annex that is listed": ("XREF10", "一、结论\n明细见附件2。\n附件：1.评分表\n2.支出明细\n"),
    "the table below": ("XREF10", "一、结论\n明细见表。\n表1 资金表\n"),
    "one output quoted for a benefit": (
        "XREF06",
        f"{SCORES}一、项目效益分析\n通过巡查，验收合格率达到100%，居民出行更安全。\n",
    ),
    "output told as output": (
        "XREF06",
        f"{SCORES}一、项目产出分析\n验收合格率达到100%，设备完好率达到92%。\n",
    ),
    "a self-score beside a review": (
        "XREF07",
        f"{SCORES}一、评价结论\n单位自评得分98分，经复核，项目得分为96分。\n",
    ),
    "two bureaus alike": (
        "XREF09",
        "项目单位：清河县财政局\n由清河县民政局配合，清河县财政局组织，东河县财政局协助。\n",
    ),
    "a first and a second phase": (
        "XREF09",
        "清河县路灯改造一期工程完工。清河县路灯改造一期工程验收。清河县路灯改造二期工程开工。\n",
    ),
}


def found(text: str, folder: Path) -> dict[str, str]:
    path = folder / "report.txt"
    path.write_text("清河县路灯项目支出绩效评价报告\n" + text, encoding="utf-8")
    return {one.rule: one.message for one in pipeline.process(path).findings}


@pytest.mark.parametrize(("code", "text"), FLAGGED.values(), ids=FLAGGED)
def test_references_that_fail_are_flagged(code: str, text: str, tmp_path: Path) -> None:
    assert code in found(text, tmp_path)


@pytest.mark.parametrize(("code", "text"), CONSISTENT.values(), ids=CONSISTENT)
def test_references_that_hold_are_not(code: str, text: str, tmp_path: Path) -> None:
    assert code not in found(text, tmp_path)


def test_headings_that_run_into_their_text_are_in_the_contents(tmp_path: Path) -> None:
    text = (
        "目 录\n一、项目概况......1\n（一）立项背景......1\n二、评价结论......4\n"
        "一、项目概况\n（一）立项背景。为改善夜间照明，设立本项目，由县城市管理局组织实施。\n"
        "二、评价结论\n总体良好。\n"
    )
    assert "TXT13" not in found(text, tmp_path)


def test_headings_in_another_order_than_the_contents_are_noted(tmp_path: Path) -> None:
    text = (
        "目 录\n一、项目概况......1\n二、评价结论......4\n三、主要经验......5\n"
        "一、项目概况\n改善夜间照明。\n三、主要经验\n统一管理。\n二、评价结论\n总体良好。\n"
    )
    assert "次序" in found(text, tmp_path)["TXT13"]
