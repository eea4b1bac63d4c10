"""Where in the report a passage stands: the headings above it, and its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Wording
from model.record import Passage
from validate.quoting import quote

_CLAUSE = re.compile(r"[^，,。；;！!？?\n]+")


def with_titles(facts: Facts) -> Iterator[tuple[Passage, tuple[str, ...]]]:
    """Each passage with the titles of the headings above it, nearest first; not its own."""
    headings = facts.headings
    starts = [one.where[0].start for one in headings]
    at = -1
    titles: tuple[str, ...] = ()
    for passage in facts.passages:
        start = passage.source[0].start if passage.source else -1
        own = False
        while at + 1 < len(starts) and starts[at + 1] <= start:
            at += 1
            own = starts[at] == start
            above: tuple[str, ...] = _above(facts, headings[at].parent)
            below: tuple[str, ...] = (headings[at].title.raw, *above)
            titles = above if own else below
        yield passage, titles
        if own:
            inside: list[str] = [headings[at].title.raw, *titles]
            titles = tuple(inside)


def clauses(passage: Passage) -> Iterator[Wording]:
    """The clauses of a passage, without white space around them."""
    for match in _CLAUSE.finditer(passage.text):
        words = match.group()
        lead = len(words) - len(words.lstrip())
        if words.strip():
            yield quote(passage, match.start() + lead, match.start() + len(words.rstrip()))


def _above(facts: Facts, parent: int | None) -> tuple[str, ...]:
    """The titles of a heading's parents, nearest first."""
    titles: list[str] = []
    while parent is not None:
        titles.append(facts.headings[parent].title.raw)
        parent = facts.headings[parent].parent
    return tuple(titles)
