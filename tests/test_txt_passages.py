"""Passages outside tables: what is joined, what stands alone, what each line is."""

from __future__ import annotations

from extract.readers import txt
from model.document import Document
from normalize import vocabulary


def document(text: str) -> Document:
    return txt.read(text.encode(), "甲.txt", vocabulary())


def passages(text: str) -> list[tuple[str, str]]:
    read = document(text)
    return [(block.kind.value, read.read(block.source)) for block in read.blocks]


def texts(text: str) -> list[str]:
    return [passage for _, passage in passages(text)]


def test_sentence_cut_by_a_page_is_joined() -> None:
    text = "截至九月底，支出资金12.5万元，低于序时进\n\n度 83.33%，主要原因是汛期停工。\n"
    assert texts(text) == [
        "截至九月底，支出资金12.5万元，低于序时进度 83.33%，主要原因是汛期停工。"
    ]


def test_amount_on_the_next_line_is_joined() -> None:
    text = "全年拨付62,000.00元，其中：1.水泵购置费\n50,000.00元；2.安装费\n12,000.00元。\n"
    assert texts(text) == [
        "全年拨付62,000.00元，其中：1.水泵购置费50,000.00元；2.安装费12,000.00元。"
    ]


def test_page_mark_within_a_sentence_is_a_block_of_its_own() -> None:
    text = "项目资金由县财政局，按工程进度\n- 2 -\n\f统一拨付，年底结清。\n"
    assert passages(text) == [
        ("paragraph", "项目资金由县财政局，按工程进度统一拨付，年底结清。"),
        ("page_mark", "- 2 -"),
    ]


def test_title_is_not_glued_to_the_paragraph() -> None:
    assert len(texts("水库维修项目绩效自评报告\n根据县里的通知，我局开展了自评。\n")) == 2


def test_caption_and_unit_lines_stay_alone() -> None:
    assert len(texts("支出情况，详见下表\n表1 支出明细表\n单位：万元\n")) == 3


def test_items_that_begin_lines_are_blocks() -> None:
    assert len(texts("主要工作有，\n（1）修泵，清渠；\n（2）换管，\n3.验收，归档。\n")) == 4


def test_decimal_at_a_line_start_is_no_item() -> None:
    assert texts("全年共计支出资金，约合人民币\n2.5万元，全部用于清渠。\n") == [
        "全年共计支出资金，约合人民币2.5万元，全部用于清渠。"
    ]


def test_numbered_titles_are_headings_and_sentences_are_not() -> None:
    kinds = [
        kind
        for kind, _ in passages(
            "一、基本情况\n（一）概况。\n1.目标\n水库安全。\n2.完成了维修，效果好。\n"
        )
    ]
    assert kinds == ["heading", "heading", "heading", "paragraph", "paragraph"]


def test_list_items_are_no_headings() -> None:
    kinds = [kind for kind, _ in passages("目标如下：\n1.修好水泵；\n2.清好渠道。\n二、其他\n")]
    assert kinds == ["paragraph", "paragraph", "paragraph", "heading"]


def test_markdown_marks_are_outside_the_source() -> None:
    assert passages("## **二、改进措施**\n") == [("heading", "二、改进措施")]


def test_contents_with_leaders_are_contents() -> None:
    kinds = [kind for kind, _ in passages("一、概况......1\n二、分析 …………… 3\n\n一、概况\n")]
    assert kinds == ["contents", "contents", "heading"]


def test_contents_without_page_numbers_end_where_the_text_begins() -> None:
    kinds = [
        kind for kind, _ in passages("目录\n一、概况\n二、分析\n\n一、概况\n好。\n二、分析\n好。\n")
    ]
    assert kinds == ["contents"] * 3 + ["heading", "paragraph"] * 2


def test_pages_exist_only_with_form_feeds_and_carry_labels() -> None:
    assert document("甲。\n").pages == ()
    pages = document("甲县报告。\n- 1 -\n\f乙县报告。\n- 2 -\n").pages
    assert [(page.number, page.label) for page in pages] == [(1, "1"), (2, "2")]


def test_hard_wrapped_paragraphs_are_told_apart_by_their_indent() -> None:
    first = (
        "　　本项目由县水务局负责组织实施并且按照年度计划推\n"
        "进各项工作任务同时接受财政和审计部门的监督检查情况\n"
        "良好并形成了报告。\n"
    )
    second = (
        "　　项目资金由县级财政全额安排并按照工程进度分期拨付\n"
        "到施工单位账户同时预留质量保证金待验收合格后再行支\n"
        "付给施工单位。\n"
    )
    assert len(texts(first + second + first)) == 3


def test_form_lines_stay_apart() -> None:
    assert len(texts("项目单位：青岗县水务局\n填报日期：2024年3月1日\n")) == 2
