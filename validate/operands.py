"""Which amounts a rate in prose was taken from: those beside it, else those of the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from model.facts import Facts
from model.quantity import Figure, Moment, Quantity
from model.record import Claim
from model.relation import Ratio
from validate.aligned import clause, mates, times
from validate.quoting import comparable
from validate.reading import HALF
from validate.selection import amount, blank, distinct, mentions, of_the_year, one_project

_PLAIN = re.compile(
    r"(?:截至?[^，]*[，,])?(?:该|本|我单位|单位)?(?:项目|年度|全年|当年|总体|整体|综合|专项|财政|累计|实际|的)*"
    r"(?:资金|经费|预算|支出|成本|项目)*(?:执行|使用|支付|支出|完成|到位|拨付)(?:进度|率|比例)"
)
"""A rate of the whole project by its name; anything more (县级配套部分) is a rate of a part."""

_PART = re.compile(r"上年|去年|往年|以前年度|历年|[两三五]年|同期|半年|季度|其中|(?:19|20)\d\d")
_YEARS = re.compile(r"(?:19|20)\d\d\s*年?\s*[-—–至~～]+\s*(?:19|20)\d\d")
_ONE_YEAR = re.compile(r"^\s*(?:19|20)\d\d\s*年(?:度|全年)?\s*$")
_ADDED = re.compile(r"(?:共计?|[合总小]计)(?:为|达|约)?\s*$")
_A_YEAR = re.compile(r"(?:19|20)\d\d|第[一二三四五]年")
_UP_TO = re.compile(r"截至?(?:到|止)?(?:(?:19|20)\d\d年|本年|当年|今年)?(\d{1,2})月")
_MONTH = re.compile(r"(?:\d{4}|-)-(\d\d)")
_MONEY = re.compile(
    r"实际|累计|全年|年度|当年|本年|项目|专项|财政|资金|经费|预算|支出|执行|使用|支付|拨付|到位|完成|投资|共|总|已|的|"
    r"去年|上年|今年|同期|截至|上半年|下半年|[一二三四]季度|前[一二三]季度|其中|年初|年末|月末|月底|[年月日]"
)
_OF_THE_WHOLE = frozenset({"budget", "received", "spent", "balance"})
_LAST_YEAR = frozenset({"上年", "去年", "往年", "同期", "以前年度"})
_MOST = 12
"""Amounts of one kind a rate is tried against; among more than that the one meant is not known."""
_ITEM = re.compile(r"[\u4e00-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class Shares:
    """The ratios a rate may be, likeliest first; ``beside``: both amounts stand near the rate.

    Where the report gives several amounts that may be meant, the last ratio lacks an amount: then
    a rate that fits none of them is undecided, not contradicted.
    """

    ratios: tuple[Ratio, ...]
    beside: bool


def shares(facts: Facts, rate: Claim[Figure], above: str, below: Sequence[str]) -> Shares | None:
    """``above`` (a role) over one of the roles ``below``, from the narrowest place that has both.

    A sentence speaks of its own amounts, then its paragraph; only a rate that stands alone is
    tried against the amounts of the whole report, and only where that has one project.
    """
    here = (one.role for one in mates(facts, rate) if one.sentence == rate.sentence)
    if _LAST_YEAR & times(facts, rate) and above not in here:
        return None  # 去年同期执行率为55.10%: its amounts are told elsewhere, if at all
    upper = _nearest(facts, rate, above)
    lower = [_nearest(facts, rate, role) for role in below]
    beside = bool(upper and lower[0])
    totals = _totals(facts, rate)
    alone = one_project(facts) and not _narrowed(facts, rate) and _of_the_whole(rate)
    if not beside and not alone:
        return _pairs(upper, _flat(lower), totals, open_end=True, beside=True)
    if _of_another_amount(facts, rate, [*upper, *(one for run in lower for one in run), *totals]):
        return _pairs(upper, _flat(lower), totals, open_end=True, beside=True)
    open_end = bool(upper) and _of_an_item(facts, rate, upper[0], lower[0][:1])
    lower.append(_years_of(facts, lower[0]))
    if not upper:
        upper, open_end = _of_the_report(facts, above)
    if not lower[0]:
        lower[0], unsure = _of_the_report(facts, below[0])
        open_end = open_end or unsure
    return _pairs(upper, _flat(lower), totals, open_end=open_end, beside=beside)


def _of_another_amount(facts: Facts, rate: Claim[Figure], meant: Sequence[Quantity]) -> bool:
    """Whether an amount of neither role stands in the rate's own clause or the one before it.

    支出1,712万元，其中专账资金1,228万元，执行率94.47%: the rate is of that amount.
    """
    before = [
        one
        for one in mates(facts, rate)
        if one.sentence == rate.sentence
        and one.figure.end <= rate.figure.start
        and _is_amount(one.figure)
    ]
    if not before or before[-1].measure in _OF_THE_WHOLE or before[-1].role == "balance":
        return False
    return before[-1].figure.start not in {one.start for one in meant}


def _of_an_item(
    facts: Facts, rate: Claim[Figure], upper: Quantity, lower: Sequence[Quantity]
) -> bool:
    """Whether the sentence names an item's amount, and the other amount is not told for the item.

    It is not where it stands in another sentence, or a rate of its own comes before the item's.
    """
    data = facts.data
    own = "".join(words.raw for words in (data.title, data.project, data.entity) if words)
    here = [claim for claim in mates(facts, rate) if claim.sentence == rate.sentence]
    names = [_MONEY.sub("", comparable(one.subject.raw)) for one in here if one.figure is upper]
    if not any(name not in own and _ITEM.search(name) for name in names):
        return False
    at = next((n for n, one in enumerate(here) if lower and one.figure is lower[0]), None)
    return at is None or any(
        one.measure == rate.measure and one.figure.start < upper.start for one in here[at:]
    )


def _years_of(facts: Facts, amounts: list[Quantity]) -> list[Quantity]:
    """The yearly parts of a budget for several years, each of which a year's rate may be of."""
    return [
        part
        for breakdown in facts.breakdowns
        if breakdown.total is not None
        and breakdown.total.start in {one.start for one in amounts}
        and len(breakdown.names) == len(breakdown.parts)
        for name, part in zip(breakdown.names, breakdown.parts, strict=True)
        if isinstance(part, Quantity) and _A_YEAR.search(name.raw)
    ]


