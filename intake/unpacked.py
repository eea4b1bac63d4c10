"""What a workbook would take in memory, measured before it is opened."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MOST_BYTES = 256_000_000
MOST_CELLS = 5_000_000
"""A sheet is held whole, empty cells too: a stray cell in its last corner would take gigabytes."""

_FILLED = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*(?<!/)>')
_LONGEST_TAG = 256

Reason = tuple[str, str]
"""In Chinese and in English."""


@dataclass(slots=True)
class _Extent:
    """How much of a package was read, and the last filled cell of the sheet in hand."""

    bytes: int = 0
    row: int = 0
    column: int = 0


def refused(data: bytes) -> Reason | None:
    """Why a zipped workbook is not opened: too large, a stray cell far out, damaged."""
    extent = _Extent()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for member in package.infolist():
                extent.row, extent.column = 0, 0
                for chunk in _chunks(package, member):
                    _measure(chunk, extent)
                    if extent.bytes > MOST_BYTES:
                        return _too_large()
                if extent.row * extent.column > MOST_CELLS:
                    return _stray(extent)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError) as error:
        what = " ".join(str(error).split())[:120]
        return f"已损坏（{what}）", f"is damaged ({what})"
    return None


def _chunks(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's bytes, each chunk with the end of the one before: no tag is cut in two."""
    tail = b""
    with package.open(member) as stream:
        while chunk := stream.read(1 << 20):
            yield tail + chunk
            tail = chunk[-_LONGEST_TAG:]


def _measure(chunk: bytes, extent: _Extent) -> None:
    extent.bytes += len(chunk)
    for letters, row in _FILLED.findall(chunk):
        extent.row = max(extent.row, int(row))
        extent.column = max(extent.column, _number(letters))


def _number(letters: bytes) -> int:
    """The column called AB is the 28th."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large() -> Reason:
    return (
        f"解压后超过 {MOST_BYTES:,} 字节",
        f"holds more than {MOST_BYTES:,} bytes when unpacked",
    )


def _stray(extent: _Extent) -> Reason:
    at = f"({extent.row}, {extent.column})"
    return (
        f"太大：有内容的单元格远至（行，列）{at}；请删去远处的零散内容",
        f"is too large: filled cells reach (row, column) {at}; delete what stands far out",
    )
