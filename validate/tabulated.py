"""Columns of any table against its row of totals, and shares and rates along its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, permutations

from model.facts import Facts
from model.finding import Ruling
from model.quantity import Figure, Quantity
from model.record import Column, FundingRow
from model.relation import Difference, Ratio, Relation, Sum
from validate.reading import decimals
from validate.recompute import judge
from validate.selection import AMOUNTS, amount, points
from validate.sentences import Sentence

COLUMN_TOTAL = Sentence(
    "表中“{head}”一列各行之和与合计数不符。",
    "The rows of the column “{head}” do not add up to its total.",
)
ROW_SHARE = Sentence(
    "表中“{label}”的“{head}”与同表数字不符。",
    "The “{head}” of “{label}” does not follow from the figures of its table.",
)
_NOT_ADDED = re.compile(
    r"不涉及|不适用|率|%|％|比例|比重|占比|均|单价|标准|分值|得分|权重|评分|分数|得分率|比上年|增长|增幅|累计|余额|满意度|得分|年龄|温度|浓度|等级|排名|名次"
)
_SHARE = re.compile(r"占比|比重|比例|份额|占.{0,6}[%％比]")
_RATE = re.compile(r"率(?:[（(].*)?$|率[%％]?$|百分比|进度")
_OF_HUNDRED = re.compile(f"{_SHARE.pattern}|{_RATE.pattern}")
_POINTS = re.compile(r"分值|得分|权重|满分|评分|标准分")
_GROWTH = re.compile(
    r"(?:增[长减幅]|变动|变化|下降|同比)[\u4e00-\u9fff]{0,4}(?:率|幅度?|[%％])|增幅|降幅|同比[%％]?$"
)
_KINDS = ("item", "part", "subtotal", "total")
_FEWEST = 2
_HALF = 2
_MANY, _LONG = 4, 4
"""Rows of a column, and characters of the row left out, with which that is no chance."""
_NEAR = 6
"""Columns to either side among which a rate's own are looked for."""
_SAMPLE = 10
"""Rows on which a reading is tried before it is tried on all."""


def column_totals(facts: Facts, *, money: bool) -> Iterator[Relation]:
    """Each column that can be added against its totals; of money, or of counts.

    Tables whose rows are known as funds or payments have rules of their own.
    """
    known = {one.start for row in facts.funding for one in _cells(row)}
    known |= {row.amount.start for row in facts.disbursements if row.amount is not None}
    for _, group in groupby(facts.columns, key=lambda one: (one.table, one.block)):
        columns = list(group)
        added = [
            one
            for one in columns
            if not _NOT_ADDED.search(one.head.raw)
            and not any(figure.start in known for figure in one.figures if figure is not None)
        ]
        found = {column.key: list(_totals(column)) for column in added}
        held = [judge(one).holds for relations in found.values() for one in relations]
        shared = any(_borne_out(one) for one in _shares(columns))
        if not (any(held) or shared) and len(held) > 1:
            continue  # rows that add up in no column are no parts of one whole
        for column in added:
            if _is_money(column) == money:
                for relation in found[column.key]:
                    sure = any(held) or shared or _left_one_out(relation)
                    yield replace(relation, told=not sure)


def _left_one_out(relation: Relation) -> bool:
    """Whether a total is that of its rows but one, to the last digit: one was forgotten."""
    if not isinstance(relation.right, Sum) or not isinstance(relation.left, Quantity):
        return False
    terms, total = relation.right.terms, relation.left
    return len(terms) > _MANY and any(
        isinstance(one, Quantity)
        and len(one.raw.strip()) >= _LONG
        and judge(Relation(total, "=", Sum((*terms[:at], *terms[at + 1 :])))).verdict
        is Ruling.EXACT
        for at, one in enumerate(terms)
    )


def _cells(row: FundingRow[Figure]) -> Iterator[Figure]:
    """The amounts of a row of funds that its own rules add up."""
    for name in AMOUNTS:
        figure = amount(row, name)
        if figure is not None:
            yield figure


def _is_money(column: Column[Figure]) -> bool:
    return any(isinstance(one, Quantity) and one.kind == "money" for one in column.figures)


def _totals(column: Column[Figure]) -> Iterator[Relation]:
    """The total against its items, against its subtotals, and each subtotal against its rows."""
    rows = [
        (figure, kind)
        for figure, kind in zip(column.figures, column.kinds, strict=True)
        if isinstance(figure, Quantity) and figure.value is not None
    ]
    runs = {name: [figure for figure, kind in rows if kind == name] for name in _KINDS}
    items, parts = runs["item"], runs["part"]
    for total in runs["total"]:
        yield from _adds_up(column, total, (items, [*items, *parts], runs["subtotal"]))
    since: list[Quantity] = []
    for figure, kind in rows:
        if kind == "subtotal":
            yield from _adds_up(column, figure, (since,))
            since = []
        elif kind == "item":
            since.append(figure)


