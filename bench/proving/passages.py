"""The prose of a report: which facts a paragraph tells, and what must hold among them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bench.proving.amounts import Fact, day
from bench.proving.drawing import Project, count, money, percent
from bench.proving.scribe import Claim, Scribe, Slot

Slots = dict[str, Slot]


@dataclass(frozen=True, slots=True)
class Teller:
    """Writes paragraphs about one project."""

    project: Project
    scribe: Scribe
    rng: random.Random

    def tell(self, kind: str) -> str:
        """One paragraph of the kind."""
        slots, claims = KINDS[kind](self)
        return self.scribe.passage(_phrase_kind(self, kind), self.with_names(slots), claims)

    def with_names(self, slots: Slots) -> Slots:
        """The slots with the names and words all phrasings may use."""
        project = self.project
        adjusted = project.adjusted != ""
        words = ("调整后预算", "全年预算") if adjusted else ("预算", "全年预算", "预算安排")
        return {
            "y": f"{project.year}年",
            "ly": f"{project.year - 1}年",
            "p": project.theme.name,
            "u": self.rng.choice((project.agency, "项目单位", "我单位")),
            "bw": "全年预算" if project.kind == "monitoring" else self.rng.choice(words),
            **slots,
        }

    def fact(self, name: str) -> Fact:
        """A fact of the project."""
        return self.project.facts[name]


def _phrase_kind(teller: Teller, kind: str) -> str:
    if kind == "adjust" and teller.project.adjusted == "up":
        return "adjust_up"
    if kind == "formula" and "月" not in teller.fact("price").unit:
        return "formula2"
    return {"formula": "formula3"}.get(kind, kind)


Told = tuple[Slots, list[Claim]]


def _facts(teller: Teller, **names: str) -> Slots:
    return {slot: teller.fact(name) for slot, name in names.items()}


def sources(teller: Teller) -> Told:
    """预算 and where it comes from."""
    slots = _facts(teller, total="budget")
    slots |= {"parts": teller.project.parts["sources"], "item_verb": "安排"}
    return slots, [Claim("SUM02", "total", "sum", ("parts",))]


def adjust(teller: Teller) -> Told:
    """年初, 追加, 追减, 调整后."""
    slots = _facts(teller, initial="initial", added="added", cut="cut", adjusted="budget")
    if teller.project.adjusted == "up":
        return slots, [Claim("BUD01", "adjusted", "sum", ("initial", "added"))]
    over = ("initial", "added", "cut")
    return slots, [Claim("BUD01", "adjusted", "signed", over, signs=(1, 1, -1))]


def received(teller: Teller) -> Told:
    """到位."""
    slots = _facts(teller, budget="budget", received="received", rate="rate_in")
    return slots, [
        Claim("RATE02", "rate", "ratio", ("received", "budget")),
        Claim("LOG07", "received", "value", ("budget",), "<="),
    ]


def spent(teller: Teller) -> Told:
    """执行."""
    slots = _facts(teller, budget="budget", spent="spent", rate="rate", left="unspent")
    return slots, [
        Claim("RATE01", "rate", "ratio", ("spent", "budget")),
        Claim("LOG07", "spent", "value", ("budget",), "<="),
        Claim("USE01", "left", "less", ("budget", "spent")),
    ]


def chain(teller: Teller) -> Told:
    """预算, 到位, 支出 and both rates."""
    slots = _facts(
        teller, budget="budget", received="received", spent="spent", rate="rate", rate_in="rate_in"
    )
    return slots, [
        Claim("RATE01", "rate", "ratio", ("spent", "budget")),
        Claim("RATE02", "rate_in", "ratio", ("received", "budget")),
        Claim("LOG07", "spent", "value", ("received",), "<="),
        Claim("LOG07", "received", "value", ("budget",), "<="),
    ]


def uses(teller: Teller) -> Told:
    """支出 by use."""
    slots = _facts(teller, total="spent")
    slots |= {"parts": teller.project.parts["uses"], "item_verb": "支出"}
    return slots, [Claim("SUM02", "total", "sum", ("parts",))]


def double(teller: Teller) -> Told:
    """Two sums in one paragraph."""
    parts = teller.project.parts
    slots = _facts(teller, total="budget", total2="spent")
    slots |= {"parts": parts["sources"], "others": parts["uses"]}
    return slots, [
        Claim("SUM02", "total", "sum", ("parts",)),
        Claim("SUM02", "total2", "sum", ("others",)),
    ]


def balance(teller: Teller) -> Told:
    """结余, with what was carried over where something was."""
    slots = _facts(teller, carry="carry", income="income", spent="spent", balance="balance")
    over = ("carry", "income", "spent")
    return slots, [Claim("CAR01", "balance", "signed", over, signs=(1, 1, -1))]


def left(teller: Teller) -> Told:
    """到位 − 支出 = 结余."""
    slots = _facts(teller, received="received", spent="spent", left="balance")
    return slots, [Claim("USE01", "left", "less", ("received", "spent"))]


def formula(teller: Teller) -> Told:
    """单价 × 人数 × 月数, written out."""
    slots = _facts(
        teller, price="price", price_bare="price_bare", heads="heads", months="months",
        amount="paid_item",
    )  # fmt: skip
    slots["item"] = teller.project.theme.price[0]
    factors = ("heads",) if "月" not in teller.fact("price").unit else ("heads", "months")
    return slots, [
        Claim("FORM01", "amount", "product", ("price", *factors)),
        Claim("FORM01", "amount", "product", ("price_bare", *factors)),
    ]


def annot(teller: Teller) -> Told:
    """The amount with its standard in brackets."""
    slots, claims = formula(teller)
    return slots, [Claim("FORM02", one.left, one.how, one.over) for one in claims]


def _counts(teller: Teller, key: str) -> Told:
    verb = teller.project.theme.done[0]
    slots = _facts(teller, total="done")
    slots |= {"parts": teller.project.parts[key], "verb": verb, "item_verb": "完成"}
    return slots, [Claim("SUM05", "total", "sum", ("parts",))]


def places(teller: Teller) -> Told:
    """Counts by town."""
    return _counts(teller, "towns")


def classes(teller: Teller) -> Told:
    """Counts by class."""
    return _counts(teller, "classes")


def _growth(this: Fact, last: Fact) -> Told:
    up = this.value >= last.value
    change = abs(this.value - last.value)
    delta = Fact(f"delta:{this.name}", this.kind, change, this.unit)
    rate = percent(f"growth:{this.name}", change / last.value * 100)
    slots: Slots = {"this": this, "last": last, "delta": delta, "rate": rate}
    slots |= {
        "up": "增长" if up else "下降",
        "upd": "增加" if up else "减少",
        "upf": "增幅" if up else "降幅",
    }
    return slots, [
        Claim("RATE04", "rate", "growth" if up else "drop", ("this", "last")),
        Claim("RATE04", "delta", "less", ("this", "last") if up else ("last", "this")),
    ]


def growth(teller: Teller) -> Told:
    """支出 against last year's."""
    return _growth(teller.fact("spent"), teller.fact("spent_last"))


