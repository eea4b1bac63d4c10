"""The loop of a child process: tasks in, results out, nothing else in or out."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from model.errors import GoujiError
from workers import frames
from workers.system import system

MEMORY_VARIABLE = "GOUJI_WORKER_MEMORY"
PARENT_VARIABLE = "GOUJI_WORKER_PARENT"
FOLDER_VARIABLE = "GOUJI_WORKER_FOLDER"

Work = Callable[[bytes, Callable[[bytes], bytes]], bytes]


@dataclass(slots=True)
class Line:
    """The two pipes to the parent, and tasks that came while an answer was waited for."""

    read: int
    write: int
    early: deque[bytes] = field(default_factory=deque[bytes])


def serve(work: Work) -> None:
    """Do ``work(payload, ask)`` for every task until the parent closes the pipe.

    ``ask(question)`` gives the parent's answer; its wait does not count as the task's time. A
    MemoryError of the work, or any other error, ends the process: the parent starts a fresh one.
    """
    line = _line()
    try:
        memory, parent = int(os.environ[MEMORY_VARIABLE]), int(os.environ[PARENT_VARIABLE])
    except (KeyError, ValueError) as error:
        zh = "子进程只能由 gouji 自己启动"
        raise GoujiError(zh, "a child process is started by gouji itself only") from error
    system.prepare(memory, parent)
    _send(line, frames.frame(frames.READY))
    while True:
        try:
            task = line.early.popleft() if line.early else _receive(line, frames.TASK)
        except EOFError:
            return
        _one(line, work, task)
        _empty_folder()


def _one(line: Line, work: Work, task: bytes) -> None:
    """One task from its message to that of its result; an error is the end of this process."""
    (seconds,) = frames.SECONDS.unpack_from(task)

    def ask(question: bytes) -> bytes:
        left = system.pause()
        _send(line, frames.frame(frames.ASK, question))
        try:
            answer = _receive(line, frames.ANSWER)
        except EOFError:
            os._exit(0)  # the parent is gone: nobody is left to be told
        system.resume(left)
        return answer

    start = time.monotonic()
    system.begin(seconds)
    try:
        result = work(task[frames.SECONDS.size :], ask)
        measures = frames.MEASURES.pack(time.monotonic() - start, system.resident())
        message = frames.frame(frames.RESULT, measures, result)
    except Exception as error:  # noqa: BLE001 - told to the parent, and the end of this process
        message, last = _told(error), True
    else:
        last = False
    system.pause()
    _send(line, message)
    if last:
        os._exit(1)


OUT_OF_MEMORY = frames.frame(frames.MEMORY)
"""Built beforehand: when it is needed there may be no memory to build it."""


def _told(error: Exception) -> bytes:
    """The message for an error; the system's refusal of memory is one of memory, too."""
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
        return OUT_OF_MEMORY
    if isinstance(error, BlockingIOError):  # what fork raises under the limit on processes
        return frames.frame(frames.PROCESSES)
    return frames.frame(frames.FAULT, _where(error))


def _where(error: Exception) -> bytes:
    """What fell over and where; never the error's own words, which may quote a report."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno}".encode()


def _line() -> Line:
    """The pipes moved out of reach of what libraries print to 1 or read from 0."""
    line = Line(os.dup(0), os.dup(1))
    system.as_bytes(line.read)
    system.as_bytes(line.write)
    sys.stdout.flush()
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return line


def _send(line: Line, message: bytes) -> None:
    """All of it; a parent that is gone ends this process."""
    rest = memoryview(message)
    try:
        while rest:
            rest = rest[os.write(line.write, rest) :]
    except OSError:
        os._exit(0)


def _receive(line: Line, wanted: bytes) -> bytes:
    """The next message of this kind; raises EOFError when the parent closed the pipe."""
    while True:
        kind, length = frames.head(_exactly(line.read, frames.HEAD.size))
        payload = _exactly(line.read, length)
        if kind == wanted:
            return payload
        if kind != frames.TASK:
            message = "an answer to no question"
            raise frames.Malformed(message)
        line.early.append(payload)


def _exactly(descriptor: int, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        chunk = os.read(descriptor, min(size - len(data), 1 << 20))
        if not chunk:
            raise EOFError
        data += chunk
    return bytes(data)


def _empty_folder() -> None:
    """Take away what the task left among its temporary files."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if folder is None:
        return
    with os.scandir(folder) as entries:
        left = list(entries)
    for entry in left:
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)  # the parent removes the whole at the end
        else:
            Path(entry.path).unlink(missing_ok=True)
