"""Choosing rows and figures by the words beside them; shared by the rules."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import Claim, Disbursement, FundingRow, IndicatorRow
from model.span import Source
from validate.aligned import clause, of_before, sentence
from validate.goals_and_results import is_forecast
from validate.once import once_a_report
from validate.plain_years import plain_years

AMOUNTS = ("budget_initial", "budget_adjusted", "received", "spent", "balance")
"""The money columns of a funding row."""

_YEAR = re.compile(r"(?:19|20)\d{2}")
_COMPARED = re.compile(r"(?:[比较与和同]|相比|对比)(?:上年|去年|(?:19|20)\d\d\s*年)[^，,]*$")
"""Before an amount: it is that of the year the report's own is compared with."""
_PURCHASE = re.compile(r"采购预算|中标(?:价|金额)|成交|招标")
"""Words of a sentence whose budget is that of one purchase, not the project's."""
_RAISED = re.compile(r"\s*(?:的?基础上|(?:调整|调增|调减|增加|变更|追加)[为到至])")
"""Behind a budget that is not the one in force: 在年初90万元的基础上追加, 由90万元调整为102万元."""
_OPENING = re.compile(r"(?:年初|期初|上年|以前年度)[^，,]*$")
_PART = re.compile(
    r"[两二三四五六七八九十\d](?<!\d{4})年|年均|月均|人均|平均|季度|半年|每|上年|累计|预计|阶段"
)
"""Words that set a figure apart from the year's: several years, an average, part of the year."""

_DASHES = frozenset("-—–－/×xX*＊无零 　\t\n")
_BONUS = re.compile("加分|扣分|附加")
_RATE_LEAVES = ("预算执行率", "资金执行率", "预算执行情况", "执行率")


@dataclass(frozen=True, slots=True)
class Form:
    """The indicator rows of one form, in order, and its funding row with weight and score.

    ``items`` are the rows that are indicators and count towards the total, ``totals`` those that
    print a total.
    """

    table: int
    number: int
    rows: tuple[IndicatorRow[Figure], ...]
    items: tuple[IndicatorRow[Figure], ...]
    totals: tuple[IndicatorRow[Figure], ...]
    funding: FundingRow[Figure] | None

    @property
    def repeats_rate(self) -> bool:
        """Whether the execution rate, weighed in the funding block, is an indicator as well."""
        return any(
            row.name is not None and row.name.raw.strip().endswith(_RATE_LEAVES)
            for row in self.items
            if row.weight is not None
        )


@once_a_report
def forms(facts: Facts) -> tuple[Form, ...]:
    """Indicator rows apart by table and form; several forms in a file are summed apart."""
    return tuple(_forms(facts))


def _forms(facts: Facts) -> Iterator[Form]:
    rows: dict[tuple[int, int], list[IndicatorRow[Figure]]] = defaultdict(list)
    for row in facts.indicators:
        rows[row.table, row.form].append(row)
    for (table, number), found in rows.items():
        yield Form(
            table=table,
            number=number,
            rows=tuple(found),
            items=tuple(row for row in found if row.row_kind == "item" and not is_bonus(row)),
            totals=tuple(row for row in found if row.row_kind == "total"),
            funding=_weighed(facts, table, found, len(rows)),
        )


def ledgers(facts: Facts) -> dict[tuple[int, int], list[Disbursement[Figure]]]:
    """The rows of each ledger table and form, in order."""
    found: dict[tuple[int, int], list[Disbursement[Figure]]] = defaultdict(list)
    for row in facts.disbursements:
        if row.table is not None:
            found[row.table, row.form].append(row)
    return found


def _weighed(
    facts: Facts, table: int, rows: list[IndicatorRow[Figure]], count: int
) -> FundingRow[Figure] | None:
    """The funding row that prints the weight of the execution rate for this form, once."""
    weighed = [row for row in facts.funding if row.weight is not None or row.score is not None]
    here = [row for row in weighed if row.table == table]
    if not here:
        projects = {row.project for row in rows} - {None}
        here = [row for row in weighed if row.project in projects]
    if not here and count == 1:
        here = weighed
    return here[0] if here else None


def beside(form: Form, group: IndicatorRow[Figure]) -> list[list[IndicatorRow[Figure]]]:
    """The runs of indicators a group row may be the sum of, likeliest first.

    A 小计 stands below its rows, a group's own row above them; both may cover further groups.
    """
    at = next(at for at, row in enumerate(form.rows) if row is group)
    above = _until_group(form.rows[:at][::-1])[::-1]
    below = _until_group(form.rows[at + 1 :])
    runs = [above, below] if above else [below]
    for level in (0, 1):
        name = _level(group, level)
        runs.append([row for row in form.items if name and _level(row, level) == name])
    return [run for run in runs if run]


def _until_group(rows: Sequence[IndicatorRow[Figure]]) -> list[IndicatorRow[Figure]]:
    run: list[IndicatorRow[Figure]] = []
    for row in rows:
        if row.row_kind != "item":
            break
        run.append(row)
    return run


def _level(row: IndicatorRow[Figure], level: int) -> str:
    wording = row.levels[level]
    return "" if wording is None else "".join(wording.raw.split())


def is_bonus(row: IndicatorRow[Figure]) -> bool:
    """Whether a row gives points on top of the form's total."""
    return any(level is not None and _BONUS.search(level.raw) for level in row.levels)


