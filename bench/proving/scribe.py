"""Turns facts into marked text by the phrasings of phrases.toml, and keeps the truth of it."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeVar

from bench.proving import amounts
from bench.proving.amounts import FACTORS, LEAST, Fact, Style
from bench.proving.figures import FIRST, Expr, Mark, Relation, stand_in
from bench.proving.oracle import EXACT, ROUNDED, judge

Slot = Fact | str | tuple[tuple[str, Fact], ...]
T = TypeVar("T")
TRIES = 12


@cache
def phrases() -> Mapping[str, tuple[str, ...]]:
    """All phrasings by kind."""
    with Path(__file__).with_name("phrases.toml").open("rb") as file:
        return {kind: tuple(texts) for kind, texts in tomllib.load(file).items()}


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation between slots of a passage; a list's name stands for all its items."""

    rule: str
    left: str
    how: str
    over: tuple[str, ...]
    op: str = "="
    signs: tuple[int, ...] = ()
    comparator: str = ""
    number: Decimal = Decimal(0)


@dataclass(slots=True)
class Scribe:
    """Writes passages; ``marks`` and ``relations`` grow with each."""

    rng: random.Random
    comma_counts: bool = False
    marks: dict[int, Mark] = field(default_factory=dict[int, Mark])
    relations: list[Relation] = field(default_factory=list[Relation])
    money: Style | None = None
    total_money: Style | None = None
    rate_places: int = 2
    phrase: str = ""
    strict: bool = True
    in_table: bool = False

    def put(self, fact: Fact, *, bare: bool = False, style: Style | None = None) -> str:
        """The stand-in of one more mention. ``bare``: the unit stands elsewhere (column head)."""
        number = max(self.marks, default=-1) + 1
        text, unit, factor, exact, prefix = self._print(fact, style)
        strict = self.strict and fact.shared
        self.marks[number] = Mark(
            text, "" if bare else unit, factor, _kind(fact), fact.name, self.phrase,
            exact=exact, strict=strict, table=self.in_table, prefix=prefix,
        )  # fmt: skip
        return stand_in(number)

    def _print(self, fact: Fact, style: Style | None) -> tuple[str, str, Decimal, bool, str]:
        one = Decimal(1)
        if fact.kind in {"word", "date"}:
            return fact.text, "", one, True, ""
        if fact.kind == "money":
            chosen = style or self.money or Style("元", 2, comma=True)
            factor = FACTORS[chosen.unit]
            text = amounts.plain(fact.value / factor, chosen.places, comma=chosen.comma)
            exact = chosen.unit == "元" or "." not in text
            return text, chosen.unit, factor, exact, ""
        if fact.kind == "percent":
            whole = amounts.needed(fact.value) == 0
            places = self.rate_places if not (whole and self.rng.random() < 0.7) else 0  # noqa: PLR2004
            if fact.shared is False and whole:
                places = 0
            return amounts.plain(fact.value, places, comma=False), "%", one, False, ""
        if fact.kind == "average":
            return amounts.plain(fact.value, 2, comma=False), fact.unit, one, False, ""
        comma = self.comma_counts and fact.kind in {"count", "price"}
        return amounts.plain(fact.value, LEAST, comma=comma), fact.unit, one, True, ""

    def passage(self, kind: str, slots: Mapping[str, Slot], claims: Iterable[Claim]) -> str:
        """A paragraph of a kind; its claims hold exactly or by rounding, whatever it takes."""
        texts = phrases()[kind]
        money = [fact.value for fact in _facts(slots) if fact.kind == "money"]
        demanded = tuple(claims)

        def write() -> str:
            index = self.rng.randrange(len(texts))
            self.phrase = f"{kind}.{index + 1:02d}"
            self.strict = not texts[index].startswith("~")
            self.in_table = False
            sheet = _Sheet(self, slots)
            text = texts[index].lstrip("~").format_map(sheet)
            self.relations += sheet.relations(demanded)
            return text

        return self.surely(write, money, kind)

    def surely(self, write: Callable[[], T], money: list[Decimal], kind: str) -> T:
        """What ``write`` gives, tried anew until all its relations hold exactly or by rounding."""
        for attempt in range(TRIES):
            self._voice(money, attempt)
            marks, relations = len(self.marks), len(self.relations)
            result = write()
            new = self.relations[relations:]
            if all(judge(one, self.marks) in {EXACT, ROUNDED} for one in new):
                return result
            for number in list(self.marks)[marks:]:
                del self.marks[number]
            del self.relations[relations:]
        message = f"no consistent way to say {kind}"
        raise ValueError(message)

    def _voice(self, money: list[Decimal], attempt: int) -> None:
        self.rate_places = self.rng.choice((2, 2, 2, 1))
        self.total_money = None
        if not money:
            return
        careful = attempt > TRIES // 2
        self.money = amounts.exact_style(money) if careful else amounts.pick(self.rng, money)
        if not careful and self.rng.random() < 0.12:  # noqa: PLR2004
            self.total_money = amounts.pick(self.rng, money)


