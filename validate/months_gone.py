"""How much of the year is gone by a date, or by the month a sentence tells up to."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Moment
from model.record import Claim
from model.relation import Constant, Ratio
from validate.aligned import sentence

_YEAR = Constant(Decimal(12), "个月")
_UP_TO = re.compile(
    r"(?<!\d)1\s*月?\s*[-—–－~～至到]+\s*(1[0-2]|[2-9])\s*月|截[至止]到?[^，。；]{0,8}?(?<!\d)(1[0-2]|[1-9])\s*月[底末]"
    r"|(?:按照?|前)(1[0-2]|[1-9])个月"
)
_WORKS = re.compile(r"工期|工程|施工|合同|建设进度|形象进度")
_MONEY = re.compile(r"序时|预算|资金|支出|执行|支付")
_HALF = re.compile(r"(?<!下)上半年")
_QUARTERS = re.compile(r"(?:前|1[-—]|一至)(?:三|3)季度|三季度末")
_DAYS = (Constant(Decimal(365), "天"), Constant(Decimal(366), "天"))


def gone_by(cutoff: Moment) -> list[Ratio]:
    """The year gone by a base date: in months, begun or finished, and in days."""
    day = date.fromisoformat(cutoff.value or "")
    first = date(day.year, 1, 1)
    length = (date(day.year + 1, 1, 1) - first).days
    months = [Constant(Decimal(day.month), "个月"), Constant(Decimal(day.month - 1), "个月")]
    days = Constant(Decimal((day - first).days + 1), "天")
    ends_month = date.fromordinal(day.toordinal() + 1).month != day.month
    ratios = [Ratio(one, _YEAR) for one in months[: 1 if ends_month else 2]]
    return [*ratios, Ratio(days, Constant(Decimal(length), "天"))]


def is_of_works(facts: Facts, claim: Claim[Figure]) -> bool:
    """Whether a share of time gone is that of a contract's time: 工期10个月，时间进度60%."""
    said = sentence(facts, claim)
    return _WORKS.search(said) is not None and "序时" not in said


def gone_beside(facts: Facts, claim: Claim[Figure]) -> list[Ratio]:
    """The year gone by the one month that a claim's sentence, or else the title, tells up to."""
    title = facts.data.title.raw if facts.data.title is not None else ""
    said = sentence(facts, claim)
    if not _MONEY.search(said):
        return []
    for words in (said, title):
        months = _months(words)
        if len(months) == 1:
            (month,) = months
            return [Ratio(Constant(Decimal(month), "个月"), _YEAR), *_in_days(month)]
        if months:
            break
    return []


def _months(words: str) -> set[int]:
    found = {int(next(filter(None, one))) for one in _UP_TO.findall(words)}
    found |= {6} if _HALF.search(words) else set()
    return found | ({9} if _QUARTERS.search(words) else set())


def _in_days(month: int) -> list[Ratio]:
    """Up to the end of a month in days, of a common year and of a leap year."""
    ratios: list[Ratio] = []
    for year, length in zip((2023, 2024), _DAYS, strict=True):
        days = sum(monthrange(year, one)[1] for one in range(1, month + 1))
        ratios.append(Ratio(Constant(Decimal(days), "天"), length))
    return ratios
