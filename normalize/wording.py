"""The words around a figure: comparators, 每人每月, currency signs, minus signs."""

from __future__ import annotations

from typing import NamedTuple

from normalize.patterns import Pattern
from normalize.units import UNITS

_WORDS: dict[str, list[tuple[str, str, str]]] = {}


def _register(word: str, role: str, meaning: str) -> None:
    _WORDS.setdefault(word[-1], []).append((word, role, meaning))


def _fill() -> None:
    for sign, words in UNITS.comparators.items():
        for word in words.split():
            _register(word, "sign", sign)
    for word, code in UNITS.before.items():
        _register(word, "money", code)
    for word, name in UNITS.denominators.items():
        _register("每" + word, "per", name)
    for word, name in UNITS.averages.items():
        _register(word, "per", name)
    for candidates in _WORDS.values():
        candidates.sort(key=lambda item: -len(item[0]))


_fill()
_MINUS_AFTER = frozenset("0123456789)%-—–元人年月日个项")
_NOT_NEGATIVE = frozenset("担抱肩欺辜胜")


class Before(NamedTuple):
    """What stands before a figure, and where it begins."""

    start: int
    sign: str = "="
    money: str | None = None
    per: tuple[str, ...] = ()
    negative: bool = False
    near_at: int | None = None


def before(text: str, at: int, floor: int) -> Before:
    """Comparator, 每人每月, currency and sign before the figure at ``at``, down to ``floor``."""
    if at <= floor or (text[at - 1] not in _WORDS and text[at - 1] not in " \n-负:有为是"):
        return Before(at)
    start, sign, money, negative = at, "=", None, False
    near: int | None = None
    per: list[str] = []
    here = at
    while here > floor:
        found = _one(text, here, floor)
        if found is None:
            here = _filler(text, here, floor, start, money=money)
            if here < 0:
                break
            continue
        word, role, meaning = found
        if role == "minus":
            negative = True
        elif role == "sign":
            if sign in ("=", "~"):
                sign = meaning
            if meaning == "~<":
                near = here
        elif role == "money":
            money = money or meaning
        else:
            per.insert(0, meaning)
        here -= len(word)
        start = here
    return Before(start, sign, money, tuple(per), negative, near)


def _one(text: str, here: int, floor: int) -> tuple[str, str, str] | None:
    character = text[here - 1]
    if character in "-负" and _negates(text, here - 1, floor):
        return character, "minus", ""
    for found in _WORDS.get(character, ()):
        word = found[0]
        begin = here - len(word)
        if begin >= floor and text.startswith(word, begin):
            if begin and text[begin - 1] in UNITS.not_after.get(word, ""):
                continue
            if (
                word in (">", "<")
                and begin
                and (
                    text[begin - 1] in "-\"'/"
                    or (text[begin - 1].isascii() and text[begin - 1].isalpha())
                )
            ):
                return None
            return found
    return None


def _negates(text: str, at: int, floor: int) -> bool:
    """True where - or 负 is a sign, not a dash, a range or 担负."""
    if text[at + 1 : at + 2] in ("", " ", "\n"):
        return False
    if at == 0:
        return True
    last = text[at - 1]
    if text[at] == "负":
        return last not in _NOT_NEGATIVE
    if at == floor:
        return False
    return last not in _MINUS_AFTER and not (last.isascii() and last.isalpha())


def _filler(text: str, here: int, floor: int, start: int, *, money: str | None) -> int:
    """Steps over a blank, ￥： or 每人/每月; -1 where nothing of the figure stands before."""
    character = text[here - 1]
    if character in " \n" and here > start - 2:
        return here - 1
    if character == ":" and money is None and here - 1 > floor:
        last = text[here - 2]
        return here - 1 if last in "¥$€£" or text.startswith("人民币", max(here - 4, 0)) else -1
    if character in "/有为是按·、" and here - 1 > floor:
        prior = text[here - 2]
        if character == "有":
            return here - 1 if text[max(here - 3, 0) : here - 1] in ("至少", "最多", "最少") else -1
        if character in "/·、为是按" and (prior in _PER_ENDS and _one(text, here - 1, floor)):
            found = _one(text, here - 1, floor)
            return here - 1 if found and found[1] == "per" else -1
    return -1


_PER_ENDS = frozenset(word[-1] for word in [*UNITS.denominators, *UNITS.averages])

_AFTER = Pattern(
    r"[ ]?(?:"
    r"\((?P<first>不?含|包括|不包括)(?:本数|[0-9一二三四五六七八九十百][^()]{0,10})?\)"
    r"[ ]?(?P<after_first>以上|以下|以内|之内|内)?"
    r"|(?:及其?|或者?|含|\(含\))?(?P<word>以上|以下|以内|之内|之上|之下|以外|之外|左右|上下(?![级游联班水行楼车学岗床限届])|前后"
    r"|内(?![部容外涵蒙资设网存置需]))(?:\((?P<second>不?含|包括|不包括)(?:本数|[0-9一二三四五六七八九十百][^()]{0,14})?\))?"
    r"|及以(?P<short>上|下))"
)
_MEANING = {
    "以上": ">=", "之上": ">=", "以下": "<=", "之下": "<=", "以内": "<=", "之内": "<=", "内": "<=",
    "以外": ">", "之外": ">", "左右": "~", "上下": "~", "前后": "~",
}  # fmt: skip
_OPEN = {">=": ">", "<=": "<"}


def after(text: str, at: int) -> tuple[str, int]:
    """Comparator behind a figure (以上, （含）以下, 左右) and its end; ``""`` where none stands."""
    if at >= len(text) or text[at] not in " (及或含以之左上前内":
        return "", at
    match = _AFTER.match(text, at)
    if match is None:
        return "", at
    word = match["word"] or match["after_first"] or ""
    sign = _MEANING.get(word, "")
    if "不" in (match["first"] or match["second"] or ""):
        sign = _OPEN.get(sign, sign)
    if not word and not match["first"]:
        return "", at
    return sign, match.end()


def combined(before_sign: str, after_sign: str) -> str:
    """One comparator of the two: 达到80%以上 is >=, 控制在5%左右 is ~."""
    if not after_sign:
        return before_sign
    if before_sign in ("=", "~", "~<"):
        return after_sign
    if after_sign == "~":
        return "~"
    return before_sign
