"""Totals left blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.facts import Facts
from model.quantity import Figure, Wording
from model.record import Disbursement, FundingRow
from model.relation import Remark
from validate.registry import rule
from validate.sentences import Sentence

_BLANK = Sentence(
    "“{label}”行没有填写数值，而明细行已有{shown}。",
    "The row “{label}” has no value though the rows it adds up have {shown}.",
)


@rule("TXT09", "合计行为空", "Empty total row", severity="note", says=(_BLANK,))
def empty_totals(facts: Facts) -> Iterator[Remark]:
    """合计行没有数值，而明细行有数值。

    A total row has no value though the rows it adds up have.

    Flags::

        （单位：万元）
        | 资金来源 | 年初预算数 | 全年执行数 |
        | 市级财政 | 120.00     | 96.00      |
        | 县级财政 | 80.00      | 64.00      |
        | 合计     |            |            |

    Flags::

        | 序号 | 支出内容 | 支付日期 | 支出金额（元） |
        | 1    | 图书采购 | 2023年3月2日 | 5,000.00 |
        | 2    | 书架采购 | 2023年5月9日 | 8,000.00 |
        | 合计 |          |          |                |

    Flags::

        （单位：元）
        | 项目支出明细内容 | 年初预算数 | 实际到位数 | 实际支出数 |
        | 办公用品 | 1,200 | 1,200 | 900 |
        | 合计     |       |       |     |

    Passes::

        （单位：万元）
        | 资金来源 | 年初预算数 | 全年执行数 |
        | 市级财政 | 120.00     | 96.00      |
        | 合计     | 120.00     | 96.00      |
    """
    yield from _blank_funding(facts)
    yield from _blank_ledgers(facts)


def _blank_funding(facts: Facts) -> Iterator[Remark]:
    for table in dict.fromkeys(row.table for row in facts.funding if row.table is not None):
        rows = [row for row in facts.funding if row.table == table]
        details = [figure for row in rows if row.row_kind != "total" for figure in _money(row)]
        for total in rows:
            blank = total.row_kind == "total" and not total.printed and not _money(total)
            if blank and details and total.label is not None:
                yield _remark(total.label, details, table)


def _blank_ledgers(facts: Facts) -> Iterator[Remark]:
    ledgers = dict.fromkeys((row.table, row.form) for row in facts.disbursements)
    for table, form in ledgers:
        rows = [row for row in facts.disbursements if (row.table, row.form) == (table, form)]
        paid = [row.amount for row in rows if row.row_kind == "item" and row.amount is not None]
        for total in rows:
            label = total.item or total.seq or _first_cell(facts, total)
            if total.row_kind == "total" and total.amount is None and paid and label is not None:
                yield _remark(label, paid, table)


def _first_cell(facts: Facts, row: Disbursement[Figure]) -> Wording | None:
    """The first printed cell of a row: a total's label may stand under any column."""
    return next(
        (
            Wording(passage.text, passage.source)
            for passage in facts.passages
            if passage.table is not None and (passage.table, passage.row) == (row.table, row.row)
            if passage.text.strip()
        ),
        None,
    )


def _money(row: FundingRow[Figure]) -> list[Figure]:
    cells = (row.budget_initial, row.budget_adjusted, row.received, row.spent, row.balance)
    return [figure for figure in cells if figure is not None]


def _remark(label: Wording, details: Sequence[Figure], table: int | None) -> Remark:
    shown = "、".join(figure.raw for figure in details[:4])
    said = _BLANK.filled(label=label.raw.strip(), shown=shown)
    return Remark((label, *details[:8]), table=table, zh=said.zh, en=said.en)
