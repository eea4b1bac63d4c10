"""The passages of a report, joined for a first look, and found by a place in the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from model.facts import Facts
from model.quantity import Wording
from model.record import Passage
from validate.once import once_a_report
from validate.quoting import quoted


@once_a_report
def whole_text(facts: Facts) -> str:
    """All passages, one a line: what is not in it is in no passage."""
    return "\n".join(passage.text for passage in facts.passages)


def quoted_anywhere(facts: Facts, pattern: re.Pattern[str], group: int = 0) -> Iterator[Wording]:
    """Every match of a pattern without anchors in any passage, as words with their place."""
    if pattern.search(whole_text(facts)):
        for passage in facts.passages:
            yield from quoted(passage, pattern, group)


def passages_at(facts: Facts, start: int) -> list[Passage]:
    """The passages a place in the document stands in, in their order."""
    starts, spans, reach = _spans(facts)
    found: set[int] = set()
    at = bisect_right(starts, start) - 1
    while at >= 0 and reach[at] > start:
        _, end, passage = spans[at]
        if end > start:
            found.add(passage)
        at -= 1
    return [facts.passages[passage] for passage in sorted(found)]


@once_a_report
def _spans(facts: Facts) -> tuple[list[int], list[tuple[int, int, int]], list[int]]:
    """Where the spans of all passages start, the spans, and how far those up to each reach."""
    spans = sorted(
        (span.start, span.end, at)
        for at, passage in enumerate(facts.passages)
        for span in passage.source
    )
    return [start for start, _, _ in spans], spans, list(accumulate((s[1] for s in spans), max))
