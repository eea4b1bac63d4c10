"""Results as CSV tables, one a list of the contract."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import NoneType
from typing import TypeAlias, cast, get_args, get_origin, get_type_hints

from export.shapes import (
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
    Setting,
    Statement,
)
from model.document import Place

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
    | Operand
    | Arithmetic
    | Coverage
    | Location
)
Add: TypeAlias = Callable[[Outcome, Entry], None]
Row: TypeAlias = list[str]

SHAPES: dict[str, type[Shape]] = {
    "funding": Funding,
    "indicators": Indicator,
    "disbursements": Payment,
    "claims": Statement,
    "checks": Judgement,
    "findings": Issue,
    "unread": Left,
}
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
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet takes for a formula."""


@contextmanager
def tables(
    folder: Path, settings: Sequence[Setting] = (), *, verbatim: bool = False
) -> Generator[Add, None, None]:
    """The tables in ``folder``, to be filled file by file with the function this gives.

    They replace the old ones only when the block ends well; before that nothing is to be seen of
    them. ``settings`` are the rows of the table of that name. ``verbatim`` leaves text cells that
    begin like a formula as they are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = ["documents", *SHAPES, "figures", "manifest", "settings"]
    # Two runs into one folder write files of their own; the last to end wins.
    run = f"{os.getpid()}-{time.monotonic_ns()}"
    parts = {name: folder / f".{name}.{run}.part" for name in names}
    try:
        with ExitStack() as stack:
            writers = {
                name: csv.writer(
                    stack.enter_context(
                        part.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="")
                    ),
                    lineterminator="\r\n",
                )
                for name, part in parts.items()
            }
            for name, writer in writers.items():
                writer.writerow(head(name))
            writers["settings"].writerows(_cells(one, verbatim=verbatim) for one in settings)

            def add(outcome: Outcome, entry: Entry) -> None:
                for name, row in rows(outcome, entry, verbatim=verbatim):
                    writers[name].writerow(row)

            yield add
        for name, part in parts.items():
            part.replace(folder / f"{name}.csv")
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def head(name: str) -> Row:
    """The column names of one table."""
    if name == "documents":
        return _columns(Profile)
    if name == "manifest":
        return _columns(Entry)
    if name == "settings":
        return _columns(Setting)
    if name == "figures":
        return ["doc_id", "owner_id", "n", *_columns(Operand)]
    return ["doc_id", *_columns(SHAPES[name])]


def rows(outcome: Outcome, entry: Entry, *, verbatim: bool) -> Iterator[tuple[str, Row]]:
    """``(table, row)`` for all that one file gives.

    The same bytes under a second name give no second set of rows, else every sum over a table
    would count them twice.
    """
    yield "documents", _cells(outcome.profile, verbatim=verbatim)
    yield "manifest", _cells(entry, verbatim=verbatim)
    doc_id = outcome.profile.doc_id
    if doc_id is None or entry.same_as is not None:
        return
    for name in SHAPES:
        items: Iterable[Shape] = getattr(outcome.lists, name)
        for item in items:
            yield name, [doc_id, *_cells(item, verbatim=verbatim)]
            if isinstance(item, Judgement | Issue):
                for n, figure in enumerate(item.figures):
                    cells = _cells(figure, verbatim=verbatim)
                    yield "figures", [doc_id, item.id, str(n), *cells]


def _columns(kind: type[Shape]) -> Row:
    names: Row = []
    for name, hint in _HELD[kind.__name__].items():
        if hint is Location:
            names += _columns(Location)
        elif hint in _NESTED:
            names += [f"{name}_{part}" for part in _columns(_NESTED[hint])]
        elif hint is dict:
            names += [f"{field}_raw" for field in _PRINTED]
        elif hint is not Operand:
            names.append(name)
    return names


def _cells(item: Shape, *, verbatim: bool) -> Row:
    cells: Row = []
    for name, hint in _HELD[type(item).__name__].items():
        value = getattr(item, name)
        if hint is Location or hint in _NESTED:
            empty = [""] * len(_columns(_NESTED.get(hint, Location)))
            cells += empty if value is None else _cells(value, verbatim=verbatim)
        elif hint is dict:
            cells += [_cell(value.get(field), guard=not verbatim) for field in _PRINTED]
        elif hint is not Operand:
            cells.append(_cell(value, guard=hint is str and not verbatim))
    return cells


def _held(hint: object) -> object:
    if get_origin(hint) is dict:
        return dict
    inner = [part for part in get_args(hint) if part not in {NoneType, Ellipsis}]
    return _held(inner[0]) if inner else hint


def _cell(value: object, *, guard: bool) -> str:
    """One cell; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    text = _written(value)
    return f"'{text}" if guard and text.startswith(RISKY) else text


def _written(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Place():
            return f"{value.start}-{value.end}"
        case tuple():
            return "；".join(_written(part) for part in cast("tuple[object, ...]", value))
        case _:
            return str(value)


_NESTED: dict[object, type[Shape]] = {Arithmetic: Arithmetic, Coverage: Coverage}
"""Shapes inside a row, whose fields are columns named after both: ``coverage_figures``."""

_HELD: dict[str, dict[str, object]] = {
    kind.__name__: {name: _held(hint) for name, hint in get_type_hints(kind).items()}
    for kind in (Profile, *SHAPES.values(), Entry, Setting, Operand, Arithmetic, Coverage, Location)
}
"""What each field of each shape holds: None and the tuple around it taken off."""
