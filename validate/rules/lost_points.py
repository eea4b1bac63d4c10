"""Lost points and the reasons given for them: one does not stand without the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure
from model.record import IndicatorRow
from model.relation import Relation
from validate.aligned import named, words_of
from validate.quoting import comparable
from validate.reasons import explained, explanations, reason
from validate.registry import rule
from validate.rules.outcomes import one_line
from validate.selection import forms, points
from validate.sentences import Sentence

_HEAD = re.compile(
    r"(?:偏差|未完成|扣分|失分|未达标?|差异|未实现)[\u4e00-\u9fff]{0,6}(?:原因|说明|分析|理由)|^原因(?:分析|说明)?"
)
_LONGEST_HEAD = 24
_SHORTFALL = re.compile(
    r"未(?:完成|达|能|按|及时|到位|实现)|没有(?:完成|达到)|不足|偏低|滞后|延(?:期|迟|后)|扣\s*(?:分|除|减|\d)|较低|不到位|不合格|推迟|缺(?:口|少|额)"
)
_NOT = re.compile(r"无|没有(?!完成|达到)|不存在|未出现|未发生|克服|避免|超额|超出|上年")
_NO_REASON = Sentence(
    "“{name}”得分{score}低于分值{weight}，偏差（扣分）原因栏却未填写",
    "“{name}” lost points ({score} of {weight}), yet the column for reasons is blank",
)
_NO_LOSS = Sentence(
    "“{name}”得满分{score}，原因栏却写明“{reason}”",
    "“{name}” earned its full {score} points, yet the column for reasons says “{reason}”",
)


@rule(
    "SCO04",
    "扣分与原因不对应",
    "Loss without a reason, reason without a loss",
    severity="note",
    says=(_NO_REASON, _NO_LOSS),
)
def losses_have_reasons(facts: Facts) -> Iterator[Relation]:
    """有原因栏的表中，扣了分的指标应写明原因，写明未完成原因的指标应有扣分。

    In a form with a column for reasons a loss has its reason, and a shortfall's reason its loss.

    Flags::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析 |
        | 产出指标 | 数量指标 | 抽检食品批次 | ≥300批次 | 270批次 | 50 | 45 | |
        | 产出指标 | 质量指标 | 抽检合格率 | ≥97% | 98% | 50 | 50 | |

    Flags::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 未完成原因分析 |
        | 产出指标 | 数量指标 | 抽检食品批次 | ≥300批次 | 300批次 | 50 | 50 | 采样车不足，滞后 |
        | 产出指标 | 质量指标 | 抽检合格率 | ≥97% | 98% | 50 | 50 | |

    Passes::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析 |
        | 产出指标 | 数量指标 | 抽检食品批次 | ≥300批次 | 270批次 | 50 | 45 | 采样车辆不足 |
        | 产出指标 | 质量指标 | 抽检合格率 | ≥97% | 98% | 50 | 50 | 无偏差 |

    Passes::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 抽检食品批次 | ≥300批次 | 270批次 | 50 | 45 |
        | 产出指标 | 质量指标 | 抽检合格率 | ≥97% | 98% | 50 | 50 |
    """
    if facts.data.doc_type == "other":
        return
    tables = _with_reasons(facts)
    told = explanations(facts) if tables else ()
    for form in forms(facts):
        if form.table in tables or any(row.reason is not None for row in form.rows):
            for row in form.items:
                yield from _row(row, told)


def _with_reasons(facts: Facts) -> set[int]:
    """Tables with a column for reasons, be it blank."""
    return {
        passage.table
        for passage in facts.passages
        if passage.table is not None
        and len(passage.text) <= _LONGEST_HEAD
        and ("原因" in passage.text or "说明" in passage.text)
        and _HEAD.search(comparable(passage.text))
    }


def _row(row: IndicatorRow[Figure], told: tuple[str, ...]) -> Iterator[Relation]:
    weight, score = points(row.weight), points(row.score)
    if weight is None or score is None or row.name is None:
        return
    words = {"name": one_line(named(row)), "score": one_line(score.raw)}
    given = reason(row)
    if given is None:
        if not explained(row, told):
            said = _NO_REASON.filled(weight=one_line(weight.raw), **words)
            yield _of(row, Relation(score, ">=", weight), said)
    elif _SHORTFALL.search(given.raw) and not _NOT.search(given.raw):
        said = _NO_LOSS.filled(reason=one_line(given.raw), **words)
        relation = Relation(score, "<", weight, also=(given,))
        yield _of(row, relation, said)


def _of(row: IndicatorRow[Figure], relation: Relation, said: Sentence) -> Relation:
    return Relation(
        relation.left,
        relation.op,
        relation.right,
        also=(*words_of(row), *relation.also),
        table=row.table,
        zh=said.zh,
        en=said.en,
    )
