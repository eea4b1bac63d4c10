"""What the name of a measure says, word by word: 设备采购台数 as 设备 · 购置 · (a count)."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from normalize.lists import listed
from normalize.names import folded, unit_named
from normalize.units import Unit

ANY = "any"
_KINDS = {
    name: kind
    for kind, names in {
        "people": "人 名 位",
        "visits": "人次",
        "households": "户 家",
        "times": "次 场 场次 期 批 批次 轮 届 起",
        "length": "公里 米 千米 延米",
        "area": "平方米 亩 公顷 平方公里",
    }.items()
    for name in names.split()
}
"""What is counted in a unit; things in any other."""
_MEANT_BY_ANY = frozenset({"things", "people", "visits", "times"})
_RATES = ("率", "性", "满意度", "知晓度", "满意程度")
_DEGREES = frozenset({"率", "满意", "知晓", "资金"})
"""Meanings whose words differ by habit alone: 满意度 and 满意率."""


@dataclass(frozen=True, slots=True)
class Concepts:
    """A name as what it says.

    ``words`` are its words in canonical form, without those that say nothing, each as often as it
    occurs; a word the dictionary lacks is its characters. ``text`` is the name they were cut from,
    ``said`` its words as printed, ``paraphrased`` those that stand for another. ``count`` is what
    kind of count the name ends in (``people``, ``times`` …, ``any`` for 数量), None where it counts
    nothing.
    """

    words: Counter[str]
    count: str | None
    text: str
    said: frozenset[str]
    paraphrased: frozenset[str]

    def counts_like(self, other: Concepts) -> bool:
        """True where both count the same kind of thing, or one does not say which.

        Households are meant by 数量 only of what is a household (农户数量): a table that counts
        estates counts the households in them beside.
        """
        both = {self.count, other.count}
        meant = {"households"} if any(word.endswith("户") for word in self.words) else set[str]()
        return len(both) == 1 or (ANY in both and both - {ANY} <= _MEANT_BY_ANY | meant)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``vocabulary/names.toml``, keyed by word."""

    meaning: dict[str, str]
    counts: dict[str, str]
    empty: frozenset[str]
    some: frozenset[str]
    adverbs: frozenset[str]
    single: frozenset[str]
    apart: frozenset[str]
    alike: dict[int, int]
    words: frozenset[str]

    def plain(self, name: str) -> str:
        """The name with each character that is easily miswritten as the commoner one."""
        return name.translate(self.alike)


class _Cutter(Protocol):
    def lcut(self, sentence: str, cut_all: bool = ..., HMM: bool = ...) -> list[str]:  # noqa: FBT001, N803  jieba's
        """The words of a sentence."""
        ...


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words by which names are compared, read once."""
    data = listed("names.toml")
    alike = {ord(pair[1]): ord(pair[0]) for pair in data["alike"]["pairs"].split()}

    def spelled(words: str) -> list[str]:
        return words.translate(alike).split()

    meaning = {word: key for key, words in data["same"].items() for word in spelled(words)}
    counts = {word: kind for kind, words in data["count"].items() for word in spelled(words)}
    some = frozenset(spelled(data["empty"]["some"]))
    empty = some | frozenset(spelled(data["empty"]["words"]))
    apart = frozenset(spelled(data["apart"]["words"]))
    known = {*meaning, *counts, *empty, *apart, *spelled(data["compound"]["words"])}
    told_apart = frozenset(meaning.get(word, word) for word in apart)
    adverbs = frozenset(spelled(data["adverbs"]["words"]))
    single = frozenset(data["single"]["apart"].translate(alike))
    known |= adverbs
    return Lexicon(
        meaning=meaning,
        counts=counts,
        empty=empty,
        some=some,
        adverbs=adverbs,
        single=single,
        apart=told_apart,
        alike=alike,
        words=frozenset(known),
    )


@lru_cache(maxsize=8192)
def concepts(name: str) -> Concepts:
    """The name as what it says; ``name`` as printed, or already folded."""
    words = lexicon()
    tokens = _cutter().lcut(words.plain(folded(name)), HMM=False)
    count: str | None = None
    if len(tokens) > 1 and tokens[-1] in words.counts:
        count = words.counts[tokens.pop()]
    elif (unit := unit_named(name)) is not None:
        count = _counted_in(unit)
    if tokens and tokens[0] in words.adverbs:
        tokens = tokens[1:]
    if count == ANY and len(tokens) > 1 and words.meaning.get(tokens[-1]) == "人员":
        count = "people"  # 辅警人员数量 counts what 辅警人数 does
        tokens.pop()
    said = [words.meaning.get(token, token) for token in _split(tokens, words)]
    told = Counter(word for word in said if word not in words.empty) or Counter(said)
    others = frozenset(
        token
        for token in tokens
        if words.meaning.get(token, "率") not in _DEGREES | words.empty and token not in words.empty
    )
    return Concepts(told, count, words.plain(folded(name)), frozenset(tokens), others)


def _counted_in(unit: Unit) -> str | None:
    """The kind of count that is printed in this unit; None for a rate."""
    if unit.kind == "money":
        return "money"
    return _KINDS.get(unit.name, "things") if unit.kind == "count" else None


def _split(tokens: list[str], words: Lexicon) -> Iterator[str]:
    """及时率 as 及时 and 率: a rate, a degree or a quality is what it is of, and a rate."""
    for token in tokens:
        yield token
        if words.meaning.get(token, "率") != "率" and token.endswith(_RATES):
            yield "率"


@lru_cache(maxsize=1)
def _cutter() -> _Cutter:
    """The cutter of names: jieba, with our dictionary put in place so that it looks for no other.

    Its own dictionary costs 0.7 s and 92 MB and leaves a cache file in the shared temporary
    folder. ``pkg_resources``, which it imports to find that dictionary, takes 70 ms more.
    """
    absent = object()
    before = sys.modules.get("pkg_resources", absent)
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # an import of it now fails
    try:
        import jieba  # type: ignore[import-untyped]  # noqa: PLC0415  loaded when names first differ
    finally:
        if before is absent:
            del sys.modules["pkg_resources"]
        else:
            sys.modules["pkg_resources"] = before  # type: ignore[assignment]
    cutter = jieba.Tokenizer()
    frequencies: dict[str, int] = {}
    for word in lexicon().words:
        frequencies[word] = 10 ** len(word)  # the longest word wins
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)
    cutter.FREQ, cutter.total = frequencies, sum(frequencies.values())
    cutter.initialized = True
    return cutter  # type: ignore[no-any-return]  # jieba has no types
