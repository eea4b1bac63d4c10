"""Regular expressions that are compiled when a text first needs them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

Match = re.Match[str]


class _Tried(Protocol):
    def __call__(self, string: str, pos: int = ..., endpos: int = ..., /) -> Match | None:
        """The match that the compiled pattern finds there."""


class Pattern:
    """A regular expression with the methods of a compiled one.

    There are sixty of them; compiling the lot takes longer than all else that loading this package
    takes. The first call fills the slots with the compiled methods, so that later calls cost
    nothing extra.
    """

    __slots__ = ("_flags", "_source", "findall", "fullmatch", "match", "search", "sub")

    findall: Callable[[str], list[str]]
    fullmatch: _Tried
    match: _Tried
    search: _Tried
    sub: Callable[[str, str], str]

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        """A method before the first use: its slot is still empty."""
        if name not in self.__slots__:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        self.findall = compiled.findall
        self.fullmatch = compiled.fullmatch
        self.match = compiled.match
        self.search = compiled.search
        self.sub = compiled.sub
        return getattr(self, name)
