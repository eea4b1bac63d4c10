"""The unit of a bare figure: where it comes from, and what is said where two disagree."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import pipeline
from model.facts import Facts
from model.quantity import Quantity

TITLE = "青禾县灌溉泵站改造项目支出绩效自评报告\n\n"
FUNDING = (
    "资金来源{label}\t预算数{head}\t实际支出{head}\n"
    "年度资金总额\t{budget}\t{spent}\n财政拨款\t{budget}\t{spent}\n"
)
LEDGER = (
    "序号\t支付日期\t支出内容\t金额\n1\t2024年3月5日\t水泵\t60.10\n"
    "2\t2024年6月9日\t管道\t36.25\n合计\t\t\t96.35\n"
)


def reading(tmp_path: Path, text: str) -> Facts:
    path = tmp_path / "report.txt"
    path.write_text(TITLE + text, encoding="utf-8")
    return pipeline.process(path).facts


def table(*, head: str = "", label: str = "", budget: str = "128.40", spent: str = "96.35") -> str:
    return FUNDING.format(head=head, label=label, budget=budget, spent=spent)


def spent(facts: Facts) -> Quantity:
    figure = facts.funding[0].spent
    assert isinstance(figure, Quantity)
    return figure


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (table(head="（万元）"), "head"),
        ("单位：万元\n\n" + table(), "caption"),
        (table(label="（万元）"), "table"),
        (table(budget="128.40万元", spent="96.35万元"), "cell"),
    ],
)
def test_a_bare_amount_says_where_its_unit_comes_from(
    tmp_path: Path, text: str, found: str
) -> None:
    facts = reading(tmp_path, text)
    assert (spent(facts).value, spent(facts).unit_from) == (Decimal(963500), found)
    assert facts.funding[0].warnings == ()


def test_a_cell_in_another_unit_than_its_head_is_read_as_printed_and_said(tmp_path: Path) -> None:
    facts = reading(tmp_path, table(head="（元）", spent="96.35万元"))
    assert spent(facts).value == Decimal(963500)
    assert facts.funding[0].warnings == (
        "单元格所标“万元”（第4行）与表头所标“元”（第3行）不一致，按“万元”折算",
    )


def test_a_head_in_another_unit_than_the_caption_is_followed_and_said(tmp_path: Path) -> None:
    facts = reading(tmp_path, "单位：元\n\n" + table(head="（万元）"))
    assert spent(facts).value == Decimal(963500)
    assert facts.funding[0].warnings == (
        "表头所标“万元”（第5行）与表上方单位所标“元”（第3行）不一致，按“万元”折算",
    )


def test_a_total_that_proves_another_unit_is_left_as_stated_and_said(tmp_path: Path) -> None:
    facts = reading(
        tmp_path, "单位：元\n\n" + table() + "\n全年实际支出96.35万元，用于泵站改造。\n"
    )
    assert spent(facts).value == Decimal("96.35")
    (said,) = facts.funding[0].warnings
    assert "（第6行）" in said
    assert "第9行的96.35万元差10000倍" in said


def test_a_total_that_agrees_with_the_text_says_nothing(tmp_path: Path) -> None:
    facts = reading(
        tmp_path, "单位：万元\n\n" + table() + "\n全年实际支出963,500元，用于泵站改造。\n"
    )
    assert {row.warnings for row in facts.funding} == {()}


def test_a_ledger_without_a_unit_takes_the_one_its_total_proves(tmp_path: Path) -> None:
    facts = reading(tmp_path, "全年实际支出96.35万元，明细如下。\n\n" + LEDGER)
    first = facts.disbursements[0]
    assert isinstance(first.amount, Quantity)
    assert (first.amount.value, first.amount.unit_from) == (Decimal(601000), "total")
    assert first.warnings == ("单位未注明，由合计数与正文金额相符推定为万元",)


INDICATORS = (
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\n"
    "产出指标\t数量指标\t铺设管道长度（米）\t1200\t1200\n"
    "效益指标\t社会效益指标\t灌溉保证率（%）\t0.95\t0.96\n"
)


def test_a_bare_target_takes_the_unit_its_row_is_named_with(tmp_path: Path) -> None:
    rows = reading(tmp_path, INDICATORS).indicators
    target, actual = rows[0].target, rows[0].actual
    assert isinstance(target, Quantity)
    assert isinstance(actual, Quantity)
    assert (target.unit, actual.unit, rows[0].met) == ("米", "米", True)


def test_a_share_under_a_percent_sign_stays_bare(tmp_path: Path) -> None:
    target = reading(tmp_path, INDICATORS).indicators[1].target
    assert isinstance(target, Quantity)
    assert (target.value, target.unit) == (Decimal("0.95"), None)
