"""Short texts in which every figure is true: no alarm on any of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline

HERE = Path(__file__).parent / "sound"
ALARMS: dict[str, str] = {
    "scores-126": "codes A, A1 without a column of levels: rows of classes are read as indicators",
}
"""Texts on which there is an alarm, and why."""
TEXTS = [
    pytest.param(
        path,
        id=name,
        marks=[pytest.mark.xfail(reason=ALARMS[name], strict=True)] if name in ALARMS else [],
    )
    for path in sorted(HERE.glob("*/*.txt"))
    for name in (f"{path.parent.name}-{path.stem}",)
]


@pytest.mark.parametrize("path", TEXTS)
def test_a_true_text_raises_no_alarm(path: Path) -> None:
    found = pipeline.process(path).findings
    assert [one.message for one in found if one.severity != "note" and not one.root] == []
