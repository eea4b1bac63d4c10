"""Arithmetic written out in prose, and amounts with the unit price they are built from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.clauses import outline
from extract.products import CLOSED, PRICED, products
from extract.subjects import clause_start, subject
from model.quantity import Mark, Quoted, Wording
from model.record import Formula, Passage, UnitPrice
from model.span import part
from model.words import Vocabulary

_PER_HEAD = re.compile(
    r"每(?!年)[一]?[\u4e00-\u9fa5]|[人户亩]均|平均|单价|均价|标准(?:为|是|达到?|提高到|调整为)?$"
)
FEWEST = 3
"""Two factors and a result."""


def formulas(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[Formula[Quoted], ...]:
    """Products, and sums of products, with the result printed behind an equals sign or before.

    Looks like::

        值守补贴：80元/人/天×15人×30天=36,000元。
    """
    del words
    found: list[Formula[Quoted]] = []
    for at, passage in enumerate(passages):
        if passage.kind == "heading" or len(marks[at]) < FEWEST:
            continue
        for entry in products(passage.text, marks[at]):
            used = [*(position for term in entry.terms for position in term), entry.result]
            start = min(marks[at][position].start for position in used)
            end = max(marks[at][position].end for position in used)
            found.append(
                Formula(
                    key=f"formula-{len(found)}",
                    where=part(passage.source, start, end),
                    terms=tuple(
                        tuple(_figure(passage, marks[at][position]) for position in term)
                        for term in entry.terms
                    ),
                    result=_figure(passage, marks[at][entry.result]),
                    label=_label(passage, marks[at], min(used)),
                )
            )
    return tuple(found)


def unit_prices(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[UnitPrice[Quoted], ...]:
    """Amounts with a price per head, month or piece in the brackets behind them.

    Looks like::

        临时人员补贴96,000元（400元/人/月）按月发放。
    """
    del words
    found: list[UnitPrice[Quoted]] = []
    for at, passage in enumerate(passages):
        for position, (amount, price) in enumerate(zip(marks[at], marks[at][1:], strict=False)):
            if amount.kind != "money" or price.kind != "rate":
                continue
            gap = passage.text[amount.end : price.start]
            if (
                PRICED.fullmatch(gap)
                and CLOSED.match(passage.text, price.end)
                and not _is_price(passage.text, marks[at], position)
            ):
                found.append(
                    UnitPrice(
                        key=f"unit-price-{len(found)}",
                        where=part(passage.source, amount.start, price.end),
                        amount=_figure(passage, amount),
                        price=_figure(passage, price),
                        label=_label(passage, marks[at], position),
                    )
                )
    return tuple(found)


def _is_price(text: str, marks: tuple[Mark, ...], at: int) -> bool:
    """True for an amount that is itself per head: 每人每年补助3,600元, whatever brackets follow."""
    floor = marks[at - 1].end if at else 0
    return (
        _PER_HEAD.search(
            text[clause_start(outline(text), floor, marks[at].start) : marks[at].start]
        )
        is not None
    )


def _figure(passage: Passage, mark: Mark) -> Quoted:
    start = mark.start
    while passage.text[start] in "=＝ ":
        start += 1
    return Quoted(passage.text[start : mark.end], part(passage.source, start, mark.end))


def _label(passage: Passage, marks: tuple[Mark, ...], at: int) -> Wording | None:
    named = subject(outline(passage.text), marks, at)
    if named is None or named.from_after:
        return None
    return Wording(
        passage.text[named.start : named.end], part(passage.source, named.start, named.end)
    )
