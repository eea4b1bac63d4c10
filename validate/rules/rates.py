"""Rates: what came in and what went out as a share of the budget, and how far the year has gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from model.facts import Facts
from model.quantity import Figure, Moment, Quantity, Wording
from model.record import Claim, FundingRow, Passage
from model.relation import Ratio, Relation, Sum
from model.span import part
from validate.aligned import clause, mates, passage_of
from validate.months_gone import gone_beside, gone_by, is_of_works
from validate.operands import shares
from validate.registry import rule
from validate.sentences import Sentence

_PACE = re.compile(r"序时进度|时间进度")
_WORDS = {
    "不低于": ">=",
    "不慢于": ">=",
    "未低于": ">=",
    "未达到": "<",
    "未达": "<",
    "低于": "<",
    "落后": "<",
    "慢于": "<",
    "滞后": "<",
    "不高于": "<=",
    "高于": ">",
    "快于": ">",
    "超过": ">",
    "超前": ">",
    "达到": ">=",
}
_OWED = re.compile(r"[应應]付[数數]")
_NEAR = 20
"""So many characters behind 低于 the time progress stands that it is compared with."""
_STOP = re.compile(r"[。；;！？\n]")
_SAME_SUBJECT = re.compile(
    r"(?:[，,、\s]|[（(][^（）()]*[）)]|截至[^，。]*?[日月底]|[且但也均都仍又还并略稍远已虽尚较]|明显|大幅|显著|总体|整体|"
    r"全年|年度|项目|专项|资金|经费|预算|财政|实际|支出|支付|使用|执行|进度|情况|率|比例)*"
)
"""What may stand between the last comma and a comparison that goes on about the money."""
_AGAINST_PACE = re.compile(rf"({'|'.join(_WORDS)})[^，。；]{{0,14}}(?:序时|时间进度)")


@rule("RATE01", "预算执行率", "Execution rate", severity="error")
def execution_rate(facts: Facts) -> Iterator[Relation]:
    """预算执行率应等于实际支出数除以预算数。

    Funds spent as a share of the budget must recompute.

    Flags::

        项目资金情况表（单位：万元）
        | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
        | 年度资金总额 | 260.00 | 245.50 | 198.40 | 88.81% |

    Passes::

        项目资金情况表（单位：万元）
        | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
        | 年度资金总额 | 260.00 | 245.50 | 198.40 | 80.81% |
    """
    for row in facts.funding:
        if row.origin == "table" and row.execution_rate is not None and row.spent is not None:
            bases = [row.budget_adjusted, row.budget_initial, row.received]
            owed = _owed(facts, row)
            uppers = (row.spent, *((Sum((row.spent, owed)),) if owed is not None else ()))
            yield from _in_row(row, row.execution_rate, uppers, bases)
    for claim in _rates(facts, "execution_rate"):
        yield from _in_prose(facts, claim, "spent", ("budget", "received"))


@rule("RATE02", "资金到位率", "Arrival rate", severity="error")
def received_rate(facts: Facts) -> Iterator[Relation]:
    """资金到位率应等于实际到位数除以预算数。

    Funds received as a share of the budget must recompute.

    Flags::

        一、资金到位情况
        项目年初预算412.60万元，实际到位资金305.32万元，资金到位率为100%。

    Passes::

        一、资金到位情况
        项目年初预算412.60万元，实际到位资金305.32万元，资金到位率为74.00%。
    """
    for row in facts.funding:
        if row.origin == "table" and row.received_rate is not None and row.received is not None:
            bases = [row.budget_adjusted, row.budget_initial]
            yield from _in_row(row, row.received_rate, (row.received,), bases)
    for claim in _rates(facts, "received_rate"):
        if _in_full(facts, claim):
            continue  # 已足额到位，到位率100%: what is paid on from it is told elsewhere
        yield from _in_prose(facts, claim, "received", ("budget",))


def _in_full(facts: Facts, rate: Claim[Figure]) -> bool:
    """Whether all of a budget is said to have arrived, and no amount of it is given."""
    here = [one for one in mates(facts, rate) if one.sentence == rate.sentence]
    return _ALL_ARRIVED.search(clause(facts, rate)) is not None and not any(
        one.role == one.measure == "received" for one in here
    )


def _in_row(
    row: FundingRow[Figure],
    rate: Figure,
    uppers: tuple[Figure | Sum, ...],
    bases: list[Figure | None],
) -> Iterator[Relation]:
    """A rate in a table against each amount it may be a share of, the budget in force first."""
    options = [
        Relation(rate, "=", Ratio(above, base))
        for above in uppers
        for base in bases
        if base is not None
    ]
    if options:
        yield Relation(
            rate,
            "=",
            options[0].right,
            subject="".join(row.label.raw.split()) if row.label is not None else "",
            one_of=tuple(options[1:]),
            table=row.table,
        )


def _owed(facts: Facts, row: FundingRow[Figure]) -> Figure | None:
    """What a row prints as due and not yet paid (應付數): some forms count it as carried out."""
    start = row.where[0].start if row.where else -1
    return next(
        (
            one.figure
            for one in facts.postings
            if one.table == row.table
            and one.head is not None
            and _OWED.search(one.head.raw)
            and any(span.start <= one.figure.start < span.end for span in row.where)
            and one.figure.start >= start
        ),
        None,
    )


def _rates(facts: Facts, measure: str) -> list[Claim[Figure]]:
    """Rates stated as reached; a target says nothing about what was spent."""
    return [
        claim
        for claim in facts.claims
        if claim.measure == measure
        and claim.role in {"rate", "actual"}
        and isinstance(claim.figure, Quantity)
        and _is_share(claim.figure)
        and claim.figure.comparator not in {"<", "<=", ">", ">="}
    ]


def _is_share(figure: Figure) -> bool:
    """True for a percentage; a distance in points (个百分点) is no rate."""
    return isinstance(figure, Quantity) and figure.kind == "percent" and figure.unit != "pp"


_ALL_ARRIVED = re.compile(r"(?:足额|全额|全部|如数)(?:及时|按时)?(?:到位|拨付|下达)")
_OF_THE_BUDGET = re.compile(r"预算|执行|支付进度")
"""A 支出率 or 使用率 may be of what came in, or of another sum that the text calls its base."""


def _in_prose(
    facts: Facts, claim: Claim[Figure], above: str, below: tuple[str, ...]
) -> Iterator[Relation]:
    found = shares(facts, claim, above, below)
    if found is None:
        return
    options = [Relation(claim.figure, "=", ratio) for ratio in found.ratios]
    yield Relation(
        claim.figure,
        "=",
        options[0].right,
        subject=claim.subject.raw.strip(),
        one_of=tuple(options[1:]),
        severity=None if found.beside else "warning",
        told=above == "spent" and _OF_THE_BUDGET.search(claim.subject.raw) is None,
    )


_UNTOLD = Sentence(
    "执行率低于序时进度，文中未列明序时进度。",
    "The execution rate lags behind time progress, which the report never states.",
)


@rule("RATE03", "序时进度", "Time progress", severity="error", says=(_UNTOLD,))
def time_progress(facts: Facts) -> Iterator[Relation]:
    """序时进度应等于截至基准日已过月数除以全年月数，与执行率的比较应属实。

    Time progress must be the months gone by the base date over twelve, and what is said of the
    execution rate beside it must be true.

    Flags::

        监控基准日：2024年8月31日
        一、资金使用情况
        截至2024年8月31日，项目预算60万元，实际支出36万元，预算执行率60.00%，低于序时进度75.00%。

    Passes::

        监控基准日：2024年8月31日
        一、资金使用情况
        截至2024年8月31日，项目预算60万元，实际支出36万元，预算执行率60.00%，低于序时进度66.67%。
    """
    days = {
        one.value: one
        for one in reversed(facts.data.cutoff_dates)
        if isinstance(one, Moment) and _is_day(one)
    }
    cutoffs = [*reversed(days.values())]
    if _other_year(facts, cutoffs):
        return
    stated = [
        claim
        for claim in facts.claims
        if claim.measure == "time_progress" and _is_share(claim.figure)
        if not is_of_works(facts, claim)
    ]
    for claim in stated:
        options = [
            Relation(claim.figure, "=", ratio, also=(one,), subject="序时进度")
            for one in cutoffs
            for ratio in gone_by(one)
        ]
        options += [
            Relation(claim.figure, "=", ratio, subject="序时进度")
            for ratio in gone_beside(facts, claim)
        ]
        if options:
            yield replace(options[0], one_of=tuple(options[1:]))
    yield from _compared(facts, stated, cutoffs[0] if cutoffs else None)
    if not stated and cutoffs:
        yield from _undisclosed(facts, cutoffs[0])


def _is_day(moment: Moment) -> bool:
    return moment.value is not None and len(moment.value) == len("2024-08-31")


def _other_year(facts: Facts, cutoffs: list[Moment]) -> bool:
    """Whether the project runs over another span than the calendar year of the base date."""
    year = (cutoffs[0].value or "")[:4] if cutoffs else facts.data.fiscal_year or ""
    return any(
        isinstance(one, Moment)
        and ((one.lower or f"{year}-01")[5:7] != "01" or (one.lower or year)[:4] != year)
        for one in facts.data.project_periods
    )


def _compared(
    facts: Facts, stated: list[Claim[Figure]], cutoff: Moment | None
) -> Iterator[Relation]:
    """低于序时进度 and the like: the rate against the time progress nearest to the word."""
    for rate in _rates(facts, "execution_rate"):
        passage = passage_of(facts, rate)
        if passage is None:
            continue
        word = _word(facts, passage, rate)
        if word is None:
            continue
        beside = [
            one for one in stated if (one.passage, one.sentence) == (rate.passage, rate.sentence)
        ]
        beside = _nearest_first(beside, word)
        if not beside and cutoff is None:
            continue
        yield Relation(
            rate.figure,
            _WORDS[word.raw],
            beside[0].figure if beside or cutoff is None else gone_by(cutoff)[0],
            subject=f"执行率{word.raw}序时进度",
            also=(word,),
            severity=None if beside else "warning",
        )


def _nearest_first(stated: list[Claim[Figure]], word: Wording) -> list[Claim[Figure]]:
    """Time progress by nearness to a comparison; one right behind the word comes first."""
    at = word.source[0].start

    def distance(one: Claim[Figure]) -> tuple[bool, int]:
        away = one.figure.start - at
        return not 0 < away < _NEAR, abs(away)

    return sorted(stated, key=distance)


def _word(facts: Facts, passage: Passage, rate: Claim[Figure]) -> Wording | None:
    """The word after the rate, in its sentence, that sets it against time progress.

    It speaks of the rate nearest before it; in a clause with a subject of its own, of that.
    """
    at = _offset(passage, rate.figure.end)
    stop = _STOP.search(passage.text, at)
    found = _AGAINST_PACE.search(passage.text, at, stop.start() if stop else len(passage.text))
    if found is None:
        return None
    start, end = found.span(1)
    between = passage.text[at:start]
    own = between[max(between.rfind("，"), between.rfind(","), 0) :]
    if _SAME_SUBJECT.fullmatch(own) is None or _rate_between(facts, passage, rate, start):
        return None
    return Wording(found.group(1), part(passage.source, start, end))


def _rate_between(facts: Facts, passage: Passage, rate: Claim[Figure], before: int) -> bool:
    """Whether another rate than time progress stands after this one, before a place."""
    return any(
        one.measure != "time_progress"
        and _is_share(one.figure)
        and one.figure.start >= rate.figure.end
        and _offset(passage, one.figure.end) <= before
        for one in mates(facts, rate)
    )


def _offset(passage: Passage, place: int) -> int:
    """A place in the document as an offset into the passage's joined text."""
    passed = 0
    for span in passage.source:
        if place <= span.end:
            return passed + max(0, place - span.start)
        passed += span.end - span.start
    return passed


def _undisclosed(facts: Facts, cutoff: Moment) -> Iterator[Relation]:
    """Time progress promised and never given, while the money lags behind it."""
    rates = _rates(facts, "execution_rate")
    promised = next(
        (
            Wording(found.group(), part(passage.source, *found.span()))
            for passage in facts.passages
            if passage.kind == "paragraph" and (found := _PACE.search(passage.text))
        ),
        None,
    )
    if not rates or promised is None:
        return
    same = [one for one in rates if one.figure.value == rates[0].figure.value]
    yield Relation(
        rates[0].figure,
        ">=",
        gone_by(cutoff)[0],
        severity="note",
        subject="未列明序时进度",
        also=(promised, cutoff, *(one.figure for one in same[1:])),
        zh=_UNTOLD.zh,
        en=_UNTOLD.en,
    )
