"""Records that quote the text as printed, whatever eyes it was read through."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar, cast

from model.document import Document
from model.quantity import Quoted, Wording
from model.record import Passage, Unread
from model.span import Span
from model.structure import Ordinal

R = TypeVar("R")


def verbatim(records: R, document: Document) -> R:
    """The same records with every quote read anew from the document, by its place."""
    return cast("R", _read(records, document))


def _read(value: Any, document: Document) -> Any:  # noqa: ANN401  one walk serves every record type
    if isinstance(value, Wording | Quoted | Unread | Ordinal):
        again = replace(value, raw=document.read(value.source))
        return replace(again, label=_printed(value, again)) if isinstance(again, Quoted) else again
    if isinstance(value, Passage):
        return replace(value, text=document.read(value.source))
    if isinstance(value, tuple):
        return tuple(_read(item, document) for item in cast("tuple[object, ...]", value))
    if is_dataclass(value) and not isinstance(value, Span | type):
        changes = {
            name: _read(inner, document)
            for name in _names(type(value))
            if not isinstance(inner := getattr(value, name), str | int | None) and name != "where"
        }
        return replace(value, **changes) if changes else value
    return value


def _printed(old: object, new: Quoted) -> str:
    """A label that only repeats the figure is printed like it; others are names of ours."""
    return new.raw if isinstance(old, Quoted) and old.label == old.raw else new.label


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))
