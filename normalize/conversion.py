"""Quoted records to facts: every figure as a number, every name linked to its row."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar, cast

from model import record
from model.document import Document
from model.facts import NONE, Corrections, Facts, Records
from model.quantity import Figure, Moment, Quantity, Quoted
from model.record import Unread
from model.span import Span, part
from normalize.links import links
from normalize.progress import rows_judged
from normalize.proven import units_proven
from normalize.scanner import quantities
from normalize.scope import nearest, scope
from normalize.shares import bases_named

NO_NUMBER = "认不出其中的数"
SEVERAL = "一格里不止一个数，未取其一"

R = TypeVar("R")


def converted(
    quoted: Records[Quoted], document: Document, corrections: Corrections | None = None
) -> Facts:
    """Facts of one report; a figure that cannot be read goes to ``unread`` with the reason."""
    year = quoted.data.fiscal_year
    reader = _Reader(document, int(year) if year else None, corrections or NONE)
    read = cast("Facts", reader.converted(quoted))
    read = replace(
        read,
        claims=tuple(item for item in read.claims if _whole(item.figure)),
        postings=tuple(item for item in read.postings if _whole(item.figure)),
        breakdowns=tuple(item for item in read.breakdowns if _whole(item.parts)),
        formulas=tuple(item for item in read.formulas if _whole((item.terms, item.result))),
        unit_prices=tuple(item for item in read.unit_prices if _whole((item.amount, item.price))),
        stated=tuple(item for item in read.stated if _whole((item.result, item.options))),
        listings=tuple(item for item in read.listings if _whole(item.stated)),
        scales=tuple(
            scale for scale in read.scales if _whole(tuple(band.bounds for band in scale.bands))
        ),
    )
    read = rows_judged(bases_named(units_proven(read, document)))
    unread = sorted({*read.unread, *reader.unread}, key=lambda item: item.source)
    return replace(read, unread=tuple(unread), links=links(read))


@dataclass(slots=True)
class _Reader:
    """Reads quoted figures of one document, remembering what it could not read."""

    document: Document
    year: int | None
    corrections: Corrections
    unread: list[Unread] = field(default_factory=list[Unread])
    warnings: list[str] = field(default_factory=list[str])

    def converted(self, value: Any) -> Any:  # noqa: ANN401  one walk serves every record type
        """The same record with every Quoted in it read; other values as they are."""
        if isinstance(value, Quoted):
            return self.read(value)
        if isinstance(value, tuple):
            items = cast("tuple[object, ...]", value)
            return tuple(self.converted(item) for item in items) if _holds(items) else items
        kind = cast("type[object]", type(value))
        if kind in _FIELDS:
            before = len(self.warnings)
            inner: list[Any] = [getattr(value, name) for name in _FIELDS[kind]]
            held = [self.converted(one) if _may_hold(one) else one for one in inner]
            said = dict.fromkeys(self.warnings[before:])
            if said and "warnings" in _FIELDS[kind]:
                at = _FIELDS[kind].index("warnings")
                held[at] = (*cast("tuple[str, ...]", held[at]), *said)
            return kind(*held)  # replace() takes several times as long
        return value

    def read(self, quoted: Quoted) -> Figure | None:
        """One figure, with its place in the document; None where the print holds no single one."""
        raw = self._corrected(quoted)
        stated = nearest(quoted.units)
        found = _numbers(raw, stated.raw if stated else None, self.year, cell=quoted.cell)
        if len(found) > 1:
            found = _main(found)
        if len(found) != 1:
            if found or any(character.isdigit() for character in raw):
                reason = SEVERAL if found else NO_NUMBER
                self.unread.append(Unread(quoted.raw, quoted.source, reason))
            return None
        figure = found[0]
        source = (
            part(quoted.source, figure.start, figure.end) if raw == quoted.raw else quoted.source
        )
        if isinstance(figure, Moment):
            return replace(figure, source=source, label=quoted.label)
        known = scope(quoted, figure, self.document)
        if known.warning is not None:
            self.warnings.append(known.warning)
        return Quantity(  # spelled out: replace() takes four times as long, once a figure
            figure.kind,
            figure.raw,
            source,
            figure.value,
            figure.unit,
            figure.comparator,
            figure.lower,
            figure.upper,
            figure.precision,
            figure.flags,
            figure.alternatives,
            quoted.label,
            known.raw,
            known.found,
        )

    def _corrected(self, quoted: Quoted) -> str:
        span = Span(quoted.source[0].start, quoted.source[-1].end) if quoted.source else None
        for item in self.corrections.items:
            if span == Span(item.start, item.end):
                return item.raw
        return quoted.raw


@lru_cache(maxsize=4096)
def _numbers(raw: str, unit: str | None, year: int | None, *, cell: bool) -> tuple[Figure, ...]:
    """The quantities of a short text; reports repeat theirs, so the last few thousand are kept."""
    return tuple(quantities(raw, unit=unit, ref_year=year, cell=cell))


def _main(found: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The one figure that is not a date; several of those stay several."""
    numbers = tuple(figure for figure in found if isinstance(figure, Quantity))
    return numbers or found


def _whole(value: object) -> bool:
    """True where no figure is missing from a record that needs all of its figures."""
    if isinstance(value, tuple):
        return all(_whole(item) for item in cast("tuple[object, ...]", value))
    return value is not None


_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(item.name for item in fields(kind))
    for kind in vars(record).values()
    if isinstance(kind, type) and is_dataclass(kind) and hasattr(kind, "__parameters__")
} | {Records: tuple(item.name for item in fields(Records))}
"""Record types that carry figures, and their fields; other values are handed on as they are."""


def _generic(kind: type[object]) -> bool:
    return kind in _FIELDS


def _may_hold(value: object) -> bool:
    return isinstance(value, Quoted | tuple) or _generic(type(value))


def _holds(items: tuple[object, ...]) -> bool:
    """True where a tuple can hold figures: its first item says what kind the rest are."""
    return any(
        isinstance(item, Quoted | tuple) or _generic(type(item))
        for item in items
        if item is not None
    )
