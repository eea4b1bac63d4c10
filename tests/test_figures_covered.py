"""No figure is lost: each numeric token is in a record, a claim, a check, or said to be unread."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import cast

import pytest

import pipeline
from model.document import BlockKind, Document
from model.finding import Report
from model.span import Span

ROOT = Path(__file__).parent.parent
REAL = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
"""The five real reports; not part of a checkout, so that only CI and the developers have them."""
REPORTS = sorted((ROOT / "data" / "raw").iterdir())

# 一 before a measure word is an article (下一年度, 一项不合规), not a figure.
TOKEN = re.compile(
    r"[\d０-９](?:[\d０-９,，.．]*[\d０-９])?\s*(?:[十百千万亿]*元|[%％‰])?"
    r"|(?:[二三四五六七八九十百千万亿两]|[一二三四五六七八九十百千万亿两]{2,})(?=[个项类人名次件天家户台套支种])"
)
IDENTIFIER = re.compile(
    r"[〔\[【（(［]\s*\d{4}\s*[〕\]】）)］]\s*\d*\s*号?|\d{3,4}[-—]\d{7,8}|(?<!\d)1\d{10}(?!\d)"
    r"|^[\s\u3000]*[（(]?[\d一二三四五六七八九十]{1,3}[)）.、．]|第\s*[\d一二三四五六七八九十]+\s*[号期次章条]"
)
MONEY_OR_PERCENT = re.compile(r"元$|[%％]$")


def spans_of(value: object) -> Iterator[Span]:
    """Every span anywhere inside a record, but not the span of a whole row."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in cast("tuple[object, ...]", value):
            yield from spans_of(item)
    elif is_dataclass(value) and not isinstance(value, Document | type):
        for field in fields(value):
            if field.name not in ("where", "passages", "unread"):
                yield from spans_of(getattr(value, field.name))


def tokens(document: Document) -> Iterator[tuple[str, int, int]]:
    """Numeric tokens of prose and cells: no headings, contents, page marks, document numbers."""
    prose = [
        span
        for block in document.blocks
        if block.kind is BlockKind.PARAGRAPH
        for span in block.source
    ]
    cells = [span for table in document.tables for cell in table.cells for span in cell.source]
    for span in (*prose, *cells):
        text = document.text[span.start : span.end]
        names = [match.span() for match in IDENTIFIER.finditer(text)]
        for match in TOKEN.finditer(text):
            start, end = match.span()
            if not any(low <= start and end <= high for low, high in names):
                yield match.group(), span.start + start, span.start + end


def lost(report: Report) -> tuple[list[str], int, int]:
    """Tokens found nowhere; how many money and percent tokens there are, how many unread."""
    document, facts = report.document, report.facts
    taken = bytearray(len(document.text) + 1)
    unread = bytearray(len(document.text) + 1)
    headings = tuple(one.where for one in facts.headings)
    for span in spans_of((facts, tuple(check.figures for check in report.checks), headings)):
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    for item in facts.unread:
        for span in item.source:
            unread[span.start : span.end] = b"\1" * (span.end - span.start)
    missing: list[str] = []
    important = idle = 0
    for raw, start, end in tokens(document):
        here = [at for at in range(start, end) if document.text[at].strip()]
        held = all(taken[at] for at in here)
        if MONEY_OR_PERCENT.search(raw):
            important += 1
            idle += not held and any(unread[at] for at in here)
        if not held and not all(taken[at] or unread[at] for at in here):
            missing.append(f"line {document.line(start)}: {raw}")
    return missing, important, idle


@pytest.mark.parametrize("path", [*REPORTS, *REAL], ids=lambda path: path.stem)
def test_every_numeric_token_is_accounted_for(path: Path) -> None:
    report = pipeline.process(path)
    missing, important, idle = lost(report)
    assert missing == []
    assert idle * 10 <= important
    assert all(item.reason and item.raw for item in report.facts.unread)


@pytest.mark.skipif(not REAL, reason="the five real reports are not part of a checkout")
def test_the_five_real_reports_score_what_they_scored() -> None:
    scorer = REAL[0].parent.parent / "tools" / "score_seeds.py"
    command = f"{sys.executable} -m cli check --format json --exit-zero"
    ran = subprocess.run(
        [sys.executable, str(scorer), "--cmd", command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    last = ran.stdout.strip().splitlines()[-1]
    figures = dict(zip(last.split()[1::2], last.split()[2::2], strict=True))
    assert float(figures["indF1"]) >= 0.98
    assert figures["amounts"] == "1.0000"
    assert float(figures["ledger"]) >= 0.95
    assert int(figures["must"].split("/")[0]) >= 42
    assert int(figures["should"].split("/")[0]) >= 10
    assert figures["holds-flagged"] == "0"
    assert int(figures["unlisted"]) <= 5
