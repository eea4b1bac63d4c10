"""Scores that follow from figures: in proportion, as the national rules for self-evaluation say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import IndicatorRow
from model.relation import Constant, Difference, Product, Ratio, Relation, Sum
from validate.aligned import like, named, words_of
from validate.direction import aim
from validate.own_rules import own_scheme
from validate.reasons import explained, explanations, reason
from validate.registry import Limit, Limits, limited_rule
from validate.rules.outcomes import is_full, one_line
from validate.selection import forms, points
from validate.sentences import Sentence

_SELF = "self_evaluation"
_MISSED = {">=": "<", ">": "<=", "<=": ">", "<": ">="}
_TOO_HIGH = Sentence(
    "“{name}”目标{target}，实际{actual}，未完成，得分高于按完成比例应得的分数",
    "“{name}”: target {target}, actual {actual}; the score exceeds what it earns in proportion",
)
_TOO_LOW = Sentence(
    "“{name}”目标{target}，实际{actual}，未完成，得分低于按完成比例应得的分数",
    "“{name}”: target {target}, actual {actual}; the score is below what it earns in proportion",
)
_NOT_FULL = Sentence(
    "“{name}”目标{target}，实际{actual}，已完成，却未得满分，也未说明原因",
    "“{name}”: target {target}, actual {actual}; met, yet points are missing without a reason",
)
_FAR_OVER = Sentence(
    "“{name}”目标{target}，实际{actual}，大幅超额完成而得满分，未说明原因",
    "“{name}”: target {target}, actual {actual}; far more than planned, with full marks and no "
    "reason given",
)


@limited_rule(
    "POL05",
    "定量指标得分",
    "Score of a quantitative indicator",
    severity="warning",
    says=(_TOO_HIGH, _TOO_LOW, _NOT_FULL),
    limits=(
        Limit(
            "tolerance",
            Decimal("0.5"),
            "得分与按比例计算的分数相差多少分以内不提示；评分常取整或取半分",
            "How many points a score may differ from its proportion; scores are often rounded to "
            "whole or half points",
        ),
        Limit(
            "far_over",
            Decimal(130),
            "完成率（%）超过多少时，扣分可能是因目标值定得偏低，不再要求满分",
            "The completion in percent past which points may be taken off for a target set too low",
        ),
    ),
)
def quantitative_score(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """自评定量指标：完成的得满分，未完成的按完成值与目标值的比例得分。

    In a self-evaluation a met figure earns full marks, a missed one its proportion of them.

    Flags::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 栽植行道树 | ≥400株 | 200株 | 40 | 38 |
        | 效益指标 | 生态效益 | 成活率 | ≥90% | 95% | 60 | 60 |

    Flags::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 栽植行道树 | ≥400株 | 410株 | 40 | 32 |
        | 效益指标 | 生态效益 | 成活率 | ≥90% | 95% | 60 | 60 |

    Passes::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 栽植行道树 | ≥400株 | 380株 | 40 | 38 |
        | 效益指标 | 生态效益 | 成活率 | ≥90% | 95% | 60 | 60 |

    Passes::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 评分标准 |
        | 产出指标 | 数量指标 | 栽植行道树 | ≥400株 | 200株 | 40 | 0 | 完成得满分，未完成不得分 |
        | 效益指标 | 生态效益 | 成活率 | ≥90% | 95% | 60 | 60 | 每低1%扣1分 |
    """
    if facts.data.doc_type != _SELF:
        return
    rows = [row for form in forms(facts) for row in form.items if _is_scored(row)]
    if not rows or own_scheme(facts) or any(row.standard is not None for row in rows):
        return
    tolerance = Constant(limits["tolerance"], "分")
    far = Constant(limits["far_over"], "%")
    told = explanations(facts)
    stated = any(_PROPORTIONAL.search(one.text) for one in facts.passages if "按" in one.text)
    for row in rows:
        yield from _by_proportion(row, tolerance, told=stated)
        if not explained(row, told):
            yield from _met_in_full(row, tolerance, far)


def _is_scored(row: IndicatorRow[Figure]) -> bool:
    """Whether a row has a target, an actual, a weight and a score that are figures."""
    return (
        isinstance(row.target, Quantity)
        and isinstance(row.actual, Quantity)
        and points(row.weight) is not None
        and points(row.score) is not None
    )


_PROPORTIONAL = re.compile(
    r"按(?:照)?(?:实际)?(?:指标)?完成(?:率|比例|程度|情况的?比例)[\u4e00-\u9fff]{0,4}(?:计分|赋分|得分|评分|打分)|按比例(?:计|得|赋)分"
)
"""The report's own word that a missed target is scored by its proportion."""


