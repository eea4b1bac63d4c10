"""Tables of a DOCX by grid column: merged cells, absent places, empty rows, odd markup."""

from __future__ import annotations

import io

import docx
import pytest

from extract.options import Options
from extract.readers import docx as reader
from extract.readers import docx_tables
from model.document import Table
from model.errors import UnreadableFile
from normalize import vocabulary
from tests.made_docx import extents, grid, of, p, package, read, rows, run, said, tbl, tc, tr

WIDE = '<w:gridSpan w:val="2"/>'
TOP, BELOW = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_a_cell_is_the_lines_of_its_paragraphs() -> None:
    document = of(p("上文") + tbl(tr(tc(p("甲") + p() + p("乙 ")), "1")) + p("下文"))
    assert document.text == "上文\n甲\n\n乙 \n1\n下文\n"
    first, second = document.tables[0].cells
    assert (document.read(first.source), len(first.source)) == ("甲乙", 2)
    assert document.read(second.source) == "1"
    assert [document.read(block.source) for block in document.blocks] == ["上文", "下文"]


def test_two_figures_one_below_the_other_are_not_one() -> None:
    made = grid(tbl(tr(tc(p("10") + p("20")), tc(p("项目") + p("12")), tc(p("3") + p("元")))))
    assert made == [["10\n20", "项目12", "3元"]]


def test_cells_over_columns_stand_on_their_grid_column() -> None:
    document = of(tbl(tr("项目", tc("金额", WIDE)), tr("甲", "1", "2")))
    (table,) = document.tables
    assert (table.rows, table.cols, table.dialect) == (2, 3, "docx")
    assert extents(table) == [(0, 1, 1, 2)]
    assert [(cell.row, cell.col) for cell in table.cells] == [
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
        (1, 2),
    ]


def test_cells_over_rows_stand_once() -> None:
    body = tbl(
        tr(tc("产出", TOP), "a"), tr(tc("", BELOW), "b"), tr(tc("", BELOW), "c"), tr("x", "d")
    )
    document = of(body)
    assert rows(document, document.tables[0]) == [["产出", "a"], ["b"], ["c"], ["x", "d"]]
    assert extents(document.tables[0]) == [(0, 0, 3, 1)]


def test_a_cell_over_rows_and_columns() -> None:
    corner, rest = tc("合", WIDE + TOP), tc("", WIDE + BELOW)
    document = of(tbl(tr(corner, "1"), tr(rest, "2"), tr("a", "b", "3")))
    assert extents(document.tables[0]) == [(0, 0, 2, 2)]
    assert rows(document, document.tables[0]) == [["合", "1"], ["2"], ["a", "b", "3"]]


def test_a_cell_merged_with_nothing_above_stands_for_itself() -> None:
    body = tbl(tr(tc("悬", BELOW), "1"), tr(tc("", BELOW), "2"), tr(tc("宽", WIDE + BELOW)))
    document = of(body)
    assert rows(document, document.tables[0]) == [["悬", "1"], ["2"], ["宽"]]


def test_a_merge_does_not_go_on_past_a_row_that_is_not_part_of_it() -> None:
    body = tbl(tr(tc("甲", TOP), "1"), tr("乙", "2"), tr(tc("丙", BELOW), "3"))
    assert grid(body) == [["甲", "1"], ["乙", "2"], ["丙", "3"]]


