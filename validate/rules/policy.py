"""Grades: the word a report gives itself, and the scale it goes by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import Band, Scale, Verdict
from model.relation import Constant, Difference, Relation, Remark
from validate.registry import Limit, Limits, limited_rule, rule
from validate.selection import one_project
from validate.sentences import Sentence

_GRADES = {
    "优秀": "优", "优": "优", "好": "优", "A": "优", "良好": "良", "良": "良", "较好": "良",
    "B": "良", "中": "中", "中等": "中", "合格": "中", "基本合格": "中", "一般": "中", "及格": "中",
    "C": "中", "差": "差", "较差": "差", "不合格": "差", "不及格": "差", "D": "差",
}  # fmt: skip
_Ends: TypeAlias = tuple[Decimal, Decimal, Band[Figure]]
"""Lower and upper end in points, and the band they are of."""
_BANDS = Limit(
    "bands",
    Decimal(3),
    "不足这么多档的是单项指标的评分办法，不是等级标准；没有出处。",
    "Fewer bands than these are a scoring rule for one indicator, no grade scale. No source.",
)
_USUAL = {"优": (90, 100), "良": (80, 90), "中": (60, 80), "差": (0, 60)}
"""The bands of the national rules, where a report states none of its own."""
_POINTS = "分"
_BELONGS_TO_NATIONAL = frozenset({"优", "良", "中", "差", "优秀", "良好", "中等", "较差"})


_TOO_LOW = Sentence(
    "得分{score}与等级“{grade}”不符，该等级要求得分不低于{bound}分。",
    "The score {score} does not earn the grade “{grade}”, which asks for {bound} or more.",
)
_TOO_HIGH = Sentence(
    "得分{score}与等级“{grade}”不符，该等级要求得分不高于{bound}分。",
    "The score {score} is not of the grade “{grade}”, which ends at {bound}.",
)


@rule("POL01", "等级与得分", "Grade and score", severity="error", says=(_TOO_LOW, _TOO_HIGH))
def grade_of_score(facts: Facts) -> Iterator[Relation]:
    """评价等级应与得分所在档次一致，档次以报告自己的标准为准，没有的按90、80、60分。

    The grade is that of the band the score falls into: the report's own bands, else 90, 80, 60.

    Flags::

        绩效自评报告
        一、评价结论
        项目自评得分为85分，自评等级为优。

    Flags::

        绩效评价报告
        一、评价方法
        评价结果分为四档：优（得分≥85）；良（85＞得分≥75）；中（75＞得分≥60）；差（得分＜60）。
        二、评价结论
        项目综合得分72分，评价等级为良。

    Flags::

        绩效自评报告
        一、评价结论
        本项目自评得分58分，自评结果为良好。

    Passes::

        绩效自评报告
        一、评价方法
        评价结果分为四档：优（得分≥85）；良（85＞得分≥75）；中（75＞得分≥60）；差（得分＜60）。
        二、评价结论
        项目综合得分86分，评价等级为优秀。
    """
    if facts.data.doc_type == "other":
        return
    for verdict in [*facts.verdicts, *_put_together(facts)]:
        if verdict.score is None or verdict.grade is None:
            continue
        for op, bound, seen in _bounds(facts.scales, verdict.grade):
            also: tuple[Wording | Figure, ...] = (verdict.grade, *seen)
            said = (_TOO_LOW if op == ">=" else _TOO_HIGH).filled(
                score=verdict.score.raw, grade=verdict.grade.raw, bound=bound.value
            )
            yield Relation(verdict.score, op, bound, also=also, zh=said.zh, en=said.en)


def _put_together(facts: Facts) -> list[Verdict[Figure]]:
    """The one score and the one grade of a report that tells them in two sentences."""
    if any(one.score is not None and one.grade is not None for one in facts.verdicts):
        return []
    scores = {one.score.value: one for one in facts.verdicts if isinstance(one.score, Quantity)}
    grades = {
        _GRADES.get(one.grade.raw.strip(' “”"（）()'), ""): one
        for one in facts.verdicts
        if one.grade is not None
    }
    if len(scores) != 1 or len(grades) != 1 or not one_project(facts):
        return []
    (scored,), (graded,) = scores.values(), grades.values()
    return [replace(scored, grade=graded.grade)]


_GAP = Sentence(
    "等级“{lower}”与“{upper}”之间有缺口：{first}；{second}。",
    "The grades “{lower}” and “{upper}” leave a gap between them: {first}; {second}.",
)
_OVERLAP = Sentence(
    "等级“{lower}”与“{upper}”的区间重叠：{first}；{second}。",
    "The grades “{lower}” and “{upper}” overlap: {first}; {second}.",
)


@limited_rule(
    "POL02",
    "等级区间重叠或缺口",
    "Grade bands overlap or leave a gap",
    severity="note",
    limits=(_BANDS,),
    says=(_GAP, _OVERLAP),
)
def bands_partition(facts: Facts, limits: Limits) -> Iterator[Relation | Remark]:
    """等级各档应首尾相接，不重叠、不留缺口。

    The bands of a grade scale meet end to end, without overlap or gap.

    Flags::

        绩效评价报告
        一、评价方法
        评价结果分为四档：优（得分≥90）；良（90＞得分≥80）；中（75＞得分≥60）；差（得分＜60）。

    Flags::

        绩效评价报告
        一、评价方法
        评价结果分为四档：100-90（含）分为优、95-80（含）分为良、80-60（含）分为中、60分以下为差。

    Flags::

        绩效评价报告
        一、评价方法
        评价结果分为四档：优（得分≥90）；良（90＞得分≥80）；中（80＞得分≥60）；差（得分＜50）。

    Passes::

        绩效评价报告
        一、评价方法
        评价结果分为四档：90-100分为优、80-89分为良、60-79分为中、60分以下为差。
    """
    for scale in facts.scales:
        bands: list[_Ends] = sorted(
            (bounds for band in scale.bands if (bounds := _ends(band)) is not None),
            key=_bottom,
            reverse=True,
        )
        if len(bands) < limits["bands"] or len({ends[0] for ends in bands}) != len(bands):
            continue
        for above, below in pairwise(bands):
            yield from _meet(above, below)


def _bottom(ends: _Ends) -> Decimal:
    return ends[0]


def _meet(above: _Ends, below: _Ends) -> Iterator[Relation]:
    """The lower band's top against the upper one's bottom; whole points lie a point apart."""
    words = {
        "lower": below[2].grade.raw,
        "upper": above[2].grade.raw,
        "first": above[2].bounds.raw,
        "second": below[2].bounds.raw,
    }
    gap, overlap = _GAP.filled(**words), _OVERLAP.filled(**words)
    also: tuple[Wording | Figure, ...] = (above[2].bounds, below[2].bounds)
    top, bottom = Constant(below[1], _POINTS), Constant(above[0], _POINTS)
    yield Relation(
        Difference(bottom, top),
        "<=",
        Constant(Decimal(1)),
        also=also,
        zh=gap.zh,
        en=gap.en,
    )
    yield Relation(top, "<=", bottom, also=also, zh=overlap.zh, en=overlap.en)


def _bounds(
    scales: tuple[Scale[Figure], ...], grade: Wording
) -> Iterator[tuple[str, Constant, tuple[Figure, ...]]]:
    """What a grade asks of the score, as operator and bound; both ends count as inside."""
    wanted = _GRADES.get(grade.raw.strip(' “”"（）()'), "")
    if not wanted:
        return
    own = [
        band for scale in scales for band in scale.bands if _GRADES.get(band.grade.raw) == wanted
    ]
    if len(own) > 1:
        return
    if own:
        ends = _ends(own[0])
        if ends is not None:
            yield ">=", Constant(ends[0], _POINTS), (own[0].bounds,)
            yield "<=", Constant(ends[1], _POINTS), (own[0].bounds,)
    elif not scales and grade.raw in _BELONGS_TO_NATIONAL:
        low, high = _USUAL[wanted]
        yield ">=", Constant(Decimal(low), _POINTS), ()
        yield "<=", Constant(Decimal(high), _POINTS), ()


def _ends(band: Band[Figure]) -> _Ends | None:
    """Lower and upper end of a band in points, open ends at 0 and 100."""
    bounds = band.bounds
    if not isinstance(bounds, Quantity):
        return None
    low, high = bounds.lower, bounds.upper
    if bounds.value is not None and bounds.comparator in {">", ">="}:
        low = bounds.value
    if bounds.value is not None and bounds.comparator in {"<", "<="}:
        high = bounds.value
    if low is None and high is None:
        return None
    zero, full = Decimal(0), Decimal(100)
    return (zero if low is None else low), (full if high is None else high), band