def points(figure: Figure | None) -> Quantity | None:
    """A weight or score as points: 20% and 20分 are one thing in a form of 100."""
    if not isinstance(figure, Quantity) or (figure.kind == "count" and figure.unit != "分"):
        return None  # 23个 is what a torn row put into the column
    if figure.kind == "number" and figure.unit == "分":
        return figure
    # Written out: dataclasses.replace takes three times as long, and a form has many points.
    return Quantity(
        "number",
        figure.raw,
        figure.source,
        figure.value,
        "分",
        figure.comparator,
        figure.lower,
        figure.upper,
        figure.precision,
        figure.flags,
        figure.alternatives,
        figure.label,
        figure.unit_raw,
        figure.unit_from,
    )


def blank(where: Source) -> Quantity:
    """A figure that ought to be there and is not: whatever it enters is undecidable."""
    return Quantity(kind="number", raw="", source=where, value=None, unit=None)


def amount(row: FundingRow[Figure], field: str) -> Quantity | None:
    """The money a funding row prints in a column."""
    match field:
        case "budget_initial":
            figure = row.budget_initial
        case "budget_adjusted":
            figure = row.budget_adjusted
        case "received":
            figure = row.received
        case "spent":
            figure = row.spent
        case _:
            figure = row.balance
    return figure if isinstance(figure, Quantity) else None


def unreadable(row: FundingRow[Figure], field: str) -> bool:
    """Whether the column holds something that is neither a figure nor a mark for nothing."""
    if amount(row, field) is not None:
        return False
    return any(name == field and not set(cell.raw) <= _DASHES for name, cell in row.printed)


def name_of(row: IndicatorRow[Figure]) -> Wording:
    """The row's name, or the row itself where it has none."""
    return row.name if row.name is not None else Wording("", row.where)


def mentions(facts: Facts, measure: str, *, whole: bool = False) -> list[Quantity]:
    """Amounts of money printed for one measure of the project as a whole, each place once.

    Claims narrowed by a scope or a time are left out, and so are rows of a table that are parts of
    another row, or one of several items. ``whole``: so are amounts in brackets behind an item.
    """
    known = _mentions_known(facts)
    if (measure, whole) not in known:
        known[measure, whole] = _mentions(facts, measure, whole=whole)
    return known[measure, whole]


@once_a_report
def _mentions_known(_: Facts) -> dict[tuple[str, bool], list[Quantity]]:
    """What has been looked for so far in this report."""
    return {}


def _mentions(facts: Facts, measure: str, *, whole: bool) -> list[Quantity]:
    found: dict[int, Quantity] = {}
    tops = Counter(row.table for row in facts.funding if row.parent is None)
    elsewhere: set[int] = set()
    for claim in facts.claims:
        of_an_item = whole and clause(facts, claim).rstrip().endswith(("（", "("))
        if of_an_item or not of_the_year(facts, claim):
            elsewhere.add(claim.figure.start)
        elif claim.measure == claim.role == measure:
            _keep(claim.figure, found)
    for row in facts.funding:
        whole = row.row_kind == "total" or row.source == "total" or tops[row.table] == 1
        if row.parent is None and (whole or row.table is None):
            figure = row.budget if measure == "budget" else amount(row, measure)
            if figure is not None and figure.start not in elsewhere:
                _keep(figure, found)
    return [found[start] for start in sorted(found)]


def _keep(figure: Figure | None, found: dict[int, Quantity]) -> None:
    if not isinstance(figure, Quantity) or not figure.source or figure.value is None:
        return
    if figure.kind in {"money", "number"} and figure.comparator == "=":
        found.setdefault(figure.start, figure)


def of_the_year(facts: Facts, claim: Claim[Figure]) -> bool:
    """Whether a claim speaks of the report's own year to date: 全年, 2023年, 截至2023年10月31日."""
    known = _of_the_year(facts).get(id(claim))
    return _is_of_the_year(facts, claim) if known is None else known


@once_a_report
def _of_the_year(facts: Facts) -> dict[int, bool]:
    return {id(claim): _is_of_the_year(facts, claim) for claim in facts.claims}


def _is_of_the_year(facts: Facts, claim: Claim[Figure]) -> bool:
    if claim.figure.start in of_before(facts):
        return False
    if claim.role in {"spent", "received"} and is_forecast(facts, claim):
        return False
    said = clause(facts, claim)
    if _COMPARED.search(said) or (claim.role == "balance" and _OPENING.search(said)):
        return False
    if claim.role == "budget":
        whole = sentence(facts, claim)
        raised = _RAISED.match(whole, len(said) + len(claim.figure.raw))
        if raised or _PURCHASE.search(whole):
            return False
    qualifier = plain_years("".join(claim.qualifier.split()))
    if _PART.search(qualifier):
        return False
    years = set(_YEAR.findall(qualifier))
    own = facts.data.fiscal_year
    return not years or years == {own} or (own is None and len(years) == 1)


def one_project(facts: Facts) -> bool:
    """Whether the report speaks of one project only, so that any budget is the budget."""
    projects = {row.project for row in facts.funding} | {row.project for row in facts.indicators}
    projects -= {None}
    return len(projects) <= 1


def distinct(figures: Iterable[Quantity]) -> list[Quantity]:
    """Figures with the values and prints of each only once, the finest print first."""
    kept: dict[tuple[object, ...], Quantity] = {}
    for figure in figures:
        kept.setdefault((figure.value, figure.unit), figure)
    return sorted(kept.values(), key=lambda one: one.precision if one.precision is not None else 0)
