"""A scoring rule read from its words: which scores it can give, and to which values.

``全部招满，得满分；每降低1%，扣权重的3%`` gives full marks less any number of steps of 3%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from math import gcd

_NUMBER = r"\d+(?:\.\d+)?"
_RESULT = re.compile(
    rf"(?:得|计|记|给)(?P<full>满分|全分|全部分|权重分(?!的))|不(?:得|计|记|给)(?P<none>分)|"
    rf"(?:得|计|记|给)(?:该项|指标|本项)?(?:权重|分值|满分)(?:分|值)?的?(?P<share>{_NUMBER})%|"
    rf"(?:得|计|记|给)(?P<points>{_NUMBER})分|"
    rf"扣(?:除|减|掉)?(?:该项|指标|本项)?(?:权重|分值|满分|权重分|总分)(?:分|值)?的?(?P<lost_share>{_NUMBER})%(?:的?分值?)?|"
    rf"扣(?:除|减|掉)?(?P<lost>{_NUMBER})分"
)
_OPEN = re.compile(
    rf"比例|酌情|视情|视.{{0,6}}情况|[×*＊=＝÷]|公式|插值|类推|适当|最[多高低]|上限|之间|分档|赋分|"
    rf"{_NUMBER}分?[-—~～至]{_NUMBER}分|[（(]{_NUMBER}分[）)]|各(?:占|得|计)?{_NUMBER}分|"
    rf"每(?:个|项|条|点|符合|满足|具备|完成)[^,;。扣]{{0,10}}{_NUMBER}分|按[^,;。]{{0,12}}(?:得|计|记|扣)分"
)
"""Words that leave the score open: a share, a judgement, a list of points."""
_REPEATED = re.compile(r"每|[一1](?:项|例|次|处|起|个|人|笔|条|天|日|家|户)|逐")
_IN_PERCENT = re.compile(r"%|百分点|个点")
_EACH = re.compile(
    rf"每(?:再)?(?:降低|下降|减少|低于?|少|降|偏差)(?:于?目标值?)?({_NUMBER})(?:%|个?百分点|个点)"
)
_FOLDED = str.maketrans("％≧≦﹥＞﹤＜，；：", "%≥≤>><<,;:", " \u3000\u00a0\t\n\r")
_DEFINED = re.compile(r"[\u4e00-\u9fff]{2,12}[=＝][^。;,得扣]*?(?:[×*xX]|乘以)100%")
"""How a rate is computed, which is no rule for its points."""
_LOW = re.compile(
    rf"(?:≥|>=|不低于|不少于|大于等于|达到|达)({_NUMBER})%|({_NUMBER})%(?:[（(]含[）)])?(?:以上|及以上)|高于({_NUMBER})%"
)
_BELOW = re.compile(rf"({_NUMBER})%(?:>|≥)|(?:低于|<|小于)({_NUMBER})%|({_NUMBER})%以下")


@dataclass(frozen=True, slots=True)
class Tier:
    """Values from ``low`` up to below ``high`` (None: no end), in percent, and their score."""

    low: Decimal | None
    high: Decimal | None
    score: Decimal


@dataclass(frozen=True, slots=True)
class Slope:
    """Full marks down to ``start`` percent, and ``step`` points less for each ``each`` below."""

    start: Decimal
    each: Decimal
    step: Decimal

    def scores(self, actual: Decimal, weight: Decimal) -> tuple[Decimal, ...]:
        """What a value earns: to the part, in whole steps either way, or nothing at all."""
        if actual >= self.start:
            return (weight,)
        parts = (self.start - actual) / self.each
        times = (parts, parts // 1, -(-parts // 1))
        left = [max(Decimal(0), weight - one * self.step) for one in times]
        return tuple(dict.fromkeys((*left, Decimal(0))))


@dataclass(frozen=True, slots=True)
class Scheme:
    """What a rule can give an indicator of one weight.

    ``fixed`` are scores named outright, full marks and none among them. ``step`` is the unit all
    deductions are multiples of, None where none is named; ``in_percent`` says it is taken for
    percents, where a part of one may count as well. ``tiers`` are the scores of values, ``slope``
    how they fall below a bound.
    """

    fixed: tuple[Decimal, ...]
    step: Decimal | None
    in_percent: bool
    tiers: tuple[Tier, ...]
    slope: Slope | None = None

    def nearest(self, score: Decimal, weight: Decimal) -> tuple[Decimal, ...]:
        """The score itself where it can be given, else those next to it, nearest first."""
        near = set(self.fixed)
        if self.step is not None:
            for base in (one for one in self.fixed if one >= score):
                times = (base - score) // self.step
                near |= {base - self.step * one for one in (times, times + 1)}
        inside = [one for one in near if 0 <= one <= weight]
        return tuple(sorted(inside, key=lambda one: (abs(one - score), one))[:2])


def scheme(text: str, weight: Decimal) -> Scheme | None:
    """The scores a rule can give; None where it leaves them open or says nothing of points."""
    folded = _DEFINED.sub("", text.translate(_FOLDED))
    if _OPEN.search(folded):
        return None
    fixed = {weight, Decimal(0)}
    steps: list[Decimal] = []
    in_percent, said = False, False
    for condition, result in _results(folded):
        said = True
        lost = _lost(result, weight)
        if lost is not None and lost > 0:
            steps.append(lost)
            repeated = _REPEATED.search(condition)
            in_percent = in_percent or bool(repeated and _IN_PERCENT.search(condition))
        elif lost is None:
            fixed.add(_given(result, weight))
    if not said:
        return None
    tiers = () if steps else tuple(_tiers(folded, weight))
    slope = _slope(folded, weight) if in_percent and len(steps) == 1 else None
    return Scheme(tuple(sorted(fixed)), _common(steps), in_percent, tiers, slope)


def _slope(text: str, weight: Decimal) -> Slope | None:
    """What is taken off below the bound that earns full marks; None where it names none."""
    start: Decimal | None = None
    for condition, result in _results(text):
        lost = _lost(result, weight)
        if result["full"] is not None:
            start = _bound(_LOW, condition)
        elif lost is not None:
            below = _bound(_BELOW, condition)
            each = _EACH.search(condition)
            start = below if below is not None else start
            if start is None or each is None:
                return None
            return Slope(start, Decimal(each.group(1)), lost)
    return None


def _results(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Each statement of points with the words that lead to it."""
    end = 0
    for match in _RESULT.finditer(text):
        yield text[end : match.start()], match
        end = match.end()


