"""Stages: targets set for part of the year, and money left over that is called saving."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import IndicatorRow
from model.relation import Constant, Difference, Operand, Ratio, Relation, Sum
from validate.aligned import named, words_of
from validate.quoting import comparable, quoted
from validate.registry import Limit, Limits, limited_rule
from validate.rules.outcomes import is_full
from validate.sentences import Sentence
from validate.whole import execution, year_gone

_FEWEST = 3
"""So many rows with one ratio were set by one percentage; two may agree by chance."""
_UNPAID = re.compile(
    r"应付未付|尚?未支付|待支付|未结算|未完工|尚?未完成|跨年(?:度)?(?:支付|实施|项目)|结转下年|未实施|尾款"
)
_SAVED = re.compile(r"节约率$|节支率$|节约(?:成本|资金)(?:率|情况)$|成本节约$")

_BASIS = Sentence(
    "{count}项指标的阶段目标都按年度目标的同一比例设定，与序时进度不相称：{names}。",
    "The stage targets of {count} indicators are one share of the year's, out of step with time "
    "progress: {names}.",
)
_UNSPENT = Sentence(
    "“{row}”得满分，而预算未执行完，文中又有“{words}”，未执行不等于节约。",
    "“{row}” earned its full score, though the budget is not spent and the text tells of "
    "“{words}”: unspent is not saved.",
)


@limited_rule(
    "LOG12",
    "阶段目标与序时不匹配",
    "Stage targets out of step",
    severity="note",
    says=(_BASIS,),
    limits=(
        Limit(
            "apart",
            Decimal(5),
            "阶段目标比例与序时进度相差超过该百分点才提示；按整月与按天计算的差别在此以内",
            "percentage points between the stage share and time progress; counting by whole "
            "months or by days differs by less",
            most=Decimal(100),
        ),
    ),
)
def stage_targets(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """各项阶段目标如按同一比例设定，该比例应与序时进度相当。

    Stage targets set as one share of the year's are in step with time progress.

    Flags::

        2023年度护林员补助项目绩效运行监控报告
        监控基准日：2023年9月30日
        绩效监控表
        | 一级指标 | 二级指标 | 三级指标 | 年度目标值 | 本阶段应完成的绩效目标值 | 实际完成值 |
        | 成本指标 | 经济成本 | 巡护交通费 | ≤50000元 | =25000元 | 24000元 |
        |          |          | 巡护服装费 | ≤30000元 | =15000元 | 14000元 |
        |          |          | 巡护器材费 | ≤80000元 | =40000元 | 39000元 |

    Passes::

        2023年度护林员补助项目绩效运行监控报告
        监控基准日：2023年9月30日
        绩效监控表
        | 一级指标 | 二级指标 | 三级指标 | 年度目标值 | 本阶段应完成的绩效目标值 | 实际完成值 |
        | 成本指标 | 经济成本 | 巡护交通费 | ≤50000元 | =37500元 | 24000元 |
        |          |          | 巡护服装费 | ≤30000元 | =22500元 | 14000元 |
        |          |          | 巡护器材费 | ≤80000元 | =60000元 | 39000元 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 12次 | 12次 |
    """
    gone = year_gone(facts)
    if gone is None:
        return
    tables: dict[tuple[int, str], list[IndicatorRow[Figure]]] = defaultdict(list)
    for row in facts.indicators:
        target = row.target
        if row.row_kind == "item" and _is_amount(row.stage) and isinstance(target, Quantity):
            tables[row.table, target.kind].append(row)
    for rows in tables.values():
        ratios = [ratio for row in rows if (ratio := _share(row)) is not None]
        if len(ratios) == len(rows) >= _FEWEST:
            yield from _out_of_step(rows, ratios, gone, Constant(limits["apart"], "%"))


def _is_amount(figure: Figure | None) -> bool:
    return isinstance(figure, Quantity) and figure.kind in {"money", "count"} and bool(figure.value)


def _share(row: IndicatorRow[Figure]) -> Ratio | None:
    if row.stage is None or row.target is None or not _is_amount(row.target):
        return None
    return Ratio(_bare(row.stage), _bare(row.target))


def _bare(figure: Figure) -> Figure:
    """A target as the number in it: ≤40000元 as 40000元."""
    return replace(figure, comparator="=")


def _out_of_step(
    rows: list[IndicatorRow[Figure]],
    ratios: list[Ratio],
    gone: Operand,
    apart: Constant,
) -> Iterator[Relation]:
    first, *rest = ratios
    given = Relation(first, "<", Constant(Decimal(100), "%"))
    for other in rest:
        given = Relation(other, "=", first, given=given)
    said = _BASIS.filled(count=len(rows), names="、".join(f"“{named(row)}”" for row in rows))
    places: list[Wording | Figure] = []
    for row in rows:
        places += [*words_of(row), *(one for one in (row.stage, row.target) if one is not None)]
    for op, bound in ((">=", Difference(gone, apart)), ("<=", Sum((gone, apart)))):
        yield Relation(first, op, bound, given=given, also=tuple(places), zh=said.zh, en=said.en)


@limited_rule(
    "LOG13",
    "未执行当作节约",
    "Under-spending presented as saving",
    severity="note",
    says=(_UNSPENT,),
    limits=(
        Limit(
            "executed",
            Decimal(95),
            "执行率达到该百分数的不提示；自评办法多以95%为满分线",
            "the execution rate, in percent, from which on nothing is said; many scoring rules "
            "give full marks from 95 %",
            most=Decimal(100),
        ),
    ),
)
def unspent_as_saved(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """预算未执行完且有应付未付或未完成事项的，不应作为成本节约得满分。

    Money unspent while bills or work are open is not scored in full as saving.

    Flags::

        2023年度路灯维护项目绩效自评报告
        一、资金使用情况
        全年预算数200.00万元，全年执行数150.00万元，预算执行率75.00%。部分电费应付未付。
        绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 产出 | 产出成本 | 成本节约率 | 5 | 5 |
        |      | 产出数量 | 修缮路灯数量 | 5 | 5 |

    Passes::

        2023年度路灯维护项目绩效自评报告
        一、资金使用情况
        全年预算数200.00万元，全年执行数180.00万元，预算执行率90.00%，招标节约20.00万元。
        绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 产出 | 产出成本 | 成本节约率 | 5 | 5 |
        |      | 产出数量 | 修缮路灯数量 | 5 | 5 |
    """
    saved = [
        row
        for row in facts.indicators
        if row.name is not None and _SAVED.search(comparable(row.name.raw)) and is_full(row)
    ]
    rate = execution(facts) if saved else None
    if rate is None:
        return
    unpaid = next((words for passage in facts.passages for words in quoted(passage, _UNPAID)), None)
    for row in saved if unpaid is not None else []:
        given = tuple(one for one in (row.weight, row.score) if one is not None)
        said = _UNSPENT.filled(row=named(row), words=unpaid.raw if unpaid is not None else "")
        yield Relation(
            rate,
            ">=",
            Constant(limits["executed"], "%"),
            also=(*words_of(row), *given, *((unpaid,) if unpaid is not None else ())),
            zh=said.zh,
            en=said.en,
        )