def test_old_markup_of_cells_side_by_side() -> None:
    first, next_ = tc("宽", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>")
    document = of(tbl(tr(first, next_, "1"), tr("a", "b", "2")))
    assert extents(document.tables[0]) == [(0, 0, 1, 2)]
    assert rows(document, document.tables[0]) == [["宽", "1"], ["a", "b", "2"]]
    assert grid(tbl(tr(tc("独", "<w:hMerge/>"), "1"))) == [["独", "1"]]
    assert grid(tbl(tr("1", tc("独", "<w:hMerge/>")))) == [["1", "独"]]


def test_places_before_and_behind_a_row_are_empty() -> None:
    short = tr("中", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
    document = of(tbl(tr("a", "b", "c"), short, tr("d", "e", "f")))
    assert rows(document, document.tables[0])[1] == ["", "中", ""]
    assert document.tables[0].cols == 3


def test_what_a_merged_cell_hides_is_said_not_counted() -> None:
    document = of(tbl(tr(tc("10", TOP), "1"), tr(tc("10", BELOW), "2")))
    assert rows(document, document.tables[0]) == [["10", "1"], ["2"]]
    assert document.tables[0].joins == ("第2行第1列被合并遮住，其中的“10”未计入",)
    assert document.warnings == ("有 1 处文字被合并单元格遮住，未计入，如“10”",)


def test_an_empty_row_is_a_row_and_an_empty_column_a_column() -> None:
    document = of(tbl(tr("", "", ""), tr("甲", "1", ""), tr("", "", ""), tr("乙", "2", "")))
    (table,) = document.tables
    assert (table.rows, table.cols) == (4, 3)
    assert rows(document, table) == [["", "", ""], ["甲", "1", ""], ["", "", ""], ["乙", "2", ""]]


def test_an_empty_cell_is_found_where_it_stands() -> None:
    document = of(tbl(tr("甲", "", "", "1")))
    places = [document.locate(cell.source[0]) for cell in document.tables[0].cells]
    assert [(place.line, place.col) for place in places] == [(1, 0), (2, 1), (3, 2), (4, 3)]


def test_a_table_without_text_is_none() -> None:
    document = of(p("上") + tbl(tr("", ""), tr("", "")) + p("下"))
    assert (document.tables, said(document)) == ((), ["上", "下"])


def test_two_tables_with_a_head_between_stay_two() -> None:
    made = tbl(tr("项目", "预算数"), tr("甲", "1.00"))
    document = of(made + p("二、其他情况如下。") + made)
    assert [table.rows for table in document.tables] == [2, 2]


def test_a_table_repeated_after_a_break_is_one_unless_joining_is_off() -> None:
    head = tr("序号", "支出项目", "支出金额")
    made = tbl(head, tr("1", "甲", "1.00")) + p() + tbl(head, tr("2", "乙", "2.00"))
    assert [table.rows for table in of(made).tables] == [3]
    apart = reader.read(package(made), "甲.docx", vocabulary(), Options(join=False))
    assert [table.rows for table in apart.tables] == [2, 2]


def test_a_table_that_python_docx_writes_is_read_as_it_reads_it() -> None:
    made = docx.Document()
    table = made.add_table(4, 3)
    for row in range(4):
        for col in range(3):
            table.cell(row, col).text = f"{row}{col}"
    table.cell(0, 0).merge(table.cell(1, 1)).text = "合并"
    stored = io.BytesIO()
    made.save(stored)
    document = read(stored.getvalue())
    assert rows(document, document.tables[0])[0] == ["合并", "02"]
    assert extents(document.tables[0]) == [(0, 0, 2, 2)]


def test_a_grid_beyond_all_tables_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_tables, "MAX_PLACES", 5)
    with pytest.raises(UnreadableFile) as caught:
        of(tbl(tr("1", "2", "3"), tr("1")))
    assert "2 行 × 3 列" in caught.value.zh


def test_an_edge_no_cell_uses_makes_no_column() -> None:
    document = of(tbl(*[tr(tc("甲", WIDE), tc("1", '<w:gridSpan w:val="900"/>'))] * 2))
    assert document.tables[0].cols == 2
    assert extents(document.tables[0]) == []


def gridded(widths: list[int], *made: str) -> Table:
    """The table of rows on a grid of these widths."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = tbl(*made).replace("<w:tblPr/>", f"<w:tblPr/><w:tblGrid>{columns}</w:tblGrid>")
    return of(body).tables[0]


def test_edges_dragged_apart_by_a_hair_are_one() -> None:
    head, row = tr("项目", tc("预算", WIDE), "支出"), tr(tc("甲", WIDE), "1", "2")
    dragged = gridded([2000, 40, 2000, 2000], head, row)
    assert [(cell.row, cell.col) for cell in dragged.cells][3:] == [(1, 0), (1, 1), (1, 2)]
    assert (dragged.cols, extents(dragged)) == (3, [])
    for widths in ([2000, 400, 2000, 2000], [2000, 0, 2000, 2000], [2000]):
        assert gridded(widths, head, row).cols == 4


def test_a_narrow_column_with_a_cell_of_its_own_stays() -> None:
    made = gridded([2000, 40, 40, 2000], tr("甲", "|", "|", "1"), tr("乙", "|", "|", "2"))
    assert made.cols == 4


def test_tables_in_tables_to_the_deepest_level_are_all_read() -> None:
    body = tbl(tr("底", "0"))
    for depth in range(1, 60):
        body = tbl(tr(tc(p(str(depth)) + body + p()), tc(p(run("值")))))
    assert len(of(body).tables) == 60
