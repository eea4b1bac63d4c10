"""Where a report belongs, once the report, its path and a list have spoken."""

from __future__ import annotations

import pytest

from contract.shapes import Profile
from intake.belonging import Given, settle, together

NOTHING = Given()


def report(
    year: str | None = None, region: str | None = None, entity: str | None = None
) -> Profile:
    return Profile(
        doc_id=None,
        path="a.txt",
        status="ok",
        fiscal_year=year,
        region=region,
        entity=entity,
        fiscal_year_from="report" if year else None,
        region_from="report" if region else None,
        entity_from="report" if entity else None,
    )


def year(
    own: str | None, path: tuple[str, ...] = (), listed: tuple[str, ...] = ()
) -> tuple[str | None, str | None, tuple[str, ...]]:
    found = settle(report(year=own), Given(year=path), Given(year=listed))
    return found.fiscal_year, found.fiscal_year_from, found.fiscal_year_candidates


def entity(
    own: str | None, path: tuple[str, ...] = (), listed: tuple[str, ...] = ()
) -> tuple[str | None, str | None, tuple[str, ...]]:
    found = settle(report(entity=own), Given(entity=path), Given(entity=listed))
    return found.entity, found.entity_from, found.entity_candidates


def test_what_nobody_says_stays_null() -> None:
    assert settle(report(), NOTHING, NOTHING) == report()
    assert year(None, ("",), (" ",)) == (None, None, ())


def test_one_source_is_enough() -> None:
    assert year("2023") == ("2023", "report", ())
    assert year(None, ("2023",)) == ("2023", "path", ())
    assert year(None, (), ("2023",)) == ("2023", "list", ())


def test_of_sources_that_agree_the_strongest_is_named() -> None:
    assert year("2023", ("2023",), ("2023",)) == ("2023", "list", ())
    assert year("2023", ("2023",)) == ("2023", "report", ())


def test_ways_of_writing_a_year_agree() -> None:
    assert year("2023", ("２０２３年度",)) == ("2023", "report", ())
    assert year(None, ("2023年",), ("2023 年度",)) == ("2023", "list", ())


def test_width_and_white_space_make_no_other_unit() -> None:
    assert entity("甲县教育局（本级）", ("甲县 教育局(本级)",)) == (
        "甲县教育局（本级）",
        "report",
        (),
    )


def test_a_county_and_its_bureau_are_two_things() -> None:
    assert entity("甲县财政局", ("甲县",)) == (None, None, ("甲县财政局（report）", "甲县（path）"))


def test_report_and_path_that_differ_leave_null_and_both_told() -> None:
    assert year("2022", ("2023",)) == (None, None, ("2022（report）", "2023（path）"))


def test_a_list_wins_and_what_differs_is_told() -> None:
    assert year("2022", ("2023",), ("2023",)) == ("2023", "list", ("2022（report）",))
    assert year("2022", ("2021",), ("2023",)) == (
        "2023",
        "list",
        ("2022（report）", "2021（path）"),
    )


def test_a_list_that_says_two_things_decides_nothing() -> None:
    assert year("2023", (), ("2022", "2023")) == (
        None,
        None,
        ("2022（list）", "2023（list）", "2023（report）"),
    )


def test_a_path_that_could_mean_two_years_decides_nothing() -> None:
    assert year(None, ("2022", "2023")) == (None, None, ("2022（path）", "2023（path）"))
    assert year("2023", ("2022", "2023"))[0] is None


def test_fields_are_settled_each_for_itself() -> None:
    found = settle(report("2023", "甲县"), Given(("2022",), ("甲县",)), Given(entity=("教育局",)))
    assert (found.fiscal_year, found.region, found.entity) == (None, "甲县", "教育局")
    assert (found.fiscal_year_from, found.region_from, found.entity_from) == (
        None,
        "report",
        "list",
    )


def test_copies_in_two_folders_are_candidates() -> None:
    both = together((Given(("2022",), ("甲县",)), Given(("2023",), ("甲 县", "")), NOTHING))
    assert both == Given(("2022", "2023"), ("甲县",))


def test_a_profile_is_settled_once() -> None:
    once = settle(report("2022"), Given(("2023",)), NOTHING)
    with pytest.raises(ValueError, match=r"a\.txt"):
        settle(once, NOTHING, NOTHING)
