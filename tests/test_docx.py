"""What a paragraph or cell of a DOCX must keep, row by row of the table of traps."""

from __future__ import annotations

import pytest

from model.document import Change, Document
from tests.made_docx import grid, of, p, part, read, rows, run, said, tbl, tc, tr, zipped

MADE = 'w:id="1" w:author="王审" w:date="2024-05-01T10:00:00Z"'


def changes(document: Document) -> list[tuple[str, str, str | None, str | None]]:
    """Kind, text, author and date of every tracked change."""
    return [(one.kind, document.read(one.source), one.author, one.date) for one in document.changes]


@pytest.mark.parametrize("mark", ["ins", "moveTo"])
def test_inserted_text_stays_and_is_a_change(mark: str) -> None:
    document = of(p(f"{run('预算')}<w:{mark} {MADE}>{run('12.5')}</w:{mark}>{run('万元')}"))
    assert said(document) == ["预算12.5万元"]
    assert changes(document) == [("inserted", "12.5", "王审", "2024-05-01T10:00:00Z")]


@pytest.mark.parametrize(
    ("mark", "text"), [("del", "delText"), ("moveFrom", "t"), ("moveFrom", "delText")]
)
def test_deleted_text_stands_behind_the_text_only(mark: str, text: str) -> None:
    gone = f"<w:{mark} {MADE}><w:r><w:{text}>99.9</w:{text}></w:r></w:{mark}>"
    document = of(p(f"{run('预算12')}{gone}{run('万元')}") + p("完"))
    assert said(document) == ["预算12万元", "完", "99.9"]
    assert changes(document) == [("deleted", "99.9", "王审", "2024-05-01T10:00:00Z")]
    assert [document.read(block.source) for block in document.blocks] == ["预算12万元", "完"]


def test_a_deleted_row_is_no_row() -> None:
    body = tbl(tr("甲", "1"), tr("乙", "2", properties=f"<w:del {MADE}/>"), tr("丙", "3"))
    document = of(body)
    assert rows(document, document.tables[0]) == [["甲", "1"], ["丙", "3"]]
    assert changes(document) == [("deleted", "乙\t2", "王审", "2024-05-01T10:00:00Z")]


def test_an_inserted_row_is_a_row_and_a_change() -> None:
    document = of(tbl(tr("甲", "1"), tr("乙", "2", properties=f"<w:ins {MADE}/>")))
    assert rows(document, document.tables[0])[1] == ["乙", "2"]
    assert changes(document) == [("inserted", "乙2", "王审", "2024-05-01T10:00:00Z")]


def test_inserted_and_deleted_cells_are_changes() -> None:
    body = tbl(tr("甲", tc("9", f"<w:cellDel {MADE}/>"), tc("1", f"<w:cellIns {MADE}/>")))
    document = of(body)
    assert rows(document, document.tables[0]) == [["甲", "", "1"]]
    assert [change[:2] for change in changes(document)] == [("inserted", "1"), ("deleted", "9")]


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next() -> None:
    ended = p("资金已", f"<w:rPr><w:del {MADE}/></w:rPr>")
    assert said(of(ended + p("到位。"))) == ["资金已到位。"]


def test_a_paragraph_deleted_as_a_whole_leaves_no_line() -> None:
    gone = f"<w:del {MADE}><w:r><w:delText>5元</w:delText></w:r></w:del>"
    document = of(tbl(tr(tc(p("1") + p(gone, f"<w:rPr><w:del {MADE}/></w:rPr>")), "2")))
    assert rows(document, document.tables[0]) == [["1", "2"]]
    assert changes(document)[0][:2] == ("deleted", "5元")


def test_insertions_of_one_hand_side_by_side_are_one_change() -> None:
    inner = f"<w:ins {MADE}>{run('1')}</w:ins><w:ins {MADE}>{run('2')}<w:r><w:br/></w:r></w:ins>"
    assert [one[1] for one in changes(of(p(run("甲") + inner)))] == ["12"]


def test_text_changed_over_a_line_break_has_a_span_a_line() -> None:
    inner = f"<w:ins {MADE}>{run('1')}<w:r><w:br/></w:r>{run('2')}</w:ins>"
    change = of(p(inner)).changes[0]
    assert isinstance(change, Change)
    assert [span.end - span.start for span in change.source] == [1, 1]


