"""Relations that running text states in words, with every figure they rest on beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.layouts.amounts_in_prose import is_prose, is_rows
from extract.layouts.amounts_made import amounts_made
from extract.layouts.comparisons import comparisons
from extract.layouts.proportions import proportions
from extract.layouts.purchases import purchases
from extract.layouts.remainders import remainders
from extract.products import without_factors
from extract.skeleton import Skeleton, skeleton
from extract.statements import Statement
from model.quantity import Mark, Quoted
from model.record import Passage, Stated
from model.span import part
from model.words import Vocabulary

_FEWEST = 3


def stated(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[Stated[Quoted], ...]:
    """Growth, differences, shares, rates, averages, priced products and remainders.

    Looks like::

        全年接待来访1,260人次，比上年的1,050人次增长20.00%。
    """
    del words
    read: list[Stated[Quoted]] = []
    for at, passage in enumerate(passages):
        figures = [one for one in marks[at] if one.kind not in {"date", "period"}]
        if len(figures) < _FEWEST or not is_prose(passage) or is_rows(passage.text):
            continue
        over = skeleton(passage.text, without_factors(passage.text, marks[at]))
        for statement in _once(over):
            read.append(_record(over, statement, passage, f"stated-{len(read)}"))
    return tuple(read)


def _once(over: Skeleton) -> Iterator[Statement]:
    """The statements of a passage in reading order, one a kind and result."""
    seen: set[tuple[str, int]] = set()
    found = (*comparisons(over), *proportions(over), *amounts_made(over), *remainders(over))
    told = {one.result for one in found}
    bought = [one for one in purchases(over) if one.result not in told]
    for one in sorted((*found, *bought), key=lambda one: one.result):
        if (one.kind, one.result) not in seen:
            seen.add((one.kind, one.result))
            yield one


def _record(over: Skeleton, one: Statement, passage: Passage, key: str) -> Stated[Quoted]:
    def quoted(place: int) -> Quoted:
        mark = over.mark(place)
        start = mark.start
        while passage.text[start] in "=＝ ":
            start += 1
        raw = passage.text[start : mark.end]
        return Quoted(raw, part(passage.source, start, mark.end), over.lead(place).strip())

    places = [one.result, *(place for option in one.options for place in option)]
    first, last = over.mark(min(places)), over.mark(max(places))
    return Stated(
        key=key,
        where=part(passage.source, first.start, last.end),
        kind=one.kind,
        result=quoted(one.result),
        options=tuple(tuple(quoted(place) for place in option) for option in one.options),
        falls=one.falls,
    )
