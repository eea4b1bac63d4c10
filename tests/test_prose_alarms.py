"""Figures that look like totals, parts, rates or prices and are none."""

from __future__ import annotations

import pytest

from tests.told import told


def played(text: str, raw: str) -> tuple[str | None, str]:
    """Measure and role of one figure of a text."""
    claim = next(claim for claim in told(text).claims if claim.figure.raw == raw)
    return claim.measure, claim.role


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("实际支出40万元，超过当年到位资金8万元。", "8万元"),
        ("全年支出32万元，低于年初预算3万元。", "3万元"),
        ("工程支出较批复概算多6万元。", "6万元"),
        ("全年支出较上年减少支出2万元。", "2万元"),
    ],
)
def test_an_excess_is_not_the_sum_it_exceeds(text: str, raw: str) -> None:
    assert played(text, raw) == (None, "other")


@pytest.mark.parametrize(
    ("text", "raw", "role"),
    [
        ("全年支出不超过预算30万元。", "30万元", "budget"),
        ("本年支出超过预算安排的30万元。", "30万元", "budget"),
        ("项目支出比例合理，共支出30万元。", "30万元", "spent"),
        ("较好完成任务，实际到位资金30万元。", "30万元", "received"),
    ],
)
def test_a_sum_beside_words_of_comparison_keeps_its_part(text: str, raw: str, role: str) -> None:
    assert played(text, raw) == (role, role)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("预算执行率61%，低于序时进度5.67个百分点。", "5.67个百分点"),
        ("支出进度高于时间进度3个百分点。", "3个百分点"),
        ("资金到位率比上年提高4个百分点，预算执行率提高2个百分点。", "2个百分点"),
        ("二、完成情况\n资金到位率提高4个百分点。", "4个百分点"),
    ],
)
def test_a_gap_in_points_is_no_rate(text: str, raw: str) -> None:
    assert played(text, raw) == (None, "other")


def test_a_rise_in_points_may_be_a_goal() -> None:
    assert played("二、绩效目标\n巡查覆盖面提高4个百分点。", "4个百分点") == (None, "target")


def test_the_rate_compared_with_stays_a_rate() -> None:
    text = "预算执行率61%，低于序时进度66.67%。"
    assert played(text, "66.67%") == ("time_progress", "rate")


@pytest.mark.parametrize(
    "text",
    [
        "每人每年补贴3,600元（每月300元）。",
        "河道保洁员人均工资24,000元（每月2,000元）。",
        "对每户补助标准为1,200元（100元/月）。",
    ],
)
def test_a_price_per_head_has_no_price(text: str) -> None:
    assert told(text).unit_prices == ()


def test_a_total_keeps_its_price() -> None:
    (priced,) = told("全年发放保洁补贴36,000元（300元/人/月）。").unit_prices
    assert (priced.amount.raw, priced.price.raw) == ("36,000元", "300元/人/月")
