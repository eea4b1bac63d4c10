"""Figures that look like totals, parts, rates or prices and are none."""

from __future__ import annotations

import pytest

from tests.told import told


def sums(text: str) -> list[tuple[str | None, list[str]]]:
    """Each list of a text: its total as printed, and its parts."""
    return [
        (entry.total.raw if entry.total else None, [figure.raw for figure in entry.parts])
        for entry in told(text).breakdowns
    ]


def played(text: str, raw: str) -> tuple[str | None, str]:
    """Measure and role of one figure of a text."""
    claim = next(claim for claim in told(text).claims if claim.figure.raw == raw)
    return claim.measure, claim.role


@pytest.mark.parametrize(
    ("text", "total"),
    [
        (
            (
                "全年支出80万元，支出率94%，经费剩余5万元。其中，市级经费支出60万元，"
                "自有经费支出20万元。"
            ),
            "80万元",
        ),
        (
            (
                "当年实际支付90万元，超出本年拨付资金12万元，动用了往年资金；"
                "其中支付工程款70万元，支付监理费20万元。"
            ),
            "90万元",
        ),
        (
            "本年支出66万元，比上年增加6万元，其中：印刷支出40万元，差旅支出26万元。",
            "66万元",
        ),
        ("年末结余9万元，其中支付设备款30万元，支付材料费20万元。", None),
        ("全年支出50万元，结余9万元，其中人员经费30万元，公用经费20万元。", None),
    ],
)
def test_what_is_left_over_is_no_total_of_what_was_spent(text: str, total: str | None) -> None:
    assert [found for found, _ in sums(text)] == [total]


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("支出50万元，结余9万元，其中财政资金结余6万元，自筹资金结余3万元。", "9万元"),
        ("年末结余资金9万元，其中县级资金6万元，自筹资金3万元。", "9万元"),
        ("较上年增加支出9万元，其中水费支出增加6万元，电费支出增加3万元。", "9万元"),
    ],
)
def test_parts_of_a_balance_or_an_increase_keep_their_total(text: str, total: str) -> None:
    assert [found for found, _ in sums(text)] == [total]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "共支出66万元。其中上半年工资2,000人×100元×3个月＝60万元，"
                "加发节日补贴300人×200元＝6万元。"
            ),
            [("66万元", ["＝60万元", "＝6万元"])],
        ),
        (
            "全年支付1.5万元，其中：讲课费10人×1000元=1万元，资料费100套*50元=0.5万元。",
            [("1.5万元", ["=1万元", "=0.5万元"])],
        ),
        (
            "共支出9万元，其中：购置电脑10台，单价5000元，合计5万元；装修费4万元。",
            [("9万元", ["5万元", "4万元"])],
        ),
    ],
)
def test_factors_of_a_formula_are_no_parts(
    text: str, expected: list[tuple[str | None, list[str]]]
) -> None:
    assert [entry for entry in sums(text) if entry[0] == expected[0][0]] == expected


def test_a_result_goes_by_the_words_before_its_formula() -> None:
    text = "共支出66万元，其中：工资2,000人×100元×3个月＝60万元，节日补贴300人×200元＝6万元。"
    (entry,) = told(text).breakdowns
    assert [name.raw for name in entry.names] == ["工资", "节日补贴"]


@pytest.mark.parametrize(
    "text",
    [
        "培训经费预算45万元（年初50万元，核减5万元）。",
        "调整后资金88万元（原下达96万元，收回8万元），已支出80万元。",
        "可用资金70万元，其中：本年拨款78万元，扣除上缴8万元。",
    ],
)
def test_a_list_with_a_reduction_is_no_sum(text: str) -> None:
    assert sums(text) == []


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("年中共核减12万元，其中：会议费核减5万元，培训费核减7万元。", "12万元"),
        ("预算60万元（年初50万元，追加10万元）。", "60万元"),
    ],
)
def test_reductions_of_a_reduction_and_additions_are_sums(text: str, total: str) -> None:
    assert [found for found, _ in sums(text)] == [total]


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
