"""What one file gave, on its way from the child that read it to the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256

import msgspec

from contract.outcome import outcome
from contract.packing import pack
from contract.rows import Cell, Row, columns, rows
from contract.shapes import Profile
from model.finding import Check, Finding, Report, Unopened

Rows = dict[str, list[Row]]
MONEY = {
    "funding": ("budget_initial", "budget_adjusted", "received", "spent", "balance"),
    "disbursements": ("amount",),
    "findings": ("amount",),
}
"""Columns of amounts in 元; the store has them in 分 too."""
_AMOUNTS = {
    table: tuple(columns(table).index(name) for name in names) for table, names in MONEY.items()
}
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Keys:
    """What a result depends on besides the bytes: how it was read, and by which rules.

    ``packing`` is how reports are packed: who packs otherwise cannot unpack them. ``rules`` tells
    the rules apart without what the user set.
    """

    extraction: str
    validation: str
    packing: str
    rules: str


@dataclass(frozen=True, slots=True)
class Packed:
    """A report as bytes, see ``contract.packing``: what ``recheck`` reads instead of the file.

    ``document`` and ``facts`` are None where they are as they were. The document has no name.
    """

    document: bytes | None
    facts: bytes | None
    checks: bytes
    figures: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One file's result, ready to be stored.

    ``kind`` is what the content is. ``sha256`` is that of the bytes, None where they cannot be
    had. ``known``: the parent said that it has this content, so nothing was read. ``own``: what is
    said is of this file, by its name, its kind or because it cannot be opened, not of its content.
    ``passing``: it may be otherwise on another day. ``lists`` are the rows of the lists as
    they are stored; ``packed`` and ``judgement`` are None without a report.
    """

    kind: str
    size: int | None
    sha256: str | None
    known: bool = False
    own: bool = False
    passing: bool = False
    profile: Profile | None = None
    lists: Rows = field(default_factory=dict[str, list[Row]])
    packed: Packed | None = None
    judgement: str | None = None


FALLEN = "自身出错"
"""In every warning of a rule that fell over."""
JUDGED = "judged"
"""The kind of a parcel whose report was not read but judged again."""


def parcel(kind: str, size: int | None, sha256: str | None, result: Report | Unopened) -> Parcel:
    """A result as it is stored."""
    made = outcome(result)
    lists: Rows = {}
    figures: list[Row] = []
    for table, row in rows(made):
        if table == "figures":
            figures.append(row)
        else:
            stored = lists.setdefault(table, [])
            stored.append(_stored(table, len(stored), row))
    packed = judged = None
    if isinstance(result, Report):
        judged = judgement(result.checks, result.findings, result.fallen)
        again = kind == JUDGED
        packed = Packed(
            # Its name is that of one file, and other files may have the same bytes.
            None if again else pack(replace(result.document, name="")),
            None if again else pack(result.facts),
            pack(result.checks),
            pack(figures),
        )
    return Parcel(
        kind=kind,
        size=size,
        sha256=sha256,
        passing=isinstance(result, Unopened) and result.passing,
        own=isinstance(result, Unopened) and (result.passing or result.doc_id is None),
        profile=made.profile,
        lists=lists,
        packed=packed,
        judgement=judged,
    )


def judgement(checks: Sequence[Check], findings: Sequence[Finding], fallen: Sequence[str]) -> str:
    """Tells apart everything that the rules may say of one report."""
    return sha256(msgspec.msgpack.encode((checks, findings, fallen))).hexdigest()[:16]


def _stored(table: str, n: int, row: Row) -> Row:
    """A row as the store has it: document, number within the document, cells, amounts in 分."""
    amounts = _AMOUNTS.get(table, ())
    return (row[0], n, *row[1:], *(fen(row[at]) for at in amounts))


def fen(amount: Cell) -> int | None:
    """An amount in 元 in whole 分; None for more than a database's integer holds."""
    if amount is None:
        return None
    whole = int(Decimal(amount).scaleb(2).to_integral_value(ROUND_HALF_UP))
    return whole if -_LARGEST <= whole <= _LARGEST else None


def encode(made: Parcel) -> bytes:
    """A parcel as bytes."""
    return msgspec.msgpack.encode(made)


def decode(content: bytes) -> Parcel:
    """A parcel as it was sent."""
    return msgspec.msgpack.decode(content, type=Parcel)
