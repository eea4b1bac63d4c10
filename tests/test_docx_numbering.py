"""Numbers Word computes: formats, levels, restarts, styles."""

from __future__ import annotations

import pytest

from extract.readers.docx_numerals import printed
from tests.made_docx import of, p, part, rows, said, tbl, tc, tr

LEVELS = [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]


@pytest.mark.parametrize(
    ("way", "shown"),
    [
        ("decimal", "1 2 10 11 20 21 26 27"),
        ("chineseCounting", "一 二 十 十一 二十 二十一 二十六 二十七"),
        ("ideographTraditional", "甲 乙 癸 11 20 21 26 27"),
        ("upperLetter", "A B J K T U Z AA"),
        ("lowerLetter", "a b j k t u z aa"),
        ("upperRoman", "I II X XI XX XXI XXVI XXVII"),
        ("lowerRoman", "i ii x xi xx xxi xxvi xxvii"),
        ("decimalEnclosedCircle", "① ② ⑩ ⑪ ⑳ ㉑ ㉖ ㉗"),
        ("decimalZero", "01 02 10 11 20 21 26 27"),
        ("neverHeardOf", "1 2 10 11 20 21 26 27"),
    ],
)
def test_formats(way: str, shown: str) -> None:
    assert [printed(at, way) for at in (1, 2, 10, 11, 20, 21, 26, 27)] == shown.split()


def test_counting_beyond_a_hundred() -> None:
    ways = "chineseCountingThousand", "chineseCounting"
    assert [printed(at, ways[0]) for at in (100, 105, 110, 1010)] == [
        "一百",
        "一百〇五",
        "一百一十",
        "一千〇一十",
    ]
    assert printed(105, ways[1]) == "一〇五"


def level(at: int, way: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{way}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def shape(*levels: str, key: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, shaped: int = 0, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{shaped}"/>{more}</w:num>'


def item(text: str, at: int = 0, key: int = 1) -> str:
    """A paragraph in a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{key}"/></w:numPr>')


def lines(body: str, numbers: str, styles: str = "") -> list[str]:
    parts = {"numbering": part("numbering", numbers), "styles": part("styles", styles)}
    return said(of(body, parts))


USUAL = shape(*(level(at, *one) for at, one in enumerate(LEVELS))) + num(1)


def test_levels_count_and_start_anew_below_a_higher_one() -> None:
    body = item("概况") + item("资金", 1) + item("甲", 2) + item("乙", 2) + item("支出", 1)
    body += item("丙", 2) + item("成效") + item("数量", 1)
    assert lines(body, USUAL) == [
        "一、概况",
        "（一）资金",
        "1. 甲",
        "2. 乙",
        "（二）支出",
        "1. 丙",
        "二、成效",
        "（一）数量",
    ]


def test_a_number_of_several_levels() -> None:
    numbers = shape(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")) + num(1)
    body = item("总") + item("甲", 1) + item("乙", 1) + item("分") + item("丙", 1)
    assert lines(body, numbers) == ["1 总", "1.1 甲", "1.2 乙", "2 分", "2.1 丙"]


def test_legal_numbers_are_decimal_at_every_level() -> None:
    legal = level(1, "decimal", "%1.%2", "<w:isLgl/>")
    numbers = shape(level(0, "chineseCounting", "%1、"), legal) + num(1)
    assert lines(item("总") + item("甲", 1), numbers) == ["一、总", "1.1 甲"]


def test_a_level_can_be_told_not_to_start_anew() -> None:
    on = level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    numbers = shape(level(0, "chineseCounting", "%1、"), on) + num(1)
    body = item("一") + item("甲", 1) + item("二") + item("乙", 1)
    assert lines(body, numbers) == ["一、一", "1) 甲", "二、二", "2) 乙"]


def test_a_start_and_a_new_start() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = shape(level(0, "decimal", "%1）", start=3)) + num(1) + num(2, 0, again)
    body = item("甲") + item("乙") + item("丙", key=2) + item("丁", key=2)
    assert lines(body, numbers) == ["3）甲", "4）乙", "1）丙", "2）丁"]


def test_lists_of_one_shape_count_on() -> None:
    assert lines(item("甲") + item("乙", key=2), USUAL + num(2)) == ["一、甲", "二、乙"]


def test_a_level_of_its_own_in_place_of_the_shapes() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1. ")}</w:lvlOverride>'
    assert lines(item("甲", key=2), USUAL + num(2, 0, own))[0].split() == ["A.", "甲"]


def style(name: str, inner: str, based: str = "") -> str:
    basis = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}">{basis}<w:pPr>{inner}</w:pPr></w:style>'


def styled(text: str, name: str, more: str = "") -> str:
    return p(text, f'<w:pStyle w:val="{name}"/>{more}')


def test_styles_carry_numbers_to_their_heirs() -> None:
    numbers = shape(
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>'),
    ) + num(1)
    carried = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = style("H1", carried) + style("H2", carried) + style("H1x", "", "H1")
    body = styled("总", "H1") + styled("甲", "H2") + styled("分", "H1x") + styled("乙", "H2")
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body += styled("无", "H1", off)
    assert lines(body, numbers, styles) == ["一、总", "（一）甲", "二、分", "（一）乙", "无"]


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    styles = style("A", "", "B") + style("B", "", "A")
    assert lines(styled("甲", "A"), USUAL, styles) == ["甲"]


def test_a_list_linked_to_a_numbering_style() -> None:
    link = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    assert lines(item("甲", key=7), USUAL + link + num(7, 5), styles) == ["一、甲"]


def test_deleted_paragraphs_are_not_counted() -> None:
    mark = '<w:del w:author="甲"/>'
    gone = item("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>")
    gone = gone.replace("</w:pPr>", f"<w:rPr>{mark}</w:rPr></w:pPr>")
    assert lines(item("甲") + gone + item("乙"), USUAL) == ["一、甲", "二、乙", "旧"]


def test_bullets_and_unknown_lists_print_nothing() -> None:
    numbers = shape(level(0, "bullet", "\uf0b7")) + num(1)
    assert lines(item("甲") + item("乙", key=9), numbers) == ["甲", "乙"]


def test_serial_numbers_in_cells_are_printed() -> None:
    numbers = shape(level(0, "decimal", "%1")) + num(1)
    body = tbl(*[tr(tc(item("")), name) for name in "甲乙"])
    document = of(body, {"numbering": part("numbering", numbers)})
    assert rows(document, document.tables[0]) == [["1", "甲"], ["2", "乙"]]


def test_numbered_titles_are_headings() -> None:
    parts = {"numbering": part("numbering", USUAL)}
    document = of(item("项目概况") + p("本项目预算12万元。") + item("资金情况"), parts)
    assert [block.kind.value for block in document.blocks] == ["heading", "paragraph", "heading"]
