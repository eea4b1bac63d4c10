"""Outcomes: target, actual, status and score of one indicator must tell one story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import Claim, IndicatorRow
from model.relation import Ratio, Relation, Remark
from validate.aligned import Pair, claim_rows, clause, like, mates, named, sentence, words_of
from validate.direction import aim, is_cost
from validate.goals_and_results import is_goal, is_result
from validate.registry import rule
from validate.sentences import Sentence

_REACHED = re.compile(r"达到|达成|完成|实现|不低于|不少于|不超过|达\d|[≥≤]")
_SAID_AFTER = re.compile(
    r"[，,]?(?:均|已|全部|按期|如期|超额)*(?:达到|完成|实现)了?(?:年度|预期|全年|绩效)*目标"
)
_NEAR = 10
"""Characters behind a figure that may still say it was not reached."""
_AS_TARGET = re.compile(r"不低于|不少于|不高于|不超过|不能超过|不得超过|至少|以上|以内|[≥≤]|>=|<=")
_OPERANDS = {"received_rate": ("received", "budget"), "execution_rate": ("spent", "budget")}


_STATUS = Sentence(
    "“{name}”目标{target}，实际{actual}，却标为“{status}”。",
    "“{name}”: target {target}, actual {actual}, yet the status says “{status}”.",
)
_TEXT_STATUS = Sentence(
    "“{name}”正文实际为{told}，表中目标{target}，却标为“{status}”。",
    "“{name}”: the text states {told}; the table's target is {target}, yet the status is "
    "“{status}”.",
)
_TEXT_GOAL_STATUS = Sentence(
    "“{name}”正文实际为{told}，正文目标{goal}，表中目标{target}，却标为“{status}”。",
    "“{name}”: the text states {told} and a goal of {goal}; the table's target is {target}, "
    "yet the status is “{status}”.",
)


@rule(
    "LOG01",
    "目标、实际与状态矛盾",
    "Target, actual and status disagree",
    severity="error",
    says=(_STATUS, _TEXT_STATUS, _TEXT_GOAL_STATUS),
)
def status_fits_actual(facts: Facts) -> Iterator[Relation]:
    """指标标为已完成时，实际值应达到目标值；标为未完成时，实际值不应已达到目标值。

    An indicator marked as done has an actual that meets its target, and one not done has not.

    Flags::

        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 数量指标 | 培训护林员人数 | ≥120人 | 96人 | 已完成 |
        |          | 质量指标 | 培训合格率 | ≥95% | 97% | 已完成 |

    Flags::

        一、资金安排
        项目年度资金总额200万元，实际到位资金150万元，资金到位率75%。
        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 质量指标 | 资金到位率 | =100% | 100% | 已完成 |
        |          | 数量指标 | 培训护林员人数 | ≥120人 | 126人 | 已完成 |

    Flags::

        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 效益指标 | 社会效益指标 | 群众投诉次数 | ≤3次 | 5次 | 已完成 |
        |          |          | 就业带动人数 | ≥40人 | 42人 | 已完成 |

    Passes::

        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 数量指标 | 培训护林员人数 | ≥120人 | 126人 | 已完成 |
        |          | 质量指标 | 培训合格率 | ≥95% | 80% | 未完成 |
        | 效益指标 | 社会效益指标 | 就业带动 | 效果明显 | 效果明显 | 已完成 |
    """
    for row in facts.indicators:
        target = row.stage if row.stage is not None else row.target
        if row.row_kind != "item" or target is None or row.actual is None or row.status is None:
            continue
        op = aim(row, target)
        if op is None or row.met is None:
            continue
        said = _STATUS.filled(
            name=named(row), target=target.raw, actual=row.actual.raw, status=row.status.raw
        )
        yield Relation(
            like(row.actual, target),
            op,
            target,
            suspicious_if_holds=not row.met,
            severity=None if row.met else "warning",
            also=(*words_of(row), row.status),
            table=row.table,
            zh=said.zh,
            en=said.en,
        )
    yield from _prose_against_status(facts)


_FULL_FROM = re.compile(
    r"\d(?:\.\d+)?\s*[%％][^；;。\d]{0,10}以上[^；;。\d]{0,8}(?:满分|不扣分|全部分)"
)
"""A scoring standard that gives the full score from a share of the target on."""
_FULL = Sentence(
    "“{name}”目标{target}，实际{actual}未达标，却得满分{score}（分值{weight}）。",
    "“{name}”: target {target}, actual {actual}: missed, yet the full score {score} of "
    "{weight} was given.",
)


@rule(
    "LOG02",
    "未达标却得满分",
    "Full score though the target is missed",
    severity="error",
    says=(_FULL,),
)
def full_score_though_missed(facts: Facts) -> Iterator[Relation]:
    """实际值未达到目标值的指标不应得满分。

    An indicator whose actual misses its target does not earn its full score.

    Flags::

        绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 修缮公路里程 | ≥60公里 | 42公里 | 20 | 20 |
        |          | 质量指标 | 验收合格率 | ≥95% | 96% | 30 | 30 |

    Flags::

        绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 效益指标 | 社会效益指标 | 交通事故起数 | ≤5起 | 9起 | 30 | 30 |
        | 产出指标 | 质量指标 | 验收合格率 | ≥95% | 96% | 30 | 30 |

    Flags::

        绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 满意度指标 | 服务对象满意度指标 | 村民满意度 | 90% | 82% | 10 | 10 |
        | 产出指标 | 质量指标 | 验收合格率 | ≥95% | 96% | 30 | 30 |

    Passes::

        绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 修缮公路里程 | ≥60公里 | 63公里 | 20 | 20 |
        |          | 质量指标 | 验收合格率 | ≥95% | 90% | 30 | 27 |
    """
    for row in facts.indicators:
        target = row.stage if row.stage is not None else row.target
        if row.row_kind != "item" or target is None or row.actual is None or not is_full(row):
            continue
        op = aim(row, target)
        if op is None or row.weight is None or row.score is None:
            continue
        if row.standard is not None and _FULL_FROM.search(row.standard.raw):
            continue
        said = _FULL.filled(
            name=named(row),
            target=target.raw,
            actual=row.actual.raw,
            score=row.score.raw,
            weight=row.weight.raw,
        )
        yield Relation(
            like(row.actual, target),
            op,
            target,
            severity="warning" if row.standard is not None else None,
            also=(*words_of(row), row.weight, row.score),
            table=row.table,
            zh=said.zh,
            en=said.en,
        )


_ZERO = Sentence(
    "“{name}”得{score}分（分值{weight}），正文却称“{told}”。",
    "“{name}” scored {score} of {weight}, yet the text says “{told}”.",
)


@rule(
    "LOG03",
    "得零分而称达标",
    "No score though the text says it was reached",
    severity="error",
    says=(_ZERO,),
)
def no_score_though_reached(facts: Facts) -> Iterator[Remark]:
    """得零分的指标，正文不应称其已达到或完成。

    The text does not say of an indicator scored zero that it was reached.

    Flags::

        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 产出 | 产出数量 | 巡查次数 | 5 | 0 |
        |      |          | 修缮路灯数量 | 5 | 5 |
        一、绩效目标完成情况
        修缮路灯数量达到40盏，巡查次数达到24次。

    Flags::

        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 产出 | 产出数量 | 宣传手册发放数量 | 4 | 0 |
        |      |          | 修缮路灯数量 | 5 | 5 |
        一、绩效目标完成情况
        修缮路灯数量达到40盏，宣传手册发放数量不低于3000册。

    Flags::

        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 产出 | 产出质量 | 验收合格率 | 4 | 0 |
        |      |          | 设备完好率 | 5 | 5 |
        一、项目产出情况分析
        设备完好率达到98%，验收合格率达到100%。

    Passes::

        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 产出 | 产出数量 | 巡查次数 | 5 | 0 |
        |      |          | 修缮路灯数量 | 5 | 5 |
        一、绩效目标完成情况
        修缮路灯数量达到40盏，巡查次数未达到24次。
    """
    pairs = [pair for pair in claim_rows(facts) if pair.sure]
    for row in facts.indicators:
        if row.row_kind != "item" or row.score is None or row.weight is None or not _is_zero(row):
            continue
        told = [_Told(pair.claim, _statement(facts, pair)) for pair in pairs if pair.row is row]
        told = [one for one in told if one.words and is_result(facts, one.claim)]
        if not told:
            continue
        copied = all(_AS_TARGET.search(one.words) for one in told)
        claim = told[0].claim
        said = _ZERO.filled(
            name=named(row),
            score=row.score.raw,
            weight=row.weight.raw,
            told=one_line(claim.subject.raw) + claim.figure.raw,
        )
        yield Remark(
            (*words_of(row), row.weight, row.score, *_evidence([one.claim for one in told])),
            severity="warning" if copied else None,
            zh=said.zh,
            en=said.en,
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim and the words that say its figure was reached; empty where they say it was not."""

    claim: Claim[Figure]
    words: str


