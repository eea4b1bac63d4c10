"""The one scanner: where figures stand in a text, of what kind they are and what they say."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from model.document import Span
from model.quantity import Figure, Mark, Moment, Quantity
from normalize.amounts import Term, denominators_at, term_at
from normalize.dates import Impossible, When, plan_at, when_at
from normalize.identifiers import after_letters, identifier_end
from normalize.numerals import EXACT, overlong
from normalize.units import UNITS, Unit, fold, header_unit, ordered
from normalize.wording import Before, after, before, combined

_ANCHOR = re.compile(r"[0-9A-Za-z零一二两三四五六七八九十百千万亿廿卅几半年季]")
_JOIN = re.compile(r"[ \n]{0,2}(?:-{1,2}|—{1,2}|–|─|~{1,2}|至|到)[ \n]{0,2}")
_AND = re.compile(r"[ ]?(?:与|和|及)[ ]?")
_BETWEEN = re.compile(r"[ ]?之间")
_CHAIN = re.compile(
    r"[ ]?(?P<left>[<>≤≥]=?)[ ]?[^\s0-9<>≤≥=,。;、]{1,12}?[ ]?(?P<right>[<>≤≥]=?)[ ]?"
)
_INTERVAL = re.compile(
    r"(?P<open>[\[(])[ ]?(?P<low>[0-9.]+)%?[ ]?,[ ]?(?P<high>[0-9.]+)%?[ ]?(?P<close>[\])])"
)
_NEGATIVE_CELL = re.compile(r"\((.*)\)|[△▲—][ ]?(.*)|-[ ]+(.*)", re.DOTALL)
_ITEM = re.compile(r"[0-9]{1,2}")
_LABELLED = frozenset(":=为达≥≤<>至到是")
_DIGITS = frozenset("0123456789零一二两三四五六七八九十百千万亿几")
_LEADING = frozenset("超近约逾上过数满")


class _Context(NamedTuple):
    """What is known besides the text: the header's unit, the year, and whether it is a cell."""

    text: str
    raw: str
    unit: Unit | None
    ref_year: int | None
    cell: bool
    first: int
    last: int


def quantities(
    text: str, *, unit: str | None = None, ref_year: int | None = None, cell: bool = False
) -> list[Figure]:
    """The figures in a text, in order, each with its exact place.

    ``unit`` is the unit a table or column prints for bare numbers (``万元``, ``（单位：万元）``);
    ``ref_year`` the year of dates that print none; ``cell`` says that the text is a whole table
    cell: brackets and △ may then mean a negative, and a code or name yields nothing.
    """
    folded = fold(text)
    stripped = folded.strip()
    first = folded.find(stripped[:1]) if stripped else 0
    context = _Context(
        folded,
        text,
        header_unit(unit) if unit else None,
        ref_year,
        cell,
        first,
        first + len(stripped),
    )
    if cell and (match := _NEGATIVE_CELL.fullmatch(stripped)):
        negative = _negative_cell(context, match)
        if negative is not None:
            return negative
    found = _scanned(context)
    return [item for item in found if _stands(context, item)] if cell else found


def scan(text: str) -> tuple[Mark, ...]:
    """Where figures stand in running text, and of what kind each is."""
    return tuple(Mark(item.start, item.end, item.kind) for item in quantities(text))


def _scanned(context: _Context) -> list[Figure]:
    text = context.text
    found: list[Figure] = []
    at = context.first
    floor = 0
    search = _ANCHOR.search
    while (match := search(text, at)) is not None:
        here = match.start()
        figure, at = _read(context, here, floor)
        if figure is not None:
            found.append(figure)
            floor = at
        if at <= here:
            at = here + 1
    return found


def _read(context: _Context, at: int, floor: int) -> tuple[Figure | None, int]:
    """The figure whose first numeral stands at ``at``, and where to go on."""
    text = context.text
    character = text[at]
    if character <= "z" and character > "9":
        return None, after_letters(text, at)
    long = overlong(text, at)
    if long is not None:
        return None, long
    if character in "年季半":
        when = when_at(text, at, floor, context.ref_year)
        if isinstance(when, When):
            return _moment(context, when), when.end
        return _quantity(context, at, floor) if character == "半" else (None, at + 1)
    when = _when(context, at, floor)
    if isinstance(when, Impossible):
        return None, when.end
    if when is not None:
        return _moment(context, when), when.end
    skipped = identifier_end(text, at)
    if skipped is not None:
        return None, skipped
    return _quantity(context, at, floor)


