"""Tables of made rows: only the cells a test is about are given, the others are null."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from contract.rows import Cell, Row, Tables, columns


def row(name: str, /, **given: Cell) -> Row:
    heads = columns(name)
    assert given.keys() <= set(heads), given.keys() - set(heads)
    return tuple(given.get(head) for head in heads)


def tables(*rows: tuple[str, Row]) -> Tables:
    held: dict[str, list[Row]] = defaultdict(list)
    for name, one in rows:
        held[name].append(one)

    def read(name: str) -> Iterable[Row]:
        return held.get(name, [])

    return read


def document(doc_id: str = "a", path: str | None = None, **given: Cell) -> tuple[str, Row]:
    """A report of the unit 甲局 on the project 修路 in 2024, unless something else is given."""
    usual: dict[str, Cell] = {
        "entity": "甲局",
        "project": "修路",
        "fiscal_year": "2024",
        "doc_type": "self_evaluation",
        "status": "ok",
    }
    path = f"{doc_id}.txt" if path is None else path
    return "documents", row("documents", doc_id=doc_id, path=path, **(usual | given))


def funding(doc_id: str = "a", n: int = 0, **given: Cell) -> tuple[str, Row]:
    """A row of prose about the whole, unless something else is given."""
    usual: dict[str, Cell] = {"row_kind": "item", "origin": "prose", "currency": "CNY"}
    names = {"doc_id": doc_id, "id": f"{doc_id}-funding-{n}"}
    return "funding", row("funding", **(usual | names | given))


def total(doc_id: str = "a", n: int = 0, **given: Cell) -> tuple[str, Row]:
    """The total of the table of a report."""
    usual: dict[str, Cell] = {
        "row_kind": "total",
        "source": "total",
        "origin": "table",
        "table": 0,
    }
    return funding(doc_id, n, **(usual | given))


def part(doc_id: str = "a", n: int = 1, **given: Cell) -> tuple[str, Row]:
    """A part of that total."""
    usual: dict[str, Cell] = {
        "source": "central",
        "origin": "table",
        "table": 0,
        "parent_id": f"{doc_id}-funding-0",
    }
    return funding(doc_id, n, **(usual | given))


def indicator(doc_id: str = "a", **given: Cell) -> tuple[str, Row]:
    usual: dict[str, Cell] = {"row_kind": "item", "table_role": "performance", "form": 0}
    return "indicators", row("indicators", doc_id=doc_id, **(usual | given))


def finding(doc_id: str = "a", n: int = 0, **given: Cell) -> tuple[str, Row]:
    usual: dict[str, Cell] = {
        "rule": "SUM01",
        "severity": "error",
        "name": "合计不符",
        "message": "合计不等于各项之和",
        "reading": "sure",
    }
    names = {"doc_id": doc_id, "id": f"{doc_id}-SUM01-{n}"}
    return "findings", row("findings", **(usual | names | given))
