"""Targets: one indicator, one target, wherever it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim, IndicatorRow
from model.relation import Relation, Remark
from validate.aligned import claim_rows, like, named, row_pairs, same_unit, sure, words_of
from validate.goals_again import GoalAgain, goals_again
from validate.goals_and_results import is_goal
from validate.quoting import comparable
from validate.registry import rule
from validate.rows_told import rows_told
from validate.sentences import Sentence
from validate.slips import slip

_UNCHANGED = re.compile(r"原指标|未调整|不调整|不变|无调整|无变化|保持|沿用|^否$|^无$")
_NO_TARGET = re.compile(r"^[-—－/\\×\s]*$|^无$|^不涉及$|^不适用$")
_NUMBERED = re.compile(r"\d|百分之|[一二三四五六七八九十]成")


_TEXT_TARGET = Sentence(
    "“{name}”的目标：正文“{told}”为{figure}，表中为{target}。",
    "The target of “{name}” is {figure} in the text (“{told}”) and {target} in the table.",
)
_WORDS_TARGET = Sentence(
    "“{name}”的目标：正文为{figures}，表中为“{words}”。",
    "The target of “{name}” is {figures} in the text and “{words}” in the table.",
)
_TWO_TARGETS = Sentence(
    "“{name}”的目标两表不一：{first}与{second}。",
    "The target of “{name}” is {first} in one table and {second} in another.",
)
_GOAL_AGAIN = Sentence(
    "“{name}”的目标前后不一：一处为{first}，另一处为{other}。",
    "The goal “{name}” is {first} in one place and {other} in another.",
)
_TRACKED = Sentence(
    "“{name}”的跟踪目标值为“{printed}”，对比表中为“{meant}”。",
    "The target of “{name}” to be tracked is “{printed}”, the one reported on is “{meant}”.",
)


@rule(
    "XREF02",
    "目标值前后不一",
    "Target differs between places",
    severity="error",
    says=(_TEXT_TARGET, _WORDS_TARGET, _TWO_TARGETS, _GOAL_AGAIN, _TRACKED),
)
def target_differs(facts: Facts) -> Iterator[Relation | Remark]:
    """同一指标的目标值在正文与各表之间应一致。

    One indicator has one target, in the text and in every table.

    Flags::

        （一）项目绩效目标
        年度绩效目标为：培训护林员人数达到120人，巡查次数达到24次，村民满意度达到85%。
        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 数量指标 | 培训护林员人数 | ≥120人 | 126人 | 已完成 |
        |          |          | 巡查次数 | ≥24次 | 26次 | 已完成 |
        | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥92% | 93% | 已完成 |

    Flags::

        （一）项目绩效目标
        年度绩效目标为：培训护林员人数达到120人，巡查次数达到24次，村民安全感达到60%。
        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 数量指标 | 培训护林员人数 | ≥120人 | 126人 | 已完成 |
        |          |          | 巡查次数 | ≥24次 | 26次 | 已完成 |
        | 效益指标 | 社会效益指标 | 村民安全感 | 明显提升 | 明显提升 | 已完成 |

    Flags::

        表1 绩效目标申报表
        | 一级指标 | 二级指标 | 三级指标 | 指标目标值 |
        | 产出指标 | 数量指标 | 培训护林员人数 | ≥120人 |
        |          |          | 巡查次数 | ≥24次 |

        表2 绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 数量指标 | 培训护林员人数 | ≥100人 | 110人 | 已完成 |
        |          |          | 巡查次数 | ≥24次 | 26次 | 已完成 |

    Passes::

        （一）项目绩效目标
        年度绩效目标为：培训护林员人数达到120人，巡查次数不低于24次，村民满意度达到92%。
        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 数量指标 | 培训护林员人数 | ＞＝120 人 | 126人 | 已完成 |
        |          |          | 巡查次数 | >=24次 | 26次 | 已完成 |
        | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥92% | 93% | 已完成 |
    """
    yield from _prose_against_rows(facts)
    pairs = tuple(row_pairs(facts))
    changed = {
        key
        for left, right, _ in pairs
        for adjusted in (left, right)
        if _was_changed(adjusted)
        for key in (left.key, right.key)
    }
    for left, right, link in pairs:
        if sure(link) and left.key not in changed and right.key not in changed:
            yield from _rows_agree(left, right)
    for left, right, _ in pairs:
        yield from _tracked(left, right)
        yield from _tracked(right, left)


def _prose_against_rows(facts: Facts) -> Iterator[Relation | Remark]:
    worded: dict[str, list[Claim[Figure]]] = {}
    seen: set[tuple[str, str]] = set()
    pairs = [pair for pair in claim_rows(facts) if is_goal(facts, pair.claim)]
    for pair in pairs:
        row, claim = pair.row, pair.claim
        if not isinstance(claim.figure, Quantity) or row.target_text is None:
            continue
        if row.target is not None and not (pair.sure and same_unit(claim.figure, row.target)):
            continue
        if row.target is not None:
            seen.add((claim.key, row.key))
            yield _numeric(claim, row, claim.subject.raw)
        elif not _NUMBERED.search(row.target_text.raw) and not _NO_TARGET.match(
            row.target_text.raw
        ):
            worded.setdefault(row.key, []).append(claim)
    for again in goals_again(facts):
        yield _set_twice(again)
    for told in rows_told(facts):
        if told.target is not None and (told.target.key, told.row.key) not in seen:
            yield _numeric(told.target, told.row, named(told.row))
    rows = {row.key: row for row in facts.indicators}
    for key, claims in worded.items():
        yield _words_against_number(rows[key], claims)


def _numeric(claim: Claim[Figure], row: IndicatorRow[Figure], told: str) -> Relation:
    target = row.target if row.target is not None else claim.figure
    said = _TEXT_TARGET.filled(
        name=named(row),
        told="".join(told.split()),
        figure=claim.figure.raw,
        target=target.raw,
    )
    return Relation(
        like(claim.figure, target),
        "=",
        like(target, claim.figure),
        also=(claim.subject, *words_of(row)),
        zh=said.zh,
        en=said.en,
    )


def _set_twice(told: GoalAgain) -> Relation:
    """A goal of the text against the target another sentence gives it."""
    first, other = told.goal.figure, told.again.figure
    said = _GOAL_AGAIN.filled(
        name="".join(told.goal.subject.raw.split()), first=first.raw, other=other.raw
    )
    return Relation(
        like(other, first),
        "=",
        like(first, other),
        also=(told.goal.subject, told.again.subject),
        severity=None if slip(first, other) else "warning",
        zh=said.zh,
        en=said.en,
    )


def _words_against_number(row: IndicatorRow[Figure], claims: list[Claim[Figure]]) -> Remark:
    words = row.target_text.raw if row.target_text is not None else ""
    figures = "、".join(claim.figure.raw for claim in claims)
    told = tuple(one for claim in claims for one in (claim.subject, claim.figure))
    said = _WORDS_TARGET.filled(name=named(row), figures=figures, words=words)
    return Remark(
        (*told, *words_of(row), *((row.target_text,) if row.target_text is not None else ())),
        severity="warning",
        zh=said.zh,
        en=said.en,
    )


def _rows_agree(left: IndicatorRow[Figure], right: IndicatorRow[Figure]) -> Iterator[Relation]:
    if left.target is None or right.target is None or not same_unit(left.target, right.target):
        return
    said = _TWO_TARGETS.filled(name=named(right), first=left.target.raw, second=right.target.raw)
    yield Relation(
        like(right.target, left.target),
        "=",
        like(left.target, right.target),
        also=(*words_of(left), *words_of(right)),
        table=right.table,
        zh=said.zh,
        en=said.en,
    )


def _tracked(plan: IndicatorRow[Figure], report: IndicatorRow[Figure]) -> Iterator[Remark]:
    """The target an adjustment says is to be tracked, against the one the report then has."""
    stage, planned = report.stage_text or report.target_text, plan.stage_text
    if plan.table_role != "adjustment" or planned is None or report.actual_text is None:
        return
    if stage is None:
        return
    printed, meant = planned.raw.strip(), stage.raw.strip()
    if _NO_TARGET.match(printed) or _NO_TARGET.match(meant) or _plain(printed) == _plain(meant):
        return
    numbers = bool(_NUMBERED.search(printed)), bool(_NUMBERED.search(meant))
    if not any(numbers):
        return
    said = _TRACKED.filled(name=named(report), printed=printed, meant=meant)
    yield Remark(
        (*words_of(plan), planned, *words_of(report), stage),
        severity="note" if all(numbers) else "warning",
        table=report.table,
        group="XREF02-tracked" if all(numbers) else f"XREF02-{report.key}",
        zh=said.zh,
        en=said.en,
    )


def _plain(target: str) -> str:
    text = comparable(target).replace(">=", "≥").replace("<=", "≤").replace("≧", "≥")
    return re.sub(r"^[=＝═]|\s", "", text)


def _was_changed(row: IndicatorRow[Figure]) -> bool:
    """True for a row of an adjustment table that says it was changed; it may differ then."""
    return row.table_role == "adjustment" and (
        row.change is None or not _UNCHANGED.search(row.change.raw.strip())
    )
