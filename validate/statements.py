"""The arithmetic behind what a sentence states in words: growth, shares, averages, remainders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure
from model.record import Stated
from model.relation import Constant, Difference, Operand, Product, Ratio, Relation, Sum
from validate.aligned import like
from validate.sentences import Sentence

SENTENCES = {
    "growth": Sentence(
        "所称增减幅度与所列两数不符。",
        "The stated change in percent does not follow from the two figures.",
    ),
    "growth_by": Sentence(
        "所称增减幅度与所列增减额不符。",
        "The stated change in percent does not follow from the stated amount of change.",
    ),
    "change": Sentence(
        "所称增减额与所列两数之差不符。", "The stated difference is not that of the two figures."
    ),
    "points": Sentence(
        "所称相差的百分点与两个比率之差不符。",
        "The stated percentage points are not the difference of the two rates.",
    ),
    "share": Sentence(
        "所称占比与所列两数不符。", "The stated share does not follow from part and whole."
    ),
    "rate": Sentence(
        "所称比率与同句所列数字不符。",
        "The stated rate does not follow from the figures of its sentence.",
    ),
    "average": Sentence(
        "所称平均数与总额、数量不符。", "The stated average does not follow from total and number."
    ),
    "product": Sentence(
        "总额与标准、数量的乘积不符。", "The total is not the product of standard and numbers."
    ),
    "yearly": Sentence(
        "全年总额与月标准、数量和12个月的乘积不符。",
        "The year's total is not the monthly standard times numbers times twelve months.",
    ),
    "saved": Sentence(
        "所称节约额与采购预算、成交金额之差不符。",
        "The stated saving is not the procurement budget less the price agreed.",
    ),
    "saving": Sentence(
        "所称节约率与采购预算、成交金额不符。",
        "The stated rate of saving does not follow from procurement budget and price.",
    ),
    "left": Sentence(
        "所称结余与收支两数之差不符。",
        "The stated balance is not what came in less what went out.",
    ),
    "less": Sentence(
        "所列减式与其结果不符。", "The subtraction written out does not come to its stated result."
    ),
    "rest": Sentence(
        "已完成与未完成之和与总数不符。",
        "What is done and what is left do not add up to the total.",
    ),
}
"""What a finding says, by the kind of statement."""


_TWICE = Constant(Decimal(2))
_YEAR = Constant(Decimal(12), "个月")


def statements(facts: Facts, *kinds: str) -> Iterator[Relation]:
    """What the text states in words, as relations; of several readings one must hold."""
    for one in facts.stated:
        if one.kind in kinds and not _is_bounded(one):
            yield _relation(one)


def _is_bounded(one: Stated[Figure]) -> bool:
    """Whether the result is a bound or a goal (八成以上, ≥80%), or a rate one of about so much."""
    if one.result.comparator not in {"=", "~"}:
        return True
    figures = (figure for option in one.options for figure in option)
    return one.kind == "rate" and any(figure.comparator != "=" for figure in figures)


def _relation(one: Stated[Figure]) -> Relation:
    options = [Relation(one.result, "=", _made(one, option)) for option in one.options]
    said = SENTENCES[one.kind]
    return Relation(
        one.result,
        "=",
        options[0].right,
        one_of=tuple(options[1:]),
        told=True,
        given=_within(one) if one.kind == "rate" else None,
        severity="warning" if one.kind == "yearly" else None,
        zh=said.zh,
        en=said.en,
    )


def _within(one: Stated[Figure]) -> Relation:
    """That the part is no more than twice the whole: else they are no part and whole."""
    bounds = [Relation(part, "<=", Product((whole, _TWICE))) for part, whole in one.options]
    return replace(bounds[0], one_of=tuple(bounds[1:]))


def _made(one: Stated[Figure], option: tuple[Figure, ...]) -> Operand:
    """What the operands come to, as ``Stated`` says for its kind."""
    match one.kind:
        case "product":
            return Product(option)
        case "yearly":
            return Product((*option, _YEAR))
        case "rest":
            return Sum(option)
        case "less":
            first, *others = (like(operand, one.result) for operand in option)
            return Difference(first, others[0] if len(others) == 1 else Sum(tuple(others)))
        case _:
            first, second = option
            return _of_two(one, first, second)


def _of_two(one: Stated[Figure], first: Figure, second: Figure) -> Operand:
    if one.kind in {"average", "share", "rate"}:
        return Ratio(first, second, percent=one.kind != "average")
    if one.kind == "growth_by":
        return Ratio(first, Sum((second, first)) if one.falls else Difference(second, first))
    return _changed(one, first, second)


def _changed(one: Stated[Figure], later: Figure, earlier: Figure) -> Operand:
    change = Difference(earlier, later) if one.falls else Difference(later, earlier)
    return Ratio(change, earlier) if one.kind in {"growth", "saving"} else change
