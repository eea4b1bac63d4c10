"""The blind set: reports written from the layouts alone, scored through the command line."""

# ruff: noqa: ANN401 - the scorer is loaded by path, so its types are not known here
from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

MINIMUM_F1 = 0.95


def load_scorer() -> ModuleType:
    """The scorer that stands beside this file."""
    path = Path(__file__).with_name("score_unseen.py")
    spec = importlib.util.spec_from_file_location("score_unseen", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


scorer = load_scorer()


@pytest.fixture(scope="module")
def result() -> Any:
    """The scores of one run over the set."""
    return scorer.score_all()


def test_cells_are_read(result: Any) -> None:
    """Rows and document fields come out as written down by hand."""
    assert set(result.scores) == {f"r{number:02}" for number in range(6, 16)}
    assert result.overall.f1 >= MINIMUM_F1, scorer.show(result, verbose=True)


def test_consistent_reports_raise_no_alarm(result: Any) -> None:
    """Reports whose figures all agree get neither an error nor a warning."""
    assert set(result.alarms) == set(scorer.CLEAN_REPORTS)
    assert not result.alarm_messages, "\n".join(result.alarm_messages)
