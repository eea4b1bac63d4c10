"""A numeral with its unit: 1,848.23万元, 12元3角4分, 40台(套), 八成, 5708元/人/月."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from normalize.numerals import Numeral, numeral_at
from normalize.patterns import Match, Pattern
from normalize.sections import EXACT
from normalize.units import UNITS, Unit, denominator_at, ordered, unit_at

_INCLUDED = Pattern(r"\((?:不?含|包括|不包括)(?:本数|[0-9一二三四五六七八九十百][^()]{0,10})?\)")
_JIAO = Pattern(
    r"[ ]?(?:零?(?P<jiao>[0-9]|[一二两三四五六七八九])[ ]?[角毛](?!度))?"
    r"(?:零?(?P<fen>[0-9]|[一二两三四五六七八九])[ ]?分(?![离析布之]))?"
)
_ODD = Pattern(
    r"(?P<zero>零)?(?P<odd>[0-9]|[一二三四五六七八九])(?![0-9零一二三四五六七八九十百千万亿.,角毛分%个项人名年月日])"
)
_WHOLE = Pattern(r"[ ]?(?:整(?![体合改治顿理个数形])|正(?![式在确常好是当规]))")
_SMALL_MONEY = Pattern(r"[ ]?([0-9一二两三四五六七八九])[ ]?分")
_HALF = Pattern(r"[ ]?半(?![径数夜岛截年月天个])")
_TRAILING = Pattern(r"[ ]?(?:\(([^()]{1,3})\)|/(套|件|册|个|次)(?![0-9/]))")
_MORE = ("多", "余")
_PIECE = "0123456789零一二两三四五六七八九"
_VALUE = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENTH = Pattern(r"[一二三四五六七八九](?![零一二三四五六七八九十百千万亿个项人名年月日])")
_GAP = Pattern(r"[ \n]{1,3}")
_SPACED = {"项": "目标", "分": "值数", "次": "数", "件": "数", "个": "人", "年": "度", "户": "数主"}


class Term(NamedTuple):
    """A numeral and the unit printed with it; value and bounds of ``numeral`` not yet scaled."""

    numeral: Numeral
    unit: Unit | None
    end: int
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    place: int
    mark: str
    per: tuple[str, ...] = ()
    included: bool = False


def term_at(text: str, raw: str, at: int, *, spaced: bool = False) -> Term | None:
    """The numeral that begins here with what it counts;"""
    if text[at] in "百千万":
        fraction = _per_hundred(text, raw, at)
        if fraction is not None:
            return fraction
    if text[at] == "半":
        return _half(text, at)
    numeral = numeral_at(text, raw, at, spaced=spaced)
    if numeral is None:
        return None
    following = text[numeral.end : numeral.end + 1]
    if following == "":
        return _bare(numeral)
    if following in "分又" and (fraction := _fraction(text, raw, numeral)):
        return fraction
    return _with_unit(text, numeral)


def _bare(numeral: Numeral, end: int | None = None) -> Term:
    return Term(
        numeral,
        None,
        numeral.end if end is None else end,
        *(numeral.value, numeral.lower, numeral.upper),
        numeral.place,
        numeral.mark,
    )


def _with_unit(text: str, numeral: Numeral) -> Term:
    at = numeral.end
    included = False
    if text[at] == "(" and (match := _INCLUDED.match(text, at)):
        at, included = match.end(), True
        if at >= len(text):
            return _bare(numeral)
    if text[at] in " \n" and (gap := _GAP.match(text, at)):
        at = gap.end()
    found = None if at >= len(text) else _unit(text, at, numeral, spaced=at > numeral.end)
    if found is None:
        return _bare(numeral, at if included else None)
    unit, end = found
    if text[end - 1] == "成" and end < len(text) and (tail := _TENTH.match(text, end)):
        value = EXACT.add(numeral.value or Decimal(0), Decimal(_VALUE[tail[0]]).scaleb(-1))
        numeral = numeral._replace(value=value, place=-1)
        end = tail.end()
    elif text[end - 1] == "成" and text[end : end + 1] in _MORE:
        return _year_more(text, _scaled(numeral, unit, end))
    if unit.kind == "money":
        return _money(text, _scaled(numeral, unit, end, included=included), unit)
    if unit.kind == "count":
        return _count(text, _scaled(numeral, unit, end, included=included), unit)
    return _scaled(numeral, unit, end, included=included)


def _scaled(numeral: Numeral, unit: Unit, end: int, *, included: bool = False) -> Term:
    shift = unit.exponent

    def to_base(value: Decimal | None) -> Decimal | None:
        return value if value is None or not shift else EXACT.scaleb(value, shift)

    value = to_base(numeral.value)
    if numeral.mark == "range":
        value = None
    return Term(
        numeral,
        unit,
        end,
        value,
        to_base(numeral.lower),
        to_base(numeral.upper),
        numeral.place + shift,
        numeral.mark,
        included=included,
    )


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
        return None if joined else found
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
    if numeral.chinese == 1 and word in UNITS.arabic_only:
        return text.strip() == text[numeral.start : numeral.end] + word
    if numeral.chinese > 2 and numeral.mark == "=" and numeral.value is not None:  # noqa: PLR2004
        run = text[numeral.start : numeral.end]
        return not all(c in "一二三四五六七八九" for c in run)
    return True


def _tenths(text: str, at: int, numeral: Numeral) -> tuple[Unit, int] | None:
    if text[at + 1 : at + 2] in tuple("立为果员功本熟都绩品分就交套型人长效千群年"):
        return None
    value = numeral.upper if numeral.mark == "range" else numeral.value
    if value is not None and value > 10:  # noqa: PLR2004  十成 is all
        return None
    return Unit("percent", "%", 1), at + 1


def _discount(text: str, at: int, numeral: Numeral) -> tuple[Unit, int] | None:
    if text[at + 1 : at + 2] in tuple("旧叠合算腰磨射返"):
        return None
    small = numeral.value is not None and numeral.value <= 10  # noqa: PLR2004  八折, 85折
    return Unit("percent", "%", 1 if small else 0), at + 1


def _colloquial(text: str, at: int, numeral: Numeral) -> tuple[Unit, int] | None:
    """块 and 毛 as money: before 钱, before a digit, or at an end; 12块展板 is left alone."""
    following = text[at + 1 : at + 2]
    if text[at] in "毛角":
        if numeral.chinese == 1 and not (following == "钱" or _SMALL_MONEY.match(text, at + 1)):
            odd = _ODD.match(text, at + 1)
            ends = odd.end() if odd else at + 1
            whole = not text[: numeral.start].strip() and not text[ends:]
            if not whole:
                return None
        elif following in tuple("度色落形洲债星线坯利"):
            return None
        return Unit("money", "CNY", -1), at + 1 + (following == "钱")
    if following == "钱":
        return Unit("money", "CNY"), at + 2
    if not following or following in _PIECE or following in ",。;:)、左以/每整多":
        return Unit("money", "CNY"), at + 1
    return None


_SPECIAL = {"成": _tenths, "折": _discount, "块": _colloquial, "毛": _colloquial, "角": _colloquial}


def _money(text: str, term: Term, unit: Unit) -> Term:
    numeral, end = term.numeral, term.end
    if unit.name != "CNY" or numeral.value is None or numeral.mark != "=":
        return _year_more(text, term)
    value, place = term.value, term.place
    match = _JIAO.match(text, end) if unit.exponent == 0 else _fen(text, end, unit)
    if match is not None and (match["jiao"] or match["fen"]) and value is not None:
        value, place, end = _with_parts(value, place, match)
    elif text[end - 1] in "块毛角" and (odd := _ODD.match(text, end)):
        # 三块五 is 3.5, 三块零四 3.04 and 两毛五 0.25.
        place = -1 if text[end - 1] == "块" and not odd["zero"] else -2
        digit = Decimal(_VALUE[odd["odd"]] if odd["odd"] in _VALUE else int(odd["odd"]))
        value, end = EXACT.add(value or Decimal(0), digit.scaleb(place)), odd.end()
    if text.startswith("人民币", end):
        end += 3
    whole = _WHOLE.match(text, end)
    if whole is not None:
        place, end = -2, whole.end()
    return _year_more(text, term._replace(value=value, place=place, end=end))


def _fen(text: str, end: int, unit: Unit) -> Match | None:
    return _JIAO.match(text, end) if unit.exponent == -1 and _SMALL_MONEY.match(text, end) else None


def _with_parts(value: Decimal, place: int, match: Match) -> tuple[Decimal, int, int]:
    for name, exponent in (("jiao", -1), ("fen", -2)):
        digit = match[name]
        if digit:
            amount = Decimal(_VALUE[digit] if digit in _VALUE else int(digit))
            value, place = EXACT.add(value, amount.scaleb(exponent)), exponent
    return value, place, match.end()


def _year_more(text: str, term: Term) -> Term:
    """10元多, 三年多: a little more than the unit says."""
    end = term.end
    if text[end : end + 1] not in _MORE or term.value is None or term.mark != "=":
        return term
    if text[end + 1 : end + 2] in tuple("方种次样元额款下少功数个年项"):
        return term
    exponent = EXACT.normalize(term.value).as_tuple().exponent
    place = exponent if isinstance(exponent, int) else 0
    upper = EXACT.add(term.value, Decimal(1).scaleb(place))
    return term._replace(end=end + 1, mark="~>", lower=term.value, upper=upper, place=place)


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
            return _year_more(text, term)
    return term


def _half_more(text: str, numeral: Numeral, end: int) -> Term | None:
    """两个半月, 一个半小时."""
    month = (Unit("count", "月"), end + 2) if text.startswith("月", end + 1) else None
    later = month or unit_at(text, end + 1)
    if later is None or numeral.value is None:
        return None
    term = _scaled(numeral, later[0], later[1])
    return term._replace(value=EXACT.add(numeral.value, Decimal("0.5")), place=-1)


def _more_months(text: str, numeral: Numeral, end: int) -> Term | None:
    """3个多月, 两个多小时."""
    found = (
        (Unit("count", "月"), end + 2) if text.startswith("月", end + 1) else unit_at(text, end + 1)
    )
    if found is None or numeral.value is None or numeral.mark != "=":
        return None
    upper = EXACT.add(numeral.value, Decimal(1))
    term = _scaled(numeral, found[0], found[1])
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
    return _scaled(numeral, found[0], found[1])


_PREFIXES = {"百分之": 0, "千分之": -1, "万分之": -2, "百分": 0}


def _per_hundred(text: str, raw: str, at: int) -> Term | None:
    """百分之八十, 万分之五, 百分百."""
    if text[at + 1 : at + 2] != "分":
        return None
    if text.startswith("百分百", at):
        whole = Numeral(at, at + 3, Decimal(100), 0, chinese=3)
        return _scaled(whole, Unit("percent", "%"), at + 3)
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
    return _scaled(numeral, Unit("percent", "%", exponent), numeral.end)


def _fraction(text: str, raw: str, numeral: Numeral) -> Term | None:
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


def denominators_at(text: str, at: int, unit: Unit) -> tuple[tuple[str, ...], int]:
    """The denominators behind a unit (/人/月, 每人每月, ／人·月) and where they end."""
    names: list[str] = []
    end = here = at
    while here < len(text):
        step = here
        marks = " /每·•(*." if names else " /每·•(*"
        while step < len(text) and text[step] in marks and step - here < 3:  # noqa: PLR2004
            step += 1
        if step == here and not names:
            break
        if not names and not ("/" in text[here:step] or "每" in text[here:step]):
            break
        if names and step == here and text[here] not in "月人天日年次":
            break
        found = denominator_at(text, step)
        if found is None or (unit.kind != "money" and found[0] not in UNITS.of_counts):
            break
        if (
            names
            and step == here
            and (found[0] not in ("人", "月", "年", "天", "日") or _word(text, found[1]))
        ):
            break
        names.append(found[0])
        end = here = found[1]
        if text[end : end + 1] == ")" and "(" in text[at:end]:
            end = here = end + 1
    if "每" in text[at:end] and text[end : end + 1] in tuple(_PIECE + "十百¥"):
        return (), at  # 80-89周岁每人每月60元: they belong to the figure behind them
    return ordered(names), end


def _word(text: str, end: int) -> bool:
    """True where more letters follow, so that the last one read begins a word (元/月人员)."""
    return text[end : end + 1] in tuple("员民数才工均度底初末份")
