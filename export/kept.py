"""What the result tables hold under one id, read back from their files or taken fresh."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from contract.rows import LISTS, Cell, cells, columns, rows
from contract.shapes import Entry, Outcome
from export.as_csv import RISKY

Row: TypeAlias = Mapping[str, str]
"""One row of a table: text by column name, blank where there is nothing."""
Tables: TypeAlias = Callable[[str], Iterable[Row]]
"""The rows of a table by its name."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One row with all that the other tables say of it.

    ``check`` is the relation a finding was made from. ``figures`` are those of a finding or check.
    ``used`` are the checks that take a figure from a row. ``kin`` are the findings it follows from
    and those that follow from it.
    """

    table: str
    row: Row
    document: Row
    figures: tuple[Row, ...] = ()
    check: Row | None = None
    used: tuple[Row, ...] = ()
    kin: tuple[Row, ...] = ()


def in_folder(folder: Path) -> Tables:
    """The tables an ingest wrote."""

    def read(name: str) -> Iterator[Row]:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                # An older table lacks columns: what it does not say is blank.
                yield {column: _bare(row.get(column) or "") for column in columns(name)}

    return read


def of_outcome(outcome: Outcome, entry: Entry) -> Tables:
    """The tables as an ingest of this one file would write them."""
    made = [("documents", cells(outcome.profile)), ("manifest", cells(entry)), *rows(outcome)]

    def read(name: str) -> Iterator[Row]:
        return (_as_text(name, row) for table, row in made if table == name)

    return read


def _as_text(name: str, row: tuple[Cell, ...]) -> Row:
    pairs = zip(columns(name), row, strict=True)
    return {column: "" if cell is None else str(cell) for column, cell in pairs}


def look_up(wanted: str, tables: Tables) -> Kept | None:
    """All there is under an id; None where no table has it."""
    doc_id = wanted.partition("-")[0]
    document = next(iter(_of(doc_id, tables, "documents")), None)
    # A finding has the id of its first check, and says more.
    for name in ("findings", *LISTS) if document is not None else ():
        row = next((row for row in _of(doc_id, tables, name) if row["id"] == wanted), None)
        if row is not None and document is not None:
            return _with_kin(Kept(name, row, document), tables)
    return None


def _with_kin(kept: Kept, tables: Tables) -> Kept:
    """The row with what the tables of checks, findings and figures say of it."""
    doc_id, wanted = kept.row["doc_id"], kept.row["id"]
    figures, checks = _of(doc_id, tables, "figures"), _of(doc_id, tables, "checks")
    if kept.table not in {"findings", "checks"}:
        owners = {one["owner_id"] for one in figures if _inside(one, kept.row)}
        return replace(kept, used=tuple(one for one in checks if one["id"] in owners))
    kept = replace(
        kept,
        figures=_once(one for one in figures if one["owner_id"] == wanted),
        check=next((one for one in checks if one["id"] == wanted), None),
    )
    if kept.table == "checks":
        return kept
    named = {kept.row["root"], *kept.row["follows"].split("；")}
    kin = (one for one in _of(doc_id, tables, "findings") if one["id"] in named)
    return replace(kept, kin=tuple(kin))


def _of(doc_id: str, tables: Tables, name: str) -> list[Row]:
    return [row for row in tables(name) if row["doc_id"] == doc_id]


def _once(figures: Iterable[Row]) -> tuple[Row, ...]:
    """Each figure once, where a finding and its check go by one id."""
    kept: dict[tuple[str, str], Row] = {}
    for one in figures:
        kept.setdefault((one["start"], one["end"]), one)
    return tuple(kept.values())


def pieces(row: Row) -> list[tuple[int, int]]:
    """Where a row's text stands: character ranges, one a piece."""
    if row["parts"]:
        ends = (part.split("-") for part in row["parts"].split("；"))
        return [(int(start), int(end)) for start, end in ends]
    return [(int(row["start"]), int(row["end"]))] if row["start"] else []


def _inside(figure: Row, row: Row) -> bool:
    """Whether a figure stands in a row, or in its row of a table."""
    if row["table"] and (figure["table"], figure["row"]) == (row["table"], row["row"]):
        return True
    starts = [start for start, _ in pieces(figure)]
    return any(low <= start < high for start in starts for low, high in pieces(row))


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(RISKY) else cell
