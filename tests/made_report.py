"""A report put together by hand: one record of each list, so that what is given out can be seen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from model.document import Cell, Document, Page, Table, cells_of, lines_of
from model.facts import Facts, Records
from model.finding import (
    Check,
    Evidence,
    Finding,
    Recomputation,
    Report,
    Ruling,
    Severity,
    Unopened,
)
from model.quantity import Quantity, Wording
from model.record import (
    Claim,
    Disbursement,
    FundingRow,
    IndicatorRow,
    ReportData,
    Unread,
    Verdict,
)
from model.span import Source, Span

TEXT = "湖心岛灯塔项目\n预算数30.50万元，支出\n率=90%，付-5元。\n@甲方\n优秀，95.50分\n另有３９\n"
DOC_ID = "0123456789abcdef"


def at(words: str) -> Source:
    """Where the words stand in the text."""
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


def wording(words: str) -> Wording:
    return Wording(words, at(words))


def quantity(words: str, value: str, kind: str, unit: str | None) -> Quantity:
    number = Decimal(value)
    return Quantity(kind, words, at(words), number, unit, unit_raw="万元", unit_from="cell")


BUDGET = quantity("30.50万元", "305000", "money", "CNY")
RATE = quantity("90%", "90", "percent", "%")
PAID = quantity("-5元", "-5", "money", "CNY")
NO_UNIT = quantity("３９", "39", "number", None)
SCORE = quantity("95.50分", "95.50", "count", "分")
SPLIT = (*at("支出"), *at("率"))

FACTS: Facts = Records(
    data=ReportData(
        title=wording("湖心岛灯塔项目"), doc_type="self_evaluation", fiscal_year="2031"
    ),
    funding=(
        FundingRow(
            key="funding-0",
            where=at("预算数30.50万元"),
            table=0,
            row=0,
            project=None,
            label=Wording("支出\n率", SPLIT),
            source="total",
            row_kind="total",
            origin="table",
            budget_initial=BUDGET,
            received=NO_UNIT,
            execution_rate=RATE,
            printed=(("budget_initial", wording("30.50万元")), ("received", wording("３９"))),
        ),
    ),
    indicators=(
        IndicatorRow(
            key="indicator-0",
            where=at("率=90%"),
            table=0,
            row=1,
            form=0,
            project=None,
            table_role="tracking",
            row_kind="item",
            name=wording("率"),
            levels=(None, None, wording("率"), None),
            target_text=wording("=90%"),
            target=RATE,
        ),
    ),
    disbursements=(
        Disbursement(
            key="disbursement-0",
            where=at("付-5元"),
            table=None,
            row=None,
            form=0,
            project=None,
            seq=None,
            item=wording("付"),
            payee=wording("@甲方"),
            voucher=None,
            period=None,
            date=None,
            amount=PAID,
            row_kind="item",
            origin="prose",
        ),
    ),
    claims=(Claim("claim-0", BUDGET, wording("预算数"), "budget", "budget", 0, 0),),
    verdicts=(Verdict("verdict-0", SCORE, wording("优秀"), at("优秀，95.50分")),),
    unread=(Unread("３９", at("３９"), "没有列名"),),
)

DOCUMENT = Document(
    name="灯塔/报告.txt",
    doc_id=DOC_ID,
    format="txt",
    encoding="utf-8",
    text=TEXT,
    pages=(Page(1, Span(0, len(TEXT)), "- 1 -"),),
    tables=(
        table := Table(0, at("预算数30.50万元")[0], 1, 1, (Cell(0, 0, at("30.50万元")),), "tabs"),
    ),
    line_starts=lines_of(TEXT),
    cell_starts=cells_of((table,)),
)

EVIDENCE = (
    Evidence("90%", at("90%"), "90", "%", "printed", "支出率"),
    Evidence("30.50万元", at("30.50万元"), "305000", "CNY", "operand", "预算数"),
)


def finding(key: str, rule: str, severity: str) -> Finding:
    """A finding about the same two figures."""
    return Finding(
        key=key,
        rule=rule,
        name="预算执行率",
        name_en="Execution rate",
        severity=Severity(severity),
        message="执行率应为 80.00%，报告写 90%。",
        message_en="The rate comes to 80.00 %, the report says 90%.",
        verdict=Ruling.CONTRADICTED,
        figures=EVIDENCE,
        recomputation=Recomputation("24.40 ÷ 30.50 ≠ 90%", "80.00", "90", "10.00"),
    )


FINDINGS = (
    finding("finding-2", "TXT05", "warning"),
    finding("finding-3", "WGT01", "warning"),
    replace(finding("finding-1", "XREF01", "error"), root="finding-0"),
    replace(finding("finding-4", "SUM01", "error"), amount=Decimal(90000)),
    replace(finding("finding-0", "RATE01", "error"), amount=Decimal(5000), follows=("finding-1",)),
    replace(finding("finding-5", "RND01", "note"), softens="RATE01"),
    finding("finding-6", "TXT01", "warning"),
)
CHECKS = (
    Check("check-0", "RATE01", Ruling.CONTRADICTED, "24.40 ÷ 30.50", Decimal("0.95"), EVIDENCE),
    Check("check-1", "SUM03", Ruling.EXACT, "1 + 1", Decimal(1), EVIDENCE),
    Check("check-2", "TXT05", None, "", None, EVIDENCE),
)
REPORT = Report(DOCUMENT, FACTS, CHECKS, FINDINGS)
FAILED = Unopened("坏.txt", None, "failed", "文件是空的；请换", "the file is empty; give another")
