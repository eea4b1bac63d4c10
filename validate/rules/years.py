"""Several years: their total is the years added up, or so many times each year's amount."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Quantity, Wording
from model.relation import Constant, Product, Relation, Sum
from validate.accounts import Entry, columns, rows, told
from validate.plain_years import plain_years
from validate.quoting import quote
from validate.registry import rule

_NUMBERS = {
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_SPAN = re.compile(r"((?:19|20)\d\d)年?[-—–~～至]+((?:19|20)\d\d)年")
_COUNT = re.compile(r"(?<![\d第〇○零])([两二三四五六七八九十]|\d{1,2})(?:个)?年(?!度?[级内前后以])")
_WHOLE = re.compile(
    r"[共总累]计?|合计|实施期|项目期|期间|周期|(?:[两二三四五六七八九十]|(?<!\d)\d{1,2})年(?:预算|资金|投入|安排|支出|经费)"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年(?!.*(?:19|20)\d\d年)|第([一二三四五])年")
_EACH = re.compile(r"每年|每一?年度|逐年|各年")
_MANY = 200
"""Sums of one passage that are looked at; the pairs grow with the square."""
_OTHER = re.compile(r"其中|结转|结余|上年|比|较|人均|每[人户月亩]|追加")
_KINDS = {
    "budget": re.compile(r"预算|安排|批复|计划|概算"),
    "spent": re.compile(r"支出|支付|使用|执行|决算"),
    "received": re.compile(r"到位|下达|拨付"),
}


@dataclass(frozen=True, slots=True)
class _Total:
    """An amount for several years: how many, and the first of them where it is told."""

    entry: Entry
    years: int
    first: int | None


@rule("SUM06", "跨年合计", "Several years", severity="error")
def several_years(facts: Facts) -> Iterator[Relation]:
    """跨年度合计应等于各年度金额之和，或等于每年金额乘以年数。

    The total of several years is the years added up, or each year's amount times their number.

    Flags::

        一、项目投入
        项目实施期为2021-2023年，三年共投入资金900万元，2021年投入280万元，2022年投入300万元，2023年投入310万元。

    Flags::

        一、项目投入
        项目实施期为2021-2023年，三年共安排预算180万元，每年安排50万元。

    Passes::

        一、项目投入
        项目实施期为2021-2023年，三年共投入资金890万元，2021年投入280万元，2022年投入300万元，2023年投入310万元。

    Passes::

        一、项目投入
        项目实施期为2021-2023年，三年共安排预算180万元，2023年安排50万元。
    """
    for at, here in told(facts).items():
        yield from _of_passage(here, plain_years(facts.passages[at].text))
    for entries in (*rows(facts), *columns(facts)):
        yield from _of_table(entries)


def _of_passage(entries: Sequence[Entry], text: str) -> Iterator[Relation]:
    """Each total of a passage against the years behind it, or before where none stand behind."""
    if "年" not in text:
        return
    entries = entries[:_MANY]
    for at, entry in enumerate(entries):
        total = _total(entry, text)
        if total is None:
            continue
        others = [*entries[at + 1 :], *entries[:at]]
        yield from _yearly(total, others)


def _total(entry: Entry, text: str) -> _Total | None:
    """The several years an amount is for, by its clause, else by the passage's span of years."""
    if _OTHER.search(entry.words) or _EACH.search(entry.words):
        return None
    span = _SPAN.search(entry.words)
    counted = _COUNT.search(entry.words)
    if span is None and (counted is None or not _WHOLE.search(entry.words)):
        return None
    span = span or _SPAN.search(text)
    if span is not None:
        first, last = int(span.group(1)), int(span.group(2))
        years = last - first + 1
        if counted is not None and _number(counted.group(1)) != years:
            return None
        return _Total(entry, years, first) if 1 < years <= 10 else None  # noqa: PLR2004
    return _Total(entry, _number(counted.group(1)), None) if counted is not None else None


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS.get(word, 0)


def _kind(entry: Entry) -> str:
    """What an amount is of: ``budget spent received``, or empty where its words do not say."""
    return next((name for name, pattern in _KINDS.items() if pattern.search(entry.words)), "")


def _yearly(total: _Total, others: Sequence[Entry]) -> Iterator[Relation]:
    kind = _kind(total.entry)
    alike = [one for one in others if not kind or _kind(one) in {kind, ""}]
    each = [one for one in alike if _EACH.search(one.words) and not _OTHER.search(one.words)]
    single: dict[int, Quantity] = {}
    for one in alike:
        year = _year(one, total.first)
        if year is not None and not _OTHER.search(one.words):
            single.setdefault(year, one.figure)
    wanted = (
        range(total.first, total.first + total.years) if total.first is not None else sorted(single)
    )
    if len(each) == 1 and not single:
        times = Constant(Decimal(total.years), "年")
        yield _relation(total, Product((each[0].figure, times)))
    elif len(wanted) == total.years and all(year in single for year in wanted):
        yield _relation(total, Sum(tuple(single[year] for year in wanted)))


