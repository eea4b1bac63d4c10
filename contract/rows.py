"""The shapes of the contract as rows of tables: one cell a field, nested fields side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import TypeAlias, cast, get_args, get_origin, get_type_hints

from contract.applied import Setting
from contract.shapes import (
    Arithmetic,
    Coverage,
    Entry,
    Funding,
    Indicator,
    Issue,
    Judgement,
    Left,
    Location,
    Operand,
    Outcome,
    Payment,
    Profile,
    Project,
    Statement,
)
from model.document import Place

Cell: TypeAlias = str | int | None
"""What one cell holds: text as it is given out, a whole number, or nothing."""
Row: TypeAlias = tuple[Cell, ...]
Tables: TypeAlias = Callable[[str], Iterable[Row]]
"""The rows of a table by its name, each time from the first."""
Shape: TypeAlias = (
    Profile
    | Funding
    | Indicator
    | Payment
    | Statement
    | Judgement
    | Issue
    | Left
    | Entry
    | Setting
    | Project
    | Operand
    | Arithmetic
    | Coverage
    | Location
)

LISTS: dict[str, type] = {
    "funding": Funding,
    "indicators": Indicator,
    "disbursements": Payment,
    "claims": Statement,
    "checks": Judgement,
    "findings": Issue,
    "unread": Left,
}
"""The lists of one report, each a table."""
WHOLE: dict[str, type] = {
    "documents": Profile,
    "manifest": Entry,
    "settings": Setting,
    "projects": Project,
}
"""The tables that are of no one report."""
TABLES = ("documents", *LISTS, "figures", "manifest", "settings")
PRODUCTS = ("projects",)
"""Tables made from the others once all reports are in."""


class _Texts:
    """Several texts in one cell."""


class _Things:
    """Several of anything else in one cell: numbers, places."""


_PRINTED = (
    "budget_initial",
    "budget_adjusted",
    "received",
    "spent",
    "balance",
    "received_rate",
    "execution_rate",
    "weight",
    "score",
    "period",
)
_NESTED: dict[object, type] = {
    Arithmetic: Arithmetic,
    Coverage: Coverage,
    Location: Location,
}
"""Shapes inside a row, whose fields are columns of their own."""
_OWN: frozenset[object] = frozenset({str, int, bool, *_NESTED})


@cache
def columns(table: str) -> tuple[str, ...]:
    """The column names of one table."""
    if table == "figures":
        return ("doc_id", "owner_id", "n", *_names(Operand))
    return _names(WHOLE[table]) if table in WHOLE else ("doc_id", *_names(LISTS[table]))


@cache
def kinds(table: str) -> tuple[type, ...]:
    """What each column holds: ``str`` text, ``int``, or ``object`` for text made by gouji.

    Only the first may hold anything at all that a report prints.
    """
    if table == "figures":
        return (object, object, int, *_kinds(Operand))
    return _kinds(WHOLE[table]) if table in WHOLE else (object, *_kinds(LISTS[table]))


def rows(outcome: Outcome) -> Iterator[tuple[str, Row]]:
    """``(table, row)`` for all the lists of one report, ``figures`` after what they belong to."""
    doc_id = outcome.profile.doc_id
    for table in LISTS:
        for item in getattr(outcome.lists, table):
            yield table, (doc_id, *cells(item))
            if isinstance(item, Judgement | Issue):
                for n, figure in enumerate(item.figures):
                    yield "figures", (doc_id, item.id, n, *cells(figure))


def cells(item: Shape) -> Row:
    """The cells of one shape."""
    kind: type = type(item)
    return _cutter(kind)(item)


@cache
def _cutter(kind: type) -> Callable[[Shape], Row]:
    """How the cells of a shape are taken: what is plain in one go, the rest field by field."""
    fields = _fields(kind)
    take = attrgetter(*fields)
    plain = [hint in {str, int, object} for hint in fields.values()]
    if all(plain):
        return take
    odd = [(at, hint) for at, hint in enumerate(fields.values()) if not plain[at]]
    odd.reverse()  # from the back, so that the positions before stay right

    def cut(item: Shape) -> Row:
        row: list[Cell] = list(take(item))
        for at, hint in odd:
            row[at : at + 1] = _of(row[at], hint)
        return tuple(row)

    return cut


def _of(value: object, hint: object) -> list[Cell] | Row:
    """The cells of a field that is not one plain cell."""
    if hint in _NESTED:
        width = len(_names(_NESTED[hint]))
        return (None,) * width if value is None else cells(cast("Shape", value))
    if hint is dict:
        given = cast("dict[str, str]", value)
        return [given.get(name) for name in _PRINTED]
    return [_written(value)] if hint is not Operand else []


@cache
def _names(kind: type) -> tuple[str, ...]:
    names: list[str] = []
    for name, hint in _fields(kind).items():
        if hint is Location:
            names += _names(Location)
        elif hint in _NESTED:
            names += [f"{name}_{part}" for part in _names(_NESTED[hint])]
        elif hint is dict:
            names += [f"{field}_raw" for field in _PRINTED]
        elif hint is not Operand:
            names.append(name)
    return tuple(names)


@cache
def _kinds(kind: type) -> tuple[type, ...]:
    found: list[type] = []
    for hint in _fields(kind).values():
        if hint in _NESTED:
            found += _kinds(_NESTED[hint])
        elif hint is dict:
            found += [str] * len(_PRINTED)
        elif hint is not Operand:
            found.append({str: str, int: int, _Texts: str}.get(hint, object))
    return tuple(found)


@cache
def _fields(kind: type) -> dict[str, type]:
    """What each field of a shape holds, None taken off."""
    return {name: _held(hint) for name, hint in get_type_hints(kind).items()}


def _held(hint: object) -> type:
    if get_origin(hint) is dict:
        return dict
    if get_origin(hint) is tuple:
        first = get_args(hint)[0]
        return Operand if first is Operand else _Texts if first is str else _Things
    inner = [part for part in get_args(hint) if part is not NoneType]
    if inner:
        return _held(inner[0])
    return cast("type", hint) if hint in _OWN else object


def _written(value: object) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case Place():
            return f"{value.start}-{value.end}"
        case tuple():
            parts = cast("tuple[object, ...]", value)
            return "；".join(_written(part) or "" for part in parts) if parts else None
        case _:
            return str(value)
