"""The judge of the bench: printed figures in, a verdict out; it knows nothing of gouji."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from itertools import pairwise

from bench.proving.figures import Expr, Mark, Relation

EXACT, ROUNDED, TRUNCATED, RESIDUE = "exact", "rounded", "truncated", "residue"
CONTRADICTED, OPEN = "contradicted", "open"
GRADES = (("优", 90), ("良", 80), ("中", 60), ("差", 0))
RATIOS = ("ratio", "growth", "plain", "drop")
HUNDRED = Decimal(100)


def judge(relation: Relation, marks: Mapping[int, Mark]) -> str:
    """The rung of the ladder on which a relation stands."""
    with localcontext() as context:
        context.prec = 50
        try:
            return _judge(relation, marks)
        except (ArithmeticError, KeyError):
            return OPEN


def _judge(relation: Relation, marks: Mapping[int, Mark]) -> str:
    ops = {
        "=": _equal,
        "same": _same,
        "<=": _order,
        ">=": _order,
        "meets": _meets,
        "earned": _earned,
        "band": _band,
        "before": _before,
        "sequence": _sequence,
        "word": _word,
    }
    return ops[relation.op](relation, marks)


def _equal(relation: Relation, marks: Mapping[int, Mark]) -> str:
    shown = marks[relation.left.marks[0]]
    value = compute(relation.right, marks)
    half = shown.slack
    if shown.value == value:
        return EXACT
    if abs(shown.value - value) <= half:
        return ROUNDED
    if relation.right.how in RATIOS:
        low, high = bounds(relation.right, marks)
        if low - half <= shown.value <= high + half:
            return ROUNDED
        cut_low, cut_high = low, high
    else:
        cut_low = cut_high = value
    if half and _cut(shown, cut_low, cut_high):
        return TRUNCATED
    low, high = bounds(relation.right, marks)
    return RESIDUE if low - half <= shown.value <= high + half else CONTRADICTED


def _cut(shown: Mark, low: Decimal, high: Decimal) -> bool:
    """Whether a value between the bounds, its last places cut off, would print as shown."""
    value = shown.value
    if value >= 0:
        return value <= high and low < value + shown.step
    return low <= value and value - shown.step < high


def _same(relation: Relation, marks: Mapping[int, Mark]) -> str:
    one, two = marks[relation.left.marks[0]], marks[relation.right.marks[0]]
    if one.value == two.value:
        return EXACT
    if abs(one.value - two.value) <= one.slack + two.slack:
        return ROUNDED
    coarse, fine = (one, two) if one.step >= two.step else (two, one)
    if coarse.slack and coarse.step > fine.step and _cut(coarse, fine.value, fine.value):
        return TRUNCATED
    return CONTRADICTED


def _order(relation: Relation, marks: Mapping[int, Mark]) -> str:
    left_low, left_high = bounds(relation.left, marks)
    right_low, right_high = bounds(relation.right, marks)
    if relation.op == "<=":
        return EXACT if left_low <= right_high else CONTRADICTED
    return EXACT if left_high >= right_low else CONTRADICTED


def _meets(relation: Relation, marks: Mapping[int, Mark]) -> str:
    """Actual against target, then what the status word says of it."""
    actual, target = (marks[number] for number in relation.left.marks)
    status = marks[relation.right.marks[0]]
    tests = {
        "≥": actual.value >= target.value,
        "≤": actual.value <= target.value,
        "=": actual.value == target.value,
    }
    claimed = {"已完成": True, "达成": True, "未完成": False, "部分达成": False, "未达成": False}
    said = claimed.get(status.text)
    return OPEN if said is None else EXACT if tests[relation.comparator] == said else CONTRADICTED


def _earned(relation: Relation, marks: Mapping[int, Mark]) -> str:
    """Full marks need a target reached."""
    actual, target = (marks[number] for number in relation.left.marks)
    score, weight = (marks[number] for number in relation.right.marks)
    missed = (
        actual.value > target.value if relation.comparator == "≤" else (actual.value < target.value)
    )
    return CONTRADICTED if missed and score.value >= weight.value else EXACT


def _band(relation: Relation, marks: Mapping[int, Mark]) -> str:
    grade, score = marks[relation.left.marks[0]].text, marks[relation.right.marks[0]].value
    if score > HUNDRED:
        return CONTRADICTED
    right = next(name for name, least in GRADES if score >= least)
    return EXACT if grade in {right, f"{right}秀", f"{right}好"} else CONTRADICTED


def _before(relation: Relation, marks: Mapping[int, Mark]) -> str:
    first = day(marks[relation.left.marks[0]].text)
    last = day(marks[relation.right.marks[0]].text)
    return EXACT if first <= last else CONTRADICTED


def day(text: str) -> tuple[int, int, int]:
    """Year, month, day of a printed date with all three."""
    for mark in "年月./":
        text = text.replace(mark, "-")
    year, month, number = text.rstrip("日").split("-")[:3]
    return int(year), int(month), int(number)


def _sequence(relation: Relation, marks: Mapping[int, Mark]) -> str:
    numbers = ["一二三四五六七八九十".index(marks[one].text) for one in relation.left.marks]
    return EXACT if all(after == one + 1 for one, after in pairwise(numbers)) else CONTRADICTED


def _word(relation: Relation, marks: Mapping[int, Mark]) -> str:
    one, two = marks[relation.left.marks[0]], marks[relation.right.marks[0]]
    return EXACT if one.text == two.text else CONTRADICTED


def compute(expr: Expr, marks: Mapping[int, Mark]) -> Decimal:
    """The value of an expression, every printed figure taken at its word."""
    return _value(expr, [marks[number].value for number in expr.marks], marks)


def bounds(expr: Expr, marks: Mapping[int, Mark]) -> tuple[Decimal, Decimal]:
    """Least and greatest value, every rounded figure taken anywhere in its interval.

    Every expression here is monotone in each figure, so the corners hold the extremes.
    """
    chosen = [marks[number] for number in expr.marks]
    if expr.how in {"tally", "fixed"}:
        value = compute(expr, marks)
        return value, value
    low: list[Decimal] = []
    high: list[Decimal] = []
    for index, mark in enumerate(chosen):
        rises = _rises(expr, index)
        low.append(mark.value - mark.slack if rises else mark.value + mark.slack)
        high.append(mark.value + mark.slack if rises else mark.value - mark.slack)
    ends = (_value(expr, low, marks), _value(expr, high, marks))
    return min(ends), max(ends)


def _rises(expr: Expr, index: int) -> bool:
    if expr.how in {"ratio", "plain", "growth", "less"}:
        return index == 0
    if expr.how == "drop":
        return index == 1
    if expr.how == "signed":
        return expr.signs[index] > 0
    return True


def _value(expr: Expr, values: list[Decimal], marks: Mapping[int, Mark]) -> Decimal:
    if expr.how == "fixed":
        return expr.number
    if expr.how == "tally":
        words = [marks[number].text for number in expr.marks]
        return Decimal(sum(1 for word in words if not expr.word or word == expr.word))
    if expr.how == "signed":
        return sum((v * s for v, s in zip(values, expr.signs, strict=True)), Decimal(0))
    return HOW[expr.how](values)


def _product(values: list[Decimal]) -> Decimal:
    product = Decimal(1)
    for value in values:
        product *= value
    return product


HOW: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "value": lambda values: values[0],
    "sum": lambda values: sum(values, Decimal(0)),
    "less": lambda values: values[0] - sum(values[1:], Decimal(0)),
    "plain": lambda values: values[0] / values[1],
    "ratio": lambda values: values[0] / values[1] * HUNDRED,
    "growth": lambda values: (values[0] - values[1]) / values[1] * HUNDRED,
    "drop": lambda values: (values[1] - values[0]) / values[1] * HUNDRED,
    "product": _product,
}
