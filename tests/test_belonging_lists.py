"""Region, unit and year from a list of the user's."""

from __future__ import annotations

import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake import meta_list, unpacked
from intake import workbook as workbook_program
from intake.belonging import Given
from intake.meta_list import MetaList, among, look_up, read_list, unused
from model.errors import GoujiError

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
OPEN = "http://schemas.openxmlformats.org"
HEADS = "文件,年度,地区,单位\n"


def listed(folder: Path, text: str, encoding: str = "utf-8") -> MetaList:
    (folder / "list.csv").write_bytes(text.encode(encoding))
    return read_list(folder / "list.csv")


def refusal(file: Path) -> str:
    """The one line that says what is wrong, in Chinese."""
    with pytest.raises(GoujiError) as caught:
        read_list(file)
    assert caught.value.en
    assert "\n" not in caught.value.zh + caught.value.en
    assert file.name in caught.value.zh
    return caught.value.zh


def refused(folder: Path, content: str | bytes) -> str:
    data = content.encode() if isinstance(content, str) else content
    (folder / "list.csv").write_bytes(data)
    return refusal(folder / "list.csv")


def workbook(file: Path, *sheets: str, state: str = "") -> Path:
    """An XLSX with these rows of cells, as XML, in one sheet each; the first with this state."""
    names = [f"s{n}" for n in range(1, len(sheets) + 1)]
    hidden = [f' state="{state}"' if state and n == 0 else "" for n in range(len(sheets))]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{OPEN}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="xml" ContentType="{MAIN}.worksheet+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN}.sheet.main+xml"/></Types>',
        "_rels/.rels": relations("officeDocument", ["xl/workbook.xml"]),
        "xl/_rels/workbook.xml.rels": relations("worksheet", [f"{name}.xml" for name in names]),
        "xl/workbook.xml": f'<workbook xmlns="{OPEN}/spreadsheetml/2006/main" xmlns:r="{OPEN}/'
        'officeDocument/2006/relationships"><sheets>'
        + "".join(
            f'<sheet name="{name}" sheetId="{n + 1}"{hidden[n]} r:id="r{n}"/>'
            for n, name in enumerate(names)
        )
        + "</sheets></workbook>",
    }
    for name, rows in zip(names, sheets, strict=True):
        parts[f"xl/{name}.xml"] = (
            f'<worksheet xmlns="{OPEN}/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>'
            "</worksheet>"
        )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, XML + text)
    return file


def relations(kind: str, targets: list[str]) -> str:
    lines = "".join(
        f'<Relationship Id="r{n}" Target="{target}" '
        f'Type="{OPEN}/officeDocument/2006/relationships/{kind}"/>'
        for n, target in enumerate(targets)
    )
    return f'<Relationships xmlns="{OPEN}/package/2006/relationships">{lines}</Relationships>'


def row(number: int, *cells: str | float) -> str:
    """A row of an XLSX; a text that begins with < is a cell's inside."""
    inside = "".join(
        f'<c r="{chr(65 + n)}{number}"><v>{cell}</v></c>'
        if not isinstance(cell, str)
        else f'<c r="{chr(65 + n)}{number}" {cell[1:]}</c>'
        if cell.startswith("<")
        else f'<c r="{chr(65 + n)}{number}" t="str"><v>{cell}</v></c>'
        for n, cell in enumerate(cells)
    )
    return f'<row r="{number}">{inside}</row>'


def test_a_row_is_found_by_its_path(tmp_path: Path) -> None:
    found = listed(tmp_path, HEADS + "2023/教育局/报告.docx,2023年度,甲县,教育局\n")
    assert look_up(found, "2023/教育局/报告.docx", None) == Given(("2023",), ("甲县",), ("教育局",))
    assert look_up(found, "别处.docx", None) == Given()


def test_a_windows_path_and_other_letters_are_the_same_file(tmp_path: Path) -> None:
    found = listed(tmp_path, HEADS + "\\A局\\报告.DOCX,2023,,\n.\\B局\\报告.docx,2022,,\n")
    assert look_up(found, "a局/报告.docx", None).year == ("2023",)
    assert look_up(found, "B局/报告.docx", None).year == ("2022",)


def test_percent_signs_are_part_of_a_name(tmp_path: Path) -> None:
    found = listed(tmp_path, HEADS + "%41.txt,2023,,\n")
    assert look_up(found, "%41.txt", None).year == ("2023",)
    assert look_up(found, "A.txt", None) == Given()


def test_of_names_that_differ_by_case_alone_the_exact_one_counts(tmp_path: Path) -> None:
    found = listed(tmp_path, HEADS + "a.txt,2022,,\nA.txt,2023,,\n")
    assert look_up(found, "A.txt", None).year == ("2023",)
    assert look_up(found, "a.txt", None).year == ("2022",)


