"""The one judge: does a relation hold, as printed, after rounding, after truncation, or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from model.finding import Ruling
from model.quantity import Moment, Quantity
from model.relation import Difference, Product, Ratio, Relation, Sum
from validate.reading import (
    ANY,
    HUNDRED,
    ZERO,
    Reading,
    Swaps,
    UndecidedError,
    common_unit,
    decimals,
    evaluate,
    figures,
    half_unit,
    in_whole_units,
    is_point,
    scale,
)

PRECISION = 50
"""Digits carried: a sum of a thousand amounts to the cent stays exact, a ratio shows its tail."""

HOLDS = frozenset({Ruling.EXACT, Ruling.ROUNDED, Ruling.RESIDUE, Ruling.TRUNCATED})

_BEST = (Ruling.EXACT, Ruling.ROUNDED, Ruling.RESIDUE, Ruling.TRUNCATED)


@dataclass(frozen=True, slots=True)
class Repair:
    """A malformed figure, and the value it must have been meant as for its relation to hold."""

    figure: Quantity
    value: Decimal


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a relation, or on the one of its alternatives that fits best.

    ``left`` and ``right`` are what the two sides come to, None where undecidable; ``below`` and
    ``above`` how far ``left - right`` may lie under and over zero without contradiction (None: any
    distance). ``reason`` is a key of ``REASONS``.
    """

    relation: Relation
    verdict: Ruling
    left: Reading | None = None
    right: Reading | None = None
    below: Decimal | None = ZERO
    above: Decimal | None = ZERO
    reason: str = ""
    repair: Repair | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing contradicts the relation."""
        return self.verdict in HOLDS

    @property
    def difference(self) -> Decimal:
        """Printed minus recomputed; zero where undecidable."""
        if self.left is None or self.right is None:
            return ZERO
        return self.left.value - self.right.value


def judge(relation: Relation) -> Judgement:
    """The verdict on a relation; where it has alternatives, the best of them, the first on a tie.

    ``given`` is not looked at here: see ``holds_firmly``.
    """
    with localcontext(prec=PRECISION):
        first = _spelled(relation)
        if first.verdict is Ruling.EXACT or not relation.one_of:
            return first
        tried = [first]
        for option in relation.one_of:
            if _applies(option):
                tried.append(_spelled(option))
                if tried[-1].verdict is Ruling.EXACT:
                    return tried[-1]
    for verdict in _BEST:
        for judgement in tried:
            if judgement.verdict is verdict:
                return judgement
    # An alternative that could not be decided might have held, unless nothing divides by zero.
    open_ends = [one for one in tried if one.verdict is Ruling.UNDECIDABLE and one.reason != "zero"]
    if open_ends:
        return open_ends[0]
    return next((one for one in tried if one.verdict is Ruling.CONTRADICTED), tried[0])


def holds_firmly(relation: Relation) -> bool:
    """Whether a relation, and what it presupposes, holds exactly or after rounding."""
    return _applies(relation) and judge(relation).verdict in {Ruling.EXACT, Ruling.ROUNDED}


def _applies(relation: Relation) -> bool:
    return relation.given is None or holds_firmly(relation.given)


def holds_with(relation: Relation, swaps: Swaps) -> bool:
    """Whether a relation would hold if some figures had other values (bounds)."""
    with localcontext(prec=PRECISION):
        return any(_once(option, swaps).holds for option in (relation, *relation.one_of))


def operands(relation: Relation) -> Iterator[Quantity | Moment]:
    """The figures of both sides, printed side first."""
    yield from figures(relation.left)
    yield from figures(relation.right)


def _spelled(relation: Relation) -> Judgement:
    """The literal verdict; where it fails and a figure is malformed, that of its alternatives."""
    literal = _once(relation, {})
    if literal.verdict in {Ruling.EXACT, Ruling.ROUNDED, Ruling.UNDECIDABLE}:
        return literal
    for figure in operands(relation):
        for value in figure.alternatives if isinstance(figure, Quantity) else ():
            other = _once(relation, {id(figure): (value, value)})
            if other.verdict in {Ruling.EXACT, Ruling.ROUNDED} and isinstance(figure, Quantity):
                return replace(other, repair=Repair(figure, value))
    return literal


def _once(relation: Relation, swaps: Swaps) -> Judgement:
    inequality = relation.op != "="
    try:
        if not inequality:
            _refuse_own_unit(relation)
        left = evaluate(relation.left, swaps, percent_points=inequality)
        right = evaluate(relation.right, swaps, percent_points=inequality)
        if inequality:
            common_unit([left.unit, right.unit])
            return _inequality(relation, left, right)
        return _equality(relation, left, right)
    except UndecidedError as undecided:
        return Judgement(relation, Ruling.UNDECIDABLE, reason=undecided.reason)


def _refuse_own_unit(relation: Relation) -> None:
    """A sum proves nothing where the unit of its parts was chosen so that it holds.

    Where every figure of it got its unit that way, the unit takes no part in the sum.
    """
    if not isinstance(relation.right, Sum) and not isinstance(relation.left, Sum):
        return
    supplied = [
        isinstance(one, Quantity) and one.unit_from == "total" for one in operands(relation)
    ]
    if any(supplied) and not all(supplied):
        reason = "own_unit"
        raise UndecidedError(reason)


def _inequality(relation: Relation, left: Reading, right: Reading) -> Judgement:
    """``left op right``, with what print leaves open in favour of the report."""
    if relation.op in {">", ">="}:
        low, high, gap = right, left, right.most - right.value + left.value - left.least
    else:
        low, high, gap = left, right, left.value - left.least + right.most - right.value
    strict = relation.op in {"<", ">"}
    below, above = (None, gap) if relation.op in {"<", "<="} else (gap, None)
    if low.value < high.value or (not strict and low.value == high.value):
        verdict = Ruling.EXACT
    elif low.least < high.most or (not strict and low.least == high.most):
        verdict = Ruling.ROUNDED
    else:
        verdict = Ruling.CONTRADICTED
    return Judgement(relation, verdict, left, right, below, above)


def _equality(relation: Relation, left: Reading, right: Reading) -> Judgement:
    options = list(_in_one_unit(relation, left, right))
    judged = [_rungs(relation, one, other) for one, other in options]
    return next((one for one in judged if one.holds), judged[0])


def _in_one_unit(
    relation: Relation, left: Reading, right: Reading
) -> Iterator[tuple[Reading, Reading]]:
    """Both sides in units that can be compared; a bare rate may be points or a fraction of one."""
    computed = isinstance(relation.right, Ratio | Product)
    if left.unit is None and right.unit == "%" and computed:
        yield left, right
        yield left, _times(right, 1 / HUNDRED)
    elif (
        left.unit not in {None, ANY} and right.unit is None and isinstance(relation.right, Product)
    ):
        yield left, right
        printed = scale(relation.left) if isinstance(relation.left, Quantity) else 0
        yield left, _times(right, Decimal(1).scaleb(printed))
    elif computed and _currency(left.unit) == _currency(right.unit) is not None:
        yield left, right
    else:
        common_unit([left.unit, right.unit])
        yield left, right


def _currency(unit: str | None) -> str | None:
    return unit.split("/", maxsplit=1)[0] if unit else None


def _times(reading: Reading, factor: Decimal) -> Reading:
    return Reading(
        reading.value * factor,
        reading.low * factor,
        reading.high * factor,
        reading.slack * factor,
        reading.unit,
    )


def _rungs(relation: Relation, left: Reading, right: Reading) -> Judgement:
    """The ladder: exact, rounded, truncated, residue, contradicted."""
    half = _rounding(relation)
    below = half + left.value - left.low + right.high - right.value
    above = half + left.high - left.value + right.value - right.low
    same_ends = left.high - left.low == right.high - right.low
    if left.value == right.value and (left.unit != "date" or same_ends):
        return Judgement(relation, Ruling.EXACT, left, right, -below, above)
    if left.low - half <= right.high and right.low <= left.high + half:
        return Judgement(relation, Ruling.ROUNDED, left, right, -below, above)
    if _truncated(relation, left, right):
        return Judgement(relation, Ruling.TRUNCATED, left, right, -below - half, above)
    bound = _residue(relation, left, right)
    if bound and left.low - bound <= right.high and right.low <= left.high + bound:
        return Judgement(relation, Ruling.RESIDUE, left, right, -bound, bound)
    return Judgement(relation, Ruling.CONTRADICTED, left, right, -below, above)


def _rounding(relation: Relation) -> Decimal:
    """Half the unit to which the printed side was rounded; of two prints, the coarser one's."""
    return max(
        (
            half_unit(side)
            for side in (relation.left, relation.right)
            if isinstance(side, Quantity) and _may_be_rounded(side, relation)
        ),
        default=ZERO,
    )


