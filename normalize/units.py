"""Units and measure words, as the vocabulary lists them, and the folding of characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from normalize.lists import listed
from normalize.patterns import Pattern

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SIGNS = str.maketrans(
    "\u3000\u00a0\u2002\u2003\u2009\t\r≧⩾≦⩽﹥﹤﹦﹣−﹢～〜∼〔［【﹙〕］】﹚，︰∶．﹪％￥﹩﹒",
    "       ≥≥≤≤><=--+~~~([[()]]),::.%%¥$.",
)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a figure counts: ``kind`` is ``money percent count``, ``name`` the unit as exported.

    ``exponent`` is the power of ten to the base unit: ‰ is -1 to percent points, 美分 -2.
    """

    kind: str
    name: str
    exponent: int = 0


@dataclass(frozen=True, slots=True)
class Units:
    """The vocabulary, keyed by folded words."""

    fold: dict[int, int]
    after: dict[str, Unit]
    before: dict[str, str]
    denominators: dict[str, str]
    of_counts: frozenset[str]
    averages: dict[str, str]
    arabic_only: frozenset[str]
    one: frozenset[str]
    eras: frozenset[str]
    not_before: dict[str, str]
    names: dict[str, tuple[str, ...]]
    comparators: dict[str, str]
    not_after: dict[str, str]
    longest: int


def _loaded() -> Units:
    data = listed("units.toml")
    folding = _HALF_WIDTH | _SIGNS
    folding |= {
        ord(a): ord(b) for a, b in zip(data["fold"]["from"], data["fold"]["to"], strict=True)
    }
    after = _after(data)
    return Units(
        fold=folding,
        after={word.translate(folding): unit for word, unit in after.items()},
        before={
            word.translate(folding): code
            for code, words in data["money_before"].items()
            for word in words.split()
        },
        denominators={
            word: _canonical(data, word) for word in data["denominators"]["words"].split()
        },
        of_counts=frozenset(
            _canonical(data, word) for word in data["denominators"]["of_counts"].split()
        ),
        averages={word: word[0] for word in data["denominators"]["averages"].split()},
        arabic_only=frozenset(data["rules"]["arabic_only"].split()),
        one=frozenset(data["rules"]["one"].split()),
        eras=frozenset(data["rules"]["eras"].split()),
        not_before=data["rules"]["not_before"],
        names=_by_first(data["names"]["words"].split()),
        comparators=data["comparators"],
        not_after=data["comparators_not_after"],
        longest=max(len(word) for word in after),
    )


def _after(data: dict[str, Any]) -> dict[str, Unit]:
    words = {
        word: Unit("count", word) for group in data["measure"].values() for word in group.split()
    }
    words |= {word: Unit("count", name) for word, name in data["alias"].items()}
    words |= {word: Unit("percent", "%", shift) for word, shift in data["percent"].items()}
    words |= {word: Unit("percent", "pp") for word in data["points"]["words"].split()}
    for code, group in data["money"].items():
        words |= {word: Unit("money", code) for word in group.split()}
    for code, group in data["money_parts"].items():
        words |= {word: Unit("money", code, -2) for word in group.split()}
    return words


def _canonical(data: dict[str, Any], word: str) -> str:
    renamed: str = data["alias"].get(word, word)
    return {"年度": "年", "季": "季度"}.get(renamed, renamed)


