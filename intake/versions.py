"""Which gouji made a result: the code that reads, and the rules that judge, by their content."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_HOME = Path(__file__).parent.parent
_READS = ("model", "extract", "normalize", "contract")
_JUDGES = ("model", "validate", "contract")
_PACKED = re.compile(r"model/|contract/packing\.py")
_LIBRARIES = ("lxml", "numpy", "pdfplumber", "pypdfium2", "python-docx", "rapidfuzz", "jieba")


@cache
def of_reading() -> str:
    """Tells apart every change of the code, the words and the libraries that read a report."""
    return _digest([*_sources(_READS), *(f"{name} {_version(name)}" for name in _LIBRARIES)])


@cache
def of_rules() -> str:
    """Tells apart every change of the code that judges."""
    return _digest(_sources(_JUDGES))


@cache
def of_packing() -> str:
    """Tells apart every change of what is packed: a report packed by other code is read again."""
    return _digest(line for line in _sources(("model", "contract")) if _PACKED.match(line))


def _sources(packages: Iterable[str]) -> list[str]:
    """Name and content of each file of ours; nobody has to remember to count a version up."""
    files = sorted(
        file
        for package in packages
        for file in (_HOME / package).rglob("*")
        if file.suffix in {".py", ".toml", ".txt"}
    )
    return [
        f"{file.relative_to(_HOME).as_posix()} {sha256(file.read_bytes()).hexdigest()}"
        for file in files
    ]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def digest(text: str) -> str:
    """A short name for a text that says how something is done."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
