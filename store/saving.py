"""Into the store: one transaction a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Table, bindparam, delete, insert, select, update

from contract.parcel import Keys, Parcel
from contract.rows import Cell, cells, columns
from contract.shapes import Profile
from store.opening import Store
from store.schema import (
    SETTLED,
    attempt,
    decision,
    document,
    judging,
    kept,
    lists,
    source,
    without_nul,
)

Values = dict[str, Cell | bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that was met. ``stamp`` is its size and times, None where it could not be looked at.

    ``place`` sorts files as their folders do. ``status`` and the errors are set where there is no
    document to tell them.
    """

    path: str
    root: str
    name: str
    place: str
    kind: str
    bytes: int | None
    stamp: str | None
    extraction_key: str | None
    doc_id: str | None
    status: str | None = None
    error: str | None = None
    error_en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One piece of work as it went: history, no result. ``work`` is ``read`` or ``recheck``."""

    at: str
    path: str
    doc_id: str | None
    kind: str | None
    work: str
    outcome: str
    seconds: float
    rss: int | None
    worker: int | None


def unsettle_sources(store: Store, paths: Sequence[str]) -> None:
    """What was worked out for these sources goes; their reports alone say where they belong."""
    bare = [{"at": path} for path in paths]
    if bare:
        plain = dict.fromkeys(SETTLED)
        with store.writing() as connection:
            connection.execute(
                update(source)
                .where(source.c.path == bindparam("at"), source.c.settled == 1)
                .values(settled=0, **plain),
                bare,
            )


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's word on a finding: ``verdict`` and ``note`` as they wrote them, who and when."""

    fingerprint: str
    verdict: str
    note: str
    who: str
    at: str


def save(  # noqa: PLR0913  what one transaction holds
    store: Store,
    parcel: Parcel,
    keys: Keys,
    met: Source | None,
    tried: Attempt,
    *,
    lost: str | None = None,
) -> None:
    """What one file gave, all of it or nothing; in place of what the same bytes gave before.

    Nothing but the source and the history is written where the store has this very result, or a
    report where this is a failure: another run was quicker. ``met`` is None where only the rules
    were run again; where the report was read anew meanwhile, what they said of it no longer counts.
    """
    with store.writing() as connection:
        doc_id = parcel.profile.doc_id if parcel.profile is not None and not parcel.own else None
        if doc_id is not None and _counts(connection, doc_id, keys, judged=met is None):
            _document(connection, doc_id, parcel, keys, lost)
        if met is not None:
            _source(connection, met)
        connection.execute(insert(attempt), [_values(tried)])


def note_judging(store: Store, keys: Keys, settings: str) -> None:
    """What the validation key of this run stands for."""
    found = select(judging.c.rules).where(judging.c.validation_key == keys.validation)
    with store.writing() as connection:
        if connection.execute(found).first() is None:
            made = {"validation_key": keys.validation, "rules": keys.rules, "settings": settings}
            connection.execute(insert(judging), [made])


def link(store: Store, met: Iterable[Source]) -> None:
    """Sources whose bytes the store has already, or that gave none."""
    with store.writing() as connection:
        for one in met:
            _source(connection, one)


def unchanged(store: Store, doc_id: str, judgement: str | None, keys: Keys, tried: Attempt) -> None:
    """The rules were run again and say the same as this judgement: only the key is new."""
    c = document.c
    same = (c.doc_id == doc_id) & (c.judgement == judgement)
    with store.writing() as connection:
        connection.execute(update(document).where(same).values(validation_key=keys.validation))
        connection.execute(insert(attempt), [_values(tried)])


def note(store: Store, tried: Attempt) -> None:
    """Work that gave nothing to keep."""
    with store.writing() as connection:
        connection.execute(insert(attempt), [_values(tried)])


def forget(store: Store, paths: Iterable[str]) -> None:
    """Sources that are there no longer; what their bytes gave stays, in case they come back."""
    with store.writing() as connection:
        gone = [{"gone": path} for path in paths]
        if gone:
            connection.execute(delete(source).where(source.c.path == bindparam("gone")), gone)


