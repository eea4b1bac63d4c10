"""Supervised children: what tasks give, what a failure costs, that nothing is left behind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.supervised import COMMAND, SHORT, outcomes, said, shout, tasks
from workers import Done, Limits, Lost, Task, supervise

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="counts processes in /proc"),
    pytest.mark.usefixtures("mark"),
]


def test_results_carry_what_the_child_gave_and_used() -> None:
    (done,) = outcomes(["echo 一"]).values()
    assert isinstance(done, Done)
    assert said(done) == "一"
    assert 0 <= done.seconds < 1
    assert 5 << 20 < done.rss < 100 << 20
    assert done.worker == 1


def test_a_child_asks_and_is_answered_though_a_task_came_first() -> None:
    found = outcomes(["asking a", "asking b", "asking c"], jobs=1)
    assert [said(found[name]) for name in "012"] == ["A0 A1 A2", "B0 B1 B2", "C0 C1 C2"]


def test_messages_larger_than_a_pipe_go_both_ways() -> None:
    words = ["echo " + letter * 3_000_000 for letter in "abcd"]
    assert [len(said(outcome)) for outcome in outcomes(words).values()] == [3_000_000] * 4


def test_what_libraries_print_does_not_disturb() -> None:
    assert [said(o) for o in outcomes(["prints a", "prints b"]).values()] == ["a", "b"]


def test_children_are_reused_and_replaced_after_so_many_tasks() -> None:
    limits = Limits(seconds=1.0, memory=256 << 20, tasks=4)
    found = outcomes(["pid"] * 12, jobs=1, limits=limits)
    workers = [outcome.worker for outcome in found.values() if isinstance(outcome, Done)]
    assert workers == [1] * 4 + [2] * 4 + [3] * 4
    assert len({said(outcome) for outcome in found.values()}) == 3


def test_a_child_that_a_task_left_large_is_replaced_after_the_task_it_has_ahead() -> None:
    limits = Limits(seconds=1.0, memory=256 << 20, lasting=64 << 20)
    words = ["keep 1", "keep 1", "keep 80", "keep 1", "keep 1", "keep 1"]
    found = outcomes(words, jobs=1, limits=limits)
    workers = [outcome.worker for outcome in found.values() if isinstance(outcome, Done)]
    assert workers == [1, 1, 1, 1, 2, 2]
    assert len({said(outcome) for outcome in found.values()}) == 2


def test_tasks_are_pulled_only_as_they_are_needed() -> None:
    pulled: list[int] = []

    def source() -> Iterator[Task]:
        for number in range(1000):
            pulled.append(number)
            yield Task(str(number), b"echo")

    run = supervise(source(), COMMAND, 2, shout, SHORT)
    next(run)
    run.close()
    assert len(pulled) < 12


@pytest.mark.parametrize(
    ("word", "why", "detail"),
    [
        ("nap 30", "timeout", "1 s"),
        ("busy", "timeout", "1 s"),
        ("deaf", "timeout", "1 s"),
        ("segfault", "crash", "SIGSEGV"),
        ("abort", "crash", "SIGABRT"),
        ("leave 0", "crash", "exit 0"),
        ("leave 3", "crash", "exit 3"),
        ("fall", "crash", "KeyError worker_child.py:"),
        ("hoard", "memory", "MemoryError"),
        ("mapped", "memory", "MemoryError"),
        ("spread 180", "memory", " MiB"),
        ("garbage", "crash", "malformed output"),
        ("giant", "crash", "malformed output"),
        ("closing", "crash", "closed its output"),
    ],
)
def test_a_task_that_kills_its_child_is_lost_with_its_reason(
    word: str, why: str, detail: str
) -> None:
    found = outcomes([word, *(f"echo {number}" for number in range(6))])
    lost = found.pop("0")
    assert isinstance(lost, Lost)
    assert lost.why == why
    assert detail in lost.detail
    assert [said(outcome) for _, outcome in sorted(found.items())] == list("012345")


def test_a_lost_task_is_told_last_and_with_one_job_too() -> None:
    found = list(supervise(tasks(["segfault", "echo", "echo"]), COMMAND, 1, shout, SHORT))
    assert [isinstance(outcome, Lost) for outcome in found] == [False, False, True]


def test_temporary_files_go_with_their_task_and_their_child(tmp_path: Path) -> None:
    temp = tmp_path / "temp"
    found = outcomes(["litter", "litter", "litter die", "litter"], jobs=1, temp=temp)
    assert [said(found[name]).split()[0] for name in "013"] == ["0", "0", "0"]
    assert said(found["0"]).split()[1].startswith(str(temp))
    assert not temp.exists()
