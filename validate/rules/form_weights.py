"""What the parts of a form weigh: as the national forms for self-evaluation and evaluation ask."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim, IndicatorRow
from model.relation import Constant, Relation, Sum
from validate.quoting import comparable
from validate.registry import rule
from validate.selection import Form, forms, points
from validate.sentences import Sentence

_SELF = "self_evaluation"
_EVALUATED = frozenset({"department_evaluation", "finance_evaluation"})
_RATE = re.compile(r"执行率|预算执行|资金执行")
_CLASSES = (
    ("满意度", re.compile("满意")),
    ("预算执行率", _RATE),
    ("成本", re.compile("成本")),
    ("产出", re.compile("产出")),
    ("效益", re.compile("效益|效果|影响")),
    ("绩效", re.compile("绩效$|项目绩效")),
    ("过程", re.compile("决策|投入|过程|管理|立项|资金|目标|组织|实施")),
)
_RESULTS = ("产出", "效益", "满意度", "成本", "绩效")
_USUAL = {"预算执行率": 10, "产出": 50, "效益": 30, "满意度": 10}
_WITH_COST = {"预算执行率": 10, "成本": 20, "产出": 40, "效益": 20, "满意度": 10}
"""财预〔2020〕10号 and the core indicators of 2021, for a form without and with a cost class."""
_LOCAL = re.compile(
    r"(?:办法|规定|通知|方案|细则|要求|我[省市区县州]|本[省市区县州])[^。；]{0,30}(?:权重|分值)[^。；]{0,40}产出(?:指标)?[^。；\d]{0,6}\d"
)
"""A text that names a rule of its own place for the weights."""
_ONLY_CLASS = re.compile(r".{2,6}指标|产出|效益|成本|决策|投入|过程|满意度|预算执行率?")
_HUNDRED = Constant(Decimal(100), "分")
_SIXTY = Constant(Decimal(60), "分")
_FEWEST = 3
_WEIGHS = Sentence(
    "“{name}”的权重与单位自评表的一般要求（{usual}分）不同，请核对当地规定",
    "“{name}” does not weigh the {usual} points usual in self-evaluations; see the local rules",
)
_PARTS = {
    "满意度": "satisfaction",
    "预算执行率": "execution rate",
    "成本": "cost",
    "产出": "output",
    "效益": "benefit",
}


@rule("POL03", "自评一级权重", "Weights of a self-evaluation", severity="note", says=(_WEIGHS,))
def self_evaluation_weights(facts: Facts) -> Iterator[Relation]:
    """单位自评表的权重一般为预算执行率10、产出50、效益30、满意度10，设成本指标的另有规定。

    A self-evaluation weighs execution 10, output 50, benefit 30, satisfaction 10; with costs apart
    10, 40, 20, 10 and cost 20.

    Flags::

        项目支出绩效自评表
        （单位：万元）
        | 项目资金 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
        | 年度资金总额 | 80.00 | 80.00 | 80.00 | 10 | 100% | 10 |
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 检修电梯台数 | ≥40台 | 42台 | 70 | 70 |
        | 效益指标 | 社会效益 | 故障困人次数 | ≤2次 | 1次 | 10 | 10 |
        | 满意度指标 | 服务对象满意度 | 住户满意度 | ≥90% | 93% | 10 | 10 |
        | 总分 | | | | | 100 | 100 |

    Passes::

        项目支出绩效自评表
        （单位：万元）
        | 项目资金 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
        | 年度资金总额 | 80.00 | 80.00 | 80.00 | 10 | 100% | 10 |
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 检修电梯台数 | ≥40台 | 42台 | 50 | 50 |
        | 效益指标 | 社会效益 | 故障困人次数 | ≤2次 | 1次 | 30 | 30 |
        | 满意度指标 | 服务对象满意度 | 住户满意度 | ≥90% | 93% | 10 | 10 |
        | 总分 | | | | | 100 | 100 |
    """
    if facts.data.doc_type != _SELF or _is_local(facts):
        return
    for form in forms(facts):
        yield from _as_usual(_by_class(form, form.items), form.table)
    for parts in _told(facts):
        yield from _as_usual(parts, None)


def _is_local(facts: Facts) -> bool:
    return any("产出" in one.text and _LOCAL.search(one.text) for one in facts.passages)


def _as_usual(parts: Mapping[str, list[Quantity]], table: int | None) -> Iterator[Relation]:
    """Each class of a form that has just the usual classes, against its usual weight."""
    usual = _WITH_COST if "成本" in parts else _USUAL
    if set(parts) != set(usual):
        return
    for name, wanted in usual.items():
        said = _WEIGHS.filled(name=name, usual=wanted)
        yield Relation(
            Sum(tuple(parts[name])),
            "=",
            Constant(Decimal(wanted), "分"),
            subject=name,
            table=table,
            group=None if table is not None else "weights",
            zh=said.zh,
            en=said.en.replace(name, _PARTS[name]),
        )


@rule("POL04", "产出效益权重", "Weight of output and benefit", severity="warning")
def results_weigh_most(facts: Facts) -> Iterator[Relation]:
    """财政评价和部门评价中，产出、效益指标的权重合计应不低于60%。

    In an evaluation by department or treasury, output and benefit weigh at least 60 of 100.

    Flags::

        项目支出绩效部门评价报告
        附件 绩效评价指标评分表
        | 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分 |
        | 决策 | 25 | 项目立项 | 25 | 立项依据充分性 | 25 | 25 |
        | 过程 | 25 | 资金管理 | 25 | 资金使用合规性 | 25 | 25 |
        | 产出 | 30 | 产出数量 | 30 | 检修电梯台数 | 30 | 30 |
        | 效益 | 20 | 社会效益 | 20 | 住户满意度 | 20 | 18 |
        | 合计 | 100 | | 100 | | 100 | 98 |

    Flags::

        项目支出财政评价报告
        一、评价指标体系
        评价指标体系由决策（25分）、过程（25分）、产出（30分）、效益（20分）四部分组成。

    Passes::

        项目支出绩效部门评价报告
        附件 绩效评价指标评分表
        | 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分 |
        | 决策 | 20 | 项目立项 | 20 | 立项依据充分性 | 20 | 20 |
        | 过程 | 20 | 资金管理 | 20 | 资金使用合规性 | 20 | 20 |
        | 产出 | 30 | 产出数量 | 30 | 检修电梯台数 | 30 | 30 |
        | 效益 | 20 | 社会效益 | 20 | 故障困人次数 | 20 | 20 |
        | 满意度 | 10 | 满意度 | 10 | 住户满意度 | 10 | 8 |
        | 合计 | 100 | | 100 | | 100 | 98 |
    """
    if facts.data.doc_type not in _EVALUATED:
        return
    read = [(_by_class(form, form.items), form.table) for form in forms(facts)]
    read = [(parts, table) for parts, table in read if parts]
    for parts, table in read:
        yield from _at_least(parts, table)
    if not read:
        for parts in _told(facts):
            yield from _at_least(parts, None)


def _at_least(parts: Mapping[str, list[Quantity]], table: int | None) -> Iterator[Relation]:
    """Sixty of the hundred, where all parts together are a hundred."""
    results = [one for name in _RESULTS for one in parts.get(name, ())]
    every = [one for found in parts.values() for one in found]
    if results and len(results) < len(every):
        whole = Relation(Sum(tuple(every)), "=", _HUNDRED)
        yield Relation(Sum(tuple(results)), ">=", _SIXTY, given=whole, table=table)


def _by_class(form: Form, rows: tuple[IndicatorRow[Figure], ...]) -> dict[str, list[Quantity]]:
    """The weights of a form by the class of level 1; nothing where one is not known."""
    parts: dict[str, list[Quantity]] = defaultdict(list)
    seen: set[object] = set()
    for row in rows:
        name, weight = _class(row), points(row.weight)
        top = points(row.level_weights[0])
        if weight is None and top is not None:
            weight = top if top.source not in seen else None
            seen.add(top.source)
            if weight is None:
                continue
        if name is None or weight is None:
            return {}
        parts[name].append(weight)
    funded = points(form.funding.weight) if form.funding is not None else None
    if funded is not None and not form.repeats_rate:
        parts["预算执行率"].append(funded)
    return dict(parts)


def _class(row: IndicatorRow[Figure]) -> str | None:
    """The class of a row: that of its first level, satisfaction and the execution rate apart."""
    top, second = row.levels[0], row.levels[1]
    if top is None and row.name is not None and _ONLY_CLASS.fullmatch(comparable(row.name.raw)):
        top = row.name
    if top is None:
        return None
    first = comparable(top.raw)
    if second is not None and "效" in first and "满意" in second.raw:
        return "满意度"
    return next((name for name, words in _CLASSES if words.search(first)), None)


def _told(facts: Facts) -> Iterator[dict[str, list[Quantity]]]:
    """Weights one sentence gives to the parts of a form: 决策（20分）、过程（20分）…."""
    sentences: dict[tuple[int, int], list[Claim[Figure]]] = defaultdict(list)
    for claim in facts.claims:
        if claim.figure.unit in {"分", "%"}:
            sentences[claim.passage, claim.sentence].append(claim)
    for claims in sentences.values():
        parts: dict[str, list[Quantity]] = defaultdict(list)
        for claim in claims:
            words = comparable(claim.subject.raw)[-8:]
            name = next((one for one, pattern in _CLASSES if pattern.search(words)), None)
            weight = points(claim.figure)
            if name is not None and weight is not None:
                parts[name].append(weight)
        if len(parts) >= _FEWEST and all(
            len(one) == 1 or name == "过程" for name, one in parts.items()
        ):
            yield dict(parts)
