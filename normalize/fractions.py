"""Shares in words: 百分之八十, 三分之二, 八成六, 七折."""

from __future__ import annotations

from decimal import Decimal

from normalize.numerals import Numeral, numeral_at
from normalize.patterns import Pattern
from normalize.sections import EXACT
from normalize.terms import Term, a_little_more, scaled
from normalize.units import Unit

_TENTH = Pattern(r"[一二三四五六七八九](?![零一二三四五六七八九十百千万亿个项人名年月日])")
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")}
_PREFIXES = {"百分之": 0, "千分之": -1, "万分之": -2, "百分": 0}
_PIECE = "0123456789零一二两三四五六七八九"


def per_hundred(text: str, raw: str, at: int) -> Term | None:
    """百分之八十, 万分之五, 百分百."""
    if text[at + 1 : at + 2] != "分":
        return None
    if text.startswith("百分百", at):
        whole = Numeral(at, at + 3, Decimal(100), 0, chinese=3)
        return scaled(whole, Unit("percent", "%"), at + 3)
    exponent = _PREFIXES.get(text[at : at + 3])
    start = at + 3
    while start < len(text) and text[start] in " 负":
        start += 1
    if exponent is None or start >= len(text) or text[start] not in _PIECE + "十百几":
        return None
    if text.startswith("百", start) and not text.startswith("百分", start):
        numeral: Numeral | None = Numeral(start, start + 1, Decimal(100), 0, chinese=1)
    else:
        numeral = numeral_at(text, raw, start)
    if numeral is None:
        return None
    if numeral.value is not None and "负" in text[at + 3 : start]:
        numeral = numeral._replace(value=-numeral.value)
    numeral = numeral._replace(start=at, chinese=numeral.chinese + 3)
    return scaled(numeral, Unit("percent", "%", exponent), numeral.end)


def fraction_at(text: str, raw: str, numeral: Numeral) -> Term | None:
    """三分之二, 一又二分之一: exact where the decimals end, else to 28 places."""
    at, whole = numeral.end, Decimal(0)
    below: Numeral | None = numeral
    if text[at] == "又" and numeral.value is not None and at + 1 < len(text):
        if text[at + 1] not in _PIECE + "十":
            return None
        whole, below = numeral.value, numeral_at(text, raw, at + 1)
    if below is None or not below.value or not text.startswith("分之", below.end):
        return None
    start = below.end + 2
    if start >= len(text) or text[start] not in _PIECE + "十":
        return None
    above = numeral_at(text, raw, start)
    if above is None or above.value is None or above.mark != "=":
        return None
    value = whole + above.value / below.value
    exponent = value.as_tuple().exponent
    place = exponent if isinstance(exponent, int) else 0
    read = Numeral(numeral.start, above.end, value, place, chinese=numeral.chinese + above.chinese)
    return Term(read, None, above.end, value, None, None, place, "=")


def tenths(text: str, at: int, numeral: Numeral) -> tuple[Unit, int] | None:
    """成 as tens of percent, unless it begins another word (成员); where it ends."""
    word = text[at + 1 : at + 2] in tuple("立果员功本熟都绩品分就交套型人长效千群年")
    if (word and numeral.mark != "range") or (text[at - 1] == "一" and text[at + 1 :][:1] == "为"):
        return None
    value = numeral.upper if numeral.mark == "range" else numeral.value
    if value is not None and value > 10:  # noqa: PLR2004  十成 is all
        return None
    return Unit("percent", "%", 1), at + 1


def discount(text: str, at: int, numeral: Numeral) -> tuple[Unit, int] | None:
    """折 as percent of the full price: 八折 80, 85折 85; where it ends."""
    if text[at + 1 : at + 2] in tuple("旧叠合算腰磨射返"):
        return None
    small = numeral.value is not None and numeral.value <= 10  # noqa: PLR2004  八折, 85折
    return Unit("percent", "%", 1 if small else 0), at + 1


def tenths_and_more(text: str, numeral: Numeral, unit: Unit, end: int) -> Term:
    """八成 with what follows it: 八成六 as 86, 三成多 as a little more than 30."""
    tail = _TENTH.match(text, end)
    if tail is None:
        return a_little_more(text, scaled(numeral, unit, end))
    value = EXACT.add(numeral.value or Decimal(0), Decimal(_DIGIT[tail[0]]).scaleb(-1))
    return scaled(numeral._replace(value=value, place=-1), unit, tail.end())
