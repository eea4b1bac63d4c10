"""One row a project and year: where each value comes from, and what is left null."""

from __future__ import annotations

from contract.projects import projects
from contract.rows import Cell, Row, columns
from tests.made_rows import document, finding, funding, indicator, part, tables, total


def made(*rows: tuple[str, Row]) -> list[dict[str, Cell]]:
    return [dict(zip(columns("projects"), one, strict=True)) for one in projects(tables(*rows))]


def only(*rows: tuple[str, Row]) -> dict[str, Cell]:
    (one,) = made(*rows)
    return one


def test_a_total_is_never_added_to_its_parts() -> None:
    one = only(document(), total(spent="100"), part(n=1, spent="60"), part(n=2, spent="40"))
    assert one["spent"] == "100"
    assert one["taken_from"] == "spent=a-funding-0"


def test_parts_without_a_total_are_not_added_up() -> None:
    one = only(document(), part(n=1, spent="60"), part(n=2, spent="40"))
    assert one["spent"] is None


def test_rows_of_a_table_that_none_sums_up_are_not_the_whole() -> None:
    rows = [funding(n=n, origin="table", table=0, spent="60") for n in (1, 2)]
    assert only(document(), *rows)["spent"] is None
    assert only(document(), rows[0])["spent"] == "60"


def test_a_subtotal_is_not_the_whole() -> None:
    assert only(document(), total(row_kind="subtotal", spent="60"))["spent"] is None


def test_the_total_of_the_table_comes_before_a_sentence() -> None:
    one = only(document(), funding(n=1, spent="90"), total(spent="100"))
    assert one["spent"] == "100"
    assert one["candidates"] is None


def test_what_the_table_lacks_is_taken_from_a_sentence() -> None:
    one = only(document(), total(spent="100"), funding(n=1, received="120"))
    assert (one["spent"], one["received"]) == ("100", "120")


def test_two_sentences_that_disagree_give_no_value_but_candidates() -> None:
    one = only(document(), funding(n=0, spent="90"), funding(n=1, spent="100"))
    assert one["spent"] is None
    assert one["candidates"] == (
        "spent=90（a-funding-0 self_evaluation a.txt）；"
        "spent=100（a-funding-1 self_evaluation a.txt）"
    )


def test_the_same_amount_printed_shorter_agrees() -> None:
    one = only(
        document(),
        funding(n=0, spent="7890500", spent_raw="789.05 万元"),
        funding(n=1, spent="7890480.00", spent_raw="7,890,480.00元"),
    )
    assert one["spent"] == "7890480.00"


def test_a_shorter_amount_that_is_no_rounding_disagrees() -> None:
    one = only(
        document(),
        funding(n=0, spent="7890500", spent_raw="789.05 万元"),
        funding(n=1, spent="7890560.00", spent_raw="7,890,560.00元"),
    )
    assert one["spent"] is None


def test_a_year_in_the_cell_is_not_taken_for_the_amount() -> None:
    one = only(
        document(),
        funding(n=0, spent="1000100", spent_raw="2024年支出1000100元"),
        funding(n=1, spent="1000000", spent_raw="100万元"),
    )
    assert one["spent"] == "1000100"
    assert (
        only(
            document(),
            funding(n=0, spent="1000100", spent_raw="2024年支出1000100元"),
            funding(n=1, spent="1000000", spent_raw="1,000,000元"),
        )["spent"]
        is None
    )


def test_two_reports_of_one_project_and_year_are_one_row() -> None:
    one = only(
        document("a"),
        document("b", doc_type="monitoring"),
        total("a", spent="100"),
        total("b", spent="100"),
    )
    assert (one["documents"], one["spent"]) == (2, "100")
    assert one["source_files"] == "a.txt；b.txt"
    assert one["doc_types"] == "self_evaluation；monitoring"


def test_reports_that_disagree_are_neither_averaged_nor_chosen_from() -> None:
    one = only(
        document("a"),
        document("b", doc_type="monitoring", cutoff_date="2024-09-30"),
        total("a", spent="100"),
        total("b", spent="60"),
    )
    assert one["spent"] is None
    assert "spent=60（b-funding-0 monitoring 2024-09-30 b.txt）" in str(one["candidates"])


