"""One at a time: what two runs must not do side by side, such as replacing the same tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from model.errors import GoujiError

FILE = "turn.sqlite"
PATIENCE = 600
"""Seconds to wait: writing the tables of a large store takes minutes."""


@contextmanager
def turn(folder: Path, patience: float = PATIENCE) -> Generator[None, None, None]:
    """Wait until nobody else has the turn in this folder, and have it for the block.

    SQLite's lock on an empty file: it works on every system, and ends with the process that had
    it, however that ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / FILE, timeout=patience, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        connection.close()
        zh = f"{folder.as_posix()}：等不到别的 gouji 写完结果表（{error}）；稍后再运行同一条命令"
        en = (
            f"{folder.as_posix()}: another gouji is still writing tables ({error}); try again later"
        )
        raise GoujiError(zh, en) from error
    try:
        yield
    finally:
        connection.close()
