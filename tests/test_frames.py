"""Frames: fixed dtypes, exact numbers, and null that stays null."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from contract.rows import LISTS, PRODUCTS, WHOLE, columns
from export.as_csv import tables as csv_tables
from frames import DECIMALS, FLAGS, frame, in_folder, projects
from tests.made_rows import document, funding, indicator, row, tables, total

KEPT = Path(__file__).parent.parent / "data" / "structured"


@pytest.mark.parametrize("table", [*WHOLE, *LISTS, "figures"])
def test_an_empty_table_has_the_dtypes_of_a_full_one(table: str) -> None:
    empty = frame(table, tables())
    full = frame(table, in_folder(KEPT))
    assert tuple(empty.columns) == columns(table)
    assert list(empty.dtypes) == list(full.dtypes)


def test_every_column_named_for_its_kind_is_there() -> None:
    for named in (DECIMALS, FLAGS):
        assert all(fields <= set(columns(table)) for table, fields in named.items())


def test_amounts_are_exact() -> None:
    made = tables(funding(n=0, spent="0.1"), funding(n=1, spent="0.2"))
    spent = frame("funding", made)["spent"]
    assert spent.sum() == Decimal("0.3")


def test_fifteen_digits_and_more_are_summed_exactly() -> None:
    made = tables(
        funding(n=0, spent="123456789012345.67"),
        funding(n=1, spent="0.01"),
        funding(n=2),
    )
    assert frame("funding", made)["spent"].sum() == Decimal("123456789012345.68")


def test_null_is_neither_zero_nor_the_word_nan() -> None:
    one = frame("funding", tables(funding(), funding(n=1, spent="0", label="")))
    assert list(one["spent"].isna()) == [True, False]
    assert list(one["label"].isna()) == [True, False]
    assert one["line"].isna().all()
    assert str(one["line"].dtype) == "Int64"


def test_a_group_without_a_figure_sums_to_null_where_asked_for() -> None:
    made = tables(funding(n=0, label="甲", spent="0.1"), funding(n=1, label="乙"))
    sums = frame("funding", made).groupby("label")["spent"].sum(min_count=1)
    assert sums["甲"] == Decimal("0.1")
    assert sums.isna()["乙"]


def test_text_that_looks_like_a_number_or_like_nothing_stays_text() -> None:
    made = frame("funding", tables(funding(label="000123"), funding(n=1, label="NA")))
    assert list(made["label"]) == ["000123", "NA"]


def test_met_is_true_false_or_null() -> None:
    made = tables(indicator(met="true"), indicator(met="false"), indicator())
    met = frame("indicators", made)["met"]
    assert str(met.dtype) == "boolean"
    assert met.sum() == 1
    assert met.isna().sum() == 1


def test_a_number_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a number"):
        frame("funding", tables(funding(spent="NaN")))


def test_projects_are_a_typed_frame_too() -> None:
    made = frame("projects", tables(document(), total(spent="100", budget_initial="300")))
    assert list(made["execution_rate_computed"]) == [Decimal("33.33")]
    assert list(made["documents"]) == [1]


def test_projects_csv_is_read_back_as_written(tmp_path: Path) -> None:
    rows = list(projects(tables(document(project="=1+1"), total(spent="-5"))))
    with csv_tables(tmp_path, tmp_path, names=PRODUCTS) as add:
        add("projects", rows)
    content = (tmp_path / "projects.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfregion,entity,")
    assert b",'=1+1,2024," in content
    assert b",-5," in content
    assert content.endswith(b"\r\n")
    (back,) = in_folder(tmp_path)("projects")
    assert back == tuple(None if cell is None else str(cell) for cell in rows[0])
    assert [file.name for file in tmp_path.iterdir()] == ["projects.csv"]


def test_an_apostrophe_of_the_report_itself_is_kept(tmp_path: Path) -> None:
    made = row("funding", doc_id="a", id="a-funding-0", label="'甲'")
    with csv_tables(tmp_path, tmp_path, names=("funding",)) as add:
        add("funding", [made])
    assert next(iter(in_folder(tmp_path)("funding")))[columns("funding").index("label")] == "'甲'"


def test_pandas_is_loaded_when_a_frame_is_made_and_not_before() -> None:
    code = "import sys, frames; assert 'pandas' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=KEPT.parent.parent, check=True)
