"""Numerals to exact decimals: 1,848.23  壹佰万  三万五  1亿2300万  两三千  几十万  1500余万."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from normalize.patterns import Match, Pattern
from normalize.sections import (
    DIGIT,
    EXACT,
    POWER,
    SMALL,
    decimals,
    evaluated,
    few,
    neighbours,
    pair,
    trailing,
)
from normalize.units import unit_at

CHINESE = "零一二两三四五六七八九十百千万亿"
"""Characters of a folded Chinese numeral; 兆, 几 and 点 occur only inside one."""

_LONGEST = 80
_PLAIN = Pattern(
    r"(?:[0-9]{1,3}(?:,[ \n]?[0-9]{3})+(?![0-9])|[0-9]+|(?=\.[0-9]))"
    r"(?:\.(?:[0-9]+|[ \n]{1,2}[0-9]{1,6}(?![0-9年月.、])))?"
)
_SPACED = Pattern(r"[0-9]{1,3}(?: [0-9]{3}){1,8}(?![0-9])(?:\.[0-9]+)?(?![.,]?[0-9])")
_LOOSE = Pattern(r"[0-9]+(?:[,.][0-9]+)+")
_EUROPEAN = Pattern(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}")
_DOTTED = Pattern(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_RUN = Pattern(r"[0-9,.]*+")
_MULTIPLIER = Pattern(r"[ \n]?([十百千万亿兆]+)")
_SECTION = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9,])|[0-9]+(?:\.[0-9]+)?"
_MIXED = Pattern(rf"(?:[零一二两三四五六七八九十百千万亿兆几点廿卅]| (?=[十百千万亿])|{_SECTION})+")
_CHINESE_RUN = Pattern(r"[零一二两三四五六七八九十百千万亿兆几点廿卅]++")
_POSITIONAL = Pattern(r"[零一二三四五六七八九]+(?:点[零一二三四五六七八九]+)?")


class Numeral(NamedTuple):
    """A numeral as read: ``value`` with its multipliers; ``place`` of the last printed digit.

    ``mark`` is ``=``, ``~>`` (余, 多), ``~`` (几十, 十来) or ``range`` (两三千), the last two with
    bounds. ``shift`` is the power of ten of the multiplier words at the end, which a figure before
    it in a range shares; ``small`` the part of it that a bare digit alone shares (三到五百).
    ``chinese`` counts Chinese characters. ``bare`` is a numeral that begins with 百千万亿.
    """

    start: int
    end: int
    value: Decimal | None
    place: int
    mark: str = "="
    lower: Decimal | None = None
    upper: Decimal | None = None
    shift: int = 0
    small: int = 0
    chinese: int = 0
    bare: bool = False
    flags: tuple[str, ...] = ()
    alternatives: tuple[Decimal, ...] = ()


def overlong(text: str, at: int) -> int | None:
    """Where a run of digits and separators ends that is too long to be a figure; else None."""
    digit = text[at] <= "9"
    match = (_RUN if digit else _CHINESE_RUN).match(text, at)
    return match.end() if match and match.end() - at > _LONGEST else None


def numeral_at(text: str, raw: str, at: int, *, spaced: bool = False) -> Numeral | None:
    """The numeral that begins here in the folded text; ``raw`` is the text before folding.

    ``spaced`` allows thousands set apart by blanks (1 234 567).
    """
    found = _arabic(text, raw, at, spaced=spaced) if text[at] <= "9" else _chinese(text, at)
    if found is not None and found.value is not None and found.end < len(text):
        after = text[found.end]
        if after == " " and text[found.end + 1 : found.end + 2] == "余":
            return _and_more(text, found._replace(end=found.end + 1), "余")
        if after in "余多来":
            return _and_more(text, found, after)
        if after == "几" and found.value % 10 == 0 and not found.chinese and found.value:
            return _and_some(found)
    return found


def _arabic(text: str, raw: str, at: int, *, spaced: bool) -> Numeral | None:
    match = _PLAIN.match(text, at)
    if match is None:
        return None
    end = match.end()
    digits = match.group()
    follows = text[end : end + 2]
    if len(follows) > 1 and "0" <= follows[1] <= "9":
        if follows[0] in ",.":
            return _malformed(text, raw, at, match)
        if follows[0] == " " and spaced and (match := _SPACED.match(text, at)):
            end = match.end()
            digits = match.group()
    if not digits.isdecimal():
        digits = digits.replace(",", "").replace(" ", "").replace("\n", "")
    return _multiplied(text, Numeral(at, end, Decimal(digits), decimals(digits)))


def _multiplied(text: str, plain: Numeral) -> Numeral:
    """A plain figure with its 万, 亿, 千 …, or the mixed numeral it begins (1亿2300万)."""
    match = _MULTIPLIER.match(text, plain.end)
    if match is None or plain.value is None:
        return plain
    end = _trimmed(text, match.start(1), match.end())
    if end == match.start(1):
        return plain
    if end < len(text) and (text[end] in DIGIT or "0" <= text[end] <= "9"):
        mixed = _mixed(text, plain)
        if mixed is not None:
            return mixed
    shift = sum(POWER[c] for c in text[match.start(1) : end])
    return plain._replace(
        end=end,
        value=EXACT.scaleb(plain.value, shift),
        place=plain.place + shift,
        shift=shift,
        alternatives=tuple(EXACT.scaleb(other, shift) for other in plain.alternatives),
    )


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of a run of multipliers without the 千 of 千克 or the 兆 of 兆瓦."""
    if end < len(text) and end > start:
        last, after = text[end - 1], text[end]
        if last == "千" and after in "克米瓦卡伏帕焦赫":
            return end - 1
        if last == "兆" and after in "瓦帕赫字焦比":
            return end - 1
    return end


