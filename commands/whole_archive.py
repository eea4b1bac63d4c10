"""What an ingest says of all its reports together."""

from __future__ import annotations

from decimal import Decimal

from contract.shapes import Outcome
from model.settings import Settings
from validate.catalogue import brief
from validate.registry import registered
from validate.rules.first_digits import Payments, first_digits


def add_payments(payments: Payments, outcome: Outcome) -> None:
    """Count the payments of one report; rows of totals are none."""
    for row in outcome.lists.disbursements:
        if row.row_kind == "item" and row.amount is not None:
            payments.add(Decimal(row.amount))


def of_archive(payments: Payments, settings: Settings, lang: str) -> str:
    """The line on first digits; empty where there are too few payments or the rule is off."""
    rule = next(one for one in registered() if one.code == "FOR06")
    if settings.why_off(rule.code) is not None:
        return ""
    limits = {one.name: one.value for one in rule.limits} | settings.limits_of(rule.code)
    said = first_digits(payments, limits)
    if said is None:
        return ""
    head = brief(rule, lang).partition("：" if lang == "zh" else ": ")[0]
    return f"{head}：{said.zh}" if lang == "zh" else f"{head}: {said.en}"
