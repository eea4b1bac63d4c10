"""JSON and CSV: the fields of the contract, and their values."""

from __future__ import annotations

import csv
import io
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import msgspec
import pytest

from contract.outcome import outcome
from contract.rows import LISTS, cells, columns, rows
from contract.shapes import Entry
from export import as_csv
from export.as_json import encode, encode_tables
from extract.page_tables import by_page
from model.quantity import plain
from tests.made_report import DOC_ID, DOCUMENT, FAILED, REPORT, TEXT

Item: TypeAlias = dict[str, object]

LOCATION = "page page_label line start end bbox table row col parts"
CONTRACT = {
    "funding": "project period label source parent_id row_kind origin budget_initial"
    " budget_adjusted received spent balance received_rate execution_rate rate_basis weight score"
    " currency unit_raw unit_from raw",
    "indicators": "project table_role row_kind name level1 level2 level3 level4 level1_weight"
    " level2_weight level3_weight target_raw target_op target_value target_unit stage_target_raw"
    " actual_raw actual_op actual_value actual_unit weight score status_raw met change_raw"
    " tracked_raw standard reason",
    "disbursements": "project seq item payee voucher period date amount amount_raw unit_raw"
    " unit_from row_kind origin",
    "claims": "subject measure role kind value lower upper op unit precision raw",
    "checks": "rule verdict expression power figures",
    "findings": "rule name severity message message_en verdict softens figures recomputation"
    " amount reading basis root follows group fingerprint",
    "unread": "raw reason",
}
DOCUMENT_FIELDS = (
    "doc_id path format encoding pages doc_type doc_type_raw title entity supervisor evaluator"
    " project project_code region fiscal_year cutoff_date report_date score grade status error"
    " warnings"
)


def documents() -> list[Item]:
    decoded = msgspec.json.decode(encode([outcome(REPORT), outcome(FAILED)], "9.9"), type=Item)
    assert decoded["gouji"] == "9.9"
    return msgspec.convert(decoded["documents"], list[Item])


def items(name: str) -> list[Item]:
    return msgspec.convert(documents()[0][name], list[Item])


def part(item: Item, name: str) -> Item:
    return msgspec.convert(item[name], Item)


@pytest.mark.parametrize("name", CONTRACT)
def test_a_list_has_every_field_of_the_contract(name: str) -> None:
    first = items(name)[0]
    assert set(CONTRACT[name].split()) | {"id", "warnings", "location"} <= set(first)
    assert set(part(first, "location")) == set(LOCATION.split())
    assert first["id"] == f"{DOC_ID}-{str(first['id']).split('-', 1)[1]}"


def test_a_document_has_every_field_of_the_contract_whether_it_was_read_or_not() -> None:
    for document in documents():
        assert set(DOCUMENT_FIELDS.split()) | set(CONTRACT) <= set(document)
    assert [document["status"] for document in documents()] == ["ok", "failed"]
    assert documents()[1]["doc_id"] is None


def test_an_operand_is_quoted_with_its_place() -> None:
    figure = msgspec.convert(items("findings")[0]["figures"], list[Item])[1]
    assert {"text", "value", "unit", "unit_from", "role", "label", "location"} <= set(figure)
    place = part(figure, "location")
    start, end = msgspec.convert([place["start"], place["end"]], tuple[int, int])
    assert TEXT[start:end] == figure["text"] == "30.50万元"
    assert (place["line"], place["table"], place["row"]) == (2, 0, 0)


def test_amounts_are_exact_text_and_what_has_no_unit_is_null_with_a_warning() -> None:
    row = items("funding")[0]
    assert (row["budget_initial"], row["currency"], row["execution_rate"]) == (
        "305000",
        "CNY",
        "90",
    )
    assert row["received"] is None
    assert part(row, "raw")["received"] == "３９"
    assert row["warnings"] == ["金额单位无法确定，未折算为元"]


def test_no_decimal_leaves_with_an_exponent() -> None:
    assert plain(Decimal("1848.23").scaleb(4)) == "18482300"


def test_a_value_in_two_pieces_lists_both_and_its_line_break_is_one_space() -> None:
    assert items("funding")[0]["label"] == "支出 率"


def test_a_blank_is_null_and_never_zero() -> None:
    row = items("funding")[0]
    assert [row[name] for name in ("spent", "balance", "weight")] == [None, None, None]


