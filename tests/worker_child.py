"""A child process that does what its task says: ``word argument``."""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from workers import serve

MIB = 1 << 20
Ask = Callable[[bytes], bytes]
RUNAWAYS = 60
"""At most so many processes: a test that fails must not take the machine with it."""


def echo(argument: bytes, _: Ask) -> bytes:
    return argument


def pid(_: bytes, __: Ask) -> bytes:
    return str(os.getpid()).encode()


def nap(argument: bytes, _: Ask) -> bytes:
    time.sleep(float(argument))
    return argument


def asking(argument: bytes, ask: Ask) -> bytes:
    return b" ".join(ask(argument + str(number).encode()) for number in range(3))


def ask_and_nap(argument: bytes, ask: Ask) -> bytes:
    answer = ask(b"")
    time.sleep(float(argument))
    return answer


def busy(_: bytes, __: Ask) -> bytes:
    while True:
        pass


def deaf(_: bytes, __: Ask) -> bytes:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    while True:
        time.sleep(1)


def segfault(_: bytes, __: Ask) -> bytes:
    return ctypes.string_at(0)


def abort(_: bytes, __: Ask) -> bytes:
    os.abort()


def abort_holding(argument: bytes, _: Ask) -> bytes:
    """As a library does that is refused memory."""
    held = b"x" * (int(argument) * MIB)
    os.abort()
    return held


def leave(argument: bytes, _: Ask) -> bytes:
    os._exit(int(argument))


def fall(_: bytes, __: Ask) -> bytes:
    message = "text of a report"
    raise KeyError(message)


_KEPT: list[bytes] = []


def keep(argument: bytes, _: Ask) -> bytes:
    """Some MiB that are never given back."""
    _KEPT.append(b"x" * (int(argument) * MIB))
    return str(os.getpid()).encode()


def hoard(_: bytes, __: Ask) -> bytes:
    held: list[bytes] = []
    while True:
        held.append(b"x" * (8 * MIB))


def mapped(_: bytes, __: Ask) -> bytes:
    held: list[mmap.mmap] = []
    while True:
        held.append(mmap.mmap(-1, 8 * MIB))
        held[-1].write(b"x" * (8 * MIB))


def spread(argument: bytes, _: Ask) -> bytes:
    """Memory that no limit of one process sees: three of them, each with a part."""
    size = int(argument) // 3 * MIB
    for _number in range(3):
        if os.fork() == 0:
            held = b"x" * size
            time.sleep(30)
            os._exit(len(held) & 1)
    time.sleep(30)
    return b""


def runaway(_: bytes, __: Ask) -> bytes:
    """Fork twice, in a session of its own, again and again: nothing leads back to the child."""
    for _number in range(RUNAWAYS):
        first = os.fork()
        if first == 0:
            os.setsid()
            if os.fork() == 0:
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                time.sleep(30)
            os._exit(0)
        os.waitpid(first, 0)
    time.sleep(30)
    return b""


def one_process(argument: bytes, _: Ask) -> bytes:
    """Leave one process behind and say its number; with ``die``, die at once."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.write(writer, str(os.getpid()).encode())
            time.sleep(30)
        os._exit(0)
    number = os.read(reader, 20)
    if argument:
        Path(os.fsdecode(argument)).write_bytes(number)
        os.abort()
    return number


def killed_once(argument: bytes, _: Ask) -> bytes:
    """Killed from outside the first time, well the second."""
    seen = Path(os.fsdecode(argument))
    if not seen.exists():
        seen.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return b"well"


def thread(_: bytes, __: Ask) -> bytes:
    try:
        threading.Thread(target=int).start()
    except RuntimeError:
        return b"refused"
    return b"started"


def shell(_: bytes, __: Ask) -> bytes:
    try:
        subprocess.run(["/bin/true"], check=True)
    except OSError:
        return b"refused"
    return b"started"


def prints(argument: bytes, _: Ask) -> bytes:
    print("a library speaks")  # noqa: T201  as libraries do
    os.write(1, b"R\0\0\0\0")
    sys.stderr.write("and complains")
    return argument + sys.stdin.read().encode()


def garbage(_: bytes, __: Ask) -> bytes:
    os.write(OUT, b"Lorem ipsum dolor sit amet")
    time.sleep(30)
    return b""


def closing(_: bytes, __: Ask) -> bytes:
    os.close(OUT)
    time.sleep(30)
    return b""


def giant(_: bytes, __: Ask) -> bytes:
    os.write(OUT, b"D\xff\xff\xff\xff")
    time.sleep(30)
    return b""


def litter(argument: bytes, _: Ask) -> bytes:
    """Say how many temporary files are there, then leave some."""
    folder = Path(tempfile.gettempdir())
    before = len(list(folder.iterdir()))
    (folder / "left").write_bytes(b"x")
    (folder / "below" / "deep").mkdir(parents=True, exist_ok=True)
    if argument:
        os.abort()
    return f"{before} {folder}".encode()


WORK: dict[str, Callable[[bytes, Ask], bytes]] = {
    work.__name__: work
    for work in (
        *(
            echo,
            pid,
            nap,
            asking,
            ask_and_nap,
            busy,
            deaf,
            segfault,
            abort,
            leave,
            fall,
            keep,
            abort_holding,
            hoard,
            mapped,
            spread,
        ),
        *(
            runaway,
            one_process,
            killed_once,
            thread,
            shell,
            prints,
            garbage,
            closing,
            giant,
            litter,
        ),
    )
}
OUT = 4
"""What 1 is doubled to at the start, after 0 to 3."""


def work(payload: bytes, ask: Ask) -> bytes:
    word, _, argument = payload.partition(b" ")
    return WORK[word.decode()](argument, ask)


if __name__ == "__main__":
    serve(work)
