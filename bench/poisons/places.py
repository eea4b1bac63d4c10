"""Poison that is no content: links, devices, rights, and names."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_IFCHR

from bench.poisons.poison import GOOD, READ, Poison, content

_SPECIAL = "设备或管道"


def links() -> Iterator[Poison]:
    """Links that lead nowhere, round, to endless devices, and above."""
    yield Poison("circle.txt", _link("circle.txt"), "failed", "请")
    yield Poison("dangling.docx", _link("nowhere"), "failed", "没有这个文件")
    yield Poison("zero.txt", _link("/dev/zero"), "skipped", _SPECIAL)
    yield Poison("random.pdf", _link("/dev/random"), "skipped", _SPECIAL)
    yield Poison("tty.txt", _link("/dev/tty"), "skipped", _SPECIAL)
    yield Poison("own-memory.txt", _link("/proc/self/mem"), "skipped failed", "")


def specials() -> Iterator[Poison]:
    """What no program should wait for."""
    yield Poison("pipe.txt", os.mkfifo, "skipped", _SPECIAL)
    yield Poison("socket.txt", _socket, "skipped", _SPECIAL)
    yield Poison("device.txt", _device, "skipped", _SPECIAL, only="root")


def rights() -> Iterator[Poison]:
    """What may not be read, by those who are not root."""
    yield Poison("closed.txt", _closed, "failed", "权限", ("ok", READ))
    yield Poison("closed-folder", _closed_folder, "failed", "目录打不开", ("ok", READ))


def names() -> Iterator[Poison]:
    """Names that are data: all of these are read."""
    odd: tuple[str | bytes, ...] = (
        *("new\nline.txt", "carriage\rreturn.txt", "quo\"te',;.txt", "x..\\..\\etc.txt"),
        *(
            "x%2f..%2f..%2fetc.txt",
            "=1+1.txt",
            "--help.txt",
            "-rf.txt",
            "*?[a].txt",
            "$(id)`id`.txt",
        ),
        *("\u202etxt.exe.txt", "\x1b[31mred.txt", "tab\t.txt", " .txt", "END.TXT", "con.txt"),
        *("项" * 83 + ".txt", b"by\xfftes.txt", b"\xb1\xa8\xb8\xe6.txt"),
    )
    for number, name in enumerate(odd):
        yield Poison(name, content(GOOD.format(500 + number)), "ok partial", READ)


def _link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _socket(path: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(path.parent)  # a socket's path may be 108 bytes long
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.fchdir(here)
        os.close(here)


def _device(path: Path) -> None:
    os.mknod(path, S_IFCHR | 0o644, os.makedev(1, 5))


def _closed(path: Path) -> None:
    path.write_text(GOOD.format(601), "utf-8")
    path.chmod(0)


def _closed_folder(path: Path) -> None:
    path.mkdir()
    (path / "inside.txt").write_text(GOOD.format(602), "utf-8")
    path.chmod(0)
