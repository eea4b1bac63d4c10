"""Unitless: amounts and values that say neither in their cell nor around it what they count in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import IndicatorRow
from model.relation import Remark
from validate.registry import rule
from validate.sentences import Sentence

_SHOWN = 3
_SHARE = re.compile(r"(?:率|满意度|知晓度|比例|占比|比重|百分比)$")
_MONEY = re.compile(
    r"单价|定额|价格|金额|经费|资金|成本|费用?$|收入|产值|投资|工资|薪酬|补[助贴]标准|标准$"
)
_MEASURE = re.compile(r"面积|长度|里程|重量|吨位|容量|产量|工期|时限|时长|用时|耗时")
_COUNT = re.compile(r"数量$|[次人个户家处份期场件台套]数|次$|率数")
"""A bare number is enough where the name says what is counted."""
_NAMED = re.compile(
    r"[（(/／]\s*(?:[百千万亿]*元|[%％]|[a-zA-Z㎡]|[平立]方|公|亩|吨|天|日|个?月|年|小时|分钟)"
)
_PROPORTION = re.compile(r"[=＝≥>＞≤<＜\s]*[01](?:[.．]\d*)?")
"""A share may be told as a part of one."""
_AMOUNTS = Sentence(
    zh="表中金额（{amounts}）未注明计量单位，不能确定是元还是万元。",
    en="The amounts of the table ({amounts}) have no unit: 元 or 万元 cannot be told.",
)
_VALUE = Sentence(
    zh="“{name}”的{part}“{value}”未注明计量单位。",
    en="The value “{value}” of “{name}” has no unit.",
)


@rule("TXT10", "缺计量单位", "Missing unit", severity="note", says=(_AMOUNTS, _VALUE))
def missing_units(facts: Facts) -> Iterator[Remark]:
    """金额、指标值应注明计量单位。

    Amounts and values of indicators say what unit they are in.

    Flags::

        | 资金来源 | 年初预算数 | 全年执行数 |
        | 县级财政 | 120.00     | 96.00      |
        | 合计     | 120.00     | 96.00      |

    Flags::

        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 数量指标 | 采购图书数量 | 5000册 | 4800册 |
        | 产出指标 | 成本指标 | 图书采购单价 | ≤45 | 43 |

    Passes::

        （单位：万元）
        | 资金来源 | 年初预算数 | 全年执行数 |
        | 县级财政 | 120.00     | 96.00      |
        | 合计     | 120.00     | 96.00      |

        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 产出指标 | 数量指标 | 采购图书数量 | 5000 | 4800 |
        | 产出指标 | 成本指标 | 图书采购单价 | ≤45元 | 43元 |
    """
    for table, amounts in _tables(facts).items():
        shown = "、".join(amount.raw for amount in amounts[:_SHOWN])
        said = _AMOUNTS.filled(amounts=shown)
        yield Remark(tuple(amounts[:_SHOWN]), table=table, zh=said.zh, en=said.en)
    for row in facts.indicators:
        if row.row_kind == "item" and row.name is not None:
            yield from _values(row)


def _tables(facts: Facts) -> dict[int, list[Figure]]:
    """Amounts of no known unit, other than nought, by the table they stand in."""
    found: dict[int, list[Figure]] = {}
    for row in facts.funding:
        for amount in (row.budget_initial, row.budget_adjusted, row.received, row.spent):
            if row.table is not None and amount is not None and _is_bare(amount):
                found.setdefault(row.table, []).append(amount)
    for paid in facts.disbursements:
        if paid.table is not None and paid.amount is not None and _is_bare(paid.amount):
            found.setdefault(paid.table, []).append(paid.amount)
    return found


def _is_bare(figure: Figure) -> bool:
    return isinstance(figure, Quantity) and figure.unit is None and bool(figure.value)


def _values(row: IndicatorRow[Figure]) -> Iterator[Remark]:
    if row.name is None or not _needs_unit(row):
        return
    for part, value in (("目标值", row.target), ("实际值", row.actual)):
        if value is not None and _is_bare(value) and not _is_share_of_one(row.name.raw, value):
            said = _VALUE.filled(name="".join(row.name.raw.split()), part=part, value=value.raw)
            yield Remark((row.name, value), table=row.table, zh=said.zh, en=said.en)
            return


def _needs_unit(row: IndicatorRow[Figure]) -> bool:
    """True where the name speaks of money, a measure or a share and names no unit."""
    name = "".join(row.name.raw.split()) if row.name is not None else ""
    if _NAMED.search(name):
        return False
    if _SHARE.search(name):
        return True
    return not _COUNT.search(name) and bool(_MONEY.search(name) or _MEASURE.search(name))


def _is_share_of_one(name: str, value: Figure) -> bool:
    return bool(_SHARE.search("".join(name.split())) and _PROPORTION.fullmatch(value.raw))
