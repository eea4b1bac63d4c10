"""The traps of the arithmetic rules: what looks like a fault in a real form and is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import pipeline
from model.finding import Ruling
from model.quantity import Figure, Quantity
from model.record import (
    Breakdown,
    Claim,
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
    made,
    paid,
    percent,
    place,
    span,
    verdicts,
    word,
    yuan,
)

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


NAMES = {
    "budget": "项目预算",
    "spent": "实际支出",
    "execution_rate": "项目预算执行率",
    "time_progress": "序时进度",
}


def claims(*said: tuple[Figure, str, str, int, str]) -> tuple[Claim[Figure], ...]:
    """Claims as ``(figure, measure, role, sentence, qualifier)``, all in one passage each."""
    return tuple(
        Claim(f"c{at}", figure, word(NAMES[measure]), measure, role, sentence, 0, "", qualifier)
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


def test_a_rate_that_stands_alone_is_not_held_to_one_of_several_budgets() -> None:
    other = (yuan("900元"), "budget", "budget")
    said = claims((*BUDGET, 0, ""), (*other, 1, ""), (*SPENT, 2, ""), (*rate("70%"), 3, ""))
    assert verdicts("RATE01", claims=said) == {"undecidable"}


def test_a_rate_of_a_part_is_not_held_to_the_whole() -> None:
    said = claims((*BUDGET, 0, ""), (*SPENT, 1, ""), (*rate("70%"), 2, ""))
    part = replace(said[2], subject=word("县级配套部分执行率"))
    assert verdicts("RATE01", claims=(*said[:2], part)) == set()


def test_a_rate_may_be_of_the_budget_of_the_sentence_before() -> None:
    received = (yuan("160元"), "received", "received")
    said = [
        Claim(f"c{at}", figure, word(measure), measure, role, 0, sentence)
        for at, (figure, measure, role, sentence) in enumerate(
            [(*BUDGET, 0), (*received, 1), (*SPENT, 1), (*rate("75%"), 1)]
        )
    ]
    assert verdicts("RATE01", claims=tuple(said)) == {"exact"}


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


def test_a_base_date_without_its_year_is_no_obstacle(tmp_path: Path) -> None:
    text = (
        "绩效运行监控报告\n监控时点：9月30日\n一、资金使用\n"
        "截至9月30日，项目预算60万元，实际支出36万元，预算执行率60.00%。\n"
    )
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    assert pipeline.process(path).findings == ()
