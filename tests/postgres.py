"""A PostgreSQL server for the tests: made, started on a socket of its own, and stopped."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest

_NUMBERS = count(1)


@contextmanager
def server() -> Generator[str, None, None]:
    """The folder of its socket; the test is skipped where no server can be had."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed")
    if find_spec("psycopg") is None:
        pytest.skip("the extra [pg] is not installed")
    home = Path(tempfile.mkdtemp(prefix="gouji-pg-", dir="/tmp"))  # a socket's path is short
    if _is_root():
        shutil.chown(home, "postgres", "postgres")
    data = home / "data"
    _run(programs / "initdb", "-D", data, "-U", "gouji", "-A", "trust", "-E", "UTF8", "--no-sync")
    told = f"-k {home} -c listen_addresses= -c fsync=off -c synchronous_commit=off"
    _run(programs / "pg_ctl", "-D", data, "-l", home / "log", "-w", "-o", told, "start")
    try:
        yield str(home)
    finally:
        _run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(home)


def database(home: str) -> str:
    """The address of a new, empty database."""
    import psycopg  # noqa: PLC0415  an extra

    name = f"gouji{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(f"host={home} user=gouji dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"postgresql+psycopg://gouji@/{name}?host={home}"


def _programs() -> Path | None:
    """Where Debian keeps them, or who else has them on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    there = shutil.which("initdb")
    return found[-1].parent if found else Path(there).parent if there else None


def _is_root() -> bool:
    return os.name == "posix" and os.getuid() == 0


def _run(*command: object) -> None:
    """A program of the server, which refuses to run as root."""
    before = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    words = [*(before if _is_root() else []), *map(str, command)]
    # Its output goes to a file: a server that inherits a pipe keeps it open.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(words, stdout=said, stderr=said, check=False, cwd="/")
        said.seek(0)
        assert done.returncode == 0, said.read().decode("utf-8", "replace")
