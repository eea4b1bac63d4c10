"""What a report is made of besides figures: headings, numbers of lists, bodies, documents cited."""

from __future__ import annotations

from dataclasses import dataclass

from model.quantity import Wording
from model.span import Source


@dataclass(frozen=True, slots=True)
class Ordinal:
    """One number of a series as printed, and its value."""

    value: int
    raw: str
    source: Source


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers that ought to run 1..n: 一是…二是, （1）…（2）, serials of a ledger, 表1…表4, 附件1….

    ``kind``: ``words inline serial table annex``. Headings are not series; see Heading.
    """

    key: str
    kind: str
    ordinals: tuple[Ordinal, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered or marked heading.

    ``level``: 1 for 一、 2 for （一） 3 for 1. 4 for （1） 5 for ①; where a number's style differs
    from its neighbours', the level of the place it takes. ``style`` is the number's own style by
    example (``一、`` ``（一）`` ``1.`` ``（1）`` ``①``), empty for an unnumbered one. ``parent`` is
    the position in ``Facts.headings`` of the heading above it.
    """

    key: str
    level: int
    style: str
    number: int | None
    title: Wording
    where: Source
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table of contents: the title with its number as printed, and its page."""

    title: Wording
    page: Ordinal | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in the text; ``kind``: ``bureau company office``; ``context``: its clause."""

    name: Wording
    kind: str
    context: Wording


@dataclass(frozen=True, slots=True)
class Citation:
    """A document number, and the title it is given for, where one stands by it."""

    number: Wording
    title: Wording | None
