"""Full marks for a rate or for satisfaction that nobody measured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim, IndicatorRow, Passage
from model.relation import Remark
from validate.aligned import claim_rows, named, row_pairs, words_of
from validate.goals_and_results import is_goal
from validate.quoting import comparable
from validate.registry import rule
from validate.rules.outcomes import is_full, one_line
from validate.sentences import Sentence

_SATISFACTION = re.compile(r"满意")
_RATE = re.compile(r"率(?:指标|情况|达标|[（(][^（）()]*[）)])?$")
_NO_RATE = re.compile(r"(?:效|频|功|利|税|费|汇|速|概)率")
_MONEY = re.compile(r"(?:执行|支出|支付|使用|到位|拨付|配套)率|预算完成率")
"""Rates that the report's own amounts give, whether or not it prints them."""
_DIGIT = re.compile(r"[\d０-９〇一二三四五六七八九十百]+\s*[%％‰成]|\d")
_SAID = Sentence(
    "“{name}”得满分{score}分（分值{weight}），但未见其实测数值",
    "“{name}” scored its full {score} points, yet no measured value of it is stated anywhere",
)


@rule("POL12", "得分无实测值", "Score without a measured value", severity="note", says=(_SAID,))
def score_without_measure(facts: Facts) -> Iterator[Remark]:
    """满意度和比率类指标得满分的，报告中应有其实测数值。

    A rate or satisfaction that earned full marks has a measured value somewhere in the report.

    Flags::

        项目支出绩效评价报告
        附件1 绩效评价指标评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分标准 |
        | 产出 | 产出数量 | 修缮路灯数量 | 50 | 50 | 完成得满分 |
        | 效益 | 社会效益 | 夜间照明改善 | 40 | 40 | 明显改善得满分 |
        | 满意度 | 服务对象满意度 | 居民满意度 | 10 | 10 | 满意度≥90%得10分，80%-90%得8分 |

    Flags::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 修缮路灯数量 | ≥60盏 | 60盏 | 50 | 50 |
        | 产出指标 | 质量指标 | 验收合格率 | ≥95% | 合格 | 40 | 40 |
        | 满意度指标 | 服务对象满意度 | 居民满意度 | ≥90% | 92% | 10 | 10 |

    Passes::

        项目支出绩效评价报告
        一、项目效益
        经问卷调查，居民对夜间照明的满意度为93.5%。
        附件1 绩效评价指标评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分标准 |
        | 产出 | 产出数量 | 修缮路灯数量 | 50 | 50 | 完成得满分 |
        | 效益 | 社会效益 | 夜间照明改善 | 40 | 40 | 明显改善得满分 |
        | 满意度 | 服务对象满意度 | 居民满意度 | 10 | 10 | 满意度≥90%得10分，80%-90%得8分 |

    Passes::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 修缮路灯数量 | ≥60盏 | 60盏 | 50 | 50 |
        | 产出指标 | 时效指标 | 提高工作效率 | 有效提高 | 有效提高 | 40 | 40 |
        | 满意度指标 | 服务对象满意度 | 居民满意度 | ≥90% | 未调查 | 10 | 6 |
    """
    if facts.data.doc_type == "other":
        return
    bare = [row for row in facts.indicators if _is_bare(row)]
    if not bare:
        return
    measured = {pair.row.key for pair in claim_rows(facts) if not _is_aim(facts, pair.claim)}
    for left, right, _ in row_pairs(facts):
        measured |= {left.key} if _is_measured(right) else set()
        measured |= {right.key} if _is_measured(left) else set()
    told = _told(facts)
    for row in bare:
        if row.key not in measured and not any(_speaks_of(one, words, row) for one, words in told):
            figures = tuple(one for one in (row.weight, row.score) if one is not None)
            words = {"score": row.score.raw.strip() if row.score is not None else ""}
            weight = row.weight.raw.strip() if row.weight is not None else ""
            said = _SAID.filled(name=one_line(named(row)), weight=weight, **words)
            yield Remark((*words_of(row), *figures), table=row.table, zh=said.zh, en=said.en)


def _is_bare(row: IndicatorRow[Figure]) -> bool:
    """Whether a row with full marks is one that must be measured, and prints no measure itself."""
    if row.row_kind != "item" or row.name is None or not is_full(row) or _is_measured(row):
        return False
    name = one_line(row.name.raw)
    if name.endswith("满意度指标"):
        return False
    if _SATISFACTION.search(name):
        return True
    return bool(_RATE.search(name)) and not _NO_RATE.search(name) and not _MONEY.search(name)


def _is_measured(row: IndicatorRow[Figure]) -> bool:
    if row.actual is not None:
        return True
    return row.actual_text is not None and bool(_DIGIT.search(row.actual_text.raw))


def _tells(facts: Facts, claim: Claim[Figure]) -> bool:
    """Whether a claim is a percentage that was found, not one aimed at or a mark given."""
    figure = claim.figure
    if not isinstance(figure, Quantity) or figure.kind not in {"percent", "number"}:
        return False
    return not _is_aim(facts, claim)


def _is_aim(facts: Facts, claim: Claim[Figure]) -> bool:
    return claim.role in {"target", "weight", "score"} or is_goal(facts, claim)


def _told(facts: Facts) -> list[tuple[Passage, str]]:
    """Passages that state a percentage that was found, with their words made comparable."""
    places = dict.fromkeys(claim.passage for claim in facts.claims if _tells(facts, claim))
    found = [facts.passages[at] for at in places if 0 <= at < len(facts.passages)]
    return [(passage, comparable(passage.text)) for passage in found]


def _speaks_of(passage: Passage, words: str, row: IndicatorRow[Figure]) -> bool:
    """Whether a passage names the row, or satisfaction where the row is that."""
    if (passage.table, passage.row) == (row.table, row.row) or row.name is None:
        return False
    name = comparable(row.name.raw)
    return name in words or ("满意" in name and "满意" in words)