def test_a_name_without_its_folder_will_do_where_it_is_the_only_one(tmp_path: Path) -> None:
    found = listed(
        tmp_path, HEADS + "甲.txt,2023,,\nD:\\旧\\乙.txt,2022,,\n一/丙.txt,2021,,\n二/丙.txt,,,\n"
    )
    assert look_up(found, "深/甲.txt", None).year == ("2023",)
    assert look_up(found, "深/乙.txt", None).year == ("2022",)
    assert look_up(found, "深/丙.txt", None) == Given()


def test_a_name_that_two_files_bear_finds_neither(tmp_path: Path) -> None:
    found = listed(tmp_path, HEADS + "报告.txt,2023,,\n")
    files = ["一/报告.txt", "二/报告.txt", "报告.txt"]
    found = among(found, files)
    assert [look_up(found, file, None).year for file in files] == [(), (), ("2023",)]


def test_a_row_is_found_by_doc_id_last(tmp_path: Path) -> None:
    text = "文件,doc_id,年度\n,0123456789ABCDEF,2023\n甲.txt,0123456789abcdef,2022\n"
    found = listed(tmp_path, text)
    assert look_up(found, "别名.txt", "0123456789abcdef").year == ("2023", "2022")
    assert look_up(found, "甲.txt", "0123456789abcdef").year == ("2022",)
    assert look_up(found, "别名.txt", None) == Given()


def test_rows_for_one_file_that_differ_give_candidates(tmp_path: Path) -> None:
    found = listed(tmp_path, HEADS + "甲.txt,2023,甲县,\n甲.txt,2022,甲 县,\n")
    assert look_up(found, "甲.txt", None) == Given(("2023", "2022"), ("甲县",), ())


def test_a_folder_and_a_file_in_two_columns_are_one_path(tmp_path: Path) -> None:
    found = listed(
        tmp_path, "路径,文件名,年度\n2023\\教育局,报告.txt,2023\n一/二.txt,二.txt,2022\n"
    )
    assert look_up(found, "2023/教育局/报告.txt", None).year == ("2023",)
    assert look_up(found, "一/二.txt", None).year == ("2022",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_a_csv_is_read_in_its_encoding_with_its_divider(
    tmp_path: Path, encoding: str, divider: str
) -> None:
    text = (
        f'文件{divider}年度{divider}单位\r\n甲.txt{divider}2023{divider}"教育局{divider}本级"\r\n'
    )
    found = listed(tmp_path, text, encoding)
    unit = f"教育局{divider}本级".replace("\t", " ")
    assert look_up(found, "甲.txt", None) == Given(("2023",), (), (unit,))


def test_heads_are_known_by_other_names_and_widths(tmp_path: Path) -> None:
    found = listed(
        tmp_path, "\n ,,\n Ｐａｔｈ ,Fiscal_Year,项目 单位,区域,备注\n甲.txt,2023,局,县,无\n"
    )
    assert look_up(found, "甲.txt", None) == Given(("2023",), ("县",), ("局",))


def test_rows_without_a_file_are_told(tmp_path: Path) -> None:
    found = listed(tmp_path, HEADS + "甲.txt,2023,,\n乙.txt,2023,,\n,2023,,局\n,,,\n")
    left = unused(found, [("甲.txt", None), ("丁.txt", None)])
    assert [(one.number, one.path) for one in left] == [(3, "乙.txt"), (4, "")]


def test_numbers_and_days_of_a_workbook_are_years(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "清单.xlsx",
        row(1, "文件", "年度", "单位")
        + row(3, "甲.txt", 2023.0, 5001)
        + row(4, "乙.txt", "2022年度", ""),
    )
    found = read_list(file)
    assert look_up(found, "甲.txt", None) == Given(("2023",), (), ("5001",))
    assert look_up(found, "乙.txt", None) == Given(("2022",), (), ())
    assert [one.number for one in found.rows] == [3, 4]


def test_a_formula_counts_as_the_value_it_was_saved_with(tmp_path: Path) -> None:
    cells = row(2, "甲.txt", "<><f>2000+23</f><v>2023</v>", '<t="e"><f>1/0</f><v>#DIV/0!</v>')
    file = workbook(tmp_path / "清单.xlsx", row(1, "文件", "年度", "单位") + cells)
    assert look_up(read_list(file), "甲.txt", None) == Given(("2023",), (), ())


def test_hidden_and_empty_sheets_are_passed_over(tmp_path: Path) -> None:
    rows = row(1, "文件", "年度") + row(2, "甲.txt", 2023)
    file = workbook(tmp_path / "清单.xlsx", row(1, "旧"), "", rows, state="hidden")
    assert look_up(read_list(file), "甲.txt", None).year == ("2023",)


def test_an_ods_is_read(tmp_path: Path) -> None:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{names}:{name}:1.0"' for name in ("office", "table", "text"))
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{''.join(map(cell.format, line))}</table:table-row>"
        for line in (("文件", "年度"), ("甲.txt", "2023"))
    )
    empty = 'table:number-rows-repeated="1048574"><table:table-cell/>'
    rows += f"<table:table-row {empty}</table:table-row>"
    with zipfile.ZipFile(tmp_path / "l.ods", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml",
            f'{XML}<manifest:manifest xmlns:manifest="{names}:manifest:1.0"/>',
        )
        package.writestr(
            "content.xml",
            f"{XML}<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="s">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    assert look_up(read_list(tmp_path / "l.ods"), "甲.txt", None).year == ("2023",)


def test_a_list_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    assert "没有这个文件" in refusal(tmp_path / "none.xlsx")
    assert "不是文件" in refusal(tmp_path)
    assert "空文件" in refused(tmp_path, "")
    assert "“路径”或“文件名”" in refused(tmp_path, "名称,年度\n甲,2023\n")
    assert "“年度”“地区”“单位”" in refused(tmp_path, "文件,备注\n甲.txt,无\n")
    assert "同一项" in refused(tmp_path, "文件,单位,实施单位\n")
    assert "“去 年”" in refused(tmp_path, HEADS + '甲.txt,"去\n年",,\n')
    assert "第 3 行的年度“去年”" in refused(tmp_path, HEADS + "甲.txt,2023,,\n乙.txt,去年,,\n")
    assert "引号" in refused(tmp_path, HEADS + '"甲.txt,2023,,\n乙.txt,2022,,\n')


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"<html><table><tr><td>\xe6\x96\x87\xe4\xbb\xb6</td></tr></table></html>",
        b"\xff\xff\xff\xff",
    ],
)
def test_what_is_no_sheet_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "既不是" in refused(tmp_path, content)