def _flat(runs: list[list[Quantity]]) -> list[Quantity]:
    return [one for run in runs for one in run]


def _pairs(
    upper: list[Quantity],
    lower: list[Quantity],
    totals: list[Quantity],
    *,
    open_end: bool,
    beside: bool,
) -> Shares | None:
    """Each upper over each lower amount; then sums told before, on either side."""
    if not upper or not lower:
        return None
    open_end = open_end or max(len(upper), len(lower), len(totals)) > _MOST
    upper, lower, totals = upper[:_MOST], lower[:_MOST], totals[-_MOST:]
    ratios = [Ratio(one, other) for one in upper for other in lower]
    ratios += [Ratio(one, other) for one in totals for other in lower]
    ratios += [
        Ratio(one, other) for one in (*upper, *totals) for other in totals if one is not other
    ]
    if open_end:
        ratios.append(Ratio(upper[0], blank(lower[0].source)))
    return Shares(tuple(ratios), beside)


def _narrowed(facts: Facts, rate: Claim[Figure]) -> bool:
    """Whether the sentence up to a rate speaks of another time than the report, or of a part.

    In a report on several years one year is a part.
    """
    if not of_the_year(facts, rate) or any(_PART.search(one) for one in times(facts, rate)):
        return True
    if _at_another_date(facts, rate):
        return True
    title = facts.data.title.raw if facts.data.title is not None else ""
    return bool(_YEARS.search(title)) and bool(_ONE_YEAR.search(rate.qualifier))


def _at_another_date(facts: Facts, rate: Claim[Figure]) -> bool:
    """Whether a rate is told up to another month (截至6月末) than the report's base date."""
    months = _UP_TO.findall(clause(facts, rate))
    base = [
        found
        for one in facts.data.cutoff_dates
        if isinstance(one, Moment) and (found := _MONTH.match(one.value or ""))
    ]
    return bool(months and base) and int(months[-1]) != int(base[0][1])


def _of_the_whole(rate: Claim[Figure]) -> bool:
    return _PLAIN.fullmatch("".join(rate.subject.raw.split())) is not None


def _of_the_report(facts: Facts, role: str) -> tuple[list[Quantity], bool]:
    """The amounts of one role, finest first, and whether they are more than one amount.

    Where tables have one row for the whole project, that row says what the amounts are.
    """
    whole = [
        row for row in facts.funding if row.origin == "table" and not row.parent and row.budget
    ]
    if len(whole) == 1:
        names = ("budget_adjusted", "budget_initial") if role == "budget" else (role,)
        stated = [one for name in names if (one := amount(whole[0], name)) is not None]
        if stated:
            return stated, False
    found = distinct(mentions(facts, role, whole=True))
    places = [one.precision or 0 for one in found]
    apart = any(
        one.value is not None
        and found[0].value is not None
        and abs(one.value - found[0].value) > HALF.scaleb(place)
        for one, place in zip(found, places, strict=True)
    )
    return found, apart


def _nearest(facts: Facts, rate: Claim[Figure], role: str) -> list[Quantity]:
    """Amounts of a role: those of the rate's sentence, else of the nearest before it."""
    fitting = [
        claim
        for claim in mates(facts, rate)
        if claim.role == role == claim.measure and _is_amount(claim.figure)
    ]
    here = [claim for claim in fitting if claim.sentence == rate.sentence]
    if not here:
        before = [claim for claim in fitting if claim.sentence < rate.sentence]
        last = max((claim.sentence for claim in before), default=None)
        here = [claim for claim in before if claim.sentence == last]
    at = rate.figure.start
    here.sort(key=lambda claim: (claim.figure.start > at, abs(at - claim.figure.start)))
    return _once_each(claim.figure for claim in here if isinstance(claim.figure, Quantity))


def _once_each(figures: Iterable[Quantity]) -> list[Quantity]:
    """Amounts without those that say again what an earlier one says, in their order."""
    kept: dict[tuple[object, ...], Quantity] = {}
    for one in figures:
        kept.setdefault((one.value, one.unit, one.precision), one)
    return list(kept.values())


def _totals(facts: Facts, rate: Claim[Figure]) -> list[Quantity]:
    """Amounts before a rate, in its paragraph, that 共 or 合计 makes of the parts before them."""
    return _once_each(
        claim.figure
        for claim in mates(facts, rate)
        if claim.figure.end <= rate.figure.start
        and isinstance(claim.figure, Quantity)
        and _is_amount(claim.figure)
        and claim.role not in {"budget", "received", "spent"}
        and _ADDED.search(clause(facts, claim))
    )


def _is_amount(figure: Figure) -> bool:
    return isinstance(figure, Quantity) and figure.kind in {"money", "number"}
