"""Payment ledgers: one payment or allotment a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.reading import Reading, whole
from extract.registry import table
from extract.sections import Row, Section, is_numeric
from model.quantity import Mark, Quoted, Wording
from model.record import Disbursement
from model.span import part
from model.words import fold

_SERIAL = re.compile(r"^[\d０-９]{1,4}[.、．]?$|^[（(]\d{1,3}[)）]$|^[一二三四五六七八九十]{1,3}$")


@table(
    needs=({"amount", "spent"}, {"item", "date", "seq", "voucher", "payee", "period"}),
    columns={"item", "date", "seq", "voucher", "payee", "period", "note"},
    bars={
        "level1", "level2", "level3", "target", "budget_initial", "budget_adjusted", "received",
        "received_rate", "execution_rate", "score", "weight",
    },
)  # fmt: skip
def ledger(section: Section, reading: Reading) -> Iterator[Disbursement[Quoted]]:
    """Rows of a payment ledger; the period is read from its column, else from the item's words.

    Looks like::

        （单位：万元）
        | 序号 | 支出内容 | 支付日期 | 金额 |
        | 1 | 河道巡护3月劳务费 | 2024年3月28日 | 12.60 |
        | 合计 | | | 12.60 |
    """
    for row in section.rows:
        record = _record(section, row, reading)
        if record is not None:
            yield record


def _record(section: Section, row: Row, reading: Reading) -> Disbursement[Quoted] | None:
    kind = _kind(row, reading)
    item = _item(section, row, reading) if kind == "item" else None
    column = "amount" if section.has("amount") else "spent"
    label = item.raw if item else "合计" if kind == "total" else ""
    amount = reading.figure_at(section, row, column, label=label, unit=True)
    date = _date(section, row, reading)
    if kind == "item" and amount is None and (item is None or date is None):
        return None
    if kind == "carried":
        return None
    where = whole(row)
    seq = reading.words_at(section, row, "seq")
    return Disbursement(
        key="",
        where=where,
        table=section.table.index,
        row=row.index,
        form=reading.form(where[0].start),
        project=reading.project(where[0].start),
        seq=seq if seq is not None and _SERIAL.match(fold(seq.raw)) else None,
        item=item,
        payee=reading.words_at(section, row, "payee") if kind == "item" else None,
        voucher=reading.words_at(section, row, "voucher"),
        period=_period(section, row, reading, item),
        date=date,
        amount=amount,
        row_kind=kind,
        origin="table",
        warnings=(row.odd,) if row.odd else (),
    )


def _kind(row: Row, reading: Reading) -> str:
    """``total``, ``subtotal``, ``carried`` (承前页) or ``item``, by the row's first words."""
    words = reading.words
    for cell in row.printed:
        text = fold(reading.text(cell)).rstrip(":")
        text = re.sub(r"\(.*?元?\)$", "", text)
        if not text or _SERIAL.match(text) or is_numeric(text):
            continue
        if text in words.carried_over:
            return "carried"
        if text in words.subtotals:
            return "subtotal"
        return "total" if text in words.totals else "item"
    return "item"


def _item(section: Section, row: Row, reading: Reading) -> Wording | None:
    """What was paid for: the item cell, else the first text that is no date and no serial."""
    item = reading.words_at(section, row, "item")
    if item is not None:
        return item
    known = {"seq", "date", "payee", "voucher", "period", "amount", "spent", "note"}
    taken = {
        row.cells[at].col
        for at, column in enumerate(section.columns)
        if column.meaning in known and at in row.cells
    }
    for cell in row.printed:
        wording = reading.wording(cell)
        if cell.col not in taken and wording.raw and not is_numeric(wording.raw):
            return wording
    return None


def _date(section: Section, row: Row, reading: Reading) -> Quoted | None:
    """The payment date: its column, else the first date in the voucher cell (1月31日9号凭证)."""
    for meaning in ("date", "voucher"):
        wording = reading.words_at(section, row, meaning)
        if wording is None:
            continue
        mark = _first(reading.scan(wording.raw), "date")
        if mark is not None:
            return _marked(wording, mark, "日期")
        if meaning == "date":
            return Quoted(wording.raw, wording.source, "日期", cell=True)
    return None


def _period(section: Section, row: Row, reading: Reading, item: Wording | None) -> Quoted | None:
    """The month or quarter the payment is for."""
    wording = reading.words_at(section, row, "period") or item
    if wording is None:
        return None
    mark = _first(reading.scan(wording.raw), "period")
    return _marked(wording, mark, "所属期") if mark else None


def _first(marks: tuple[Mark, ...], kind: str) -> Mark | None:
    return next((mark for mark in marks if mark.kind == kind), None)


def _marked(wording: Wording, mark: Mark, label: str) -> Quoted:
    raw = wording.raw[mark.start : mark.end]
    return Quoted(raw, part(wording.source, mark.start, mark.end), label, cell=True)
