"""The rows of the workbook's sheets, from the tables of the contract."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

from contract.projects import projects
from contract.rows import Cell, Tables, columns
from export.sheet_columns import (
    FAILED,
    FINDINGS,
    FUNDING,
    INDICATORS,
    PAYMENTS,
    PROJECTS,
    Sheet,
)

Fields: TypeAlias = dict[str, Cell]
"""One row with its cells by field."""
_OPENED = ("ok", "partial")
_SEVERITIES = ("error", "warning", "note")


def rows(tables: Tables, lang: str) -> Callable[[Sheet], Iterable[Fields]]:
    """Gives the rows of a sheet, in their order."""
    by_project = tuple(_named("projects", projects(tables)))
    makers: dict[str, Callable[[], Iterable[Fields]]] = {
        FINDINGS.en: lambda: _findings(tables, by_project, lang),
        PROJECTS.en: lambda: by_project,
        FUNDING.en: lambda: _placed("funding", tables),
        INDICATORS.en: lambda: _placed("indicators", tables),
        PAYMENTS.en: lambda: _placed("disbursements", tables),
        FAILED.en: lambda: _failed(tables, lang),
    }
    return lambda sheet: makers[sheet.en]()


def counts(tables: Tables) -> Counter[str]:
    """What the cover says of the files, and how many root findings are suppressed."""
    total: Counter[str] = Counter()
    for entry in _of(tables, "manifest"):
        if entry["status"] in _OPENED:
            total["read"] += entry["same_as"] is None
        else:
            total["skipped" if entry["status"] == "skipped" else "failed"] += 1
    for issue in _of(tables, "findings"):
        total["suppressed"] += issue["root"] is None and issue["suppressed"] is not None
    return total


def _named(table: str, given: Iterable[tuple[Cell, ...]]) -> Iterator[Fields]:
    heads = columns(table)
    return (dict(zip(heads, row, strict=True)) for row in given)


def _of(tables: Tables, table: str) -> Iterator[Fields]:
    return _named(table, tables(table))


def _reports(tables: Tables) -> Mapping[str, Fields]:
    """Each report's own fields by its id; ``path`` names every file with its bytes."""
    found: dict[str, Fields] = {}
    paths: dict[str, list[str]] = defaultdict(list)
    for report in _of(tables, "documents"):
        doc_id = str(report["doc_id"])
        found.setdefault(doc_id, report)
        paths[doc_id].append(str(report["path"]))
    return {doc_id: report | {"path": "；".join(paths[doc_id])} for doc_id, report in found.items()}


def _placed(table: str, tables: Tables) -> Iterator[Fields]:
    """The rows of a list with their report's file, unit and year."""
    reports = _reports(tables)
    for row in _of(tables, table):
        report = reports.get(str(row["doc_id"]), {})
        place = {name: report.get(name) for name in ("path", "entity", "fiscal_year")}
        yield place | row


def _failed(tables: Tables, lang: str) -> Iterator[Fields]:
    for entry in _of(tables, "manifest"):
        if entry["status"] not in {*_OPENED, "skipped"}:
            yield entry | {"error": entry["error_en"]} if lang == "en" else entry


def _findings(tables: Tables, by_project: Iterable[Fields], lang: str) -> Iterator[Fields]:
    """Root findings that are not suppressed: the gravest first, then the most money.

    A finding is its report's: where that covers several projects all are named.
    """
    english = "_en" if lang == "en" else ""
    names: dict[str, str] = {}
    roots: list[Fields] = []
    for issue in _of(tables, "findings"):
        names[str(issue["id"])] = f"{issue[f'name{english}']} {issue['rule']}"
        if issue["root"] is None and issue["suppressed"] is None:
            roots.append(issue)
    reports = _reports(tables)
    quoted = _quoted(tables, {str(issue["id"]) for issue in roots})
    covered = _covered(by_project)
    for issue in roots:
        report = reports.get(str(issue["doc_id"]), {})
        issue |= {name: report.get(name) for name in ("path", "region", "entity", "fiscal_year")}
        issue["project"] = "；".join(covered.get(str(issue["doc_id"]), ())) or None
    for issue in sorted(roots, key=_gravity):
        follows = [one for one in str(issue["follows"] or "").split("；") if one]
        yield issue | {
            "name": issue[f"name{english}"],
            "message": issue[f"message{english}"],
            "figures": "；".join(quoted.get(str(issue["id"]), ())) or None,
            "follows": "；".join(f"{names.get(one, '')}（{one}）" for one in follows) or None,
        }


def _covered(by_project: Iterable[Fields]) -> Mapping[str, Iterable[str]]:
    """The projects each report is about."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in by_project:
        for doc_id in str(one["doc_ids"]).split("；"):
            found[doc_id] += [] if one["project"] is None else [str(one["project"])]
    return found


def _gravity(issue: Fields) -> tuple[int, bool, Decimal, str, int, str]:
    severity, amount = str(issue["severity"]), issue["amount"]
    grave = _SEVERITIES.index(severity) if severity in _SEVERITIES else len(_SEVERITIES)
    money = Decimal(0) if amount is None else Decimal(str(amount))
    line = 0 if issue["line"] is None else int(issue["line"])
    return grave, amount is None, -abs(money), str(issue["path"]), line, str(issue["id"])


def _quoted(tables: Tables, wanted: set[str]) -> Mapping[str, Iterable[str]]:
    """The figures of each finding as printed, each place once: its check has the same id."""
    found: dict[str, dict[tuple[Cell, Cell], str]] = defaultdict(dict)
    for figure in _of(tables, "figures"):
        owner = str(figure["owner_id"])
        if owner in wanted:
            label = str(figure["label"] or "")
            text = str(figure["text"])
            if label not in {"", text}:
                text = f"{label}：{text}"
            # What stands nowhere is told apart by what it says.
            place = (text, None) if figure["start"] is None else (figure["start"], figure["end"])
            found[owner].setdefault(place, text)
    return {owner: tuple(texts.values()) for owner, texts in found.items()}