def growth_count(teller: Teller) -> Told:
    """Things done against last year's."""
    slots, claims = _growth(teller.fact("done"), teller.fact("done_last"))
    return slots | {"verb": teller.project.theme.done[0]}, claims


def share(teller: Teller) -> Told:
    """The largest use as a share of 支出."""
    name, part = max(teller.project.parts["uses"], key=lambda pair: pair[1].value)
    total = teller.fact("spent")
    rate = percent(f"share:{name}", part.value / total.value * 100)
    slots: Slots = {"part_name": name, "part": part, "total": total, "share": rate}
    return slots, [Claim("RATE04", "share", "ratio", ("part", "total"))]


def average(teller: Teller) -> Told:
    """An amount by head."""
    name, amount = teller.project.parts["uses"][0]
    heads = teller.fact("benefit")
    avg = Fact(f"avg:{name}", "average", amount.value / heads.value, "元")
    slots: Slots = {"item": name, "amount": amount, "heads": heads, "avg": avg}
    return slots, [Claim("SGF02", "avg", "plain", ("amount", "heads"))]


def years(teller: Teller) -> Told:
    """Three years added up."""
    year = teller.project.year
    yearly = [teller.fact(name) for name in ("spent_older", "spent_last", "spent")]
    parts = tuple((f"{year - 2 + i}年", fact) for i, fact in enumerate(yearly))
    total = money("three_years", sum((fact.value for fact in yearly), Decimal(0)))
    slots: Slots = {"parts": parts, "total": total, "item_verb": "投入"}
    slots |= {"span": f"{year - 2}—{year}年", "n_years": "三年"}
    return slots, [Claim("SUM06", "total", "sum", ("parts",))]


