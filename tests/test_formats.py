"""One report printed as text, Word and PDF gives the same rows and the same findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias, cast

import pytest

import pipeline
from bench.fixtures import docx_word, pdf_reportlab
from bench.fixtures.canvas import CID, opened, use
from bench.fixtures.sheet import from_text
from model.document import BlockKind
from model.finding import Report
from model.quantity import Figure, Moment, Quantity, Wording
from model.record import Disbursement, FundingRow, IndicatorRow

ROOT = Path(__file__).parent.parent
REPORTS = (
    *sorted((ROOT / "data" / "raw").glob("*.txt")),
    *sorted((ROOT / "tests" / "unseen").glob("*.txt")),
    *sorted((ROOT.parent / "shared" / "seeds").glob("*.txt")),
)
"""Our samples, the blind set and, where they lie beside the checkout, five real reports."""
PLACES = frozenset({"key", "where", "parent", "printed", "breakdown"})
"""What a row says of its place in the file, which differs from one format to the next."""
_ANNEX = "附件1： and 附件2： stand first on their pages and are taken for running heads that count"
_TORN = (
    "the text repeats the head where a page ends within 社会公众｜或服务对象满意度, and is read as"
    " one name; the fixture prints the table without that page break, as two names"
)
UNLIKE = {
    ("findings", "2023_枫泽县_艺术普及_部门评价", "pdf"): _ANNEX,  # so that 附件3 comes first
    ("rows", "003_6a38d2289e928ccf", "pdf"): _TORN,
    ("rows", "003_6a38d2289e928ccf", "docx"): _TORN,
}
"""What does not read the same, and why: a fault of a reader, or what the fixture cannot print."""
Row: TypeAlias = FundingRow[Figure] | IndicatorRow[Figure] | Disbursement[Figure]


def as_pdf(source: Path, target: Path) -> None:
    """The report as PDF; its font is only named, so that no font of the machine is needed."""
    pdf_reportlab.write(from_text(source, spans=True), target, pdf_reportlab.Look(font=CID))


def as_docx(source: Path, target: Path) -> None:
    """The report as DOCX, group cells merged."""
    docx_word.write(from_text(source, spans=True), target)


FORMATS: dict[str, Callable[[Path, Path], None]] = {"pdf": as_pdf, "docx": as_docx}


def joined(text: str) -> str:
    """The text without white space: where a line breaks is the format's."""
    return "".join(text.split())


def said(value: object) -> object:
    """What a field says, without its place in the file."""
    if isinstance(value, str):
        return joined(value)
    if isinstance(value, Wording | Quantity | Moment):
        named = [field.name for field in fields(value) if field.name != "source"]
        return tuple((name, said(getattr(value, name))) for name in named)
    return (
        tuple(map(said, cast("tuple[object, ...]", value))) if isinstance(value, tuple) else value
    )


def row(record: Row) -> tuple[object, ...]:
    """All that a row says."""
    named = [field.name for field in fields(record) if field.name not in PLACES]
    return type(record).__name__, *((name, said(getattr(record, name))) for name in named)


def rows(report: Report) -> list[tuple[object, ...]]:
    """Every row read from a table, in the order they stand."""
    facts = report.facts
    tables = (facts.funding, facts.indicators, facts.disbursements)
    return [
        row(record)
        for records in tables
        for record in records
        if getattr(record, "origin", "table") == "table"
    ]


def findings(report: Report) -> Counter[tuple[str, str, str]]:
    """Rule, severity and sentence of every finding."""
    return Counter(
        (found.rule, found.severity.value, joined(found.message_en)) for found in report.findings
    )


def cases(what: str) -> list[object]:
    """Every report in every format; what is known to be unlike is marked."""
    return [
        pytest.param(
            report,
            kind,
            id=f"{report.stem}-{kind}",
            marks=[pytest.mark.xfail(reason=UNLIKE[case])]
            if (case := (what, report.stem, kind)) in UNLIKE
            else [],
        )
        for report in REPORTS
        for kind in FORMATS
    ]


@cache
def read(source: Path, kind: str) -> Report:
    """The report as read from the format."""
    if kind == "txt":
        return pipeline.process(source)
    with TemporaryDirectory() as folder:
        target = Path(folder, f"{source.stem}.{kind}")
        FORMATS[kind](source, target)
        return pipeline.process(target)


@pytest.mark.parametrize(("source", "kind"), cases("rows"))
def test_a_report_has_the_same_rows_in_every_format(source: Path, kind: str) -> None:
    assert rows(read(source, kind)) == rows(read(source, "txt"))


@pytest.mark.parametrize(("source", "kind"), cases("findings"))
def test_a_report_has_the_same_findings_in_every_format(source: Path, kind: str) -> None:
    assert findings(read(source, kind)) == findings(read(source, "txt"))


@pytest.mark.xfail(reason=_ANNEX)
def test_the_number_of_an_annex_at_the_top_of_a_page_is_text(tmp_path: Path) -> None:
    target = tmp_path / "annexes.pdf"
    canvas = opened(target, 595, 842)
    for lines in (("附件1：", "资金支出情况说明。"), ("附件2：", "问题清单及整改措施。")):
        canvas.setFont(use(CID), 10)
        for at, line in enumerate(lines):
            canvas.drawString(60, 780 - 100 * at, line)
        canvas.showPage()
    canvas.save()
    blocks = pipeline.process(target).document.blocks
    assert [block.kind for block in blocks if block.kind is BlockKind.PAGE_MARK] == []
