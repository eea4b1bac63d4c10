"""Every prose layout reads the example in its own docstring."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest

from extract.layouts import (
    amounts_in_prose,
    bodies,
    breakdowns,
    counts,
    formulas,
    grades,
    headings,
    prose_funding,
)
from tests.told import told

LAYOUTS: list[tuple[str, Callable[..., object]]] = [
    ("claims", amounts_in_prose.claims),
    ("mentions", bodies.mentions),
    ("citations", bodies.citations),
    ("breakdowns", breakdowns.breakdowns),
    ("disbursements", breakdowns.payments),
    ("tallies", counts.tallies),
    ("listings", counts.listings),
    ("formulas", formulas.formulas),
    ("unit_prices", formulas.unit_prices),
    ("scales", grades.scales),
    ("verdicts", grades.verdicts),
    ("headings", headings.headings),
    ("series", headings.series),
    ("funding", prose_funding.prose_funding),
]


@pytest.mark.parametrize(("name", "layout"), LAYOUTS, ids=[name for name, _ in LAYOUTS])
def test_a_layout_reads_its_own_example(name: str, layout: Callable[..., object]) -> None:
    doc = inspect.cleandoc(layout.__doc__ or "")
    example = "\n".join(line.strip() for line in doc.split("Looks like::")[1].split("\n"))
    assert getattr(told(example.strip("\n") + "\n"), name)
