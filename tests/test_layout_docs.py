"""Every table layout reads the example in its docstring, and no other layout claims it."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import pipeline
from extract import cutting, document, registry
from model.finding import Report
from normalize import vocabulary

LAYOUTS = registry.table_layouts()


def example(layout: registry.TableLayout) -> str:
    """The block below ``Looks like::``, without its indent."""
    doc = inspect.cleandoc(layout.read.__doc__ or "")
    block = doc.split("Looks like::\n", 1)[1]
    return inspect.cleandoc(block) + "\n"


def rows(report: Report, name: str) -> int:
    """How many table rows of the kind that layout gives."""
    facts = report.facts
    kinds = {
        "funding": sum(row.origin == "table" for row in facts.funding),
        "indicators": len(facts.indicators),
        "ledger": sum(row.origin == "table" for row in facts.disbursements),
    }
    return kinds[name]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_reads_its_own_example(layout: registry.TableLayout, tmp_path: Path) -> None:
    path = tmp_path / "example.txt"
    path.write_text(example(layout), encoding="utf-8")
    report = pipeline.process(path)
    assert rows(report, layout.name) >= 2
    assert sum(rows(report, other.name) for other in LAYOUTS) == rows(report, layout.name)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_no_other_layout_knows_as_many_of_its_columns(
    layout: registry.TableLayout, tmp_path: Path
) -> None:
    path = tmp_path / "example.txt"
    path.write_text(example(layout), encoding="utf-8")
    words = vocabulary()
    read = document(path, words)
    (section,) = [one for table in read.tables for one in cutting.sections(read, table, words)]
    scores = sorted((other.score(section) for other in LAYOUTS), reverse=True)
    assert layout.score(section) == scores[0] > scores[1]
