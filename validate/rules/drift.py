"""Drift: what was declared, what an adjustment says of it, and what was reported in the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from model.facts import Facts
from model.quantity import Figure, Wording
from model.record import IndicatorRow
from model.relation import Remark
from validate.aligned import named, row_pairs, words_of
from validate.likeness import Names, names_of
from validate.quoting import comparable
from validate.registry import rule
from validate.selection import one_project
from validate.sentences import Sentence

_DELETED = re.compile(r"删除|取消|剔除|不再")
_YES = re.compile(r"^(?:是|√|✓|跟踪|监控)$")
_CHANGED = re.compile(r"^(?:调整|修改|变更)$")
_BOUND = re.compile(r"[\s=＝≥≧>＞≤≦<＜]")
_USUAL = 0.6
"""So many rows of two tables must be found in each other before one is said to be missing."""

_MISSING = Sentence(
    "调整表列为跟踪的指标“{name}”在完成情况表中没有对应行",
    "“{name}” is to be tracked according to the adjustment table and is not reported on",
)
_KEPT = Sentence(
    "调整表未删除的指标“{name}”在完成情况表中没有对应行",
    "“{name}” was not deleted by the adjustment table and is not reported on",
)
_DROPPED = Sentence(
    "调整表已删除的指标“{name}”，完成情况表仍以“{reported}”报告{actual}",
    "“{name}” was deleted by the adjustment table, yet “{reported}” is reported with {actual}",
)
_NEW = Sentence(
    "完成情况表的指标{names}既未申报，也不在调整表中",
    "Indicators reported on that were neither declared nor added by the adjustment: {names}",
)
_UNTRACKED = Sentence(
    "调整表未设跟踪目标的指标，完成情况表仍报告完成：{names}",
    "Indicators without a target to be tracked are reported as achieved: {names}",
)
_EMPTY = Sentence(
    "标为“{change}”的指标没有写明调整后的内容或理由：{names}",
    "Indicators marked “{change}” without what was changed or why: {names}",
)


@dataclass(frozen=True, slots=True)
class _Sets:
    """The three sets of indicators, and for each reported row the rows planned for it."""

    declared: Sequence[IndicatorRow[Figure]]
    adjusted: Sequence[IndicatorRow[Figure]]
    reported: Sequence[IndicatorRow[Figure]]
    planned: dict[str, list[IndicatorRow[Figure]]]


@rule(
    "XREF05",
    "指标增删未说明",
    "Indicator set drift",
    severity="warning",
    says=(_MISSING, _KEPT, _DROPPED, _NEW, _UNTRACKED, _EMPTY),
)
def indicators_drift(facts: Facts) -> Iterator[Remark]:
    """申报、调整、报告三处的指标应一致，增删应在调整表中写明。

    Indicators reported on are those declared, less what an adjustment deleted and plus its own.

    Flags::

        表1 绩效目标申报表
        | 一级指标 | 二级指标 | 三级指标 | 指标目标值 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 |
        |          |          | 培训护林员人数 | ≥120人 |
        |          | 质量指标 | 设备完好率 | ≥95% |

        表2 绩效目标调整表
        | 一级指标 | 二级指标 | 三级指标 | 指标目标值 | 调整类型 | 跟踪目标值 | 是否跟踪 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 原指标 | 18次 | 是 |
        |          |          | 培训护林员人数 | ≥120人 | 原指标 | 90人 | 是 |
        |          | 质量指标 | 设备完好率 | ≥95% | 删除 | --- | --- |

        表3 绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 18次 |
        |          |          | 培训护林员人数 | ≥120人 | 96人 |
        |          | 质量指标 | 设备完好率 | ≥95% | 96% |

    Passes::

        表1 绩效目标申报表
        | 一级指标 | 二级指标 | 三级指标 | 指标目标值 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 |
        |          |          | 培训护林员人数 | ≥120人 |
        |          | 质量指标 | 设备完好率 | ≥95% |

        表2 绩效目标调整表
        | 一级指标 | 二级指标 | 三级指标 | 指标目标值 | 调整类型 | 跟踪目标值 | 是否跟踪 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 原指标 | 18次 | 是 |
        |          |          | 培训护林员人数 | ≥120人 | 原指标 | 90人 | 是 |
        |          | 质量指标 | 设备完好率 | ≥95% | 删除 | --- | --- |
        |          | 时效指标 | 火情处置及时率 | ≥98% | 新增 | ≥98% | 是 |

        表3 绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 18次 |
        |          |          | 护林员培训人数 | ≥120人 | 96人 |
        |          | 时效指标 | 火情处置及时率 | ≥98% | 98% |
    """
    sets = _sets(facts)
    if sets is None:
        return
    yield from _not_reported(sets)
    yield from _still_reported(sets)
    yield from _not_planned(sets)
    yield from _not_tracked(sets)
    yield from _without_content(sets)


def _sets(facts: Facts) -> _Sets | None:
    """The three sets, where there is an adjustment and most reported rows are found in it."""
    rows = [row for row in facts.indicators if row.row_kind == "item" and row.name is not None]
    adjusted = [row for row in rows if row.table_role == "adjustment"]
    declared = [row for row in rows if row.table_role == "declaration"]
    reported = [row for row in rows if row.table_role in {"tracking", "performance"}]
    if not adjusted or not reported or not one_project(facts):
        return None
    planned = _planned(facts, [*adjusted, *declared], reported)
    if sum(bool(planned[row.key]) for row in reported) < _USUAL * len(reported):
        return None
    return _Sets(declared, adjusted, reported, planned)


def _planned(
    facts: Facts, plans: list[IndicatorRow[Figure]], reported: list[IndicatorRow[Figure]]
) -> dict[str, list[IndicatorRow[Figure]]]:
    """For each reported row the planned rows it is linked to, else the one most like it."""
    keys = {row.key for row in plans}
    found: dict[str, list[IndicatorRow[Figure]]] = {row.key: [] for row in reported}
    for left, right, _ in row_pairs(facts):
        for plan, row in ((left, right), (right, left)):
            if plan.key in keys and row.key in found:
                found[row.key].append(plan)
    names = names_of(named(row) for row in (*plans, *reported))
    for row in reported:
        found[row.key] = found[row.key] or _most_like(row, plans, names)
    return found


def _most_like(
    row: IndicatorRow[Figure], plans: list[IndicatorRow[Figure]], names: Names
) -> list[IndicatorRow[Figure]]:
    """The planned rows of the one name that is most like a reported row's."""
    best = next(names.alike(named(row), [named(plan) for plan in plans]), None)
    if best is None:
        return []
    name = "".join(named(plans[best[1]]).split())
    return [plan for plan in plans if "".join(named(plan).split()) == name]


