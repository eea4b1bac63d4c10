"""The tables of the store. Whoever changes one adds a migration beside it.

``source`` is a file that was met, ``document`` what its bytes gave; the same bytes under two names
are two sources of one document. The lists of the contract are tables of their own, with the
columns of the CSV tables, ``n`` counting the rows of a document; beside each amount in 元 stands
the same in whole 分 (``*_fen``) to sort and compare by, rounded where a report prints less than
one 分, null where it has more digits than an integer holds. The amount itself is text, exact.
``kept`` holds what ``recheck`` needs and the figures of every check, packed; ``judging`` says what
a validation key stands for. ``attempt`` is the history of a run, and the only table that holds
times; ``decision`` is what reviewers said of findings.
"""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

from contract.parcel import MONEY
from contract.rows import LISTS, columns, kinds

T = TypeVar("T")


class _WithoutNul(TypeDecorator[str]):
    """Text of PostgreSQL, which cannot hold NUL; the sign for it stands in its place."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """What is stored."""
        return without_nul(value)


def without_nul(value: T) -> T | str:
    """A cell as PostgreSQL can hold it."""
    return value.replace("\0", "\u2400") if isinstance(value, str) and "\0" in value else value


# Order is that of code points, in every database.
TEXT = Text().with_variant(_WithoutNul(collation="C"), "postgresql")
NUMBER = Integer().with_variant(BigInteger(), "postgresql")

SETTLED = tuple(
    f"{name}{end}"
    for name in ("region", "entity", "fiscal_year")
    for end in ("", "_from", "_candidates")
)
"""What a source says of where its report belongs; ``documents`` shows these."""

metadata = MetaData()

about = Table(
    "about",
    metadata,
    Column("name", TEXT, primary_key=True),
    Column("value", TEXT, nullable=False),
    sqlite_strict=True,
)

source = Table(
    "source",
    metadata,
    Column("path", TEXT, primary_key=True),  # where it lies, absolute
    Column("root", TEXT, nullable=False),  # the PATH it was met under, absolute
    Column("name", TEXT, nullable=False),  # what the results call it
    Column("place", TEXT, nullable=False),  # sorts files as their folders do
    Column("kind", TEXT, nullable=False),
    Column("bytes", NUMBER),
    Column("stamp", TEXT),  # size and times by which a change is seen
    Column("extraction_key", TEXT),  # how it was looked at
    Column("doc_id", TEXT, index=True),
    Column("status", TEXT),  # where the bytes could not be had; else the document's
    Column("error", TEXT),
    Column("error_en", TEXT),
    Column("settled", NUMBER, nullable=False, default=0),  # 1: what follows was worked out
    *(Column(name, TEXT) for name in SETTLED),
    sqlite_strict=True,
)

_OF_SOURCE = frozenset({"doc_id", "path"})

document = Table(
    "document",
    metadata,
    Column("doc_id", TEXT, primary_key=True),
    Column("sha256", TEXT, nullable=False),
    Column("extraction_key", TEXT, nullable=False),
    Column("validation_key", TEXT),
    Column("judgement", TEXT),  # tells apart what the rules said
    Column("packing", TEXT),  # who packs otherwise cannot unpack it
    Column("lost", TEXT),  # timeout, memory, processes, crash: what ended its child
    *(
        Column(name, NUMBER if kind is int else TEXT)
        for name, kind in zip(columns("documents"), kinds("documents"), strict=True)
        if name not in _OF_SOURCE
    ),
    sqlite_strict=True,
)

judging = Table(
    "judging",
    metadata,
    Column("validation_key", TEXT, primary_key=True),
    Column("rules", TEXT, nullable=False),
    Column("settings", TEXT, nullable=False),
    sqlite_strict=True,
)

kept = Table(
    "kept",
    metadata,
    Column("doc_id", TEXT, ForeignKey("document.doc_id", ondelete="CASCADE"), primary_key=True),
    Column("document", LargeBinary),
    Column("facts", LargeBinary),
    Column("checks", LargeBinary),
    Column("figures", LargeBinary),
    sqlite_strict=True,
)


def _list(name: str) -> Table:
    """A list of the contract as a table."""
    money = MONEY.get(name, ())
    return Table(
        name,
        metadata,
        Column("doc_id", TEXT, ForeignKey("document.doc_id", ondelete="CASCADE"), primary_key=True),
        Column("n", NUMBER, primary_key=True),
        *(
            Column(column, NUMBER if kind is int else TEXT)
            for column, kind in zip(columns(name)[1:], kinds(name)[1:], strict=True)
        ),
        *(Column(f"{column}_fen", NUMBER) for column in money),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


lists = {name: _list(name) for name in LISTS}

decision = Table(
    "decision",
    metadata,
    Column("fingerprint", TEXT, primary_key=True),
    Column("n", NUMBER, primary_key=True),  # what was said later counts
    Column("verdict", TEXT, nullable=False),
    Column("note", TEXT),
    Column("who", TEXT),
    Column("at", TEXT),
    sqlite_strict=True,
)

attempt = Table(
    "attempt",
    metadata,
    Column("n", NUMBER, primary_key=True, autoincrement=True),
    Column("at", TEXT, nullable=False),
    Column("path", TEXT, nullable=False),
    Column("doc_id", TEXT),
    Column("kind", TEXT),
    Column("work", TEXT, nullable=False),  # read, recheck
    Column("outcome", TEXT, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("rss", NUMBER),
    Column("worker", NUMBER),
)
