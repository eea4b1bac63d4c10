"""Malformed: figures that cannot be read one way only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity, plain
from model.relation import Remark
from validate.figures import all_figures
from validate.registry import rule
from validate.sentences import Sentence

_ODD = frozenset({"bad_grouping", "excess_decimals", "two_points", "leading_zero", "inner_space"})


_MALFORMED = Sentence(
    "“{raw}”书写错误：按字面读为{read}，应为{meant}，请核对原件。",
    "“{raw}” is malformed: literally {read}, perhaps {meant}; see the original.",
)
_MALFORMED_ALIKE = Sentence(
    "“{raw}”书写错误：按字面读为{read}，应为{meant}（与“{same}”一致），请核对原件。",
    "“{raw}” is malformed: literally {read}, perhaps {meant} (as in “{same}”); see the original.",
)
_MALFORMED_TIMES = Sentence(
    "“{raw}”书写错误：按字面读为{read}，应为{meant}（“{part}”的{times}倍），请核对原件。",
    "“{raw}” is malformed: literally {read}, perhaps {meant} ({times} times “{part}”); see the "
    "original.",
)
_OPEN = Sentence(
    "“{raw}”书写错误，无法确定其数值，请核对原件。",
    "“{raw}” is malformed and its value cannot be told; see the original.",
)


@rule(
    "TXT01",
    "数字书写错误",
    "Malformed number",
    severity="error",
    says=(_MALFORMED, _MALFORMED_ALIKE, _MALFORMED_TIMES, _OPEN),
)
def malformed_numbers(facts: Facts) -> Iterator[Remark]:
    """数字书写不规范，无法唯一确定其数值。

    A number is printed in a way that leaves its value open.

    Flags::

        一、资金情况
        三年预算合计为31,206.480元，其中每年10,402,160元。

    Flags::

        一、资金情况
        年初预算为45,23元。

    Flags::

        一、资金情况
        全年预算安排18,450.000元，实际支出18,450,000元。

    Passes::

        一、资金情况
        三年预算合计为31,206,480元，合3120.648万元，每年10402160.00元。
    """
    figures = tuple(all_figures(facts))
    seen: set[tuple[int, int]] = set()
    for figure in figures:
        place = (figure.start, figure.end)
        if place in seen or not _is_malformed(figure):
            continue
        seen.add(place)
        sentence, words, proof = _repair(figure, figures)
        if not isinstance(figure.value, Decimal) or not figure.alternatives:
            sentence, words = _OPEN, {}
        else:
            words |= {"read": plain(figure.value)}
            words |= {"meant": " / ".join(plain(value) for value in figure.alternatives)}
        said = sentence.filled(raw=figure.raw, **words)
        yield Remark((figure, *proof), zh=said.zh, en=said.en)


_GLUED = re.compile(r",\d{4,6},\d{3}|\.\d{2}\d+\.\d")
"""Two numbers without a blank between: a table whose cells ran together, no misprint."""
_NUMBERED = re.compile(r"\d{1,2}[.．]\d{1,3}(?:[,，]\d{3})+(?![\d.])")
"""The number of an item before a figure: 1.2,750名."""


def _is_malformed(figure: Figure) -> bool:
    if _GLUED.search(figure.raw) or _NUMBERED.match(figure.raw):
        return False
    if not isinstance(figure, Quantity) or (figure.unit or "").startswith("CNY/"):
        return False  # a price has as many decimals as it needs: 1.316元/吨
    return bool(_ODD.intersection(figure.flags))


def _repair(
    figure: Figure, figures: tuple[Figure, ...]
) -> tuple[Sentence, dict[str, str], tuple[Figure, ...]]:
    """A figure elsewhere that equals one of the readings, or whose multiple does (three years).

    The sentence that names it, the words for its places, and the figure as evidence.
    """
    others = [
        other
        for other in figures
        if isinstance(other, Quantity)
        and other.value is not None
        and other.unit == figure.unit
        and not _is_malformed(other)
    ]
    for meant in figure.alternatives:
        same = next((other for other in others if other.value == meant), None)
        if same is not None:
            return _MALFORMED_ALIKE, {"same": same.raw}, (same,)
        for years in range(2, 6):
            part = next(
                (other for other in others if other.value and other.value * years == meant), None
            )
            if part is not None:
                return _MALFORMED_TIMES, {"part": part.raw, "times": str(years)}, (part,)
    return _MALFORMED, {}, ()