def _not_reported(sets: _Sets) -> Iterator[Remark]:
    known = {plan.key for plans in sets.planned.values() for plan in plans}
    tracked = [row for row in sets.adjusted if _says(row.tracked, _YES)]
    said_of = _MISSING if tracked else _KEPT
    if not any(row.tracked is not None for row in sets.adjusted):
        tracked = [row for row in sets.adjusted if not _says(row.change, _DELETED)]
    missing = [row for row in tracked if row.key not in known]
    if len(missing) > (1 - _USUAL) * len(tracked):
        return
    for row in missing:
        said = said_of.filled(name=named(row))
        quoted = (*words_of(row), row.change, row.stage_text, row.tracked)
        yield Remark(_present(quoted), zh=said.zh, en=said.en)


def _still_reported(sets: _Sets) -> Iterator[Remark]:
    for row in sets.reported:
        for plan in sets.planned[row.key]:
            if not _says(plan.change, _DELETED) or row.actual_text is None:
                continue
            actual = row.actual_text.raw.strip()
            said = _DROPPED.filled(name=named(plan), reported=named(row), actual=actual)
            yield Remark(
                _present((*words_of(plan), plan.change, *words_of(row), row.actual_text)),
                table=row.table,
                zh=said.zh,
                en=said.en,
            )


def _not_planned(sets: _Sets) -> Iterator[Remark]:
    new = [row for row in sets.reported if not sets.planned[row.key]]
    if new:
        said = _NEW.filled(names=_listed(new))
        quoted = [one for row in new for one in (*words_of(row), row.actual_text)]
        yield Remark(_present(quoted), zh=said.zh, en=said.en)


def _not_tracked(sets: _Sets) -> Iterator[Remark]:
    if not any(_says(row.tracked, _YES) for row in sets.adjusted):
        return
    found = [
        (plan, row)
        for row in sets.reported
        for plan in sets.planned[row.key]
        if row.actual_text is not None and _is_untracked(plan)
    ]
    if found:
        said = _UNTRACKED.filled(names=_listed([row for _, row in found]))
        quoted = [
            one for plan, row in found for one in (*words_of(plan), *words_of(row), row.actual_text)
        ]
        yield Remark(_present(quoted), severity="note", zh=said.zh, en=said.en)


def _without_content(sets: _Sets) -> Iterator[Remark]:
    empty = [
        row
        for row in sets.adjusted
        if _says(row.change, _CHANGED)
        and row.stage_text is None
        and row.standard is None
        and row.reason is None
        and _is_unchanged(row, sets.declared)
    ]
    if empty and len(empty) < len(sets.adjusted):
        change = empty[0].change.raw.strip() if empty[0].change is not None else ""
        said = _EMPTY.filled(change=change, names=_listed(empty))
        quoted = [one for row in empty for one in (*words_of(row), row.change)]
        yield Remark(_present(quoted), severity="note", zh=said.zh, en=said.en)


def _is_unchanged(row: IndicatorRow[Figure], declared: Sequence[IndicatorRow[Figure]]) -> bool:
    """Whether a row of the adjustment says what the declaration already said."""
    return any(
        comparable(named(one)) == comparable(named(row))
        and one.target_text is not None
        and row.target_text is not None
        and _BOUND.sub("", one.target_text.raw) == _BOUND.sub("", row.target_text.raw)
        for one in declared
    )


def _is_untracked(row: IndicatorRow[Figure]) -> bool:
    return (
        row.table_role == "adjustment"
        and row.stage_text is None
        and not _says(row.tracked, _YES)
        and not _says(row.change, _DELETED)
    )


def _says(words: Wording | None, pattern: re.Pattern[str]) -> bool:
    return words is not None and pattern.search(words.raw.strip()) is not None


def _listed(rows: Sequence[IndicatorRow[Figure]]) -> str:
    return "、".join(dict.fromkeys(f"“{named(row)}”" for row in rows))


def _present(quoted: Sequence[Wording | Figure | None]) -> tuple[Wording | Figure, ...]:
    return tuple(one for one in quoted if one is not None)
