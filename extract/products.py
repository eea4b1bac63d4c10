"""Products and sums of products as they are written out: which figures are factors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from model.quantity import Mark

LONGEST_GAP = 24
"""Characters between two factors: the sign, and perhaps the name of what is counted."""

_GATE = re.compile(r"单价|均价|[=＝*×＊·✕xX乘+＋]|[（(]")
_SIGN = re.compile(r"[*×＊·✕xX乘]")
_NOTE = r"(?:[（(][^（）()=＝]{0,16}[）)])?"
_NAMED = r"[\u4e00-\u9fa5]{0,12}"
_TIMES = re.compile(rf"\s*{_NOTE}\s*(?:[*×＊·✕xX]|乘以?)\s*[（(]?{_NAMED}[（(]?\s*")
_EACH = re.compile(r"\s*[，,]?\s*(?:单价|均价|每[台套个件人户亩米期次份])(?:为|约|标准)?\s*")
_PLUS = re.compile(rf"\s*{_NOTE}\s*[+＋]\s*[（(]?{_NAMED}\s*")
_EQUALS = re.compile(
    rf"\s*{_NOTE}[）)]?\s*(?:[=＝≈]|[，,]?\s*(?:共计|合计|总计|计|共|即|等于|为))\s*{_NAMED}\s*"
)
_MADE = re.compile(
    r"\s*[，,：:]?\s*(?:即|测算[依根]?据?|计算(?:公式|方法|过程)?)(?:为|是)?[：:]?\s*$"
)
"""Between an amount and the product it comes of, where no bracket holds that."""
_ENDS = re.compile(r"\s*(?:[。；;，,、）)\n]|$)")
PRICED = re.compile(r"\s*[（(][^（）()\d]{0,12}$")
CLOSED = re.compile(r"[^（）()\d]{0,8}[）)]")


@dataclass(frozen=True, slots=True)
class Product:
    """A formula as positions in the marks of its text."""

    terms: tuple[tuple[int, ...], ...]
    result: int


def without_factors(text: str, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks with those that only make up a result turned to kind ``factor``.

    ``3人×20元=60元`` states one amount, 60元.
    """
    inside = {at for found in products(text, marks) for term in found.terms for at in term}
    if _SIGN.search(text):
        for at in range(len(marks) - 1):
            both_money = marks[at].kind == marks[at + 1].kind == "money"
            if not both_money and _gap(text, marks, at, _TIMES):
                inside |= {at, at + 1}
    if not inside:
        return marks
    return tuple(
        replace(mark, kind="factor") if at in inside else mark for at, mark in enumerate(marks)
    )


def formula_start(marks: tuple[Mark, ...], at: int) -> int:
    """Where the formula begins that figure ``at`` is the result of, else where the figure does."""
    first = at
    while first and marks[first - 1].kind == "factor":
        if marks[first].start - marks[first - 1].end > LONGEST_GAP:
            break
        first -= 1
    return marks[first].start


_SEVERAL = re.compile(r"\s*[、和与及]\s*")


def products(text: str, marks: tuple[Mark, ...]) -> Iterator[Product]:
    """Formulas of a text from left to right; each figure is used once."""
    if not _GATE.search(text):
        return
    at = 0
    while at < len(marks) - 1:
        terms, last = _terms(text, marks, at)
        factors = sum(len(term) for term in terms)
        after = last + 1
        if factors > 1 and after < len(marks) and _gap(text, marks, last, _EQUALS):
            if not _is_one_of(text, marks, after):
                yield Product(terms, after)
            at = after + 1
        elif factors > 1 and at and _leads(text, marks, at, last):
            yield Product(terms, at - 1)
            at = after
        else:
            at = max(after, at + 1)


def _is_one_of(text: str, marks: tuple[Mark, ...], at: int) -> bool:
    """True for one of several results told together: 计208,000元、121,000元."""
    behind = marks[at + 1] if at + 1 < len(marks) else None
    return (
        behind is not None
        and behind.kind == marks[at].kind == "money"
        and _SEVERAL.fullmatch(text, marks[at].end, behind.start) is not None
    )


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
    """True for 36,000元（80元/人/天×15人×30天）: the brackets hold how the amount is made.

    So too without brackets, behind 即: 36,000元，即80元/人/天×15人×30天.
    """
    gap = text[marks[first - 1].end : marks[first].start]
    if marks[first - 1].kind != "money":
        return False
    if _MADE.fullmatch(gap):
        return _ENDS.match(text, marks[last].end) is not None
    return PRICED.fullmatch(gap) is not None and CLOSED.match(text, marks[last].end) is not None
