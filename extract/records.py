"""From a document to its records, as quoted: every layout applied to every passage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from extract.cutting import sections
from extract.layouts import prose
from extract.layouts.contents_lines import entries
from extract.layouts.metadata import about
from extract.layouts.postings import postings
from extract.layouts.tabulated import tabulated
from extract.leftovers import unread
from extract.quoting import verbatim
from extract.reading import Reading
from extract.registry import TableRecord, best_layout
from model.document import Document
from model.facts import Records
from model.quantity import Mark, Quoted
from model.record import Claim, Disbursement, FundingRow, IndicatorRow
from model.words import Vocabulary

R = TypeVar("R", IndicatorRow[Quoted], Disbursement[Quoted])


def records(
    document: Document, words: Vocabulary, scan: Callable[[str], tuple[Mark, ...]]
) -> Records[Quoted]:
    """All records of a report in the order they stand; what no record took is in ``unread``.

    A Traditional text is read through simplified eyes: the same offsets, the words the layouts
    know. What the records quote is the printed text again.
    """
    plain = words.plain(document.text)
    if plain is document.text:
        return _records(document, words, scan)
    return verbatim(_records(replace(document, text=plain), words, scan), document)


def _records(
    document: Document, words: Vocabulary, scan: Callable[[str], tuple[Mark, ...]]
) -> Records[Quoted]:
    scan = lru_cache(maxsize=8192)(scan)  # cover, tables and prose ask for the same passages
    known = about(document, words, scan)
    reading = Reading(document, words, scan, known.data.doc_type, known.projects)
    rows = list(_table_rows(reading))
    told = prose.read(document, words, scan)
    funding = [row for row in rows if isinstance(row, FundingRow)]
    paid = [row for row in rows if isinstance(row, Disbursement)]
    found = Records(
        data=known.data,
        funding=_funding((*funding, *told.funding)),
        indicators=_keyed((row for row in rows if isinstance(row, IndicatorRow)), "indicator"),
        disbursements=_keyed((*paid, *told.disbursements), "disbursement"),
        postings=tuple(postings(reading)),
        columns=tuple(tabulated(reading)),
        claims=tuple(_in_form(claim, reading) for claim in told.claims),
        breakdowns=told.breakdowns,
        formulas=told.formulas,
        unit_prices=told.unit_prices,
        stated=told.stated,
        tallies=told.tallies,
        listings=told.listings,
        scales=told.scales,
        verdicts=told.verdicts,
        series=told.series,
        headings=told.headings,
        contents=entries(document),
        mentions=told.mentions,
        citations=told.citations,
        passages=told.passages,
    )
    return replace(found, unread=unread(found, reading))


def _in_form(claim: Claim[Quoted], reading: Reading) -> Claim[Quoted]:
    """The claim with the number of the form it stands in."""
    form = reading.form(claim.figure.source[0].start)
    return replace(claim, form=form) if form else claim


def _table_rows(reading: Reading) -> Iterator[TableRecord]:
    """Rows of every section that a layout can read.

    Funding rows get a key for the time being, ``table.section#position``, and their parent's.
    """
    for table in reading.document.tables:
        for number, section in enumerate(sections(reading.document, table, reading.words)):
            layout = best_layout(section)
            if layout is None:
                continue
            for at, row in enumerate(layout.read(section, reading)):
                if isinstance(row, FundingRow):
                    place = f"{table.index}.{number}"
                    parent = f"{place}{row.parent}" if row.parent else None
                    yield replace(row, key=f"{place}#{at}", parent=parent)
                else:
                    yield row


def _funding(rows: Iterable[FundingRow[Quoted]]) -> tuple[FundingRow[Quoted], ...]:
    """Funding rows with their final keys, parents renamed along."""
    ordered = sorted(rows, key=lambda row: row.where)
    keys = {row.key: f"funding-{at}" for at, row in enumerate(ordered) if row.key}
    return tuple(
        replace(row, key=f"funding-{at}", parent=keys.get(row.parent or ""))
        for at, row in enumerate(ordered)
    )


def _keyed(rows: Iterable[R], kind: str) -> tuple[R, ...]:
    """Rows in reading order, each with its key."""
    ordered = sorted(rows, key=lambda row: row.where)
    return tuple(replace(row, key=f"{kind}-{at}") for at, row in enumerate(ordered))
