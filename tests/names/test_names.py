"""Names linked as an auditor would: those told by others, and those of five real reports."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from normalize.links import Rows, best

HERE = Path(__file__).parent
REAL = HERE.parents[2] / "shared" / "seeds"
Case = dict[str, Any]
Place = list[list[int]]


def told(name: str) -> list[Case]:
    """The lines of a file beside this one."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def chosen(name: str, candidates: list[str]) -> int | None:
    """The row a name is linked to."""
    found = best(name, Rows.of([str(at) for at in range(len(candidates))], candidates))
    return found[0] if found else None


@lru_cache(maxsize=8)
def lines(report: str) -> list[str]:
    """The lines of a real report, by the first digits of its name."""
    data = next(REAL.glob(f"{report}*")).read_bytes()
    try:
        return data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        return data.decode("gb18030").split("\n")


def printed(report: str, places: Place) -> str:
    """The text at some places of a report: line, first and last character of each."""
    return "".join(lines(report)[line - 1][start:end] for line, start, end in places)


def scored(cases: list[tuple[str, list[str], int | None]]) -> tuple[float, list[str]]:
    """F1 of the links, and the names that were linked to a wrong row."""
    right = expected = 0
    wrong: list[str] = []
    for name, candidates, match in cases:
        found = chosen(name, candidates)
        expected += match is not None
        right += found is not None and found == match
        if found is not None and found != match:
            wrong.append(f"{name} → {candidates[found]}")
    return 2 * right / (expected + right + len(wrong)), wrong


def test_names_told_by_others_are_linked_and_never_wrongly() -> None:
    cases = [(case["name"], case["candidates"], case["match"]) for case in told("told.jsonl")]
    score, wrong = scored(cases)
    assert (len(cases) >= 600, score >= 0.92, wrong) == (True, True, [])


@pytest.mark.skipif(not REAL.exists(), reason="the five real reports are not here")
def test_names_of_real_reports_are_linked_and_never_wrongly() -> None:
    cases = [
        (
            printed(case["report"], case["name"]),
            [printed(case["report"], one) for one in case["candidates"]],
            case["match"],
        )
        for case in told("seeds.jsonl")
    ]
    score, wrong = scored(cases)
    assert (len(cases) >= 120, score >= 0.92, wrong) == (True, True, [])


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("设备购置数量", ["CT设备购置数量", "移动DR购置数量"]),
        ("满意度", ["学生满意度", "家长满意度"]),
        ("资金到位率", ["中央资金到位率", "省级资金到位率"]),
        ("验收合格率", ["验收合格率", "验收合格率"]),
    ],
)
def test_a_name_that_several_rows_may_bear_is_linked_to_none(
    name: str, candidates: list[str]
) -> None:
    assert chosen(name, candidates) is None
