"""Copies: actual values that only repeat the target, and costs above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Wording
from model.record import IndicatorRow, Passage
from model.relation import Relation, Remark
from validate.aligned import claim_rows, like, named, words_of
from validate.direction import is_cost
from validate.goals_and_results import cell_head
from validate.quoting import quote
from validate.registry import Limit, Limits, limited_rule, rule
from validate.rules.outcomes import is_full
from validate.sentences import Sentence

_INEQUALITY = re.compile(
    r"[≥≤＞＜<>≧≦]|不低于|不少于|不高于|不超过|不小于|不大于|不能超过|不得超过|至少|最多"
)
_WORDED = re.compile(r"不低于|不少于|不高于|不超过|不小于|不大于|不能超过|不得超过")
_SAME = {"≧": "≥", "≦": "≤", ">=": "≥", "<=": "≤", "＞": ">", "＜": "<", "=": "", "＝": ""}
_RESULT_CELL = re.compile(r"完成情况|实现情况|达成情况")
_CLAUSE = re.compile(r"[^，,；;。\n]+")
_ENOUGH = Limit(
    "clauses",
    Decimal(2),
    "完成情况中至少这么多处写成目标口径才列出；一处可能确是这个意思，没有出处。",
    "So many clauses in the wording of a target make an account a copy; one may be meant. "
    "No source.",
    least=Decimal(1),
)


_COPIED = Sentence(
    "“{name}”的实际值“{actual}”照抄目标，没有实测数。",
    "The actual “{actual}” of “{name}” repeats the target; nothing was measured.",
)
_COPIED_DONE = Sentence(
    "“{name}”的实际值“{actual}”照抄目标，没有实测数，却标为“{status}”。",
    "The actual “{actual}” of “{name}” repeats the target; nothing was measured, yet the "
    "status is “{status}”.",
)
_COPIED_FULL = Sentence(
    "“{name}”的实际值“{actual}”照抄目标，没有实测数，却得满分。",
    "The actual “{actual}” of “{name}” repeats the target; nothing was measured, yet it has "
    "the full score.",
)
_WORDED_AS_TARGETS = Sentence(
    "“完成情况”有{count}处写成目标口径（不低于、不超过），如“{first}”，没有实测数。",
    "{count} clauses of what was done are worded as targets, such as “{first}”; nothing was "
    "measured.",
)


@limited_rule(
    "LOG04",
    "实际值照抄目标",
    "Actual repeats the target",
    severity="warning",
    limits=(_ENOUGH,),
    says=(_COPIED, _COPIED_DONE, _COPIED_FULL, _WORDED_AS_TARGETS),
)
def actual_repeats_target(facts: Facts, limits: Limits) -> Iterator[Remark]:
    """实际完成值应是实测的数，而不是目标的“≥”或“不低于”。

    An actual is a measured figure, not the target's own inequality.

    Flags::

        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥92% | ≥92% | 已完成 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 26次 | 已完成 |

    Flags::

        绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 满意度指标 | 服务对象满意度指标 | 村民满意度 | >=92% | ≥92% | 10 | 10 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 26次 | 10 | 10 |

    Flags::

        绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 数量指标 | 发放手册 | 不少于3000册 | 不少于3000册 |
        |          |          | 巡查次数 | ≥24次 | 26次 |

    Passes::

        绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 质量指标 | 验收合格率 | =100% | 100% |
        |          | 数量指标 | 巡查次数 | ≥24次 | 24次 |
    """
    for row in facts.indicators:
        if row.row_kind == "item" and _is_copy(row):
            yield _copied(row)
    for at, passage in enumerate(facts.passages):
        if passage.kind != "cell" or len(_WORDED.findall(passage.text)) < limits["clauses"]:
            continue
        if _RESULT_CELL.search(cell_head(facts, at)):
            yield _worded(facts, passage)


_ABOVE = Sentence(
    "成本指标“{name}”实际{actual}超过目标{target}。",
    "The actual {actual} of the cost indicator “{name}” exceeds its target {target}.",
)
_ABOVE_STAGE = Sentence(
    "成本指标“{name}”实际{actual}超过阶段目标{target}。",
    "The actual {actual} of the cost indicator “{name}” exceeds its stage target {target}.",
)


@rule(
    "LOG05",
    "成本实际超目标",
    "Cost above its target",
    severity="warning",
    says=(_ABOVE, _ABOVE_STAGE),
)
def cost_above_target(facts: Facts) -> Iterator[Relation]:
    """成本指标的实际值不应超过（阶段）目标值。

    The actual of a cost indicator does not exceed its target, or its target for the stage.

    Flags::

        绩效监控表
        | 一级指标 | 二级指标 | 三级指标 | 年度目标值 | 本阶段应完成的绩效目标值 | 实际完成值 |
        | 成本指标 | 经济成本 | 巡护交通费 | ≤50000元 | =30000元 | 34000元 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 18次 | 18次 |

    Flags::

        绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 成本指标 | 经济成本指标 | 巡护服装费 | ≤500元/人 | 620元/人 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 26次 |

    Flags::

        绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 成本指标 | 项目总成本 | ≤80万元 | 85.2万元 |
        |          | 数量指标 | 巡查次数 | ≥24次 | 26次 |

    Passes::

        绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 成本指标 | 经济成本指标 | 巡护服装费 | ≤500元/人 | 480元/人 |
        |          |          | 成本节约率 | ≥5% | 8% |
    """
    for row in facts.indicators:
        target = row.stage if row.stage is not None else row.target
        if row.row_kind != "item" or not is_cost(row) or target is None or row.actual is None:
            continue
        if not _is_ceiling(target):
            continue
        above = _ABOVE_STAGE if row.stage is not None else _ABOVE
        said = above.filled(name=named(row), actual=row.actual.raw, target=target.raw)
        yield Relation(
            like(row.actual, target),
            "<=",
            like(target, row.actual),
            also=words_of(row),
            table=row.table,
            zh=said.zh,
            en=said.en,
        )


def _is_copy(row: IndicatorRow[Figure]) -> bool:
    target = row.target_text if row.stage_text is None else row.stage_text
    if row.actual_text is None or target is None or not re.search(r"\d", row.actual_text.raw):
        return False
    return bool(_INEQUALITY.search(row.actual_text.raw)) and _folded(row.actual_text) in {
        _folded(target),
        _folded(row.target_text or target),
    }


def _folded(words: Wording) -> str:
    text = re.sub(r"\s+", "", words.raw)
    for printed, meant in _SAME.items():
        text = text.replace(printed, meant)
    return text


def _copied(row: IndicatorRow[Figure]) -> Remark:
    texts = (row.target_text, row.stage_text, row.actual_text, row.status)
    done = row.status is not None and row.met is True
    rests = done or is_full(row)
    scores = (row.weight, row.score) if is_full(row) else ()
    words: tuple[Wording | Figure | None, ...] = (*words_of(row), *texts, *scores)
    actual = row.actual_text.raw if row.actual_text is not None else ""
    status = row.status.raw if row.status is not None else ""
    copied = _COPIED_DONE if done else _COPIED_FULL if rests else _COPIED
    said = copied.filled(name=named(row), actual=actual, status=status)
    return Remark(
        tuple(one for one in words if one is not None),
        severity=None if rests else "note",
        table=row.table,
        zh=said.zh,
        en=said.en,
    )


def _worded(facts: Facts, passage: Passage) -> Remark:
    clauses = [match for match in _CLAUSE.finditer(passage.text) if _WORDED.search(match.group())]
    inside = [pair.row for pair in claim_rows(facts) if _stands_in(passage, pair.claim.figure)]
    rests = any(is_full(row) or (row.status is not None and row.met) for row in inside)
    said = _WORDED_AS_TARGETS.filled(count=len(clauses), first=clauses[0].group().strip())
    return Remark(
        tuple(quote(passage, match.start(), match.end()) for match in clauses),
        severity=None if rests else "note",
        zh=said.zh,
        en=said.en,
    )


def _stands_in(passage: Passage, figure: Figure) -> bool:
    return any(span.start <= figure.start < span.end for span in passage.source)


def _is_ceiling(target: Figure) -> bool:
    """Costs are ceilings unless printed with ≥; a rate of saving is no cost."""
    if target.comparator in {"<=", "<"}:
        return True
    return target.comparator == "=" and getattr(target, "kind", "") in {"money", "rate"}