def is_full(row: IndicatorRow[Figure]) -> bool:
    """True where score and weight are printed and equal, and not zero."""
    weight, score = row.weight, row.score
    if not (isinstance(weight, Quantity) and isinstance(score, Quantity)):
        return False
    return weight.value is not None and weight.value == score.value and weight.value != 0


def one_line(text: str) -> str:
    """Words as they read on one line."""
    return "".join(text.split())


def _is_zero(row: IndicatorRow[Figure]) -> bool:
    return isinstance(row.score, Quantity) and row.score.value == 0


def _statement(facts: Facts, pair: Pair) -> str:
    """The words from the indicator's name to the figure, if they say it was reached."""
    words = re.split(r"[，,、]", clause(facts, pair.claim))[-1] + pair.claim.figure.raw
    after = sentence(facts, pair.claim).partition(pair.claim.figure.raw)[2]
    if re.search(r"未|没有|不足|仅|只|尚", words + after[:_NEAR]):
        return ""
    said = _SAID_AFTER.match(after)
    return words + said.group() if said else (words if _REACHED.search(words) else "")


def _evidence(claims: list[Claim[Figure]]) -> Iterator[Wording | Figure]:
    for claim in claims:
        yield claim.subject
        yield claim.figure


def _prose_against_status(facts: Facts) -> Iterator[Relation]:
    """A rate that prose states or implies, against the target of the row that is marked done."""
    pairs = [pair for pair in claim_rows(facts) if pair.sure]
    for pair in pairs:
        row, claim = pair.row, pair.claim
        if row.met is not True or row.status is None or row.target is None or is_cost(row):
            continue
        if claim.role not in {"actual", "rate"} or not is_result(facts, claim):
            continue
        op = aim(row, row.target)
        if op not in {">=", ">"}:
            continue
        goals = [
            other.claim
            for other in pairs
            if other.row is row and other.claim is not claim and is_goal(facts, other.claim)
        ]
        parts = _operands(facts, claim)
        reported = (row.actual,) if row.actual is not None else ()
        also = (*words_of(row), row.status, *reported, *_evidence([claim, *goals]))
        wording = _TEXT_GOAL_STATUS if goals else _TEXT_STATUS
        said = wording.filled(
            name=named(row),
            told=claim.figure.raw,
            goal=goals[0].figure.raw if goals else "",
            target=row.target.raw,
            status=row.status.raw,
        )
        yield Relation(
            row.target,
            "<=",
            Ratio(*parts) if parts else claim.figure,
            also=also,
            zh=said.zh,
            en=said.en,
        )


def _operands(facts: Facts, claim: Claim[Figure]) -> tuple[Figure, Figure] | None:
    """The amounts a rate in prose was computed from: the nearest before it in its passage."""
    wanted = _OPERANDS.get(claim.measure or "")
    if wanted is None:
        return None
    found: list[Figure] = []
    for role in wanted:
        before = [
            other.figure
            for other in mates(facts, claim)
            if role in {other.role, other.measure}
            and isinstance(other.figure, Quantity)
            and other.figure.kind == "money"
            and other.figure.start < claim.figure.start
        ]
        if not before:
            return None
        found.append(before[-1] if role != "budget" else before[0])
    return found[0], found[1]
