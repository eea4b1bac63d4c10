"""Loose text to tables: one small test a dialect, and how parts of a table are joined."""

from __future__ import annotations

from pathlib import Path

import pipeline
from extract.readers import txt
from model.document import Document, Table
from normalize import vocabulary


def document(text: str) -> Document:
    return txt.read(text.encode(), "甲.txt", vocabulary())


def grid(read: Document, table: Table) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(read.read(cell.source))
    return rows


def only(text: str) -> list[list[str]]:
    read = document(text)
    assert len(read.tables) == 1
    return grid(read, read.tables[0])


LEDGER = [["序号", "支出项目", "支付日期", "支出金额"], ["1", "购泵", "2024年3月1日", "12.5"]]


def test_tabs_keep_blank_merged_cells() -> None:
    assert only("产出指标\t数量指标\t泵站\t3座\n\t\t渠道\t9公里\n") == [
        ["产出指标", "数量指标", "泵站", "3座"],
        ["", "", "渠道", "9公里"],
    ]


def test_tabs_with_carriage_returns() -> None:
    assert only("序号\t支出项目\t支出金额\r\n1\t购泵\t12.5\r\n")[1] == ["1", "购泵", "12.5"]


def test_cell_broken_over_lines_in_a_tab_row() -> None:
    assert only("序号\t支出项目\t支出金额\n1\t购泵（含\n安装）\t12.5\n2\t管材\t3\n")[1] == [
        "1",
        "购泵（含安装）",
        "12.5",
    ]


def test_numbered_paragraphs_with_tabs_are_no_table() -> None:
    assert document("1.\t完成泵站维修。\n2.\t完成渠道清淤。\n").tables == ()


def test_paragraphs_set_in_by_a_tab_are_no_table() -> None:
    text = (
        "\t本项目用于全县小型水库的日常维修和养护工作。\n\t项目实施后灌溉面积得到了保障和提升。\n"
    )
    assert document(text).tables == ()


def test_cell_per_line_behind_a_tab() -> None:
    text = "\t序号\n\t支出\n项目\n\t支付日期\n\t支出金额\n\n\t1\n\t购泵\n\t2024年3月1日\n\t12.5\n"
    assert only(text) == LEDGER


def test_row_torn_by_a_blank_line_is_cut_by_the_heads_length() -> None:
    text = (
        "\t一级指标\n\t分值\n\t三级指标\n\t得分\n\t\n\n\t决策\n\n\t40\n\t立项\n\t4\n\t\n\n"
        "\t\n\t\n\t目标\n\t3\n\t\n"
    )
    assert only(text)[1:] == [["决策", "40", "立项", "4"], ["", "", "目标", "3"]]


def test_pipes_with_stray_bars_at_the_end() -> None:
    text = (
        "| 二级指标 | 三级指标 | 分值 | 得分 |\n| 数量指标 | 泵站 | 5 | 5 |\n| 渠道 | 5 | 4 |||\n"
    )
    assert only(text)[2] == ["渠道", "5", "4"]


def test_empty_pipe_cells_stay() -> None:
    assert only("序号|支出项目|备注|支出金额\n1|购泵||12.5\n")[1] == ["1", "购泵", "", "12.5"]


def test_markdown_marks_and_rules_are_no_data() -> None:
    text = "| **序号** | <b>支出项目</b> | 支出金额 |\n|:---|---|---:|\n| 1 | 购泵 | --- |\n"
    assert only(text) == [["序号", "支出项目", "支出金额"], ["1", "购泵", "---"]]


def test_cell_per_line_closed_by_a_bar() -> None:
    text = (
        "序号 |\n支出项目 |\n支付日期 |\n支出金额 |\n1 |\n购泵 |\n |\n12.5 |\n"
        "2 |\n管\n       材 |\n |\n3 |\n"
    )
    assert only(text)[1:] == [["1", "购泵", "", "12.5"], ["2", "管材", "", "3"]]


def test_cell_per_line_with_blank_lines() -> None:
    cells = [cell for row in LEDGER for cell in row]
    assert only("\n\n".join([*cells, "2", "管材", "2024年4月2日", "3", "合计", "15.5"])) == [
        *LEDGER,
        ["2", "管材", "2024年4月2日", "3"],
        ["合计", "", "", "15.5"],
    ]


def test_cell_per_line_without_a_mark_recovers_missing_levels() -> None:
    text = (
        "一级指标 二级指标 三级指标 年度指标值 分值 得分 "
        "产出指标 数量指标 泵站 ≥3座 5 5 质量指标 合格率 ≥95% 5 4"
    )
    assert only(text.replace(" ", "\n"))[2] == ["", "质量指标", "合格率", "≥95%", "5", "4"]


def test_stream_that_fits_two_ways_is_left_alone() -> None:
    text = "支出项目\n预算数\n实际支出\n结余\n购泵\n12\n3\n管材\n8\n5\n"
    assert document(text).tables == ()


def test_columns_by_display_width() -> None:
    text = (
        "序号    支出项目          支付日期      支出金额\n"
        "1       购泵              2024-03-01    12.50\n"
        "2       管材                             3.00\n"
    )
    assert only(text)[2] == ["2", "管材", "", "3.00"]


