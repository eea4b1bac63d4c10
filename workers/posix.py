"""Processes on Linux, macOS and other POSIX systems: all that Windows has not stands here."""

from __future__ import annotations

import ctypes
import fcntl
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from workers.posix_table import LINUX, PAGE, Entry, entry_of, processes, signalled

POLL = 0.2 if LINUX else 1.0
"""Seconds between two looks at memory and processes; ``ps`` costs more than /proc."""
AFTER = 2.0
"""Seconds by which a child outlives a deadline that no parent enforces."""
KILL_SECONDS = 10.0
MARK = "GOUJI_WORKER_MARK"
"""A variable of the child's environment that all it starts inherit: by it they are known again."""
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER, PR_GET_CHILD_SUBREAPER = 1, 36, 37
OVERTIME = {signal.SIGALRM, signal.SIGXCPU}
STARVED = {"SIGABRT", "SIGSEGV", "SIGTRAP", "SIGILL", "SIGBUS", "SIGKILL"}
"""Ends of a process that may be a lack of memory; SIGKILL is the system's own."""


@dataclass(slots=True)
class Process:
    """A running child: its pipes, what is still to be written, what it was seen to start."""

    popen: subprocess.Popen[bytes]
    read: int
    write: int
    mark: bytes
    unsent: bytearray = field(default_factory=bytearray)
    seen: dict[int, int] = field(default_factory=dict[int, int])
    """Start times by process id: an id is used again, a start time not with it."""
    before: int = 0
    """The most bytes this process had when it started the child: Linux counts them as its own."""
    peak: int = 0
    """Once it has ended: the most bytes it had in memory."""


# ---- the parent's side ------------------------------------------------------------------------


@contextmanager
def guarding() -> Generator[None, None, None]:
    """While it lasts, what a dead child leaves behind comes to this process and not to init."""
    if not LINUX:
        yield
        return
    before = ctypes.c_int()
    _prctl(PR_GET_CHILD_SUBREAPER, ctypes.addressof(before))
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    try:
        yield
    finally:
        _prctl(PR_SET_CHILD_SUBREAPER, before.value)


def start(command: Sequence[str], environment: Mapping[str, str], memory: int) -> Process:  # noqa: ARG001  the child bounds itself
    """A child in a session of its own, its pipes not blocking."""
    mark = os.urandom(16).hex()
    before = _bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    popen = subprocess.Popen(  # noqa: S603  gouji itself
        command,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**environment, MARK: mark},
        start_new_session=True,
    )
    assert popen.stdin is not None  # noqa: S101  asked for above
    assert popen.stdout is not None  # noqa: S101
    read, write = popen.stdout.fileno(), popen.stdin.fileno()
    os.set_blocking(read, False)
    os.set_blocking(write, False)
    return Process(popen, read, write, f"{MARK}={mark}".encode(), before=before)


def send(process: Process, message: bytes) -> None:
    """Hand over a message; what the pipe does not take now, ``wait`` writes."""
    process.unsent += message
    _flush(process)


def _flush(process: Process) -> None:
    try:
        while process.unsent:
            del process.unsent[: os.write(process.write, process.unsent[: 1 << 16])]
    except BlockingIOError:
        pass
    except OSError:  # it is dead or has closed its input: reading will tell
        process.unsent.clear()


def wait(processes: Sequence[Process], seconds: float) -> list[tuple[int, bytes]]:
    """Index and bytes of those that wrote within the time; no bytes: it will write no more."""
    poll = select.poll()
    readers = {process.read: index for index, process in enumerate(processes)}
    writers = {process.write: process for process in processes if process.unsent}
    for descriptor in readers:
        poll.register(descriptor, select.POLLIN)
    for descriptor in writers:
        poll.register(descriptor, select.POLLOUT)
    heard: list[tuple[int, bytes]] = []
    for descriptor, _ in poll.poll(seconds * 1000):
        if descriptor in writers:
            _flush(writers[descriptor])
        else:
            with suppress(BlockingIOError):
                heard.append((readers[descriptor], os.read(descriptor, 1 << 20)))
    return heard


