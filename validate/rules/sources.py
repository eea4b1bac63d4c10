"""Sums down the columns of a funding table: sources, purposes, subtotals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import FundingRow
from model.relation import Relation, Sum
from validate.registry import rule
from validate.selection import AMOUNTS, amount, blank, unreadable
from validate.sentences import Sentence

_FEWEST = 2

_ROWS = Sentence("各明细行之和应等于合计行。", "The rows of a table must add up to its total row.")


@rule("SUM03", "资金来源合计", "Sources of funds", severity="error", says=(_ROWS,))
def sources(facts: Facts) -> Iterator[Relation]:
    """各资金来源之和应等于资金总额。

    The sources of funds must add up to the total row, column by column.

    Flags::

        项目资金情况表（单位：万元）
        | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
        | 年度资金总额 | 120.00 | 120.00 | 96.00 | 80.00% |
        | 其中：中央财政资金 | 70.00 | 70.00 | 60.00 | |
        | 省级财政资金 | 30.00 | 30.00 | 20.00 | |
        | 其他资金 | 10.00 | 20.00 | 16.00 | |

    Passes::

        项目资金情况表（单位：万元）
        | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
        | 年度资金总额 | 120.00 | 120.00 | 96.00 | 80.00% |
        | 其中：中央财政资金 | 70.00 | 70.00 | 60.00 | |
        | 省级财政资金 | 30.00 | 30.00 | 20.00 | |
        | 其他资金 | 20.00 | 20.00 | 16.00 | |
    """
    children: dict[str, list[FundingRow[Figure]]] = defaultdict(list)
    for row in facts.funding:
        if row.parent is not None and row.origin == "table":
            children[row.parent].append(row)
    for row in facts.funding:
        if row.key in children:
            for field in AMOUNTS:
                yield from _column(row, children[row.key], field)
    yield from _details(facts, children)
    yield from _purposes(facts, children)


def _column(
    total: FundingRow[Figure], parts: list[FundingRow[Figure]], field: str
) -> Iterator[Relation]:
    """One column; a blank source counts as nothing because another is filled."""
    whole = amount(total, field)
    filled = _filled(parts, field)
    if whole is None or not filled:
        return
    subject = total.label.raw.strip() if total.label is not None else "合计"
    if len(parts) < _FEWEST:
        yield Relation(whole, ">=", filled[0], subject=subject, table=total.table)
        return
    carried = [row for row in parts if row.source == "carryover"]
    without = _filled([row for row in parts if row not in carried], field)
    yield Relation(
        whole,
        "=",
        Sum(tuple(filled)),
        subject=subject,
        table=total.table,
        one_of=(Relation(whole, "=", Sum(tuple(without))),) if carried and without else (),
    )


def _filled(rows: list[FundingRow[Figure]], field: str) -> list[Quantity]:
    """The figures of a column; what could not be read makes any sum of it undecidable."""
    found = [amount(row, field) for row in rows]
    known = [figure for figure in found if figure is not None]
    if known and any(unreadable(row, field) for row in rows):
        known.append(blank(rows[0].where))
    return known


def _details(facts: Facts, children: dict[str, list[FundingRow[Figure]]]) -> Iterator[Relation]:
    """Rows by purpose against the total row, or against the sources where that is left blank."""
    for total in facts.funding:
        if total.key not in children or total.table is None:
            continue
        details = [
            row
            for row in facts.funding
            if row.table == total.table
            and row.row_kind == "item"
            and row.source is None
            and row.parent is None
            and row.project == total.project
        ]
        for field in AMOUNTS:
            parts = _filled(details, field)
            whole = amount(total, field)
            source = _filled(children[total.key], field)
            if parts and whole is not None:
                yield Relation(whole, "=", Sum(tuple(parts)), subject="合计", table=total.table)
            elif parts and source:
                yield Relation(
                    Sum(tuple(source)),
                    "=",
                    Sum(tuple(parts)),
                    subject="资金来源",
                    table=total.table,
                )


def _purposes(facts: Facts, children: dict[str, list[FundingRow[Figure]]]) -> Iterator[Relation]:
    """Rows by purpose and the total row above or below them, where no sources are printed.

    A table with 其中 rows of its own mixes wholes and parts; it is left alone.
    """
    tables: dict[int, list[FundingRow[Figure]]] = defaultdict(list)
    for row in facts.funding:
        if row.table is not None and row.origin == "table":
            tables[row.table].append(row)
    for rows in tables.values():
        nested = any(row.parent or (row.label and "其中" in row.label.raw) for row in rows)
        if nested or any(row.key in children for row in rows):
            continue
        for total, parts in _runs(rows):
            if len(parts) >= _FEWEST:
                for field in AMOUNTS:
                    for relation in _column(total, parts, field):
                        yield replace(relation, zh=_ROWS.zh, en=_ROWS.en)


def _runs(
    rows: list[FundingRow[Figure]],
) -> Iterator[tuple[FundingRow[Figure], list[FundingRow[Figure]]]]:
    """Each total or subtotal with the items it closes; one that stands first opens them."""
    first = rows[0].row_kind != "item"
    ordered = [*rows[1:], rows[0]] if first else rows
    since: list[FundingRow[Figure]] = []
    everything: list[FundingRow[Figure]] = []
    for row in ordered:
        if row.row_kind == "item":
            since.append(row)
            everything.append(row)
        else:
            yield row, since if row.row_kind == "subtotal" or since == everything else everything
            since = []
