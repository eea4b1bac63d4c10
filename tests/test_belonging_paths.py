"""Region, unit and year from the folders a report lies in."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.belonging import Given
from intake.path_meta import pattern, read
from model.errors import GoujiError

ROOT = Path(__file__).parent.parent
EXAMPLE = re.compile(r"\| `(.*?)` \| `(.*?)` \| (.*?) \|")
FOLDERS = "{year}/{region}/{entity}"


def said(text: str, path: str) -> tuple[str, str, str]:
    """Year, region and unit, candidates joined by bars."""
    found = read(pattern(text), path)
    return ("|".join(found.year), "|".join(found.region), "|".join(found.entity))


def test_folders_say_year_region_and_unit() -> None:
    assert said(FOLDERS, "2023/甲县/教育局/报告.docx") == ("2023", "甲县", "教育局")
    assert said(FOLDERS, "2023/甲县/教育局/附件/再下/报告.docx") == ("2023", "甲县", "教育局")


def test_a_bare_field_is_a_folder_never_the_files_name() -> None:
    assert read(pattern(FOLDERS), "2023/甲县/报告.docx") == Given()
    assert said("{year}/{entity}.*", "2023/教育局.docx") == ("2023", "", "教育局")


@pytest.mark.parametrize(
    "name", ["2023", "2023年", "2023年度", "FY2023", "２０２３", "2023年度绩效评价", " 2023 "]
)
def test_a_year_stands_alone_or_within_a_name(name: str) -> None:
    assert said("{year}", f"{name}/报告.txt")[0] == "2023"


@pytest.mark.parametrize("name", ["20231231", "2023001", "1989", "2100", "甲县", "二〇二三年"])
def test_what_is_no_year_does_not_fit(name: str) -> None:
    assert read(pattern(FOLDERS), f"{name}/甲县/教育局/报告.txt") == Given()


def test_digits_after_a_year_are_left_off_where_the_pattern_writes_them() -> None:
    assert said("{year}1231", "20231231/报告.txt")[0] == "2023"


def test_two_years_in_one_name_are_candidates() -> None:
    assert said("{year}/{region}", "2022-2023年/甲县/报告.txt") == ("2022|2023", "甲县", "")


def test_a_files_name_may_be_part() -> None:
    text = "{year}/{region}_{entity}_*.txt"
    assert said(text, "2023/甲县_教育局_自评_报告.TXT") == ("2023", "甲县", "教育局")
    assert said("{region}_{entity}", "甲县_教育局.docx") == ("", "甲县", "教育局")


def test_a_name_that_divides_in_two_ways_gives_candidates() -> None:
    found = said("{region}_{entity}.txt", "甲县_城区_教育局.txt")
    assert found == ("", "甲县|甲县_城区", "城区_教育局|教育局")


def test_any_number_of_folders_lies_between() -> None:
    assert said("**/{year}/{entity}", "甲/乙/2023/教育局/报告.txt") == ("2023", "", "教育局")
    assert said("**/{year}/{entity}", "2023/教育局/报告.txt") == ("2023", "", "教育局")
    assert said("**/{year}/**", "2022/甲/2023/乙/报告.txt")[0] == "2022|2023"
    assert said("{region}/**/{year}年", "甲县/乙/丙/2023年/报告.txt") == ("2023", "甲县", "")


def test_stars_and_ignored_names_are_passed_over() -> None:
    assert said("*/{_}/{year}/{_}_{entity}", "甲/乙/2023/03_教育局/报告.txt") == (
        "2023",
        "",
        "教育局",
    )


def test_letters_of_a_pattern_fit_whatever_their_case() -> None:
    assert said("fy{year}/{entity}.PDF", "FY2023/教育局.pdf") == ("2023", "", "教育局")


def test_a_decomposed_name_is_read_composed() -> None:
    assert said("{region}é/{entity}", "甲县e\u0301/cafe\u0301/报告.txt") == ("", "甲县", "café")


def test_signs_of_regular_expressions_are_plain_text() -> None:
    assert said("[{year}](.+)", "[2023](.+)/x.txt")[0] == "2023"
    assert said("[{year}](.+)", "[2023](abc)/x.txt")[0] == ""


def test_hostile_names_are_data() -> None:
    assert said("{entity}", "教育\n局/x.txt")[2] == "教育 局"
    assert said("{entity}", "\"';=1+1--/x.txt")[2] == "\"';=1+1--"
    assert said("{entity}", "局" * 85 + "/x.txt")[2] == "局" * 85
    for name in ("..", ".", "——", "\x07局", "\udc80局", ""):
        assert read(pattern("{entity}"), f"{name}/x.txt") == Given()


def test_a_name_of_dividers_alone_takes_no_time() -> None:
    begun = time.perf_counter()
    for text in ("{region}_{entity}_*", "*_*_*_{entity}_*_*_*", "{year}_{region}_*_{entity}"):
        for name in ("_" * 255, "a_" * 127, "2023_" * 51):
            read(pattern(text), "/".join([name] * 8))
    assert time.perf_counter() - begun < 2


def test_a_field_read_in_too_many_ways_says_nothing() -> None:
    path = "/".join(f"局{n}" for n in range(40)) + "/x.txt"
    assert read(pattern("**/{entity}/**"), path) == Given()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{year}/{city}", "city"),
        ("{year/{region}", "不成对"),
        ("year}/{region}", "不成对"),
        ("{year}/{region}/{year}", "两次"),
        ("{region}{entity}", "没有文字"),
        ("{year}*", "没有文字"),
        ("*/甲", "没有写出"),
        ("", "不能为空"),
        ("/{year}", "不能为空"),
        ("{year}//{region}", "不能为空"),
        ("../{year}", "不能为空"),
        ("a**/{year}", "独占一级"),
        ("{year}/{a\nb}", "a b"),
    ],
)
def test_a_wrong_pattern_says_what_is_wrong(text: str, told: str) -> None:
    with pytest.raises(GoujiError) as caught:
        pattern(text)
    assert told in caught.value.zh
    assert caught.value.en
    assert "\n" not in caught.value.zh + caught.value.en


def test_a_backslash_divides_folders_as_in_windows() -> None:
    assert said("{year}\\{region}", "2023/甲县/报告.txt") == ("2023", "甲县", "")


@pytest.mark.parametrize("page", ["belonging.md", "belonging.zh.md"])
def test_the_examples_of_the_guide_are_read_so(page: str) -> None:
    lines = (ROOT / "docs" / page).read_text("utf-8").splitlines()
    examples = [match.groups() for line in lines if (match := EXAMPLE.fullmatch(line))]
    assert len(examples) == 5
    for text, path, words in examples[:4]:
        found = said(text, path)
        assert [one for one in found if one] == re.split("、|, ", words)


WORDS = st.text("甲乙丙县市局 ab1（）【】.+*?$^\\'\"", min_size=1, max_size=12).filter(
    lambda text: any(char.isalnum() for char in text) and text == " ".join(text.split())
)
DIVIDERS = st.text("_-#@年度", min_size=1, max_size=3)


@given(st.integers(1990, 2099), WORDS, WORDS, DIVIDERS, st.lists(WORDS, max_size=3))
def test_a_path_printed_from_a_pattern_reads_back(
    year: int, region: str, entity: str, divider: str, below: list[str]
) -> None:
    path = "/".join((f"{year}年度", f"{region}{divider}{entity}", *below, "报告.txt"))
    found = read(pattern(f"{{year}}/{{region}}{divider}{{entity}}"), path)
    assert found == Given((str(year),), (region,), (entity,))


@given(st.text(max_size=40), st.text(max_size=300))
def test_no_pattern_and_no_path_makes_it_fall(text: str, path: str) -> None:
    try:
        wanted = pattern(text)
    except GoujiError:
        wanted = pattern("**/{year}_{region}_*")
    read(wanted, path)