def test_a_report_that_is_silent_does_not_disagree() -> None:
    one = only(document("a"), document("b"), total("a", spent="100"))
    assert one["spent"] == "100"


def test_reports_without_a_project_are_a_row_each() -> None:
    rows = made(document("a", project=None), document("b", project=None))
    assert [(one["project"], one["doc_ids"]) for one in rows] == [(None, "a"), (None, "b")]


def test_reports_without_a_year_are_a_row_each() -> None:
    assert len(made(document("a", fiscal_year=None), document("b", fiscal_year=None))) == 2


def test_reports_without_a_unit_are_a_row_each() -> None:
    assert len(made(document("a", entity=None), document("b", entity=None))) == 2


def test_the_same_project_of_two_units_is_two_rows() -> None:
    assert len(made(document("a"), document("b", entity="乙局"))) == 2


def test_the_same_project_in_two_regions_is_two_rows() -> None:
    assert len(made(document("a", region="东县"), document("b", region="西县"))) == 2


def test_blanks_and_width_do_not_make_another_project() -> None:
    one = only(document("a", project="修路（一期）"), document("b", project="修路 (一期)"))
    assert one["project"] == "修路（一期）"


def test_the_word_project_and_quotation_marks_do_not_make_another_project() -> None:
    one = only(document(project="“修路”项目"), total(project="修路", spent="100"))
    assert (one["project"], one["spent"]) == ("“修路”项目", "100")


def test_a_report_on_two_projects_is_two_rows() -> None:
    first, second = made(
        document(project=None, score="90"),
        total(n=0, project="修路", spent="100"),
        total(n=1, project="建桥", table=1, spent="7"),
        funding(n=2, spent="107"),
        finding(),
    )
    assert (first["project"], first["spent"]) == ("修路", "100")
    assert (second["project"], second["spent"]) == ("建桥", "7")
    assert (first["score"], first["findings_error"]) == (None, None)
    assert "不归于其中一个" in str(first["warnings"])


def test_a_project_named_in_the_rows_alone_is_the_reports_project() -> None:
    one = only(
        document(project=None), total(project="修路", spent="100"), funding(n=1, balance="1")
    )
    assert (one["project"], one["spent"], one["balance"]) == ("修路", "100", "1")


def test_the_adjusted_budget_comes_before_the_initial_one() -> None:
    one = only(document(), total(budget_initial="100", budget_adjusted="120"))
    assert (one["budget"], one["budget_basis"], one["budget_initial"]) == ("120", "adjusted", "100")


def test_a_disputed_adjusted_budget_is_not_replaced_by_the_initial_one() -> None:
    one = only(
        document(),
        funding(n=0, budget_adjusted="120", budget_initial="100"),
        funding(n=1, budget_adjusted="130"),
    )
    assert (one["budget"], one["budget_basis"]) == (None, None)


def test_rates_are_recomputed_beside_what_is_printed() -> None:
    one = only(
        document(),
        total(
            budget_initial="100",
            budget_adjusted="300",
            received="200",
            spent="100",
            execution_rate="99.00",
            rate_basis="adjusted",
        ),
    )
    assert (one["execution_rate"], one["execution_rate_computed"]) == ("99.00", "33.33")
    assert one["execution_rate_computed_basis"] == "adjusted"
    assert (one["received_rate"], one["received_rate_computed"]) == (None, "66.67")


def test_a_rate_is_recomputed_by_the_denominator_the_report_uses() -> None:
    one = only(
        document(),
        total(
            budget_adjusted="300",
            received="200",
            spent="100",
            rate_basis="received",
            execution_rate="50",
        ),
    )
    assert one["execution_rate_computed"] == "50.00"
    assert one["execution_rate_computed_basis"] == "received"


def test_half_a_hundredth_is_rounded_up() -> None:
    one = only(document(), total(budget_initial="100000", spent="66265"))
    assert one["execution_rate_computed"] == "66.27"


def test_nothing_is_divided_by_nothing() -> None:
    one = only(document(), total(budget_initial="0", spent="0", received="0"))
    assert (one["budget"], one["execution_rate_computed"]) == ("0", None)
    assert one["received_rate_computed_basis"] is None


