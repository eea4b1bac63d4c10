"""Messages over a pipe: a kind byte, a length, so many bytes."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct

TASK, ANSWER = b"T", b"A"
"""To a child: SECONDS and the payload; what it asked for."""
READY, RESULT, ASK, MEMORY, PROCESSES, FAULT = b"R", b"D", b"Q", b"M", b"P", b"F"
"""From a child: it has started; MEASURES and the payload; a question; out of memory; a
process refused; where the work itself fell over."""
FROM_CHILD = frozenset({READY, RESULT, ASK, MEMORY, PROCESSES, FAULT})

HEAD = Struct("<cI")
SECONDS = Struct("<d")
MEASURES = Struct("<dQ")
"""Seconds and resident bytes."""
LARGEST = 256 << 20
"""Bytes of one message; four letters of any text, taken for a length, are more than this."""


class Malformed(Exception):
    """What stands in the pipe is no message."""


def frame(kind: bytes, *parts: bytes) -> bytes:
    """One message as bytes; raises Malformed where the other side would not take it."""
    length = sum(map(len, parts))
    if length > LARGEST:
        message = f"a message of {length} bytes"
        raise Malformed(message)
    return b"".join((HEAD.pack(kind, length), *parts))


def head(data: bytes) -> tuple[bytes, int]:
    """Kind and length."""
    kind, length = HEAD.unpack(data)
    if length > LARGEST:
        message = f"a message of {length} bytes"
        raise Malformed(message)
    return kind, length


def taken(buffer: bytearray) -> Iterator[tuple[bytes, bytes]]:
    """The whole messages from a child at the start of the buffer, which loses them."""
    while len(buffer) >= HEAD.size:
        kind, length = head(bytes(buffer[: HEAD.size]))
        if kind not in FROM_CHILD:
            message = "an unknown kind of message"
            raise Malformed(message)
        end = HEAD.size + length
        if len(buffer) < end:
            return
        with memoryview(buffer) as view:  # a slice of the buffer itself would be one copy more
            payload = bytes(view[HEAD.size : end])
        del buffer[:end]
        yield kind, payload