@pytest.mark.parametrize(
    "inner",
    [
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('12')}</w:sdtContent></w:sdt>",
        f'<w:smartTag w:element="x"><w:smartTagPr/>{run("12")}</w:smartTag>',
        f'<w:customXml w:element="x">{run("12")}</w:customXml>',
        f'<w:hyperlink r:id="x">{run("12")}</w:hyperlink>',
    ],
)
def test_text_within_controls_tags_and_links_is_kept(inner: str) -> None:
    assert said(of(p(f"{run('共')}{inner}{run('元')}"))) == ["共12元"]
    assert grid(tbl(tr("甲", tc(p(inner))))) == [["甲", "12"]]


def test_rows_and_cells_within_controls_are_kept() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    body = tbl(tr("甲", control(tc("1"))), control(tr("乙", "2")), control(control(tr("丙", "3"))))
    assert grid(body) == [["甲", "1"], ["乙", "2"], ["丙", "3"]]
    assert said(of(control(p("整段")))) == ["整段"]


def test_a_computed_result_stays_and_is_warned_of() -> None:
    simple = f'<w:fldSimple w:instr=" =SUM(ABOVE) ">{run("30.5")}</w:fldSimple>'
    document = of(p("甲") + tbl(tr("合计", tc(p(simple))), tr("乙", tc(p(field("=A1*2", "61"))))))
    assert rows(document, document.tables[0]) == [["合计", "30.5"], ["乙", "61"]]
    assert document.warnings == ("第3、5行有域计算结果（Word 公式），数值以保存时的结果为准",)


