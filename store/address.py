"""Where a store is: a file, or a database that a URL names."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from model.errors import UsageError

FILE = "gouji.sqlite"
"""The store in the folder of the tables."""
_DRIVERS = frozenset({"sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"})


def address_of(folder: Path, url: str | None) -> URL:
    """The address of the store in a folder, or of the one a URL names.

    Raises UsageError where the URL is none that gouji can use; it may hold a password and is not
    repeated.
    """
    if url is None:
        return URL.create("sqlite", database=str(folder / FILE))
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # the latter where the port is no number
        zh = "不是数据库地址；应写成 postgresql+psycopg://用户@主机/库"
        raise _misused(zh, "no address of a database; write {}") from None
    if address.drivername not in _DRIVERS:
        zh = f"不支持 {address.drivername}；应写成 postgresql+psycopg://用户@主机/库"
        raise _misused(zh, f"{address.drivername} is not supported; write {{}}")
    if file_of(address) is None and address.get_backend_name() == "sqlite":
        zh = "没有写文件名，库不会留下；应写成 sqlite:///目录/gouji.sqlite"
        raise _misused(zh, "names no file; write sqlite:///folder/gouji.sqlite")
    return address


def file_of(address: URL) -> Path | None:
    """The file of an SQLite store; None where there is none."""
    if address.get_backend_name() != "sqlite" or address.database in {None, "", ":memory:"}:
        return None
    return Path(str(address.database))


def engine_of(address: URL) -> Engine:
    """What speaks to the database; nothing is opened yet. Raises UsageError without its driver."""
    try:
        if address.get_backend_name() == "sqlite":
            return create_engine(address.set(drivername="sqlite"))
        # A server may have closed a connection that nobody used for a while.
        return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except (ImportError, NoSuchModuleError) as error:
        zh = "PostgreSQL 的驱动没有安装；请运行 pip install 'gouji[pg]'"
        en = "the driver for PostgreSQL is not installed; run pip install 'gouji[pg]'"
        raise _misused(zh, en) from error


def _misused(zh: str, en: str) -> UsageError:
    meant = "postgresql+psycopg://user@host/name"
    return UsageError(f"--store：{zh}", f"--store: {en.format(meant)}")
