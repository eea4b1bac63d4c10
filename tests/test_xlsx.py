"""The workbook read back: what was text is text, what was a number is that number."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from re import findall
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from contract.rows import Cell, Row, columns
from export import as_xlsx
from export.as_xlsx import workbook
from export.sheet_cells import LONGEST, address, fitting, lines, number
from export.sheet_columns import SHEETS
from export.sheet_words import in_words
from model.errors import GoujiError
from tests.made_rows import document, finding, funding, indicator, row, tables, total

Sheets = dict[str, list[dict[str, object]]]


def opened(file: Path) -> CalamineWorkbook:
    return CalamineWorkbook.from_path(str(file))  # pyright: ignore[reportUnknownMemberType]


def written(
    folder: Path, *given: tuple[str, Row], lang: str = "zh", most_rows: int = 100
) -> Sheets:
    """The sheets by name, their rows by head."""
    file, parts = folder / "gouji.xlsx", folder / "parts"
    workbook(file, tables(*given), parts=parts, version="1.2.3", lang=lang, most_rows=most_rows)
    assert list(parts.iterdir()) == []
    book = opened(file)
    sheets: Sheets = {}
    for name in book.sheet_names:
        heads, *rows = book.get_sheet_by_name(name).to_python()
        sheets[name] = [dict(zip(map(str, heads), one, strict=True)) for one in rows]
    return sheets


def cover(folder: Path) -> dict[str, str]:
    book = opened(folder / "gouji.xlsx")
    lines = book.get_sheet_by_name("说明").to_python()
    return {str(name): str(text) for name, text, _ in lines[: lines.index(["", "", ""])]}


def entry(path: str, status: str, **given: Cell) -> tuple[str, Row]:
    return "manifest", row("manifest", path=path, status=status, kind="text", **given)


def payment(**given: Cell) -> tuple[str, Row]:
    return "disbursements", row("disbursements", doc_id="a", **given)


def test_sheets_stand_in_the_order_of_reading(tmp_path: Path) -> None:
    names = ["说明", "问题清单", "项目", "资金", "指标", "支出台账", "失败文件"]
    assert list(written(tmp_path)) == names


@pytest.mark.parametrize("text", ["=1+1", "+86", "-甲", "@甲", '=HYPERLINK("a")', "http://a.b/c"])
def test_text_that_looks_like_a_formula_or_a_link_stays_text(tmp_path: Path, text: str) -> None:
    (one,) = written(tmp_path, document(), payment(item=text))["支出台账"]
    assert one["内容"] == text
    with ZipFile(tmp_path / "gouji.xlsx") as file:
        sheets = [file.read(name) for name in file.namelist() if "/sheet" in name]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


@pytest.mark.parametrize("text", ["000123", "110101199003078888", "1E5", "2024-09-30", "2024"])
def test_ids_and_dates_stay_text(tmp_path: Path, text: str) -> None:
    (one,) = written(tmp_path, document(), payment(voucher=text, date=text))["支出台账"]
    assert (one["凭证"], one["日期"]) == (text, text)


def test_a_negative_amount_is_a_number(tmp_path: Path) -> None:
    (one,) = written(tmp_path, document(), payment(amount="-5"))["支出台账"]
    assert one["金额（元）"] == -5.0


def test_an_amount_of_fifteen_digits_is_that_number(tmp_path: Path) -> None:
    (one,) = written(tmp_path, document(), payment(amount="1234567890123.45"))["支出台账"]
    assert one["金额（元）"] == 1234567890123.45
    assert "共 0 个" in cover(tmp_path)["长数字"]


def test_an_amount_no_cell_can_hold_is_text_and_told(tmp_path: Path) -> None:
    given = "12345678901234567.89"
    (one,) = written(tmp_path, document(), payment(amount=given))["支出台账"]
    assert one["金额（元）"] == given
    assert "共 1 个（支出台账!J2）" in cover(tmp_path)["长数字"]


def test_blank_is_not_zero(tmp_path: Path) -> None:
    first, second = written(tmp_path, document(), payment(amount="0"), payment(seq="2"))["支出台账"]
    assert (first["金额（元）"], second["金额（元）"]) == (0.0, "")


def test_control_characters_are_shown_and_told(tmp_path: Path) -> None:
    (one,) = written(tmp_path, document(), payment(item="甲\x00乙\x1b\r\ud800\uffff\t丙\n"))[
        "支出台账"
    ]
    assert one["内容"] == "甲␀乙␛␍\\ud800\\uffff\t丙\n"
    assert "1 个（支出台账!E2）" in cover(tmp_path)["不可见字符"]


@pytest.mark.parametrize("text", ["<b>甲</b>&amp;", "_x0041_", " 甲 ", "a\u2028b", "<r><t>"])
def test_text_that_looks_like_markup_stays_as_it_is(tmp_path: Path, text: str) -> None:
    (one,) = written(tmp_path, document(), payment(item=text))["支出台账"]
    assert one["内容"] == text


def test_text_the_writer_takes_for_its_own_markup_is_shown_and_told(tmp_path: Path) -> None:
    (one,) = written(tmp_path, document(), payment(item="<r>甲&</r>"))["支出台账"]
    assert one["内容"] == "＜r>甲&</r>"
    assert "1 个" in cover(tmp_path)["不可见字符"]


def test_a_text_too_long_for_a_cell_is_cut_visibly_and_told(tmp_path: Path) -> None:
    (one,) = written(tmp_path, document(), payment(item="长" * 40_000))["支出台账"]
    kept = str(one["内容"])
    assert len(kept) == LONGEST
    assert kept.endswith("长……【原文共 40000 字，超过单元格上限，此后截去】")
    assert "1 个（支出台账!E2）" in cover(tmp_path)["截断"]


def test_a_character_of_two_units_is_not_cut_in_half() -> None:
    text, change = fitting("𠮷" * 20_000)
    assert change == "cut"
    assert text.encode("utf-16-le")
    assert len(text.encode("utf-16-le")) // 2 <= LONGEST


def test_the_longest_text_that_fits_is_kept(tmp_path: Path) -> None:
    text = "长" * LONGEST
    (one,) = written(tmp_path, document(), payment(item=text))["支出台账"]
    assert one["内容"] == text


def test_rates_are_points_with_the_places_printed(tmp_path: Path) -> None:
    (one,) = written(tmp_path, document(), funding(execution_rate="73.50"))["资金"]
    assert one["预算执行率（%）"] == 73.5
    with ZipFile(tmp_path / "gouji.xlsx") as file:
        assert b'formatCode="0.00"' in file.read("xl/styles.xml")


def test_more_places_than_two_are_shown(tmp_path: Path) -> None:
    written(tmp_path, document(), payment(amount="0.125"))
    with ZipFile(tmp_path / "gouji.xlsx") as file:
        assert b'formatCode="#,##0.000"' in file.read("xl/styles.xml")


def test_findings_come_by_severity_then_by_amount(tmp_path: Path) -> None:
    sheets = written(
        tmp_path,
        document(),
        finding(n=0, severity="note", amount="900"),
        finding(n=1, amount="5"),
        finding(n=2),
        finding(n=3, amount="40"),
        finding(n=4, severity="warning"),
    )
    numbers = [str(one["编号"])[-1] for one in sheets["问题清单"]]
    assert numbers == ["3", "1", "2", "4", "0"]


def test_what_follows_stands_beside_its_root_and_has_no_row(tmp_path: Path) -> None:
    sheets = written(
        tmp_path,
        document(),
        finding(n=0, follows="a-SUM01-1"),
        finding(n=1, root="a-SUM01-0", rule="RATE01", name="执行率"),
    )
    (one,) = sheets["问题清单"]
    assert one["由此引起的问题"] == "执行率 RATE01（a-SUM01-1）"


def test_a_suppressed_finding_is_left_out_and_counted(tmp_path: Path) -> None:
    sheets = written(tmp_path, document(), finding(suppressed="已核"))
    assert sheets["问题清单"] == []
    assert cover(tmp_path)["已确认不列"].startswith("1 个")


def test_the_figures_of_a_finding_are_quoted_once(tmp_path: Path) -> None:
    quoted = row(
        "figures", doc_id="a", owner_id="a-SUM01-0", n=0, text="5万元", label="支出", start=1
    )
    sheets = written(tmp_path, document(), finding(), ("figures", quoted), ("figures", quoted))
    assert sheets["问题清单"][0]["所引数字"] == "支出：5万元"


def test_a_reader_chooses_a_conclusion_from_a_list(tmp_path: Path) -> None:
    (one,) = written(tmp_path, document(), finding())["问题清单"]
    assert (one["结论"], one["备注"]) == ("", "")
    with ZipFile(tmp_path / "gouji.xlsx") as file:
        sheet = file.read("xl/worksheets/sheet2.xml").decode()
    assert 'sqref="V2"><formula1>"确认,驳回,待核"</formula1>' in sheet


def test_a_finding_names_all_projects_of_its_report(tmp_path: Path) -> None:
    sheets = written(
        tmp_path, document(), total(project="修路"), total(n=1, project="建桥"), finding()
    )
    assert sheets["问题清单"][0]["项目"] == "修路；建桥"


def test_failed_files_are_listed_with_their_reason(tmp_path: Path) -> None:
    sheets = written(
        tmp_path,
        entry("a.txt", "ok"),
        entry("坏\n.pdf", "failed", error="文件损坏", error_en="damaged"),
        entry("b.pdf", "needs_ocr", error="没有文字"),
        entry("c.tmp", "skipped", error="不是报告"),
        entry("d.txt", "partial"),
    )
    told = [(one["文件"], one["结果"], one["原因"]) for one in sheets["失败文件"]]
    assert told == [("坏\n.pdf", "未读出", "文件损坏"), ("b.pdf", "需先识别文字", "没有文字")]
    assert (cover(tmp_path)["读出报告"][:3], cover(tmp_path)["失败文件"][:3]) == ("2 份", "2 个")


def test_rows_keep_their_order(tmp_path: Path) -> None:
    rows = [payment(seq=str(n)) for n in (3, 1, 2)]
    sheets = written(tmp_path, document(), *rows)
    assert [one["序号"] for one in sheets["支出台账"]] == ["3", "1", "2"]


def test_more_rows_than_a_sheet_holds_go_on_further_sheets(tmp_path: Path) -> None:
    rows = [payment(seq=str(n)) for n in range(5)]
    sheets = written(tmp_path, document(), *rows, most_rows=3)
    names = ("支出台账", "支出台账(2)", "支出台账(3)")
    assert [[one["序号"] for one in sheets[name]] for name in names] == [
        ["0", "1"],
        ["2", "3"],
        ["4"],
    ]


def test_indicators_are_told_in_words(tmp_path: Path) -> None:
    (one,) = written(tmp_path, document(), indicator(met="false", target_value="46"))["指标"]
    assert (one["是否完成"], one["表别"], one["目标读作"]) == ("否", "完成表", 46.0)


def test_heads_are_english_where_asked_for(tmp_path: Path) -> None:
    sheets = written(tmp_path, document(), payment(amount="5"), lang="en")
    assert sheets["Payments"][0]["Amount (CNY)"] == 5.0


def test_every_column_shows_a_field_there_is() -> None:
    own = {"path", "entity", "region", "project", "fiscal_year", "figures"}
    tables_of = ("findings", "projects", "funding", "indicators", "disbursements", "manifest")
    for sheet, table in zip(SHEETS, tables_of, strict=True):
        fields = {one.field for one in sheet.columns if one.kind != "empty"}
        assert fields - own <= set(columns(table))
        assert len({one.zh for one in sheet.columns}) == len(sheet.columns)


def test_every_column_of_codes_has_words() -> None:
    for sheet in SHEETS:
        for one in sheet.columns:
            assert one.kind != "words" or in_words(one.field, "?", "zh") == "?"


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    content: list[bytes] = []
    for name in ("a", "b"):
        written(tmp_path / name, document(), total(spent="5"), finding())
        content.append((tmp_path / name / "gouji.xlsx").read_bytes())
    assert content[0] == content[1]


def test_no_clock_is_in_the_file(tmp_path: Path) -> None:
    written(tmp_path)
    with ZipFile(tmp_path / "gouji.xlsx") as file:
        assert str(datetime.now().year) not in file.read("docProps/core.xml").decode()  # noqa: DTZ005  any clock
        assert {info.date_time[0] for info in file.infolist()} == {1980}


def test_an_export_that_breaks_off_leaves_the_old_workbook_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "gouji.xlsx"
    file.write_bytes(b"old")
    good = tables(document())

    def broken(name: str) -> list[Row]:
        if name == "indicators":
            raise KeyboardInterrupt
        return list(good(name))

    with pytest.raises(KeyboardInterrupt):
        workbook(file, broken, parts=tmp_path / "parts", version="1")
    assert file.read_bytes() == b"old"
    assert list((tmp_path / "parts").iterdir()) == []


def test_a_disk_that_refuses_the_file_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", full)
    with pytest.raises(OSError, match="No space left"):
        workbook(tmp_path / "a.xlsx", tables(), parts=tmp_path / "parts", version="1")
    assert list((tmp_path / "parts").iterdir()) == []


def test_a_cell_the_writer_refuses_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_given(text: str) -> tuple[str, None]:
        return text, None

    monkeypatch.setattr(as_xlsx, "fitting", as_given)
    given = tables(document(), payment(item="长" * 40_000))
    with pytest.raises(GoujiError, match="支出台账"):
        workbook(tmp_path / "a.xlsx", given, parts=tmp_path / "parts", version="1")


def test_a_number_is_one_only_if_fifteen_digits_tell_it() -> None:
    assert number("999999999999999") == 999999999999999.0
    assert number("9999999999999999") is None
    assert number("0.1") == 0.1
    assert number("100000000000000000000.00") == 1e20
    assert number("0." + "0" * 400 + "1") is None
    assert number("9" * 400) is None
    assert number("1e5") is None


def test_cells_are_named_as_a_spreadsheet_names_them() -> None:
    assert [address(0, 0), address(9, 25), address(0, 26), address(0, 702)] == [
        "A1",
        "Z10",
        "AA1",
        "AAA1",
    ]


def test_a_chinese_character_is_two_wide() -> None:
    assert [lines("长" * n, 10) for n in (0, 5, 6)] == [1, 1, 2]
    assert lines("a" * 11 + "\n" + "b", 10) == 3


def test_rows_of_findings_are_as_high_as_their_text(tmp_path: Path) -> None:
    written(tmp_path, document(), finding(message="长" * 60), finding(n=1, message="长" * 9999))
    with ZipFile(tmp_path / "gouji.xlsx") as file:
        sheet = file.read("xl/worksheets/sheet2.xml").decode()
    assert findall(r'<row r="[23]"[^>]* ht="(\d+)"', sheet) == ["45", "180"]


def test_a_figure_without_a_label_is_quoted_bare(tmp_path: Path) -> None:
    quoted = row("figures", doc_id="a", owner_id="a-SUM01-0", n=0, text="5万元", label="")
    other = row("figures", doc_id="a", owner_id="a-SUM01-0", n=1, text="6万元", label="")
    sheets = written(tmp_path, document(), finding(), ("figures", quoted), ("figures", other))
    assert sheets["问题清单"][0]["所引数字"] == "5万元；6万元"


def test_a_file_not_yet_read_is_listed_as_such(tmp_path: Path) -> None:
    (one,) = written(tmp_path, entry("a.txt", "pending"))["失败文件"]
    assert one["结果"] == "尚未读"
