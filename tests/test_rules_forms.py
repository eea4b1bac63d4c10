"""The traps of weights and scores: what looks like a fault in a real form and is none."""

from __future__ import annotations

from dataclasses import replace

from model.quantity import Figure
from model.record import FundingRow, IndicatorRow
from tests.made_figures import bare, funds, indicator, percent, verdicts


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


def test_a_subtotal_row_is_the_sum_of_the_rows_above_or_below_it() -> None:
    def group(weight: str, score: str) -> IndicatorRow[Figure]:
        return indicator("小计", weight, score, row_kind="group", levels=("产出", ""))

    below = (*form("20", "30"), group("50", "50"), *form("50"), group("50", "50"))
    above = (group("50", "50"), *form("20", "30"), group("50", "50"), *form("50"))
    for rows in (below, above):
        assert verdicts("WGT01", indicators=rows) == {"exact"}
        assert verdicts("SCO01", indicators=rows) == {"exact"}
    wrong = (*form("20", "30"), group("45", "50"))
    assert verdicts("WGT01", indicators=wrong) == {"contradicted"}


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