def field(code: str, result: str) -> str:
    """A complex field."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    coded = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return f"{mark('begin')}{coded}{mark('separate')}{run(result)}{mark('end')}"


def test_codes_of_fields_are_no_text() -> None:
    nested = field("IF ", "是").replace(
        "IF </w:instrText></w:r>", f"IF </w:instrText></w:r>{run('9')}"
    )
    document = of(p(field(" REF _1 ", "表1")) + p(nested))
    assert (said(document), document.warnings) == (["表1", "是"], ())


def test_a_field_that_never_ends_swallows_nothing() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert said(of(p(f"{begun}{run('9')}") + p("后文"))) == ["后文"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('批复5万元')}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert said(of(p(run("上文") + both) + p("下文"))) == ["上文", "批复5万元", "下文"]
    assert grid(tbl(tr("甲", tc(p(run("1") + both))))) == [["甲", "1批复5万元"]]
    alone = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert said(of(p(alone))) == ["批复5万元"]


def test_a_nested_table_is_a_table_of_its_own() -> None:
    inner = tbl(tr("内", "7"), tr("里", "8"))
    document = of(tbl(tr("甲", "1"), tr("乙", tc(p("2") + inner + p(""))), tr("丙", "3")))
    outer, nested = document.tables
    assert rows(document, outer) == [["甲", "1"], ["乙", "2"], ["丙", "3"]]
    assert rows(document, nested) == [["内", "7"], ["里", "8"]]
    assert outer.joins == ("第2行第2列内有一张嵌套表，另成一表",)
    assert outer.span.end <= nested.span.start


def test_two_nested_tables_of_one_cell_stay_two() -> None:
    cell = tc(tbl(tr("内", "7")) + tbl(tr("里", "8")) + p(""))
    document = of(tbl(tr("甲", "1"), tr("乙", cell)))
    assert [rows(document, table) for table in document.tables[1:]] == [
        [["内", "7"]],
        [["里", "8"]],
    ]


@pytest.mark.parametrize(("state", "glyph"), [("1", "☐"), ("0", "☒"), ("true", "x")])
def test_a_check_box_is_what_its_state_says(state: str, glyph: str) -> None:
    control = (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{run(glyph)}</w:sdtContent></w:sdt>"
    )
    assert said(of(p(control + run("是")))) == ["□是" if state == "0" else "√是"]


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings 2", "F052", "√"),
        ("Wingdings 2", "0050", "√"),
        ("Wingdings 2", "F0A3", "□"),
        ("Wingdings", "F0FE", "√"),
        ("Wingdings", "F0A8", "□"),
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F0A3", "≤"),
    ],
)
def test_symbols_are_what_they_show(font: str, code: str, shown: str) -> None:
    sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    assert said(of(p(sign + run("95%")))) == [f"{shown}95%"]


def test_letters_in_a_symbol_font_are_what_they_show() -> None:
    font = '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'
    assert said(of(p(run("R", font) + run("是") + run("£", font) + run("R")))) == ["√是□R"]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ('<w:default w:val="0"/><w:checked/>', "√"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "□"),
        ('<w:default w:val="1"/>', "√"),
        ("", "□"),
    ],
)
def test_an_old_check_box_is_what_its_state_says(state: str, shown: str) -> None:
    box = f"<w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar>"
    made = field(" FORMCHECKBOX ", "").replace('"begin"/>', f'"begin">{box}', 1)
    assert said(of(p(made + run("达标")))) == [f"{shown}达标"]


def test_an_old_list_gives_the_entry_chosen() -> None:
    entries = '<w:result w:val="1"/><w:listEntry w:val="良"/><w:listEntry w:val="优"/>'
    box = f"<w:ffData><w:ddList>{entries}</w:ddList></w:ffData></w:fldChar>"
    made = field(" FORMDROPDOWN ", "").replace('"begin"/>', f'"begin">{box}', 1)
    assert said(of(p(run("等级") + made))) == ["等级优"]


def test_hidden_text_stays_and_is_warned_of() -> None:
    document = of(p(run("明") + run("暗", "<w:vanish/>") + run("亮", '<w:vanish w:val="0"/>')))
    assert said(document) == ["明暗亮"]
    assert document.warnings == ("有 1 处隐藏文字，打印时不显示，已一并读入",)


def test_breaks_tabs_and_hyphens() -> None:
    inner = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>"
    inner += "<w:r><w:noBreakHyphen/><w:t>e</w:t><w:softHyphen/><w:t>f</w:t></w:r>"
    assert said(of(p(inner))) == ["a\tb", "c", "d-ef"]
    document = of(tbl(tr("甲", tc(p(inner)))))
    assert [span.end - span.start for span in document.tables[0].cells[1].source] == [3, 1, 4]


def test_a_page_break_is_no_text() -> None:
    breaks = '<w:r><w:br w:type="page"/><w:lastRenderedPageBreak/><w:t>甲</w:t></w:r>'
    assert of(p(breaks)).text == "甲\n"


def test_a_reading_aid_is_no_text() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('yù')}</w:rt><w:rubyBase>{run('预')}</w:rubyBase></w:ruby></w:r>"
    )
    assert said(of(p(ruby + run("算")))) == ["预算"]


def test_formulas_keep_their_text() -> None:
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    math = f"<m:oMathPara><m:oMath><m:r><m:t>x=</m:t></m:r>{half}</m:oMath></m:oMathPara>"
    assert said(of(p(run("率") + math))) == ["率x=1/2"]


def test_line_ends_within_the_xml_are_blanks() -> None:
    assert said(of(p(run("Annual\nplan")))) == ["Annual plan"]


def test_headers_come_first_and_footers_last_each_once() -> None:
    def margin(kind: str, *inner: str) -> str:
        return part(kind, "".join(inner))

    page = p(run("第 ") + field(" PAGE ", "3") + run(" 页"))
    parts = {
        "header1": margin("hdr", p("某市财政局")),
        "header2": margin("hdr", p("某市财政局")),
        "header3": margin("hdr", p("首页")),
        "footer1": margin("ftr", page, tbl(tr("单位：万元", "内部"))),
    }
    refs = [("header", "header1", "default"), ("header", "header2", "even")]
    refs += [("header", "header3", "first"), ("footer", "footer1", "default")]
    sections = "".join(f'<w:{k}Reference w:type="{t}" r:id="{i}"/>' for k, i, t in refs)
    assert said(of(p("正文。"), parts, sections)) == ["某市财政局", "正文。", "单位：万元", "内部"]
    shown = of(p("正文。"), parts, f"{sections}<w:titlePg/>")
    assert said(shown)[:3] == ["某市财政局", "首页", "正文。"]
    assert (shown.pages, shown.format, shown.encoding) == ((), "docx", None)


def test_notes_come_behind_the_body() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    )
    notes += f'<w:footnote w:id="1">{p("单位：万元")}</w:footnote>'
    ends = f'<w:endnote w:id="1">{p("尾注")}</w:endnote>'
    parts = {"footnotes": part("footnotes", notes), "endnotes": part("endnotes", ends)}
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    assert said(of(p(run("预算5") + mark), parts)) == ["预算5", "单位：万元", "尾注"]


def test_the_strict_variant_is_read_alike() -> None:
    space = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = "<w:body><w:p><w:r><w:t>预算12万元</w:t></w:r></w:p></w:body>"
    main = f'<w:document xmlns:w="{space}">{body}</w:document>'
    assert said(read(zipped({"word/document.xml": main}))) == ["预算12万元"]


def test_entries_of_a_contents_table_are_contents() -> None:
    entry = p(f"{run('一、资金')}<w:r><w:tab/></w:r>{field(' PAGEREF _Toc1 ', '3')}")
    document = of(p("目录") + entry + p("一、资金"))
    assert [block.kind.value for block in document.blocks] == ["contents", "contents", "heading"]
