"""Whatever legal way a quantity is printed, it reads back as itself, at its place, and alone."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import example, given, settings

from model.quantity import Quantity
from normalize import quantities
from tests.made_quantities import SENTENCES, Printed, quantity


@settings(max_examples=1500, deadline=None)
@given(quantity(), SENTENCES)
@example(Printed("壹仟玖佰圆整", "money", "CNY", None, -2), "{}")
@example(Printed("19040401人", "count", "人", Decimal(19040401), 0), "{}")
def test_any_quantity_printed_in_any_way_reads_back(printed: Printed, sentence: str) -> None:
    text = sentence.format(printed.text)
    found = [one for one in quantities(text) if one.kind != "number"]
    assert len(found) == 1, (text, found)
    (read,) = found
    assert isinstance(read, Quantity)
    assert (read.kind, read.unit, read.comparator) == (
        printed.kind,
        printed.unit,
        printed.comparator,
    )
    if printed.value is not None:
        assert read.value == printed.value
    if printed.precision is not None:
        assert read.precision == printed.precision
    if printed.comparator == "range":
        assert (read.lower, read.upper) == (printed.lower, printed.upper)
    assert text[read.start : read.end] == read.raw
    assert printed.text in read.raw or read.raw in printed.text
