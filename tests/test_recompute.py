"""The judge: what is true and rounded is never contradicted, what is not always is."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.finding import Ruling
from model.quantity import Quantity, plain
from model.relation import Constant, Count, Difference, Product, Ratio, Relation, Sum
from tests.made_figures import bare, day, heads, percent, price, span, word, yuan
from validate.power import power
from validate.recompute import judge
from validate.wording import detail, expression, recomputation

FINE = frozenset({Ruling.EXACT, Ruling.ROUNDED})

amounts = st.decimals(min_value=1, max_value=10**8, places=2)
rates = st.integers(min_value=0, max_value=4)


def verdict(left: Quantity, op: str, right: object) -> Ruling:
    return judge(Relation(left, op, right)).verdict  # type: ignore[arg-type]  # any operand


def printed_rate(value: Decimal, places: int, rounding: str) -> Quantity:
    return percent(f"{plain(value.quantize(Decimal(1).scaleb(-places), rounding=rounding))}%")


@given(amounts, amounts, rates, st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_a_true_rate_rounded_either_way_holds(
    spent: Decimal, budget: Decimal, places: int, rounding: str
) -> None:
    rate = printed_rate(100 * spent / budget, places, rounding)
    ratio = Ratio(yuan(f"{spent}元"), yuan(f"{budget}元"))
    assert verdict(rate, "=", ratio) in FINE


@given(amounts, amounts, rates)
def test_a_true_rate_cut_off_is_never_contradicted(
    spent: Decimal, budget: Decimal, places: int
) -> None:
    rate = printed_rate(100 * spent / budget, places, ROUND_DOWN)
    ratio = Ratio(yuan(f"{spent}元"), yuan(f"{budget}元"))
    assert verdict(rate, "=", ratio) in FINE | {Ruling.TRUNCATED}


@given(amounts, amounts, rates, st.sampled_from([-2, 2]))
def test_a_rate_two_steps_off_is_always_contradicted(
    spent: Decimal, budget: Decimal, places: int, steps: int
) -> None:
    true = (100 * spent / budget).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    rate = percent(f"{plain(true + steps * Decimal(1).scaleb(-places))}%")
    ratio = Ratio(yuan(f"{spent}元"), yuan(f"{budget}元"))
    assert verdict(rate, "=", ratio) is Ruling.CONTRADICTED


@given(st.lists(amounts, min_size=1, max_size=30))
def test_a_true_sum_is_exact_and_a_cent_off_is_contradicted(rows: list[Decimal]) -> None:
    terms = Sum(tuple(yuan(f"{row}元") for row in rows))
    total = sum(rows, Decimal(0))
    assert verdict(yuan(f"{total}元"), "=", terms) is Ruling.EXACT
    assert verdict(yuan(f"{total + Decimal('0.01')}元"), "=", terms) is Ruling.CONTRADICTED


@given(st.lists(amounts, min_size=1, max_size=30))
def test_rows_rounded_to_wan_yuan_leave_no_more_than_a_residue(rows: list[Decimal]) -> None:
    cent = Decimal("0.01")
    terms = Sum(tuple(yuan(f"{(row / 10000).quantize(cent)}万元") for row in rows))
    total = yuan(f"{(sum(rows, Decimal(0)) / 10000).quantize(cent)}万元")
    assert verdict(total, "=", terms) in FINE | {Ruling.RESIDUE}


@given(st.integers(2, 30), st.integers(2, 50))
def test_a_sum_two_steps_past_its_bound_is_contradicted(rows: int, beyond: int) -> None:
    terms = Sum(tuple(yuan("10.00万元") for _ in range(rows)))
    off = Decimal("0.005") * (rows + 1) + Decimal("0.01") * beyond
    total = yuan(f"{(10 * rows + off).quantize(Decimal('0.01'))}万元")
    assert verdict(total, "=", terms) is Ruling.CONTRADICTED


@given(amounts)
def test_one_amount_in_two_units_holds_and_two_steps_off_does_not(amount: Decimal) -> None:
    fine = yuan(f"{amount}元")
    coarse = (amount / 10000).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert verdict(yuan(f"{coarse}万元"), "=", fine) in FINE
    assert verdict(yuan(f"{coarse + Decimal('0.02')}万元"), "=", fine) is Ruling.CONTRADICTED


@pytest.mark.parametrize(
    ("rate", "spent", "budget", "expected"),
    [
        ("73.50%", "1,358.47万元", "1,848.23万元", Ruling.ROUNDED),
        ("66.22%", "198676.5元", "30万元", Ruling.TRUNCATED),
        ("66.23%", "198676.5元", "30万元", Ruling.ROUNDED),
        ("100%", "293.08万元", "397.80万元", Ruling.CONTRADICTED),
        ("100%", "30万元", "30 万元", Ruling.EXACT),
    ],
)
def test_rates_as_reports_print_them(rate: str, spent: str, budget: str, expected: Ruling) -> None:
    ratio = Ratio(yuan(spent), yuan(budget.replace(" ", "")))
    assert verdict(percent(rate), "=", ratio) is expected


def test_a_round_budget_is_a_point_and_not_give_or_take_half_of_its_unit() -> None:
    ratio = Ratio(yuan("198676.5元"), yuan("30万元"))
    assert verdict(percent("65.90%"), "=", ratio) is Ruling.CONTRADICTED


def test_a_budget_of_about_so_much_leaves_room() -> None:
    about = yuan("30万元", comparator="~")
    assert verdict(percent("65.90%"), "=", Ratio(yuan("198676.5元"), about)) in FINE


def test_scores_are_exact_however_they_are_printed() -> None:
    points = Sum((bare("45.4", unit="分"), bare("46", unit="分")))
    assert verdict(bare("91", unit="分"), "=", points) is Ruling.CONTRADICTED


def test_a_count_is_the_number_of_things_listed() -> None:
    assert verdict(bare("4"), "=", Count((word("甲"), word("乙")))) is Ruling.CONTRADICTED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (percent("50%"), Ratio(yuan("1元"), yuan("0元"))),
        (percent("50%"), Ratio(yuan("1元"), bare("2"))),
        (yuan("3元"), Sum((yuan("1元"), heads("2人")))),
        (yuan("3元"), Sum((yuan("1元"), yuan("1元", value=None)))),
        (yuan("3元"), Sum((yuan("1元"), yuan("1元", unit_from="total")))),
        (yuan("3元"), percent("3%")),
    ],
    ids=["zero", "unknown unit", "unequal units", "missing", "its own unit", "money, percent"],
)
def test_what_cannot_be_decided_is_not_contradicted(left: Quantity, right: object) -> None:
    assert verdict(left, "=", right) is Ruling.UNDECIDABLE


def test_a_sum_whose_unit_is_inferred_throughout_does_not_rest_on_it() -> None:
    rows = (yuan("1元", unit_from="total"), yuan("1元", unit_from="total"))
    assert verdict(yuan("3元", unit_from="total"), "=", Sum(rows)) is Ruling.CONTRADICTED


def test_figures_of_unknown_unit_are_comparable_with_their_like() -> None:
    assert verdict(percent("50%"), "=", Ratio(bare("1"), bare("2"))) is Ruling.EXACT
    assert verdict(bare("4"), "=", Sum((bare("1"), bare("2")))) is Ruling.CONTRADICTED


def test_a_rate_without_its_sign_may_be_points_or_a_fraction() -> None:
    ratio = Ratio(yuan("3元"), yuan("4元"))
    assert verdict(bare("75.00"), "=", ratio) is Ruling.EXACT
    assert verdict(bare("0.75"), "=", ratio) is Ruling.EXACT
    assert verdict(bare("0.85"), "=", ratio) is Ruling.CONTRADICTED


def test_a_malformed_total_holds_by_its_alternative_which_is_named() -> None:
    total = yuan("23149.560元", flags=("excess_decimals",), alternatives=(Decimal(23149560),))
    three = Constant(Decimal(3))
    judgement = judge(Relation(total, "=", Product((yuan("7716520元"), three))))
    assert judgement.verdict is Ruling.EXACT
    assert expression(judgement) == "7716520元 × 3 = 23149.560元（读作23,149,560元）"


def test_a_malformed_figure_that_fits_no_way_is_contradicted() -> None:
    total = yuan("12,34元", alternatives=(Decimal("12.34"),))
    assert verdict(total, "=", Sum((yuan("7元"), yuan("8元")))) is Ruling.CONTRADICTED


@pytest.mark.parametrize(
    ("left", "op", "right", "expected"),
    [
        (percent("73.50%"), ">=", percent("80%"), Ruling.CONTRADICTED),
        (percent("79.6%"), ">=", percent("80%"), Ruling.CONTRADICTED),
        (percent("80%"), ">=", percent("80%"), Ruling.EXACT),
        (percent("80%"), ">", percent("80%"), Ruling.CONTRADICTED),
        (yuan("1,358.47万元"), "<=", yuan("13,584,692.03元"), Ruling.ROUNDED),
        (yuan("1,358.48万元"), "<=", yuan("13,584,692.03元"), Ruling.CONTRADICTED),
    ],
)
def test_bounds_give_way_to_print_and_no_further(
    left: Quantity, op: str, right: Quantity, expected: Ruling
) -> None:
    assert verdict(left, op, right) is expected


def test_dates_compare_by_day_and_a_month_holds_its_days() -> None:
    february = span("2024-02-01", "2024-02-29")
    assert judge(Relation(day("2024-01-30"), ">=", february)).verdict is Ruling.CONTRADICTED
    assert judge(Relation(day("2024-02-03"), ">=", february)).holds
    assert judge(Relation(day("--02-03"), ">=", february)).verdict is Ruling.UNDECIDABLE
    late = Difference(day("2024-12-25"), day("2024-09-30"))
    assert judge(Relation(late, "<=", Constant(Decimal(86), "天"))).verdict is Ruling.EXACT


def test_the_first_alternative_that_fits_is_named() -> None:
    rate, spent = percent("80.81%"), yuan("198.40万元")
    initial = Relation(rate, "=", Ratio(spent, yuan("260.00万元")))
    adjusted = Relation(rate, "=", Ratio(spent, yuan("245.50万元")))
    both = Relation(rate, "=", initial.right, one_of=(adjusted,))
    assert expression(judge(both)) == "198.40万元 ÷ 245.50万元 = 80.81%"


def test_an_alternative_that_cannot_be_decided_leaves_all_undecided() -> None:
    rate = percent("50%")
    unknown = Relation(rate, "=", Ratio(yuan("1元"), bare("2")))
    relation = Relation(rate, "=", Ratio(yuan("1元"), yuan("3元")), one_of=(unknown,))
    assert judge(relation).verdict is Ruling.UNDECIDABLE


def test_power_is_the_share_of_digit_errors_a_rate_sees() -> None:
    ratio = Ratio(yuan("1,358.47万元"), yuan("1,848.23万元"))
    assert power(judge(Relation(percent("73.50%"), "=", ratio))) == Decimal("0.851")


def test_an_exact_sum_sees_every_digit_error() -> None:
    terms = Sum((yuan("151.59万元"), yuan("150.71万元")))
    assert power(judge(Relation(yuan("302.30万元"), "=", terms))) == 1


@given(amounts, st.integers(1, 99), st.integers(1, 9), st.sampled_from([2, 1, 0, -1, -2]))
def test_power_counts_what_the_judge_would_see(
    spent: Decimal, share: int, digit: int, at: int
) -> None:
    """One digit of the numerator changed: the judge objects wherever power says it can."""
    budget = (spent * 100 / share).quantize(Decimal("0.01"))
    rate = printed_rate(100 * spent / budget, 2, ROUND_HALF_UP)
    changed = spent + digit * Decimal(10) ** at
    relation = Relation(rate, "=", Ratio(yuan(f"{changed}元"), yuan(f"{budget}元")))
    far = abs(100 * changed / budget - (rate.value or 0)) > Decimal("0.0101")
    assert judge(relation).verdict is Ruling.CONTRADICTED or not far


def test_the_words_show_printed_figures_and_two_more_places() -> None:
    judgement = judge(Relation(percent("100%"), "=", Ratio(yuan("293.08万元"), yuan("397.80万元"))))
    found = recomputation(judgement, expression(judgement))
    assert found is not None
    assert found.expression == "293.08万元 ÷ 397.80万元 ≠ 100%"
    assert (found.value, found.printed, found.difference) == ("73.68", "100", "26.32")
    assert detail(judgement, expression(judgement)).zh == (
        "所列为100%，293.08万元 ÷ 397.80万元 = 73.68%，相差26.32个百分点"
    )


def test_a_wrong_amount_implies_its_unit_price() -> None:
    built = Product((price("1040元/人/月"), heads("127人"), Constant(Decimal(12), "个月")))
    judgement = judge(Relation(yuan("2,159,508元"), "=", built))
    assert detail(judgement, expression(judgement)).zh.endswith("单价应为1,417元/人/月")
