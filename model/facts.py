"""Everything a rule may look at: the records of one report and the links between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeAlias

from model.quantity import Figure
from model.record import (
    Breakdown,
    Claim,
    Column,
    Disbursement,
    F,
    Formula,
    FundingRow,
    IndicatorRow,
    Listing,
    Passage,
    Posting,
    ReportData,
    Scale,
    Stated,
    Tally,
    UnitPrice,
    Unread,
    Verdict,
)
from model.structure import Citation, Entry, Heading, Mention, Series


@dataclass(frozen=True, slots=True)
class Link:
    """Two records that speak of one thing: keys of a claim or row and of a row.

    Claim → indicator row where a figure in prose speaks of an indicator; indicator row → indicator
    row of another table where one indicator is printed twice. ``how``: ``exact synonym fuzzy``;
    ``score`` 0 to 1.
    """

    left: str
    right: str
    how: str
    score: float


@dataclass(frozen=True, slots=True)
class Records(Generic[F]):
    """The records of one report, in the order they stand; quoted, or (as ``Facts``) as numbers."""

    data: ReportData[F]
    funding: tuple[FundingRow[F], ...] = ()
    indicators: tuple[IndicatorRow[F], ...] = ()
    disbursements: tuple[Disbursement[F], ...] = ()
    postings: tuple[Posting[F], ...] = ()
    columns: tuple[Column[F], ...] = ()
    claims: tuple[Claim[F], ...] = ()
    breakdowns: tuple[Breakdown[F], ...] = ()
    formulas: tuple[Formula[F], ...] = ()
    unit_prices: tuple[UnitPrice[F], ...] = ()
    stated: tuple[Stated[F], ...] = ()
    tallies: tuple[Tally[F], ...] = ()
    listings: tuple[Listing[F], ...] = ()
    scales: tuple[Scale[F], ...] = ()
    verdicts: tuple[Verdict[F], ...] = ()
    series: tuple[Series, ...] = ()
    headings: tuple[Heading, ...] = ()
    contents: tuple[Entry, ...] = ()
    mentions: tuple[Mention, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[Passage, ...] = ()
    unread: tuple[Unread, ...] = ()
    links: tuple[Link, ...] = ()


Facts: TypeAlias = Records[Figure]
"""Records as numbers, with the links normalize found between them: all that a rule may look at."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A reader's word on how one figure is to be read: its place, and the text to read instead."""

    start: int
    end: int
    raw: str
    by: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections of one report; none by default."""

    items: tuple[Correction, ...] = ()


NONE = Corrections()
