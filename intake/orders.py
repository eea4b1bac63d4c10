"""What a child is told to do, as bytes."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from extract.options import USUAL, Options
from model.settings import USUAL as AS_USUAL
from model.settings import Settings

GO, KNOWN = b"go", b"known"
"""Answers to a child that tells a file's SHA-256 and asks whether to read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A file to be read; with ``document`` and ``facts``, a report to be judged again.

    ``path`` is as the system has it, in bytes. ``before`` are the checks that were made last,
    ``judgement`` tells what was said then, and ``rules`` are the codes of the rules that may judge
    otherwise now; None for all.
    """

    path: bytes
    name: str
    asked: bool = False
    options: Options = USUAL
    settings: Settings = AS_USUAL
    sha256: str | None = None
    document: bytes | None = None
    facts: bytes | None = None
    before: bytes | None = None
    judgement: str | None = None
    rules: tuple[str, ...] | None = None


def encode(order: Order) -> bytes:
    """An order as bytes."""
    return msgspec.msgpack.encode(order)


def decode(content: bytes) -> Order:
    """An order as it was given."""
    return msgspec.msgpack.decode(content, type=Order)


def written(settings: Settings) -> str:
    """What the user set, as text."""
    return msgspec.json.encode(settings).decode()


def settings_of(text: str) -> Settings:
    """What a user set, as it was written."""
    return msgspec.json.decode(text, type=Settings)
