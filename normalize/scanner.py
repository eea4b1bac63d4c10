"""The one scanner: where figures stand in a text, of what kind they are and what they say."""

from __future__ import annotations

import re

from model.quantity import Figure, Mark, Moment, Quantity
from model.span import Span
from normalize.dates import When, plan_at, when_at
from normalize.figures import Context
from normalize.identifiers import after_letters, identifier_end
from normalize.numerals import overlong
from normalize.patterns import Match, Pattern
from normalize.points import Impossible
from normalize.singles import quantity
from normalize.units import fold, header_unit

_ANCHOR = Pattern(r"[0-9A-Za-z零一二两三四五六七八九十百千万亿廿卅几半年季]")
_NEGATIVE_CELL = Pattern(r"\((.*)\)|[△▲—][ ]?(.*)|-[ ]+(.*)", re.DOTALL)
_BARE = Pattern(r"[-¥$€£]?[ ]?[0-9][0-9,. ]*%?")
_UNITLESS = Pattern(r"[-=<>≥≤]*[ ]?[0-9.,~ —-]+")
_ITEM = Pattern(r"[0-9]{1,2}")
_LABELLED = frozenset(":=为达≥≤<>至到是")


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
    context = Context(
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


def _scanned(context: Context) -> list[Figure]:
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


def _read(  # noqa: PLR0911  one return a kind of thing that holds digits
    context: Context, at: int, floor: int
) -> tuple[Figure | None, int]:
    """The figure whose first numeral stands at ``at``, and where to go on."""
    text = context.text
    character = text[at]
    if character <= "z" and character > "9":
        return None, after_letters(text, at)
    if at > floor and text[at - 1] == "." and _leads(context, at - 1):
        at -= 1
    long = overlong(text, at)
    if long is not None:
        return None, long
    if character in "年季半":
        when = when_at(text, at, floor, context.ref_year)
        if isinstance(when, When):
            return _moment(context, when), when.end
        return quantity(context, at, floor) if character == "半" else (None, at + 1)
    when = _when(context, at, floor)
    if isinstance(when, Impossible):
        return None, when.end
    if when is not None:
        return _moment(context, when), when.end
    skipped = identifier_end(text, at)
    if skipped is not None:
        return None, skipped
    return quantity(context, at, floor)


def _leads(context: Context, at: int) -> bool:
    """True where a point begins a figure (.77), as accounting programs print them."""
    before = context.text[at - 1] if at else " "
    return context.raw[at] == "." and before in " \n\t(<>=≤≥~-+¥$/"


def _when(context: Context, at: int, floor: int) -> When | Impossible | None:
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


def _moment(context: Context, when: When) -> Moment:
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


def _negative_cell(context: Context, match: Match) -> list[Figure] | None:
    """A whole cell in accounting brackets or behind △ as a negative figure."""
    group = next((i for i in (1, 2, 3) if match[i] is not None), 1)
    inner = match[group]
    begin = context.first + match.start(group)
    raw = context.raw[begin : begin + len(inner)]
    bare = group == 1
    if not inner or (bare and _ITEM.fullmatch(inner) and context.unit is None):
        return [] if inner else None
    within = Context(
        inner, raw, context.unit, context.ref_year, cell=True, first=0, last=len(inner)
    )
    found = _scanned(within)
    if len(found) != 1 or not isinstance(found[0], Quantity):
        return None
    figure = found[0]
    if (figure.start, figure.end) != (0, len(inner)) or figure.value is None:
        return None
    if bare and not _BARE.fullmatch(inner):
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


def _stands(context: Context, figure: Figure) -> bool:
    """In a cell a number without its own unit counts only as the whole cell or behind a sign."""
    if isinstance(figure, Moment) or (figure.kind != "number" and _own_unit(context, figure)):
        return True
    if figure.start <= context.first and figure.end >= context.last:
        return True
    if figure.comparator not in {"=", "range"}:
        return True
    head = context.text[: figure.start].rstrip()
    tail = context.text[figure.end :].strip()
    return bool(head) and (head[-1] in _LABELLED or context.text[figure.start] == "=") and not tail


def _own_unit(context: Context, figure: Quantity) -> bool:
    printed = context.text[figure.start : figure.end].strip()
    return context.unit is None or not _UNITLESS.fullmatch(printed)
