"""Tasks handed to child processes of this machine, and what becomes of each."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from model.errors import GoujiError
from workers import frames
from workers.child import FOLDER_VARIABLE, MEMORY_VARIABLE, PARENT_VARIABLE
from workers.folder import remove, run_folder
from workers.system import system
from workers.task import Done, Limits, Lost, Task, Why, deadline

START_SECONDS = 60.0
"""How long a child may take to start; a cold disk under a scanner of viruses is slow."""
FALSE_STARTS = 5
"""So many children in a row that die before they are ready: another would too."""
STARTED = 4
"""Processes a child may have started; more are a runaway."""
PATIENCE, PATIENCE_IN_ALL = 0.25, 5.0
"""A late child that is just writing its result: seconds between two pieces, and altogether."""
ENDING = 0.5
"""Seconds between the end of a child's output and that of the child."""
HOME = str(Path(__file__).parent.parent)
"""A child runs the very code its parent runs, wherever the parent was started."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""There is a child for each core already, and threads count as processes."""


@dataclass(slots=True)
class Worker:
    """A child with the task it works on and the one it finds when it has done that."""

    number: int
    process: system.Process
    folder: Path
    since: float
    """When it turned to its task; before it is ready, when it was started."""
    ready: bool = False
    current: Task | None = None
    ahead: Task | None = None
    given: int = 0
    heavy: bool = False
    """Whether a task has left it larger than a child should stay."""
    away: float = 0.0
    """The run's ``away`` at ``since``."""
    received: bytearray = field(default_factory=bytearray)


@dataclass(slots=True)
class Run:
    """One call of ``supervise``."""

    command: Sequence[str]
    limits: Limits
    answer: Callable[[Task, bytes], bytes]
    folder: Path
    source: Iterator[Task]
    jobs: int
    alone: bool = False
    """Whether these are the second tries."""
    waiting: deque[Task] = field(default_factory=deque[Task])
    aside: list[Task] = field(default_factory=list[Task])
    workers: list[Worker] = field(default_factory=list[Worker])
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    false_starts: int = 0
    away: float = 0.0
    """Seconds in which nobody listened to the children: results were being taken, questions
    answered."""
    looked: float = 0.0


def _never() -> bool:
    return False


def supervise(  # noqa: PLR0913, PLR0917  the terms of a run
    tasks: Iterable[Task],
    command: Sequence[str],
    jobs: int,
    answer: Callable[[Task, bytes], bytes],
    limits: Limits = Limits(),  # noqa: B008  frozen
    stop: Callable[[], bool] = _never,
    temp: Path | None = None,
) -> Generator[Done | Lost, None, None]:
    """Every task's outcome as it comes, in children started by ``command`` that call ``serve``.

    ``answer(task, question)`` is called here for what a child asks. A task whose child failed is
    tried again at the end, alone in a fresh child, and Lost if it fails again. When ``stop()``
    turns true, or the consumer closes the generator, every child is killed and nothing more is
    given. ``temp``: the folder for temporary files, removed at the end. Raises GoujiError when
    children cannot be started.
    """
    with run_folder(temp) as folder, system.guarding():
        run = Run(command, limits, answer, folder, iter(tasks), jobs)
        try:
            yield from _outcomes(run, stop)
            aside, run.aside, run.alone, run.jobs = run.aside, [], True, 1
            for task in aside:
                _dismiss_all(run)
                run.source = iter((task,))
                yield from _outcomes(run, stop)
        finally:
            _dismiss_all(run)


def _outcomes(run: Run, stop: Callable[[], bool]) -> Generator[Done | Lost, None, None]:
    """Until no task waits and none is worked on."""
    while not stop():
        _staff(run)
        if not run.workers or not (run.waiting or any(w.current for w in run.workers)):
            return
        outcomes = _listen(run)
        if outcomes and not stop():
            _staff(run)  # so that no child stands idle while the outcomes are taken
        for outcome in outcomes:
            before = time.monotonic()
            yield outcome
            run.away += time.monotonic() - before


# ---- who does what ----------------------------------------------------------------------------


