"""What a folder of results holds, and how two of them differ."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STORE, WORKSHOP = "gouji.sqlite", ".gouji"
PRODUCTS = {".csv", ".xlsx"}
HISTORY = "attempt"
"""The only table with times in it, and with one row more for what was done twice."""
_ABOUT = frozenset({"about", "source", "decision", "judging", HISTORY})
"""Tables whose rows are of no document."""
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class State:
    """The rows of every table but the history, sorted; the files beside the store; all names."""

    schema: tuple[tuple[Any, ...], ...]
    rows: Rows
    files: Mapping[str, bytes]
    names: frozenset[str]
    unsound: tuple[str, ...] = ()


EMPTY = State((), {}, {}, frozenset())


def state(folder: Path) -> State:
    """Of a folder; there need not be one."""
    if not folder.is_dir():
        return EMPTY
    # Looked at first: whoever opens the store tidies up what an end left beside it.
    names = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    files = {p.name: p.read_bytes() for p in folder.iterdir() if p.suffix in PRODUCTS}
    if not (folder / STORE).is_file():
        return State((), {}, files, names)
    with closing(sqlite3.connect(folder / STORE)) as connection:
        return State(*_stored(connection), files, names, tuple(_unsound(connection)))


def _stored(connection: sqlite3.Connection) -> tuple[tuple[tuple[Any, ...], ...], Rows]:
    asked = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1, 2"
    schema = tuple(connection.execute(asked))
    tables = [name for kind, name, _ in schema if kind == "table" and name != HISTORY]
    return schema, {t: sorted(connection.execute(f'SELECT * FROM "{t}"'), key=repr) for t in tables}  # noqa: S608


def _unsound(connection: sqlite3.Connection) -> Iterator[str]:
    """What SQLite itself finds wrong."""
    for name, well in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
        found = connection.execute(f"PRAGMA {name}").fetchall()
        if found != well:
            yield f"{name}: {found[:3]}"


def left_as_it_is(folder: Path, scratch: Path) -> State:
    """The state, looked at in a copy: what an end left behind is for the next run to find."""
    if not folder.is_dir():
        return EMPTY
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(folder, scratch)
    return state(scratch)


def differences(got: State, wanted: State) -> list[str]:
    """In a line each; none where the two are the same."""
    found = list(got.unsound)
    if got.schema != wanted.schema:
        found.append("schema")
    for table in sorted({*got.rows, *wanted.rows}):
        one, other = (set(map(repr, each.rows.get(table, []))) for each in (got, wanted))
        if len(got.rows.get(table, [])) != len(wanted.rows.get(table, [])) or one != other:
            found.append(f"table {table}: {sorted(one ^ other)[:2]}"[:600])
    every = sorted({*got.files, *wanted.files})
    found += [f"file {name}" for name in every if got.files.get(name) != wanted.files.get(name)]
    if got.names != wanted.names:
        found.append(f"names: {sorted(got.names ^ wanted.names)[:5]}")
    return found


def torn(got: State, before: State, wanted: State) -> list[str]:
    """What of a run that was cut off is neither as before nor as it should become, in a line each.

    A document is there with all its rows or not at all, and each table and workbook is the old
    one or the new one.
    """
    found = list(got.unsound)
    known = [_by_document(one) for one in (before, wanted)]
    for doc_id, rows in _by_document(got).items():
        if all(rows != each.get(doc_id) for each in known):
            found.append(f"document {doc_id} is neither absent nor complete")
    for name, content in got.files.items():
        if content not in {before.files.get(name), wanted.files.get(name)}:
            found.append(f"file {name} is neither the old nor the new one")
    return found


def _by_document(one: State) -> dict[str, list[tuple[str, str]]]:
    """Every row that belongs to a document, under its id, which comes first in all of them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for table in sorted({*one.rows} - _ABOUT):
        for row in one.rows[table]:
            found.setdefault(row[0], []).append((table, repr(row)))
    return found
