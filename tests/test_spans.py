"""Re-read law: what a cell or a block says is what stands under its spans."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.readers import txt
from model.document import Document
from model.errors import GoujiError
from model.span import Span
from normalize import vocabulary

WORDS = (
    "序号 支出项目 支出金额 一级指标 三级指标 分值 产出指标 "
    "合计 12.5 3 ≥95% 2024年3月1日 目录 一、 情况良好。"
)
MARKS = [
    "\t",
    "\t",
    "\n",
    "\n",
    "\n\n",
    "|",
    " | ",
    "||",
    "\f",
    "\r\n",
    "　",
    "  ",
    '"',
    ",",
    "\x00",
]
OTHERS = ["---", "**", "<b>", "- 2 -", "……", "1.", "（一）", "（", "本项目资金已到位，"]
PIECES = st.sampled_from([*WORDS.split(), *MARKS, *OTHERS])
TEXTS = st.lists(PIECES, min_size=1, max_size=60).map("".join)
PAD = " \t\r\n\f\u3000\x00"


def read(text: str) -> Document | None:
    try:
        return txt.read(text.encode(), "甲.txt", vocabulary())
    except GoujiError:
        return None


def spans(document: Document) -> list[Span]:
    cells = [span for table in document.tables for cell in table.cells for span in cell.source]
    return [*cells, *(span for block in document.blocks for span in block.source)]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_spans_lie_in_range_and_none_overlap(text: str) -> None:
    document = read(text)
    if document is None:
        return
    found = sorted(span for span in spans(document) if span.start < span.end)
    assert all(0 <= span.start < span.end <= len(document.text) for span in found)
    assert all(low.end <= high.start for low, high in pairwise(found))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_pieces_hold_no_line_break_and_no_padding(text: str) -> None:
    document = read(text)
    for span in spans(document) if document else []:
        piece = document.text[span.start : span.end] if document else ""
        assert piece == piece.strip(PAD)
        assert "\n" not in piece
        assert "\f" not in piece


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_cells_stand_on_the_grid_and_are_found_again(text: str) -> None:
    document = read(text)
    for table in document.tables if document else ():
        for cell in table.cells:
            assert cell.row < table.rows
            assert cell.col < table.cols
            for span in cell.source:
                assert table.span.start <= span.start <= span.end <= table.span.end
                if document and span.start < span.end:
                    place = document.locate(span)
                    assert (place.table, place.row, place.col) == (table.index, cell.row, cell.col)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_nothing_printed_is_lost(text: str) -> None:
    document = read(text)
    if document is None:
        return
    kept = [*spans(document), *(span for table in document.tables for span in table.repeats)]
    held = sorted(document.text[span.start : span.end] for span in kept)
    lost = sum(char.isdigit() for char in document.text) - sum(
        char.isdigit() for piece in held for char in piece
    )
    marks = document.text.count("- 2 -")
    assert 0 <= lost <= marks