def _by_first(words: list[str]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        grouped.setdefault(word[0], []).append(word)
    return {first: tuple(group) for first, group in grouped.items()}


UNITS = _loaded()


def fold(text: str) -> str:
    """The text in half width, simplified, one character for one, so that offsets stay right."""
    return text.translate(UNITS.fold)


def unit_at(text: str, at: int) -> tuple[Unit, int] | None:
    """The longest unit word that begins here, with where it ends."""
    after = UNITS.after
    for end in range(min(at + UNITS.longest, len(text)), at, -1):
        unit = after.get(text[at:end])
        if unit is not None:
            return unit, end
    return None


def denominator_at(text: str, at: int) -> tuple[str, int] | None:
    """The longest word here that a price or frequency may be counted per, and its end."""
    words = UNITS.denominators
    for end in range(min(at + 4, len(text)), at, -1):
        word = words.get(text[at:end])
        if word is not None:
            return word, end
    return None


_SHELL = Pattern(r"^[ \n(\[]*(?:(?:金额|计量|计价|货币)?单位|金额)?[ :]*|[ \n)\]。;,]+$")
_SCALE = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_TWO_WORDS = Pattern(r"([^()/]{1,3})[(/]([^()/]{1,3})\)?")
_HEAD = Pattern(r"(人民币|新?台币|港币|美金|[A-Z]{3})?([十百千万亿]*)(.*)", re.DOTALL)


@lru_cache(maxsize=512)
def header_unit(text: str) -> Unit | None:
    """The unit a column head or caption states: 单位：万元, （%）, USD百万, 元/人/月, 人次.

    The kind ``rate`` is given to compound units. None where the text is no known unit.
    """
    folded = _SHELL.sub("", fold(text).strip())
    found = _stated(folded)
    if found is None and folded.endswith(")") and "(" in folded:
        found = _stated(folded[folded.rindex("(") + 1 : -1].strip())
    if found is None and "(" in folded:
        inner = folded[folded.rindex("(") + 1 :].strip(" )")
        found = _stated(_SHELL.sub("", inner))
    return found


def _stated(word: str) -> Unit | None:
    word = word.replace(" ", "")
    whole = UNITS.after.get(word) or _bracketed(word)
    if whole is not None or not word:
        return whole
    if word in ("月", "季", "个月"):
        return Unit("count", "月" if "月" in word else "季度")
    head, _, per = word.partition("/")
    base = _scaled(head)
    if base is None or not per:
        return base if not per else None
    names = denominators(per)
    if names is None:
        return None
    return Unit("rate", "/".join((base.name, *names)), base.exponent)


def _scaled(word: str) -> Unit | None:
    match = _HEAD.fullmatch(word)
    if match is None:
        return None
    code, scale, rest = match.groups()
    exponent = sum(_SCALE[character] for character in scale)
    unit = UNITS.after.get(code) if not rest and code else UNITS.after.get(rest) or _bracketed(rest)
    if unit is None:
        return UNITS.after.get(word)
    if code and unit.kind == "money" and unit.name == "CNY" and code != "人民币":
        unit = UNITS.after.get(code, unit)
    return Unit(unit.kind, unit.name, unit.exponent + exponent)


def _bracketed(word: str) -> Unit | None:
    """台(套) as 台套, 人(次) as 人次."""
    match = _TWO_WORDS.fullmatch(word)
    if match is None or ("/" in word and UNITS.denominators.get(match[2]) in UNITS.of_counts):
        return None
    both = (UNITS.after.get(match[1]), UNITS.after.get(match[2]))
    if both[0] is None or both[1] is None or both[0].kind != "count" or both[1].kind != "count":
        return None
    return Unit("count", both[0].name + both[1].name)


def denominators(text: str) -> tuple[str, ...] | None:
    """The words of 人/月, 人·月, 月人, （人·月）, 人 before the rest; None if unknown."""
    names: list[str] = []
    at = 0
    while at < len(text):
        if text[at] in "/·.・•每*()":
            at += 1
            continue
        found = denominator_at(text, at)
        if found is None:
            return None
        names.append(found[0])
        at = found[1]
    return ordered(names)


_ORDER = {"人": 0, "户": 0, "人次": 0, "年": 8, "季度": 7, "月": 6, "周": 5, "天": 9, "日": 9}


def ordered(names: list[str]) -> tuple[str, ...]:
    """The set of denominators in one order, whatever the print: things first, then time."""
    return tuple(sorted(dict.fromkeys(names), key=lambda name: _ORDER.get(name, 1)))