def test_a_damaged_or_other_package_is_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "w.xlsx", row(1, "文件", "年度")).read_bytes()
    assert "损坏" in refused(tmp_path, whole[:300])
    assert "损坏" in refused(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600)
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("word/document.xml", "<w/>")
    assert "不是表格" in refusal(tmp_path / "a.docx")


def test_a_stray_cell_far_out_is_refused_before_the_sheet_is_opened(tmp_path: Path) -> None:
    stray = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    file = workbook(tmp_path / "清单.xlsx", row(1, "文件", "年度") + stray)
    assert "1048576" in refusal(file)


def test_a_list_too_long_or_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meta_list, "MOST_ROWS", 2)
    assert "超过 2 行" in refused(tmp_path, HEADS + "甲.txt,2023,,\n" * 3)
    monkeypatch.setattr(meta_list, "MOST_BYTES", 20)
    assert "超过 20 字节" in refused(tmp_path, HEADS)


def test_a_package_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = workbook(tmp_path / "清单.xlsx", row(1, "文件", "年度") + " " * 100_000)
    monkeypatch.setattr(unpacked, "MOST_BYTES", 50_000)
    assert "解压后" in refusal(file)


def aborted(program: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.CompletedProcess(program, -6, b"", b"thread panicked at\ncfb.rs")


def test_what_ends_the_reading_program_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = workbook(tmp_path / "清单.xlsx", row(1, "文件", "年度"))
    monkeypatch.setattr(meta_list, "LONGEST_SECONDS", 0.001)
    assert "损坏" in refusal(file)
    monkeypatch.setattr(meta_list, "LONGEST_SECONDS", 60)
    monkeypatch.setattr(subprocess, "run", aborted)
    assert "损坏（-6）" in refusal(file)
    assert capfd.readouterr() == ("", "")


def test_a_folder_the_user_stands_in_lends_no_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = workbook(tmp_path / "清单.xlsx", row(1, "文件", "年度") + row(2, "甲.txt", 2023))
    (tmp_path / "json.py").write_text("raise SystemExit(9)", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert look_up(read_list(file), "甲.txt", None).year == ("2023",)


@pytest.mark.parametrize(
    ("value", "text"),
    [(2023.0, "2023"), (datetime(2023, 12, 31, 9, tzinfo=UTC), "2023-12-31"), (1.5, "1.5")],
)
def test_a_cell_is_what_one_would_write(value: object, text: str) -> None:
    assert workbook_program.text(value) == text
