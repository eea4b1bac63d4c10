"""Scores: no more than the weight, and together the score the report gives itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import IndicatorRow
from model.relation import Constant, Relation, Sum
from validate.registry import rule
from validate.selection import Form, beside, blank, forms, name_of, points
from validate.told_points import ToldPart, told_parts

_FULL = Constant(Decimal(100))
_NOTHING = Constant(Decimal(0))
_SHARE = re.compile("[%％]")
_MINUS = ("-", "－", "−", "负", "△", "▲", "(", "（")
_FOR_THE_RATE = re.compile(
    r"[^满分]{0,6}(?:预算|资金|支出)?执行(?:率|情况|进度)?(?:自评)?(?:得分?|评分)?(?:为|计)?"
)


@rule("SCO01", "得分合计", "Total score", severity="error")
def total_score(facts: Facts) -> Iterator[Relation]:
    """各项指标得分之和应等于总得分。

    The scores of all indicators must add up to the total score.

    Flags::

        表1 项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 播种面积 | ≥500亩 | 500亩 | 40 | 40 |
        | 产出指标 | 质量指标 | 出苗率 | ≥90% | 88% | 30 | 27 |
        | 效益指标 | 社会效益 | 受益农户 | ≥60户 | 62户 | 30 | 30 |
        | 总分 | | | | | 100 | 98 |

    Passes::

        表1 项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 播种面积 | ≥500亩 | 500亩 | 40 | 40 |
        | 产出指标 | 质量指标 | 出苗率 | ≥90% | 88% | 30 | 27 |
        | 效益指标 | 社会效益 | 受益农户 | ≥60户 | 62户 | 30 | 30 |
        | 总分 | | | | | 100 | 97 |
    """
    scored = [form for form in forms(facts) if any(row.score for row in form.items)]
    for form in scored:
        stated = [one for row in form.totals if (one := points(row.score)) is not None]
        if not stated and len(scored) == 1:
            stated = [one for said in facts.verdicts if (one := points(said.score)) is not None]
        if stated:
            yield _total(facts, form, stated)
        for row in form.rows:
            if row.row_kind == "group":
                yield from _subtotal(form, row)
    yield from _told(facts)


_FEWEST = 3


def _told(facts: Facts) -> Iterator[Relation]:
    """The scores a paragraph gives part by part, where their full scores make up the hundred."""
    told = told_parts(facts)
    of_parts = {one.start for parts in told.values() for one in _reached(parts)}
    scores = [one for said in facts.verdicts if (one := points(said.score)) is not None]
    stated = [one for one in scores if one.start not in of_parts]
    if len({one.value for one in stated}) != 1:
        return
    for parts in told.values():
        whole = Relation(_FULL, "=", Sum(tuple(part.full for part in parts)))
        if len(parts) >= _FEWEST:
            yield Relation(stated[0], "=", Sum(tuple(_reached(parts))), given=whole)


def _reached(parts: Sequence[ToldPart]) -> list[Quantity]:
    return [part.score for part in parts]


def _total(facts: Facts, form: Form, stated: list[Quantity]) -> Relation:
    """Σ scores, with the execution rate's from the funding block where the rows lack it."""
    scores = _scores(form.rows)
    funded = points(form.funding.score) if form.funding is not None else None
    runs = [scores, [one for one in scores if one.value is not None]]
    if funded is not None:
        both = [*scores, funded]
        runs = [scores, both] if form.repeats_rate else [both, scores]
    elif not form.repeats_rate:
        runs += [[*scores, one] for one in _told_for_the_rate(facts)]
    return Relation(
        stated[0],
        "=",
        Sum(tuple(runs[0])),
        subject="总得分",
        table=form.table,
        given=None if _told_for_the_rate(facts) else _all_weights(form),
        one_of=tuple(
            Relation(total, "=", Sum(tuple(run))) for total in stated for run in runs if run
        ),
    )


def _all_weights(form: Form) -> Relation | None:
    """That the weights read come to a hundred; else some row's score was not read either."""
    weights = [one for row in form.items if (one := points(row.weight)) is not None]
    if form.funding is not None and (one := points(form.funding.weight)) is not None:
        weights.append(one)
    return Relation(Sum(tuple(weights)), ">=", _FULL) if len(weights) > 1 else None


def _told_for_the_rate(facts: Facts) -> list[Quantity]:
    """Points that the text, not a table, gives for carrying out the budget."""
    return [
        one
        for claim in facts.claims
        if claim.figure.unit == "分"
        and claim.role != "weight"
        and _FOR_THE_RATE.fullmatch("".join(claim.subject.raw.split()))
        and (one := points(claim.figure)) is not None
    ]


def _subtotal(form: Form, group: IndicatorRow[Figure]) -> Iterator[Relation]:
    """The score a group row prints for itself, over the rows it may sum."""
    whole = points(group.score)
    runs = [_scores(run) for run in beside(form, group)]
    options = [Relation(whole, "=", Sum(tuple(run))) for run in runs if run and whole is not None]
    if whole is not None and options:
        name = group.levels[0].raw if group.levels[0] is not None else "小计"
        yield Relation(
            whole,
            "=",
            options[0].right,
            subject="".join(name.split()),
            table=form.table,
            one_of=tuple(options[1:]),
        )


def _scores(rows: Sequence[IndicatorRow[Figure]]) -> list[Quantity]:
    """The score of every row that bears one or ought to; rows without weight and score do not."""
    return [
        points(row.score) or blank(row.where)
        for row in rows
        if row.row_kind == "item" and (row.score is not None or row.weight is not None)
    ]


@rule("SCO02", "得分越界", "Score out of range", severity="error")
def in_range(facts: Facts) -> Iterator[Relation]:
    """得分应在零分与该指标分值之间。

    A score must lie between nothing and the weight of its indicator.

    Flags::

        表1 项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 修缮房屋 | ≥30间 | 33间 | 50 | 55 |
        | 效益指标 | 社会效益 | 受益住户 | ≥30户 | 33户 | 50 | 45 |
        | 总分 | | | | | 100 | 100 |

    Passes::

        表1 项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 修缮房屋 | ≥30间 | 33间 | 50 | 50 |
        | 效益指标 | 社会效益 | 受益住户 | ≥30户 | 33户 | 50 | 45 |
        | 总分 | | | | | 100 | 95 |
    """
    for form in forms(facts):
        for row in form.items:
            yield from _bounded(row.score, row.weight, name_of(row).raw, form.table)
    for funded in facts.funding:
        if funded.table is not None:
            yield from _bounded(funded.score, funded.weight, "预算执行率", funded.table)
    for at, parts in told_parts(facts).items():
        for part in parts:
            name = part.name or "得分"
            yield Relation(part.score, "<=", part.full, subject=name, group=f"passage-{at}")


def _bounded(
    score: Figure | None, weight: Figure | None, name: str, table: int
) -> Iterator[Relation]:
    reached, most = points(score), points(weight)
    if reached is None:
        return
    if most is not None and _SHARE.search(reached.raw) and not _SHARE.search(most.raw):
        return  # a rate beside points: a column misread, and no score
    subject = "".join(name.split())
    if most is not None:
        yield Relation(reached, "<=", most, subject=subject, table=table)
    if any(sign in reached.raw for sign in _MINUS):
        yield Relation(reached, ">=", _NOTHING, subject=subject, table=table)
