"""The faults planted in the samples are found where they stand, and nothing else is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import pipeline
from model.finding import Finding, Report, Severity

RAW = Path(__file__).parents[1] / "data" / "raw"


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted contradiction: rule codes that may name it, severity, lines it must show."""

    rules: str
    severity: str
    lines: str


FAULTY = {
    "2024_望榆区_助餐员经费_监控报告.txt": (
        Fault("XREF01", "error", "46 107"),
        Fault("LOG01", "error", "46 52 107"),
        Fault("XREF02", "error", "52 107"),
        Fault("SUM01", "error", "79 80 81 82 87 88 89 90 91 92"),
        Fault("DATE01", "warning", "89"),
        Fault("CNT01", "error", "116"),
    ),
    "2023_汀南区_河湖巡护_评价报告.txt": (
        Fault("SUM02", "error", "12 13 14 15 16 17 18"),
        Fault("RATE02", "error", "48"),
        Fault("UNIT01 XREF03 XREF01", "error", "52 76"),
        Fault("CNT02", "warning", "56"),
        Fault("SUM05", "error", "66"),
    ),
    "2023_洛桐区_夜间馆员劳务_自评报告.txt": (
        Fault("FORM02", "error", "18"),
        Fault("FORM01", "error", "11"),
        Fault("TXT01", "error", "16"),
        Fault("WGT01", "error", "144 147 156 165"),
        Fault("SCO01", "error", "269"),
    ),
    "2023_墨湾区_护学岗_跟踪监控报告.txt": (
        Fault("RND01", "note", "68"),
        Fault("XREF02", "error", "156"),
        Fault("LOG05", "warning", "153"),
        Fault("TXT03", "error", "143"),
        Fault("TXT05", "note", "183"),
    ),
    "2023_枫泽县_艺术普及_部门评价.txt": (
        Fault("SUM03", "error", "53 60 67 74"),
        Fault("RATE02", "error", "397"),
        Fault("SCO02", "error", "179 180"),
        Fault("WGT01", "error", "195"),
        Fault("LOG03", "error", "225 415"),
        Fault("XREF01 XREF03", "error", "96 415"),
        Fault("POL01", "error", "408"),
        Fault("TXT06", "note", "404"),
        Fault("TXT08", "note", "468"),
    ),
    "2023_岑阳市_城市更新_评价报告.txt": (
        Fault("RATE01", "error", "29"),
        Fault("LOG02 POL05", "error", "33"),
        Fault("UNIT02 UNIT01 XREF01 XREF03", "error", "59 66"),
        Fault("LOG07", "error", "68"),
        Fault("WGT02", "error", "79"),
    ),
    "2025_霜桥区_微型消防站_监控报告.pdf": (
        Fault("SUM01", "error", "50 54 58 62 66 70 74 76"),
        Fault("XREF01", "error", "106 108 166 167"),
    ),
}

CONSISTENT = (
    "2024_苇塘县_冷链设施_自评报告.docx",
    "2024_栖岭县_农村公路养护_自评报告.txt",
    "2025_漱石县_卫生院设备_监控报告.txt",
)

PLANTED = [(name, fault) for name, faults in FAULTY.items() for fault in faults]


@cache
def _report(name: str) -> Report:
    return pipeline.process(RAW / name)


def _lines(report: Report, finding: Finding) -> set[int]:
    return {
        report.document.locate(span).line for figure in finding.figures for span in figure.source
    }


def _numbers(lines: str) -> set[int]:
    return {int(line) for line in lines.split()}


def _loud(report: Report) -> list[tuple[str, list[int]]]:
    return [
        (finding.rule, sorted(_lines(report, finding)))
        for finding in report.findings
        if finding.severity is not Severity.NOTE and finding.root is None
    ]


@pytest.mark.parametrize(("name", "fault"), PLANTED, ids=str)
def test_a_planted_fault_is_found_on_its_lines(name: str, fault: Fault) -> None:
    report = _report(name)
    found = {
        (finding.rule, finding.severity.value)
        for finding in report.findings
        if _numbers(fault.lines) <= _lines(report, finding)
    }
    wanted = {(rule, fault.severity) for rule in fault.rules.split()}
    assert found & wanted, sorted(found)


@pytest.mark.parametrize("name", FAULTY)
def test_no_error_or_warning_stands_away_from_the_planted_faults(name: str) -> None:
    planted = set[int]().union(*(_numbers(fault.lines) for fault in FAULTY[name]))
    stray = [(rule, lines) for rule, lines in _loud(_report(name)) if planted.isdisjoint(lines)]
    assert stray == []


@pytest.mark.parametrize("name", CONSISTENT)
def test_a_consistent_report_gives_no_error_or_warning(name: str) -> None:
    assert _loud(_report(name)) == []


def test_every_sample_is_either_faulty_or_consistent() -> None:
    assert {path.name for path in RAW.iterdir()} == {*FAULTY, *CONSISTENT}
