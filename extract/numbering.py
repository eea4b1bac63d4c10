"""Numbers that head lines and list items: 一、 （一） 1. （1） ① 一是 第一，."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_HAN = "一二三四五六七八九十"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", start=1)
}
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER = rf"[{_HAN}]{{1,3}}"

_LEAD = re.compile(
    rf"\s*(?:(?P<part>第\s*(?:{_NUMBER}|\d{{1,2}})\s*(?:部分|[章节篇]))[、.．：:\s]?"
    rf"|(?P<han>(?:{_NUMBER}|[壹贰叁肆伍陆柒捌玖拾]{{1,2}})\s*[、.．])"
    rf"|(?P<hanround>[（(]\s*{_NUMBER}\s*[）)])[、.．]?"
    r"|(?P<round>[（(]\s*[0-9０-９]{1,2}\s*[）)])[、.．]?"
    rf"|(?P<circle>[{_CIRCLES}])[、.．]?"
    r"|(?P<half>[0-9０-９]{1,2}\s*[）)])"
    r"|(?P<dot>[0-9０-９]{1,2}\s*(?:[.．](?![0-9０-９])|、)))"
)
_INSIDE = re.compile(
    rf"(?P<is>(?<![{_HAN}第统唯之万专单])[{_HAN}]{{1,2}}是(?!否|非|一))"
    rf"|(?P<ordinal>(?<=[，。；：、:;,\s“])第[{_HAN}]{{1,2}}(?=[，、：:]))"
    rf"|(?P<among>其[{_HAN}](?=[，、：:是]))"
    rf"|(?P<hanround>[（(][{_HAN}]{{1,2}}[）)])"
    r"|(?P<round>[（(][0-9０-９]{1,2}[）)])"
    rf"|(?P<circle>[{_CIRCLES}])"
    r"|(?P<dot>(?<![0-9０-９.．,，/〔（(第年月-])[0-9０-９]{1,2}[ \t]?"
    r"(?:[.．](?![0-9０-９])|、(?=[^0-9０-９])))"
)
STYLES = {
    "part": "第一部分",
    "han": "一、",
    "hanround": "（一）",
    "dot": "1.",
    "half": "1）",
    "round": "（1）",
    "circle": "①",
    "is": "一是",
    "ordinal": "第一",
    "among": "其一",
}
"""Name of a group in the patterns → the style by example."""
LEVELS = {"第一部分": 0, "一、": 1, "（一）": 2, "1.": 3, "（1）": 4, "1）": 4, "①": 5}
"""The level at which a style usually stands."""
SHAPES = {"（一）": "round", "（1）": "round", "1）": "round", "一、": "comma", "1.": "comma"}
"""Styles that take each other's place when automatic numbering was lost."""
WORDS = frozenset({"一是", "第一", "其一"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of a list as printed: offsets, value, style by example, and what it begins."""

    start: int
    end: int
    value: int
    style: str


@lru_cache(maxsize=4096)
def leading(text: str) -> Numeral | None:
    """The number a passage begins with, None where it begins with a word."""
    found = _LEAD.match(text)
    if found is None or found.lastgroup is None:
        return None
    name = found.lastgroup
    value = _value(found.group(name))
    if value is None:
        return None
    return Numeral(found.start(name), found.end(), value, STYLES[name])


@lru_cache(maxsize=1024)
def inside(text: str) -> tuple[Numeral, ...]:
    """The numbers of lists within a text, a number at its beginning included.

    A number ``1.`` counts at the beginning of a clause only.
    """
    numbers: list[Numeral] = []
    for found in _INSIDE.finditer(text):
        name = found.lastgroup or ""
        value = _value(found.group())
        if value is None or (
            name in ("dot", "round", "hanround", "is") and not _opens(text, found)
        ):
            continue
        numbers.append(Numeral(found.start(), found.end(), value, STYLES[name]))
    return tuple(numbers)


def chinese(text: str) -> int | None:
    """Value of a Chinese or Arabic number up to 99; None for anything else."""
    if text.isdecimal():
        return int(text)
    if "十" in text or "拾" in text:
        tens, _, ones = text.replace("拾", "十").partition("十")
        if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
            return None
        return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
    if text == "两":
        return 2
    return _DIGITS.get(text)


def _value(printed: str) -> int | None:
    if printed[0] in _CIRCLES:
        return _CIRCLES.index(printed[0]) + 1
    bare = re.sub(r"[第其是部分章节篇、.．：:（()）\s]", "", printed)
    return chinese(bare)


def _opens(text: str, found: re.Match[str]) -> bool:
    """True where the number stands at the beginning of a clause, not after a word it belongs to."""
    before = text[max(0, found.start() - 2) : found.start()].rstrip()
    return not before or before[-1] in "，。；：、:;,！？”）)\n—"
