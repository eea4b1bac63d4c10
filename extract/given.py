"""A file as the command line names it: a path, a pipe, or standard input."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from extract.survey import Found, met
from model.errors import UsageError


@contextmanager
def given(file: str) -> Generator[Found, None, None]:
    """The file to be read; what comes down a pipe is put into one for as long as it is read.

    Raises:
        UsageError: standard input is asked for and closed.

    """
    path = Path(file)
    if file != "-" and not (path.exists() and not path.is_file() and not path.is_dir()):
        yield met(path, path.as_posix(), asked=True)
        return
    if file == "-" and sys.stdin is None:
        zh = "标准输入是关着的；请给出文件名"
        raise UsageError(zh, "standard input is closed; name a file")
    content = sys.stdin.buffer.read() if file == "-" else path.read_bytes()
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        copy = Path(folder) / "stdin.txt"
        copy.write_bytes(content)
        yield met(copy, file, asked=True)
