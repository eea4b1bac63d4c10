"""Years written out in Chinese or in wide digits, read as others are: 二〇二三年, ２０２３年."""

from __future__ import annotations

import re

_YEAR = re.compile(
    r"(?<![〇○零一二三四五六七八九十百千])[一二１２][九〇○零０９][〇○零一二三四五六七八九０-９]{2}"
    r"(?=\s*[年\-—–－~～至])"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")


def plain_years(text: str) -> str:
    """The text with such years in digits; every other character keeps its place."""
    if "〇" in text or "○" in text or "零" in text or "０" in text:
        return _YEAR.sub(_in_digits, text)
    return text


def _in_digits(found: re.Match[str]) -> str:
    return found.group().translate(_DIGITS)