def _when(context: _Context, at: int, floor: int) -> When | Impossible | None:
    text = context.text
    if text[at] == "十" and (plan := plan_at(text, at)):
        return plan
    if at and text[at - 1] == "第":
        when = when_at(text, at, floor, context.ref_year)
        if isinstance(when, When) and when.kind == "period" and "季度" in text[at : when.end]:
            return when._replace(start=at - 1)
        return None
    if at > floor and text[at - 1] == "前" and text[at] in "123一二三两":
        when = when_at(text, at - 1, floor, context.ref_year)
        if isinstance(when, When):
            return when
    return when_at(text, at, floor, context.ref_year)


def _moment(context: _Context, when: When) -> Moment:
    is_date = when.kind == "date"
    lower = when.low if not is_date or when.comparator in (">=", ">") else None
    upper = when.high if not is_date or when.comparator in ("<=", "<") else None
    return Moment(
        kind=when.kind,
        raw=context.raw[when.start : when.end],
        source=(Span(when.start, when.end),),
        value=when.low if is_date else None,
        comparator=when.comparator if is_date else "=",
        lower=lower,
        upper=upper,
    )


def _quantity(context: _Context, at: int, floor: int) -> tuple[Quantity | None, int]:
    text = context.text
    spaced = True
    term = term_at(text, context.raw, at, spaced=spaced)
    if term is None:
        return None, _past_numeral(text, at)
    if (
        " " in text[at : term.numeral.end]
        and term.unit is None
        and not (context.cell or context.unit)
    ):
        term = term_at(text, context.raw, at) or term
    lead = before(text, at, floor)
    several = text[at - 1] == "数" if at else False
    if several and text[at] in "十百千万亿" and term.value is not None and at - 1 >= floor:
        return _several(context, term, at, floor)
    ranged = _ranged(context, term, lead)
    if ranged is not None:
        return ranged
    return _single(context, term, lead, at)


def _past_numeral(text: str, at: int) -> int:
    end = at + 1
    while end < len(text) and text[end] in _DIGITS and (text[end] > "9") == (text[at] > "9"):
        end += 1
    return end


def _single(context: _Context, term: Term, lead: Before, at: int) -> tuple[Quantity | None, int]:
    text = context.text
    numeral = term.numeral
    upward = numeral.bare and at > 0 and text[at - 1] == "上" and text[at - 2 : at - 1] != "以"
    start, end = lead.start, term.end
    sign = lead.sign
    if upward:
        start = at - 1
    if (
        sign == "~<"
        and not lead.per
        and term.unit is not None
        and term.unit.name in ("年", "月", "天", "日", "周")
    ):
        # 近三年 names a stretch of time that is past, not a figure just below three.
        start, sign = at, "="
    recurring = lead.per and term.unit is not None and term.unit.name == "日"
    if recurring or not _counts(context, term, lead, at, upward=upward):
        return None, max(numeral.end, at + 1)
    unit = _unit_of(context, term, lead)
    per: tuple[str, ...] = lead.per
    if unit is not None and unit.kind in ("money", "count") and end < len(text):
        if text[end] in " /每" or lead.per:
            more, end = denominators_at(text, end, unit)
            per = (*per, *(name for name in more if name not in per))
    suffix, end = after(text, end) if term.unit or not numeral.chinese else ("", end)
    sign = combined(sign, suffix)
    mark = term.mark
    if upward:
        mark = "~>"
        term = term._replace(lower=term.value)
    if mark != "=":
        sign = sign if mark == "~>" and sign in (">", ">=", "<", "<=") else mark
    return _built(context, term, unit, per, (start, end), sign, negative=lead.negative), end


def _counts(context: _Context, term: Term, lead: Before, at: int, *, upward: bool) -> bool:
    """False for a Chinese numeral that is part of a word rather than a figure."""
    numeral = term.numeral
    text = context.text
    if not numeral.chinese:
        return True
    whole = at <= context.first + 1 and term.end >= context.last and lead.start <= context.first
    if whole:
        return True
    if term.unit is None:
        return _bare_chinese(context, term, lead)
    if text[at - 1 : at] in tuple("统唯同专单第逐万") and at > 0 and numeral.chinese == 1:
        return False
    single = text[at : numeral.end]
    if single == "一":
        word = text[numeral.end : term.end].strip()
        return (
            word in UNITS.one
            or term.unit.kind == "percent"
            or lead.sign != "="
            or text[at - 1] in "共计仅含"
            or bool(lead.per)
        )
    if numeral.bare and not upward and numeral.mark == "=":
        return term.unit.kind == "money" or lead.sign != "="
    if numeral.chinese == 1 and context.raw[at] in "陆伍叁贰柒捌玖肆拾壹叄參貳陸":
        return term.unit.kind == "money" and term.place < 0
    return True


