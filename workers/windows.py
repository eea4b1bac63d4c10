"""Processes on Windows: the interface of ``posix.py`` with a job object and threads.

Written without a Windows to run it on; docs/workers.md says which parts were tested elsewhere.
"""

from __future__ import annotations

import importlib
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from workers import job_object

POLL = 0.2
CLOSE_SECONDS = 5.0
SUSPENDED, DETACHED, NEW_GROUP = 0x4, 0x8, 0x200
"""Flags of CreateProcess: nothing runs before it is in its job; no console, so no Ctrl-C."""
LAST_OWN_CODE = 0xFFFF
"""Exit codes above are the system's status numbers."""
STATUS = {
    0xC0000005: "access violation",
    0xC0000017: "no memory",
    0xC000001D: "illegal instruction",
    0xC00000FD: "stack overflow",
    0xC0000374: "heap corruption",
    0xC0000409: "fail fast",
}
NEWS = threading.Condition()
"""Told whenever a child wrote something, any child."""


@dataclass(slots=True)
class Process:
    """A running child with its job; a pipe here is waited for by a thread, not by select."""

    popen: subprocess.Popen[bytes]
    job: int
    arrived: deque[bytes] = field(default_factory=deque[bytes])
    unsent: queue.SimpleQueue[bytes | None] = field(default_factory=queue.SimpleQueue[bytes | None])
    threads: list[threading.Thread] = field(default_factory=list[threading.Thread])


@contextmanager
def guarding() -> Generator[None, None, None]:
    """Nothing to do: a job holds all that its processes start."""
    yield


def start(command: Sequence[str], environment: Mapping[str, str], memory: int) -> Process:
    """A child in a job of its own."""
    command, environment = unlaunched(command, environment)
    popen = subprocess.Popen(  # noqa: S603  gouji itself
        command,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=SUSPENDED | DETACHED | NEW_GROUP,
    )
    try:
        job = job_object.confine(int(vars(popen)["_handle"]), memory)
    except OSError:
        popen.kill()
        raise
    return attended(Process(popen, job))


def unlaunched(
    command: Sequence[str], environment: Mapping[str, str]
) -> tuple[Sequence[str], Mapping[str, str]]:
    """The real interpreter in place of a venv's, which would start it as a second process."""
    base = str(vars(sys).get("_base_executable", sys.executable))
    if command[0] != sys.executable or base == sys.executable:
        return command, environment
    return (base, *command[1:]), {**environment, "__PYVENV_LAUNCHER__": sys.executable}


def attended(process: Process) -> Process:
    """The same with its two threads running."""
    for work in (_read, _write):
        thread = threading.Thread(target=work, args=(process,), daemon=True)
        process.threads.append(thread)
        thread.start()
    return process


def _read(process: Process) -> None:
    pipe = process.popen.stdout
    assert pipe is not None  # noqa: S101  asked for at the start
    data = b"."
    while data:
        try:
            data = os.read(pipe.fileno(), 1 << 16)
        except (OSError, ValueError):  # closed on this side
            data = b""
        with NEWS:
            process.arrived.append(data)
            NEWS.notify_all()


def _write(process: Process) -> None:
    pipe = process.popen.stdin
    assert pipe is not None  # noqa: S101
    while (message := process.unsent.get()) is not None:
        rest = memoryview(message)
        with suppress(OSError, ValueError):  # it is dead: reading will tell
            while rest:
                rest = rest[os.write(pipe.fileno(), rest) :]


def send(process: Process, message: bytes) -> None:
    """Hand over a message; its thread writes it."""
    process.unsent.put(message)


def wait(processes: Sequence[Process], seconds: float) -> list[tuple[int, bytes]]:
    """Index and bytes of those that wrote within the time; no bytes: it will write no more."""
    with NEWS:
        NEWS.wait_for(lambda: any(process.arrived for process in processes), seconds)
        return [
            (index, process.arrived.popleft())
            for index, process in enumerate(processes)
            if process.arrived
        ]


def alive(process: Process) -> bool:
    """Whether the child still runs."""
    return process.popen.poll() is None


def ended(process: Process, seconds: float) -> str | None:
    """How it ended by itself, such as ``exit 3``; None if it has not."""
    try:
        return ending(process.popen.wait(seconds))
    except subprocess.TimeoutExpired:
        return None


def ending(code: int) -> str:
    """An exit code in words."""
    code &= 0xFFFFFFFF
    return STATUS.get(code, f"exit {code}" if code <= LAST_OWN_CODE else f"exit 0x{code:08X}")


def overtime(_: str) -> bool:
    """Never: a child has no clock of its own here."""
    return False


def starved(process: Process, ending: str, memory: int) -> bool:  # noqa: ARG001  as posix.starved
    """Never: what a dead child had is not asked for here."""
    return False


def usage(process: Process) -> tuple[int, int]:
    """Resident bytes of the child, and how many processes it started."""
    handle = int(vars(process.popen)["_handle"])
    return job_object.working_set(handle), max(0, job_object.active(process.job) - 1)


def kill(process: Process) -> None:
    """End all in the job, and close the pipes."""
    with suppress(OSError):  # the job is empty already
        job_object.end(process.job)
    process.unsent.put(None)
    with suppress(subprocess.TimeoutExpired):
        process.popen.wait(CLOSE_SECONDS)
    for thread in process.threads:
        thread.join(CLOSE_SECONDS)
    for pipe in (process.popen.stdin, process.popen.stdout):
        if pipe is not None:
            pipe.close()


def prepare(memory: int, parent: int) -> None:  # noqa: ARG001  the job bounds it
    """Let a crash end this process at once, without a window."""
    job_object.no_dialogs()


def begin(seconds: float) -> None:
    """Nothing to do: the job ends with the parent."""


def pause() -> float:
    """Nothing to do."""
    return 0.0


def resume(left: float) -> None:
    """Nothing to do."""


def resident() -> int:
    """Bytes of this process in memory."""
    return job_object.working_set()


def as_bytes(descriptor: int) -> None:
    """No change of line ends in what this descriptor reads or writes."""
    importlib.import_module("msvcrt").setmode(descriptor, vars(os)["O_BINARY"])


def hold(path: Path) -> int | None:
    """A descriptor that keeps this file locked while open; None where another has it."""
    msvcrt = importlib.import_module("msvcrt")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:  # about to be deleted by another
        return None
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


@contextmanager
def interrupts() -> Generator[Callable[[], bool], None, None]:
    """A question that is true after the first Ctrl-C; the second interrupts."""
    heard: list[int] = []

    def hear(event: int) -> int:
        heard.append(event)
        return int(len(heard) == 1)  # 0: Python's own handler is asked next

    remove = job_object.console_handler(hear)
    try:
        yield lambda: bool(heard)
    finally:
        remove()