def tasks(teller: Teller) -> Told:
    """N, of which so many done."""
    slots = _facts(teller, total="tasks", done="tasks_done", undone="tasks_open")
    total, done = teller.fact("tasks").value, teller.fact("tasks_done").value
    slots["rate"] = percent("tasks_rate", done / total * 100)
    slots["rate_un"] = percent("tasks_rate_un", (total - done) / total * 100)
    return slots, [
        Claim("CNT01", "total", "sum", ("done", "undone")),
        Claim("RATE04", "rate", "ratio", ("done", "total")),
        Claim("RATE04", "rate_un", "ratio", ("undone", "total")),
    ]


def naming(teller: Teller) -> Told:
    """N kinds of work, named."""
    works = teller.project.theme.works
    chosen = teller.rng.sample(works, teller.rng.randint(3, len(works)))
    n = count("works", len(chosen), "项", shared=False)
    slots: Slots = {"names": "、".join(chosen), "n": n}
    return slots, [Claim("CNT02", "n", "fixed", (), number=Decimal(len(chosen)))]


def projects(teller: Teller) -> Told:
    """N sub-projects and their money."""
    parts = teller.project.parts["uses"]
    n = count("projects", len(parts), "", shared=False)
    slots: Slots = {"n": n, "total": teller.fact("spent"), "parts": parts}
    return slots, [
        Claim("CNT03", "n", "fixed", (), number=Decimal(len(parts))),
        Claim("CNT03", "total", "sum", ("parts",)),
    ]


def partial(teller: Teller) -> Told:
    """A list that does not end; nothing must be added up."""
    largest = sorted(teller.project.parts["uses"], key=lambda pair: -pair[1].value)[:2]
    return {"some": tuple(largest)}, []


def period(teller: Teller) -> Told:
    """Dates in their order."""
    year = teller.project.year
    start = date(year, 1, 10) + timedelta(days=teller.rng.randint(0, 60))
    end = start + timedelta(days=teller.rng.randint(90, 200))
    paid = end + timedelta(days=teller.rng.randint(5, 60))
    days = {"start": start, "end": end, "paid": paid}
    slots: Slots = {name: day(name, moment) for name, moment in days.items()}
    slots["planned"] = slots["paid"]  # a contract's term may end after its last payment
    return slots, [
        Claim("DATE02", "start", "value", ("end",), "before"),
        Claim("DATE02", "end", "value", ("paid",), "before"),
    ]


KINDS: dict[str, Callable[[Teller], Told]] = {
    "sources": sources, "adjust": adjust, "received": received, "spent": spent, "chain": chain,
    "uses": uses, "double": double, "balance": balance, "left": left, "formula": formula,
    "annot": annot, "places": places, "classes": classes, "growth": growth,
    "growth_count": growth_count, "share": share, "average": average, "years": years,
    "tasks": tasks, "naming": naming, "projects": projects, "partial": partial, "period": period,
}  # fmt: skip
