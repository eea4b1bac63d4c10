"""Whatever a body is made of: spans read back, none overlap, and no figure is lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from model.document import Document
from model.errors import GoujiError
from model.span import Span
from tests.made_docx import of, p, run, tbl, tr

BY = 'w:id="1" w:author="甲" w:date="2024-05-01T10:00:00Z"'
TEXTS = ["预算12万元。", "3", "合计", " ", "", "一、资金", "≥95%", "序号", "支出金额", "** 7 **"]
RUNS = st.sampled_from(
    [
        *map(run, TEXTS),
        "<w:r><w:br/></w:r>",
        "<w:r><w:tab/></w:r>",
        f"<w:ins {BY}>{run('45')}</w:ins>",
        f"<w:del {BY}><w:r><w:delText>67</w:delText></w:r></w:del>",
        f"<w:sdt><w:sdtContent>{run('8')}</w:sdtContent></w:sdt>",
        f"<w:r><w:pict><w:txbxContent>{p('框9')}</w:txbxContent></w:pict></w:r>",
    ]
)
MARKS = ["", "", f"<w:rPr><w:del {BY}/></w:rPr>"]


def paragraph(runs: list[str], mark: str) -> str:
    return p("".join(runs), mark)


PARAGRAPHS = st.builds(paragraph, st.lists(RUNS, max_size=4), st.sampled_from(MARKS))
MERGES = ["", "", '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:hMerge/>"]


def cell(merge: str, content: list[str]) -> str:
    return f"<w:tc><w:tcPr>{merge}</w:tcPr>{''.join(content)}</w:tc>"


def row(cells: list[str], properties: str) -> str:
    return tr(*cells, properties=properties)


def table(rows: list[str]) -> str:
    return tbl(*rows)


def tables(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    contents = st.lists(inner, min_size=1, max_size=2)
    cells = st.lists(st.builds(cell, st.sampled_from(MERGES), contents), min_size=1, max_size=4)
    before = st.sampled_from(["", "", '<w:gridBefore w:val="1"/>', f"<w:del {BY}/>"])
    return st.builds(table, st.lists(st.builds(row, cells, before), min_size=1, max_size=4))


BLOCKS = st.recursive(PARAGRAPHS, tables, max_leaves=12)
BODIES = st.lists(BLOCKS, min_size=1, max_size=6).map("".join)


def read(body: str) -> Document | None:
    try:
        return of(body)
    except GoujiError:
        return None


def spans(document: Document) -> list[Span]:
    held = [cell.source for table in document.tables for cell in table.cells]
    held += [block.source for block in document.blocks]
    held += [table.repeats for table in document.tables]
    return [span for source in held for span in source if span.start < span.end]


@settings(max_examples=200, deadline=None)
@given(BODIES)
def test_spans_hold_no_padding_and_none_overlap(body: str) -> None:
    document = read(body)
    found = sorted(spans(document)) if document else []
    assert all(low.end <= high.start for low, high in pairwise(found))
    for span in found:
        piece = document.text[span.start : span.end] if document else ""
        assert piece == piece.strip(" \t\n")


@settings(max_examples=200, deadline=None)
@given(BODIES)
def test_no_figure_of_the_flow_is_lost_and_none_of_the_appendix_is_held(body: str) -> None:
    document = read(body)
    if document is None:
        return
    flow = document.printed()
    held = "".join(document.text[span.start : span.end] for span in sorted(spans(document)))
    assert [c for c in held if c.isdigit()] == [c for c in flow if c.isdigit()]
    assert document.text.endswith("\n")


@settings(max_examples=100, deadline=None)
@given(BODIES)
def test_what_was_deleted_is_listed_as_often_as_it_stands_there(body: str) -> None:
    document = read(body)
    if document is not None:
        deleted = [one for one in document.changes if one.kind == "deleted"]
        listed = "".join(document.read(one.source) for one in deleted)
        assert listed.count("67") == body.count("67")
