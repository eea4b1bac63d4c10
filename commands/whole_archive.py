"""What an ingest says of all its reports together."""

from __future__ import annotations

from decimal import Decimal

from contract.rows import Row, columns
from model.settings import Settings
from validate.catalogue import brief
from validate.registry import registered
from validate.rules.first_digits import Payments, first_digits

_KIND, _AMOUNT = (columns("disbursements").index(name) for name in ("row_kind", "amount"))


def add_row(payments: Payments, row: Row) -> None:
    """Count one row of ``disbursements``; rows of totals are none."""
    if row[_KIND] == "item" and row[_AMOUNT] is not None:
        payments.add(Decimal(str(row[_AMOUNT])))


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