def _staff(run: Run) -> None:
    """Give tasks to idle children, start those that are missing, then give each a task ahead."""
    for worker in list(run.workers):
        if worker.ready and worker.current is None:
            if _is_spent(run, worker):
                _dismiss(run, worker)
            elif _waiting(run, 1):
                _give(run, worker)
    while len(run.workers) < run.jobs and _waiting(run, 1 + _starting(run)):
        _start(run)
    for worker in run.workers:
        free = worker.ready and worker.ahead is None and not _is_spent(run, worker)
        if free and worker.current is not None and _waiting(run, 1 + _starting(run)):
            _give(run, worker)


def _is_spent(run: Run, worker: Worker) -> bool:
    """Whether a fresh child is to take its place.

    What a large file took is not all given back to the system: the next hundreds would be read
    beside it.
    """
    return worker.heavy or worker.given >= run.limits.tasks


def _starting(run: Run) -> int:
    """Children that will want a task as soon as they are ready."""
    return sum(not worker.ready for worker in run.workers)


def _waiting(run: Run, number: int) -> bool:
    """Whether so many tasks wait; no more are pulled from the source than are asked for."""
    while len(run.waiting) < number:
        before = time.monotonic()
        task = next(run.source, None)
        run.away += time.monotonic() - before
        if task is None:
            return False
        run.waiting.append(task)
    return True


def _give(run: Run, worker: Worker) -> None:
    task = run.waiting.popleft()
    seconds = frames.SECONDS.pack(deadline(task, run.limits))
    worker.given += 1
    if worker.current is None:
        _turn(run, worker, task)
    else:
        worker.ahead = task
    system.send(worker.process, frames.frame(frames.TASK, seconds, task.payload))


def _turn(run: Run, worker: Worker, task: Task | None) -> None:
    """The child has nothing else to do now: the task's clock starts."""
    worker.current, worker.since, worker.away = task, time.monotonic(), run.away


def _start(run: Run) -> None:
    number = next(run.numbers)
    folder = run.folder / str(number)
    folder.mkdir()
    memory = run.limits.memory
    above = os.environ.get("PYTHONPATH")
    variables = {
        "PYTHONPATH": HOME if not above else f"{HOME}{os.pathsep}{above}",
        MEMORY_VARIABLE: str(memory),
        PARENT_VARIABLE: str(os.getpid()),
        FOLDER_VARIABLE: str(folder),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder)),
    }
    process = system.start(run.command, {**os.environ, **ONE_THREAD, **variables}, memory)
    run.workers.append(Worker(number, process, folder, time.monotonic(), away=run.away))


def _dismiss(run: Run, worker: Worker) -> None:
    """Kill a child with all it started; a task it had not turned to goes to another."""
    run.workers.remove(worker)
    system.kill(worker.process)
    remove(worker.folder)
    if worker.ahead is not None:
        run.waiting.appendleft(worker.ahead)


def _dismiss_all(run: Run) -> None:
    while run.workers:
        _dismiss(run, run.workers[-1])


# ---- what the children say --------------------------------------------------------------------


def _listen(run: Run) -> list[Done | Lost]:
    """What came of a short wait: results, and what failed."""
    outcomes: list[Done | Lost] = []
    workers = list(run.workers)
    for index, data in system.wait([worker.process for worker in workers], system.POLL):
        outcomes += _heard(run, workers[index], data)
    if time.monotonic() - run.looked >= system.POLL:
        run.looked = time.monotonic()
        for worker in list(run.workers):
            outcomes += _look(run, worker)
    return outcomes


def _heard(run: Run, worker: Worker, data: bytes) -> list[Done | Lost]:
    """One piece of a child's output."""
    if not data:
        return _gone(run, worker)
    worker.received += data
    outcomes: list[Done | Lost] = []
    try:
        for kind, payload in frames.taken(worker.received):
            outcomes += _message(run, worker, kind, payload)
            if worker not in run.workers:
                break
    except frames.Malformed:
        outcomes += _fail(run, worker, "crash", "malformed output")
    return outcomes


