"""Goals: what a report sets out to do, and the indicators it is measured by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Wording
from model.record import Passage
from model.relation import Remark
from validate.likeness import pairs
from validate.quoting import comparable, quote
from validate.registry import rule
from validate.selection import one_project
from validate.sentences import Sentence

_GOALS = re.compile(r"具体目标|(?:年度|绩效|预期|总体)目标")
_ITEM = re.compile(
    r"(?:^|(?<=[\s；;。]))\s*(?:[（(](?:\d{1,2}|[一二三四五六七八九十])[）)]|\d{1,2}[.．、]|[①-⑳]|目标\d{1,2}[：:])"
    r"\s*(?P<goal>[^；;。\n]{6,60})"
    r"|(?:^|(?<=[；;。：:]))\s*[一二三四五六七八九]是(?P<listed>[^；;。\n]{6,60})"
)
_EMPTY = re.compile(
    r"进一步|完成|达到|提供|进行|保证|加强|加大|提升|提高|推进|推动|持续|全面|深入|有效|切实|不断|积极|确保|保障|促进|优化|完善|健全|建立|落实|做好|开展|实现|强化|"
    r"工作|项目|机制|体系|水平|能力|管理|服务|质量|建设|发展|情况|相关|各项|目标|任务|措施|制度|力度|效率|环境|实施|组织|科学|规范|统筹|协调"
)
_CONTENT = 3
"""Pairs of characters beyond the usual words that a goal must have to be looked for."""
_FEWEST = 3
"""Fewer indicators measure no more than a part of the goals."""

_UNMEASURED = Sentence(
    "绩效目标“{goal}”没有对应的指标，其他部分也未再提及",
    "No indicator measures the goal “{goal}”, and nothing else in the report speaks of it",
)


@rule(
    "XREF11",
    "目标无对应指标",
    "Goal without an indicator",
    severity="note",
    says=(_UNMEASURED,),
)
def goal_unmeasured(facts: Facts) -> Iterator[Remark]:
    """逐条列出的绩效目标应有相应的指标或完成情况。

    Each goal that is set out has an indicator, or is told of where the results are.

    Flags::

        一、绩效目标
        （1）修缮农村公路，改善通行条件；
        （2）开展地质灾害隐患排查。
        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 数量指标 | 修缮公路里程 | ≥60公里 | 63公里 |
        |          | 质量指标 | 验收合格率 | ≥95% | 96% |
        | 效益指标 | 社会效益 | 通行时间缩短 | ≥10分钟 | 12分钟 |

    Passes::

        一、绩效目标
        （1）修缮农村公路，改善通行条件；
        （2）开展地质灾害隐患排查；
        （3）进一步提升管理服务水平。
        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 数量指标 | 修缮公路里程 | ≥60公里 | 63公里 |
        |          |          | 排查地质灾害隐患点 | ≥20处 | 22处 |
        | 效益指标 | 社会效益 | 通行时间缩短 | ≥10分钟 | 12分钟 |
    """
    rows = [row for row in facts.indicators if row.row_kind == "item" and row.name is not None]
    if len(rows) < _FEWEST or not one_project(facts):
        return
    goals = list(_goals(facts))
    if not goals:
        return
    rest = _rest(facts, {id(passage) for passage, _ in goals})
    told: set[str] = set()
    for _, goal in goals:
        wanted = _content(goal.raw)
        name = comparable(goal.raw)
        if (
            len(wanted) >= _CONTENT
            and not any(pair in rest for pair in wanted)
            and name not in told
        ):
            told.add(name)
            said = _UNMEASURED.filled(goal="".join(goal.raw.split()))
            places = [one for _, one in goals if comparable(one.raw) == name]
            yield Remark(tuple(places), zh=said.zh, en=said.en)


def _goals(facts: Facts) -> Iterator[tuple[Passage, Wording]]:
    """The numbered goals of the text and of cells headed 预期目标, with where they stand."""
    headed = False
    for passage in facts.passages:
        in_cell = passage.table is not None
        if in_cell:
            headed = headed or bool(_GOALS.search(passage.text) and len(passage.text) < 12)  # noqa: PLR2004 - a label
        of_goals = bool(_GOALS.search(passage.section)) or (in_cell and headed)
        if not of_goals and not passage.text.lstrip().startswith("目标"):
            continue
        for found in _ITEM.finditer(passage.text):
            if of_goals or found.group().lstrip().startswith("目标"):
                yield passage, quote(passage, *found.span("listed" if found["listed"] else "goal"))


def _rest(facts: Facts, goals: set[int]) -> str:
    """Everything that is not a goal, one passage a line, as names are compared."""
    return "\n".join(
        comparable(passage.text) for passage in facts.passages if id(passage) not in goals
    )


def _content(goal: str) -> frozenset[str]:
    """What is left of a goal without the words that all goals have."""
    return frozenset(pair for part in _EMPTY.split(goal) for pair in pairs(part))
