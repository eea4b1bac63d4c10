"""Poison in plain text: what the reading child is made to do, and sizes no report has."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.poisons.poison import GOOD, Poison, content
from tests.poisoned_child import MARK

_TOLD = {
    "hang": "超过时限",
    "busy": "超过时限",
    "segfault": "崩溃（SIGSEGV）",
    "abort": "崩溃（SIGABRT）",
    "leave": "崩溃（exit 3）",
    "fork": "不断启动别的程序",
    "memory": "内存超过上限|超过时限",  # 1.5 GB take 5 s to touch on a busy machine
    "stumble": "自身出错",
    "vanish": "没有这个文件|打不开",
    "denied": "权限",
}
_MB = 1 << 20


def marked() -> Iterator[Poison]:
    """Reports that make the child do what no reader does by itself; see tests/poisoned_child.py."""
    for number, (word, says) in enumerate(_TOLD.items()):
        text = MARK.decode() + f"{word}\n" + GOOD.format(900 + number)
        yield Poison(f"{word}.txt", content(text), "failed", says.replace("（", "（?"))


def huge() -> Iterator[Poison]:
    """Sizes and shapes that cost time or memory."""
    line = "预算安排10万元，"
    one = _filled(line, 32 * _MB)
    yield Poison("one-line-32MB.txt", one, "failed", "请")
    yield Poison("blank-lines-8MB.txt", _filled("\n", 8 * _MB), "failed partial ok", "")
    yield Poison("tabs-2MB.txt", _filled("\t", 2 * _MB), "failed partial ok", "")
    yield Poison("digits-2MB.txt", _filled("9", 2 * _MB), "failed partial ok", "")
    yield Poison("brackets-2MB.txt", _filled("（一）（", 2 * _MB), "failed partial ok", "")
    yield Poison("over-32MB.txt", _filled(f"{line}\n", 33 * _MB), "failed", "超过 32 MB")
    yield Poison("zeros.txt", content(bytes(50_000)), "failed", "请")
    for name in ("sparse.txt", "sparse.pdf", "sparse.docx"):
        yield Poison(name, _sparse(name), "failed", "超过 (32|200|256) MB")


def _filled(piece: str, size: int) -> Callable[[Path], None]:
    return content(piece * (size // len(piece.encode())))


def _sparse(name: str) -> Callable[[Path], None]:
    heads = {"sparse.pdf": b"%PDF-1.7\n", "sparse.txt": GOOD.format(7).encode() * 60}
    docx = b"PK\x03\x04" + b"word/document.xml" * 9

    def make(path: Path) -> None:
        path.write_bytes(heads.get(name, docx))
        os.truncate(path, 1 << 30)

    return make
