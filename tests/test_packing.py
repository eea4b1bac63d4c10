"""Reports as bytes and back: every sample comes back equal, and what is damaged is refused."""

from __future__ import annotations

import zlib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from contract import packing
from contract.packing import checks_of, document_of, facts_of, pack, rows_of
from contract.parcel import decode, encode, parcel
from model.facts import Records
from model.finding import Check
from model.quantity import Moment, Quantity, Wording
from model.record import Claim, ReportData
from model.span import Span
from tests.supervised import ROOT

FOLDERS = (
    "data/raw",
    "tests/unseen",
    "tests/reports",
    *(f"tests/field{n}" for n in ("", 2, 3, 4, 5)),
)
SAMPLES = sorted(
    path
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".txt", ".docx", ".pdf"}
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_comes_back_equal(path: Path) -> None:
    report = pipeline.process(path, path.name)
    assert document_of(pack(report.document)) == report.document
    assert facts_of(pack(report.facts)) == report.facts
    assert checks_of(pack(report.checks)) == report.checks


def test_a_parcel_comes_back_equal() -> None:
    report = pipeline.process(SAMPLES[0], "甲.txt")
    made = parcel("text", 10, "ab" * 32, report)
    back = decode(encode(made))
    assert back == made
    assert rows_of(back.packed.figures if back.packed else b"")


def test_what_comes_back_is_of_the_same_types() -> None:
    report = pipeline.process(SAMPLES[0], "甲.txt")
    assert repr(facts_of(pack(report.facts))) == repr(report.facts)
    assert repr(checks_of(pack(report.checks))) == repr(report.checks)


numbers = st.decimals(allow_nan=False, allow_infinity=False) | st.sampled_from(
    [Decimal(one) for one in ("0", "-0", "0.005", "1E+5", "-1E-30", "9" * 40, "1E+999999", "0E-9")]
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
sources = st.lists(st.builds(Span, st.integers(0, 2**40), st.integers(0, 2**40)), max_size=3).map(
    tuple
)
quantities = st.builds(
    Quantity,
    kind=texts,
    raw=texts,
    source=sources,
    value=st.none() | numbers,
    unit=st.none() | texts,
    lower=st.none() | numbers,
    upper=st.none() | numbers,
    precision=st.none() | st.integers(-(2**63), 2**63),
    flags=st.lists(texts, max_size=2).map(tuple),
    alternatives=st.lists(numbers, max_size=2).map(tuple),
    unit_raw=st.none() | texts,
)
moments = st.builds(
    Moment,
    kind=texts,
    raw=texts,
    source=sources,
    value=st.none() | texts,
    lower=st.none() | texts,
    upper=st.none() | texts,
)


@given(st.lists(quantities | moments, min_size=1, max_size=4))
def test_figures_of_every_kind_come_back_as_they_were(
    figures: list[Quantity | Moment],
) -> None:
    claims = tuple(
        Claim(f"c{n}", figure, Wording(figure.raw, figure.source), None, "other", n, 0)
        for n, figure in enumerate(figures)
    )
    facts = Records(data=ReportData(), claims=claims)
    back = facts_of(pack(facts))
    assert back == facts
    assert repr(back) == repr(facts)


def test_nothing_is_packed_too() -> None:
    nothing: tuple[Check, ...] = ()
    assert checks_of(pack(nothing)) == nothing
    assert facts_of(pack(Records(data=ReportData()))) == Records(data=ReportData())


@pytest.mark.parametrize("cut", [0, 1, 10, -1, -4])
def test_what_is_cut_off_is_refused(cut: int) -> None:
    whole = pack([["x" * 500, 1, None]])
    with pytest.raises(ValueError, match="cut off"):
        rows_of(whole[:cut])


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "LARGEST", 1000)
    assert rows_of(pack([["x" * 900]]))
    with pytest.raises(ValueError, match="too large"):
        rows_of(pack([["x" * 2000]]))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "LARGEST", 1 << 20)
    with pytest.raises(ValueError, match="too large"):
        rows_of(zlib.compress(b"\0" * (64 << 20)))


@pytest.mark.parametrize("content", [b"x" * 40, zlib.compress(b"\xc1"), pack([[1]]) + b"more"])
def test_what_gouji_did_not_pack_is_refused(content: bytes) -> None:
    with pytest.raises((ValueError, zlib.error)):
        rows_of(content)
