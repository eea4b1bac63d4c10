"""Out of the store: what is known, and the rows of the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from contract.packing import rows_of
from contract.rows import Cell, Row, columns
from store.opening import Store
from store.schema import SETTLED, decision, document, judging, kept, lists, source

_BATCH = 100
"""Documents whose rows are held at a time; a query must not name many more."""
_HELD = tuple(
    document.c[name]
    for name in (
        *("sha256", "extraction_key", "validation_key", "status", "lost"),
        *("packing", "judgement", "warnings"),
    )
)
_SAID = ("status", "error", "error_en")
_OWN = frozenset({"doc_id", "path", "status", "error", "error_en", *SETTLED})
"""Columns of ``documents`` that a source has a word in."""
_COUNTED = ("funding", "indicators", "disbursements", "claims", "findings", "unread")


@dataclass(frozen=True, slots=True)
class Known:
    """What the store says of a source: where its bytes lead, and what was said of it."""

    stamp: str | None
    key: str | None
    kind: str
    doc_id: str | None
    status: str | None
    error: str | None
    error_en: str | None
    root: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Held:
    """What the store says of a document; ``lost`` is what ended the child that read it."""

    sha256: str
    extraction: str
    validation: str | None
    status: str
    lost: str | None
    packing: str | None
    judgement: str | None
    warnings: str | None


def known_sources(connection: Connection) -> dict[str, Known]:
    """All sources by path."""
    names = ("path", "stamp", "extraction_key", "kind", "doc_id", "status", "error", "error_en")
    asked = select(*(source.c[name] for name in (*names, "root", "name", "place")))
    return {path: Known(*rest) for path, *rest in connection.execute(asked)}


def held_documents(connection: Connection) -> dict[str, Held]:
    """All documents by id."""
    asked = select(document.c.doc_id, *_HELD)
    return {doc_id: Held(*rest) for doc_id, *rest in connection.execute(asked)}


def held_document(store: Store, doc_id: str) -> Held | None:
    """One document, as the store has it now."""
    with store.reading() as connection:
        asked = select(*_HELD).where(document.c.doc_id == doc_id)
        found = connection.execute(asked).one_or_none()
    return None if found is None else Held(*found)


@dataclass(frozen=True, slots=True)
class Belonging:
    """Where a source belongs as far as its report tells."""

    name: str
    doc_id: str | None
    status: str
    region: str | None
    entity: str | None
    fiscal_year: str | None


def belongings(connection: Connection) -> dict[str, Belonging]:
    """What the reports themselves say, by the path of the source."""
    s, d = source.c, document.c
    asked = _met([s.path, s.name, s.doc_id, _said("status"), d.region, d.entity, d.fiscal_year])
    return {path: Belonging(*rest) for path, *rest in connection.execute(asked)}


def judgings(connection: Connection) -> dict[str, tuple[str, str]]:
    """What each validation key stands for: the rules, and the settings as text."""
    asked = select(judging.c.validation_key, judging.c.rules, judging.c.settings)
    return {one[0]: (one[1], one[2]) for one in map(tuple, connection.execute(asked))}


def names(connection: Connection) -> dict[str, str]:
    """What the results call the first file of each document."""
    asked = select(source.c.doc_id, source.c.name).where(source.c.status.is_(None))
    found: dict[str, str] = {}
    for doc_id, name in connection.execute(asked.order_by(source.c.place, source.c.path)):
        found.setdefault(doc_id, name)
    return found


def packed(store: Store, doc_id: str) -> tuple[bytes, bytes, bytes] | None:
    """Document, facts and checks as they were packed; None where the file gave no report."""
    c = kept.c
    asked = select(c.document, c.facts, c.checks).where(c.doc_id == doc_id)
    with store.reading() as connection:
        found = connection.execute(asked).one_or_none()
    return None if found is None else (found[0], found[1], found[2])


def decisions(connection: Connection) -> dict[str, tuple[str, str, str, str]]:
    """``(verdict, note, who, at)`` said last of each fingerprint."""
    c = decision.c
    asked = select(c.fingerprint, c.verdict, c.note, c.who, c.at).order_by(c.fingerprint, c.n)
    return {one[0]: (one[1], one[2], one[3], one[4]) for one in connection.execute(asked)}


def rows(connection: Connection, table: str) -> Iterator[Row]:
    """The rows of a table of the contract, in the order of the files; never all in memory.

    A list holds the rows of each content once, however many files have it.
    """
    if table == "documents":
        yield from _documents(connection)
    elif table == "manifest":
        yield from _manifest(connection)
    elif table == "figures":
        yield from _figures(connection)
    else:
        yield from _list(connection, table)


def _figures(connection: Connection) -> Iterator[Row]:
    c = kept.c
    order = _order(connection)
    for at in range(0, len(order), _BATCH):
        some = order[at : at + _BATCH]
        asked = select(c.doc_id, c.figures).where(c.doc_id.in_(some))
        packed = {one[0]: one[1] for one in connection.execute(asked)}
        for doc_id in some:
            if packed.get(doc_id) is not None:
                yield from rows_of(packed[doc_id])


def _list(connection: Connection, table: str) -> Iterator[Row]:
    own = lists[table].c
    wanted = select(*(own[name] for name in columns(table))).order_by(own.doc_id, own.n)
    order = _order(connection)
    for at in range(0, len(order), _BATCH):
        some = order[at : at + _BATCH]
        by_document: dict[str, list[Row]] = defaultdict(list)
        found = connection.execute(wanted.where(own.doc_id.in_(some)))
        # The driver's own tuples: nothing in them needs to be looked at, and there are millions.
        for row in found.cursor.fetchall() if found.cursor is not None else ():
            by_document[row[0]].append(row)
        for doc_id in some:
            yield from by_document[doc_id]


def _order(connection: Connection) -> list[str]:
    """The documents that have a source, in the order of the files."""
    c = source.c
    asked = (
        select(c.doc_id)
        .join(document, document.c.doc_id == c.doc_id)
        .where(c.status.is_(None))
        .order_by(c.place, c.path)
    )
    return list(dict.fromkeys(connection.execute(asked).scalars()))


def _documents(connection: Connection) -> Iterator[Row]:
    names = columns("documents")
    s, d = source.c, document.c
    wanted: list[ColumnElement[Any]] = [
        s.doc_id,
        s.name.label("path"),
        *(_said(name).label(name) for name in _SAID),
        *(case((s.settled == 1, s[name]), else_=d[name]).label(name) for name in SETTLED),
        *(d[name] for name in names if name not in _OWN),
    ]
    at = [[column.key for column in wanted].index(name) for name in names]
    for row in connection.execute(_met(wanted)):
        yield tuple(row[place] for place in at)


def said(connection: Connection) -> dict[str, tuple[str, str | None, str | None]]:
    """Status and what went wrong, in both languages, of every source by path."""
    asked = _met([source.c.path, *(_said(name) for name in _SAID)])
    return {one[0]: (one[1], one[2], one[3]) for one in map(tuple, connection.execute(asked))}


def _said(name: str) -> ColumnElement[str | None]:
    """What is said of a file, by itself or by its document; nothing yet where neither does."""
    last = ("pending",) if name == "status" else ()
    return func.coalesce(source.c[name], document.c[name], *last)


def _met(wanted: Sequence[ColumnElement[Any]]) -> Select[*tuple[Any, ...]]:
    """A query over all sources with the documents they lead to, in the order of the files."""
    s, d = source.c, document.c
    both = source.outerjoin(document, (s.doc_id == d.doc_id) & s.status.is_(None))
    return select(*wanted).select_from(both).order_by(s.place, s.path)


def _manifest(connection: Connection) -> Iterator[Row]:
    s, d = source.c, document.c
    counted = {name: counts(connection, name) for name in _COUNTED}
    first: dict[str, str] = {}
    said = (_said(name) for name in _SAID)
    asked = _met([s.doc_id, s.name, s.kind, s.bytes, *said, d.pages])
    for one in map(tuple, connection.execute(asked)):
        doc_id, name, kind, size, status, error, error_en, pages = one
        read = status in {"ok", "partial"}
        numbers: list[Cell] = [counted[one].get(doc_id, 0) if read else None for one in _COUNTED]
        same = first.get(doc_id or "")
        first.setdefault(doc_id or "", name)
        yield (
            *(doc_id, name, kind, size, status, error, error_en, pages),
            *numbers,
            same if doc_id is not None else None,
        )


def counts(connection: Connection, table: str) -> dict[str, int]:
    """Rows of a list by document; of findings those that follow from no other."""
    own = lists[table].c
    asked = select(own.doc_id, func.count()).group_by(own.doc_id)
    if table == "findings":
        asked = asked.where(own.root.is_(None))
    return {one[0]: one[1] for one in connection.execute(asked)}
