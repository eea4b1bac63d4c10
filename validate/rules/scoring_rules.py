"""Scores that the scoring rule printed beside them cannot give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import IndicatorRow
from model.relation import Constant, Relation
from validate.aligned import claim_rows, named, words_of
from validate.goals_and_results import is_result
from validate.registry import rule
from validate.rules.outcomes import is_full, one_line
from validate.scoring_text import Scheme, Slope, Tier, scheme
from validate.selection import points
from validate.sentences import Sentence

_LONGEST = 40
_UNREACHABLE = Sentence(
    "“{name}”得分{score}不能由其评分标准“{standard}”得出（分值{weight}）",
    "“{name}” scored {score} of {weight}, which its scoring rule “{standard}” cannot give",
)
_OTHER_TIER = Sentence(
    "“{name}”实际值{actual}，按评分标准应得{tier}分，得分与此不符",
    "“{name}”: at an actual of {actual} its scoring rule gives {tier} points, not what was scored",
)


@rule(
    "LOG10",
    "得分不符合评分标准",
    "Score not derivable from its own rule",
    severity="warning",
    says=(_UNREACHABLE, _OTHER_TIER),
)
def score_by_own_rule(facts: Facts) -> Iterator[Relation]:
    """指标得分应能由其自身的评分标准得出。

    A score is one that the scoring rule printed beside it can give.

    Flags::

        项目支出绩效评价报告
        附件 绩效评价指标评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分标准 |
        | 过程 | 资金管理 | 资金使用合规性 | 6 | 5 | 合规得满分；每发现一例不合规扣2分，扣完为止 |
        | 产出 | 产出数量 | 安装路灯数量 | 54 | 54 | 完成得满分，未完成不得分 |
        | 效益 | 社会效益 | 夜间出行安全 | 40 | 40 | 明显改善得满分，未改善不得分 |

    Flags::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 评分标准 |
        | 产出指标 | 数量指标 | 安装路灯数量 | ≥60盏 | 60盏 | 90 | 90 | 完成得满分，未完成不得分 |
        | 满意度 | 满意度 | 居民满意度 | ≥90% | 84% | 10 | 10 | ≥90%得10分；≥80%得8分；<80%得0分 |

    Passes::

        项目支出绩效评价报告
        附件 绩效评价指标评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 评分标准 |
        | 过程 | 资金管理 | 资金使用合规性 | 6 | 4 | 合规得满分；每发现一例不合规扣2分，扣完为止 |
        | 过程 | 组织实施 | 制度执行有效性 | 4 | 3 | 视执行情况酌情扣分 |
        | 产出 | 产出数量 | 安装路灯数量 | 50 | 47.5 | 按完成比例得分 |
        | 效益 | 社会效益 | 夜间出行安全 | 40 | 24 | 改善得满分，部分改善得权重的60% |
    """
    rows = [row for row in facts.indicators if row.row_kind == "item" and row.standard is not None]
    found = _measured(facts) if rows else {}
    for row in rows:
        weight, score = points(row.weight), points(row.score)
        if weight is None or score is None or weight.value is None or score.value is None:
            continue
        actual = _percent(row.actual) or _percent(found.get(row.key))
        if actual is None and is_full(row):
            continue
        read = scheme(row.standard.raw, weight.value) if row.standard is not None else None
        if read is None:
            continue
        if actual is None or not (read.tiers or read.slope):
            yield from _attainable(row, weight, score, read)
        elif read.slope is not None:
            yield from _by_slope(row, weight, score, actual, read.slope)
        else:
            yield from _by_tier(row, score, actual, read.tiers)


def _measured(facts: Facts) -> dict[str, Figure]:
    """What the text says came of an indicator, where it says one thing."""
    told: dict[str, list[Figure]] = {}
    for pair in claim_rows(facts):
        if pair.sure and is_result(facts, pair.claim):
            told.setdefault(pair.row.key, []).append(pair.claim.figure)
    return {key: figures[0] for key, figures in told.items() if len(figures) == 1}


def _percent(figure: Figure | None) -> Quantity | None:
    """The figure if it is a percentage as such."""
    plain = isinstance(figure, Quantity) and figure.kind == "percent" and figure.comparator == "="
    return figure if isinstance(figure, Quantity) and plain else None


def _attainable(
    row: IndicatorRow[Figure], weight: Quantity, score: Quantity, read: Scheme
) -> Iterator[Relation]:
    """The score is full marks, none, one the rule names, or full marks less whole steps."""
    if score.value is None or weight.value is None or row.standard is None:
        return
    near = read.nearest(score.value, weight.value)
    text = one_line(row.standard.raw)
    said = _UNREACHABLE.filled(
        name=one_line(named(row)),
        score=one_line(score.raw),
        weight=one_line(weight.raw),
        standard=text if len(text) <= _LONGEST else f"…{text[-_LONGEST:]}",
    )
    options = [Relation(score, "=", Constant(Decimal(_plain(one)), "分")) for one in near]
    yield Relation(
        score,
        "=",
        options[0].right,
        severity="note" if read.in_percent else None,
        one_of=tuple(options[1:]),
        also=(*words_of(row), weight, row.standard),
        table=row.table,
        zh=said.zh,
        en=said.en,
    )


def _by_slope(
    row: IndicatorRow[Figure], weight: Quantity, score: Quantity, actual: Quantity, slope: Slope
) -> Iterator[Relation]:
    """Full marks from the bound on, and what the rule leaves of them below it."""
    if weight.value is None or actual.value is None:
        return
    earned = slope.scores(actual.value, weight.value)
    options = tuple(Relation(score, "=", Constant(Decimal(_plain(one)), "分")) for one in earned)
    yield _told(replace(options[0], one_of=options[1:]), row, actual, earned[0])


def _by_tier(
    row: IndicatorRow[Figure], score: Quantity, actual: Quantity, tiers: tuple[Tier, ...]
) -> Iterator[Relation]:
    """The score of the tier the actual falls into."""
    for tier in tiers:
        inside: Relation | None = None
        if tier.high is not None:
            inside = Relation(actual, "<", Constant(tier.high, "%"))
        if tier.low is not None:
            inside = Relation(actual, ">=", Constant(tier.low, "%"), given=inside)
        earned = Relation(score, "=", Constant(tier.score, "分"), given=inside)
        yield _told(earned, row, actual, tier.score)


def _told(
    relation: Relation, row: IndicatorRow[Figure], actual: Quantity, earned: Decimal
) -> Relation:
    said = _OTHER_TIER.filled(
        name=one_line(named(row)), actual=one_line(actual.raw), tier=_plain(earned)
    )
    also = (*words_of(row), actual, *((row.standard,) if row.standard is not None else ()))
    return replace(relation, also=also, table=row.table, zh=said.zh, en=said.en)


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