def _by_proportion(
    row: IndicatorRow[Figure], tolerance: Constant, *, told: bool
) -> Iterator[Relation]:
    """A missed target's score is near its proportion; a lower one may have had its reason."""
    target, actual = row.target, row.actual
    weight, score = points(row.weight), points(row.score)
    op = aim(row, target) if target is not None else None
    if target is None or actual is None or weight is None or score is None or op is None:
        return
    if is_full(row):
        return
    done = like(actual, target)
    more = op in {">=", ">"}
    share = Ratio(done, target, percent=False) if more else Ratio(target, done, percent=False)
    earned = Product((weight, share))
    missed = Relation(done, _MISSED[op], target)
    high, low = Sum((earned, tolerance)), Difference(earned, tolerance)
    soft = "note" if reason(row) is not None or not more else None
    made = ((Relation(score, "<=", high), _TOO_HIGH, None if more or told else "note"),)
    for relation, said, severity in (*made, (Relation(score, ">=", low), _TOO_LOW, soft)):
        yield _of_row(row, replace(relation, given=missed, severity=severity), said)


def _met_in_full(
    row: IndicatorRow[Figure], tolerance: Constant, far: Constant
) -> Iterator[Relation]:
    """A met target earns full marks, unless it was passed so far that it was set too low."""
    target, actual = row.target, row.actual
    weight, score = points(row.weight), points(row.score)
    op = aim(row, target) if target is not None else None
    if target is None or actual is None or weight is None or score is None or op is None:
        return
    done = like(actual, target)
    near = Relation(Ratio(done, target), "<=", far) if op in {">=", ">"} else None
    relation = Relation(
        score,
        ">=",
        Difference(weight, tolerance),
        given=Relation(done, op, target, given=near),
    )
    yield _of_row(row, relation, _NOT_FULL)


def _of_row(row: IndicatorRow[Figure], relation: Relation, said: Sentence) -> Relation:
    words = said.filled(
        name=one_line(named(row)),
        target=one_line(row.target.raw) if row.target is not None else "",
        actual=one_line(row.actual.raw) if row.actual is not None else "",
    )
    also = tuple(one for one in (row.target, row.actual, row.weight) if one is not None)
    return replace(
        relation, also=(*words_of(row), *also), table=row.table, zh=words.zh, en=words.en
    )


@limited_rule(
    "POL06",
    "超额完成未说明",
    "Large over-completion unexplained",
    severity="note",
    says=(_FAR_OVER,),
    limits=(
        Limit(
            "far_over",
            Decimal(130),
            "完成率（%）超过多少应说明原因；各地自评表填报说明多以30%为界，国家文件无此规定",
            "The completion in percent past which a reason is due; the notes of local forms mostly "
            "draw the line at 30% over, no national text does",
        ),
    ),
)
def far_over(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """大幅超额完成而得满分的指标，应说明原因：目标值可能偏低。

    Full marks for far more than was planned call for a reason: the target may be too low.

    Flags::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析 |
        | 产出指标 | 数量指标 | 发放宣传册 | ≥1000册 | 2600册 | 50 | 50 | |
        | 效益指标 | 社会效益 | 政策知晓率 | ≥80% | 86% | 50 | 50 | |

    Passes::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析 |
        | 产出指标 | 数量指标 | 发放宣传册 | ≥1000册 | 2600册 | 50 | 50 | 新增两场活动 |
        | 产出指标 | 数量指标 | 接受咨询人次 | ≥500人次 | 640人次 | 20 | 20 | |
        | 效益指标 | 社会效益 | 投诉件数 | ≤10件 | 2件 | 30 | 30 | |
    """
    if facts.data.doc_type == "other":
        return
    rows = [row for row in facts.indicators if row.row_kind == "item" and is_full(row)]
    told = explanations(facts) if rows else ()
    for row in rows:
        if row.target is None or row.actual is None or aim(row, row.target) not in {">=", ">"}:
            continue
        if not explained(row, told):
            done = Ratio(like(row.actual, row.target), row.target)
            relation = Relation(done, "<=", Constant(limits["far_over"], "%"))
            yield _of_row(row, relation, _FAR_OVER)
