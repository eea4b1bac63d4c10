"""The tables of a store as CSV, and what is to be said of them."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from contract.projects import projects
from contract.rows import PRODUCTS, TABLES, Row, Tables, cells, columns
from export.as_csv import tables
from export.as_settings import listed
from model.settings import Settings
from model.suppression import Suppressions
from store.opening import Store
from store.reading import rows
from store.turns import turn

if TYPE_CHECKING:
    from store.opening import Connection

WORKSHOP = ".gouji"
"""The folder, beside the tables, that holds everything that is not yet done."""
_HOLDS = frozenset({"exact", "rounded"})


@dataclass(slots=True)
class Told:
    """What went by while the tables were written: numbers, and the findings' fingerprints."""

    total: Counter[str] = field(default_factory=Counter[str])
    fingerprints: set[str] = field(default_factory=set[str])


Watch = Callable[[str, Row], None]


def write_tables(  # noqa: PLR0913  what tables are written with
    store: Store,
    folder: Path,
    settings: Settings,
    suppressions: Suppressions,
    *,
    verbatim: bool = False,
    watch: Watch = lambda _table, _row: None,
) -> Told:
    """Every table of the contract, and those made from them, as the store is at one moment.

    ``watch`` sees each row.
    """
    told = Told()
    with at_work(folder) as parts, store.reading() as connection:
        given = of_store(connection, settings, suppressions)
        names = (*TABLES, *PRODUCTS)
        with tables(folder, parts, names=names, verbatim=verbatim) as add:
            for table in TABLES:
                add(table, _watched(table, given(table), told, watch))
            add("projects", projects(given))
    return told


@contextmanager
def at_work(folder: Path) -> Generator[Path, None, None]:
    """A folder, empty and on the same disk, in which files for ``folder`` grow.

    Nobody else has one for the same folder meanwhile: who comes later writes later, and more.
    """
    workshop = folder / WORKSHOP
    with turn(workshop):
        parts = workshop / "tables"
        _empty(parts)  # what a run that was cut off left behind
        parts.mkdir()
        try:
            yield parts
        finally:
            _empty(parts)


def of_store(connection: Connection, settings: Settings, suppressions: Suppressions) -> Tables:
    """The tables of a store, findings with the reason where they were dealt with."""

    def given(table: str) -> Iterable[Row]:
        if table == "settings":
            return map(cells, listed(settings))
        return marked(table, rows(connection, table), suppressions)

    return given


def marked(table: str, given: Iterator[Row], suppressions: Suppressions) -> Iterator[Row]:
    """The rows, findings with the reason where they were dealt with and are not to be shown."""
    if table != "findings" or not suppressions.items:
        return given
    names = columns(table)
    at, by = names.index("suppressed"), names.index("fingerprint")
    return ((*row[:at], suppressions.why(str(row[by])), *row[at + 1 :]) for row in given)


def _empty(parts: Path) -> None:
    shutil.rmtree(parts, ignore_errors=not parts.exists())


def _watched(table: str, given: Iterable[Row], told: Told, watch: Watch) -> Iterator[Row]:
    if table == "figures":  # more than all others together, and counted by document
        yield from given
        return
    count = _COUNTS.get(table, _rows_of(table))
    for row in given:
        count(told, row)
        watch(table, row)
        yield row


def _rows_of(table: str) -> Callable[[Told, Row], None]:
    def count(told: Told, _row: Row) -> None:
        told.total[table] += 1

    return count


def _documents(told: Told, row: Row) -> None:
    """A document counts its figures once, under however many names it was met."""
    doc_id, figures, covered = (row[at] for at in _PROFILE)
    if isinstance(figures, int) and isinstance(covered, int) and f"doc:{doc_id}" not in told.total:
        told.total[f"doc:{doc_id}"] = 1
        told.total["figures"] += figures
        told.total["covered"] += covered


def _manifest(told: Told, row: Row) -> None:
    told.total["files"] += 1
    told.total[f"status:{row[_STATUS]}"] += 1


def _checks(told: Told, row: Row) -> None:
    told.total["checks"] += 1
    told.total["held"] += row[_VERDICT] in _HOLDS


def _findings(told: Told, row: Row) -> None:
    fingerprint, root, suppressed, severity, name, name_en, rule = (row[at] for at in _ISSUE)
    told.fingerprints.add(str(fingerprint))
    if root is not None:
        return
    if suppressed is not None:
        told.total["suppressed"] += 1
        return
    told.total.update(("findings", f"severity:{severity}", f"rule:{name}|{name_en}|{rule}"))


def _at(table: str, *names: str) -> tuple[int, ...]:
    return tuple(columns(table).index(name) for name in names)


_PROFILE = _at("documents", "doc_id", "coverage_figures", "coverage_covered")
_STATUS = columns("manifest").index("status")
_VERDICT = columns("checks").index("verdict")
_ISSUE = _at("findings", "fingerprint", "root", "suppressed", "severity", "name", "name_en", "rule")


def _nothing(_told: Told, _row: Row) -> None:
    """Figures are counted by document."""


_COUNTS: dict[str, Callable[[Told, Row], None]] = {
    "documents": _documents,
    "manifest": _manifest,
    "checks": _checks,
    "findings": _findings,
    "figures": _nothing,
}