def _year(entry: Entry, first: int | None) -> int | None:
    """The one year an amount is for."""
    if _SPAN.search(entry.words) or _EACH.search(entry.words):
        return None
    found = _YEAR.search(entry.words)
    if found is None:
        return None
    if found.group(1):
        return int(found.group(1))
    return (first or 1) + _NUMBERS[found.group(2)] - 1


def _relation(total: _Total, right: Sum | Product) -> Relation:
    return Relation(
        total.entry.figure,
        "=",
        right,
        subject=f"{total.years}年合计",
        table=total.entry.table,
    )


def _of_table(entries: Sequence[Entry]) -> Iterator[Relation]:
    """A row or column of years with their total."""
    years = {
        int(found.group(1)): entry.figure
        for entry in entries
        if (found := _YEAR.search(entry.words)) and found.group(1) and not _SPAN.search(entry.words)
    }
    totals = [one for one in entries if re.search(r"年?(?:合计|总计|累计)$", one.words)]
    run = sorted(years)
    kinds = {_kind(one) for one in entries if _YEAR.search(one.words)}
    if len(totals) == 1 and len(run) > 1 and len(kinds) == 1 and _are_all(entries, years, run):
        yield _relation(
            _Total(totals[0], len(run), run[0]), Sum(tuple(years[year] for year in run))
        )


def _are_all(entries: Sequence[Entry], years: dict[int, Quantity], run: list[int]) -> bool:
    """Whether the years follow one another and nothing but them and the total is there."""
    return run[-1] - run[0] + 1 == len(run) and len(entries) == len(years) + 1


_CHANGED = re.compile(r"核定|调整|增加|新增|扩[大编]|变更|调增|增至|提高|招聘")
_SINCE = re.compile(r"((?:19|20)\d\d)\s*年\s*(?:(\d{1,2})\s*月)?")
_REACH = 80
_DIGITS = 3
"""An amount of fewer digits is a round one, and so are its multiples."""


@rule("FOR10", "跨年恰为整数倍", "Exact multiple over years", severity="note")
def exact_multiple(facts: Facts) -> Iterator[Relation]:
    """跨年预算恰为某一年预算的整数倍，而基数在期间内有过变化，应说明各年测算依据。

    A budget for several years is exactly so many times one year's, though its basis changed within
    them; each year's basis should be given.

    Flags::

        一、项目概况
        2021-2023年项目预算为1,846,920元。2022年3月，经会议研究，核定用工指标18个。
        二、年度目标
        2023年项目预算615,640元。

    Passes::

        一、项目概况
        2021-2023年项目预算为1,846,920元。
        二、年度目标
        2023年项目预算615,640元。

    Passes::

        一、项目概况
        2021-2023年项目预算为150万元。2022年3月，经会议研究，核定用工指标18个。
        二、年度目标
        2023年项目预算50万元。
    """
    entries = told(facts)
    everything = [one for here in (*entries.values(), *columns(facts)) for one in here]
    for at, here in entries.items():
        text = plain_years(facts.passages[at].text)
        totals = [one for entry in here if (one := _total(entry, text))]
        for total in totals:
            yield from _multiple(facts, total, everything)
    for column in columns(facts):
        for total in (one for entry in column if (one := _total(entry, entry.words))):
            yield from _multiple(facts, total, everything)


def _multiple(facts: Facts, total: _Total, entries: Sequence[Entry]) -> Iterator[Relation]:
    """A total of several years against a year's amount of the same kind."""
    if total.first is None or any(_EACH.search(one.words) for one in entries):
        return
    changed = _change(facts, total.first, total.first + total.years - 1)
    single = [one.figure for one in entries if _is_of_one(one, total)]
    if changed is not None and single:
        times = Constant(Decimal(total.years), "年")
        options = [Relation(total.entry.figure, "=", Product((one, times))) for one in single]
        yield replace(
            options[0],
            subject=total.entry.subject,
            suspicious_if_holds=True,
            also=(changed,),
            one_of=tuple(options[1:]),
        )


def _is_of_one(entry: Entry, total: _Total) -> bool:
    """Whether an amount is for one year of the span, of the same kind, and no round one."""
    year = _year(entry, None)
    value = entry.figure.value
    if year is None or value is None or total.first is None or _OTHER.search(entry.words):
        return False
    telling = len(value.normalize().as_tuple().digits) >= _DIGITS
    alike = _kind(entry) == _kind(total.entry) or not (_kind(entry) and _kind(total.entry))
    return telling and alike and total.first <= year < total.first + total.years


def _change(facts: Facts, first: int, last: int) -> Wording | None:
    """Where the text tells that the basis changed within the span, after it had begun."""
    for passage in facts.passages:
        if passage.kind == "heading" or not _CHANGED.search(passage.text):
            continue
        for found in _SINCE.finditer(passage.text):
            later = _CHANGED.search(passage.text, found.end(), found.end() + _REACH)
            year, month = int(found.group(1)), int(found.group(2) or 1)
            if later and first <= year <= last and (year > first or month > 1):
                return quote(passage, found.start(), later.end())
    return None