def _mixed(text: str, plain: Numeral) -> Numeral | None:
    match = _MIXED.match(text, plain.end + (text[plain.end] == " "))
    if match is None:
        return None
    end = _trimmed(text, plain.end, match.end())
    # A Chinese digit at the very end belongs to what follows: 30万一年.
    while end > plain.end and (text[end - 1] in "一二两三四五六七八九几点零"):
        end -= 1
    if end <= plain.end:
        return None
    run = text[plain.start : end].replace(" ", "").replace("\n", "")
    found = evaluated(run)
    if found is None:
        return None
    value, place = found
    return Numeral(plain.start, end, value, place, shift=trailing(run))


def _malformed(text: str, raw: str, at: int, plain: Match) -> Numeral | None:
    """Wrong separators: the literal reading, flagged, with what else it may have been meant as."""
    match = _LOOSE.match(text, at)
    if match is None:
        return None
    printed = match.group()
    end = match.end()
    if _EUROPEAN.fullmatch(printed):
        digits = printed.replace(".", "").replace(",", ".")
        return _multiplied(text, Numeral(at, end, Decimal(digits), decimals(digits)))
    whole = at == 0 and len(text) - end <= len("万元")
    after = text[end : end + 1]
    if not _joins(text, at, end) or _is_list(printed, raw[at:end], after, whole=whole):
        digits = plain.group().replace(",", "").replace(" ", "").replace("\n", "")
        return Numeral(at, plain.end(), Decimal(digits), decimals(digits))
    if _DOTTED.fullmatch(printed):
        digits = printed.replace(".", "")
        other: Decimal | None = Decimal(_first_point(printed))
    else:
        digits = _first_point(printed)
        other = None if "." in printed else Decimal(".".join(_split_last(printed)))
    return _multiplied(
        text,
        Numeral(
            at,
            end,
            Decimal(digits),
            decimals(digits),
            flags=("bad_grouping",),
            alternatives=() if other is None else (other,),
        ),
    )


def _first_point(printed: str) -> str:
    whole, point, rest = printed.replace(",", "").partition(".")
    return whole + point + rest.replace(".", "")


def _split_last(printed: str) -> tuple[str, str]:
    whole, _, rest = printed.rpartition(",")
    return whole.replace(",", ""), rest


_DECIMALS = Pattern(r"[0-9]+\.(?![0-9]{3},[0-9]{3}\.)[0-9]+(?:,[0-9]+\.[0-9]+)+")
"""Decimals side by side ([6.5,7.5]); 1.234,567.89 is one number with its marks exchanged."""


def _is_list(printed: str, raw: str, after: str, *, whole: bool) -> bool:
    """True for figures side by side (1,2,3; 2021,2022年; 6.5,7.5), not one badly grouped."""
    pieces = printed.replace(".", ",").split(",")
    if after in ("年", "月", "日", "号", "、") or ("，" in raw and not whole):
        return True
    if "." in printed:
        return bool(_DECIMALS.fullmatch(printed))
    short = [len(piece) for piece in pieces]
    return max(short) == 1 or (len(pieces) > 2 and 3 not in short)  # noqa: PLR2004  groups


