"""Forensic: money that came in exactly as it went out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.relation import Relation
from validate.registry import rule
from validate.selection import distinct, mentions, of_the_year

_WHOLE = Decimal(100)


@rule("FOR08", "到位等于支出", "Received equals spent", severity="note")
def received_equals_spent(facts: Facts) -> Iterator[Relation]:
    """到位数与支出数、到位率与执行率完全相同且均不足100%，到位数疑由支出数倒填。

    Receipts and spending, and both rates, are the same and below 100 %: receipts may have been
    filled in from spending.

    Flags::

        一、资金情况
        项目年度预算412.60万元，实际到位资金305.32万元，资金到位率74.00%。
        截至2024年9月30日，项目实际支出305.32万元，预算执行率74.00%。

    Passes::

        一、资金情况
        项目年度预算412.60万元，实际到位资金412.60万元，资金到位率100%。
        截至2024年12月31日，项目实际支出412.60万元，预算执行率100%。

    Passes::

        一、资金情况
        项目年度预算412.60万元，实际到位资金350.00万元，资金到位率84.83%。
        截至2024年9月30日，项目实际支出305.32万元，预算执行率74.00%。
    """
    arrived, executed = _rates(facts, "received_rate"), _rates(facts, "execution_rate")
    rates = [(one, other) for one in arrived for other in executed if one.value == other.value]
    if not rates:
        return
    came, went = distinct(mentions(facts, "received")), distinct(mentions(facts, "spent"))
    sums = [(one, other) for one in came for other in went if one.value == other.value]
    for received, spent in sums[:1]:
        yield Relation(
            received,
            "=",
            spent,
            given=Relation(*_equal(rates[0])),
            suspicious_if_holds=True,
            also=rates[0],
        )


def _equal(pair: tuple[Quantity, Quantity]) -> tuple[Quantity, str, Quantity]:
    return pair[0], "=", pair[1]


def _rates(facts: Facts, measure: str) -> list[Quantity]:
    """Rates stated as reached, below the whole; those of tables as well."""
    found: list[Figure | None] = [
        claim.figure
        for claim in facts.claims
        if claim.measure == measure
        and claim.role in {"rate", "actual"}
        and of_the_year(facts, claim)
    ]
    whole = [row for row in facts.funding if row.origin == "table" and row.parent is None]
    found += [
        row.received_rate if measure == "received_rate" else row.execution_rate for row in whole
    ]
    return [
        one
        for one in found
        if isinstance(one, Quantity)
        and one.kind == "percent"
        and one.value is not None
        and 0 < one.value < _WHOLE
    ]
