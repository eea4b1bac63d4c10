"""What a database says when something is wrong, in one line that says what to do."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from model.errors import GoujiError

_LOCKED_ZH = "数据库正被另一个程序占用；等它结束再运行同一条命令，或用 --out 换一个目录"
_LOCKED_EN = (
    "the database is in use by another program; run it again later, or choose another --out"
)
_FULL_ZH = "磁盘已满；腾出空间后再运行同一条命令，已存的结果都在"
_FULL_EN = "the disk is full; make room and run the same command again, what was stored is safe"
_DENIED_ZH = "写不进去；请检查目录权限，或用 --out 换一个目录"
_DENIED_EN = "cannot be written; check the folder's permissions, or choose another --out"
_FOREIGN_ZH = "不是 gouji 的库或已损坏；把它移开后重新 ingest，或换回备份"
_FOREIGN_EN = "is no store of gouji's, or damaged; move it away and ingest again"
_BROKEN_ZH = "磁盘读写出错；请检查磁盘空间、配额和连接后再运行同一条命令"
_BROKEN_EN = "the disk failed; check its space, quota and connection, and run it again"
_AWAY_ZH = "连不上数据库；请检查地址、用户、口令和网络，再运行同一条命令"
_AWAY_EN = "cannot be reached; check address, user, password and network, and run it again"
_SAID = (
    (
        ("database is locked", "database table is locked", "lock timeout"),
        _LOCKED_ZH,
        _LOCKED_EN,
    ),
    (
        ("connection failed", "connection timeout", "server closed", "terminating connection"),
        _AWAY_ZH,
        _AWAY_EN,
    ),
    (("connection is lost", "connection is closed", "could not receive"), _AWAY_ZH, _AWAY_EN),
    (("database or disk is full", "no space left", "disk full"), _FULL_ZH, _FULL_EN),
    (("readonly", "unable to open database file", "permission denied"), _DENIED_ZH, _DENIED_EN),
    (("file is not a database", "malformed", "disk image"), _FOREIGN_ZH, _FOREIGN_EN),
    (("disk i/o error", "file too large"), _BROKEN_ZH, _BROKEN_EN),
)


class StoreFault(GoujiError):
    """The store cannot be used; what was stored before stays as it is."""


@contextmanager
def told(where: str) -> Generator[None, None, None]:
    """Faults of the database within the block as StoreFault; ``where`` names the store."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _fault(where, error) from error


def _fault(where: str, error: SQLAlchemyError) -> StoreFault:
    # What a database says of a value it was given may quote the report; its first line does not.
    said = str(error.orig if isinstance(error, DBAPIError) else error).split("\n", 1)[0]
    for signs, zh, en in _SAID:
        if any(sign in said.lower() for sign in signs):
            return StoreFault(f"{where}：{zh}", f"{where}: {en}")
    kind = type(error).__name__
    return StoreFault(
        f"{where}：数据库出错（{kind}：{said[:200]}）；请检查磁盘后再运行同一条命令",
        f"{where}: the database failed ({kind}: {said[:200]}); check the disk and run it again",
    )
