"""Results as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from contract.applied import Applied
from contract.shapes import Lists, Outcome, Profile
from model.page_tables import PageTables

# msgspec is asked for plain objects only here; the shapes themselves are encoded as they are.
_Flat: TypeAlias = dict[str, object]


def encode(
    outcomes: Sequence[Outcome],
    version: str,
    vocabulary: str | None = None,
    settings: Applied | None = None,
) -> bytes:
    """``{"gouji", "vocabulary", "settings", "documents": […]}`` as UTF-8, ended by a line feed.

    ``vocabulary`` tells the user's own word lists apart; None where there are none, as with
    ``settings``.
    """
    documents = [
        _fields(outcome.profile, Profile) | _fields(outcome.lists, Lists) for outcome in outcomes
    ]
    head: _Flat = {"gouji": version, "vocabulary": vocabulary, "settings": settings}
    return _printed(head | {"documents": documents})


def encode_tables(name: str, pages: Sequence[PageTables], version: str) -> bytes:
    """Tables as read: ``{"gouji", "path", "pages": [{"page", "tables": [{"cells": […]}]}]}``.

    ``name`` is what the results call the file.
    """
    return _printed({"gouji": version, "path": name, "pages": pages})


def _fields(shape: Profile | Lists, kind: type[Profile | Lists]) -> _Flat:
    return {name: getattr(shape, name) for name in kind.__dataclass_fields__}


def _printed(value: _Flat) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
