"""Scores told: the total in the text and the total of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import IndicatorRow, Verdict
from model.relation import Relation
from validate.aligned import clause, offset_in
from validate.registry import rule
from validate.scores_told import scores_told
from validate.selection import forms, one_project, points
from validate.sentences import Sentence
from validate.slips import slip

_OTHER_SCORE = re.compile(
    r"复[评核审]|抽[查评]|专家|平均|上年|去年|以前年度|初评|满分|加权|折[算合]|区间|[单部]位?自评得?分.{0,20}评价得?分"
)

_WHOLE = re.compile(r"(?:总分|满分|分值)(?:值|为|共|计|是)?\s*$")
"""Words before a number of points that could be had, where 得分 follows."""


_HUNDRED = Decimal(100)
_SCORE_HEADS = frozenset({"得分", "评价得分", "评分", "综合得分", "实际得分", "得分（分）"})
_NAMED_TOTAL = re.compile(r"(?:综合|总|最终|评价|项目)(?:评价)?得?分(?:为|是)?\s*$")

_DIFFERS = Sentence(
    "正文所称总得分{told}与评分表总分{total}不一致。",
    "The text tells a total score of {told}, the table prints {total}.",
)


_TWICE = Sentence(
    "项目总得分前后不一：一处为{first}，另一处为{other}。",
    "The project's total score is {first} in one place and {other} in another.",
)


@rule(
    "XREF07",
    "得分前后不一",
    "Score differs between text and table",
    severity="error",
    says=(_DIFFERS, _TWICE),
)
def score_told(facts: Facts) -> Iterator[Relation]:
    """正文所称总得分应与评分表的总分一致。

    The total score the text tells equals the total of the score table.

    Flags::

        一、评价结论
        项目绩效评价总体得分为96分，评价等级为优。
        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 产出 | 产出数量 | 巡查次数 | 60 | 54 |
        | 效益 | 社会效益 | 夜间出行安全感 | 40 | 40 |
        | 总分 | | | 100 | 94 |

    Passes::

        一、评价结论
        评价总分100分，得分94分。单位自评得分为97分，经复核，总体得分为94.00分，评价等级为优。
        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 产出 | 产出数量 | 巡查次数 | 60 | 54 |
        | 效益 | 社会效益 | 夜间出行安全感 | 40 | 40 |
        | 总分 | | | 100 | 94 |
    """
    totals = [
        one
        for form in forms(facts)
        for row in form.totals
        if (one := points(row.score)) and _is_of_hundred(row)
    ]
    told = [verdict for verdict in facts.verdicts if verdict.score is not None]
    if not told or not one_project(facts):
        return
    yield from _told_twice(facts)
    yield from _stale(facts, totals)
    if len(totals) != 1:
        return
    yield from _misprinted(facts, totals[0])
    if len({_value(verdict) for verdict in told}) > 1 or _of_another(facts, told):
        return
    for verdict in told:
        score = points(verdict.score)
        if score is None or _in_table(facts, verdict) or _is_full_marks(facts, verdict):
            continue
        said = _DIFFERS.filled(told=score.raw.strip(), total=totals[0].raw.strip())
        yield Relation(score, "=", totals[0], subject="总得分", zh=said.zh, en=said.en)


def _told_twice(facts: Facts) -> Iterator[Relation]:
    """Two scores by one evaluation, one a misprint of the other."""
    for own in (True, False):
        scores = [one.score for one in scores_told(facts) if one.own is own]
        for first, other in pairwise(scores):
            if first.value == other.value or slip(first, other):
                said = _TWICE.filled(first=first.raw.strip(), other=other.raw.strip())
                yield Relation(other, "=", first, subject="总得分", zh=said.zh, en=said.en)


def _misprinted(facts: Facts, total: Quantity) -> Iterator[Relation]:
    """Where the text tells several scores: one that misprints the table's total."""
    scores = [one.score for one in scores_told(facts)]
    if len({one.value for one in scores}) > 1 and any(one.value == total.value for one in scores):
        for score in scores:
            if score.value != total.value and slip(score, total):
                said = _DIFFERS.filled(told=score.raw.strip(), total=total.raw.strip())
                yield Relation(score, "=", total, subject="总得分", zh=said.zh, en=said.en)


def _stale(facts: Facts, totals: list[Quantity]) -> Iterator[Relation]:
    """The one score by name that is neither the table's total nor what the text tells elsewhere."""
    if not totals:
        totals = _column_totals(facts)
    told = [one for one in scores_told(facts) if not one.own]
    apart = [one for one in told if one.score.value != totals[0].value] if totals else []
    agreed = len(told) - len(apart)
    if len(totals) != 1 or len(apart) != 1 or not agreed or slip(apart[0].score, totals[0]):
        return
    score = apart[0].score
    if _NAMED_TOTAL.search(clause(facts, apart[0].claim)):
        said = _DIFFERS.filled(told=score.raw.strip(), total=totals[0].raw.strip())
        yield Relation(
            score, "=", totals[0], subject="总得分", severity="warning", zh=said.zh, en=said.en
        )


def _column_totals(facts: Facts) -> list[Quantity]:
    """Totals of columns of scores, in tables by classes alone."""
    return [
        figure
        for column in facts.columns
        if "".join(column.head.raw.split()) in _SCORE_HEADS
        for figure, kind in zip(column.figures, column.kinds, strict=True)
        if kind == "total" and isinstance(figure, Quantity) and figure.value is not None
    ]


def _is_of_hundred(row: IndicatorRow[Figure]) -> bool:
    """Whether a total is of all points; a table of 90 leaves out those for the execution rate."""
    weight = points(row.weight)
    return weight is None or weight.value is None or weight.value >= _HUNDRED


def _value(verdict: Verdict[Figure]) -> object:
    return verdict.score.value if isinstance(verdict.score, Quantity) else None


def _of_another(facts: Facts, told: list[Verdict[Figure]]) -> bool:
    """Whether the text tells scores of several kinds, of which the table holds one."""
    places = {verdict.where[0].start for verdict in told if verdict.where}
    return any(
        _OTHER_SCORE.search(passage.text)
        for passage in facts.passages
        if any(span.start <= place < span.end for span in passage.source for place in places)
    )


def _is_full_marks(facts: Facts, verdict: Verdict[Figure]) -> bool:
    """Whether a score is what could be had: 评价总分100分，得分95.31分."""
    score = verdict.score
    if not isinstance(score, Quantity):
        return False
    for passage in facts.passages:
        if any(span.start <= score.start < span.end for span in passage.source):
            at = offset_in(passage, score.start)
            after = re.split(r"[。；;]", passage.text[at + len(score.raw) :])[0]
            return bool(_WHOLE.search(passage.text[:at]) and "得" in after)
    return False


def _in_table(facts: Facts, verdict: Verdict[Figure]) -> bool:
    return any(
        passage.table is not None
        and any(span.start <= verdict.where[0].start < span.end for span in passage.source)
        for passage in facts.passages
    )
