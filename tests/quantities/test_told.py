"""Figures that others told, case by case and in running text."""

from __future__ import annotations

import pytest

from tests.quantities.judge import missed, told, wrong

CASES = ("cases-a.jsonl", "cases-b.jsonl", "cases-c.jsonl", "cases-d.jsonl")
MISSED = {
    "bx-0148": "六 点 五 成: every character apart",
    "bx-0149": "一 百 五 十 个 百 分 点: the same",
    "bx-0150": "四点 五个百分点: apart within a numeral",
    "bx-0154": "七成 六: the same",
    "bx-0168": "是不是点五零百分之负六十五点二八: two sentences run together",
    "bx-0309": "大于二十的同时小于等于三十五: two bounds in two clauses",
    "bx-0317": "不大于50不小于20: the same",
    "bx-0319": "小于 或 等于: a comparator with blanks in it",
    "dx-0161": "二两: two neighbouring digits, or two taels",
    "C-0104": "077: a leading zero makes a code of it",
}
ARGUABLE = {"missed '满2年'", "read '2年'", "missed '两个'", "read '两个标段'"}
"""责任期满2年后 is two years after the period, told as two years or more; 两个标段 counts 标段."""


@pytest.mark.parametrize("name", CASES)
def test_cases_are_read_as_told(name: str) -> None:
    cases = told(name)
    found = {case["id"] for case in cases if missed(case)}
    assert found == MISSED.keys() & {case["id"] for case in cases}


def test_running_text_gives_all_that_is_told_and_nothing_else() -> None:
    found = {said for paragraph in told("paragraphs.jsonl") for said in wrong(paragraph)}
    assert found == ARGUABLE
