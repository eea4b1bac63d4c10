"""Results as CSV tables, one a list of the contract."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeAlias

from contract.rows import TABLES, Cell, columns, kinds

Add: TypeAlias = Callable[[str, Iterable[Sequence[Cell]]], None]
"""Told the name of a table and rows to put behind those it has."""
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet takes for a formula."""
_FIRST = frozenset(RISKY)


@contextmanager
def tables(
    folder: Path, parts: Path, *, names: Sequence[str] = TABLES, verbatim: bool = False
) -> Generator[Add, None, None]:
    """The tables ``names`` in ``folder``, to be filled with the function this gives.

    They replace the old ones only when the block ends well; before that nothing is to be seen of
    them: they grow in ``parts``, a folder on the same disk. ``verbatim`` leaves text cells that
    begin like a formula as they are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts.mkdir(parents=True, exist_ok=True)
    # Two runs into one folder write files of their own; the last to end wins.
    run = f"{os.getpid()}-{time.monotonic_ns()}"
    grown = {name: parts / f"{name}.{run}.part" for name in names}
    try:
        with ExitStack() as stack:
            writers = {
                name: csv.writer(
                    stack.enter_context(
                        part.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="")
                    ),
                    lineterminator="\r\n",
                )
                for name, part in grown.items()
            }
            for name, writer in writers.items():
                writer.writerow(columns(name))

            def add(table: str, rows: Iterable[Sequence[Cell]]) -> None:
                writers[table].writerows(rows if verbatim else guarded(table, rows))

            yield add
        for name, part in grown.items():
            part.replace(folder / f"{name}.csv")
    finally:
        for part in grown.values():
            part.unlink(missing_ok=True)


def guarded(table: str, rows: Iterable[Sequence[Cell]]) -> Iterable[Sequence[Cell]]:
    """The rows with an apostrophe before a printed text that a spreadsheet would calculate."""
    places = [at for at, kind in enumerate(kinds(table)) if kind is str]
    for row in rows:
        risky = [at for at in places if isinstance(cell := row[at], str) and cell[:1] in _FIRST]
        yield _with_apostrophes(row, risky) if risky else row


def _with_apostrophes(row: Sequence[Cell], risky: Sequence[int]) -> Sequence[Cell]:
    changed = list(row)
    for at in risky:
        changed[at] = f"'{row[at]}"
    return changed
