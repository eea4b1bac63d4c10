"""The tables of a store as CSV, and what is to be said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from contract.rows import TABLES, Row, cells, columns
from export.as_csv import tables
from export.as_settings import listed
from model.settings import Settings
from model.suppression import Suppressions
from store.opening import Store
from store.reading import rows
from store.turns import turn

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
    """Every table of the contract, as the store is at one moment; ``watch`` sees each row."""
    told = Told()
    workshop = folder / WORKSHOP
    with turn(workshop), store.reading() as connection:
        parts = workshop / "tables"
        _empty(parts)
        with tables(folder, parts, verbatim=verbatim) as add:
            for table in TABLES:
                if table == "settings":
                    add(table, map(cells, listed(settings)))
                else:
                    made = marked(table, rows(connection, table), suppressions)
                    add(table, _watched(table, made, told, watch))
        parts.rmdir()
    return told


def marked(table: str, given: Iterator[Row], suppressions: Suppressions) -> Iterator[Row]:
    """The rows, findings with the reason where they were dealt with and are not to be shown."""
    if table != "findings" or not suppressions.items:
        return given
    names = columns(table)
    at, by = names.index("suppressed"), names.index("fingerprint")
    return ((*row[:at], suppressions.why(str(row[by])), *row[at + 1 :]) for row in given)


def _empty(parts: Path) -> None:
    """What a run that was cut off left behind goes; nobody else is at work, see ``turn``."""
    for part in parts.glob("*.part") if parts.is_dir() else ():
        part.unlink()


def _watched(table: str, given: Iterator[Row], told: Told, watch: Watch) -> Iterator[Row]:
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