def _adds_up(
    column: Column[Figure], total: Quantity, runs: Sequence[Sequence[Quantity]]
) -> Iterator[Relation]:
    options = [Relation(total, "=", Sum(tuple(run))) for run in runs if len(run) >= _FEWEST]
    if not options:
        return
    head = "".join(column.head.raw.split())
    said = COLUMN_TOTAL.filled(head=head)
    yield Relation(
        total,
        "=",
        options[0].right,
        subject=head,
        one_of=tuple(options[1:]),
        table=column.table,
        zh=said.zh,
        en=said.en,
    )


def row_shares(facts: Facts) -> Iterator[Relation]:
    """Shares of a column's total and rates of two columns, where most rows bear out which."""
    for _, group in groupby(facts.columns, key=lambda one: (one.table, one.block)):
        columns = list(group)
        for at, column in enumerate(columns):
            if _GROWTH.search(column.head.raw):
                yield from _borne_out_most(_grown(columns, at))
            elif _SHARE.search(column.head.raw) or _RATE.search(column.head.raw):
                yield from _borne_out_most(_readings(columns, at))


def _borne_out_most(options: Iterable[list[Relation]]) -> list[Relation]:
    """The reading most rows bear out, where it is more than half of them; else nothing.

    A reading the first rows do not bear out is not tried on the others.
    """
    best: list[Relation] = []
    most = 0
    for option in options:
        first = option[:_SAMPLE]
        held = _borne_out(first)
        if held * _HALF <= len(first):
            continue
        held += _borne_out(option[_SAMPLE:])
        if held > most:
            best, most = option, held
    return best if most * _HALF > len(best) >= _FEWEST else []


def _grown(columns: list[Column[Figure]], at: int) -> Iterator[list[Relation]]:
    """What a column of changes in percent would be of each two columns before it."""
    column = columns[at]
    others = [
        one for one in columns[max(0, at - _NEAR) : at] if not _OF_HUNDRED.search(one.head.raw)
    ]
    for later, earlier in permutations(others, 2):
        yield [
            _share(column, row, Ratio(Difference(upper, lower), lower))
            for row, (upper, lower) in enumerate(zip(later.figures, earlier.figures, strict=True))
            if isinstance(upper, Quantity)
            and isinstance(lower, Quantity)
            and lower.value
            and column.figures[row] is not None
        ]


def _shares(columns: list[Column[Figure]]) -> Iterator[list[Relation]]:
    """What each column of shares would be of each other column's total."""
    for at, column in enumerate(columns):
        if _SHARE.search(column.head.raw):
            yield from _readings(columns, at)


def _readings(columns: list[Column[Figure]], at: int) -> Iterator[list[Relation]]:
    """What a column of percents may be: of each total, or of each two columns before it."""
    column = columns[at]
    others = [
        _in_points(one)
        for one in columns[max(0, at - _NEAR) : at + _NEAR + 1]
        if one is not column and not _OF_HUNDRED.search(one.head.raw)
    ]
    if _SHARE.search(column.head.raw):
        yield from (_of_total(column, one) for one in others)
        return
    for above, below in permutations(others, 2):
        yield _of_columns(column, above, below)


def _in_points(column: Column[Figure]) -> Column[Figure]:
    """Scores given in whole and half points are exact; what has more digits was worked out."""
    if not _POINTS.search(column.head.raw):
        return column
    given = tuple(
        points(one) if isinstance(one, Quantity) and decimals(one) <= 1 else one
        for one in column.figures
    )
    return replace(column, figures=given)


def _of_total(column: Column[Figure], base: Column[Figure]) -> list[Relation]:
    totals = [
        figure
        for figure, kind in zip(base.figures, base.kinds, strict=True)
        if kind == "total" and isinstance(figure, Quantity) and figure.value
    ]
    if len(totals) != 1:
        return []
    return [
        _share(column, at, Ratio(figure, totals[0]))
        for at, figure in enumerate(base.figures)
        if isinstance(figure, Quantity) and column.figures[at] is not None
    ]


def _of_columns(
    column: Column[Figure], above: Column[Figure], below: Column[Figure]
) -> list[Relation]:
    return [
        _share(column, at, Ratio(upper, lower))
        for at, (upper, lower) in enumerate(zip(above.figures, below.figures, strict=True))
        if isinstance(upper, Quantity)
        and isinstance(lower, Quantity)
        and lower.value
        and column.figures[at] is not None
    ]


def _share(column: Column[Figure], at: int, ratio: Ratio) -> Relation:
    figure = column.figures[at]
    label = "".join(column.labels[at].raw.split()) or f"第{at + 1}行"
    said = ROW_SHARE.filled(label=label, head="".join(column.head.raw.split()))
    stated = figure if isinstance(figure, Quantity) else ratio
    return Relation(
        _percent(stated),
        "=",
        ratio,
        subject=label,
        table=column.table,
        zh=said.zh,
        en=said.en,
    )


def _percent(figure: Quantity | Ratio) -> Quantity | Ratio:
    """A bare number under a head of percents is one."""
    if isinstance(figure, Quantity) and figure.kind == "number":
        return replace(figure, kind="percent", unit="%")
    return figure


def _borne_out(relations: list[Relation]) -> int:
    return sum(judge(one).holds for one in relations)
