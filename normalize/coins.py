"""Money below 元 and by mouth: 12元3角4分, 三块五, 两毛钱, 壹佰元整."""

from __future__ import annotations

from decimal import Decimal

from normalize.numerals import Numeral
from normalize.patterns import Match, Pattern
from normalize.sections import EXACT
from normalize.terms import Term, a_little_more
from normalize.units import Unit

_JIAO = Pattern(
    r"[ ]?(?:零?(?P<jiao>[0-9]|[一二两三四五六七八九])[ ]?[角毛](?!度))?"
    r"(?:零?(?P<fen>[0-9]|[一二两三四五六七八九])[ ]?分(?![离析布之]))?"
)
_ODD = Pattern(
    r"(?P<zero>零)?(?P<odd>[0-9]|[一二三四五六七八九])(?![0-9零一二三四五六七八九十百千万亿.,角毛分%个项人名年月日])"
)
_WHOLE = Pattern(r"[ ]?(?:整(?![体合改治顿理个数形])|正(?![式在确常好是当规]))")
_SMALL_MONEY = Pattern(r"[ ]?([0-9一二两三四五六七八九])[ ]?分")
_VALUE = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_PIECE = "0123456789零一二两三四五六七八九"


def colloquial(text: str, at: int, numeral: Numeral) -> tuple[Unit, int] | None:
    """块, 毛 and 角 as money, 块 else as pieces (12块展板); where they end."""
    following = text[at + 1 : at + 2]
    if text[at] in "毛角":
        return _tenth_of_yuan(text, at, numeral, following)
    if following == "钱":
        return Unit("money", "CNY"), at + 2
    if numeral.chinese:
        paid = not following or following in _PIECE or following in ",。;:)、左以/每整多到至-~—"
    else:
        coins = _ODD.match(text, at + 1) or text[at + 2 : at + 3] in tuple("角毛")
        alone = not following and not text[: numeral.start].strip()
        paid = bool(coins) or alone or numeral.place < 0  # half a piece is none
    return Unit("money", "CNY") if paid else Unit("count", "块"), at + 1


def _tenth_of_yuan(text: str, at: int, numeral: Numeral, following: str) -> tuple[Unit, int] | None:
    if numeral.chinese == 1 and not (following == "钱" or _SMALL_MONEY.match(text, at + 1)):
        odd = _ODD.match(text, at + 1)
        ends = odd.end() if odd else at + 1
        if text[: numeral.start].strip(" \n负-") or text[ends:]:
            return None
    elif following in tuple("度色落形洲债星线坯利"):
        return None
    return Unit("money", "CNY", -1), at + 1 + (following == "钱")


def money(text: str, term: Term, unit: Unit) -> Term:
    """The amount with its 角, 分, 整 and 多, as far as they follow."""
    numeral, end = term.numeral, term.end
    if unit.name != "CNY" or numeral.value is None or numeral.mark != "=":
        return a_little_more(text, term)
    value, place = term.value, term.place
    match = _JIAO.match(text, end) if unit.exponent == 0 else _fen(text, end, unit)
    if match is not None and (match["jiao"] or match["fen"]) and value is not None:
        value, place, end = _with_parts(value, place, match)
        odd = _ODD.match(text, end) if text[end - 1] in "毛角" else None
        if odd is not None:  # 一块六毛七
            value = EXACT.add(value, _digit(odd["odd"]).scaleb(-2))
            place, end = -2, odd.end()
    elif text[end - 1] in "块毛角" and (odd := _ODD.match(text, end)):
        # 三块五 is 3.5, 三块零四 3.04 and 两毛五 0.25.
        place = -1 if text[end - 1] == "块" and not odd["zero"] else -2
        value = EXACT.add(value or Decimal(0), _digit(odd["odd"]).scaleb(place))
        end = odd.end()
    if text.startswith("人民币", end):
        end += 3
    whole = _WHOLE.match(text, end)
    if whole is not None:
        place, end = -2, whole.end()
    return a_little_more(text, term._replace(value=value, place=place, end=end))


def _fen(text: str, end: int, unit: Unit) -> Match | None:
    return _JIAO.match(text, end) if unit.exponent == -1 and _SMALL_MONEY.match(text, end) else None


def _with_parts(value: Decimal, place: int, match: Match) -> tuple[Decimal, int, int]:
    for name, exponent in (("jiao", -1), ("fen", -2)):
        digit = match[name]
        if digit:
            value, place = EXACT.add(value, _digit(digit).scaleb(exponent)), exponent
    return value, place, match.end()


def _digit(printed: str) -> Decimal:
    return Decimal(_VALUE[printed] if printed in _VALUE else int(printed))
