"""How children and runs end: killed, stopped, abandoned, runaway; nothing is lost or left."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.errors import GoujiError
from tests.supervised import COMMAND, SHORT, gone, living, outcomes, said, shout, tasks
from workers import Done, Limits, Lost, Task, interrupts, posix, posix_table, supervise
from workers.task import deadline

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="counts processes in /proc"),
    pytest.mark.usefixtures("mark"),
]
RUN = """
import sys
from pathlib import Path
from tests.supervised import COMMAND, SHORT, shout, tasks
from workers import Limits, supervise
temp = Path(sys.argv[1])
limits = Limits(seconds=60, memory=256 << 20)
for outcome in supervise(tasks(sys.argv[2:]), COMMAND, 2, shout, limits, temp=temp):
    print(outcome, flush=True)
"""


def run_of_its_own(temp: Path, *words: str) -> subprocess.Popen[bytes]:
    """Another process that supervises; it has given its first result."""
    command = [sys.executable, "-c", RUN, str(temp), *words]
    run = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert run.stdout is not None
    assert run.stdout.readline()
    return run


def kill(run: subprocess.Popen[bytes]) -> None:
    run.kill()
    run.communicate()


def test_a_task_ahead_of_a_child_that_died_is_done_by_another() -> None:
    found = list(supervise(tasks(["segfault", "echo a", "echo b"]), COMMAND, 1, shout, SHORT))
    assert [(outcome.task.name, getattr(outcome, "worker", None)) for outcome in found] == [
        ("1", 2),
        ("2", 2),
        ("0", None),
    ]


def test_all_forty_results_though_one_child_was_killed(tmp_path: Path) -> None:
    words = ["echo"] * 20 + [f"killed_once {tmp_path / 'seen'}"] + ["echo"] * 19
    found = outcomes(words)
    assert len(found) == 40
    assert {type(outcome) for outcome in found.values()} == {Done}
    assert said(found["20"]) == "well"


def test_children_killed_at_random_moments_cost_no_result(mark: str) -> None:
    def strike() -> None:
        for _ in range(6):
            time.sleep(random.uniform(0.05, 0.25))  # noqa: S311  no secret
            for number in living(mark)[:1]:
                os.kill(number, signal.SIGKILL)

    thread = threading.Thread(target=strike)
    thread.start()
    found = outcomes(["nap 0.03"] * 120)
    thread.join()
    assert {type(outcome) for outcome in found.values()} == {Done}
    assert len(found) == 120


def test_an_idle_child_that_is_killed_is_not_missed() -> None:
    words = ["pid", "nap 0.6", "nap 0.6", "nap 0.6"]
    found: list[str] = []
    for outcome in supervise(tasks(words), COMMAND, 4, shout, SHORT):
        found.append(said(outcome))
        if outcome.task.name == "0":
            os.kill(int(said(outcome)), signal.SIGKILL)
    assert found[1:] == ["0.6"] * 3


def test_nothing_outlives_a_parent_that_is_killed(tmp_path: Path, mark: str) -> None:
    run = run_of_its_own(tmp_path / "temp", "echo", "busy", "deaf", "nap 60")
    assert len(living(mark)) >= 2
    kill(run)
    assert gone(mark, 3.0)


def test_leftovers_of_a_killed_run_go_with_the_next(tmp_path: Path) -> None:
    temp = tmp_path / "temp"
    kill(run_of_its_own(temp, "litter", "nap 60", "nap 60"))
    assert list(temp.iterdir())
    outcomes(["echo"], temp=temp)
    assert not temp.exists()


def test_a_living_run_keeps_its_files_when_another_starts(tmp_path: Path) -> None:
    temp = tmp_path / "temp"
    first = supervise(tasks(["echo", "nap 60"]), COMMAND, 1, shout, temp=temp)
    next(first)
    (folder,) = temp.glob("run-*/1")
    outcomes(["echo"], temp=temp)
    assert folder.is_dir()
    first.close()
    assert not temp.exists()


def test_a_stop_ends_the_run_at_once_and_its_children(mark: str) -> None:
    start = time.monotonic()
    words = ["deaf", "nap 60", "nap 60"]
    stop = lambda: time.monotonic() > start + 0.3  # noqa: E731
    limits = Limits(memory=256 << 20)
    assert list(supervise(tasks(words), COMMAND, 2, shout, limits, stop)) == []
    assert time.monotonic() < start + 2
    assert living(mark) == []


def test_a_consumer_that_stops_leaves_nothing_behind(mark: str, tmp_path: Path) -> None:
    run = supervise(tasks(["echo", "busy", "busy"]), COMMAND, 2, shout, temp=tmp_path / "temp")
    next(run)
    run.close()
    assert living(mark) == []
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_fails_leaves_nothing_behind(mark: str) -> None:
    def source() -> Iterator[Task]:
        yield Task("a", b"nap 60")
        raise LookupError

    with pytest.raises(LookupError):
        list(supervise(source(), COMMAND, 1, shout))
    assert living(mark) == []


def test_a_hanging_child_ends_itself_while_nobody_listens(mark: str) -> None:
    limits = Limits(seconds=0.2, memory=256 << 20)
    run = supervise(tasks(["echo", "deaf"]), COMMAND, 1, shout, limits)
    next(run)
    assert gone(mark, 5.0)
    (lost,) = run
    assert isinstance(lost, Lost)
    assert lost.why == "timeout"


def test_results_that_waited_for_the_consumer_are_not_late() -> None:
    limits = Limits(seconds=0.5, memory=256 << 20)
    words = ["echo a", "asking b", "echo " + "x" * 1_000_000, "asking d"]
    found: list[str] = []
    for outcome in supervise(tasks(words), COMMAND, 1, shout, limits):
        time.sleep(0.8)
        found.append(said(outcome)[:2])
    assert found == ["a", "B0", "xx", "D0"]


def test_the_time_of_an_answer_is_not_the_tasks() -> None:
    def slow(_: Task, question: bytes) -> bytes:
        time.sleep(0.8)
        return question

    limits = Limits(seconds=0.8, memory=256 << 20)
    (done,) = supervise(tasks(["ask_and_nap 0.5"]), COMMAND, 1, slow, limits)
    assert isinstance(done, Done)


def test_installations_that_cannot_start_a_child_are_told() -> None:
    command = (sys.executable, "-c", "raise SystemExit(7)")
    with pytest.raises(GoujiError, match="exit 7") as told:
        list(supervise(tasks(["echo"]), command, 2, shout, SHORT))
    assert "check the installation" in told.value.en


def test_what_a_dead_child_left_running_is_ended_and_buried(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root's children can start any")
    left = tmp_path / "left"
    found = outcomes([f"one_process {left}", "echo"])
    assert said(found["0"]) == "crash: SIGABRT"
    assert not Path(f"/proc/{left.read_text()}").exists()


def test_processes_are_found_with_ps_where_there_is_no_proc(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not Path("/bin/ps").exists():
        pytest.skip("no ps")
    monkeypatch.setattr(posix, "LINUX", False)
    monkeypatch.setattr(posix_table, "LINUX", False)
    found = outcomes(["spread 180", "busy", "echo"])
    assert [said(found[name])[:7] for name in "012"] == ["memory:", "timeout", ""]


def test_a_run_leaves_no_descriptor_open() -> None:
    outcomes(["segfault", "echo"])
    before = len(list(Path("/proc/self/fd").iterdir()))
    outcomes(["segfault", "garbage", "leave 3", "echo", "litter"], jobs=3)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_processes_of_others_are_neither_ended_nor_buried() -> None:
    sleeper = subprocess.Popen(["/bin/sleep", "60"], start_new_session=True)
    ended = subprocess.Popen(["/bin/true"], start_new_session=True)
    outcomes(["segfault", "busy", "echo"])
    assert sleeper.poll() is None
    assert os.waitpid(ended.pid, 0) == (ended.pid, 0)
    ended.returncode = 0
    sleeper.kill()
    sleeper.wait()


def test_the_deadline_grows_with_the_input() -> None:
    limits = Limits(seconds=60, seconds_per_mb=10)
    assert deadline(Task("a", b"", 5 << 20), limits) == 110


def test_the_first_interruption_is_a_question_the_second_interrupts() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with interrupts() as interrupted:
        assert not interrupted()
        signal.raise_signal(signal.SIGTERM)
        assert interrupted()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
