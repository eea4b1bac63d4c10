"""Tables whose cells stand in one stream: cut where there is one way to cut them, else left."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from extract.readers import txt
from normalize import vocabulary

TOWNS = """各乡镇完成情况
乡镇名称
清淤渠道（米）
投工（工日）
占比
石门乡
1,240
310
31.00%
双桥镇
1,560
402
39.00%
大湾乡
1,200
288
30.00%
合计
4,000
1,000
100.00%
"""
SHEET = """一级指标
权重
二级指标
权重
三级指标
权重
得分
决策
10
立项管理
6
依据充分
4
4
程序规范
2
1.5
目标管理
4
目标明确
4
3
产出
90
完成情况
90
完成数量
50
50
完成质量
40
36
合计
100
94.5
"""
FORM = """金额单位
万元
年初结转结余
12.50
本年到位资金
300.00
其中：省级财政
180.00
其中：县级财政
120.00
本年支出
290.00
年末结余
22.50
预算执行率
96.67%
"""


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a report as lists of rows."""
    read = txt.read(text.encode(), "甲.txt", vocabulary())
    found: list[list[list[str]]] = []
    for table in read.tables:
        grid = [["" for _ in range(table.cols)] for _ in range(table.rows)]
        for cell in table.cells:
            grid[cell.row][cell.col] = read.read(cell.source)
        found.append(grid)
    return found


def rules(text: str, folder: Path) -> list[str]:
    """The rules that find an error or a warning."""
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return [one.rule for one in pipeline.process(path).findings if one.severity != "note"]


def blank_lines(text: str) -> str:
    return text.replace("\n", "\n\n")


def one_line(text: str) -> str:
    return text.replace("\n", " ").strip() + "\n"


def wrapped(text: str) -> str:
    """All cells behind one another, five to a line."""
    cells = text.split()
    return "\n".join(" ".join(cells[at : at + 5]) for at in range(0, len(cells), 5)) + "\n"


def barred(text: str) -> str:
    return "".join(f"{line} |\n" for line in text.splitlines())


WAYS = [str, blank_lines, one_line, wrapped, barred]


@pytest.mark.parametrize("way", WAYS)
def test_heads_no_list_knows_are_cut_by_the_kinds_of_the_cells(way: type) -> None:
    (rows,) = tables(way(TOWNS))
    body = rows[rows.index(["乡镇名称", "清淤渠道（米）", "投工（工日）", "占比"]) :]
    assert len(body) == 5
    assert body[2] == ["双桥镇", "1,560", "402", "39.00%"]


@pytest.mark.parametrize("way", WAYS)
def test_a_column_without_a_known_head_is_checked(way: type, tmp_path: Path) -> None:
    assert rules(way(TOWNS), tmp_path) == []
    assert rules(way(TOWNS.replace("1,560", "1,650")), tmp_path)[0] == "SUM05"


@pytest.mark.parametrize("way", [str, blank_lines, wrapped, barred])
def test_levels_that_go_on_stay_blank_with_their_weights(way: type) -> None:
    (rows,) = tables(way(SHEET))
    assert rows[1] == ["决策", "10", "立项管理", "6", "依据充分", "4", "4"]
    assert rows[2] == ["", "", "", "", "程序规范", "2", "1.5"]
    assert rows[3] == ["", "", "目标管理", "4", "目标明确", "4", "3"]
    assert rows[-1] == ["合计", "", "", "", "", "100", "94.5"]


def test_the_scores_of_such_a_sheet_are_added(tmp_path: Path) -> None:
    assert rules(SHEET, tmp_path) == []
    assert "SCO01" in rules(SHEET.replace("94.5", "95.5"), tmp_path)


def test_a_form_of_labels_and_amounts_is_an_account(tmp_path: Path) -> None:
    text = f"基本信息表\n\n{blank_lines(FORM)}说明：以上为决算口径。\n"
    assert rules(text, tmp_path) == []
    assert rules(text.replace("22.50", "32.50"), tmp_path) == ["CAR01"]
    assert "SUM03" in rules(text.replace("120.00", "110.00"), tmp_path)
    assert "RATE01" in rules(text.replace("96.67", "97.66"), tmp_path)


def test_labels_with_words_for_values_are_no_table() -> None:
    assert tables("项目类型\n新建\n实施单位\n某局\n项目预算\n120\n起止时间\n2023年\n") == []


def test_a_row_that_may_be_cut_in_two_ways_leaves_the_table_unread() -> None:
    """安装调试 has one amount under two columns of amounts: nobody can say which."""
    text = (
        "设备名称\n数量\n采购价\n结算价\n空压机\n2\n10.00\n9.80\n储气罐\n1\n6.00\n5.90\n"
        "安装调试\n1.20\n合计\n3\n17.20\n15.70\n"
    )
    assert tables(text) == []


def test_a_table_that_breaks_off_is_not_read_in_part(tmp_path: Path) -> None:
    """The rows before a torn one would not add up to the total."""
    text = "指标名称\n分值\n得分\n甲\n40\n38\n乙\n30\n见附\n件\n30\n丙\n30\n29\n总分\n100\n97\n"
    assert tables(text) == []
    assert rules(text, tmp_path) == []


def test_bare_numbers_in_a_stream_are_cells_where_only_so_rows_come_out() -> None:
    """8, 9, 10 far apart look like the numbers of pages."""
    heads = "三级指标\n\n分值\n\n年度指标值\n\n实际完成值\n\n得分\n\n备注\n\n依据\n\n说明\n\n"
    rows = "".join(
        f"第{name}项\n\n{weight}\n\n≥{weight}0个\n\n{weight}5个\n\n{weight}.0\n\n—\n\n—\n\n—\n\n"
        for name, weight in (("甲", 8), ("乙", 9), ("丙", 10), ("丁", 11))
    )
    (table,) = tables(heads + rows)
    assert [row[1] for row in table[1:]] == ["8", "9", "10", "11"]


def test_a_table_of_blanks_goes_on_over_the_end_of_a_page(tmp_path: Path) -> None:
    text = (
        "三级指标 分值 得分 备注\n甲项工作 40 38 无\n\f\n乙项工作 30 30 无\n丙项工作 30 29 无\n"
        "合计 100 97 无\n"
    )
    (rows,) = tables(text)
    assert len(rows) == 5
    assert rules(text, tmp_path) == []


def test_a_label_that_is_also_a_head_begins_the_first_row() -> None:
    text = (
        "资金来源\n预算安排\n实际到位\n实际支出\n"
        "资金总额\n50.00\n50.00\n48.00\n市级财政\n50.00\n50.00\n48.00\n"
    )
    (rows,) = tables(text)
    assert rows[1] == ["资金总额", "50.00", "50.00", "48.00"]


def test_prose_with_blanks_is_no_table() -> None:
    text = (
        "本 年 度 项目 资金 共 120 万元 ，其中 市级 80 万元 ，县级 40 万元。\n"
        "全 年 支出 118 万元 ，结余 2 万元 ，合计 120 万元。\n"
    )
    assert tables(text) == []
