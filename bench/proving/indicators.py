"""Indicators with weights, targets, actuals, scores and states, and their sums."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

from bench.proving.amounts import Fact, rounded
from bench.proving.drawing import Project, share_of

HALF = Decimal("0.5")
REASONS = (
    "受汛期影响，部分任务推迟实施", "招标程序耗时较长，进度滞后", "部分对象信息变更，核查尚未结束",
    "前期论证不充分，实施进度慢于计划", "基层人手不足，工作推进偏慢",
    "供货周期较长，部分货物未能按期交付",
)  # fmt: skip
SHEET_REASONS = (
    "佐证资料不够完整", "个别环节执行不够规范", "部分制度修订不及时", "目标设置不够细化",
    "部分工作完成时间晚于计划",
)  # fmt: skip
TIMELY = ("任务按时完成率", "资金拨付及时率", "项目按期开工率")
LASTING = ("长效管理机制健全率", "设施持续使用率")
HAPPY = ("服务对象满意度", "受益群众满意度", "社会公众满意度")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One indicator. ``reason`` is empty where nothing was lost."""

    level1: str
    level2: str
    name: str
    comparator: str
    target: Fact
    actual: Fact
    weight: Fact
    score: Fact
    met: bool
    reason: str

    @property
    def lost(self) -> Decimal:
        """Points lost."""
        return self.weight.value - self.score.value


@dataclass(frozen=True, slots=True)
class Scores:
    """Leaves and what they add up to. ``rate_score`` is that of 预算执行率, if it stands apart."""

    leaves: tuple[Leaf, ...]
    by_level: tuple[tuple[str, Fact], ...]
    weights: tuple[tuple[str, Fact], ...]
    total: Fact
    rate_weight: Fact | None
    rate_score: Fact | None
    long_grade: bool


def points(name: str, value: Decimal, kind: str = "score") -> Fact:
    """A score or weight."""
    return Fact(name, kind, value, shared=True)


def self_scores(rng: random.Random, project: Project) -> Scores:
    """The leaves of a self-evaluation form: 10 for execution, 50, 30, 10."""
    theme = project.theme
    quantities = rng.sample(theme.quantity, rng.randint(2, len(theme.quantity)))
    plans: list[tuple[str, str, str, int, int, str]] = [
        ("产出指标", "数量指标", name, low, high, unit) for name, unit, low, high in quantities
    ]
    plans += [("产出指标", "质量指标", name, 90, 100, "%") for name in theme.quality]
    plans.append(("产出指标", "时效指标", rng.choice(TIMELY), 90, 100, "%"))
    plans += [("效益指标", "社会效益指标", name, 30, 98, "%") for name in theme.effect]
    plans.append(("效益指标", "可持续影响指标", rng.choice(LASTING), 80, 98, "%"))
    plans.append(("满意度指标", "服务对象满意度指标", rng.choice(HAPPY), 85, 95, "%"))
    weights: list[Decimal] = []
    for level, full in (("产出指标", 50), ("效益指标", 30), ("满意度指标", 10)):
        names = [plan[2] for plan in plans if plan[0] == level]
        weights += _weights(rng, Decimal(full), names)
    known = _known(project)
    month = project.month if project.kind == "monitoring" else 0
    leaves = tuple(
        _leaf(rng, plan, weight, (known.get(plan[2]), month))
        for plan, weight in zip(plans, weights, strict=True)
    )
    ten = points("rate_weight", Decimal(10), "weight")
    scored = points("rate_score", rounded(project.facts["rate"].value / 10, 2))
    return _summed(rng, leaves, ten, scored)


def _known(project: Project) -> dict[str, Decimal]:
    """What the prose says of a thing that is an indicator too, by the indicator's name."""
    if project.kind == "monitoring":
        return {}
    found: dict[str, Decimal] = {}
    told = [project.facts["done"]]
    if "月" not in project.theme.price[1]:
        told.append(project.facts["heads"])
    for fact in told:
        names = [name for name, unit, _, _ in project.theme.quantity if unit == fact.unit]
        if names:
            found.setdefault(names[0], fact.value)
    return found


def _weights(rng: random.Random, full: Decimal, names: list[str]) -> list[Decimal]:
    if len(names) == 1:
        return [full]
    grain = Decimal(1) if rng.random() < 0.7 else HALF  # noqa: PLR2004
    return share_of(rng, full, names, grain)