def _bare_chinese(context: _Context, term: Term, lead: Before) -> bool:
    """A Chinese numeral with no unit: read where it is plainly a figure."""
    numeral = term.numeral
    text = context.text[numeral.start : numeral.end]
    if "分之" in text:
        return True
    if lead.money:
        return True
    if numeral.bare or numeral.chinese < 3:  # noqa: PLR2004  万一, 千万, 三五
        return False
    return any(c in "十百千万亿" for c in text) and not all(c in "十百千万亿" for c in text)


def _unit_of(context: _Context, term: Term, lead: Before) -> Unit | None:
    unit = term.unit
    if lead.money and (unit is None or (unit.kind == "money" and unit.name == "CNY")):
        return Unit("money", lead.money, unit.exponent if unit else 0)
    if unit is None and context.unit is not None:
        header = context.unit
        # 73.5万 under 万元 prints its own scale.
        return Unit(header.kind, header.name) if term.numeral.shift else header
    return unit


def _built(
    context: _Context,
    term: Term,
    unit: Unit | None,
    per: tuple[str, ...],
    span: tuple[int, int],
    sign: str,
    *,
    negative: bool,
) -> Quantity:
    shift = unit.exponent if unit is not None and term.unit is None else 0
    value, lower, upper, place = term.value, term.lower, term.upper, term.place
    if term.mark == "range" and unit is None and value is not None:
        sign, lower, upper = "=", None, None
    elif term.mark == "range":
        value = None
    if shift:
        place += shift
        value = None if value is None else EXACT.scaleb(value, shift)
        lower = None if lower is None else EXACT.scaleb(lower, shift)
        upper = None if upper is None else EXACT.scaleb(upper, shift)
    if negative:
        value = None if value is None else -value
        lower, upper = (-upper if upper else None), (-lower if lower else None)
    if sign in ("<", "<=", "~<") and lower is None:
        upper = value
    elif sign in (">", ">=") and upper is None:
        lower = value
    elif sign in (">", ">="):
        upper = None
    flags, others = _oddities(term, unit, shift)
    kind = unit.kind if unit is not None else "number"
    name = unit.name if unit is not None else None
    if per and name is not None:
        kind, name = "rate", "/".join((name, *ordered(list(per))))
    return Quantity(
        kind=kind,
        raw=context.raw[span[0] : span[1]],
        source=(Span(*span),),
        value=value,
        unit=name,
        comparator=sign,
        lower=lower,
        upper=upper,
        precision=place if value is not None else None,
        flags=flags,
        alternatives=tuple(-other for other in others) if negative else others,
    )


def _oddities(
    term: Term, unit: Unit | None, shift: int
) -> tuple[tuple[str, ...], tuple[Decimal, ...]]:
    """What is odd about the print of the digits, and what else they may have been meant as."""
    numeral = term.numeral
    flags, others = numeral.flags, numeral.alternatives
    total = shift + (term.unit.exponent if term.unit is not None else 0)
    if others and total:
        others = tuple(EXACT.scaleb(other, total) for other in others)
    if (
        unit is not None
        and unit.kind == "money"
        and not flags
        and term.mark == "="
        and term.place < -2  # noqa: PLR2004  nothing is paid in less than 分
        and not numeral.chinese
        and term.value is not None
    ):
        flags = ("excess_decimals",)
        decimals = numeral.shift + total - term.place - shift
        if decimals == 3:  # noqa: PLR2004  a group of thousands behind a point
            others = (EXACT.scaleb(term.value, shift + 3),)
    return flags, others


def _several(context: _Context, term: Term, at: int, floor: int) -> tuple[Quantity | None, int]:
    """数十亿元: ten to a hundred of the first multiplier."""
    text = context.text
    if text[at - 2 : at - 1] in tuple("人户件次总基个倍指参分系单得函") or term.value is None:
        return _single(context, term, before(text, at, floor), at)
    if term.unit is None and not (at - 1 <= context.first and term.end >= context.last):
        return None, term.end
    low = term.value
    term = term._replace(
        value=None, lower=low, upper=EXACT.scaleb(low, 1), mark="~", place=term.place
    )
    unit = term.unit or context.unit
    lead = before(text, at - 1, floor)
    start = lead.start
    per, end = denominators_at(text, term.end, unit) if unit else ((), term.end)
    per = (*lead.per, *(name for name in per if name not in lead.per))
    return _built(context, term, unit, per, (start, end), "~", negative=False), end


