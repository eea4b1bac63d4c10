"""A child that a lack of memory killed in a library is told from one that a fault did."""

from __future__ import annotations

import sys

import pytest

from tests.supervised import outcomes, said
from workers import Limits

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="peaks are told by POSIX"),
    pytest.mark.usefixtures("mark"),
]
WIDE = Limits(seconds=10.0, memory=768 << 20)


@pytest.mark.parametrize(("megabytes", "why"), [(400, "memory: SIGABRT"), (1, "crash: SIGABRT")])
def test_an_abort_near_the_limit_is_one_of_memory(megabytes: int, why: str) -> None:
    (outcome,) = outcomes([f"abort_holding {megabytes}"], limits=WIDE).values()
    assert said(outcome) == why
