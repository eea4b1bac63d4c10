"""A store is opened: its engine, how careful it is, and its transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from model.errors import UsageError
from store.address import FILE, address_of, engine_of, file_of
from store.faults import told
from store.migrations import is_current, migrate
from store.network import is_remote

__all__ = ["FILE", "PATIENCE", "Connection", "Store", "opened"]

PATIENCE = 60
"""Seconds to wait for another writer; one transaction of ours takes a hundredth of one."""
_WRITERS = 0x676F756A69
"""The lock that writers take on PostgreSQL, one at a time: "gouji" as a number."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open store; ``where`` names it to people. ``remote``: it lies on a network drive."""

    engine: Engine
    where: str
    remote: bool = False

    @contextmanager
    def writing(self) -> Generator[Connection, None, None]:
        """A transaction that nobody else writes beside; all of it is stored, or nothing."""
        with told(self.where), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Generator[Connection, None, None]:
        """One moment of the store: what others write meanwhile is not seen."""
        with told(self.where), self.engine.connect() as connection:
            calm = connection.execution_options(calm=True)
            if self.engine.dialect.name == "postgresql":
                calm = calm.execution_options(isolation_level="REPEATABLE READ")
            with calm.begin():
                yield calm

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


@contextmanager
def opened(
    folder: Path, url: str | None = None, *, new: bool = True, patience: float = PATIENCE
) -> Generator[Store, None, None]:
    """The store in a folder, or the one a URL names; made if there is none and ``new``.

    Raises UsageError where there is none, where the URL is wrong or a later gouji made it, and
    StoreFault where the database cannot be had.
    """
    address = address_of(folder, url)
    where = address.render_as_string(hide_password=True) if url else (folder / FILE).as_posix()
    file = file_of(address)
    if file is not None:
        _at_hand(file, where, new=new)
    remote = file is not None and is_remote(file.parent)
    engine = engine_of(address)
    if file is not None:
        _careful(engine, "DELETE" if remote else "WAL", patience)
    else:
        _in_turn(engine, patience)
    store = Store(engine, where, remote)
    try:
        _up_to_date(store)
        yield store
    finally:
        store.close()


def _at_hand(file: Path, where: str, *, new: bool) -> None:
    """The folder of the file is there, and the file too where none is to be made."""
    if not new and not file.is_file():
        zh = f"{where}：还没有库；请先运行 gouji ingest，或用 --out 给出结果目录"
        en = f"{where}: no store yet; run gouji ingest first, or name its folder by --out"
        raise UsageError(zh, en)
    file.parent.mkdir(parents=True, exist_ok=True)


def _up_to_date(store: Store) -> None:
    """The schema is today's; only where it is not, somebody has to be able to write."""
    with store.reading() as connection:
        if is_current(connection):
            return
    with store.writing() as connection:
        migrate(connection, store.where)


def _careful(engine: Engine, journal: str, patience: float) -> None:
    """SQLite as it has to be for several writers and sudden ends; on every connection."""

    @event.listens_for(engine, "connect")
    def connected(driven: sqlite3.Connection, _record: object) -> None:  # pyright: ignore[reportUnusedFunction]
        # Begun by hand, see below: the driver would begin late, and a reader turn writer too late.
        driven.isolation_level = None
        driven.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        driven.execute("PRAGMA foreign_keys = ON")
        mode = driven.execute("PRAGMA journal_mode").fetchone()[0]
        if mode.upper() != journal:
            driven.execute(f"PRAGMA journal_mode = {journal}")
        # With WAL a loss of power may cost the last transactions, never the store.
        driven.execute(f"PRAGMA synchronous = {'NORMAL' if journal == 'WAL' else 'FULL'}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        calm = connection.get_execution_options().get("calm", False)
        connection.exec_driver_sql("BEGIN" if calm else "BEGIN IMMEDIATE")


def _in_turn(engine: Engine, patience: float) -> None:
    """Writers of a PostgreSQL store one after the other, as those of a file are."""

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        if not connection.get_execution_options().get("calm", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(patience * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
