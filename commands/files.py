"""The PATH arguments of an ingest: folders, files, wildcards, names on standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from model.errors import UsageError

_LARGEST = 256 << 20
"""Bytes of names on standard input; a million long ones are less."""


def given_files(paths: Sequence[str]) -> tuple[Path, ...]:
    """The paths an ingest is to walk; ``data/raw`` where none is given.

    A pattern that matches nothing stays as it is, to be told as a path that is not there.
    """
    if not paths:
        return (Path("data/raw"),)
    return tuple(path for one in paths for path in (_listed() if one == "-" else _matched(one)))


def _matched(path: str) -> Iterator[Path]:
    if os.path.lexists(path) or not glob.has_magic(path):
        yield Path(path)
        return
    found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  Path.glob takes no absolute one
    yield from map(Path, found or [path])


def _listed() -> Iterator[Path]:
    """Names on standard input, one a line, or with a NUL behind each (``find -print0``)."""
    if sys.stdin is None:
        zh = "标准输入是关着的；请给出文件名"
        raise UsageError(zh, "standard input is closed; name files")
    content = sys.stdin.buffer.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        zh = f"标准输入的文件名超过 {_LARGEST >> 20} MB；请分批给出"
        raise UsageError(zh, f"more than {_LARGEST >> 20} MB of names; give them in parts")
    zeros = b"\0" in content
    names = content.split(b"\0") if zeros else content.removeprefix(b"\xef\xbb\xbf").splitlines()
    found = [name for name in names if name.strip()]
    if not found:
        zh = "标准输入里没有文件名；每行写一个"
        raise UsageError(zh, "no names on standard input; write one a line")
    yield from (Path(os.fsdecode(name)) for name in found)
