"""Two figures as one range: 10～15万元, 85%～90%, 80﹥得分≧60, 10000与20000之间."""

from __future__ import annotations

from decimal import Decimal

from model.quantity import Quantity
from model.span import Span
from normalize.amounts import term_at
from normalize.dates import When, when_at
from normalize.figures import Context, built, unit_of
from normalize.patterns import Pattern
from normalize.points import Impossible
from normalize.prices import denominators_at
from normalize.sections import EXACT
from normalize.terms import Term
from normalize.units import Unit
from normalize.wording import Before, after, before

_JOIN = Pattern(r"[ \n]{0,2}(?:-{1,2}|—{1,2}|–|─|~{1,2}|至|到)[ \n]{0,2}")
_AND = Pattern(r"[ ]?(?:与|和|及)[ ]?")
_BETWEEN = Pattern(r"[ ]?(?:之间|间(?![接隔断数]))")
_ALSO = Pattern(r"[ ]?(?:并且|而且|同时|且|而|,且|,并且)?[ ]?")
_CHAIN = Pattern(r"[ ]?(?P<left>[<>≤≥]=?)[ ]?[^\s0-9<>≤≥=,。;、]{1,12}?[ ]?(?P<right>[<>≤≥]=?)[ ]?")
_SUBTRACTED = Pattern(r"(?:[ ]?[-－][ ]?[0-9]{1,9}(?:\.[0-9]{1,4})?分?)*[ ]?[=＝]")
"""Behind 100-7.34 in 100-7.34=92.66分: a subtraction, no range."""
_SIGNS = frozenset("=＝ -－")
_DIGITS = frozenset("0123456789零一二两三四五六七八九十百千万亿几")


def ranged(context: Context, left: Term, lead: Before) -> tuple[Quantity | None, int] | None:
    """Two figures as one range: 10～15万元, 85%～90%, 80﹥得分≧60, 10000与20000之间."""
    text = context.text
    if left.end >= len(text):
        return None
    chain = _CHAIN.match(text, left.end) if text[left.end] in " <>≤≥" else None
    if chain is not None:
        if (chain["left"][0] in "<≤") != (chain["right"][0] in "<≤") or lead.sign != "=":
            return None
        return _joined(context, left, lead, chain.end())
    if lead.sign in {">", ">="} and (bounded := _bounded(context, left, lead)):
        return bounded
    joint = _JOIN.match(text, left.end)
    if joint is not None:
        return _joined(context, left, lead, joint.end())
    both = _AND.match(text, left.end)
    return _joined(context, left, lead, both.end(), between=True) if both else None


def _bounded(context: Context, left: Term, lead: Before) -> tuple[Quantity | None, int] | None:
    """大于等于60且小于80: a figure bounded both ways is the range between."""
    text = context.text
    also = _ALSO.match(text, left.end)
    start = also.end() if also is not None else left.end
    at = next((at for at in range(start, min(start + 6, len(text))) if text[at] in _DIGITS), None)
    if at is None or left.value is None:
        return None
    below = before(text, at, start)
    if below.sign not in {"<", "<="} or below.start > start:
        return None
    right = term_at(text, context.raw, at)
    if right is None or right.value is None or right.mark != "=":
        return None
    if left.unit is not None and not _same(left, right) and right.unit != left.unit:
        return None
    if left.numeral.chinese and right.unit is None and right.numeral.chinese < 2:  # noqa: PLR2004
        return None
    return _range_built(context, left, right, lead, right.end)


def _joined(  # noqa: C901, PLR0911  each return is a reason why two figures are no range
    context: Context, left: Term, lead: Before, at: int, *, between: bool = False
) -> tuple[Quantity | None, int] | None:
    text = context.text
    if left.value is None or at >= len(text):
        return None
    skip = before(text, _next_numeral(text, at), at) if text[at] not in _DIGITS else None
    if skip is not None:
        if skip.start > at or skip.sign != "=" or skip.per:
            return None
        at = _next_numeral(text, at)
    if at >= len(text) or text[at] not in _DIGITS:
        return None
    if isinstance(when_at(text, at, at, None), When | Impossible):
        return None
    right = term_at(text, context.raw, at)
    if right is None or right.value is None or right.mark not in ("=", "~>"):
        return None
    if left.unit is not None and right.unit != left.unit and not _same(left, right):
        return None
    if (
        right.end < len(text)
        and text[right.end] in "=＝ -－"
        and _SUBTRACTED.match(text, right.end)
    ):
        return None
    if (
        left.numeral.chinese
        and right.unit is None
        and left.unit is None
        and not _whole_range(context, left, lead, right)
    ):
        return None
    if between and left.unit is None and right.unit is not None and right.unit.name == "间":
        right = right._replace(unit=None, end=right.numeral.end)  # 10000与20000间
    between_end = _BETWEEN.match(text, right.end)
    if between and between_end is None:
        return None
    return _range_built(context, left, right, lead, between_end.end() if between_end else right.end)


