"""A report as bytes, and back: what is kept so that its file need not be opened again."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import EnumType
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from model.document import Document
from model.facts import Facts, Records
from model.finding import Check
from model.quantity import Figure, Moment, Quantity
from model.record import F
from model.span import Span

T = TypeVar("T")
# What a decoder gives is anything at all until it is built into what the hints say.
_Build: TypeAlias = Callable[[Any], Any]
_LEVEL = 1
"""Of compression: the third level takes half as long again and saves a twentieth."""
_ROWS = tuple[tuple[str | int | None, ...], ...]
LARGEST = 1 << 30
"""Bytes that one packed thing may unpack to; more was not packed by gouji."""


def pack(value: object) -> bytes:
    """Any of the model's values as compressed MessagePack."""
    return zlib.compress(msgspec.msgpack.encode(value, enc_hook=_plain), _LEVEL)


def document_of(packed: bytes) -> Document:
    """A document as it was packed."""
    return cast("Document", _builder(Document)(_unpacked(packed)))


def facts_of(packed: bytes) -> Facts:
    """Facts as they were packed."""
    return cast("Facts", _builder(Records)(_unpacked(packed)))


def checks_of(packed: bytes) -> tuple[Check, ...]:
    """Checks as they were packed."""
    return cast("tuple[Check, ...]", _builder(tuple[Check, ...])(_unpacked(packed)))


def rows_of(packed: bytes) -> tuple[tuple[str | int | None, ...], ...]:
    """Rows of a table as they were packed."""
    return msgspec.msgpack.decode(_inflated(packed), type=_ROWS)


def _unpacked(packed: bytes) -> object:
    return msgspec.msgpack.decode(_inflated(packed))


def _inflated(packed: bytes) -> bytes:
    inflater = zlib.decompressobj()
    plain = inflater.decompress(packed, LARGEST)
    if inflater.unconsumed_tail or inflater.unused_data or not inflater.eof:
        reason = "packed data is cut off or too large, or more follows"
        raise ValueError(reason)
    return plain


def _plain(value: object) -> object:
    if isinstance(value, array):
        return cast("array[float]", value).tobytes()
    raise TypeError(type(value).__name__)


def _floats(content: bytes) -> array[float]:
    made = array("f")  # as the readers make them
    made.frombytes(content)
    return made


@cache
def _builder(hint: Any) -> _Build:  # noqa: ANN401  type hints have no common type
    """What makes a value of this type of what the decoder gave."""
    if isinstance(hint, TypeVar):
        return _figure if hint is F else _same
    if hint is Decimal or isinstance(hint, EnumType):
        return cast("_Build", hint)
    origin = get_origin(hint) or hint
    if origin is list:
        return _floats
    if origin == Span:
        return _span
    if is_dataclass(origin):
        return _record(cast("type", origin))
    if origin in {Union, UnionType}:
        return _optional(get_args(hint))
    return _tuple(get_args(hint)) if origin is tuple else _same


def _same(value: T) -> T:
    return value


def _span(given: dict[str, int]) -> Span:
    return Span(given["start"], given["end"])


def _figure(given: dict[str, object]) -> Figure:
    """A figure by what only quantities have."""
    kind = Quantity if "unit_raw" in given else Moment
    return cast("Figure", _builder(kind)(given))


def _optional(options: tuple[Any, ...]) -> _Build:
    """A value or None; of two kinds of figures, the right one."""
    inner = [option for option in options if option is not NoneType]
    build = _figure if set(inner) == {Quantity, Moment} else _builder(inner[0])
    if build is _same or len(inner) == len(options):
        return build
    return lambda given: None if given is None else build(given)


def _tuple(inner: tuple[Any, ...]) -> _Build:
    """Many of one type, or a fixed number each of its own."""
    if inner[-1] is Ellipsis:
        build = _builder(inner[0])
        return tuple if build is _same else lambda given: tuple(map(build, given))
    builds = [_builder(hint) for hint in inner]
    if all(build is _same for build in builds):
        return tuple
    return lambda given: tuple(b(one) for b, one in zip(builds, given, strict=True))


def _record(kind: type) -> _Build:
    """A dataclass by the names of its fields."""
    # At run time an array takes no parameter before Python 3.12; a list does.
    hints = get_type_hints(kind, localns={"array": list})
    names = [field.name for field in fields(kind)]
    builds = [(name, _builder(hints[name])) for name in names]
    odd = [(name, build) for name, build in builds if build is not _same]

    def make(given: dict[str, object]) -> object:
        for name, build in odd:
            value = given[name]
            if value is not None:
                given[name] = build(value)
        return kind(**given)

    return make