def _joins(text: str, at: int, end: int) -> bool:
    """True where the digits are one figure by what stands around them: a unit, a currency, all."""
    if at == 0 and end == len(text):
        return True
    gap = end + text.startswith((" ", "\n"), end)
    last = text[at - 1] if at else " "
    return (
        last in "$¥€£之"
        or (last.isascii() and last.isalpha())
        or text[gap : gap + 1] in tuple("十百千万亿余多")
        or unit_at(text, gap) is not None
        or "." in text[at:end]
    )


def _and_some(plain: Numeral) -> Numeral:
    """10几: between ten and twenty."""
    low = plain.value or Decimal(0)
    high = EXACT.add(low, Decimal(10))
    return plain._replace(end=plain.end + 1, value=None, mark="~", lower=low, upper=high)


def _and_more(text: str, plain: Numeral, word: str) -> Numeral:
    """300多, 1500余万, 十来个: the figure is a floor, the step its last digit that is not zero."""
    at = plain.end + 1
    if plain.value is None or not plain.value or (word == "来" and not _tens(text, plain)):
        return plain
    if word == "余" and text[at : at + 1] in tuple("额款下热温粮"):
        return plain
    match = _MULTIPLIER.match(text, at)
    end = _trimmed(text, match.start(1), match.end()) if match else at
    shift = sum(POWER[c] for c in text[match.start(1) : end]) if match else 0
    if match and end == match.start(1):
        end = at
    value = EXACT.scaleb(plain.value, shift)
    exponent = EXACT.normalize(value).as_tuple().exponent
    place = exponent if isinstance(exponent, int) else 0
    step = Decimal(1).scaleb(place)
    bounds = (value, EXACT.add(value, step)) if word != "来" else (None, None)
    return plain._replace(
        end=end,
        value=value,
        place=place,
        mark="~" if word == "来" else "~>",
        lower=bounds[0],
        upper=bounds[1],
        shift=plain.shift + shift,
    )


def _tens(text: str, plain: Numeral) -> bool:
    return text[plain.end - 1] in "十百千万0" and text[plain.end + 1 : plain.end + 2] not in (
        "自",
        "源",
    )


def _chinese(text: str, at: int) -> Numeral | None:
    match = _CHINESE_RUN.match(text, at)
    if match is None:
        return None
    end = match.end()
    if end < len(text) and "0" <= text[end] <= "9" and text[end - 1] in "十百千万亿兆零":
        match = _MIXED.match(text, at) or match
        end = match.end()
    end = _trimmed(text, at, end)
    while end > at and text[end - 1] == "点":
        end -= 1
    if end - at > 1 and text[end - 1] == "两" and text[end - 2] in "百千万亿":
        end -= 1  # 两万两 are twenty thousand taels: nobody writes 22000 so
    run = text[at:end]
    point = run.find("点")
    if point == 0 or (point > 0 and run[point + 1] not in DIGIT):
        end = at + max(point, 0)
        run = text[at:end]
    return _numbered(run, at, end) if run else None


def _numbered(run: str, at: int, end: int) -> Numeral | None:
    length = len(run)
    if "几" in run or (not _POSITIONAL.fullmatch(run) and pair(run)):
        bounds = few(run) if "几" in run else pair(run)
        if bounds is None:
            return None
        mark = "~" if "几" in run else "range"
        return Numeral(at, end, None, 0, mark, *bounds, shift=trailing(run), chinese=length)
    if _POSITIONAL.fullmatch(run):
        return _positional(run, at, end)
    found = evaluated(run)
    if found is None:
        return None
    digit_first = length > 1 and len(run.rstrip("万亿兆")) == len("九千")
    small = SMALL.get(run[1], 0) if digit_first else 0
    return Numeral(
        at,
        end,
        found[0],
        found[1],
        shift=trailing(run),
        small=small if small > 1 else 0,
        chinese=length,
        bare=run[0] in "百千万亿",
    )


def _positional(run: str, at: int, end: int) -> Numeral:
    """Digits side by side: 一七二零点一; two neighbours (三五) also as the range they may be."""
    digits = "".join("." if c == "点" else str(DIGIT[c]) for c in run)
    value, length = Decimal(digits), len(run)
    bounds = neighbours(run) if length == len("三五") else None
    if bounds is not None:
        return Numeral(at, end, value, 0, "range", *bounds, chinese=length)
    return Numeral(at, end, value, decimals(digits), chinese=length)
