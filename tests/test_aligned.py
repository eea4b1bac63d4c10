"""Tables that rulings show in part or not at all, and what must never become one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.options import USUAL
from extract.readers import pdf
from model.words import Vocabulary
from normalize import vocabulary

PAGE = (595.0, 842.0)
CHINESE = "STSong-Light"


@cache
def words() -> Vocabulary:
    return vocabulary()


class Drawn:
    """A page being drawn, in points from its top left."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(  # pyright: ignore[reportUnknownMemberType]  has no types
            UnicodeCIDFont(CHINESE)
        )
        self.held = BytesIO()
        self.canvas = Canvas(self.held, pagesize=PAGE, invariant=1)

    def text(self, x: float, y: float, text: str, size: float = 10, *, right: bool = False) -> None:
        """Text with its base line at y, from x on or up to it."""
        self.canvas.setFillGray(0)
        self.canvas.setFont("Helvetica" if text.isascii() else CHINESE, size)
        draw = self.canvas.drawRightString if right else self.canvas.drawString
        draw(x, PAGE[1] - y, text)

    def rows(
        self,
        xs: Sequence[float],
        y: float,
        rows: Sequence[Sequence[str]],
        step: float = 16,
        right: Sequence[int] = (),
    ) -> float:
        """Rows of texts at these places, those of some columns up to them; where the next is."""
        for row in rows:
            for at, (x, text) in enumerate(zip(xs, row, strict=True)):
                if text:
                    self.text(x, y, text, right=at in right)
            y += step
        return y

    def level(self, x0: float, x1: float, *heights: float) -> None:
        """Level rules."""
        for y in heights:
            self.canvas.line(x0, PAGE[1] - y, x1, PAGE[1] - y)

    def upright(self, top: float, bottom: float, *places: float) -> None:
        """Upright rules."""
        for x in places:
            self.canvas.line(x, PAGE[1] - top, x, PAGE[1] - bottom)

    def colour(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A filled rectangle without an outline."""
        self.canvas.setFillGray(0.9)
        self.canvas.rect(x0, PAGE[1] - bottom, x1 - x0, bottom - top, stroke=0, fill=1)

    def tables(self) -> list[list[list[str]]]:
        """The rows of every table read from the page; lines within a cell are set off by ``/``."""
        self.canvas.save()
        document = pdf.read(self.held.getvalue(), "drawn.pdf", words(), USUAL)
        found: list[list[list[str]]] = []
        for table in document.tables:
            rows = [[""] * table.cols for _ in range(table.rows)]
            for cell in table.cells:
                text = "/".join(document.text[span.start : span.end] for span in cell.source)
                if cell.col_span > 1 or cell.row_span > 1:
                    text += f" [{cell.row_span}x{cell.col_span}]"
                rows[cell.row][cell.col] = text
            found.append(rows)
        return found


FIGURES = [["Alpha", "12.5", "100"], ["Beta", "7.25", "80"], ["Gamma", "19.0", "1,250"]]


def test_three_level_rules_make_a_table() -> None:
    page = Drawn()
    page.level(80, 400, 100, 118, 172)
    page.rows([84, 250, 390], 113, [["Name", "Rate", "Count"]], right=(1, 2))
    page.rows([84, 250, 390], 132, FIGURES, right=(1, 2))
    assert page.tables() == [[["Name", "Rate", "Count"], *FIGURES]]


def test_a_head_over_a_short_rule_spans_the_columns_under_it() -> None:
    page = Drawn()
    page.level(80, 500, 100, 136, 190)
    page.text(84, 130, "Name")
    page.text(210, 112, "First half")
    page.level(190, 300, 117)
    page.text(375, 112, "Second half")
    page.level(350, 480, 117)
    xs = [84, 230, 300, 400, 480]
    page.rows(xs, 130, [["", "Plan", "Done", "Plan", "Done"]], right=(1, 2, 3, 4))
    body = [["One", "1.0", "2.0", "3.0", "4.0"], ["Two", "5.0", "6.0", "7.0", "8.0"]]
    body += [["Three", "9.0", "9.5", "8.5", "7.5"]]
    page.rows(xs, 150, body, right=(1, 2, 3, 4))
    assert page.tables() == [
        [
            ["Name [2x1]", "First half [1x2]", "", "Second half [1x2]", ""],
            ["", "Plan", "Done", "Plan", "Done"],
            *body,
        ]
    ]


def test_a_line_that_fills_some_columns_goes_on_the_row_above() -> None:
    page = Drawn()
    page.level(80, 500, 100, 118, 185)
    page.rows([84, 180, 440], 113, [["Name", "What was done", "Share"]])
    page.rows([84, 180, 440], 131, [["Roads", "Resurfaced the ring road", "40%"]])
    page.rows([84, 180, 440], 143, [["", "and two bridges", ""]])
    page.rows([84, 180, 440], 161, [["Schools", "New roofs on six schools", "60%"]])
    page.rows([84, 180, 440], 173, [["", "and one gymnasium", ""]])
    assert page.tables() == [
        [
            ["Name", "What was done", "Share"],
            ["Roads", "Resurfaced the ring road/and two bridges", "40%"],
            ["Schools", "New roofs on six schools/and one gymnasium", "60%"],
        ]
    ]


def test_a_wrapped_column_makes_rows_of_what_stands_half_way_down_beside_it() -> None:
    page = Drawn()
    page.level(80, 500, 100, 118, 197)
    page.rows([84, 180, 440], 113, [["Name", "What was done", "Share"]])
    page.rows([180], 131, [["Resurfaced the ring road"], ["and two bridges"]], step=12)
    page.rows([84, 440], 137, [["Roads", "40%"]])
    page.rows(
        [180], 161, [["New roofs on six schools"], ["and one gymnasium"], ["of three"]], step=12
    )
    page.rows([84, 440], 173, [["Schools", "60%"]])
    assert page.tables() == [
        [
            ["Name", "What was done", "Share"],
            ["Roads", "Resurfaced the ring road/and two bridges", "40%"],
            ["Schools", "New roofs on six schools/and one gymnasium/of three", "60%"],
        ]
    ]


def test_a_currency_sign_is_no_column_of_its_own() -> None:
    page = Drawn()
    page.level(80, 400, 100, 118, 172)
    page.rows([84, 250, 390], 113, [["Name", "2009", "2010"]], right=(1, 2))
    page.rows([84, 250, 390], 132, [["Sales", "1,200", "1,300"]], right=(1, 2))
    page.rows([210, 350], 132, [["$", "$"]])
    page.rows([84, 250, 390], 148, [["Costs", "(800)", "(850)"]], right=(1, 2))
    assert page.tables() == [
        [["Name", "2009", "2010"], ["Sales", "$ 1,200", "$ 1,300"], ["Costs", "(800)", "(850)"]]
    ]


def test_a_rule_under_every_row_makes_each_band_one_row() -> None:
    page = Drawn()
    page.level(80, 500, 100, 120, 150, 180, 210)
    page.rows([84, 180, 440], 114, [["项目", "内容", "金额"]])
    for y in (132, 162, 192):
        page.rows([84, 180, 440], y, [["道路", "环城路大修", "40.00"]])
        page.rows([84, 180, 440], y + 13, [["工程", "及两座桥梁", ""]])
    row = ["道路/工程", "环城路大修/及两座桥梁", "40.00"]
    assert page.tables() == [[["项目", "内容", "金额"], row, row, row]]


def test_a_grid_without_its_outer_frame_is_whole() -> None:
    page = Drawn()
    page.level(80, 400, 120, 140)
    page.upright(100, 160, 200, 300)
    page.rows([84, 210, 310], 114, [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]], step=20)
    assert page.tables() == [[["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]]]


def test_an_upright_rule_after_the_first_column_does_not_hide_the_others() -> None:
    page = Drawn()
    for top in (100, 300):
        page.level(80, 400, top, top + 18, top + 72)
        page.upright(top, top + 72, 180)
        page.rows([84, 250, 390], top + 13, [["Name", "Rate", "Count"]], right=(1, 2))
        page.rows([84, 250, 390], top + 32, FIGURES, right=(1, 2))
    page.text(84, 230, "What stands between the two tables is a line of prose.")
    assert page.tables() == [[["Name", "Rate", "Count"], *FIGURES]] * 2


def test_upright_rules_alone_part_columns() -> None:
    page = Drawn()
    page.upright(100, 170, 180, 300)
    page.rows([84, 250, 390], 113, [["Name", "Rate", "Count"], *FIGURES], right=(1, 2))
    assert page.tables() == [[["Name", "Rate", "Count"], *FIGURES]]


def test_a_band_is_rows_where_all_columns_have_the_same_lines() -> None:
    page = Drawn()
    page.level(80, 400, 100, 120, 172)
    page.upright(100, 172, 80, 180, 300, 400)
    page.rows([84, 250, 390], 114, [["Name", "Rate", "Count"]], right=(1, 2))
    page.rows([84, 250, 390], 134, FIGURES, right=(1, 2))
    assert page.tables() == [[["Name", "Rate", "Count"], *FIGURES]]


def test_a_wrapped_cell_of_a_form_is_never_torn_apart() -> None:
    page = Drawn()
    page.level(80, 400, 100, 120, 152)
    page.upright(100, 152, 80, 180, 300, 400)
    page.rows([84, 184, 304], 114, [["指标", "目标", "完成"]])
    page.rows(
        [84, 184, 304],
        132,
        [["资金到", "按期到", "未完成"], ["位情况", "位拨付", "原因略"]],
        step=13,
    )
    assert page.tables() == [
        [["指标", "目标", "完成"], ["资金到/位情况", "按期到/位拨付", "未完成/原因略"]]
    ]


def test_coloured_rows_without_rules_are_a_table_of_columns() -> None:
    page = Drawn()
    for top in (100, 132, 164):
        page.colour(80, top, 400, top + 16)
    rows = [["Name", "Rate", "Count"], *FIGURES, ["Delta", "3.50", "70"]]
    page.rows([84, 250, 390], 112, rows, right=(1, 2))
    assert page.tables() == [rows]


def test_a_coloured_head_brings_the_rows_below_with_it() -> None:
    page = Drawn()
    page.colour(80, 100, 400, 116)
    rows = [["Name", "Rate", "Count"], *FIGURES]
    page.rows([84, 250, 390], 112, rows, right=(1, 2))
    assert page.tables() == [rows]


def test_a_framed_passage_stays_one_cell() -> None:
    page = Drawn()
    page.canvas.rect(80, PAGE[1] - 160, 320, 60)
    for at, line in enumerate(("项目实施情况总体良好，", "资金使用合规，", "目标基本完成。")):
        page.text(84, 115 + 15 * at, line)
    assert all(len(row) == 1 for table in page.tables() for row in table)


def test_words_vouch_for_a_table_without_rules() -> None:
    page = Drawn()
    page.text(72, 80, "项目资金情况如下：")
    rows = [["项目名称", "预算数", "实际支出数"], ["道路", "120.00", "118.50"]]
    rows += [["桥梁", "80.00", "80.00"], ["学校", "60.00", "55.25"]]
    page.rows([72, 250, 400], 110, rows)
    assert page.tables() == [rows]


def test_figures_in_columns_are_a_table_that_no_word_vouches_for() -> None:
    page = Drawn()
    rows = [["Region", "1999", "2000", "2001"]]
    rows += [[name, "1,234", "98.5", "7"] for name in ("North", "South", "East", "West", "Centre")]
    page.rows([72, 250, 330, 410], 110, rows, step=13, right=(1, 2, 3))
    page.text(72, 220, "The figures above were provided by the regional offices of the survey.")
    assert page.tables() == [rows]


def test_prose_with_blanks_in_it_stays_prose() -> None:
    page = Drawn()
    lines = (
        "本项目  总预算为1,848.23万元，  截至2024年9月底，实际到位资金",
        "1,358.47万元，资金到位率    73.50%。 实际支出1,223.56万元，预算",
        "执行率  66.20%。  项目单位按照批复的实施方案  组织实施，完成了",
        "道路改造  12公里，桥梁加固    3座，受益群众  2.5万人，满意度",
        "达到95%  以上。下一步将加快  支付进度，确保资金    按期使用。",
    )
    for at, line in enumerate(lines):
        page.text(72, 100 + 18 * at, line, 12)
    assert page.tables() == []


def test_two_columns_of_prose_are_no_table() -> None:
    page = Drawn()
    page.level(72, 523, 80, 400)
    line = "the survey of the region was carried out in"
    for at in range(20):
        page.text(72, 100 + 12 * at, line)
        page.text(310, 100 + 12 * at, line[::-1].strip())
    assert page.tables() == []


def test_rules_at_the_head_and_foot_of_a_page_frame_no_table() -> None:
    page = Drawn()
    page.level(72, 523, 60, 800)
    for at in range(12):
        page.text(100, 120 + 14 * at, f"x = {at} y")
        page.text(480, 120 + 14 * at, f"({at + 1})")
    assert page.tables() == []


def test_contents_are_no_table() -> None:
    page = Drawn()
    for at, title in enumerate(("Introduction", "Funds", "Results", "Problems", "Annex")):
        page.text(72, 100 + 16 * at, f"{at + 1}")
        page.text(100, 100 + 16 * at, title + " " + "." * 60)
        page.text(500, 100 + 16 * at, f"{3 * at + 1}", right=True)
    for at, title in enumerate(("一、项目概况", "二、资金情况", "三、绩效目标", "四、存在问题")):
        page.text(72, 300 + 18 * at, title)
        page.text(500, 300 + 18 * at, f"{2 * at + 1}", right=True)
    assert page.tables() == []


def test_fields_of_a_form_are_no_table() -> None:
    page = Drawn()
    rows = [["项目名称：道路改造", "负责人：张三"], ["实施单位：交通局", "电话：12345678"]]
    rows += [["主管部门：财政局", "日期：2024年9月"], ["填报单位：交通局", "金额：100万元"]]
    page.rows([72, 320], 110, rows)
    page.level(72, 523, 95, 170)
    assert page.tables() == []


def test_numbered_lists_are_no_table() -> None:
    page = Drawn()
    for at in range(6):
        page.text(72, 100 + 16 * at, f"{at + 1}.")
        page.text(96, 100 + 16 * at, "Complete the works on time and within 120.5 of budget")
    assert page.tables() == []