def settle_sources(store: Store, settled: Mapping[str, Sequence[Cell]]) -> None:
    """Where the reports of these sources belong, by path: the cells of ``SETTLED``."""
    rows = [
        {"at": path, "settled": 1, **dict(zip(SETTLED, row, strict=True))}
        for path, row in settled.items()
    ]
    if rows:
        with store.writing() as connection:
            connection.execute(update(source).where(source.c.path == bindparam("at")), rows)


def decide(store: Store, said: Decision) -> None:
    """What a reviewer says of a finding; it stays, whatever is read again, and the last counts."""
    with store.writing() as connection:
        before = select(decision.c.n).where(decision.c.fingerprint == said.fingerprint)
        number = 1 + max(connection.execute(before).scalars(), default=0)
        connection.execute(insert(decision), [{"n": number, **_values(said)}])


def _counts(connection: Connection, doc_id: str, keys: Keys, *, judged: bool) -> bool:
    """Whether a result says more than the store has."""
    c = document.c
    asked = select(c.status, c.extraction_key, c.validation_key).where(c.doc_id == doc_id)
    found = connection.execute(asked).one_or_none()
    if judged:
        return found is not None and found[1] == keys.extraction
    if found is None or found[0] == "failed":  # what is read once more may go well now
        return True
    return tuple(found[1:]) != (keys.extraction, keys.validation)


def _document(
    connection: Connection, doc_id: str, parcel: Parcel, keys: Keys, lost: str | None
) -> None:
    profile = parcel.profile
    if profile is None:
        return
    packed = _packed(connection, doc_id, parcel)
    # What hangs on it goes with it.
    connection.execute(delete(document).where(document.c.doc_id == doc_id))
    _several(
        connection, document, [_ordered(document, _profile(profile, doc_id, parcel, keys, lost))]
    )
    if packed is not None:
        _several(connection, kept, [_ordered(kept, packed)])
    for name, rows in parcel.lists.items():
        _several(connection, lists[name], rows)


def _packed(connection: Connection, doc_id: str, parcel: Parcel) -> dict[str, object] | None:
    """What is to be kept of a report; document and facts as they are where only judged again."""
    if parcel.packed is None:
        return None
    new = {"doc_id": doc_id, **_values(parcel.packed)}
    if parcel.packed.document is None:
        asked = select(kept.c.document, kept.c.facts).where(kept.c.doc_id == doc_id)
        new["document"], new["facts"] = connection.execute(asked).one()
    return new


def _profile(profile: Profile, doc_id: str, parcel: Parcel, keys: Keys, lost: str | None) -> Values:
    named = dict(zip(columns("documents"), cells(profile), strict=True))
    own: Values = {
        "doc_id": doc_id,
        "sha256": parcel.sha256,
        "extraction_key": keys.extraction,
        "validation_key": keys.validation,
        "packing": keys.packing,
        "judgement": parcel.judgement,
        "lost": lost,
    }
    return own | {name: cell for name, cell in named.items() if name in document.c} | own


def _ordered(table: Table, values: Mapping[str, object]) -> tuple[Any, ...]:
    """A cell for every column; null where nothing is said."""
    return tuple(values.get(column.name) for column in table.columns)


def _several(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Many rows with a cell for every column: as the driver takes them, without a word between."""
    if connection.dialect.name != "sqlite":
        rows = [tuple(map(without_nul, row)) for row in rows]
    connection.exec_driver_sql(_inserting(connection.dialect, table), list(rows))


@cache
def _inserting(dialect: Dialect, table: Table) -> str:
    """The statement, with marks that are filled by position."""
    style = "qmark" if dialect.paramstyle in {"qmark", "named"} else "format"
    make = cast("Callable[..., Dialect]", type(dialect))
    return str(insert(table).compile(dialect=make(paramstyle=style)))


def _source(connection: Connection, met: Source) -> None:
    connection.execute(delete(source).where(source.c.path == met.path))
    _several(connection, source, [_ordered(source, {"settled": 0, **_values(met)})])


def _values(item: Source | Attempt | object) -> dict[str, object]:
    return {field.name: getattr(item, field.name) for field in fields(item)}  # type: ignore[arg-type]
