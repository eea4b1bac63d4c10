"""Arithmetic written out in prose, and amounts with the unit price they are built from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.clauses import outline
from extract.subjects import subject
from model.document import part
from model.quantity import Mark, Quoted, Wording
from model.record import Formula, Passage, UnitPrice
from model.words import Vocabulary

FEWEST = 3
"""Two factors and a result."""
LONGEST_GAP = 24
"""Characters between two factors: the sign, and perhaps the name of what is counted."""

_GATE = re.compile(r"单价|均价|[=＝*×＊·✕xX乘+＋]|[（(]")
_NOTE = r"(?:[（(][^（）()=＝]{0,16}[）)])?"
_NAMED = r"[\u4e00-\u9fa5]{0,12}"
_TIMES = re.compile(rf"\s*{_NOTE}\s*(?:[*×＊·✕xX]|乘以?)\s*[（(]?{_NAMED}[（(]?\s*")
_EACH = re.compile(r"\s*[，,]?\s*(?:单价|均价|每[台套个件人户亩米期次份])(?:为|约|标准)?\s*")
_PLUS = re.compile(rf"\s*{_NOTE}\s*[+＋]\s*[（(]?{_NAMED}\s*")
_EQUALS = re.compile(
    rf"\s*{_NOTE}[）)]?\s*(?:[=＝≈]|[，,]?\s*(?:共计|合计|总计|计|共|即|等于|为))\s*{_NAMED}\s*"
)
_PRICED = re.compile(r"\s*[（(][^（）()\d]{0,12}$")
_CLOSED = re.compile(r"[^（）()\d]{0,8}[）)]")


@dataclass(frozen=True, slots=True)
class _Found:
    """A formula as positions in the marks of its passage."""

    terms: tuple[tuple[int, ...], ...]
    result: int


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
        if passage.kind == "heading" or len(marks[at]) < FEWEST or not _GATE.search(passage.text):
            continue
        for entry in _in_text(passage.text, marks[at]):
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
            if _PRICED.fullmatch(gap) and _CLOSED.match(passage.text, price.end):
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


def _in_text(text: str, marks: tuple[Mark, ...]) -> Iterator[_Found]:
    """Formulas of a passage from left to right; each figure is used once."""
    at = 0
    while at < len(marks) - 1:
        terms, last = _terms(text, marks, at)
        factors = sum(len(term) for term in terms)
        after = last + 1
        if factors > 1 and after < len(marks) and _gap(text, marks, last, _EQUALS):
            yield _Found(terms, after)
            at = after + 1
        elif factors > 1 and at and _leads(text, marks, at, last):
            yield _Found(terms, at - 1)
            at = after
        else:
            at = max(after, at + 1)


def _terms(
    text: str, marks: tuple[Mark, ...], first: int
) -> tuple[tuple[tuple[int, ...], ...], int]:
    """Figures joined by times and plus signs from ``first`` on, and the last of them."""
    terms: list[list[int]] = [[first]]
    at = first
    while at + 1 < len(marks) and marks[at].kind not in ("date", "period"):
        if _gap(text, marks, at, _TIMES) or (
            marks[at].kind == "count" and _gap(text, marks, at, _EACH)
        ):
            terms[-1].append(at + 1)
        elif _gap(text, marks, at, _PLUS):
            terms.append([at + 1])
        else:
            break
        at += 1
    return tuple(tuple(term) for term in terms), at


def _gap(text: str, marks: tuple[Mark, ...], at: int, pattern: re.Pattern[str]) -> bool:
    """True where what stands between a figure and the next is the sign looked for.

    A figure may carry its equals sign: the scanner reads ``=36,000元`` as one.
    """
    left, right = marks[at].end, marks[at + 1].start
    if right - left > LONGEST_GAP:
        return False
    sign = "=" if text[right] in "=＝" else ""
    return pattern.fullmatch(text[left:right] + sign) is not None


def _leads(text: str, marks: tuple[Mark, ...], first: int, last: int) -> bool:
    """True for 36,000元（80元/人/天×15人×30天）: the brackets hold how the amount is made."""
    gap = text[marks[first - 1].end : marks[first].start]
    return (
        marks[first - 1].kind == "money"
        and _PRICED.fullmatch(gap) is not None
        and _CLOSED.match(text, marks[last].end) is not None
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
