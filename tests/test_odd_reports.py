"""Odd forms are read: the rows of each small report are written down by hand beside it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import TypeAlias

import msgspec
import pytest

import pipeline
from contract.outcome import outcome
from contract.shapes import Funding, Indicator, Payment
from model.finding import Report, Severity

REPORTS = sorted((Path(__file__).parent / "reports").glob("odd-*.txt"))

Row: TypeAlias = dict[str, str | int | None]
Wanted: TypeAlias = dict[str, list[Row]]


@cache
def _report(path: Path) -> Report:
    return pipeline.process(path)


def _expected(path: Path) -> Wanted:
    return msgspec.json.decode(path.with_suffix(".expected.json").read_bytes(), type=Wanted)


def _plain(value: object) -> object:
    """A value without what does not matter: trailing zeros, white space."""
    if not isinstance(value, str):
        return value
    try:
        return Decimal(value).normalize()
    except InvalidOperation:
        return re.sub(r"\s", "", value)


def _cells(row: Funding | Indicator | Payment, keys: Row) -> dict[str, object]:
    line = row.location.line if row.location else None
    return {key: _plain(line if key == "line" else getattr(row, key)) for key in keys}


def _differences(path: Path) -> list[str]:
    lists = outcome(_report(path)).lists
    found: list[str] = []
    for name, wanted in _expected(path).items():
        rows = [row for row in getattr(lists, name) if getattr(row, "origin", "table") == "table"]
        if len(rows) != len(wanted):
            found.append(f"{name}: {len(wanted)} rows expected, {len(rows)} given")
        for want, row in zip(wanted, rows, strict=False):
            given = _cells(row, want)
            found += [
                f"{name} line {want['line']} {key}: {value!r} expected, {given[key]!r} given"
                for key, value in want.items()
                if given[key] != _plain(value)
            ]
    return found


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_rows_come_out_as_written_down(path: Path) -> None:
    assert _differences(path) == []


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_nothing_is_wrong_with_them(path: Path) -> None:
    loud = [f for f in _report(path).findings if f.severity is not Severity.NOTE]
    assert [(f.rule, f.message) for f in loud] == []


def test_every_odd_report_has_its_rows() -> None:
    assert len(REPORTS) == 7
    assert all(_expected(path) for path in REPORTS)


def test_a_subtotal_is_no_item() -> None:
    path = next(path for path in REPORTS if path.stem == "odd-four-levels-with-subtotals")
    rows = outcome(_report(path)).lists.indicators
    assert "小计" not in {row.name for row in rows if row.row_kind == "item"}
