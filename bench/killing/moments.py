"""Moments of a run at which it can be ended: each lies in wait for one, inside the product.

A moment is laid by wrapping the function that passes it; the product itself knows nothing of it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import ZipFile

from sqlalchemy import Connection, Engine, event

import commands.closing
import commands.ingest
import export.from_store
import intake.run
import workers.folder
from contract.rows import Row
from intake.run import Run
from store.opening import Store
from tests.supervised import living
from workers import Task
from workers.system import system

Hit: TypeAlias = Callable[[], None]
Lay: TypeAlias = Callable[[Hit, str], None]


@dataclass(frozen=True, slots=True)
class Trap:
    """Where a run ends: when it passes ``moment`` for the ``at``-th time; each time if that is 0.

    ``which`` narrows the moment down: how a statement begins, a table, the end of a file's name.
    ``whom``: ``parent``, ``child`` for the oldest, ``children``, or ``group`` for all of them.
    """

    moment: str
    at: int = 1
    which: str = ""
    whom: str = "parent"


def lay(trap: Trap, mark: str, told: Path) -> None:
    """The run will end there; ``told`` is a file that stands when it has been passed.

    ``mark`` is in the environment of all processes of the run.
    """
    passed = 0

    def hit() -> None:
        nonlocal passed
        passed += 1
        if trap.at in {0, passed}:
            told.touch()
            end(trap.whom, mark)

    MOMENTS[trap.moment](hit, trap.which)


def end(whom: str, mark: str) -> None:
    """SIGKILL to whom it is meant for, from within the parent."""
    victims = living(mark) if whom == "group" else sorted(children(os.getpid()))
    for pid in {"parent": [], "child": victims[:1]}.get(whom, victims):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    if whom in {"parent", "group"}:
        os.kill(os.getpid(), signal.SIGKILL)


def children(parent: int) -> list[int]:
    """The children of a process."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii")
    return [int(pid) for pid in listed.split()]


def _wrap(owner: object, name: str, made: Callable[[Any], Any]) -> None:
    """In place of a function of the product, what ``made`` makes of it."""
    original = getattr(owner, name)
    setattr(owner, name, wraps(original)(made(original)))


def _at(here: str, which: str, hit: Hit) -> None:
    if here == which:
        hit()


# ---- transactions -----------------------------------------------------------------------------


def _transaction(hit: Hit, which: str) -> None:
    """``begun``, ``before commit``, or ``after commit``: it is stored, and nobody was told."""

    def made(original: Callable[[Store], AbstractContextManager[Connection]]) -> object:
        @contextmanager
        def writing(self: Store) -> Generator[Connection, None, None]:
            with original(self) as connection:
                _at("begun", which, hit)
                yield connection
                _at("before commit", which, hit)
            _at("after commit", which, hit)

        return writing

    _wrap(Store, "writing", made)


def _statement(hit: Hit, which: str) -> None:
    """A statement that begins like this has been carried out, its transaction is open."""

    def executed(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().startswith(which):
            hit()

    event.listen(Engine, "after_cursor_execute", executed)


# ---- tables and workbook ----------------------------------------------------------------------


def _row(hit: Hit, which: str) -> None:
    """A row of this table is on its way from the store into a file."""

    def made(original: Callable[[Connection, str], Iterator[Row]]) -> object:
        def rows(connection: Connection, table: str) -> Iterator[Row]:
            for row in original(connection, table):
                _at(table, which, hit)
                yield row

        return rows

    _wrap(export.from_store, "rows", made)


def _replacing(*, after: bool) -> Lay:
    """A file of this kind is there in full, the old one still in its place; or no longer."""

    def moment(hit: Hit, which: str) -> None:
        def made(original: Callable[[Path, Path], Path]) -> object:
            def replace(self: Path, target: Path) -> Path:
                if not after:
                    _at(target.suffix, which, hit)
                moved = original(self, target)
                if after:
                    _at(target.suffix, which, hit)
                return moved

            return replace

        _wrap(Path, "replace", made)

    return moment


# ---- between the steps ------------------------------------------------------------------------


def _question(hit: Hit, which: str) -> None:
    """A child has asked whether to read a file, and waits; the end of a name tells which file."""

    def made(original: Callable[[Run, Task, bytes], bytes]) -> object:
        def answer(run: Run, task: Task, question: bytes) -> bytes:
            if run.files[int(task.name)].path.endswith(which):
                hit()
            return original(run, task, question)

        return answer

    _wrap(intake.run, "_answer", made)


def _call(owner: object, name: str, *, after: bool = False) -> Lay:
    """A function of the product is called, or has returned."""

    def moment(hit: Hit, _which: str) -> None:
        def made(original: Callable[..., object]) -> object:
            def call(*given: object, **more: object) -> object:
                if not after:
                    hit()
                result = original(*given, **more)
                if after:
                    hit()
                return result

            return call

        _wrap(owner, name, made)

    return moment


MOMENTS: dict[str, Lay] = {
    "transaction": _transaction,
    "statement": _statement,
    "row": _row,
    "before replacing": _replacing(after=False),
    "after replacing": _replacing(after=True),
    "packing": _call(ZipFile, "write"),
    "question": _question,
    "result": _call(intake.run, "_land"),
    "lock": _call(system, "hold", after=True),
    "swept": _call(workers.folder, "remove", after=True),
    "settling": _call(commands.ingest, "settle"),
    "closing": _call(commands.closing, "close_run"),
    "closed": _call(commands.closing, "close_run", after=True),
}