def _message(run: Run, worker: Worker, kind: bytes, payload: bytes) -> list[Done | Lost]:
    task = worker.current
    if kind == frames.READY and not worker.ready:
        worker.ready, run.false_starts = True, 0
        return []
    if task is None or (kind == frames.RESULT and len(payload) < frames.MEASURES.size):
        raise frames.Malformed
    if kind == frames.RESULT:
        seconds, rss = frames.MEASURES.unpack_from(payload)
        worker.heavy = worker.heavy or rss > run.limits.lasting
        worker.ahead, ahead = None, worker.ahead
        _turn(run, worker, ahead)
        return [Done(task, payload[frames.MEASURES.size :], seconds, rss, worker.number)]
    if kind == frames.ASK:
        _reply(run, worker, task, payload)
        return []
    if kind == frames.MEMORY:
        return _fail(run, worker, "memory", "MemoryError")
    if kind == frames.PROCESSES:
        return _fail(run, worker, "processes", "refused")
    if kind == frames.FAULT:
        return _fail(run, worker, "crash", payload.decode("utf-8", "backslashreplace"))
    raise frames.Malformed


def _reply(run: Run, worker: Worker, task: Task, question: bytes) -> None:
    """The parent's answer; the time the child waited for it is not the task's."""
    before = time.monotonic()
    reply = frames.frame(frames.ANSWER, run.answer(task, question))
    run.away += time.monotonic() - before
    worker.since += run.away - worker.away
    worker.away = run.away
    system.send(worker.process, reply)


def _gone(run: Run, worker: Worker) -> list[Done | Lost]:
    """The end of a child's output: it has died, or closed it, which is no better."""
    ending = system.ended(worker.process, ENDING)
    if ending is None:
        return _fail(run, worker, "crash", "closed its output")
    if system.overtime(ending):
        return _fail(run, worker, "timeout", ending)
    starved = system.starved(worker.process, ending, run.limits.memory)
    return _fail(run, worker, "memory" if starved else "crash", ending)


def _look(run: Run, worker: Worker) -> list[Done | Lost]:
    """Whether a child is alive, in time, and within its limits."""
    if not system.alive(worker.process):
        return _rest(run, worker)
    held, started = system.usage(worker.process)
    if started > STARTED:  # asked first: what processes share is counted once for each
        return _fail(run, worker, "processes", f"{started} processes")
    if held > run.limits.memory:
        return _fail(run, worker, "memory", f"{held >> 20} MiB")
    allowed = deadline(worker.current, run.limits) if worker.current else START_SECONDS
    if time.monotonic() - worker.since <= allowed or (worker.ready and worker.current is None):
        return []
    return _late(run, worker, allowed)


def _rest(run: Run, worker: Worker) -> list[Done | Lost]:
    """What a dead child had still written, and its end, which another may hold back."""
    outcomes: list[Done | Lost] = []
    while worker in run.workers and (heard := system.wait([worker.process], 0)):
        outcomes += _heard(run, worker, heard[0][1])
    return outcomes + (_gone(run, worker) if worker in run.workers else [])


def _late(run: Run, worker: Worker, allowed: float) -> list[Done | Lost]:
    """The end of a child's time, unless its result is just coming."""
    task, until = worker.current, time.monotonic() + PATIENCE_IN_ALL
    outcomes: list[Done | Lost] = []
    while time.monotonic() < until and (heard := system.wait([worker.process], PATIENCE)):
        outcomes += _heard(run, worker, heard[0][1])
        if worker not in run.workers or worker.current is not task:
            return outcomes
    return outcomes + _fail(run, worker, "timeout", f"{round(allowed, 1):g} s")


def _fail(run: Run, worker: Worker, why: Why, detail: str) -> list[Done | Lost]:
    """The child is given up; what it worked on is set aside, or lost if it was alone."""
    task, seconds = worker.current, time.monotonic() - worker.since
    _dismiss(run, worker)
    if not worker.ready:
        run.false_starts += 1
        if run.false_starts >= FALSE_STARTS:
            zh = f"子进程启动不了（{detail}）；请检查安装，可在命令行运行："
            en = f"child processes cannot be started ({detail}); check the installation, try: "
            raise GoujiError(zh + " ".join(run.command), en + " ".join(run.command))
    if task is None:
        return []
    if run.alone:
        return [Lost(task, why, detail, seconds)]
    run.aside.append(task)
    return []
