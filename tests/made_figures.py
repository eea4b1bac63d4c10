"""Figures and rows put together by hand, for tests of what is computed from them."""

from __future__ import annotations

from decimal import Decimal
from itertools import count

from model.facts import Records
from model.finding import Check
from model.quantity import Figure, Moment, Quantity, Wording
from model.record import Disbursement, FundingRow, IndicatorRow, ReportData
from model.span import Source, Span
from validate import checks

_places = count(0, 100)


def place() -> Source:
    """A span of its own for each figure."""
    start = next(_places)
    return (Span(start, start + 10),)


def yuan(raw: str, **more: object) -> Quantity:
    """Money as printed in 元 or 万元: ``yuan("1,848.23万元")``."""
    number = raw.replace(",", "").rstrip("元").rstrip("万亿")
    scale = 8 if "亿" in raw else 4 if "万" in raw else 0
    return _made(number, scale, {"kind": "money", "raw": raw, "unit": "CNY"} | more)


def percent(raw: str, **more: object) -> Quantity:
    """A percentage: ``percent("73.50%")``."""
    return _made(raw.rstrip("%"), 0, {"kind": "percent", "raw": raw, "unit": "%"} | more)


def heads(raw: str, **more: object) -> Quantity:
    """A count of people: ``heads("127人")``."""
    return _made(raw.rstrip("人"), 0, {"kind": "count", "raw": raw, "unit": "人"} | more)


def bare(raw: str, **more: object) -> Quantity:
    """A number without a unit, as in a cell."""
    return _made(raw, 0, {"kind": "number", "raw": raw, "unit": None} | more)


def price(raw: str) -> Quantity:
    """A unit price: ``price("1040元/人/月")``."""
    return _made(raw.partition("元")[0], 0, {"kind": "rate", "raw": raw, "unit": "CNY/人/月"})


def _made(number: str, scale: int, known: dict[str, object]) -> Quantity:
    value = Decimal(number)
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    computed: dict[str, object] = {
        "source": place(),
        "value": Decimal(format(value.scaleb(scale), "f")),
        "precision": exponent + scale,
    }
    return Quantity(**(computed | known))  # type: ignore[arg-type]  # one dict of mixed fields


def day(iso: str) -> Moment:
    """A date."""
    return Moment("date", iso, place(), iso)


def span(lower: str, upper: str) -> Moment:
    """A period."""
    return Moment("period", f"{lower}..{upper}", place(), None, lower=lower, upper=upper)


def word(text: str) -> Wording:
    """A piece of text."""
    return Wording(text, place())


def paid(
    amount: Figure | None, row_kind: str = "item", *, table: int = 0, seq: str = ""
) -> Disbursement[Figure]:
    """A row of a ledger."""
    where = place()
    return Disbursement(
        key=f"disbursement-{where[0].start}",
        where=where,
        table=table,
        row=0,
        form=0,
        project=None,
        seq=word(seq) if seq else None,
        item=None,
        payee=None,
        voucher=None,
        period=None,
        date=None,
        amount=amount,
        row_kind=row_kind,
        origin="table",
    )


def funds(
    key: str, source: str | None, *, parent: str | None = None, **columns: Figure
) -> FundingRow[Figure]:
    """A row of a funding table."""
    return FundingRow(
        key=key,
        where=place(),
        table=0,
        row=0,
        project=None,
        label=word(key),
        source=source,
        row_kind="total" if source == "total" else "item",
        origin="table",
        parent=parent,
        **columns,  # type: ignore[arg-type]  # columns are figures, by their names
    )


def indicator(
    name: str,
    weight: str | None,
    score: str | None = None,
    *,
    levels: tuple[str, str] = ("产出", "数量"),
    row_kind: str = "item",
) -> IndicatorRow[Figure]:
    """A row of an indicator table; what more it prints is put in with ``replace``."""
    where = place()
    return IndicatorRow(
        key=f"indicator-{where[0].start}",
        where=where,
        table=0,
        row=0,
        form=0,
        project=None,
        table_role="performance",
        row_kind=row_kind,
        name=word(name),
        levels=(word(levels[0]), word(levels[1]), word(name), None),
        weight=bare(weight) if weight is not None else None,
        score=bare(score) if score is not None else None,
    )


def made(rule: str, data: ReportData[Figure] | None = None, **lists: object) -> list[Check]:
    """The checks of one rule over these records."""
    facts = Records(data=data or ReportData(), **lists)  # type: ignore[arg-type]  # by name
    return [check for check in checks(facts) if check.rule == rule]


def verdicts(rule: str, data: ReportData[Figure] | None = None, **lists: object) -> set[str]:
    """The verdicts of one rule over these records."""
    return {str(check.verdict) for check in made(rule, data, **lists)}