def _ranged(context: _Context, left: Term, lead: Before) -> tuple[Quantity | None, int] | None:
    """Two figures as one range: 10～15万元, 85%～90%, 80﹥得分≧60, 10000与20000之间."""
    text = context.text
    if left.end >= len(text):
        return None
    chain = _CHAIN.match(text, left.end) if text[left.end] in " <>≤≥" else None
    if chain is not None:
        if (chain["left"][0] in "<≤") != (chain["right"][0] in "<≤") or lead.sign != "=":
            return None
        return _joined(context, left, lead, chain.end())
    joint = _JOIN.match(text, left.end)
    if joint is not None:
        return _joined(context, left, lead, joint.end())
    both = _AND.match(text, left.end)
    return _joined(context, left, lead, both.end(), between=True) if both else None


def _joined(
    context: _Context, left: Term, lead: Before, at: int, *, between: bool = False
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
        left.numeral.chinese
        and right.unit is None
        and left.unit is None
        and not _whole_range(context, lead, right)
    ):
        return None
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


def _whole_range(context: _Context, lead: Before, right: Term) -> bool:
    return lead.start <= context.first and right.end >= context.last


def _next_numeral(text: str, at: int) -> int:
    end = min(at + 4, len(text))
    while at < end and text[at] not in _DIGITS:
        at += 1
    return at


def _range_built(
    context: _Context, left: Term, right: Term, lead: Before, end: int
) -> tuple[Quantity | None, int] | None:
    text = context.text
    unit = right.unit or left.unit
    if right.unit is None and left.unit is None and (lead.money or context.unit):
        unit = _unit_of(context, right, lead)
    elif lead.money and unit is not None:
        unit = Unit("money", lead.money, unit.exponent)
    low, high = _shared(left, right)
    per = lead.per
    if unit is not None and unit.kind in ("money", "count"):
        more, end = denominators_at(text, end, unit)
        per = (*per, *(name for name in more if name not in per))
    _, end = after(text, end)
    term = right._replace(
        value=None, lower=min(low, high), upper=max(low, high), mark="range", unit=unit
    )
    shift = unit.exponent if unit and right.unit is None and left.unit is None else 0
    if shift:
        term = term._replace(
            lower=EXACT.scaleb(min(low, high), shift), upper=EXACT.scaleb(max(low, high), shift)
        )
    return (
        _built(context, term, unit, per, (lead.start, end), "range", negative=False)
        if unit
        else _plain_range(context, term, (lead.start, end))
    ), end


def _plain_range(context: _Context, term: Term, span: tuple[int, int]) -> Quantity:
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


def _negative_cell(context: _Context, match: re.Match[str]) -> list[Figure] | None:
    """A whole cell in accounting brackets or behind △ as a negative figure."""
    group = next((i for i in (1, 2, 3) if match[i] is not None), 1)
    inner = match[group]
    begin = context.first + match.start(group)
    raw = context.raw[begin : begin + len(inner)]
    bare = group == 1
    if not inner or (bare and _ITEM.fullmatch(inner) and context.unit is None):
        return [] if inner else None
    within = _Context(
        inner, raw, context.unit, context.ref_year, cell=True, first=0, last=len(inner)
    )
    found = _scanned(within)
    if len(found) != 1 or not isinstance(found[0], Quantity):
        return None
    figure = found[0]
    if (figure.start, figure.end) != (0, len(inner)) or figure.value is None:
        return None
    if bare and not re.fullmatch(r"[-¥$€£]?[ ]?[0-9][0-9,. ]*%?", inner):
        return None
    span = Span(context.first, context.last)
    return [
        Quantity(
            kind=figure.kind,
            raw=context.raw[span.start : span.end],
            source=(span,),
            value=-abs(figure.value),
            unit=figure.unit,
            comparator=figure.comparator,
            precision=figure.precision,
            flags=figure.flags,
            alternatives=tuple(-other for other in figure.alternatives),
        )
    ]


def _stands(context: _Context, figure: Figure) -> bool:
    """In a cell a number without a unit of its own counts only as the whole cell or behind a sign."""
    if isinstance(figure, Moment) or (figure.kind != "number" and _own_unit(context, figure)):
        return True
    if figure.start <= context.first and figure.end >= context.last:
        return True
    if figure.comparator not in {"=", "range"}:
        return True
    head = context.text[: figure.start].rstrip()
    tail = context.text[figure.end :].strip()
    return bool(head) and (head[-1] in _LABELLED or context.text[figure.start] == "=") and not tail


def _own_unit(context: _Context, figure: Quantity) -> bool:
    printed = context.text[figure.start : figure.end].strip()
    return context.unit is None or not re.fullmatch(r"[-=<>≥≤]*[ ]?[0-9.,~ —-]+", printed)