def test_remarks_are_findings_but_no_checks() -> None:
    assert [check["rule"] for check in items("checks")] == ["RATE01", "SUM03"]


def test_what_follows_names_its_root_by_id() -> None:
    by_id = {str(item["id"]): item for item in items("findings")}
    root = by_id[f"{DOC_ID}-finding-0"]
    assert root["follows"] == [f"{DOC_ID}-finding-1"]
    assert by_id[f"{DOC_ID}-finding-1"]["root"] == root["id"]


def test_the_last_total_score_and_its_grade_are_the_documents() -> None:
    document = documents()[0]
    assert (document["score"], document["grade"], document["grade_raw"]) == ("95.50", "优", "优秀")


def test_tables_as_read_give_inclusive_corners() -> None:
    decoded = msgspec.json.decode(encode_tables("a", by_page(DOCUMENT), "9.9"), type=Item)
    page = msgspec.convert(decoded["pages"], list[Item])[0]
    table = msgspec.convert(page["tables"], list[Item])[0]
    cell = {"r0": 0, "c0": 0, "r1": 0, "c1": 0, "text": "30.50万元", "bbox": None}
    assert table["cells"] == [cell]


def entry(*, same_as: str | None = None) -> Entry:
    return Entry(
        doc_id=DOC_ID, path="a", kind="text", bytes=9, status="ok", error=None, same_as=same_as
    )


def fill(add: as_csv.Add, met: Entry) -> None:
    """All of the made report, as an ingest gives it."""
    made = outcome(REPORT)
    add("documents", [cells(made.profile)])
    add("manifest", [cells(met)])
    for table, row in rows(made) if met.same_as is None else ():
        add(table, [row])


def written(folder: Path, name: str) -> list[dict[str, str]]:
    content = (folder / f"{name}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_tables_are_those_of_the_contract_with_the_document_first(tmp_path: Path) -> None:
    with as_csv.tables(tmp_path, tmp_path) as add:
        fill(add, entry())
    names = [*CONTRACT, "documents", "figures", "manifest"]
    there = sorted(file.name for file in tmp_path.iterdir())
    assert there == sorted(f"{name}.csv" for name in (*names, "settings"))
    for name in names:
        assert next(iter(written(tmp_path, name)[0])) == "doc_id"
    wanted = set(CONTRACT["funding"].split()) - {"raw"} | {"budget_initial_raw", "line", "page"}
    assert wanted <= set(written(tmp_path, "funding")[0])
    assert written(tmp_path, "findings")[0]["recomputation_expression"] == "24.40 ÷ 30.50 ≠ 90%"
    assert written(tmp_path, "figures")[1]["n"] == "1"


def test_text_that_looks_like_a_formula_is_guarded_and_numbers_are_not(tmp_path: Path) -> None:
    with as_csv.tables(tmp_path, tmp_path) as add:
        fill(add, entry())
    paid = written(tmp_path, "disbursements")[0]
    assert (paid["payee"], paid["amount"], paid["amount_raw"]) == ("'@甲方", "-5", "'-5元")
    assert written(tmp_path, "indicators")[0]["target_raw"] == "'=90%"


def test_an_analyst_gets_the_text_verbatim(tmp_path: Path) -> None:
    with as_csv.tables(tmp_path, tmp_path, verbatim=True) as add:
        fill(add, entry())
    assert written(tmp_path, "disbursements")[0]["payee"] == "@甲方"


def test_the_same_bytes_twice_are_two_documents_and_one_set_of_rows(tmp_path: Path) -> None:
    with as_csv.tables(tmp_path, tmp_path) as add:
        fill(add, entry())
        fill(add, entry(same_as="a"))
    assert len(written(tmp_path, "documents")) == 2
    assert len(written(tmp_path, "claims")) == 1


def test_tables_are_replaced_all_together_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "funding.csv").write_text("old", "utf-8")

    def stop_halfway() -> None:
        with as_csv.tables(tmp_path, tmp_path) as add:
            fill(add, entry())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop_halfway()
    assert [file.name for file in tmp_path.iterdir()] == ["funding.csv"]
    assert (tmp_path / "funding.csv").read_text("utf-8") == "old"


def test_every_shape_has_a_column_for_every_field() -> None:
    for name in CONTRACT:
        plain_fields = {f.name for f in fields(LISTS[name])} - {
            "raw",
            "location",
            "figures",
            "recomputation",
        }
        assert plain_fields <= set(columns(name))
