"""What a spreadsheet cell can hold without loss, and what has to be changed for it."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

LONGEST = 32_767
"""Characters in a cell, as UTF-16 counts them."""
_PLAIN = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDE = frozenset("WFA")
_MARK = "……【原文共 {} 字，超过单元格上限，此后截去】"


def is_number(text: str) -> bool:
    """Whether a text is a plain decimal, whatever its length."""
    return _PLAIN.fullmatch(text) is not None


def address(row: int, column: int) -> str:
    """The name of a cell: ``C1`` for row 0, column 2."""
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters; a Chinese one counts two."""
    total = 0
    for line in text.split("\n"):
        wide = sum(unicodedata.east_asian_width(one) in _WIDE for one in line)
        total += max(1, -(-(len(line) + wide) // width))
    return total


def number(text: str) -> float | None:
    """The number a spreadsheet shows digit for digit as ``text``; None where none does.

    A cell keeps a binary number and shows 15 digits of it; the file holds 16.
    """
    if not _PLAIN.fullmatch(text) or len(text) > LONGEST:
        return None
    exact = Decimal(text)
    try:
        near = float(exact)
    except OverflowError:
        return None
    shown = Decimal(f"{near:.15G}") if abs(near) < 1e300 else None  # noqa: PLR2004  far from inf
    return near if shown == exact and float(f"{near:.16G}") == near else None


def decimals(text: str) -> int:
    """The places after the point as printed: 2 for 85.00."""
    match = _PLAIN.fullmatch(text)
    return len(match[1] or "") if match else 0


def fitting(text: str) -> tuple[str, str | None]:
    """The text as a cell can hold it, and ``cut`` or ``marked`` if that is not the same.

    Too long: cut, and says so at its end. Characters that XML forbids are shown as signs: ␀ ␁ …,
    and so is a carriage return, which XML would turn into a line feed.
    """
    changed = None
    if _NOT_XML.search(text):
        text, changed = _NOT_XML.sub(_sign, text), "marked"
    if text.startswith("<r>") and text.endswith("</r>"):
        # The writer takes such a text for markup of its own and would not escape it.
        text, changed = f"＜{text[1:]}", "marked"
    units = _units(text)
    if units <= LONGEST:
        return text, changed
    mark = _MARK.format(len(text))
    kept = text.encode("utf-16-le")[: (LONGEST - _units(mark)) * 2]
    return kept.decode("utf-16-le", "ignore") + mark, "cut"


def _units(text: str) -> int:
    # Only a text half as long can be too long: most need no second look.
    return len(text) if len(text) <= LONGEST // 2 else len(text.encode("utf-16-le")) // 2


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    space = 0x20
    return chr(0x2400 + code) if code < space else f"\\u{code:04x}"
