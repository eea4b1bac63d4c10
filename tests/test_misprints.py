"""A slip of the hand explains a contradiction, a choice of the wrong figures does not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import pipeline
from model.relation import Ratio, Relation, Sum
from tests.made_figures import percent, yuan
from validate.misprints import explained, slips


@pytest.mark.parametrize("wrong", ["384.82", "348.32", "3843.2", "384.33"])
def test_one_digit_two_neighbours_and_the_point_are_slips(wrong: str) -> None:
    assert Decimal(wrong) * 10000 in set(slips(yuan("384.32万元")))


def test_a_sum_that_misses_by_one_digit_is_explained() -> None:
    parts = Sum((yuan("158.60万元"), yuan("96.75万元")))
    assert explained(Relation(yuan("265.35万元"), "=", parts))


def test_figures_that_do_not_belong_together_are_not_explained() -> None:
    parts = Sum((yuan("154.80万元"), yuan("61.74万元")))
    assert not explained(Relation(yuan("192.00万元"), "=", parts))


def test_an_alternative_may_explain_it() -> None:
    rate = percent("73.50%")
    first = Ratio(yuan("10万元"), yuan("7,813万元"))
    second = Relation(rate, "=", Ratio(yuan("735万元"), yuan("1,100万元")))
    assert explained(Relation(rate, "=", first, one_of=(second,)))


def test_a_told_contradiction_without_a_slip_is_a_doubtful_note(tmp_path: Path) -> None:
    text = "绩效自评报告\n二、完成情况\n全年受理1,260件，较上年1,050件增加385件，增长20%。\n"
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    found = [one for one in pipeline.process(path).findings if one.rule == "FORM01"]
    assert [(one.severity.value, one.reading) for one in found] == [("note", "doubtful")]
    assert "口径不同" in found[0].message
