"""Coverage: indicators promised and never reported, and rows the text never mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim, IndicatorRow
from model.relation import Remark
from validate.aligned import COUNTED, claim_rows, named, words_of
from validate.goals_and_results import is_goal, is_result
from validate.quoting import comparable
from validate.registry import Limit, Limits, limited_rule
from validate.rules.outcomes import is_full
from validate.sentences import Sentence

_MANY = Limit(
    "clauses",
    Decimal(4),
    "一段中至少这么多项指标才当作完整的目标（或结果）清单；再少，缺一行说明不了什么，没有出处。",
    "So many clauses make a paragraph a list of goals or results; in a shorter one a missing row "
    "proves little. No source.",
)
_STEM = 4
"""Characters of the shortest name without its count; a shorter one may stand anywhere."""
_SHARE = Limit(
    "found",
    Decimal("0.6"),
    "同段指标至少有这一比例在表中找到，找不到的才列为疑点，否则只作提示；没有出处。",
    "Where this share of a paragraph's clauses is found in the table, one that is not is a "
    "warning, else a note. No source.",
)
_NAME = re.compile(r"[\u4e00-\u9fff]{4,}")
_NOT_INDICATOR = re.compile(r"预算|资金总额|总额|总投资|投资额|年度$|得分|分值|权重|执行率|序时")


_NO_ROW = Sentence(
    "绩效目标中的“{name}{figure}”在完成情况表的{rows}行指标中找不到（同段另{others}项均有对应）。",
    "The goal “{name} {figure}” has no row among the {rows} of the table, though {others} "
    "others of its paragraph have.",
)
_ZERO_UNTOLD = Sentence(
    "“{name}”得{score}分，正文的完成情况却未提及。",
    "“{name}” scored {score}, yet the text's account of results leaves it out.",
)
_FULL_UNTOLD = Sentence(
    "得满分的指标{names}，正文没有完成情况。",
    "Of the indicators {names}, which have full scores, the text's account of results says "
    "nothing.",
)


@limited_rule(
    "XREF04",
    "指标缺失",
    "Indicator promised but missing",
    severity="warning",
    limits=(_MANY, _SHARE),
    says=(_NO_ROW, _ZERO_UNTOLD, _FULL_UNTOLD),
)
def indicator_missing(facts: Facts, limits: Limits) -> Iterator[Remark]:
    """绩效目标中写明的指标应在完成情况表中有一行，评分表中的指标应在正文中有交代。

    An indicator of the goals has a row in the table; a row scored is told of in the text.

    Flags::

        （一）项目绩效目标
        年度绩效目标为：培训护林员人数达到120人，巡查次数达到24次，火情处置及时率达到98%，设备完好率达到95%，护林员装备配发标准600元/人/年，村民满意度达到92%。
        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 数量指标 | 培训护林员人数 | ≥120人 | 126人 | 已完成 |
        |          |          | 巡查次数 | ≥24次 | 26次 | 已完成 |
        |          | 质量指标 | 设备完好率 | ≥95% | 96% | 已完成 |
        |          | 时效指标 | 火情处置及时率 | ≥98% | 98% | 已完成 |
        | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥92% | 93% | 已完成 |

    Flags::

        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 产出 | 产出数量 | 巡查次数 | 5 | 5 |
        |      |          | 修缮路灯数量 | 5 | 5 |
        |      |          | 组织消防演练场次 | 5 | 0 |
        |      |          | 发放宣传手册数量 | 5 | 5 |
        |      |          | 更换灭火器数量 | 5 | 5 |
        一、绩效目标完成情况
        巡查次数达到24次，修缮路灯数量达到40盏，发放宣传手册数量达到3000册，更换灭火器数量达到60个。

    Passes::

        （一）项目绩效目标
        年度绩效目标为：培训护林员人数达到120人，巡查次数达到24次，火情处置及时率达到98%，村民满意度达到92%。
        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 数量指标 | 培训护林员人数 | ≥120人 | 126人 | 已完成 |
        |          |          | 巡查次数 | ≥24次 | 26次 | 已完成 |
        |          | 时效指标 | 火情处置及时率 | ≥98% | 98% | 已完成 |
        | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥92% | 93% | 已完成 |
    """
    yield from _promised(facts, limits)
    yield from _untold(facts, limits)


def _promised(facts: Facts, limits: Limits) -> Iterator[Remark]:
    linked: dict[str, list[IndicatorRow[Figure]]] = {}
    for pair in claim_rows(facts):
        linked.setdefault(pair.claim.key, []).append(pair.row)
    lists: dict[int, list[Claim[Figure]]] = {}
    for claim in facts.claims:
        if claim.role == "target" and is_goal(facts, claim) and isinstance(claim.figure, Quantity):
            lists.setdefault(claim.passage, []).append(claim)
    for claims in lists.values():
        found = [row for claim in claims for row in linked.get(claim.key, ())]
        tables = Counter(row.table for row in found if row.actual_text is not None)
        if len(claims) < limits["clauses"] or not tables:
            continue
        known = [claim for claim in claims if claim.key in linked]
        rows = [row for row in facts.indicators if row.table == tables.most_common(1)[0][0]]
        for claim in claims:
            if claim.key not in linked and _names_indicator(claim, rows):
                usual = len(known) >= limits["found"] * len(claims)
                yield _missing(claim, known, named_table=rows, usual=usual)


def _told(name: str, text: str) -> bool:
    """True where the text has the name, or what of it is left without the count: 夜间巡查次数."""
    counted = next((m for m in COUNTED.finditer(name) if m.end() == len(name)), None)
    stem = name[: counted.start()] if counted and counted.start() >= _STEM else name
    return stem in text


_CLAUSE = re.compile(r"\d|累计|以上|以内|中期|长期|[两三四五]年|达到|不[少低高超]")
"""In a name: it is a clause, which a row may put in other words."""
_AKIN = 2
"""Pairs of characters in common that make two names akin."""
_USUAL_PAIRS = frozenset(
    {
        "数量",
        "完成",
        "项目",
        "达到",
        "及时",
        "满意",
        "意度",
        "合格",
        "格率",
        "人数",
        "次数",
        "覆盖",
        "盖率",
        "人员",
    }
)
_HEAD = re.compile(r"[年度总体绩效项目预期]{2,8}目标\d*")
"""The head of the goals, taken for the name of a figure behind it."""


def _names_indicator(claim: Claim[Figure], rows: list[IndicatorRow[Figure]]) -> bool:
    """True for a clause that names an indicator of its own, which no row name contains."""
    name = comparable(claim.subject.raw)
    if not _NAME.search(name) or _NOT_INDICATOR.search(name) or _HEAD.fullmatch(name):
        return False
    printed = [comparable(row.name.raw) for row in rows if row.name is not None]
    return not any(name in row or row in name for row in printed)


def _missing(
    claim: Claim[Figure],
    known: list[Claim[Figure]],
    *,
    named_table: list[IndicatorRow[Figure]],
    usual: bool,
) -> Remark:
    name = "".join(claim.subject.raw.split())
    rows = sum(row.row_kind == "item" for row in named_table)
    in_words = _CLAUSE.search(claim.subject.raw)
    said = _NO_ROW.filled(name=name, figure=claim.figure.raw, rows=rows, others=len(known))
    return Remark(
        (claim.subject, claim.figure),
        severity=None if usual and not in_words and not _akin(name, named_table) else "note",
        zh=said.zh,
        en=said.en,
    )


def _akin(name: str, rows: list[IndicatorRow[Figure]]) -> bool:
    """Whether a row may be the same in another order of words: 处理污水, 污水处理量."""
    pairs = {name[at : at + 2] for at in range(len(name) - 1)} - _USUAL_PAIRS
    printed = [comparable(row.name.raw) for row in rows if row.name is not None]
    return any(sum(pair in one for pair in pairs) >= _AKIN for one in printed)


def _untold(facts: Facts, limits: Limits) -> Iterator[Remark]:
    """Scored rows the text's account of the results passes over."""
    pairs = [pair for pair in claim_rows(facts) if is_result(facts, pair.claim)]
    lists = Counter(pair.claim.passage for pair in pairs)
    if not lists or lists.most_common(1)[0][1] < limits["clauses"]:
        return
    told = {pair.row.key for pair in claim_rows(facts)}
    groups = {
        (pair.row.table, pair.row.levels[1].raw)
        for pair in pairs
        if lists[pair.claim.passage] >= limits["clauses"] and pair.row.levels[1] is not None
    }
    text = comparable("".join(p.text for p in facts.passages if p.table is None))
    text += comparable("".join(p.text for p in facts.passages if len(p.text) > 60))  # noqa: PLR2004 - a cell that holds prose, not a name
    silent = [
        row
        for row in facts.indicators
        if row.row_kind == "item"
        and row.score is not None
        and row.levels[1] is not None
        and (row.table, row.levels[1].raw) in groups
        and row.key not in told
        and not _told(comparable(named(row)), text)
    ]
    for row in silent:
        if isinstance(row.score, Quantity) and row.score.value == 0:
            said = _ZERO_UNTOLD.filled(name=named(row), score=row.score.raw)
            yield Remark((*words_of(row), row.score), zh=said.zh, en=said.en)
    full = [row for row in silent if is_full(row)]
    if full:
        said = _FULL_UNTOLD.filled(names="、".join(f"“{named(row)}”" for row in full))
        yield Remark(
            tuple(words for row in full for words in words_of(row)),
            severity="note",
            zh=said.zh,
            en=said.en,
        )