def _lost(result: re.Match[str], weight: Decimal) -> Decimal | None:
    if result["lost"] is not None:
        return Decimal(result["lost"])
    if result["lost_share"] is not None:
        return weight * Decimal(result["lost_share"]) / 100
    return None


def _given(result: re.Match[str], weight: Decimal) -> Decimal:
    if result["points"] is not None:
        return Decimal(result["points"])
    if result["share"] is not None:
        return weight * Decimal(result["share"]) / 100
    return Decimal(0) if result["none"] is not None else weight


def _common(steps: list[Decimal]) -> Decimal | None:
    """The largest unit all steps are multiples of: 0.1 for 0.5 and 0.3."""
    if not steps:
        return None
    scaled = [int(step.scaleb(6)) for step in steps]
    unit = reduce(gcd, scaled)
    return Decimal(unit).scaleb(-6) if unit else None


def _tiers(text: str, weight: Decimal) -> Iterator[Tier]:
    """The values each score is given to, where every statement names its bounds in percent."""
    made: list[Tier] = []
    for condition, result in _results(text):
        clause = re.split(r"[;；。]", condition)[-1]
        low, high = _bound(_LOW, clause), _bound(_BELOW, clause)
        if low is None and high is None:
            return
        made.append(Tier(low, high, _given(result, weight)))
    lows = sorted(tier.low for tier in made if tier.low is not None)
    for tier in made:
        above = next((one for one in lows if tier.low is not None and one > tier.low), None)
        yield Tier(tier.low, above if tier.high is None else tier.high, tier.score)


def _bound(pattern: re.Pattern[str], text: str) -> Decimal | None:
    found = pattern.search(text)
    return Decimal(next(one for one in found.groups() if one)) if found else None
