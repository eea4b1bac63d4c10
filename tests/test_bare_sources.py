"""Funding blocks without heads, and decimals under a head in 万元."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from normalize import quantities

FORM = (
    "碧江县小水电改造项目支出绩效目标申报表\n\n"
    "项目名称\t小水电改造\n项目资金（万元）\t资金总额\t82.00\n\t财政拨款\t70.00\n\t其他资金\t12.00\n"
)


def test_sources_with_one_amount_each_are_funding_rows(tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_text(FORM, encoding="utf-8")
    rows = pipeline.process(path).facts.funding
    printed = [(row.source, row.budget.raw if row.budget else None) for row in rows]
    assert printed == [("total", "82.00"), ("fiscal", "70.00"), ("other", "12.00")]
    assert {row.budget.unit for row in rows if row.budget} == {"CNY"}


@pytest.mark.parametrize("raw", ["251.686", "19.8676", "139.433578"])
def test_decimals_under_a_head_in_ten_thousands_are_no_misprint(raw: str) -> None:
    (figure,) = quantities(raw, unit="万元", cell=True)
    assert figure.flags == ()


def test_three_decimals_of_a_yuan_are() -> None:
    (figure,) = quantities("23,149.560", unit="元", cell=True)
    assert figure.flags == ("excess_decimals",)
