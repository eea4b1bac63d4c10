"""Where the command speaks: the language, the streams, and the code it exits with."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper

NOTHING, FINDINGS, USELESS, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 130


def language(arguments: Sequence[str], environment: dict[str, str]) -> str:
    """``zh`` or ``en``: by ``--lang``, then GOUJI_LANG, then the system's locale; else ``zh``."""
    for at, word in enumerate(arguments):
        if word == "--lang" and at + 1 < len(arguments):
            return "en" if arguments[at + 1] == "en" else "zh"
        if word.startswith("--lang="):
            return "en" if word == "--lang=en" else "zh"
    for name in ("GOUJI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "en" if environment[name].lower().startswith("en") else "zh"
    return "zh"


def exit_code(opened: int, failed: int, findings: int) -> int:
    """The code of a call that opened, and could not open, so many files."""
    if not opened:
        return USELESS
    if failed:
        return SOME_FAILED
    return FINDINGS if findings else NOTHING


def put(content: bytes) -> None:
    """Data goes out as bytes: UTF-8 whatever the console speaks."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def open_streams() -> None:
    """Streams that never raise: one that the caller closed, or a console that lacks a character."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller: >&-
            setattr(sys, name, TextIOWrapper(BytesIO(), encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
