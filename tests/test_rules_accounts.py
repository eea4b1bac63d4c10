"""Accounts told in prose and in tables: what belongs to one, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from model.finding import Finding


def found(rule: str, text: str, folder: Path) -> list[Finding]:
    """The findings of one rule in a report of this text."""
    path = folder / "report.txt"
    path.write_text(f"一、资金情况\n{text}\n", encoding="utf-8")
    return [one for one in pipeline.process(path).findings if one.rule == rule]


@pytest.mark.parametrize(
    "text",
    [
        (
            "甲项目上年结转10万元，当年下达50万元，支出55万元，结转5万元；"
            "乙项目上年结转8万元，当年下达40万元，支出44万元，结转4万元。"
        ),
        "项目预算120万元（其中上年结转20万元），实际到位120万元，支出90万元，结余30万元。",
        (
            "上年结转20万元，本年收入100万元，其中财政拨款80万元、其他收入20万元，支出90万元，"
            "年末结转30万元，其中项目结转25万元。"
        ),
    ],
)
def test_a_balance_counts_parts_and_projects_once(text: str, tmp_path: Path) -> None:
    assert not found("CAR01", text, tmp_path)


def test_the_second_of_two_accounts_is_checked_by_itself(tmp_path: Path) -> None:
    text = (
        "甲项目上年结转10万元，当年下达50万元，支出55万元，结转5万元；"
        "乙项目上年结转8万元，当年下达40万元，支出44万元，结转6万元。"
    )
    (one,) = found("CAR01", text, tmp_path)
    assert [figure.text for figure in one.figures] == ["8万元", "40万元", "44万元", "6万元"]


def test_a_list_of_paragraphs_is_one_account(tmp_path: Path) -> None:
    text = "1.年初预算：136万元。\n2.年中调减：16万元。\n3.全年预算：110万元。"
    assert found("BUD01", text, tmp_path)


def test_a_column_of_a_table_is_an_account(tmp_path: Path) -> None:
    text = (
        "资金结余表（单位：元）\n| 项目 | 金额 |\n| 上年结转 | 1,200.00 |\n"
        "| 本年收入 | 5,000.00 |\n"
        "| 本年支出 | 4,500.00 |\n| 年末结转 | 1,900.00 |"
    )
    (one,) = found("CAR01", text, tmp_path)
    assert one.recomputation is not None
    assert one.recomputation.value == "1700"


def test_an_increase_over_last_year_is_no_addition_to_the_budget(tmp_path: Path) -> None:
    text = "年初预算300万元，比上年增加20万元，年中追加10万元，调整后预算310万元。"
    assert not found("BUD01", text, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        (
            "2022年“三公”经费20万元，2023年“三公”经费18万元，其中因公出国（境）费0万元，"
            "公务用车购置及运行费10万元，公务接待费8万元。"
        ),
        "“三公”经费18.2万元，公务接待费3.1万元，公务用车运行维护费14万元。",
    ],
)
def test_a_class_not_named_is_not_nothing(text: str, tmp_path: Path) -> None:
    assert not found("SGF01", text, tmp_path)


def test_equal_wages_of_two_months_are_no_duplicate(tmp_path: Path) -> None:
    text = (
        "支付明细（单位：元）\n| 序号 | 支出内容 | 支付日期 | 金额 |\n"
        "| 1 | 1月工资 | 2023年1月28日 | 15,159.00 |\n| 2 | 2月工资 | 2023年1月30日 | 15,159.00 |"
    )
    assert not found("FOR04", text, tmp_path)


def test_the_limit_of_a_split_is_the_one_the_report_states(tmp_path: Path) -> None:
    text = (
        "本县分散采购限额标准为20万元，限额以上应当公开采购。\n支付明细（单位：元）\n"
        "| 序号 | 支出内容 | 收款单位 | 支付日期 | 金额 |\n"
        "| 1 | 家具采购 | 雅居公司 | 2023年6月5日 | 195,000.00 |\n"
        "| 2 | 家具采购 | 雅居公司 | 2023年6月15日 | 188,000.00 |"
    )
    (one,) = found("FOR05", text, tmp_path)
    assert "20万元" in {figure.text for figure in one.figures}
