"""The score for carrying out the budget: in proportion, as self-evaluation forms have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import Claim, FundingRow
from model.relation import Constant, Product, Ratio, Relation
from validate.aligned import clause, mates, words_of
from validate.own_rules import own_scheme
from validate.quoting import comparable
from validate.registry import rule
from validate.rules.outcomes import one_line
from validate.selection import points
from validate.sentences import Sentence

_SELF = "self_evaluation"
_EXECUTION = re.compile(r"(?:项目|年度|全年|预算|资金|支出|部门)*(?:执行率|支出率|执行进度)")
_WEIGHT = re.compile(r"(?:分值|权重|满分)(?:为|是)?$")
_SCORE = re.compile(r"(?:得分?|评分)(?:为|是)?$")
_HUNDRED = Constant(Decimal(100), "%")
_BY_RATE = Sentence(
    "预算执行率得分应等于执行率乘以分值，最高不超过分值，所得{score}分与此不符",
    "The execution rate scores its proportion of the weight; the score given is {score}",
)


@rule("POL08", "执行率得分", "Score of the execution rate", severity="warning", says=(_BY_RATE,))
def execution_score(facts: Facts) -> Iterator[Relation]:
    """自评表中预算执行率的得分应等于执行率乘以分值，最高不超过分值。

    In a self-evaluation the execution rate scores in proportion, at most its weight.

    Flags::

        项目支出绩效自评表
        （单位：万元）
        | 项目资金 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
        | 年度资金总额 | 200.00 | 200.00 | 150.00 | 10 | 75.00% | 9.5 |

    Flags::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 预算执行 | 预算执行率 | 预算执行率 | 100% | 82.4% | 10 | 10 |
        | 产出指标 | 数量指标 | 修缮校舍面积 | ≥900平方米 | 920平方米 | 90 | 90 |

    Passes::

        项目支出绩效自评表
        （单位：万元）
        | 项目资金 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
        | 年度资金总额 | 200.00 | 200.00 | 195.10 | 10 | 97.55% | 9.76 |

    Passes::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 预算执行 | 预算执行率 | 预算执行率 | 100% | 92.4% | 10 | 10 |
        | 产出指标 | 数量指标 | 修缮校舍面积 | ≥900平方米 | 920平方米 | 90 | 90 |
        注：预算执行率90%以上的得满分，低于60%的不得分。
    """
    if facts.data.doc_type != _SELF:
        return
    scored = [*_funded(facts), *_leaves(facts), *_told(facts)]
    if scored and not own_scheme(facts, of_execution=True):
        yield from scored


def _funded(facts: Facts) -> Iterator[Relation]:
    """Rows of the funding block that print weight and score."""
    for row in facts.funding:
        weight, score = points(row.weight), points(row.score)
        if row.table is not None and weight is not None and score is not None:
            rates = [row.execution_rate] if row.execution_rate is not None else []
            yield from _scored(weight, score, [*rates, *_computed(row)], row.table)


def _computed(row: FundingRow[Figure]) -> Iterator[Ratio]:
    """The rate as the amounts of a funding row give it, by any of its budgets."""
    if row.spent is not None:
        for base in (row.budget_adjusted, row.budget_initial, row.received):
            if base is not None:
                yield Ratio(row.spent, base)


def _leaves(facts: Facts) -> Iterator[Relation]:
    """The execution rate as an indicator of the form, without a scoring rule of its own."""
    for row in facts.indicators:
        weight, score = points(row.weight), points(row.score)
        if row.row_kind != "item" or row.standard is not None or row.name is None:
            continue
        if weight is None or score is None or not _EXECUTION.fullmatch(comparable(row.name.raw)):
            continue
        if isinstance(row.actual, Quantity) and row.actual.kind == "percent":
            yield from _scored(weight, score, [row.actual], row.table, words_of(row))


def _told(facts: Facts) -> Iterator[Relation]:
    """A sentence that gives the rate, its weight and its score."""
    for claim in facts.claims:
        if claim.measure != "execution_rate" or not isinstance(claim.figure, Quantity):
            continue
        if claim.figure.kind != "percent":
            continue
        beside = [one for one in mates(facts, claim) if _together(one, claim)]
        weights = [one.figure for one in beside if _WEIGHT.search(clause(facts, one))]
        scores = [one.figure for one in beside if _SCORE.search(clause(facts, one))]
        if len(weights) == len(scores) == 1:
            weight, score = points(weights[0]), points(scores[0])
            if weight is not None and score is not None:
                yield from _scored(weight, score, [claim.figure], None)


def _together(one: Claim[Figure], other: Claim[Figure]) -> bool:
    return one.sentence == other.sentence and one.figure.unit == "分"


def _scored(
    weight: Quantity,
    score: Quantity,
    rates: list[Figure | Ratio],
    table: int | None,
    also: tuple[Wording, ...] = (),
) -> Iterator[Relation]:
    """The score is the weight's share by any way to state the rate, and the weight from 100% on."""
    if not rates:
        return
    ways = [Relation(score, "=", Product((weight, rate))) for rate in rates]
    ways += [Relation(score, "=", weight, given=Relation(rate, ">=", _HUNDRED)) for rate in rates]
    said = _BY_RATE.filled(score=one_line(score.raw).removesuffix("分"))
    yield replace(ways[0], one_of=tuple(ways[1:]), also=also, table=table, zh=said.zh, en=said.en)
