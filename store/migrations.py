"""How an older store becomes one of today: ordered steps, all in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from sqlalchemy import Connection, delete, insert, inspect, select

from model.errors import UsageError
from store.schema import about, metadata

Step: TypeAlias = Callable[[Connection], None]
STEPS: tuple[Step, ...] = ()
"""The first leads from version 1 to 2, and so on; a new store is made as it is today at once."""


def migrate(connection: Connection, where: str, steps: Sequence[Step] | None = None) -> None:
    """Bring the store of this connection to today's schema; its transaction is the caller's.

    Raises UsageError where a later gouji made it.
    """
    steps = STEPS if steps is None else steps
    today = 1 + len(steps)
    there = set(inspect(connection).get_table_names())
    if about.name not in there:
        if there & set(metadata.tables):
            zh = f"{where}：库里已有别的程序的同名表；请换一个库，或移开这个文件"
            raise UsageError(zh, f"{where}: holds another program's tables; name another database")
        metadata.create_all(connection)
        _set(connection, today)
        return
    found = version(connection)
    if found > today:
        zh = f"{where}：这个库由更新版本的 gouji 建立（{found} > {today}）；请升级 gouji 后再用"
        raise UsageError(zh, f"{where}: made by a later gouji ({found} > {today}); upgrade gouji")
    for step in steps[found - 1 :]:
        step(connection)
    if found < today:
        _set(connection, today)


def is_current(connection: Connection) -> bool:
    """Whether nothing is to be done."""
    return inspect(connection).has_table(about.name) and version(connection) == 1 + len(STEPS)


def version(connection: Connection) -> int:
    """Of the schema the store has."""
    value = connection.execute(select(about.c.value).where(about.c.name == "schema")).scalar()
    return int(value or 1)


def _set(connection: Connection, number: int) -> None:
    connection.execute(delete(about).where(about.c.name == "schema"))
    connection.execute(insert(about).values(name="schema", value=str(number)))
