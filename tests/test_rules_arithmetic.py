"""The traps of the arithmetic rules: what looks like a fault in a real form and is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model.facts import Records
from model.finding import Check, Ruling
from model.quantity import Figure, Quantity
from model.record import (
    Breakdown,
    Claim,
    FundingRow,
    IndicatorRow,
    Listing,
    Passage,
    ReportData,
    Tally,
)
from tests.made_figures import (
    bare,
    day,
    funds,
    heads,
    indicator,
    paid,
    percent,
    place,
    span,
    word,
    yuan,
)
from validate import checks


def made(rule: str, data: ReportData[Figure] | None = None, **lists: object) -> list[Check]:
    """The checks of one rule over these records."""
    facts = Records(data=data or ReportData(), **lists)  # type: ignore[arg-type]  # by name
    return [check for check in checks(facts) if check.rule == rule]


def verdicts(rule: str, data: ReportData[Figure] | None = None, **lists: object) -> set[str]:
    return {str(check.verdict) for check in made(rule, data, **lists)}


# ---- ledgers


def test_subtotals_are_not_added_to_the_total() -> None:
    rows = (
        paid(yuan("10元")),
        paid(yuan("20元")),
        paid(yuan("30元"), "subtotal"),
        paid(yuan("5元")),
        paid(yuan("5元"), "subtotal"),
        paid(yuan("35元"), "total"),
    )
    assert verdicts("SUM01", disbursements=rows) == {"exact"}


def test_a_total_printed_first_covers_the_rows_below() -> None:
    rows = (paid(yuan("30元"), "total"), paid(yuan("10元")), paid(yuan("20元")))
    assert verdicts("SUM01", disbursements=rows) == {"exact"}


def test_a_grand_total_after_totals_covers_all_rows() -> None:
    rows = (
        paid(yuan("10元")),
        paid(yuan("10元"), "total"),
        paid(yuan("20元")),
        paid(yuan("20元"), "total"),
        paid(yuan("30元"), "total"),
    )
    assert verdicts("SUM01", disbursements=rows) == {"exact"}


def test_a_blank_amount_is_not_nothing() -> None:
    rows = (paid(yuan("10元")), paid(None), paid(yuan("30元"), "total"))
    assert verdicts("SUM01", disbursements=rows) == {"undecidable"}


def test_two_ledgers_are_added_apart() -> None:
    rows = (
        paid(yuan("10元")),
        paid(yuan("10元"), "total"),
        paid(yuan("20元"), table=1),
        paid(yuan("20元"), "total", table=1),
    )
    assert verdicts("SUM01", disbursements=rows) == {"exact"}


# ---- lists in sentences


def listed(how: str, total: str, *parts: str, partial: bool = False) -> tuple[Breakdown[Figure]]:
    figures = tuple(yuan(part) for part in parts)
    names = tuple(word(f"第{at}项") for at in range(len(parts)))
    return (Breakdown("b", place(), "money", how, yuan(total), figures, names, partial=partial),)


@pytest.mark.parametrize(
    ("how", "total", "parts", "expected"),
    [
        ("分别为", "100元", ("60元", "30元"), {"contradicted"}),
        ("其中", "100元", ("60元", "30元"), {"contradicted"}),
        ("其中", "100元", ("60元", "20元"), set[str]()),
        ("其中", "100元", ("60元", "50元"), {"contradicted"}),
        ("其中", "100元", ("60元", "40元"), {"exact"}),
    ],
    ids=["complete", "nearly all", "some of it", "more than all", "all"],
)
def test_a_list_is_held_to_its_total_as_far_as_it_claims_to_be_whole(
    how: str, total: str, parts: tuple[str, ...], expected: set[str]
) -> None:
    assert verdicts("SUM02", breakdowns=listed(how, total, *parts)) == expected


def test_a_partial_list_may_only_not_exceed_its_total() -> None:
    within = listed("分别为", "100元", "60元", "30元", partial=True)
    beyond = listed("分别为", "100元", "60元", "50元", partial=True)
    assert verdicts("SUM02", breakdowns=within) == {"exact"}
    assert verdicts("SUM02", breakdowns=beyond) == {"contradicted"}


def test_classes_that_overlap_are_no_broken_sum() -> None:
    parts = (heads("60人"), heads("70人"))
    overlap = Breakdown("b", place(), "count", "其中", heads("100人"), parts, (word("甲"),))
    assert verdicts("SUM05", breakdowns=(overlap,)) == set()


def test_a_total_of_so_many_and_more_is_not_held_to_the_unit() -> None:
    parts = (heads("160人"), heads("170人"))
    loose = heads("300人", comparator="~>")
    counted = Breakdown("b", place(), "count", "分别为", loose, parts, (word("甲"),))
    assert verdicts("SUM05", breakdowns=(counted,)) == {"rounded"}


# ---- funding tables


def test_a_blank_source_is_nothing_where_another_is_filled() -> None:
    rows = (
        funds("总额", "total", spent=bare("30.00")),
        funds("中央", "central", parent="总额"),
        funds("区级", "county", parent="总额", spent=bare("30.00")),
    )
    assert verdicts("SUM03", funding=rows) == {"exact"}


def test_a_source_nobody_could_read_leaves_the_sum_undecided() -> None:
    unread = replace(funds("中央", "central", parent="总额"), printed=(("spent", word("见附表")),))
    rows = (
        funds("总额", "total", spent=bare("30.00")),
        unread,
        funds("区级", "county", parent="总额", spent=bare("20.00")),
    )
    assert verdicts("SUM03", funding=rows) == {"undecidable"}


def test_what_was_carried_over_may_stand_outside_the_total() -> None:
    rows = (
        funds("总额", "total", spent=bare("30.00")),
        funds("财政", "fiscal", parent="总额", spent=bare("30.00")),
        funds("结转", "carryover", parent="总额", spent=bare("5.00")),
    )
    assert verdicts("SUM03", funding=rows) == {"exact"}


def test_details_are_held_to_the_sources_where_the_total_is_blank() -> None:
    rows = (
        funds("保洁费", None, spent=bare("10.00")),
        funds("绿化费", None, spent=bare("25.00")),
        funds("合计", "total"),
        funds("市级", "municipal", parent="合计"),
        funds("区级", "county", parent="合计", spent=bare("30.00")),
    )
    assert verdicts("SUM03", funding=rows) == {"contradicted"}


# ---- weights and scores


def form(*weights: str | None) -> list[IndicatorRow[Figure]]:
    return [indicator(f"指标{at}", weight, weight) for at, weight in enumerate(weights)]


def total_row(weight: str, score: str | None = None) -> IndicatorRow[Figure]:
    return indicator("总分", weight, score, row_kind="total")


def under(
    weight: Figure, name: str, own: str, levels: tuple[str, str] = ("产出", "数量")
) -> IndicatorRow[Figure]:
    """A row whose first level prints a weight."""
    return replace(indicator(name, own, levels=levels), level_weights=(weight, None, None))


def weighed(weight: str, score: str) -> FundingRow[Figure]:
    return funds("总额", "total", weight=bare(weight), score=bare(score))


def test_the_hundred_holds_the_execution_rate_of_the_funding_block_once() -> None:
    rows = (*form("50", "40"), total_row("100", "99"))
    twice = (weighed("10", "9"), replace(weighed("10", "9"), key="其中", parent="总额"))
    assert verdicts("WGT02", indicators=rows, funding=twice) == {"exact"}
    assert verdicts("SCO01", indicators=rows, funding=twice) == {"exact"}


def test_ninety_without_the_execution_rate_is_undecided() -> None:
    assert verdicts("WGT02", indicators=tuple(form("50", "40"))) == {"undecidable"}


def test_another_total_than_a_hundred_is_taken_at_its_word() -> None:
    assert verdicts("WGT02", indicators=(*form("30", "20"), total_row("50"))) == {"exact"}


def test_points_on_top_are_no_part_of_the_hundred() -> None:
    bonus = indicator("创新工作", "5", "2", levels=("加分项", "加分项"))
    rows = (*form("60", "40"), bonus, total_row("100", "102"))
    assert verdicts("WGT02", indicators=rows) == {"exact"}
    assert verdicts("SCO01", indicators=rows) == {"exact"}


def test_a_weight_that_was_not_read_leaves_the_hundred_undecided() -> None:
    rows = (*form("60", "30"), indicator("指标9", None, "9"), total_row("100"))
    assert verdicts("WGT02", indicators=rows) == {"undecidable"}


def test_a_table_cut_off_is_not_held_to_a_hundred() -> None:
    assert verdicts("WGT02", indicators=tuple(form("20", "10"))) == set()


def test_a_merged_weight_covers_the_groups_below_it() -> None:
    forty = bare("40")
    rows = (
        under(forty, "立项", "25", ("决策", "立项")),
        indicator("管理", "15", levels=("过程", "管理")),
        under(bare("60"), "数量", "60", ("产出", "数量")),
    )
    assert verdicts("WGT01", indicators=rows) == {"exact"}


def test_a_group_without_a_weight_of_its_own_need_not_belong_to_the_one_above() -> None:
    forty = bare("40")
    rows = (
        under(forty, "立项", "40", ("决策", "立项")),
        indicator("管理", "60", levels=("过程", "管理")),
    )
    assert verdicts("WGT01", indicators=rows) == {"exact"}


def test_weights_in_percent_and_in_points_are_one_thing() -> None:
    fifth, eighty = percent("20%"), percent("80%")
    rows = (
        under(fifth, "立项", "20", ("决策", "立项")),
        under(eighty, "数量", "80", ("产出", "数量")),
    )
    assert verdicts("WGT01", indicators=rows) == {"exact"}


def test_a_wrong_group_weight_is_contradicted() -> None:
    rows = (
        under(bare("25"), "立项", "20"),
        under(bare("75"), "数量", "80", ("产", "数")),
    )
    assert verdicts("WGT01", indicators=rows) == {"contradicted"}


def test_a_score_above_its_weight_is_out_of_range() -> None:
    assert verdicts("SCO02", indicators=(indicator("甲", "10", "11"),)) == {"contradicted"}


def test_a_missing_score_leaves_the_total_undecided() -> None:
    rows = (*form("60"), indicator("乙", "40", None), total_row("100", "95"))
    assert verdicts("SCO01", indicators=rows) == {"undecidable"}


# ---- rates


def test_a_rate_may_be_of_the_adjusted_the_initial_or_the_received_amount() -> None:
    row = funds(
        "总额",
        "total",
        budget_initial=bare("200.00"),
        budget_adjusted=bare("100.00"),
        received=bare("80.00"),
        spent=bare("60.00"),
    )
    for printed in ("60%", "30%", "75%"):
        right = replace(row, execution_rate=percent(printed))
        assert verdicts("RATE01", funding=(right,)) == {"exact"}
    wrong = replace(row, execution_rate=percent("65%"))
    assert verdicts("RATE01", funding=(wrong,)) == {"contradicted"}


def test_a_budget_of_nothing_gives_no_rate() -> None:
    row = funds("总额", "total", execution_rate=percent("0%"), budget_initial=bare("0.00"))
    assert verdicts("RATE01", funding=(replace(row, spent=bare("0.00")),)) == {"undecidable"}


def claims(*said: tuple[Figure, str, str, int, str]) -> tuple[Claim[Figure], ...]:
    """Claims as ``(figure, measure, role, sentence, qualifier)``, all in one passage each."""
    return tuple(
        Claim(f"c{at}", figure, word(measure), measure, role, sentence, 0, qualifier=qualifier)
        for at, (figure, measure, role, sentence, qualifier) in enumerate(said)
    )


BUDGET = (yuan("200元"), "budget", "budget")
SPENT = (yuan("150元"), "spent", "spent")


def rate(printed: str, role: str = "rate") -> tuple[Quantity, str, str]:
    return percent(printed), "execution_rate", role


def test_a_rate_beside_its_amounts_is_an_error_when_it_does_not_recompute() -> None:
    (check,) = made(
        "RATE01", claims=claims((*BUDGET, 0, ""), (*SPENT, 0, ""), (*rate("70%"), 0, ""))
    )
    assert (check.verdict, check.severity) == (Ruling.CONTRADICTED, "error")


def test_a_rate_that_stands_alone_is_tried_against_the_whole_report_as_a_warning() -> None:
    (check,) = made(
        "RATE01", claims=claims((*BUDGET, 0, ""), (*SPENT, 1, ""), (*rate("70%"), 2, ""))
    )
    assert (check.verdict, check.severity) == (Ruling.CONTRADICTED, "warning")


def test_a_rate_of_another_year_or_a_target_is_left_alone() -> None:
    data: ReportData[Figure] = ReportData(fiscal_year="2024")
    other = claims((*BUDGET, 0, ""), (*SPENT, 1, ""), (*rate("70%"), 2, "2023年"))
    target = claims((*BUDGET, 0, ""), (*SPENT, 0, ""), (*rate("70%", "target"), 0, ""))
    assert verdicts("RATE01", data, claims=other) == set()
    assert verdicts("RATE01", data, claims=target) == set()


def pace(text: str, *said: tuple[Figure, str, str, int, str]) -> set[str]:
    """RATE03 at the end of August over a passage."""
    data: ReportData[Figure] = ReportData(cutoff_dates=(day("2024-08-31"),))
    passage = Passage("paragraph", text, place())
    return verdicts("RATE03", data, claims=claims(*said), passages=(passage,))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("66.67%", "rounded"), ("66.66%", "truncated"), ("75%", "contradicted")],
)
def test_time_progress_is_months_over_twelve(printed: str, expected: str) -> None:
    assert pace("", (percent(printed), "time_progress", "rate", 0, "")) == {expected}


def test_a_project_that_began_in_may_has_a_time_of_its_own() -> None:
    data: ReportData[Figure] = ReportData(
        cutoff_dates=(day("2024-08-31"),), project_periods=(span("2024-05-01", "2025-04-30"),)
    )
    stated = claims((percent("33.33%"), "time_progress", "rate", 0, ""))
    assert verdicts("RATE03", data, claims=stated) == set()


# ---- units


def test_one_amount_in_two_units_is_compared_where_it_is_meant_to_be_one() -> None:
    def two(one: str, other: str) -> set[str]:
        said = claims(
            (yuan(one), "budget", "budget", 0, ""), (yuan(other), "budget", "budget", 1, "")
        )
        return verdicts("UNIT01", claims=said)

    assert two("1,848.23万元", "18,482,274.00元") == {"rounded"}
    assert two("1,848.23万元", "18,432,274.00元") == {"contradicted"}
    assert two("1,848.23万元", "5,200,000.00元") == set()


def test_the_same_digits_in_another_place_are_a_slip_of_magnitude() -> None:
    def two(one: str, other: str) -> set[str]:
        said = claims((yuan(one), "spent", "spent", 0, ""), (yuan(other), "spent", "spent", 1, ""))
        return verdicts("UNIT02", claims=said)

    assert two("1,264.35万元", "1,264.35元") == {"contradicted"}
    assert two("100万元", "10万元") == set()


# ---- counts


def listing(stated: Quantity, *items: str, partial: bool = False) -> tuple[Listing[Figure]]:
    return (Listing("l", place(), stated, tuple(word(item) for item in items), partial=partial),)


def test_a_list_that_ends_in_and_so_on_may_name_fewer() -> None:
    assert verdicts("CNT02", listings=listing(bare("4"), "甲", "乙", "丙")) == {"contradicted"}
    assert verdicts("CNT02", listings=listing(bare("4"), "甲", "乙", partial=True)) == {"exact"}


def test_a_tally_is_held_to_the_status_of_the_rows() -> None:
    rows = (
        replace(indicator("甲", None), status=word("已完成")),
        replace(indicator("乙", None), status=word("未完成")),
        replace(indicator("丙", None), status=word("未实施")),
    )
    tally = Tally("t", place(), bare("3"), bare("1"), bare("2"))
    assert verdicts("CNT01", indicators=rows, tallies=(tally,)) == {"exact"}
    wrong = replace(tally, done=bare("2"), undone=bare("1"))
    assert "contradicted" in verdicts("CNT01", indicators=rows, tallies=(wrong,))


def test_serials_repeated_on_merged_rows_are_one() -> None:
    merged = tuple(paid(yuan("1元"), seq=seq) for seq in ("1", "1", "2", "3"))
    assert made("SEQ01", disbursements=merged) == []
    gap = tuple(paid(yuan("1元"), seq=seq) for seq in ("1", "2", "4"))
    assert len(made("SEQ01", disbursements=gap)) == 1
