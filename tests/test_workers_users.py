"""Runaway processes, for root and for others: the system refuses those of the one only."""

from __future__ import annotations

import json
import os
import shutil
import site
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.supervised import ROOT, outcomes, said

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="counts processes in /proc"),
    pytest.mark.usefixtures("mark"),
]
NOBODY = 65534
root = pytest.mark.skipif(os.geteuid() != 0, reason="the limits of root's children")
OUTCOMES = """
import json, sys
from tests.supervised import outcomes, said
print(json.dumps([said(outcome) for _, outcome in sorted(outcomes(sys.argv[1:]).items())]))
"""
REAL = """
import json, os, sys
from pathlib import Path
from workers import posix
posix.prepare(1536 << 20, os.getppid())
import pipeline
paths = sorted(Path(sys.argv[1]).iterdir())
print(json.dumps({path.suffix: len(pipeline.process(path).checks) for path in paths}))
"""


@cache
def dropped() -> dict[str, Any]:
    """What makes ``subprocess.run`` start somebody who is not root."""
    if os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


@cache
def interpreter() -> str | None:
    """A Python of this version that those others may run; root's own often lies in /root."""
    for candidate in (sys.executable, shutil.which("python3", path="/usr/bin:/usr/local/bin")):
        # A checkout in somebody's private folder is out of their reach.
        code = f"import os, sys; os.listdir({str(ROOT)!r}); print(sys.version_info[:2])"
        call = [candidate or "", "-c", code]
        try:
            done = subprocess.run(call, **dropped(), capture_output=True, text=True, check=False)
        except OSError:
            continue
        if done.stdout.strip() == str(sys.version_info[:2]):
            return candidate
    return None


def as_other(code: str, *arguments: str) -> Any:  # noqa: ANN401  JSON
    """What the code prints, run by somebody who is not root."""
    python = interpreter()
    if python is None:
        pytest.skip("no Python, or no checkout, that another user may read")
    path = os.pathsep.join((str(ROOT), *site.getsitepackages()))
    done = subprocess.run(
        [python, "-c", code, *arguments],
        **dropped(),
        env={**os.environ, "PYTHONPATH": path, "TMPDIR": "/tmp"},  # noqa: S108  pytest's is root's
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@root
def test_a_runaway_of_root_is_counted_and_ended() -> None:
    found = outcomes(["runaway", "echo a", "echo b"])
    assert said(found["0"]).startswith("processes: ")
    assert [said(found["1"]), said(found["2"])] == ["a", "b"]


@root
def test_one_process_of_root_is_no_runaway_and_ends_with_its_child() -> None:
    (done,) = outcomes(["one_process"]).values()
    assert not Path("/proc", said(done)).exists()


def test_others_cannot_start_anything() -> None:
    words = ("runaway", "echo a", "shell", "thread", "one_process")
    assert as_other(OUTCOMES, *words) == [
        *("processes: refused", "a", "refused", "refused", "processes: refused"),
    ]


def test_others_are_timed_and_bounded_as_well() -> None:
    words = ("busy", "segfault", "hoard", "echo a", "litter")
    given = as_other(OUTCOMES, *words)
    assert given[:4] == ["timeout: 1 s", "crash: SIGSEGV", "memory: MemoryError", "a"]


def test_reports_are_read_under_the_limits_without_other_processes() -> None:
    checks = as_other(REAL, str(ROOT / "data" / "raw"))
    assert checks.keys() == {".txt", ".docx", ".pdf"}
    assert all(checks.values())


def test_a_report_says_nothing_where_no_parent_is() -> None:
    code = "from workers import serve; serve(lambda payload, ask: payload)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stdout == b""