def number_of(sign: str) -> int:
    """The mark of a stand-in that was just put."""
    return ord(sign) - FIRST


def _facts(slots: Mapping[str, Slot]) -> list[Fact]:
    found: list[Fact] = []
    for slot in slots.values():
        if isinstance(slot, Fact):
            found.append(slot)
        elif isinstance(slot, tuple):
            found += [fact for _, fact in slot]
    return found


class _Sheet:
    """The slots of one passage as str.format_map asks for them; remembers what was printed."""

    def __init__(self, scribe: Scribe, slots: Mapping[str, Slot]) -> None:
        self.scribe = scribe
        self.slots = slots
        self.printed: dict[str, list[int]] = {}

    def __getitem__(self, key: str) -> str:
        slot = self.slots.get(key)
        if isinstance(slot, str):
            return slot
        if isinstance(slot, Fact):
            style = self.scribe.total_money if key == "total" else None
            return self._mark(key, slot, style)
        name, _, form = key.rpartition("_")
        items = self.slots[name]
        if isinstance(items, tuple):
            return self._listed(name, items, form)
        raise KeyError(key)

    def _mark(self, key: str, fact: Fact, style: Style | None = None) -> str:
        sign = self.scribe.put(fact, style=style)
        self.printed.setdefault(key, []).append(number_of(sign))
        return sign

    def _listed(self, key: str, items: tuple[tuple[str, Fact], ...], form: str) -> str:
        names = [name for name, _ in items]
        if form == "names":
            return _joined(names)
        values = [self._mark(key, fact) for _, fact in items]
        pairs = list(zip(names, values, strict=True))
        if form == "vals":
            return _joined(values)
        verb = str(self.slots.get("item_verb", "为"))
        return FORMS[form](pairs, verb)

    def relations(self, claims: tuple[Claim, ...]) -> list[Relation]:
        """The claims whose figures were all printed."""
        return [found for claim in claims if (found := self._relation(claim))]

    def _relation(self, claim: Claim) -> Relation | None:
        left = self._find(claim.left)
        right = [self._find(name) for name in claim.over]
        if not left or not all(right):
            return None
        marks = tuple(number for found in right for number in found)
        expr = Expr(claim.how, marks, claim.number, signs=claim.signs)
        return Relation(claim.rule, Expr("value", tuple(left)), claim.op, expr, claim.comparator)

    def _find(self, name: str) -> list[int]:
        if name in self.printed:
            found = self.printed[name]
            return found if isinstance(self.slots[name], tuple) else found[:1]
        slot = self.slots.get(name)
        if not isinstance(slot, Fact) or not slot.shared:
            return []
        marks = self.scribe.marks
        earlier = [number for number, mark in marks.items() if mark.fact == slot.name]
        return earlier[-1:]


def _kind(fact: Fact) -> str:
    """The kind of token a fact is printed as."""
    if fact.kind == "figure":
        return "percent" if fact.unit == "%" else "count"
    return "money" if fact.kind == "average" else fact.kind


Pairs = list[tuple[str, str]]


def _lines(pairs: Pairs, _: str) -> str:
    """A numbered list, an item a line."""
    lines = [f"（{i}）{name}{value}" for i, (name, value) in enumerate(pairs, 1)]
    return "；\n".join(lines) + "。"


def _numbered(pairs: Pairs, _: str) -> str:
    return "；".join(f"{i}.{name}{value}" for i, (name, value) in enumerate(pairs, 1))


FORMS: dict[str, Callable[[Pairs, str], str]] = {
    "d": lambda pairs, _: _joined([name + value for name, value in pairs]),
    "c": lambda pairs, _: "，".join(name + value for name, value in pairs),
    "s": lambda pairs, _: "；".join(name + value for name, value in pairs),
    "w": lambda pairs, _: "，".join(f"{name}为{value}" for name, value in pairs),
    "p": lambda pairs, _: "、".join(f"{name}（{value}）" for name, value in pairs),
    "k": lambda pairs, verb: "，".join(name + verb + value for name, value in pairs),
    "n": _numbered,
    "l": _lines,
}


def _joined(parts: list[str]) -> str:
    """A、B和C, as lists are written."""
    return parts[0] if len(parts) == 1 else "、".join(parts[:-1]) + "和" + parts[-1]
