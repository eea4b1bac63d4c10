"""Words quoted from a passage with their place, and names made comparable."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from model.facts import Facts
from model.quantity import Wording
from model.record import Passage
from model.span import part
from model.structure import Heading
from validate.once import once_a_report

_NOISE = re.compile(r"[\s\u3000“”\"'‘’《》〈〉（）()\[\]【】、，,。.；;：:·★☆*＊#—\-]")
_CODE = re.compile(r"^(?:[A-Z]\d{0,4}|指标\d{1,2}|[①-⑳]|[（(]?\d{1,2}[）)]?)[.．、:：]?")


def quote(passage: Passage, start: int, end: int) -> Wording:
    """The words of a passage from ``start`` to ``end`` of its text, with their place."""
    return Wording(passage.text[start:end], part(passage.source, start, end))


def quoted(passage: Passage, pattern: re.Pattern[str], group: int = 0) -> Iterator[Wording]:
    """Every match of a pattern in a passage, as words with their place."""
    for match in pattern.finditer(passage.text):
        yield quote(passage, match.start(group), match.end(group))


@lru_cache(maxsize=4096)
def comparable(name: str) -> str:
    """A name without spaces, punctuation, brackets' marks and its code (C111.、指标1：)."""
    return _NOISE.sub("", _CODE.sub("", name.strip()))


def printed_heading(facts: Facts, heading: Heading) -> Wording:
    """A heading with its number, as printed; the title alone where its passage is not at hand."""
    for passage in _by_start(facts).get(heading.where[0].start, ()) if heading.where else ():
        if passage.source == heading.where:
            at = passage.text.find(heading.title.raw)
            if at >= 0:
                return quote(passage, 0, at + len(heading.title.raw))
    return heading.title


@once_a_report
def _by_start(facts: Facts) -> dict[int, list[Passage]]:
    found: dict[int, list[Passage]] = defaultdict(list)
    for passage in facts.passages:
        if passage.source:
            found[passage.source[0].start].append(passage)
    return found
