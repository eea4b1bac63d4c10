"""Indicators filed under a class that measures something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import IndicatorRow
from model.relation import Remark
from validate.aligned import named, words_of
from validate.quoting import comparable
from validate.registry import rule
from validate.rules.outcomes import one_line
from validate.sentences import Sentence

_PRICE = re.compile(
    r"定额|单价|单位成本|单位造价|(?:补助|补贴|收费|支付|发放|工资|薪酬|经费|缴费|资助|定额)标准|成本$|造价$"
)
_PAYS = frozenset({"money", "rate"})
_SATISFACTION = re.compile(r"满意[度率]")
_QUANTITY = re.compile(r"^(?:产出)?数量(?:指标)?$")
_OF_OUTPUT = re.compile(r"数量|质量|时效|成本|产出")
_OUTPUT = re.compile(r"^产出")
_PRICE_AS_COUNT = Sentence(
    "“{name}”是支出标准，却归入“{group}”，一般属成本指标",
    "“{name}” is a unit cost filed under “{group}”; it is usually a cost indicator",
)
_SATISFIED_OUTPUT = Sentence(
    "“{name}”归入“{group}”，一般应单列为满意度指标",
    "“{name}” is filed under “{group}”; satisfaction is usually a class of its own",
)


@rule(
    "POL11",
    "指标类别不当",
    "Unusual class",
    severity="note",
    says=(_PRICE_AS_COUNT, _SATISFIED_OUTPUT),
)
def usual_class(facts: Facts) -> Iterator[Remark]:
    """指标应归入与其内容相符的类别：支出标准属成本指标，满意度不属产出指标。

    An indicator belongs to the class of what it measures: a unit cost to costs, satisfaction not
    to output.

    Flags::

        绩效目标申报表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 村医补助标准 | 1800元/人/月 |
        | 产出指标 | 数量指标 | 补助村医人数 | ≥64人 |
        | 产出指标 | 质量指标 | 考核合格率 | ≥95% |

    Flags::

        绩效目标申报表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 补助村医人数 | ≥64人 |
        | 产出指标 | 质量指标 | 就诊群众满意度 | ≥90% |

    Passes::

        绩效目标申报表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 补助村医人数 | ≥64人 |
        | 产出指标 | 数量指标 | 制定服务标准 | ≥3项 |
        | 产出指标 | 成本指标 | 村医补助标准 | 1800元/人/月 |
        | 满意度指标 | 服务对象满意度 | 就诊群众满意度 | ≥90% |
    """
    if facts.data.doc_type == "other":
        return
    for row in facts.indicators:
        top, second = row.levels[0], row.levels[1]
        if row.row_kind != "item" or row.name is None or second is None:
            continue
        name = comparable(row.name.raw)
        if _QUANTITY.search(comparable(second.raw)) and _PRICE.search(name) and _is_paid(row):
            yield _said(row, second, _PRICE_AS_COUNT)
        elif _misfiled(top, second, name):
            yield _said(row, second, _SATISFIED_OUTPUT)


def _is_paid(row: IndicatorRow[Figure]) -> bool:
    values = (row.target, row.actual)
    return any(isinstance(one, Quantity) and one.kind in _PAYS for one in values)


def _misfiled(top: Wording | None, second: Wording, name: str) -> bool:
    if top is None or "满意" in top.raw + second.raw or not _OUTPUT.search(comparable(top.raw)):
        return False
    return bool(_OF_OUTPUT.search(second.raw) and _SATISFACTION.search(name))


def _said(row: IndicatorRow[Figure], group: Wording, said: Sentence) -> Remark:
    words = said.filled(name=one_line(named(row)), group=one_line(group.raw))
    return Remark((*words_of(row), group), table=row.table, zh=words.zh, en=words.en)
