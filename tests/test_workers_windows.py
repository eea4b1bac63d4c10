"""The part for Windows, as far as it can be held without one."""

from __future__ import annotations

import ctypes
import inspect
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType

import pytest

from tests.supervised import outcomes, said
from workers import job_object, local, posix, windows

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="stands in for Windows here")


def interface(module: ModuleType) -> dict[str, list[str]]:
    return {
        name: list(inspect.signature(function).parameters)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def test_both_systems_offer_the_same() -> None:
    others = interface(windows)
    extra = {"unlaunched", "attended", "ending"}
    assert others.keys() - extra == interface(posix).keys()
    assert all(len(others[name]) == len(p) for name, p in interface(posix).items())


@pytest.mark.parametrize(
    ("structure", "size"),
    [
        (job_object.BasicLimits, 64),
        (job_object.ExtendedLimits, 144),
        (job_object.Accounting, 48),
        (job_object.Memory, 72),
    ],
)
def test_structures_are_as_large_as_in_the_headers(
    structure: type[ctypes.Structure], size: int
) -> None:
    assert ctypes.sizeof(structure) == size


def test_a_job_holds_one_process_so_much_memory_and_ends_with_its_handle() -> None:
    wanted = job_object.limits(1 << 30)
    assert wanted.basic.flags == 0x2508
    assert (wanted.basic.processes, wanted.process_memory) == (1, 1 << 30)


def test_a_launcher_of_a_venv_is_passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_base_executable", r"C:\Python\python.exe", raising=False)
    given = windows.unlaunched((sys.executable, "-m", "x"), {"A": "b"})
    assert given[0] == (r"C:\Python\python.exe", "-m", "x")
    assert given[1] == {"A": "b", "__PYVENV_LAUNCHER__": sys.executable}
    assert windows.unlaunched(("other.exe",), {}) == (("other.exe",), {})


def test_exit_codes_are_told_in_words() -> None:
    codes = (3, 0xC0000005 - (1 << 32), 0xC0000142)
    assert [windows.ending(code) for code in codes] == [
        *("exit 3", "access violation", "exit 0xC0000142"),
    ]


def start(command: Sequence[str], environment: Mapping[str, str], _: int) -> windows.Process:
    """A child of this system with the threads of the other; its number stands for the job."""
    popen = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, bufsize=0
    )
    return windows.attended(windows.Process(popen, popen.pid))


def end(job: int) -> None:
    os.kill(job, 9)


def nothing(_: windows.Process) -> tuple[int, int]:
    return 0, 0


def test_threads_carry_the_messages_as_well(monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    monkeypatch.setattr(local, "system", windows)
    monkeypatch.setattr(windows, "start", start)
    monkeypatch.setattr(windows, "usage", nothing)
    monkeypatch.setattr(job_object, "end", end)
    words = ["asking a", "busy", "leave 3", "echo " + "x" * 3_000_000, "echo b", "asking c"]
    found = outcomes(words)
    assert mark
    assert [said(found[name])[:8] for name in "012345"] == [
        *("A0 A1 A2", "timeout:", "crash: e", "xxxxxxxx", "b", "C0 C1 C2"),
    ]
