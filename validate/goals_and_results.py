"""Whether a figure stands where goals are set, where results are told, or for what is to come."""

from __future__ import annotations

import re

from model.facts import Facts
from model.quantity import Figure
from model.record import Claim, Passage
from validate.aligned import clause, passage_of
from validate.quoting import comparable

_FORECAST = re.compile(r"预计|预期|预测|拟|力争|将(?:于|在|达|完成)|建议|下一?步|明年|下年")
_GOALS = re.compile(
    r"目标(?:设定|设置|申报|内容|为|如下)?$|绩效目标$|总体目标|年度目标|具体目标|预期目标|目标值|设定情况|绩效目标(?:及|与)"
)
_BY_GOALS = re.compile(
    r"(?:按照|根据|依据|依照)[^，,。；;]{0,16}目标(?!.*(?:实际|已|均))[^。；;]*$"
)
"""Behind these words 达到100% is what was asked for."""
_RESULTS = re.compile(r"完成|实现|产出|效益|效果|结论|执行|实施|成效|达成|分析|成果|满意")
_GOAL_CELLS = re.compile(r"预期目标|年度目标|设定目标|年度总体目标|绩效目标$")
_RESULT_CELLS = re.compile(r"完成情况|实现情况|达成情况|实际完成")
_HEADS = re.compile(f"{_GOAL_CELLS.pattern}|{_RESULT_CELLS.pattern}")
_HEAD = 20
"""A longer cell is no head."""
_REACH = 60
"""So many cells back a head may stand: two rows of a wide table."""
_OPEN = ("；", ";", "，", "、")
_GOAL_OPENS = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]+[）).．、])?[\u4e00-\u9fff]{0,4}目标(?:任务)?(?:为|是)?[：:]"
)
_NEXT_YEAR = re.compile(
    r"(?:下一?年|明年|次年|((?:19|20)\d\d)年)(?:度|的)?(?:工作|预算|资金|项目|重点)?(?:安排|计划|打算|目标|预算|思路)"
)
_GOALS_OPENED = re.compile(r"目标[：:]")
_GOAL_LEAD = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]+[）).．、]|[①-⑳])\s*"
    r"(?![^。：:，,；;]*(?:完成|实现|执行|落实|总目标|[两三四五]年))[^。：:，,；;]{0,10}(?:目标|任务)[^。：:，,；;]{0,4}[。：:]"
)
"""A numbered paragraph that begins with what it is about: （三）目标任务。日常养护2,316.8公里."""


def is_forecast(facts: Facts, claim: Claim[Figure]) -> bool:
    """True where the sentence, or its section, speaks of what is to come."""
    section = _NEXT_YEAR.search(claim.section)
    if section is not None and (section[1] or "9") > (facts.data.fiscal_year or "0"):
        return True
    return bool(_FORECAST.search(clause(facts, claim)))


def is_goal(facts: Facts, claim: Claim[Figure]) -> bool:
    """True where a claim stands where goals are set: by its role, section or cell."""
    passage = passage_of(facts, claim)
    if passage is not None and passage.table is not None:
        head = cell_head(facts, claim.passage)
        if _RESULT_CELLS.search(head):
            return False
        if _GOAL_CELLS.search(head):
            return True
    elif passage is not None and _sets_goals(facts, claim, passage):
        return True
    if claim.role == "target":
        return not _is_result_section(claim.section)
    return False


def _sets_goals(facts: Facts, claim: Claim[Figure], passage: Passage) -> bool:
    """Whether a paragraph says of itself that it sets goals, or goes on from one that does."""
    return (
        _GOAL_LEAD.match(passage.text) is not None
        or _goes_on(facts, claim.passage)
        or _GOAL_OPENS.match(clause(facts, claim)) is not None
    )


def _goes_on(facts: Facts, at: int) -> bool:
    """Whether the paragraph before sets goals and breaks off: 预期目标：演练不少于173次；."""
    above = facts.passages[at - 1] if at else None
    if above is None or above.table is not None:
        return False
    return above.text.rstrip().endswith(_OPEN) and _GOALS_OPENED.search(above.text) is not None


def is_result(facts: Facts, claim: Claim[Figure]) -> bool:
    """True where a claim stands where results are told: by its role, section or cell."""
    passage = passage_of(facts, claim)
    if passage is not None and passage.table is not None:
        return bool(_RESULT_CELLS.search(cell_head(facts, claim.passage)))
    if is_forecast(facts, claim) or is_goal(facts, claim):
        return False
    if _BY_GOALS.search(clause(facts, claim)):
        return False
    return claim.role in {"actual", "rate"} or _is_result_section(claim.section)


def cell_head(facts: Facts, at: int) -> str:
    """What the cells just above or to the left of a cell call it; empty where they say nothing.

    ``at`` is the cell's position in ``Facts.passages``, where a table's cells stand together.
    """
    cell = facts.passages[at]
    if cell.table is None or cell.row is None or cell.col is None:
        return ""
    heads: list[str] = []
    for other in reversed(facts.passages[max(0, at - _REACH) : at]):
        if other.table != cell.table or other.row is None or other.row < cell.row - 2:
            break
        if len(other.text) > _HEAD or not _HEADS.search(comparable(other.text)):
            continue
        above, left = other.col == cell.col, other.row == cell.row
        if above or left:
            heads.append(comparable(other.text))
            if above:
                return heads[-1]
    return heads[0] if heads else ""


def _is_result_section(section: str) -> bool:
    return bool(_RESULTS.search(section)) and not _GOALS.search(comparable(section))
