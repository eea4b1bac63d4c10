"""Forensic: payments made twice, payments split below a limit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Moment, Quantity, Wording
from model.record import Disbursement
from model.relation import Constant, Relation, Sum
from validate.aligned import offset_in, passage_of
from validate.quoting import comparable
from validate.registry import Limit, Limits, limited_rule, rule
from validate.selection import ledgers
from validate.sentences import Sentence

_Row = Disbursement[Figure]
_NEAR_DAYS = 7
_RECURRING = re.compile(
    r"工资|薪|劳务|社保|保险|公积金|补助|补贴|津贴|奖金|电费|水费|话费|租金|租赁|物业|保洁|月|季度|第[一二三四五六七八九十\d]+[期批次]"
)
"""What is paid again and again, often the same."""

_LIMITED = re.compile(r"限额|起点|限价以|[元]\s*(?:（含）)?(?:及以上|以上)|达到|单笔")
_RULED = re.compile(r"采购|招标|比选|集体研究|审批|审议|进场交易|交易平台")
_AROUND = 16
"""Characters about an amount in which the word stands that makes it a limit."""

_NEAR = Sentence(
    "同一收款人或用途{days}日内两次支付相同金额，请核实是否重复",
    "One payee or purpose, the same amount twice within {days} days; see whether it is a duplicate",
)


@rule("FOR04", "重复支付", "Duplicate payments", severity="warning", says=(_NEAR,))
def duplicate_payments(facts: Facts) -> Iterator[Relation]:
    """同一收款人或用途、同一期间、同一金额支付两次，疑似重复支付。

    One payee or purpose, one period and one amount, paid twice: it may be a duplicate.

    Flags::

        表1 资金支出明细表（单位：元）
        | 序号 | 支出内容 | 收款单位 | 支付日期 | 支付金额 |
        | 1 | 警示牌制作费 | 宏远广告公司 | 2023年3月6日 | 12,480.00 |
        | 2 | 水质检测费 | 清源检测中心 | 2023年6月5日 | 8,350.50 |
        | 3 | 警示牌制作费 | 宏远广告公司 | 2023年3月6日 | 12,480.00 |
        | 合计 | | | | 33,310.50 |

    Passes::

        表1 资金支出明细表（单位：元）
        | 序号 | 支出内容 | 收款单位 | 支付日期 | 支付金额 |
        | 1 | 2023年1月劳务费 | 安捷劳务公司 | 2023年2月6日 | 12,480.00 |
        | 2 | 2023年2月劳务费 | 安捷劳务公司 | 2023年3月6日 | 12,480.00 |
        | 3 | 2023年3月劳务费 | 安捷劳务公司 | 2023年3月8日 | 12,480.00 |
        | 合计 | | | | 37,440.00 |
    """
    for rows in ledgers(facts).values():
        groups: dict[tuple[str, str, str | None, Decimal], list[_Row]] = {}
        for row in rows:
            key = _same(row)
            if key is not None:
                groups.setdefault(key, []).append(row)
        for alike in groups.values():
            for at, row in enumerate(alike[:-1]):
                yield from _twice(row, alike[at + 1])


def _same(row: _Row) -> tuple[str, str, str | None, Decimal] | None:
    """Purpose, payee, period and amount; None where a row names no purpose or no amount."""
    if row.row_kind != "item" or row.item is None or not isinstance(row.amount, Quantity):
        return None
    payee = comparable(row.payee.raw) if row.payee is not None else ""
    value = row.amount.value
    return ("".join(row.item.raw.split()), payee, _said(row.period), value) if value else None


def _twice(row: _Row, other: _Row) -> Iterator[Relation]:
    """Two rows that pay one amount for one thing: of one period or day, or a few days apart."""
    if row.amount is None or other.amount is None:
        return
    same = _is_short(row.period) or (
        _said(row.date) is not None and _said(row.date) == _said(other.date)
    )
    apart = _apart(row.date, other.date)
    if not same and (apart is None or apart > _NEAR_DAYS):
        return
    near = _NEAR.filled(days=_NEAR_DAYS)
    yield Relation(
        row.amount,
        "=",
        other.amount,
        subject=" ".join(row.item.raw.split()) if row.item is not None else "",
        suspicious_if_holds=True,
        severity=None if same else "note",
        also=_seen(row, other),
        table=row.table,
        zh="" if same else near.zh,
        en="" if same else near.en,
    )


def _is_short(period: Figure | None) -> bool:
    """Whether a period is a month or a quarter; a year may hold many equal payments."""
    if not isinstance(period, Moment) or period.lower is None or period.upper is None:
        return False
    months = (period.lower[-5:-3], period.upper[-5:-3])
    if not all(month.isdecimal() for month in months):
        return False
    return int(months[1]) - int(months[0]) in {0, 2}


def _seen(*rows: _Row) -> tuple[Wording | Figure, ...]:
    return tuple(one for row in rows for one in (row.item, row.payee, row.date) if one is not None)


def _said(moment: Figure | None) -> str | None:
    """A date or period as text that can be compared."""
    if not isinstance(moment, Moment):
        return None
    return moment.value or f"{moment.lower}/{moment.upper}"


def _day(moment: Figure | None) -> date | None:
    if not isinstance(moment, Moment) or moment.value is None:
        return None
    try:
        return date.fromisoformat(moment.value)
    except ValueError:
        return None


def _apart(one: Figure | None, other: Figure | None) -> int | None:
    first, second = _day(one), _day(other)
    return abs((first - second).days) if first is not None and second is not None else None


@limited_rule(
    "FOR05",
    "化整为零",
    "Split below the threshold",
    severity="note",
    limits=(
        Limit(
            "threshold",
            Decimal(2_000_000),
            "公开招标数额标准（元）；各地各年不同，默认取中央预算单位货物和服务项目的标准",
            "threshold for open tendering in 元; it differs by place and year, and is that of "
            "central bodies for goods and services unless set",
        ),
        Limit(
            "days",
            Decimal(30),
            "视为同一次采购的间隔天数；无规定可依",
            "days within which payments are taken for one purchase; no text says",
        ),
        Limit(
            "near",
            Decimal("0.8"),
            "单笔达到限额的这一比例才计；过低则凡分期付款都会列出",
            "share of the threshold each payment must reach; lower, every instalment is listed",
        ),
    ),
)
def split_payments(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """同一收款人或用途在短期内多次支付略低于采购限额的金额，合计达到限额，应核实是否化整为零。

    One payee or purpose was paid several amounts just below the threshold within days, together
    above it; see whether a purchase was split.

    Flags::

        表1 资金支出明细表（单位：元）
        | 序号 | 支出内容 | 收款单位 | 支付日期 | 支付金额 |
        | 1 | 设备采购 | 宏远设备公司 | 2023年3月6日 | 1,960,000.00 |
        | 2 | 设备采购 | 宏远设备公司 | 2023年3月16日 | 1,880,000.00 |
        | 合计 | | | | 3,840,000.00 |

    Passes::

        表1 资金支出明细表（单位：元）
        | 序号 | 支出内容 | 收款单位 | 支付日期 | 支付金额 |
        | 1 | 设备采购 | 宏远设备公司 | 2023年3月6日 | 960,000.00 |
        | 2 | 设备采购 | 宏远设备公司 | 2023年9月16日 | 1,880,000.00 |
        | 合计 | | | | 2,840,000.00 |
    """
    stated = _stated_limit(facts)
    limit = stated if stated is not None else Constant(limits["threshold"], "元")
    most = limit.value or Decimal(0)
    for name, rows in _just_below(facts, most * limits["near"], most).items():
        close = _within(rows, int(limits["days"]))
        amounts = tuple(row.amount for row in close if row.amount is not None)
        if len(amounts) > 1:
            yield Relation(
                Sum(amounts),
                ">=",
                limit,
                subject=name,
                suspicious_if_holds=True,
                also=_seen(*close),
            )


def _stated_limit(facts: Facts) -> Quantity | None:
    """The limit that the report itself says purchases must stay below."""
    for claim in facts.claims:
        figure = claim.figure
        if not isinstance(figure, Quantity) or figure.unit != "CNY" or not figure.value:
            continue
        passage = passage_of(facts, claim)
        if passage is None:
            continue
        at = offset_in(passage, figure.start)
        around = passage.text[max(0, at - _AROUND) : at + len(figure.raw) + _AROUND]
        if _LIMITED.search(around) and _RULED.search(passage.text):
            return figure
    return None


def _just_below(facts: Facts, least: Decimal, most: Decimal) -> dict[str, list[_Row]]:
    """Payments just below a limit, by payee."""
    groups: dict[str, list[_Row]] = {}
    for rows in ledgers(facts).values():
        for row in rows:
            name, value = _payee(row), _yuan(row)
            if name and value is not None and least <= value < most:
                groups.setdefault(name, []).append(row)
    return groups


def _yuan(row: _Row) -> Decimal | None:
    """The amount in 元; None where its unit is not known."""
    amount = row.amount
    return amount.value if isinstance(amount, Quantity) and amount.unit == "CNY" else None


def _payee(row: _Row) -> str:
    """Who was paid, else what for; empty for what is paid again and again."""
    if row.row_kind != "item" or (row.item is not None and _RECURRING.search(row.item.raw)):
        return ""
    named = row.payee or row.item
    return comparable(named.raw) if named is not None else ""


def _within(rows: Sequence[_Row], days: int) -> list[_Row]:
    """The rows paid within so many days of the first of them that has another so near."""
    dated = sorted(
        ((day, at) for at, row in enumerate(rows) if (day := _day(row.date)) is not None)
    )
    for first, _ in dated:
        close = [at for day, at in dated if 0 <= (day - first).days <= days]
        if len(close) > 1:
            return [rows[at] for at in sorted(close)]
    return []
