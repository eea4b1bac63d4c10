"""Rows of a table and its total row; dates up to which figures are told."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline

TITLE = "云溪县图书馆延时开放项目支出绩效自评报告\n\n一、资金情况\n"


def alarms(text: str, folder: Path) -> list[str]:
    """Rules of the errors and warnings a report gives."""
    path = folder / "report.txt"
    path.write_text(TITLE + text, encoding="utf-8")
    found = pipeline.process(path).findings
    return [one.rule for one in found if one.severity != "note" and one.root is None]


HEAD = "| 子项目 | 预算数 | 执行数 |\n"


@pytest.mark.parametrize(
    "rows",
    [
        "| 馆员加班 | 30.00 | 29.00 |\n| 水电 | 20.00 | 19.00 |\n| 合计 | 55.00 | 48.00 |\n",
        "| 总计 | 55.00 | 48.00 |\n| 馆员加班 | 30.00 | 29.00 |\n| 水电 | 20.00 | 19.00 |\n",
        "| 馆员加班 | 30.00 | 29.00 |\n| 水电 | 20.00 | 19.00 |\n| 小计 | 50.00 | 46.00 |\n",
    ],
)
def test_rows_by_purpose_must_add_up_to_the_total(rows: str, tmp_path: Path) -> None:
    assert "SUM03" in alarms("（单位：万元）\n" + HEAD + rows, tmp_path)


@pytest.mark.parametrize(
    "rows",
    [
        "| 馆员加班 | 30.00 | 29.00 |\n| 水电 | 20.00 | 19.00 |\n| 合计 | 50.00 | 48.00 |\n",
        (
            "| 加班 | 30.00 | 29.00 |\n| 其中：夜班 | 10.00 | 9.00 |\n| 水电 | 20.00 | 19.00 |\n"
            "| 合计 | 50.00 | 48.00 |\n"
        ),
        (
            "| 加班 | 30.00 | 29.00 |\n| 小计 | 30.00 | 29.00 |\n| 水电 | 20.00 | 19.00 |\n"
            "| 小计 | 20.00 | 19.00 |\n| 合计 | 50.00 | 48.00 |\n"
        ),
    ],
)
def test_rows_that_add_up_or_hold_parts_of_parts_pass(rows: str, tmp_path: Path) -> None:
    assert alarms("（单位：万元）\n" + HEAD + rows, tmp_path) == []


def test_a_part_of_a_source_is_not_another_source(tmp_path: Path) -> None:
    rows = (
        "| 资金来源 | 预算数 | 执行数 |\n| 合计 | 50.00 | 48.00 |\n| 其中：中央 | 30.00 | 30.00 |\n"
        "| 其中：直达资金 | 20.00 | 20.00 |\n| 县级 | 20.00 | 18.00 |\n"
    )
    assert alarms("（单位：万元）\n" + rows, tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        "截至2023年6月30日支付20万元；截至2023年12月31日累计支付48万元。\n",
        "全年支出48万元，其中：一季度10万元，上半年累计23万元，前三季度累计35万元。\n",
        "实际到位资金32万元，实际支出40.2万元，超出部分使用上年结转资金。\n",
        "项目总投资150万元，2023年预算50万元，累计支出144万元，累计支出率96%。\n",
        "全年支出48万元，其中：财政拨款45万元、自有资金3万元，人员经费20万元、公用经费28万元。\n",
        "场租20万元，演出28万元，合计48万元。其中演出28万元中，城区18万元、乡镇10万元。\n",
        "合同价30万元（中标价31万元、优惠1万元）。\n",
        "共12项指标，其中数量指标4项、质量指标3项、时效指标3项、效益指标和满意度指标各1项。\n",
        "本项目自评得分96.5分，评价得分89分，等级为良，两者相差7.5分。\n",
    ],
)
def test_stages_and_second_scores_are_no_contradiction(text: str, tmp_path: Path) -> None:
    assert alarms(text, tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        # the table is of the year before
        "2023年项目预算50万元，支出48万元，执行率96%。\n2022年资金表（万元）\n"
        + HEAD
        + "| 加班 | 26.00 | 25.00 |\n| 水电 | 19.00 | 18.00 |\n| 合计 | 45.00 | 43.00 |\n",
        # the table has only some of the items
        "2023年项目预算50万元，支出48万元，主要子项目如下（万元）。\n"
        + HEAD
        + "| 加班 | 30.00 | 29.00 |\n| 水电 | 15.00 | 14.50 |\n| 小计 | 45.00 | 43.50 |\n",
    ],
)
def test_a_table_of_another_year_or_of_some_items_is_not_the_whole(
    text: str, tmp_path: Path
) -> None:
    assert alarms(text, tmp_path) == []
