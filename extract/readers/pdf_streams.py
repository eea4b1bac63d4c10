"""What a PDF file unpacks to, counted before anything is made of it."""

from __future__ import annotations

import re
import zlib

from model.errors import UnreadableFile

MOST_UNPACKED = 64 << 20
"""Bytes one stream may unpack to. The commands of a dense page are 2 MB and a whole Chinese font
20 MB; PDFium would go on to 1 GB and hold it twice."""
_HARMLESS = MOST_UNPACKED // 1032
"""Bytes. Deflate packs 1,032 to one at best: what is shorter cannot unpack to too much."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 1_000
"""Bytes in front of a stream in which its dictionary is looked for."""
_PIECE = 1 << 20


def check_streams(data: bytes) -> None:
    """Raises UnreadableFile for a file with a stream that unpacks beyond the limit.

    Pictures are left aside: they are never unpacked here.
    """
    for found in _STREAM.finditer(data):
        start = found.end()
        end = data.find(b"endstream", start)
        if 0 <= end < start + _HARMLESS:
            continue
        head = data[max(0, found.start() - _DICTIONARY) : found.start()]
        if b"/Image" not in head[head.rfind(b"obj") :] and _unpacked(data, start) > MOST_UNPACKED:
            zh = f"有一段数据解压后超过 {MOST_UNPACKED >> 20} MB，不像一份报告；请重新导出后再试"
            raise UnreadableFile(zh, f"a stream inflates to more than {MOST_UNPACKED >> 20} MB")


def _unpacked(data: bytes, start: int) -> int:
    """Bytes the stream at ``start`` unpacks to, counted to a little beyond the limit."""
    unpacker, size = zlib.decompressobj(), 0
    rest = data[start : start + _PIECE]
    try:
        while rest and not unpacker.eof and size <= MOST_UNPACKED:
            size += len(unpacker.decompress(rest, _PIECE))
            rest = unpacker.unconsumed_tail
            if not rest:
                start += _PIECE
                rest = data[start : start + _PIECE]
    except zlib.error:
        return size
    return size
