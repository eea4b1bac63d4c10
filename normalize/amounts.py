"""A numeral with its unit: 1,848.23万元, 40台(套), 八成, 两个半月."""

from __future__ import annotations

from decimal import Decimal

from normalize.coins import colloquial, money
from normalize.fractions import discount, fraction_at, per_hundred, tenths, tenths_and_more
from normalize.numerals import Numeral, numeral_at
from normalize.patterns import Pattern
from normalize.sections import EXACT
from normalize.terms import Term, a_little_more, bare, scaled
from normalize.units import UNITS, Unit, unit_at

_INCLUDED = Pattern(r"\((?:不?含|包括|不包括)(?:本数|[0-9一二三四五六七八九十百][^()]{0,10})?\)")
_HALF = Pattern(r"[ ]?半(?![径数夜岛截年月天个])")
_TRAILING = Pattern(r"[ ]?(?:\(([^()]{1,3})\)|/(套|件|册|个|次)(?![0-9/]))")
_GAP = Pattern(r"[ \n]{1,3}")
_SPACED = {"项": "目标", "分": "值数", "次": "数", "件": "数", "个": "人", "年": "度", "户": "数主"}


def term_at(text: str, raw: str, at: int, *, spaced: bool = False) -> Term | None:
    """The numeral that begins here with what it counts; None where no figure begins.

    ``text`` is folded, ``raw`` as printed; ``spaced`` allows thousands set apart by blanks.
    """
    if text[at] in "百千万":
        share = per_hundred(text, raw, at)
        if share is not None:
            return share
    if text[at] == "半":
        return _half(text, at)
    numeral = numeral_at(text, raw, at, spaced=spaced)
    if numeral is None:
        return None
    following = text[numeral.end : numeral.end + 1]
    if following == "":
        return bare(numeral)
    if following in "分又" and (share := fraction_at(text, raw, numeral)):
        return share
    return _with_unit(text, numeral)


def _with_unit(text: str, numeral: Numeral) -> Term:
    at = numeral.end
    included = False
    if text[at] == "(" and (match := _INCLUDED.match(text, at)):
        at, included = match.end(), True
        if at >= len(text):
            return bare(numeral)
    if text[at] in " \n" and (gap := _GAP.match(text, at)):
        at = gap.end()
    found = None if at >= len(text) else _unit(text, at, numeral, spaced=at > numeral.end)
    if found is None:
        return bare(numeral, at if included else None)
    unit, end = found
    if text[end - 1] == "成":
        return tenths_and_more(text, numeral, unit, end)
    if unit.kind == "money":
        return money(text, scaled(numeral, unit, end, included=included), unit)
    if unit.kind == "count":
        return _count(text, scaled(numeral, unit, end, included=included), unit)
    return scaled(numeral, unit, end, included=included)


def _unit(text: str, at: int, numeral: Numeral, *, spaced: bool) -> tuple[Unit, int] | None:
    """The unit word here, unless it is the head of another word (分值, 台账, 三元区)."""
    special = _SPECIAL.get(text[at])
    if special is not None:
        return special(text, at, numeral)
    found = unit_at(text, at)
    if found is None:
        return None
    unit, end = found
    word, following = text[at:end], text[end : end + 1]
    if word.isascii():
        joined = word != "%" and following.isascii() and following.isalnum()
        plate = numeral.chinese and word.isalpha()  # 七l六二 on a car
        return None if joined or plate else found
    if word == "分" and following == "钱":
        return Unit("money", "CNY", -2), end + 1
    other = following and (
        following in UNITS.not_before.get(word, "")
        or (spaced and following in _SPACED.get(word, ""))
    )
    if other or (numeral.chinese and not _chinese_counts(text, numeral, unit, word)):
        return None
    return found


def _chinese_counts(text: str, numeral: Numeral, unit: Unit, word: str) -> bool:
    """True where a Chinese numeral before this word is a count and not part of a saying."""
    if unit.kind != "count":
        return True
    if word == "路":  # 八一路 is a street
        return False
    if numeral.chinese == 1 and word in UNITS.arabic_only:
        return text.strip() == text[numeral.start : numeral.end] + word
    if numeral.chinese > 2 and numeral.mark == "=" and numeral.value is not None:  # noqa: PLR2004
        run = text[numeral.start : numeral.end]
        return not all(c in "一二三四五六七八九" for c in run)
    return True


_SPECIAL = {"成": tenths, "折": discount, "块": colloquial, "毛": colloquial, "角": colloquial}


def _count(text: str, term: Term, unit: Unit) -> Term:
    numeral, end = term.numeral, term.end
    if unit.name == "个" and end < len(text) and text[end] in "多余半":
        later = _half_more(text, numeral, end) if text[end] == "半" else None
        later = later or (_more_months(text, numeral, end) if text[end] != "半" else None)
        if later is not None:
            return later
    trailing = _TRAILING.match(text, end)
    if trailing is not None:
        other = UNITS.after.get(trailing[1] or trailing[2])
        if other is not None and other.kind == "count":
            both = Unit("count", unit.name + other.name)
            term, end = term._replace(unit=both, end=trailing.end()), trailing.end()
    if end < len(text) and text[end] in "半 多余" and term.value is not None:
        half = _HALF.match(text, end)
        if half is not None:
            value = EXACT.add(term.value, Decimal("0.5"))
            return term._replace(value=value, place=-1, end=half.end())
        if unit.name in ("年", "天", "公里", "小时", "亩", "米", "月", "吨"):
            return a_little_more(text, term)
    return term


def _half_more(text: str, numeral: Numeral, end: int) -> Term | None:
    """两个半月, 一个半小时."""
    month = (Unit("count", "月"), end + 2) if text.startswith("月", end + 1) else None
    later = month or unit_at(text, end + 1)
    if later is None or numeral.value is None:
        return None
    term = scaled(numeral, later[0], later[1])
    return term._replace(value=EXACT.add(numeral.value, Decimal("0.5")), place=-1)


def _more_months(text: str, numeral: Numeral, end: int) -> Term | None:
    """3个多月, 两个多小时."""
    found = (
        (Unit("count", "月"), end + 2) if text.startswith("月", end + 1) else unit_at(text, end + 1)
    )
    if found is None or numeral.value is None or numeral.mark != "=":
        return None
    upper = EXACT.add(numeral.value, Decimal(1))
    term = scaled(numeral, found[0], found[1])
    return term._replace(mark="~>", lower=numeral.value, upper=upper)


def _half(text: str, at: int) -> Term | None:
    """半年, 半个月, 半天 as 0.5 of it."""
    start = at + 1
    if text.startswith("个月", start):
        found: tuple[Unit, int] | None = (Unit("count", "月"), start + 2)
    else:
        found = unit_at(text, start + text.startswith("个", start))
        if found is not None and found[0].name not in (
            "年",
            "天",
            "小时",
            "公里",
            "米",
            "亩",
            "吨",
            "斤",
        ):
            return None
    if found is None or (at and text[at - 1] in "上下过前后大一多各对"):
        return None
    if text[found[1] : found[1] + 1] in tuple("度报级会"):
        return None
    numeral = Numeral(at, at + 1, Decimal("0.5"), -1, chinese=1)
    return scaled(numeral, found[0], found[1])
