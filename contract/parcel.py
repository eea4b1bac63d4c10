"""What one file gave, on its way from the child that read it to the store."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import msgspec

from contract.outcome import outcome
from contract.packing import pack
from contract.rows import Row, rows
from contract.shapes import Profile
from model.finding import Report, Unopened

Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Keys:
    """What a result depends on besides the bytes: how it was read, and by which rules.

    ``packing`` is how reports are packed: who packs otherwise cannot unpack them.
    """

    extraction: str
    validation: str
    packing: str


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
    ``passing``: it may be otherwise on another day. ``lists`` are the rows of the lists of the
    contract; ``packed`` is None without a report.
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


JUDGED = "judged"
"""The kind of a parcel whose report was not read but judged again."""


def parcel(kind: str, size: int | None, sha256: str | None, result: Report | Unopened) -> Parcel:
    """A result as it is stored."""
    made = outcome(result)
    lists: Rows = {}
    for table, row in rows(made):
        lists.setdefault(table, []).append(row)
    figures = lists.pop("figures", [])
    packed = None
    if isinstance(result, Report):
        judged = kind == JUDGED
        packed = Packed(
            # Its name is that of one file, and other files may have the same bytes.
            None if judged else pack(replace(result.document, name="")),
            None if judged else pack(result.facts),
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
    )


def encode(made: Parcel) -> bytes:
    """A parcel as bytes."""
    return msgspec.msgpack.encode(made)


def decode(content: bytes) -> Parcel:
    """A parcel as it was sent."""
    return msgspec.msgpack.decode(content, type=Parcel)
