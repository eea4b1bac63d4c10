"""Weights: every group's is the sum of its parts, and all come to a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import IndicatorRow
from model.relation import Constant, Relation, Sum
from validate.registry import Limit, Limits, limited_rule, rule
from validate.selection import Form, beside, blank, forms, points

_HUNDRED = Constant(Decimal(100), "分")
_ONE = Constant(Decimal(1))
_LEAST = Limit(
    "least",
    Decimal(80),
    "没有印出总分的表，各项权重合计不到此数的不是整张表（表被截断），不作核对；没有出处。",
    "Where a form prints no total, weights that come to less are not the whole form but a table "
    "cut off, and are not judged. No source.",
)
_MOST = Limit(
    "most",
    Decimal(120),
    "没有印出总分的表，各项权重合计超过此数的是两张表连在一起，不作核对；没有出处。",
    "Where a form prints no total, weights that come to more are two forms in one, and are not "
    "judged. No source.",
)
_MANAGED = re.compile("过程|投入|管理|资金|预算|执行")
"""Groups that may hold the execution rate whose weight stands in the funding block."""
_UNREAD = (Constant(Decimal(90), "分"), Constant(Decimal(80), "分"))
"""What the leaves come to where the execution rate's 10 or 20 points stand somewhere unread."""


@dataclass(frozen=True, slots=True)
class _Group:
    """A weight printed for a group, the rows it covers, and those of them that share its name."""

    weight: Quantity
    level: int
    rows: tuple[IndicatorRow[Figure], ...]
    named: tuple[IndicatorRow[Figure], ...]


@rule("WGT01", "权重逐级合计", "Weights by level", severity="error")
def levels(facts: Facts) -> Iterator[Relation]:
    """上级指标的权重应等于其下级指标权重之和。

    The weight of a group must equal the sum of the weights below it.

    Flags::

        表1 绩效评价指标体系及评分表
        | 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分 |
        | 过程 | 40 | 资金管理 | 20 | 资金使用合规性 | 12 | 12 |
        | | | | | 预算执行率 | 8 | 7 |
        | | | 组织实施 | 20 | 制度执行有效性 | 20 | 20 |
        | 产出 | 60 | 产出数量 | 60 | 道路修缮里程 | 35 | 35 |
        | | | | | 路灯更换数量 | 20 | 18 |
        | 合计 | 100 | | 100 | | 95 | 92 |

    Passes::

        表1 绩效评价指标体系及评分表
        | 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分 |
        | 过程 | 40 | 资金管理 | 20 | 资金使用合规性 | 12 | 12 |
        | | | | | 预算执行率 | 8 | 7 |
        | | | 组织实施 | 20 | 制度执行有效性 | 20 | 20 |
        | 产出 | 60 | 产出数量 | 60 | 道路修缮里程 | 40 | 40 |
        | | | | | 路灯更换数量 | 20 | 18 |
        | 合计 | 100 | | 100 | | 100 | 97 |
    """
    for form in forms(facts):
        if len(form.items) <= 1:
            continue  # a form of which next to nothing was read
        for level in range(3):
            for group in _groups(form, level):
                yield from _rolls_up(form, group)
        for row in form.rows:
            if row.row_kind == "group":
                yield from _subtotal(form, row)


def _subtotal(form: Form, group: IndicatorRow[Figure]) -> Iterator[Relation]:
    """The weight a group row prints for itself, over the rows it may sum."""
    whole = points(group.weight)
    runs = [_weights(run, -1) for run in beside(form, group)]
    options = [Relation(whole, "=", Sum(tuple(run))) for run in runs if run and whole is not None]
    if whole is not None and options:
        yield Relation(
            whole,
            "=",
            options[0].right,
            subject=_level_name(group, 0) or "小计",
            table=form.table,
            one_of=tuple(options[1:]),
        )


def _groups(form: Form, level: int) -> Iterator[_Group]:
    """A printed weight covers its row and those below, until the next weight of that level."""
    weight: Quantity | None = None
    rows: list[IndicatorRow[Figure]] = []
    counted = {row.key for row in form.items}
    for row in form.rows:
        own = row.level_weights[level]
        fresh = isinstance(own, Quantity) and (weight is None or own.source != weight.source)
        if row.row_kind == "total" or (fresh and weight is not None):
            if weight is not None and rows:
                yield _group(weight, level, rows)
            weight, rows = None, []
        if fresh and row.row_kind != "total":
            weight = own if isinstance(own, Quantity) else None
        if weight is not None and row.key in counted:
            rows.append(row)
    if weight is not None and rows:
        yield _group(weight, level, rows)


