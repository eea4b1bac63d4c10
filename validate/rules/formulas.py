"""Arithmetic the report writes out itself: products in prose, amounts with their unit price."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import UnitPrice
from model.relation import Constant, Product, Relation, Sum
from validate.registry import rule
from validate.statements import SENTENCES, statements

_TOLD = ("change", "points", "left", "less")
_PRICED = ("average", "product", "yearly")
_PEOPLE = frozenset({"人", "名", "位"})
_MONTHS = Constant(Decimal(12), "个月")
_THIRTEEN = Constant(Decimal(13), "个月")


@rule(
    "FORM01",
    "算式复算",
    "Written formula",
    severity="error",
    says=tuple(SENTENCES[kind] for kind in _TOLD),
)
def written(facts: Facts) -> Iterator[Relation]:
    """文中所列算式应能复算。

    An arithmetic written out in the text must come to its stated result.

    Flags::

        一、预算测算
        护林员补助按照1200元/人/月*35人*12个月=514,000元测算。

    Passes::

        一、预算测算
        护林员补助按照1200元/人/月*35人*12个月=504,000元测算。
    """
    yield from statements(facts, *_TOLD)
    for formula in facts.formulas:
        terms = [_factors(term) for term in formula.terms]
        if not isinstance(formula.result, Quantity) or any(term is None for term in terms):
            continue
        products = tuple(Product(term) for term in terms if term)
        if products:
            yield Relation(
                formula.result,
                "=",
                products[0] if len(products) == 1 else Sum(products),
                subject=formula.label.raw if formula.label is not None else "",
            )


def _factors(term: tuple[Figure, ...]) -> tuple[Quantity, ...] | None:
    factors = tuple(factor for factor in term if isinstance(factor, Quantity))
    return factors if len(factors) == len(term) else None


@rule(
    "FORM02",
    "单价标注反算",
    "Annotated unit price",
    severity="error",
    says=tuple(SENTENCES[kind] for kind in _PRICED),
)
def annotated(facts: Facts) -> Iterator[Relation]:
    """标注单价的金额应等于单价乘以人数和月数。

    An amount with its unit price beside it must be that price times heads and months.

    Flags::

        一、预算测算
        护林员补助按照1200元/人/月*35人*12个月=504,000元测算。
        二、预算安排
        全年安排护林员补助540,000元（1,200元/人/月），按月发放。

    Passes::

        一、预算测算
        护林员补助按照1200元/人/月*35人*12个月=504,000元测算。
        二、预算安排
        全年安排护林员补助504,000元（1,200元/人/月），按月发放。
    """
    yield from statements(facts, *_PRICED)
    told = {one.result.start for one in facts.stated if one.kind in _PRICED}
    for priced in facts.unit_prices:
        if not isinstance(priced.amount, Quantity) or not isinstance(priced.price, Quantity):
            continue
        if priced.amount.start in told:
            continue  # its own sentence gives heads and months
        built = [
            rest
            for formula in facts.formulas
            for term in formula.terms
            if (rest := _other_factors(term, priced.price)) is not None
        ]
        if built:
            yield _rebuilt(priced, priced.amount, priced.price, built)
        else:
            yield from _by_heads(facts, priced, priced.amount, priced.price)


def _other_factors(term: tuple[Figure, ...], price: Quantity) -> tuple[Quantity, ...] | None:
    """The heads and months of a formula that uses the same price."""
    factors = _factors(term)
    if factors is None:
        return None
    rest = tuple(one for one in factors if not _same_price(one, price))
    return rest if len(rest) == len(factors) - 1 else None


def _same_price(one: Quantity, price: Quantity) -> bool:
    return one.value == price.value and one.kind in {"rate", "money", "number"}


def _rebuilt(
    priced: UnitPrice[Figure],
    amount: Quantity,
    price: Quantity,
    built: list[tuple[Quantity, ...]],
) -> Relation:
    options = [Relation(amount, "=", Product((price, *rest))) for rest in built]
    return Relation(
        amount,
        "=",
        options[0].right,
        subject=priced.label.raw if priced.label is not None else "",
        one_of=tuple(options[1:]),
    )


def _by_heads(
    facts: Facts, priced: UnitPrice[Figure], amount: Quantity, price: Quantity
) -> Iterator[Relation]:
    """With the one headcount the report states; heads vary by month, so never more than a note."""
    heads = {
        claim.figure.value: claim.figure
        for claim in facts.claims
        if isinstance(claim.figure, Quantity)
        and claim.figure.unit in _PEOPLE
        and claim.figure.value is not None
    }
    if len(heads) != 1 or price.unit is None or "/人" not in price.unit:
        return
    (head,) = heads.values()
    monthly = "/月" in price.unit
    factors = (price, head, _MONTHS) if monthly else (price, head)
    yield Relation(
        amount,
        "=",
        Product(factors),
        subject=priced.label.raw if priced.label is not None else "",
        severity="note",
        one_of=(Relation(amount, "=", Product((price, head, _THIRTEEN))),) if monthly else (),
    )
