"""Everything the prose of a report states, read by all the prose layouts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extract.layouts.amounts_in_prose import claims
from extract.layouts.bodies import citations, mentions
from extract.layouts.breakdowns import breakdowns, payments
from extract.layouts.counts import listings, tallies
from extract.layouts.formulas import formulas, unit_prices
from extract.layouts.grades import scales, verdicts
from extract.layouts.headings import headings, series
from extract.layouts.prose_funding import prose_funding
from extract.prose_passages import passages
from model.document import Document
from model.quantity import Mark, Quoted
from model.record import (
    Breakdown,
    Citation,
    Claim,
    Disbursement,
    Formula,
    FundingRow,
    Heading,
    Listing,
    Mention,
    Passage,
    Scale,
    Series,
    Tally,
    UnitPrice,
    Verdict,
)
from model.words import Vocabulary


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
    marks = tuple(scan(passage.text) if passage.kind != "heading" else () for passage in texts)
    stated = claims(texts, marks, words)
    parted = breakdowns(texts, marks, words)
    return Prose(
        passages=texts,
        claims=stated,
        funding=prose_funding(stated, parted, words),
        disbursements=payments(texts, marks, words),
        breakdowns=parted,
        formulas=formulas(texts, marks, words),
        unit_prices=unit_prices(texts, marks, words),
        tallies=tallies(texts, marks, words),
        listings=listings(texts, marks, words),
        scales=scales(texts, marks, words),
        verdicts=verdicts(texts, marks, words),
        series=series(texts, marks, words),
        headings=headings(texts, marks, words),
        mentions=mentions(texts, marks, words),
        citations=citations(texts, marks, words),
    )
