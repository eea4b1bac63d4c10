"""One amount printed twice: in two units, or a power of ten apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim
from model.relation import Constant, Difference, Ratio, Relation
from validate.aligned import clause
from validate.quoting import comparable
from validate.registry import Limit, Limits, limited_rule
from validate.repeats import GENERIC
from validate.selection import mentions, one_project

_MEASURES = {"budget": "预算", "received": "到位", "spent": "支出", "balance": "结余"}
_NEAR = Limit(
    "near",
    Decimal("0.5"),
    "两处金额相差不超过这一百分数，才视为同一金额的两种写法；再远就是两件事，没有出处。",
    "Two amounts of one measure within so many percent are meant to be one; farther apart they "
    "are two facts, or XREF03's business. No source.",
)
_DIGITS = Limit(
    "digits",
    Decimal(4),
    "两处金额至少有这么多位有效数字相同，才不是巧合；没有出处。",
    "So many significant digits must be shared before a likeness is no accident. No source.",
)


@limited_rule(
    "UNIT01", "单位换算一致", "Same amount in two units", severity="error", limits=(_NEAR,)
)
def two_units(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """同一金额以不同单位列示时，换算后应一致。

    One amount printed in two units must be the same after conversion.

    Flags::

        一、资金情况
        项目预算安排资金1,264.35万元。
        二、结论
        项目共安排预算资金12,644,718.00元，资金保障到位。

    Passes::

        一、资金情况
        项目预算安排资金1,264.35万元。
        二、结论
        项目共安排预算资金12,643,518.00元，资金保障到位。
    """
    if not one_project(facts):
        return
    near, below = (Constant(sign * limits["near"], "%") for sign in (1, -1))
    for measure, name in _MEASURES.items():
        everywhere = mentions(facts, measure)
        printed = _prints(everywhere)
        for coarse in printed[1:]:
            fine = printed[0]
            if coarse.precision != fine.precision and _of_one_thing(coarse, fine):
                apart = Ratio(Difference(coarse, fine), fine)
                yield Relation(
                    coarse,
                    "=",
                    fine,
                    subject=name,
                    given=Relation(apart, "<=", near, given=Relation(apart, ">=", below)),
                    also=tuple(one for one in everywhere if _same(one, coarse) or _same(one, fine)),
                )


def _of_one_thing(one: Quantity, other: Quantity) -> bool:
    """Whether both amounts go by the project's money, or both by the name of one item."""
    names = [comparable(figure.label) for figure in (one, other)]
    cores = ["" if not name or GENERIC.fullmatch(name) else name for name in names]
    return cores[0] == cores[1] or "" in names


def _same(one: Quantity, other: Quantity) -> bool:
    """Whether the same print stands elsewhere again; the reader must see each place."""
    return one is not other and (one.value, one.precision) == (other.value, other.precision)


def _prints(figures: list[Quantity]) -> list[Quantity]:
    """The amounts, each value and place of rounding once, the finest first."""
    kept: dict[tuple[object, ...], Quantity] = {}
    for figure in figures:
        plain = figure.precision is not None and figure.unit is not None
        if plain and figure.value and not figure.alternatives:
            kept.setdefault((figure.value, figure.precision), figure)
    return sorted(kept.values(), key=lambda one: one.precision or 0)


_MANY = 60
"""Different amounts of one measure; a text with more does not tell one amount over again."""


@limited_rule("UNIT02", "量级错误", "Magnitude slip", severity="error", limits=(_DIGITS,))
def magnitude(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """同一金额两处列示不应相差十倍、百倍、千倍或万倍。

    Two prints of one amount must not differ by a power of ten.

    Flags::

        一、资金情况
        项目预算安排资金1,264.35万元。
        二、结论
        项目共安排预算资金1,264.35元，资金保障到位。

    Passes::

        一、资金情况
        项目预算安排资金1,264.35万元。
        二、结论
        项目共安排预算资金1,264.35万元，资金保障到位。
    """
    if not one_project(facts):
        return
    for measure, name in _MEASURES.items():
        printed = _prints(mentions(facts, measure))
        if len(printed) > _MANY:
            continue
        for place, one in enumerate(printed):
            for other in printed[place + 1 :]:
                if _slipped(one, other, limits["digits"]):
                    yield Relation(other, "=", one, subject=name)
    yield from _without_wan(facts)


def _without_wan(facts: Facts) -> Iterator[Relation]:
    """The same long number told once in 万元 and once in 元: 386.20万元, 386.20元.

    Prices and averages are left out: a person's 386.20元 may meet 386.20万元 by chance.
    """
    told: dict[str, list[Claim[Figure]]] = {}
    for claim in facts.claims:
        figure = claim.figure
        if isinstance(figure, Quantity) and figure.kind == "money" and figure.comparator == "=":
            number = _NUMBER.match(figure.raw)
            if number and len(_DIGIT.findall(number[0])) > _WAN:
                told.setdefault(number[0].replace(",", ""), []).append(claim)
    for claims in told.values():
        large = [one for one in claims if "万" in one.figure.raw]
        small = [
            one
            for one in claims
            if "万" not in one.figure.raw and not _PRICE.search(clause(facts, one))
        ]
        for one in small[: len(large)]:
            yield Relation(one.figure, "=", large[0].figure, subject=one.subject.raw.strip())


_NUMBER = re.compile(r"[\d,]+(?:\.\d+)?")
_DIGIT = re.compile(r"\d")
_PRICE = re.compile(r"均|每|单价|标准|[人户亩]/|价[为是]?$")
_WAN = 4
_WAN_DIGITS = 3


def _slipped(one: Quantity, other: Quantity, digits: Decimal) -> bool:
    """Whether two amounts begin with the same digits in different places."""
    if one.value is None or other.value is None:
        return False
    first, second = _significant(one.value), _significant(other.value)
    shared = min(len(first), len(second))
    if first == second and abs(one.value.adjusted() - other.value.adjusted()) == _WAN:
        return shared >= _WAN_DIGITS  # 326万元 and 326元: 万 was left out
    return (
        shared >= digits
        and first[:shared] == second[:shared]
        and one.value.adjusted() != other.value.adjusted()
    )


def _significant(value: Decimal) -> str:
    return "".join(map(str, value.normalize().as_tuple().digits))