def _leaf(
    rng: random.Random,
    plan: tuple[str, str, str, int, int, str],
    weight: Decimal,
    known: tuple[Decimal | None, int],
) -> Leaf:
    told, month = known
    level1, level2, name, low, high, unit = plan
    target = Decimal(rng.randint(low, high))
    missed = rng.random() < 0.25  # noqa: PLR2004
    comparator = "=" if target == 100 and unit == "%" else "≥"  # noqa: PLR2004
    factor = Decimal(rng.uniform(0.8, 0.97) if missed else rng.uniform(1, 1.12))
    actual = rounded(target * factor, 0 if unit != "%" else rng.choice((0, 1, 2)))
    if unit == "%":
        actual = min(actual, Decimal(100))
    if not missed and rng.random() < 0.4:  # noqa: PLR2004
        actual = target
    if month and unit != "%":
        share = Decimal(month) / 12 * Decimal(rng.uniform(0.85, 1.1))
        actual = rounded(target * min(share, Decimal(1)), 0)
    if told is not None:
        target, actual = rounded(told / factor, 0), told
    met = actual >= target
    score = weight if met else rounded(weight * actual / target, 2)
    kind = "percent" if unit == "%" else "count"
    return Leaf(
        level1, level2, name, comparator,
        Fact(f"target:{name}", "figure", target, unit, shared=True),
        Fact(f"actual:{name}", "figure", actual, unit, shared=True, text=kind),
        points(f"weight:{name}", weight, "weight"), points(f"score:{name}", score),
        met, "" if met else rng.choice(REASONS),
    )  # fmt: skip


SHEET = (
    ("决策", "项目立项", ("立项依据充分性", "立项程序规范性"), 8),
    ("决策", "绩效目标", ("绩效目标合理性", "绩效指标明确性"), 7),
    ("过程", "资金管理", ("资金到位率", "预算执行率", "资金使用合规性"), 12),
    ("过程", "组织实施", ("管理制度健全性", "制度执行有效性"), 13),
    ("产出", "产出数量", ("实际完成率",), 12),
    ("产出", "产出质量", ("质量达标率",), 10),
    ("产出", "产出时效", ("完成及时性",), 8),
    ("效益", "项目效益", ("社会效益", "可持续影响"), 20),
    ("效益", "满意度", ("社会公众或服务对象满意度",), 10),
)


def sheet_scores(rng: random.Random, project: Project) -> Scores:
    """The leaves of an evaluation's score sheet; here 100 is the leaves' sum alone."""
    leaves: list[Leaf] = []
    for level1, level2, names, full in SHEET:
        for name, weight in zip(names, _weights(rng, Decimal(full), list(names)), strict=True):
            leaves.append(_sheet_leaf(rng, project, (level1, level2, name), weight))
    return _summed(rng, tuple(leaves), None, None)


def _sheet_leaf(
    rng: random.Random, project: Project, names: tuple[str, str, str], weight: Decimal
) -> Leaf:
    level1, level2, name = names
    rates = {"预算执行率": "rate", "资金到位率": "rate_in"}
    if name in rates:
        score = rounded(weight * project.facts[rates[name]].value / 100, 2)
    else:
        lost = rng.choice((0, 0, 0, 0, 1, 1, 2, 3)) * HALF
        score = max(weight - lost, weight / 2)
    none = Fact("none", "word", Decimal(0))
    reason = "" if score == weight else rng.choice(SHEET_REASONS)
    return Leaf(
        level1, level2, name, "≥", none, none,
        points(f"weight:{name}", weight, "weight"), points(f"score:{name}", score),
        score == weight, reason,
    )  # fmt: skip


def _summed(
    rng: random.Random, leaves: tuple[Leaf, ...], rate_weight: Fact | None, rate_score: Fact | None
) -> Scores:
    levels = list(dict.fromkeys(leaf.level1 for leaf in leaves))
    scores: list[tuple[str, Fact]] = []
    weights: list[tuple[str, Fact]] = []
    if rate_score and rate_weight:
        scores.append(("预算执行率", rate_score))
        weights.append(("预算执行率", rate_weight))
    for level in levels:
        own = [leaf for leaf in leaves if leaf.level1 == level]
        scored = sum((leaf.score.value for leaf in own), Decimal(0))
        weighed = sum((leaf.weight.value for leaf in own), Decimal(0))
        scores.append((level, points(f"score:{level}", scored)))
        weights.append((level, points(f"weight:{level}", weighed, "weight")))
    total = sum((fact.value for _, fact in scores), Decimal(0))
    return Scores(
        leaves, tuple(scores), tuple(weights), points("score", total), rate_weight, rate_score,
        rng.random() < 0.5,  # noqa: PLR2004
    )  # fmt: skip
