"""More prose: the office's own money, purchases, surveys, scores, and what monitoring tells."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bench.proving.amounts import Fact
from bench.proving.drawing import count, percent
from bench.proving.indicators import Leaf, Scores
from bench.proving.passages import Slots, Teller, Told
from bench.proving.scribe import Claim

GRADE_WORDS = {"优": ("优", "优秀"), "良": ("良", "良好"), "中": ("中",), "差": ("差",)}


def _facts(teller: Teller, **names: str) -> Slots:
    return {slot: teller.fact(name) for slot, name in names.items()}


def sangong(teller: Teller) -> Told:
    """三公经费 by class."""
    slots = _facts(
        teller, total="three", abroad="abroad", car="car", guest="guest", buy="buy", run="run"
    )
    return slots, [
        Claim("SGF01", "total", "sum", ("abroad", "car", "guest")),
        Claim("SGF01", "car", "sum", ("buy", "run")),
    ]


def guests(teller: Teller) -> Told:
    """公务接待 by head."""
    slots = _facts(teller, cost="guest", people="people", batches="batches")
    value = teller.fact("guest").value / teller.fact("people").value
    slots["avg"] = Fact("avg:guest", "average", value, "元")
    return slots, [Claim("SGF02", "avg", "plain", ("cost", "people"))]


def procure(teller: Teller) -> Told:
    """采购预算, 中标, what was saved."""
    slots = _facts(teller, plan="plan", won="won", saved="saved")
    saved, plan = teller.fact("saved").value, teller.fact("plan").value
    slots["rate"] = percent("saved_rate", saved / plan * 100)
    return slots, [
        Claim("RATE04", "rate", "ratio", ("saved", "plan")),
        Claim("RATE04", "rate", "drop", ("won", "plan")),
        Claim("PRO01", "saved", "less", ("plan", "won")),
        Claim("PRO01", "won", "value", ("plan",), "<="),
    ]


def sme(teller: Teller) -> Told:
    """What small enterprises got."""
    slots = _facts(teller, total="bought", small="small")
    value = teller.fact("small").value / teller.fact("bought").value * 100
    slots["share"] = percent("sme_share", value)
    return slots, [Claim("PRO02", "share", "ratio", ("small", "total"))]


def procured(teller: Teller) -> Told:
    """货物, 工程, 服务."""
    slots = _facts(teller, total="bought", goods="goods", works="works", service="service")
    return slots, [Claim("SUM02", "total", "sum", ("goods", "works", "service"))]


def survey(teller: Teller) -> Told:
    """Questionnaires."""
    slots = _facts(teller, sent="sent", back="back", valid="valid", happy="happy", sad="sad")
    rates = (
        ("rate_back", "back", "sent"),
        ("rate_valid", "valid", "back"),
        ("rate_happy", "happy", "valid"),
    )
    claims = [
        Claim("CNT01", "valid", "sum", ("happy", "sad")),
        Claim("LOG07", "back", "value", ("sent",), "<="),
        Claim("LOG07", "valid", "value", ("back",), "<="),
    ]
    for name, part, whole in rates:
        value = teller.fact(part).value / teller.fact(whole).value * 100
        slots[name] = percent(name, value)
        claims.append(Claim("RATE04", name, "ratio", (part, whole)))
    return slots, claims


def progress(teller: Teller) -> Told:
    """序时进度 against the rate so far."""
    project = teller.project
    rate, time = teller.fact("rate_now"), teller.fact("progress")
    slots: Slots = {"t": time, "rate": rate, **_month_words(teller)}
    slots["base"] = f"{project.year}年{project.base.month}月{project.base.day}日"
    slots["cmp"] = "高于" if rate.value > time.value else "低于"
    whole = Decimal(project.month) / 12 * 100
    return slots, [
        Claim("RATE03", "t", "fixed", (), number=whole),
        Claim("RATE03", "rate", "value", ("t",), ">=" if rate.value > time.value else "<="),
    ]


def _month_words(teller: Teller) -> Slots:
    month = teller.project.month
    return {"m": str(month), "after": str(month + 1), "rest": str(12 - month)}


def expected(teller: Teller) -> Told:
    """已执行 + 后续 = 全年."""
    slots = _facts(teller, now="now", later="later", year="whole")
    slots |= _month_words(teller)
    return slots, [Claim("MON01", "year", "sum", ("now", "later"))]


def score(scores: Scores) -> Told:
    """Total and grade."""
    grade = next(name for name, least in (("优", 90), ("良", 80), ("中", 60), ("差", 0))
                 if scores.total.value >= least)  # fmt: skip
    word = GRADE_WORDS[grade][-1 if scores.long_grade else 0]
    slots: Slots = {"score": scores.total}
    slots["grade"] = Fact("grade", "word", Decimal(0), text=word)
    return slots, [Claim("POL01", "grade", "value", ("score",), "band")]


def dims(scores: Scores) -> Told:
    """The total by level 1."""
    parts = tuple((name, replace(fact, unit="分")) for name, fact in scores.by_level)
    slots: Slots = {"score": scores.total, "parts": parts, "item_verb": "得"}
    return slots, [Claim("SCO01", "score", "sum", ("parts",))]


def deduct(scores: Scores) -> Told:
    """满分 − 扣分 = 得分."""
    full = Fact("full", "score", Decimal(100))
    lost = Fact("lost", "score", Decimal(100) - scores.total.value)
    slots: Slots = {"full": full, "lost": lost, "score": scores.total}
    return slots, [Claim("SCO03", "score", "less", ("full", "lost"))]


def count_rows(leaves: tuple[Leaf, ...]) -> Told:
    """How many indicators there are and how many were reached."""
    done = sum(1 for leaf in leaves if leaf.met)
    facts = {"n": len(leaves), "done": done, "undone": len(leaves) - done}
    slots: Slots = {name: count(f"rows:{name}", n, "项") for name, n in facts.items()}
    slots["rate"] = percent("rows_rate", Decimal(done) / len(leaves) * 100)
    return slots, [
        Claim("CNT01", "n", "sum", ("done", "undone")),
        Claim("RATE04", "rate", "ratio", ("done", "n")),
    ]


def goal(leaf: Leaf) -> Told:
    """One indicator in prose."""
    return {"name": leaf.name, "target": leaf.target, "actual": leaf.actual}, []


def goals(leaves: tuple[Leaf, ...]) -> Told:
    """The targets declared at the start of the year."""
    pairs = tuple((leaf.name + _more(leaf), leaf.target) for leaf in leaves)
    return {"list": pairs}, []


def _more(leaf: Leaf) -> str:
    return {"≥": "不低于", "≤": "不超过", "=": "达到"}[leaf.comparator]
