"""A child that a lack of memory killed in a library is told from one that a fault did."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.supervised import ROOT

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="peaks are told by POSIX"),
    pytest.mark.usefixtures("mark"),
]
# In a process of its own, which a shell starts: Linux counts the peak of the one that starts a
# child as the child's, and a run of all tests has a large one.
OUTCOME = """
import sys
from tests.supervised import outcomes, said
from workers import Limits
limits = Limits(seconds=10.0, memory=768 << 20)
print(*map(said, outcomes([sys.argv[1]], limits=limits).values()))
"""


@pytest.mark.parametrize(("megabytes", "why"), [(500, "memory: SIGABRT"), (1, "crash: SIGABRT")])
def test_an_abort_near_the_limit_is_one_of_memory(megabytes: int, why: str) -> None:
    told = f"abort_holding {megabytes}"
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" "$@"; exit $?', sys.executable, "-c", OUTCOME, told],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == why
