"""Full marks for everything, in a report that owns up to problems or has measured nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.relation import Remark
from validate.goals_and_results import is_result
from validate.problems import admissions
from validate.quoting import comparable
from validate.registry import rule
from validate.rules.outcomes import is_full
from validate.selection import Form, forms
from validate.sentences import Sentence

_PERFECT = Decimal(100)
_LEAVES = 3
"""Fewer indicators with full marks are no perfect form."""
_QUOTED = 3
_ADMITTED = Sentence(
    "自评得满分{score}，报告却自述存在问题：“{problem}”，满分依据不足",
    "A perfect score of {score} was given, yet the report admits a problem: “{problem}”",
)
_UNMEASURED = Sentence(
    "自评得满分{score}，但全文没有任何指标的实测数值，满分无从核实",
    "A perfect score of {score} was given, yet the report states no measured value for any "
    "indicator",
)


@rule("POL10", "自评满分", "Perfect score", severity="note", says=(_ADMITTED, _UNMEASURED))
def perfect_score(facts: Facts) -> Iterator[Remark]:
    """自评得满分的报告，不应同时承认存在问题，也不应没有实测数值。

    A report that gives itself a perfect score neither admits problems nor lacks measured values.

    Flags::

        农田水利设施维修项目支出绩效自评报告
        一、评价结论
        本项目自评得分为100分，自评等级为优。
        二、存在的问题
        部分渠道管护人员配备不足，管护制度有待完善。

    Flags::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 维修渠道 | 按计划完成 | 已完成 | 50 | 50 |
        | 效益指标 | 社会效益 | 灌溉条件 | 明显改善 | 明显改善 | 40 | 40 |
        | 满意度指标 | 服务对象满意度 | 农户满意度 | 满意 | 满意 | 10 | 10 |
        | 总分 | | | | | 100 | 100 |

    Passes::

        农田水利设施维修项目支出绩效自评报告
        一、评价结论
        本项目自评得分为96分，自评等级为优。
        二、存在的问题
        部分渠道管护人员配备不足，管护制度有待完善。

    Passes::

        农田水利设施维修项目支出绩效自评报告
        一、评价结论
        本项目自评得分为100分，维修渠道18公里，农户满意度达到96%。
        二、存在的问题
        无明显不足，未发现管理不到位的情况。
    """
    if facts.data.doc_type == "other":
        return
    score = _perfect(facts)
    if score is None:
        return
    words = {"score": f"{''.join(score.raw.split()).removesuffix('分')}分"}
    admitted = list(islice(admissions(facts), _QUOTED))
    if admitted:
        words["problem"] = "；".join("".join(one.raw.split()) for one in admitted)
        said = _ADMITTED.filled(**words)
        yield Remark((score, *admitted), zh=said.zh, en=said.en)
    elif not _measured(facts):
        said = _UNMEASURED.filled(**words)
        yield Remark((score,), zh=said.zh, en=said.en)


def _perfect(facts: Facts) -> Figure | None:
    """The perfect score as the text prints it, else as its form does."""
    told = [one.score for one in facts.verdicts if isinstance(one.score, Quantity)]
    if told:
        return told[0] if all(one.value == _PERFECT for one in told) else None
    found = [form for form in forms(facts) if any(row.score is not None for row in form.rows)]
    scores = [_full_marks(form) for form in found]
    return scores[0] if scores and None not in scores else None


def _full_marks(form: Form) -> Figure | None:
    """The total of a form where nothing was taken off, else the last score of its indicators."""
    if form.totals:
        total = form.totals[-1]
        return total.score if is_full(total) or _is_hundred(total.score) else None
    scored = [row for row in form.items if row.weight is not None or row.score is not None]
    funded = form.funding
    if funded is not None and _value(funded.score) != _value(funded.weight):
        return None
    full = all(is_full(row) for row in scored) and len(scored) >= _LEAVES
    return scored[-1].score if full else None


def _is_hundred(figure: Figure | None) -> bool:
    return _value(figure) == _PERFECT


def _value(figure: Figure | None) -> Decimal | None:
    return figure.value if isinstance(figure, Quantity) else None


def _measured(facts: Facts) -> bool:
    """Whether the report states a number for anything it achieved."""
    if any(row.actual is not None for row in facts.indicators):
        return True
    return any(
        isinstance(claim.figure, Quantity)
        and claim.figure.kind in {"percent", "count"}
        and claim.figure.unit != "分"
        and is_result(facts, claim)
        and comparable(claim.subject.raw) != ""
        for claim in facts.claims
    )
