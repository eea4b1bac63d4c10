"""Malformed: figures that cannot be read one way only."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity, plain
from model.relation import Remark
from validate.figures import all_figures
from validate.registry import rule

_ODD = frozenset({"bad_grouping", "excess_decimals", "two_points", "leading_zero", "inner_space"})


@rule("TXT01", "数字书写错误", "Malformed number", severity="error")
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
        meant = "或".join(plain(value) for value in figure.alternatives) or "无法确定的数"
        repair, proof = _repair(figure, figures)
        yield Remark(
            (figure, *proof),
            zh=f"“{figure.raw}”书写错误：按字面读为{_read(figure)}，应为{meant}{repair}，请核对原件",
            en=f"“{figure.raw}” is malformed: literally {_read(figure)}; perhaps "
            f"{' or '.join(plain(value) for value in figure.alternatives) or 'something else'}",
        )


def _is_malformed(figure: Figure) -> bool:
    return bool(_ODD.intersection(figure.flags)) and isinstance(figure, Quantity)


def _read(figure: Figure) -> str:
    return plain(figure.value) if isinstance(figure.value, Decimal) else "不能读出的数"


def _repair(figure: Figure, figures: tuple[Figure, ...]) -> tuple[str, tuple[Figure, ...]]:
    """A figure elsewhere that equals one of the readings, or whose multiple does (three years)."""
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
            return f"（与“{same.raw}”一致）", (same,)
        for years in range(2, 6):
            part = next(
                (other for other in others if other.value and other.value * years == meant), None
            )
            if part is not None:
                return f"（“{part.raw}”的{years}倍）", (part,)
    return "", ()