def _may_be_rounded(side: Quantity, relation: Relation) -> bool:
    """Scores and counts are rounded only where something was divided or multiplied for them."""
    if not in_whole_units(side):
        return True
    return isinstance(relation.left, Ratio | Product) or isinstance(relation.right, Ratio | Product)


def _truncated(relation: Relation, left: Reading, right: Reading) -> bool:
    """Whether the coarser print is the finer value with its further digits cut off."""
    sides = ((relation.left, left, right), (relation.right, right, left))
    coarse = max(
        (half_unit(side) for side, _, _ in sides if isinstance(side, Quantity)), default=ZERO
    )
    for side, own, other in sides:
        if not isinstance(side, Quantity) or not _may_be_rounded(side, relation):
            continue
        if half_unit(side) < coarse or side.comparator != "=":
            continue
        ulp = 2 * half_unit(side)
        if own.value >= 0 and own.value <= other.high and other.low < own.value + ulp:
            return True
        if own.value < 0 and own.value >= other.low and other.high > own.value - ulp:
            return True
    return False


def _residue(relation: Relation, left: Reading, right: Reading) -> Decimal:
    """(n + 1) · ½ulp where a sum adds figures that were each rounded; zero where none was."""
    parts = sum(
        (
            reading.slack
            for side, reading in ((relation.left, left), (relation.right, right))
            if isinstance(side, Sum | Difference)
        ),
        ZERO,
    )
    if not parts:
        return ZERO
    totals = (
        half_unit(side)
        for side in (relation.left, relation.right)
        if isinstance(side, Quantity) and (not is_point(side) or decimals(side) == 0)
    )
    return parts + sum(totals, ZERO)