def alive(process: Process) -> bool:
    """Whether the child itself still runs; its pipe may be held open by what it started."""
    return not _buried(process)


def _buried(process: Process) -> bool:
    """Whether it has ended; buried here and not by its ``Popen``, which asks for no peak."""
    popen = process.popen
    if popen.returncode is not None:
        return True
    try:
        pid, status, used = os.wait4(popen.pid, os.WNOHANG)
    except ChildProcessError:  # buried by someone else in this process
        return popen.poll() is not None
    if pid:
        popen.returncode = os.waitstatus_to_exitcode(status)
        process.peak = _bytes(used.ru_maxrss)
    return bool(pid)


def ended(process: Process, seconds: float) -> str | None:
    """How it ended by itself, such as ``SIGSEGV`` or ``exit 3``; None if it has not."""
    until = time.monotonic() + seconds
    while not _buried(process):
        if time.monotonic() >= until:
            return None
        time.sleep(0.002)
    code = process.popen.returncode
    return f"exit {code}" if code >= 0 else signal.Signals(-code).name


def starved(process: Process, ending: str, memory: int) -> bool:
    """Whether a child that ended so died of its limit on memory.

    A library that is refused memory aborts or falls over a null pointer. Hostile PDF files make
    PDFium do so at 95 % of the limit; what grows in larger steps is refused earlier.
    """
    return ending in STARVED and process.peak > max(memory // 2, process.before)


def overtime(ending: str) -> bool:
    """Whether this ending is that of a child which outstayed its own clock."""
    return ending in {number.name for number in OVERTIME}


def usage(process: Process) -> tuple[int, int]:
    """Resident bytes of the child and all it started, and how many it started."""
    entries = _below(process) if LINUX else _ours(process, processes())
    for entry in entries:
        process.seen[entry.pid] = entry.start
    started = [entry for entry in entries if entry.pid != process.popen.pid]
    return sum(entry.rss for entry in entries), len(started)


def kill(process: Process) -> None:
    """End the child and all it started, at most KILL_SECONDS long, and close its pipes."""
    until = time.monotonic() + KILL_SECONDS
    while time.monotonic() < until:
        entries = _ours(process, processes())
        for entry in entries:
            process.seen[entry.pid] = entry.start
        living = [entry for entry in entries if not entry.dead]
        if not living:
            break
        # Stopped first, all of them: one that is killed while its brother runs is started anew.
        signalled(living, signal.SIGSTOP)
        more = {entry.pid for entry in _ours(process, processes()) if not entry.dead}
        if more <= {entry.pid for entry in living}:
            signalled(living, signal.SIGKILL)
            time.sleep(0.001)
    _close(process)
    ended(process, KILL_SECONDS)
    _reap(process)


def _close(process: Process) -> None:
    for pipe in (process.popen.stdin, process.popen.stdout):
        if pipe is not None:
            with suppress(OSError):  # a flush into a broken pipe; nothing is buffered
                pipe.close()


def _reap(process: Process) -> None:
    """Bury orphans that came to this process; those of others who run in it are left alone."""
    for entry in processes():
        mine = process.seen.get(entry.pid) == entry.start or entry.session == process.popen.pid
        if mine and entry.dead and entry.parent == os.getpid():
            with suppress(ChildProcessError):
                os.waitpid(entry.pid, os.WNOHANG)


# ---- what belongs to a child ------------------------------------------------------------------


def _ours(process: Process, entries: Sequence[Entry]) -> list[Entry]:
    """The child and what it started: by session, by descent, seen before, or by its mark."""
    root, me = process.popen.pid, os.getpid()
    found = {
        entry.pid
        for entry in entries
        if root in (entry.pid, entry.session)
        or process.seen.get(entry.pid) == entry.start
        or (entry.parent == me and not entry.dead and _marked(entry.pid, process.mark))
    }
    if process.popen.returncode is not None:
        found.discard(root)  # buried: the number may be someone else's by now
    while more := {e.pid for e in entries if e.parent in found and e.pid not in found}:
        found |= more
    return [entry for entry in entries if entry.pid in found]


def _marked(pid: int, mark: bytes) -> bool:
    try:
        return mark in Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return False


def _below(process: Process) -> list[Entry]:
    """The child and its descendants; it is their reaper, so none leaves this tree while it lives.

    The list of children costs a few files, the whole table one for every process there is.
    """
    pids = [process.popen.pid]
    for pid in pids:
        try:
            for thread in Path(f"/proc/{pid}/task").iterdir():
                pids += [int(child) for child in (thread / "children").read_bytes().split()]
        except FileNotFoundError:
            if not Path("/proc/thread-self/children").exists():  # a kernel without these lists
                return _ours(process, processes())
        except OSError:  # it ended meanwhile
            continue
    return [one for pid in pids if (one := entry_of(pid)) is not None]


# ---- the child's side -------------------------------------------------------------------------


def prepare(memory: int, parent: int) -> None:
    """Bind this process: it dies with the parent, holds so much memory, starts nothing."""
    for number in (signal.SIGALRM, signal.SIGXCPU, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to hear
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    _limit(resource.RLIMIT_CORE, 0)
    with suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it
        _limit(resource.RLIMIT_AS, memory)
    if os.geteuid() != 0:  # root is above this limit: the parent counts
        _limit(resource.RLIMIT_NPROC, 0)
    if LINUX:
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        _prctl(PR_SET_CHILD_SUBREAPER, 1)
    if os.getppid() != parent:
        os._exit(0)  # it died before it could have been noticed


def _limit(what: int, value: int) -> None:
    """Set for good, but never above what this process was allowed before."""
    _, hard = resource.getrlimit(what)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, value))