def _group(weight: Quantity, level: int, rows: list[IndicatorRow[Figure]]) -> _Group:
    first = _level_name(rows[0], level)
    named = tuple(row for row in rows if _level_name(row, level) == first)
    return _Group(weight, level, tuple(rows), named)


def _level_name(row: IndicatorRow[Figure], level: int) -> str:
    wording = row.levels[level]
    return "" if wording is None else "".join(wording.raw.split())


def _rolls_up(form: Form, group: _Group) -> Iterator[Relation]:
    whole = points(group.weight)
    parts = _weights(group.rows, group.level)
    if whole is None or not parts:
        return
    others = [_weights(group.named, group.level), _known(parts)]
    name = _level_name(group.rows[0], group.level)
    if form.funding is not None and not form.repeats_rate and _MANAGED.search(name):
        extra = points(form.funding.weight)
        others += [[*parts, extra]] if extra is not None else []
    yield Relation(
        whole,
        "=",
        Sum(tuple(parts)),
        subject=name,
        table=form.table,
        one_of=tuple(Relation(whole, "=", Sum(tuple(run))) for run in others if run),
    )


def _weights(rows: Sequence[IndicatorRow[Figure]], above: int) -> list[Quantity]:
    """The finest weights printed under a level: of the rows, else of the levels between."""
    own = [points(row.weight) for row in rows]
    if any(one is not None for one in own):
        return [one or blank(row.where) for one, row in zip(own, rows, strict=True)]
    for level in (2, 1, 0):
        if level > above:
            printed = {one.source: one for row in rows if (one := points(row.level_weights[level]))}
            if printed:
                return list(printed.values())
    return []


def _known(parts: list[Quantity]) -> list[Quantity]:
    return [part for part in parts if part.value is not None]


@limited_rule("WGT02", "权重总和", "Weights in all", severity="error", limits=(_LEAST, _MOST))
def hundred(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """全部指标的权重之和应等于总分值。

    All weights of a form must come to its total, a hundred unless it prints another.

    Flags::

        表1 项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 24次 | 40 | 40 |
        | 产出指标 | 质量指标 | 巡查合格率 | ≥95% | 96% | 30 | 30 |
        | 效益指标 | 社会效益 | 投诉办结率 | ≥90% | 92% | 25 | 25 |
        | 总分 | | | | | 100 | 95 |

    Passes::

        表1 项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 24次 | 40 | 40 |
        | 产出指标 | 质量指标 | 巡查合格率 | ≥95% | 96% | 30 | 30 |
        | 效益指标 | 社会效益 | 投诉办结率 | ≥90% | 92% | 30 | 30 |
        | 总分 | | | | | 100 | 100 |
    """
    for form in forms(facts):
        stated = [one for row in form.totals if (one := points(row.weight)) is not None]
        whole = stated[0] if stated else _HUNDRED
        leaves = _weights(form.items, -1)
        if leaves:
            yield _all(form, whole, leaves, "末级指标", limits)
        top = _top(form)
        if top:
            yield _all(form, whole, top, "一级指标", limits)


def _top(form: Form) -> list[Quantity]:
    """The weights printed for level 1, where every row stands under one of them."""
    groups = list(_groups(form, 0))
    covered = [row for group in groups for row in group.rows]
    if len(covered) < len(form.items):
        return []
    return [one for group in groups if (one := points(group.weight)) is not None]


def _all(
    form: Form, whole: Quantity | Constant, parts: list[Quantity], subject: str, limits: Limits
) -> Relation:
    """The form's hundred holds the execution rate's points, from the funding block, once."""
    funded = points(form.funding.weight) if form.funding is not None else None
    runs = [_known(parts)]
    if funded is not None:
        runs = [[*parts, funded], parts] if not form.repeats_rate else [parts, [*parts, funded]]
    main = runs[0] if funded is not None else parts
    others = [Relation(whole, "=", Sum(tuple(run))) for run in runs if run]
    if isinstance(whole, Constant):
        others.append(Relation(_ONE, "=", Sum(tuple(parts))))
    if funded is None:
        unread = Sum((*parts, blank(form.rows[0].where)))
        others += [
            Relation(whole, "=", unread, given=Relation(rest, "=", Sum(tuple(parts))))
            for rest in _UNREAD
        ]
    added = Sum(tuple(main))
    return Relation(
        whole,
        "=",
        added,
        subject=subject,
        table=form.table,
        one_of=tuple(others),
        given=_whole_form(added, limits) if isinstance(whole, Constant) else None,
    )


def _whole_form(added: Sum, limits: Limits) -> Relation:
    least, most = (Constant(limits[name], "分") for name in ("least", "most"))
    return Relation(added, "<=", most, given=Relation(added, ">=", least))