def test_single_spaces_by_kind_of_cell() -> None:
    text = (
        "序号 支出项目 支付日期 支出金额\n"
        "1 购泵 2024 年 3 月 1 日 12.5\n2 管材 2024年4月2日 3\n合计 15.5\n"
    )
    assert only(text)[1:] == [
        ["1", "购泵", "2024 年 3 月 1 日", "12.5"],
        ["2", "管材", "2024年4月2日", "3"],
        ["合计", "", "", "15.5"],
    ]


def test_glued_text_is_no_table() -> None:
    assert document("年度资金总额:302810100.00%10\n数量指标88100\n").tables == ()


def test_quoted_csv() -> None:
    text = '"序号","支出项目","支出金额"\n"1","购泵, 含\n安装","0.0900000762939453"\n'
    assert only(text)[1] == ["1", "购泵, 含安装", "0.0900000762939453"]


def test_head_repeated_after_a_page_break_is_left_out_and_recorded() -> None:
    head = "序号\t支出项目\t支出金额\n"
    read = document(f"{head}1\t购泵\t12.5\n- 2 -\n\f{head}2\t管材\t3\n")
    (table,) = read.tables
    assert grid(read, table)[1:] == [["1", "购泵", "12.5"], ["2", "管材", "3"]]
    assert table.page_breaks == (2,)
    assert len(table.joins) == 1
    assert read.read(table.repeats) == "序号支出项目支出金额"


def test_continuation_without_a_head_joins_with_a_reason() -> None:
    read = document("序号\t支出项目\t支出金额\n1\t购泵\t12.5\n\f2\t管材\t3\n")
    (table,) = read.tables
    assert (table.rows, table.page_breaks) == (3, (2,))
    assert "换页" in table.joins[0]


def test_dashes_between_two_heads_are_one_head() -> None:
    head = "序号\t支出项目\t支出金额\n"
    assert only(f"{head}---\t------\t---\n\n{head}1\t购泵\t12.5\n") == [
        ["序号", "支出项目", "支出金额"],
        ["1", "购泵", "12.5"],
    ]


def test_other_head_is_another_table() -> None:
    text = "序号\t支出项目\t支出金额\n1\t购泵\t12.5\n\n一级指标\t三级指标\t分值\n产出\t泵站\t5\n"
    assert len(document(text).tables) == 2


def test_same_head_after_a_total_is_another_table() -> None:
    form = "序号\t支出项目\t支出金额\n1\t购泵\t12.5\n合计\t\t12.5\n"
    assert len(document(f"{form}\n{form}").tables) == 2


def test_contents_lines_are_no_table() -> None:
    text = "目 录\n一、基本情况\t1\n（一）概况\t1\n二、分析\t2\n\n一、基本情况\n（一）概况\n"
    assert document(text).tables == ()


def test_a_line_that_names_the_block_stands_above_its_head() -> None:
    """项目资金（万元） on a line of its own is no column of the cells below it."""
    text = (
        "项目资金（万元）\n资金来源\n全年预算数（A）\n全年执行数（B）\n执行率（B/A）\n"
        "年度资金总额\n80.00\n76.00\n95.00%\n其中：县级财政\n80.00\n76.00\n95.00%\n"
    )
    table = only(text)
    assert table[0] == ["资金来源", "全年预算数（A）", "全年执行数（B）", "执行率（B/A）"]
    assert table[1] == ["年度资金总额", "80.00", "76.00", "95.00%"]


def test_a_head_with_a_cell_over_the_labels_is_cut_at_its_own_length() -> None:
    """The block's name stands over the label column; the rows have as many cells as the head."""
    cells = [
        "预算执行情况（万元）", "年初预算", "预算执行数", "预算执行率", "原因",
        "总额", "60.00", "57.00", "95.00%", "3户外出",
        "其中：财政资金", "40.00", "38.00", "95.00%", "",
        "单位资金", "20.00", "19.00", "95.00%", "",
    ]  # fmt: skip
    assert [len(row) for row in only("".join(f"{cell} |\n" for cell in cells))] == [5, 5, 5, 5]


def test_a_leaf_may_bear_the_name_of_a_class() -> None:
    """预算执行率 is a class in one form and an indicator in another."""
    text = (
        "一级指标 二级指标 三级指标 参考分值 考评得分\n"
        "过程 资金管理 资金到位率 5 5\n预算执行率 4 3.5\n组织实施 制度健全性 3 3\n"
    )
    assert only(text)[2][2:] == ["预算执行率", "4", "3.5"]


def test_a_bar_before_blank_first_cells_alone_is_the_edge(tmp_path: Path) -> None:
    text = (
        "项目支出绩效自评表\n"
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因\n"
        "产出指标|数量指标|改建厕所|≥30座|32座|40|40|\n"
        "|||改建公厕管网|≥6公里|6公里|20|20|\n"
        "||质量指标|验收合格率|=100%|95%|20|19|一座返工\n"
        "效益指标|社会效益|受益户数|≥300户|320户|20|20|\n"
        "总分|||||100|99|\n"
    )
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    rows = pipeline.process(path).facts.indicators
    names = [row.name.raw for row in rows if row.row_kind == "item" and row.name is not None]
    assert names == ["改建厕所", "改建公厕管网", "验收合格率", "受益户数"]
