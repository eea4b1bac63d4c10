"""Draws a project: what it is, what it cost, what came of it. All figures agree by construction."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from bench.proving.amounts import Fact, rounded

WAN = Decimal(10_000)
CITIES = (
    "临泽市", "安河市", "清源市", "云岭县", "永丰县", "白石区", "东川区", "江浦县", "望山县",
    "青塘市", "南坪县", "长岭区",
)  # fmt: skip
TOWNS = (
    "城关镇", "河西镇", "柳林镇", "石桥镇", "新店镇", "马家坪乡", "双河镇", "太平街道",
    "红旗街道", "龙泉镇", "三岔乡", "大坪镇", "高庙镇", "白杨镇", "北关街道",
)  # fmt: skip
SOURCES = ("中央资金", "省级资金", "市级资金", "区级资金", "上年结转资金", "其他资金")


@dataclass(frozen=True, slots=True)
class Theme:
    """One entry of themes.toml."""

    name: str
    agency: str
    items: tuple[str, ...]
    price: tuple[str, str, int, int]
    people: tuple[str, str]
    done: tuple[str, str]
    classes: tuple[str, ...]
    quantity: tuple[tuple[str, str, int, int], ...]
    quality: tuple[str, ...]
    effect: tuple[str, ...]
    works: tuple[str, ...]


@cache
def themes() -> tuple[Theme, ...]:
    """All themes."""
    with Path(__file__).with_name("themes.toml").open("rb") as file:
        entries = tomllib.load(file)["theme"]
    return tuple(
        Theme(
            name=entry["name"],
            agency=entry["agency"],
            items=tuple(entry["items"]),
            price=tuple(entry["price"]),
            people=tuple(entry["people"]),
            done=tuple(entry["done"]),
            classes=tuple(entry["classes"]),
            quantity=tuple(tuple(one) for one in entry["quantity"]),
            quality=tuple(entry["quality"]),
            effect=tuple(entry["effect"]),
            works=tuple(entry["works"]),
        )
        for entry in entries
    )


Parts = tuple[tuple[str, Fact], ...]


@dataclass(frozen=True, slots=True)
class Project:
    """Everything true of one project. ``facts`` are by name, ``parts`` are breakdowns by name."""

    theme: Theme
    city: str
    year: int
    kind: str
    month: int
    base: date
    facts: Mapping[str, Fact]
    parts: Mapping[str, Parts]
    carry: bool
    adjusted: str

    @property
    def agency(self) -> str:
        """The body that carries the project out, in full."""
        return self.city + self.theme.agency

    @property
    def name(self) -> str:
        """The project with its year."""
        return f"{self.year}年{self.theme.name}"


def money(name: str, value: Decimal, *, shared: bool = True) -> Fact:
    """An amount in 元."""
    return Fact(name, "money", value, "元", shared)


def count(name: str, value: Decimal | int, unit: str, *, shared: bool = True) -> Fact:
    """A number of things."""
    return Fact(name, "count", Decimal(value), unit, shared)


def percent(name: str, value: Decimal, *, shared: bool = False) -> Fact:
    """A rate in per cent, not rounded."""
    return Fact(name, "percent", value, "%", shared)


def share_of(rng: random.Random, total: Decimal, names: list[str], grain: Decimal) -> list[Decimal]:
    """The total cut into so many parts, each a multiple of the grain."""
    weights = [rng.uniform(0.3, 1.6) for _ in names]
    parts = [
        max(grain, (total * Decimal(weight / sum(weights)) // grain) * grain)
        for weight in weights[:-1]
    ]
    return [*parts, total - sum(parts)]


def project(rng: random.Random, kind: str) -> Project:
    """One project of a kind: self, evaluation or monitoring."""
    theme = rng.choice(themes())
    year = rng.randint(2019, 2024)
    grain = rng.choices((Decimal("0.01"), Decimal(100), WAN), (3, 4, 3))[0]
    facts: dict[str, Fact] = {}
    parts: dict[str, Parts] = {}
    _spending(rng, theme, grain, facts, parts)
    carry, adjusted = _budget(rng, grain, facts, parts)
    _results(rng, theme, facts, parts)
    _purchases(rng, grain, facts)
    month = rng.choice((6, 7, 8, 9, 10))
    _months(rng, month, grain, facts)
    base = date(year, 12, 31) if kind != "monitoring" else _last(year, month)
    return Project(
        theme, rng.choice(CITIES), year, kind, month, base, facts, parts, carry, adjusted
    )


def _last(year: int, month: int) -> date:
    return date(year, month + 1, 1) - timedelta(days=1)


def _spending(
    rng: random.Random,
    theme: Theme,
    grain: Decimal,
    facts: dict[str, Fact],
    parts: dict[str, Parts],
) -> None:
    item, unit, least, most = theme.price
    step = 10 if most < 2000 else 50  # noqa: PLR2004
    price = Decimal(rng.randrange(least, most, step))
    if grain == WAN:
        price = (price // 100 + 1) * 100
    monthly = "月" in unit
    months = Decimal(rng.choice((12, 12, 12, 10, 11, 13)) if monthly else 1)
    heads = Decimal(rng.randint(20, 400) if monthly else rng.randint(60, 4000))
    if grain >= 100:  # noqa: PLR2004
        heads = heads // 50 * 50 + 50
    if grain == WAN:
        heads = heads // 100 * 100 + 100
    amount = price * heads * months
    facts["price"] = Fact("price", "price", price, unit, shared=True)
    facts["price_bare"] = Fact("price", "price", price, "元", shared=True)
    facts["heads"] = count("heads", heads, {"亩": "亩", "户": "户"}.get(unit[-1], "人"))
    facts["months"] = Fact("months", "months", months, "个月")
    names = rng.sample([name for name in theme.items if name != item], rng.randint(2, 4))
    grain = min(grain, amount)
    chosen = [(item, amount)]
    for name in names:
        value = amount * Decimal(rng.uniform(0.12, 1.9)) // grain * grain
        chosen.append((name, max(value, WAN)))
    rng.shuffle(chosen)
    uses = tuple((name, money(f"use:{name}", value)) for name, value in chosen)
    parts["uses"] = uses
    facts["paid_item"] = next(fact for name, fact in uses if name == item)
    facts["spent"] = money("spent", sum((fact.value for _, fact in uses), Decimal(0)))


def _budget(
    rng: random.Random, grain: Decimal, facts: dict[str, Fact], parts: dict[str, Parts]
) -> tuple[bool, str]:
    spent = facts["spent"].value
    grain = max(grain, Decimal(100))
    budget = -(-spent / Decimal(rng.uniform(0.74, 0.995)) // grain) * grain
    if rng.random() < 0.4:  # noqa: PLR2004
        budget = -(-budget // WAN) * WAN
    way = rng.random()
    received = budget if way < 0.5 else spent + (budget - spent) * 6 // 10 // grain * grain  # noqa: PLR2004
    if received == spent:
        received = budget
    carry = rng.random() < 0.35  # noqa: PLR2004
    names = rng.sample([name for name in SOURCES if name != "上年结转资金"], rng.randint(2, 3))
    if carry:
        names.append("上年结转资金")
    names.sort(key=SOURCES.index)
    values = share_of(rng, budget, names, grain if budget % WAN else WAN)
    sources = dict(zip(names, values, strict=True))
    parts["sources"] = tuple((n, money(f"source:{n}", v)) for n, v in sources.items())
    added = max(grain, budget * Decimal(rng.uniform(0.05, 0.2)) // grain * grain)
    cut = max(grain, added * Decimal(rng.uniform(0.2, 0.7)) // grain * grain)
    adjusted = rng.choices(("", "up", "both"), (6, 2, 2))[0]
    initial = {"": budget, "up": budget - added, "both": budget - added + cut}[adjusted]
    facts.update(
        budget=money("budget", budget), received=money("received", received),
        initial=money("initial" if adjusted else "budget", initial),
        added=money("added", added), cut=money("cut", cut),
        rate=percent("rate", spent / budget * 100, shared=True),
        rate_in=percent("rate_in", received / budget * 100, shared=True),
        unspent=money("unspent", budget - spent), balance=money("balance", received - spent),
    )  # fmt: skip
    if carry:
        kept = sources["上年结转资金"]
        facts["carry"] = money("source:上年结转资金", kept)
        facts["income"] = money("income", received - kept)
        carry = received > kept
    return carry, adjusted


def _results(
    rng: random.Random, theme: Theme, facts: dict[str, Fact], parts: dict[str, Parts]
) -> None:
    unit = theme.done[1]
    total = Decimal(rng.randint(300, 20_000))
    if "月" not in theme.price[1] and facts["heads"].unit == unit:
        total = facts["heads"].value  # the same households, or acres, are paid and counted
    towns: list[str] = rng.sample(TOWNS, rng.randint(3, 6))
    kinds: list[str] = list(theme.classes)
    one = Decimal(1)
    facts["done"] = count("done", total, unit)
    for key, names in (("towns", towns), ("classes", kinds)):
        values = share_of(rng, total, names, one)
        parts[key] = tuple(
            (name, count(f"{key}:{name}", value, unit))
            for name, value in zip(names, values, strict=True)
        )
    last = Decimal(int(total * Decimal(rng.uniform(0.7, 1.35))))
    facts["done_last"] = count("done_last", last, unit)
    spent = facts["spent"].value
    last_spent = rounded(spent * Decimal(rng.uniform(0.7, 1.3)) / WAN, 0) * WAN + WAN
    facts["spent_last"] = money("spent_last", last_spent)
    older = rounded(last_spent * Decimal(rng.uniform(0.7, 1.2)) / WAN, 0) * WAN + WAN
    facts["spent_older"] = money("spent_older", older)
    facts["benefit"] = count("benefit", rng.randint(200, 30_000), "人")
    tasks = rng.randint(6, 48)
    undone = rng.randint(1, max(1, tasks // 4))
    for name, value in (("tasks", tasks), ("tasks_done", tasks - undone), ("tasks_open", undone)):
        facts[name] = count(name, value, "项")
    sent = rng.randint(80, 600)
    back = sent - rng.randint(0, sent // 10)
    valid = back - rng.randint(0, back // 12)
    happy = valid - rng.randint(1, valid // 9)
    for name, value in (("sent", sent), ("back", back), ("valid", valid), ("happy", happy)):
        facts[name] = count(name, value, "份")
    facts["sad"] = count("sad", valid - happy, "份")


def _purchases(rng: random.Random, grain: Decimal, facts: dict[str, Fact]) -> None:
    spent = facts["spent"].value
    grain = max(grain, Decimal(100)) if grain < WAN else WAN
    bought = max(10 * grain, spent * Decimal(rng.uniform(0.15, 0.4)) // grain * grain)
    values = share_of(rng, bought, ["货物", "工程", "服务"], grain)
    for name, value in zip(("goods", "works", "service"), values, strict=True):
        facts[name] = money(name, value)
    facts["bought"] = money("bought", bought)
    facts["small"] = money("small", bought * Decimal(rng.uniform(0.3, 0.9)) // grain * grain)
    plan = -(-bought * Decimal(rng.uniform(0.3, 0.8)) // grain) * grain
    won = plan * Decimal(rng.uniform(0.82, 0.98)) // grain * grain
    facts.update(plan=money("plan", plan), won=money("won", won), saved=money("saved", plan - won))
    abroad = rng.choice((Decimal(0), Decimal(rng.randint(20, 200) * 100)))
    buy = rng.choice((Decimal(0), Decimal(rng.randint(1200, 2500) * 100)))
    run, guest = Decimal(rng.randint(60, 900) * 100), Decimal(rng.randint(10, 300) * 100)
    for name, value in (("abroad", abroad), ("buy", buy), ("run", run), ("guest", guest)):
        facts[name] = money(name, value)
    facts["car"] = money("car", buy + run)
    facts["three"] = money("three", abroad + buy + run + guest)
    batches = rng.randint(3, 60)
    facts["batches"] = count("batches", batches, "批次")
    facts["people"] = count("people", batches * rng.randint(3, 9), "人次")


def _months(rng: random.Random, month: int, grain: Decimal, facts: dict[str, Fact]) -> None:
    """For monitoring: what is spent so far, and what is expected."""
    budget = facts["budget"].value
    grain = max(grain, Decimal(100))
    share = Decimal(month) / 12 * Decimal(rng.uniform(0.6, 1.15))
    now = budget * min(share, Decimal("0.94")) // grain * grain
    later = (budget - now) * Decimal(rng.uniform(0.6, 1)) // grain * grain
    facts.update(
        now=money("now", now), later=money("later", later), whole=money("whole", now + later),
        progress=percent("progress", Decimal(month) / 12 * 100, shared=True),
        rate_now=percent("rate_now", now / budget * 100, shared=True),
    )  # fmt: skip
