"""Exact rewrites add nothing: a page turned within a table, years written out, wide digits."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline

TABLE = (
    "县医院设备更新项目支出绩效自评表\n"
    "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分\n"
    "产出指标 数量指标 购置监护仪 ≥40台 40台 30 30\n"
    "{turn}产出指标 质量指标 设备验收合格率 ≥98% 97% 30 29.7\n"
    "效益指标 社会效益指标 门诊人次增长率 ≥5% 6.2% 30 30\n"
    "满意度指标 服务对象满意度指标 患者满意度 ≥90% 92% 10 10\n"
    "总分 — — — — 100 99.7\n"
)
MERGED = (
    "县医院设备更新项目支出绩效自评报告\n一、完成情况\n共设三级指标4项，完成3项，未完成1项。\n"
    "县医院设备更新项目支出绩效自评表\n"
    "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 未完成原因\n"
    "产出指标 | 数量指标 | 购置监护仪 | ≥40台 | 40台 | 30 | 30 |\n"
    "{turn} |  | 购置呼吸机 | ≥10台 | 10台 | 30 | 30 |\n"
    " | 质量指标 | 设备验收合格率 | ≥98% | 97% | 30 | 29.7 | 一台退换\n"
    " | 时效指标 | 到货及时率 | ≥90% | 92% | 10 | 10 |\n"
    "总分 |  |  |  |  | 100 | 99.7 |\n"
)
YEARS = (
    "县医院设备更新项目绩效评价报告\n一、资金情况\n"
    "{first}投入310万元，{second}投入290.5万元，{third}投入402万元，三年累计投入1002.5万元。\n"
    "{span}共安排预算1002.5万元。\n"
)
WRAPPED = (
    "县医院设备更新项目绩效评价报告\n一、资金情况\n"
    "　　项目资金支出主要包括以下各个部分，一共３个，合计６２０,５００.００元，分别为监护\n"
    "仪１２０,０００.００元、呼吸机３００,０００.００元和除颤器\n"
    "２００,５００.００元。\n"
    "　　设备由县医院统一采购、统一验收、统一编号入库，专人管理，\n每季度盘点一次。\n"
)


def alarms(tmp_path: Path, text: str) -> list[str]:
    """What is said of a text, notes apart."""
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    found = pipeline.process(path).findings
    return [f"{one.rule} {one.message}" for one in found if one.severity != "note"]


def barred(text: str) -> str:
    """The rows of a table a cell a line, each closed by a bar."""
    title, *rows = text.rstrip("\n").split("\n")
    turned = [("\f" if row[0] == "\f" else "") + row.lstrip("\f") for row in rows]
    return "\n".join([title, *(" |\n".join(row.split(" ")) + " |" for row in turned)]) + "\n"


@pytest.mark.parametrize("turn", ["", "\f", "- 3 -\n\f"])
@pytest.mark.parametrize("print_as", [str, barred], ids=["blanks", "bars"])
def test_rows_behind_a_page_break_stand_under_the_head_before_it(
    tmp_path: Path, turn: str, print_as: type[str]
) -> None:
    whole = print_as(TABLE).replace("- |\n3 |\n- |\n", "- 3 -\n").format(turn=turn)
    assert alarms(tmp_path, whole) == []
    wrong = whole.replace("29.7\n", "27.9\n").replace("29.7 |\n", "27.9 |\n")
    assert any(one.startswith("SCO01") for one in alarms(tmp_path, wrong))


@pytest.mark.parametrize("turn", ["", "\f", "- 2 -\n\f"])
def test_blank_first_and_last_cells_stay_cells_behind_a_page_break(
    tmp_path: Path, turn: str
) -> None:
    whole = MERGED.format(turn=turn)
    assert alarms(tmp_path, whole) == []
    assert alarms(tmp_path, whole.replace("29.7", "27.9"))


def test_prose_behind_a_page_break_is_no_row(tmp_path: Path) -> None:
    text = TABLE.format(turn="") + "\f本次 自评 由 县医院 财务科 组织\n总分 以 表列 为准\n"
    assert alarms(tmp_path, text) == []


@pytest.mark.parametrize(
    "years",
    [
        ("2021年", "2022年", "2023年", "2021—2023年"),
        ("二〇二一年", "2022年", "二〇二三年", "二〇二一—二〇二三年"),
        ("２０２１年", "二○二二年", "二零二三年", "２０２１年至２０２３年"),
    ],
)
def test_years_are_the_same_however_they_are_written(
    tmp_path: Path, years: tuple[str, str, str, str]
) -> None:
    first, second, third, span = years
    text = YEARS.format(first=first, second=second, third=third, span=span)
    assert alarms(tmp_path, text) == []
    assert alarms(tmp_path, text.replace("290.5", "209.5"))


def test_a_list_cut_before_a_figure_goes_on(tmp_path: Path) -> None:
    assert alarms(tmp_path, WRAPPED) == []
    assert alarms(tmp_path, WRAPPED.replace("２００,５００", "２００,６００"))