def test_an_amount_of_twenty_digits_is_kept_whole() -> None:
    one = only(
        document(), total(budget_initial="12345678901234567.89", spent="12345678901234567.88")
    )
    assert one["budget"] == "12345678901234567.89"
    assert one["execution_rate_computed"] == "100.00"


def test_figures_of_another_year_are_left_out() -> None:
    one = only(
        document(),
        total(n=0, period="2023-01-01/2023-12-31", spent="90"),
        total(n=1, period="2024-01-01/2024-12-31", spent="100"),
        total(n=2, period="2023-01-01/2025-12-31", spent="300"),
    )
    assert one["spent"] == "100"


def test_foreign_money_is_not_taken_for_yuan() -> None:
    assert only(document(), total(currency="USD", spent="100"))["spent"] is None


def test_indicators_are_counted_where_a_table_tells_what_was_achieved() -> None:
    one = only(
        document(),
        indicator(name="甲", table_role="declaration"),
        indicator(name="甲", met="true"),
        indicator(name="乙", met="false"),
        indicator(name="丙"),
        indicator(name="总分", row_kind="total"),
        indicator(name="甲", table_role="scoring"),
    )
    assert [one[f"indicators_{name}"] for name in ("met", "missed", "unknown")] == [1, 1, 1]


def test_without_such_a_table_nothing_is_known_of_indicators() -> None:
    one = only(document(), indicator(name="甲", table_role="declaration"))
    assert one["indicators_unknown"] is None


def test_a_table_printed_again_does_not_count_twice() -> None:
    twice = [indicator(name="甲", met="true", table=n) for n in (0, 1)]
    assert only(document(), *twice)["indicators_met"] == 1


def test_indicators_to_date_do_not_add_to_those_of_the_year() -> None:
    rows = [
        indicator(name="甲", met="true", project="修路"),
        indicator(name="甲", met="false", table_role="tracking"),
    ]
    one = only(document(), *rows)
    assert (one["indicators_met"], one["indicators_missed"]) == (1, 0)


def test_two_reports_that_count_differently_leave_the_indicators_open() -> None:
    one = only(
        document("a"),
        document("b"),
        indicator("a", name="甲", met="true"),
        indicator("b", name="甲", met="false"),
    )
    assert one["indicators_met"] is None
    assert "indicators_met/missed/unknown=0/1/0（self_evaluation b.txt）" in str(one["candidates"])


def test_scores_are_not_rounded_into_agreement() -> None:
    one = only(document("a", score="92"), document("b", score="92.3"))
    assert one["score"] is None


def test_findings_are_roots_that_are_not_suppressed() -> None:
    one = only(
        document(),
        finding(n=0),
        finding(n=1, root="a-SUM01-0"),
        finding(n=2, suppressed="已核"),
        finding(n=3, severity="note"),
    )
    assert [one[f"findings_{name}"] for name in ("error", "warning", "note")] == [1, 0, 1]


def test_the_same_bytes_under_two_names_are_one_report() -> None:
    one = only(document("a", "x.txt"), document("a", "y/x.txt"), total(spent="100"), finding())
    assert (one["documents"], one["source_files"]) == (1, "x.txt；y/x.txt")
    assert (one["spent"], one["findings_error"]) == ("100", 1)


def test_two_paths_that_place_a_report_differently_leave_its_place_open() -> None:
    one = only(document("a", "x.txt", region="东县"), document("a", "y.txt", region="西县"))
    assert one["region"] is None
    assert one["candidates"] == "region=东县（x.txt）；region=西县（y.txt）"


def test_candidates_of_a_place_are_told() -> None:
    one = only(document(fiscal_year=None, fiscal_year_candidates="2023（path）；2024（report）"))
    assert one["candidates"] == "fiscal_year=2023（path）；2024（report）"


def test_files_that_gave_no_report_are_no_project() -> None:
    assert made(document("a", status="failed"), document("b", status="needs_ocr")) == []


def test_a_report_read_in_part_says_so() -> None:
    assert "未读全" in str(only(document(status="partial"))["warnings"])


def test_rows_come_in_an_order_that_does_not_depend_on_that_of_the_reports() -> None:
    rows = [document("b", fiscal_year="2025"), document("a"), document("c", fiscal_year=None)]
    assert made(*rows) == made(*reversed(rows))
    assert [one["fiscal_year"] for one in made(*rows)] == ["2024", "2025", None]
