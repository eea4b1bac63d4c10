"""Everything the prose of a report states, read by all the prose layouts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from extract.layouts.amounts_in_prose import SHORTEST_PROSE, claims, takes_off
from extract.layouts.bodies import citations, mentions
from extract.layouts.breakdowns import itemised
from extract.layouts.counts import listings, tallies
from extract.layouts.formulas import formulas, unit_prices
from extract.layouts.grades import scales, verdicts
from extract.layouts.headings import headings, series
from extract.layouts.prose_funding import prose_funding
from extract.layouts.stated import stated
from extract.numbering import inside, leading
from extract.prose_passages import passages
from model.document import Document
from model.quantity import Mark, Quoted
from model.record import (
    Breakdown,
    Claim,
    Disbursement,
    Formula,
    FundingRow,
    Listing,
    Passage,
    Scale,
    Stated,
    Tally,
    UnitPrice,
    Verdict,
)
from model.structure import Citation, Heading, Mention, Series
from model.words import Vocabulary

_NEXT_YEAR = re.compile(r"[上下]一年|.?一年度")
_BARE_UNIT = re.compile(r"[十百千万亿]+元?")


@dataclass(frozen=True, slots=True)
class Prose:
    """The records of a report's passages, in the order they stand."""

    passages: tuple[Passage, ...]
    claims: tuple[Claim[Quoted], ...]
    funding: tuple[FundingRow[Quoted], ...]
    disbursements: tuple[Disbursement[Quoted], ...]
    breakdowns: tuple[Breakdown[Quoted], ...]
    formulas: tuple[Formula[Quoted], ...]
    unit_prices: tuple[UnitPrice[Quoted], ...]
    stated: tuple[Stated[Quoted], ...]
    tallies: tuple[Tally[Quoted], ...]
    listings: tuple[Listing[Quoted], ...]
    scales: tuple[Scale[Quoted], ...]
    verdicts: tuple[Verdict[Quoted], ...]
    series: tuple[Series, ...]
    headings: tuple[Heading, ...]
    mentions: tuple[Mention, ...]
    citations: tuple[Citation, ...]


def read(document: Document, words: Vocabulary, scan: Callable[[str], tuple[Mark, ...]]) -> Prose:
    """All prose records of a document; the figures of a passage are looked for once."""
    texts = passages(document)
    marks = tuple(_figures(one.text, scan) if _is_prose(one) else () for one in texts)
    parted, paid = itemised(texts, marks, words)
    told = _as_parts(claims(texts, marks, words), parted)
    return Prose(
        passages=texts,
        claims=told,
        funding=prose_funding(told, parted, words),
        disbursements=paid,
        breakdowns=parted,
        formulas=formulas(texts, marks, words),
        unit_prices=unit_prices(texts, marks, words),
        stated=stated(texts, marks, words),
        tallies=tallies(texts, marks, words),
        listings=listings(texts, marks, words),
        scales=scales(texts, marks, words),
        verdicts=verdicts(texts, marks, words),
        series=series(texts, marks, words),
        headings=headings(texts, marks, words),
        mentions=mentions(texts, marks, words),
        citations=citations(texts, marks, words),
    )


def _is_prose(passage: Passage) -> bool:
    """False for headings, and for cells so short that a table layout is all that reads them."""
    if passage.kind == "cell":
        return len(passage.text) >= SHORTEST_PROSE or takes_off(passage.text)
    return passage.kind != "heading"


def _figures(text: str, scan: Callable[[str], tuple[Mark, ...]]) -> tuple[Mark, ...]:
    """The figures of a passage, numbers of list items (2.制定方案) and bare units left out."""
    marks = scan(text)
    if not marks:
        return ()
    numbers = {numeral.start for numeral in inside(text) if text[numeral.start].isdecimal()}
    first = leading(text)
    if first is not None:
        numbers.add(first.start)
    return tuple(
        mark
        for mark in marks
        if not (mark.kind == "number" and mark.start in numbers)
        and not _BARE_UNIT.fullmatch(text, mark.start, mark.end)
        and not _NEXT_YEAR.match(text, max(0, mark.start - 1), mark.end + 1)
    )


def _as_parts(
    stated: tuple[Claim[Quoted], ...], parted: tuple[Breakdown[Quoted], ...]
) -> tuple[Claim[Quoted], ...]:
    """Claims with no measure for the parts of a sum: a part spent is not what was spent."""
    parts = {figure.source for entry in parted for figure in entry.parts}
    return tuple(
        replace(claim, measure=None)
        if claim.measure == claim.role and claim.figure.source in parts
        else claim
        for claim in stated
    )
