"""Which way an indicator points: whether more is better, or less."""

from __future__ import annotations

import re
from decimal import Decimal

from model.quantity import Figure, Quantity
from model.record import IndicatorRow

_LESS = re.compile(
    r"投诉|事故|差错|违规|违法|超支|偏差|失误|损耗|死亡|伤亡|发案|逾期|缺陷|退货|返工|信访量|上访|非访|滞留|发生率|空置|流失|"
    r"漏报|误差|能耗|排放|负债|拖欠|欠薪|故障|发病|感染|舆情|安全责任|扰民"
)
_NOT_LESS = re.compile(
    r"减少|降低|下降|控制|办结|处置|处理|回复|化解|满意|整改|及时|查处|无事故|零事故|完成|达标|合格|覆盖|规范|节约|有效|知晓|调处|修复|排除"
)
_COST = re.compile(r"成本")
_PAYS = frozenset({"money", "rate"})


def is_cost(row: IndicatorRow[Figure]) -> bool:
    """True for a row of a cost class."""
    return any(level is not None and _COST.search(level.raw) for level in row.levels[:2])


def aim(row: IndicatorRow[Figure], target: Figure) -> str | None:
    """The operator an actual must satisfy against a target; None where it cannot be told.

    ≥ and ≤ say it themselves. A bare target, or one with =, is a floor, except that costs,
    complaints and the like are ceilings; a unit price or sum outside the cost class is neither.
    """
    if not isinstance(target, Quantity) or target.value is None:
        return None
    if target.comparator != "=":
        return target.comparator if target.comparator in {">=", ">", "<=", "<"} else None
    name = row.name.raw if row.name is not None else ""
    if target.value == Decimal(0) or (_LESS.search(name) and not _NOT_LESS.search(name)):
        return "<="
    if target.kind in _PAYS or is_cost(row):
        return "<=" if is_cost(row) and target.kind == "money" else None
    return ">="