def _same(left: Term, right: Term) -> bool:
    """百分之三十到四十 shares its unit forward; otherwise both ends must count the same thing."""
    if right.unit is None:
        return left.unit is not None and left.unit.kind == "percent" and left.numeral.chinese > 0
    return left.unit is not None and (left.unit.kind, left.unit.name) == (
        right.unit.kind,
        right.unit.name,
    )


def _whole_range(context: Context, left: Term, lead: Before, right: Term) -> bool:
    """True for a bare range in words that is the whole text, or of two figures (一千到两千)."""
    if lead.start <= context.first and right.end >= context.last:
        return True
    return all(
        not term.numeral.bare and term.numeral.chinese > 1 and term.numeral.place > 0
        for term in (left, right)
    )


def _next_numeral(text: str, at: int) -> int:
    end = min(at + 4, len(text))
    while at < end and text[at] not in _DIGITS:
        at += 1
    return at


def _range_built(
    context: Context, left: Term, right: Term, lead: Before, end: int
) -> tuple[Quantity | None, int] | None:
    text = context.text
    unit = right.unit or left.unit
    if right.unit is None and left.unit is None and (lead.money or context.unit):
        unit = unit_of(context, right, lead)
    elif lead.money and unit is not None:
        unit = Unit("money", lead.money, unit.exponent)
    low, high = _shared(left, right)
    low = -low if lead.negative else low
    per = lead.per
    if unit is not None and unit.kind in ("money", "count"):
        more, end = denominators_at(text, end, unit)
        per = (*per, *(name for name in more if name not in per))
    _, end = after(text, end)
    # 约 says nothing of a range that its ends do not; a currency, a sign or 每人 belongs to it.
    start = left.numeral.start if lead.sign == "~" and not (lead.money or per) else lead.start
    term = right._replace(
        value=None, lower=min(low, high), upper=max(low, high), mark="range", unit=unit
    )
    shift = unit.exponent if unit and right.unit is None and left.unit is None else 0
    if shift:
        term = term._replace(
            lower=EXACT.scaleb(min(low, high), shift), upper=EXACT.scaleb(max(low, high), shift)
        )
    return (
        built(context, term, unit, per, (start, end), "range", negative=False)
        if unit
        else _plain_range(context, term, (start, end))
    ), end


def _plain_range(context: Context, term: Term, span: tuple[int, int]) -> Quantity:
    return Quantity(
        kind="number",
        raw=context.raw[span[0] : span[1]],
        source=(Span(*span),),
        value=None,
        unit=None,
        comparator="range",
        lower=term.lower,
        upper=term.upper,
    )


def _shared(left: Term, right: Term) -> tuple[Decimal, Decimal]:
    """Both ends in the base unit; the left one borrows 万 or % from the right where it has none."""
    low = left.value or Decimal(0)
    high = right.value or Decimal(0)
    if left.unit is not None:
        if right.unit is None and left.unit.exponent:
            high = EXACT.scaleb(high, left.unit.exponent)
        return low, high
    exponent = right.unit.exponent if right.unit is not None else 0
    low = EXACT.scaleb(low, exponent) if exponent else low
    shift = right.numeral.shift
    if left.numeral.shift < shift:
        if not left.numeral.shift and not left.numeral.small and left.numeral.chinese == 1:
            shift += right.numeral.small
        shared = EXACT.scaleb(low, shift)
        return (low, high) if shared > high and low * 100 >= high else (shared, high)
    if right.numeral.small and left.numeral.chinese == 1 and not left.numeral.bare:
        shared = EXACT.scaleb(low, right.numeral.small)
        return (shared, high) if shared < high else (low, high)
    return low, high
