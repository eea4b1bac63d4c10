"""Figures as told against figures as read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from model.quantity import Figure
from normalize import quantities

Case = dict[str, Any]
HERE = Path(__file__).parent
IMPLIED = frozenset({"<", "<=", ">", ">=", "~<"})
"""Comparators whose bounds follow from the value."""


def told(name: str) -> list[Case]:
    """The lines of a file beside this one."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read(case: Case) -> list[Figure]:
    """What the scanner reads in a case's text, with the case's context."""
    return quantities(case["text"], **case.get("context", {}))


def agrees(figure: Figure, expected: Case) -> bool:
    """True where kind, unit, comparator, value and bounds are those told."""
    return (
        (figure.kind, figure.comparator) == (expected["type"], expected["comparator"])
        and ("unit" not in expected or same_unit(figure.unit, expected["unit"]))
        and ("value" not in expected or same(figure.value, expected["value"]))
        and (figure.comparator in IMPLIED or _bounded(figure, expected))
        and ("precision" not in expected or figure.precision == expected["precision"])
        and all(same_among(figure, Decimal(one)) for one in expected.get("alternatives", ()))
    )


def same_among(figure: Figure, value: Decimal) -> bool:
    """True where a value is one of a figure's alternatives."""
    return value in figure.alternatives


def _bounded(figure: Figure, expected: Case) -> bool:
    return all(
        end not in expected or same(getattr(figure, end), expected[end])
        for end in ("lower", "upper")
    )


def same(read_value: object, told_value: str) -> bool:
    """True for one decimal or one ISO text; 12.30 is 12.3."""
    try:
        return Decimal(str(read_value)) == Decimal(told_value)
    except InvalidOperation:
        return read_value == told_value


def same_unit(printed: str | None, told_unit: str) -> bool:
    """True for one unit; what it is per is a set, and 个月 is 月."""
    first, *per = (printed or "").split("/")
    other, *others = told_unit.replace("个月", "月").split("/")
    return (first, sorted(per)) == (other, sorted(others))


def missed(case: Case) -> bool:
    """True where the figure told is not read so, or a figure is read where there is none."""
    start, end = case["span"]
    over = [one for one in read(case) if one.start < end and one.end > start]
    if case["expected"]["type"] == "none":
        whole = case.get("context", {}).get("cell")
        return any(one.kind != "number" or whole for one in over)
    return not any(agrees(one, case["expected"]) for one in _most(over, start, end))


def _most(over: Sequence[Figure], start: int, end: int) -> Sequence[Figure]:
    """The figure that covers most of the place told."""
    return sorted(over, key=lambda one: min(one.end, end) - max(one.start, start))[-1:]


def wrong(paragraph: Case) -> Iterator[str]:
    """What is missed or read too much in a paragraph, each as its text."""
    found = [one for one in read(paragraph) if one.kind != "number"]
    for quantity in paragraph["quantities"]:
        start, end = quantity["span"]
        over = [one for one in found if one.start < end and one.end > start]
        hit = _most(over, start, end)
        if quantity.get("optional"):
            found = [one for one in found if one not in over]
        elif hit and agrees(hit[0], quantity["expected"]):
            found = [one for one in found if one is not hit[0]]
        else:
            yield f"missed {paragraph['text'][start:end]!r}"
    yield from (f"read {one.raw!r}" for one in found)
