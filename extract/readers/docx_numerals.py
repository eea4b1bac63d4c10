"""Numbers as Word prints them before a paragraph: 3, 三, c, iii, ③."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_CIRCLED = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))
_LARGEST_ROMAN = 4000


def counted(number: int) -> str:
    """十一, 二十, 一百〇五: how Chinese counts, up to 9999."""
    if not 0 < number < 10_000:  # noqa: PLR2004  beyond it Word falls back on digits too
        return str(number)
    said = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            said += _DIGITS[digit] + unit
        elif said and not said.endswith("〇"):
            said += "〇"
    said = said.rstrip("〇")
    return said[1:] if said.startswith("一十") else said


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """Word's chineseCounting: counted to 99, digit by digit from 100 on."""
    return counted(number) if number < 100 else _positional(number)  # noqa: PLR2004  see above


def _letters(number: int) -> str:
    """A … z, then aa, bb: the letter is doubled, not carried."""
    if number < 1:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 100)


def _roman(number: int) -> str:
    if not 0 < number < _LARGEST_ROMAN:
        return str(number)
    said = ""
    for worth, sign in _ROMAN:
        said += sign * (number // worth)
        number %= worth
    return said


def _circled(number: int) -> str:
    return next(
        (chr(code + number - low) for low, high, code in _CIRCLED if low <= number <= high),
        str(number),
    )


def _cyclic(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


_WAYS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "chineseCounting": _counting,
    "chineseCountingThousand": counted,
    "japaneseCounting": counted,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": counted,
    "ideographDigital": _positional,
    "taiwaneseDigital": _positional,
    "ideographTraditional": _cyclic(_STEMS),
    "ideographZodiac": _cyclic(_BRANCHES),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda number: "".join(chr(ord(d) + 0xFEE0) for d in str(number)),
    "none": lambda _number: "",
}


def printed(number: int, way: str) -> str:
    """The number in one of Word's number formats; unknown ones as decimal digits."""
    return _WAYS.get(way, str)(number)
