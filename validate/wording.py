"""What a check says: expressions in printed figures, and sentences in Chinese and English."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from model.finding import Recomputation, Ruling
from model.quantity import Figure, Moment, Quantity, Wording, plain
from model.relation import Constant, Count, Difference, Operand, Product, Ratio, Relation, Sum
from validate.reading import REASONS, decimals, scale
from validate.recompute import Judgement, Repair
from validate.sentences import Sentence
from validate.solving import exactly

_SPACE = re.compile(r"\s+")
_SIGNS = {"=": "=", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_FAILED = {"=": "≠", "<": "≮", "<=": "≰", ">": "≯", ">=": "≱"}
_SCALES = {3: "千元", 4: "万元", 6: "百万元", 8: "亿元"}
_PRECISION = 50
_OPERATORS = "=＝═≥≤≧≦><＞＜"
"""Signs of a target cell, which in an expression would read as its own."""
_PLAIN = frozenset({Ruling.EXACT, Ruling.ROUNDED})
"""Verdicts that need no numbers beyond the expression."""


def printed(figure: Figure | Wording) -> str:
    """The figure as printed, without line breaks and padding: 「1,848.23 万元」."""
    return _SPACE.sub(" ", figure.raw).strip()


def expression(judgement: Judgement) -> str:
    """The whole relation in printed figures: 1,358.47万元 ÷ 1,848.23万元 = 73.50%."""
    relation = judgement.relation
    signs = _FAILED if judgement.verdict is Ruling.CONTRADICTED else _SIGNS
    left, right = side(relation.left, judgement.repair), side(relation.right, judgement.repair)
    if isinstance(relation.right, Quantity | Moment | Constant):
        return f"{left} {signs[relation.op]} {right}"
    return f"{right} {signs[_MIRROR[relation.op]]} {left}"


_MIRROR = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def side(operand: Operand, repair: Repair | None = None, *, inner: bool = False) -> str:
    """An operand in printed figures; brackets where it stands inside another."""
    match operand:
        case Quantity() if repair is not None and repair.figure is operand:
            return f"{printed(operand)}（读作{meant(repair)}）"
        case Quantity() | Moment():
            return printed(operand).lstrip(_OPERATORS).strip()
        case Constant():
            return f"{plain(operand.value)}{operand.label}"
        case Count():
            return f"所列{len(operand.items)}项"
        case Ratio():
            parts = (side(part, repair, inner=True) for part in (operand.left, operand.right))
            text = " ÷ ".join(parts)
        case Product():
            text = " × ".join(side(factor, repair, inner=True) for factor in operand.factors)
        case Sum():
            text = " + ".join(side(term, repair) for term in operand.terms)
        case Difference():
            text = f"{side(operand.left, repair)} - {side(operand.right, repair, inner=True)}"
    return f"（{text}）" if inner else text


def amount(value: Decimal, like: Quantity, extra: int = 0) -> str:
    """A computed value in the unit and style of a printed figure, to ``extra`` more places.

    13,584,692.03 like 「1,358.47万元」 with two more places: 「1,358.4692万元」.
    """
    power = scale(like)
    places = decimals(like) + extra
    with localcontext(prec=_PRECISION):
        scaled = value.scaleb(-power)
        rounded = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
        if rounded == scaled:
            rounded = _shorter(rounded, decimals(like))
    return f"{rounded:,f}{unit_name(like)}"


def meant(repair: Repair) -> str:
    """The value a malformed figure must have been meant as, written properly: 23,149,560元."""
    power = scale(repair.figure)
    return f"{_shorter(repair.value.scaleb(-power), 0):,f}{unit_name(repair.figure)}"


def _shorter(value: Decimal, places: int) -> Decimal:
    """The value without zeros beyond ``places``."""
    text = plain(value)
    while "." in text and text.endswith("0") and len(text.partition(".")[2]) > places:
        text = text[:-1]
    return Decimal(text.rstrip("."))


def unit_name(figure: Quantity) -> str:
    """The unit to write behind a computed value that stands beside this figure."""
    if figure.unit is None:
        return ""
    if figure.unit.startswith("CNY"):
        return _SCALES.get(scale(figure), "元") + figure.unit[3:]
    if figure.unit == "pp":
        return "个百分点"
    return figure.unit


def stated(judgement: Judgement) -> Quantity | None:
    """The printed figure whose style computed values take: the left side, else the first figure."""
    relation = judgement.relation
    for operand in (relation.left, relation.right):
        if isinstance(operand, Quantity):
            return operand
    return None


def recomputation(judgement: Judgement, written: str) -> Recomputation | None:
    """The arithmetic in base units, values to two places past the printed one.

    ``written`` is its expression.
    """
    left, right = judgement.left, judgement.right
    if left is None or right is None:
        return None
    if left.unit == "date":
        return Recomputation(
            written, _iso(right.value), _iso(left.value), plain(judgement.difference)
        )
    like = stated(judgement)
    places = max(0, -(like.precision or 0)) + 2 if like is not None else 4
    value = _to_places(right.value, places)
    return Recomputation(
        expression=written,
        value=plain(value),
        printed=plain(_to_places(left.value, places)),
        difference=plain(_to_places(judgement.difference, places)),
    )


def _to_places(value: Decimal, places: int) -> Decimal:
    """Rounded to ``places``, zeros at the end of the fraction dropped."""
    with localcontext(prec=_PRECISION):
        return _shorter(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN), 0)


def _iso(value: Decimal) -> str:
    return date.fromordinal(int(value)).isoformat()


def detail(judgement: Judgement, written: str) -> Sentence:
    """What is printed, what it comes to, and by how much; ``written`` is its expression."""
    relation = judgement.relation
    if judgement.verdict is Ruling.UNDECIDABLE:
        zh, en = REASONS[judgement.reason]
        return Sentence(f"{zh}，无法验算", f"{en}; cannot be checked")
    if relation.op != "=" or relation.suspicious_if_holds or judgement.verdict in _PLAIN:
        return _bare(judgement, written)
    return _compared(judgement, written)


def _bare(judgement: Judgement, written: str) -> Sentence:
    relation, like = judgement.relation, stated(judgement)
    computed = not isinstance(relation.right, Quantity | Moment | Constant)
    value = judgement.right if computed else judgement.left
    plain_sides = not computed and isinstance(relation.left, Quantity | Moment | Constant)
    if relation.op == "=" or plain_sides or value is None or value.unit == "date":
        return Sentence(written, written)
    if like is None and value.unit != "%":
        return Sentence(written, written)
    comes = (
        f"{plain(_to_places(value.value, 2))}%" if like is None else amount(value.value, like, 2)
    )
    return Sentence(f"{written}（算得{comes}）", f"{written} (which comes to {comes})")


def _compared(judgement: Judgement, written: str) -> Sentence:
    relation, left, right = judgement.relation, judgement.left, judgement.right
    like = stated(judgement)
    if like is None or left is None or right is None or left.unit == "date":
        return _bare(judgement, written)
    says, computed = side(relation.left, judgement.repair), side(relation.right, judgement.repair)
    gap = difference(judgement, like)
    match relation.right:
        case Quantity() | Constant():
            zh, en = f"{says}与{computed}不符", f"{says} against {computed}"
        case Count(items):
            names = "、".join(printed(one) for one in items if one.raw.strip())
            zh = f"所称为{says}，实为{len(items)}项（{names}）"
            en = f"{says} is stated, {len(items)} are listed ({names})"
        case _:
            comes = amount(right.value, like, 2)
            zh = f"所列为{says}，{computed} = {comes}"
            en = f"{says} is printed, {computed} = {comes}"
    price = _unit_price(judgement)
    return Sentence(
        f"{zh}，相差{gap}" + (f"；按所列金额反推，单价应为{price}" if price else ""),
        f"{en}, {gap} apart" + (f"; the amount implies a unit price of {price}" if price else ""),
    )


def _unit_price(judgement: Judgement) -> str:
    """The price per head and month that the printed amount would need, where one is printed."""
    right = judgement.relation.right
    if not isinstance(right, Product) or judgement.verdict is not Ruling.CONTRADICTED:
        return ""
    price = next(
        (one for one in right.factors if isinstance(one, Quantity) and one.kind == "rate"), None
    )
    value = exactly(judgement, price) if price is not None else None
    return amount(value, price, 2) if price is not None and value is not None else ""


def difference(judgement: Judgement, like: Quantity) -> str:
    """The distance of the two sides as words: 26.3248个百分点, 574,548元."""
    gap = amount(abs(judgement.difference), like, 2)
    return gap.removesuffix("%") + "个百分点" if gap.endswith("%") else gap


def message(sentence: Sentence, subject: str, said: Sentence) -> Sentence:
    """A finding's message: the rule's sentence, what it is about, what was found."""
    zh, en = _one_line(sentence.zh).rstrip("。"), _one_line(sentence.en).rstrip(".")
    if subject and subject not in zh + said.zh:
        zh, en = f"{zh}（{subject}）", f"{en} ({subject})"
    zh = f"{zh}：{said.zh.rstrip('。')}" if said.zh else zh
    en = f"{en}: {said.en.rstrip('.')}" if said.en else en
    return Sentence(f"{zh}。", f"{en}.")


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def relation_sentence(relation: Relation, zh: str, en: str) -> Sentence:
    """The relation's own sentence where it has one, else its rule's."""
    return Sentence(relation.zh or zh, relation.en or en)