def begin(seconds: float) -> None:
    """Start this process's own clocks for one task, a little behind those of the parent.

    What earlier tasks started and what has ended since is buried: it would count as running.
    """
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    signal.setitimer(signal.ITIMER_REAL, seconds + AFTER)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(time.process_time() + 2 * seconds + AFTER) + 1  # the limit counts from the start
    soft = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def pause() -> float:
    """Stop the clock; what was left on it."""
    return signal.setitimer(signal.ITIMER_REAL, 0)[0]


def resume(left: float) -> None:
    """Let the clock go on from there."""
    signal.setitimer(signal.ITIMER_REAL, left)


def resident() -> int:
    """Bytes of this process in memory; where that is not told, the most it ever had."""
    if LINUX:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * PAGE
    return _bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _bytes(peak: int) -> int:
    """``ru_maxrss``, which every system counts its own way."""
    return peak if sys.platform == "darwin" else peak << 10


def as_bytes(descriptor: int) -> None:
    """Nothing to do: a pipe knows only bytes here."""


def _prctl(option: int, value: int) -> None:
    """One call of Linux; raises OSError."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(option, ctypes.c_ulong(value), 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


# ---- locks and interruptions ------------------------------------------------------------------


def hold(path: Path) -> int | None:
    """A descriptor that keeps this file locked while open; None where another has it.

    A file system that knows no locks raises OSError.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(descriptor).st_ino == path.stat().st_ino:
            return descriptor
    except (BlockingIOError, FileNotFoundError):  # locked, or taken away meanwhile
        pass
    except OSError:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


@contextmanager
def interrupts() -> Generator[Callable[[], bool], None, None]:
    """A question that is true after the first Ctrl-C or SIGTERM; the second interrupts."""
    heard: list[int] = []

    def hear(number: int, _: FrameType | None) -> None:
        heard.append(number)
        if len(heard) > 1:
            raise KeyboardInterrupt

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(heard)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
