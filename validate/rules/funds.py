"""Funds: no more is spent than came in, no more comes in than was granted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure
from model.record import FundingRow
from model.relation import Relation, Sum
from validate.aligned import offset_in
from validate.places import passages_at
from validate.registry import rule
from validate.sentences import Sentence

_CARRYOVER = re.compile(r"(?:上年|年初|以前年度|历年)结[转余]|结转资金|(?:年初|期初|上年末?)余额")
_NONE_CARRIED = re.compile(
    r"(?:无|没有|不含|不存在|未发生)(?:上年|以前年度|历年)?(?:的)?结[转余](?:结[转余])?(?:资金)?"
)
"""That nothing was carried over from the year before."""
_BEYOND = re.compile(
    r"(?:年初|期初|上年末?)余额|结转|加上|可用资金|资金总量|滚存|累计|历年|总投资|[两二三四五]年(?:共|合计|来)"
)
_PRICE = re.compile(r"[人户亩均]均|每[\u4e00-\u9fff]|单价|标准")
"""A price per head is no budget."""
_NOT_ALL = re.compile(
    r"追加|调[增减]|核减|压减|减少|增加|增拨|补充|补拨|提前下达|预拨|首批|首次|第[一二三四五六]批|部分|超过|超出|超支|高于|多于|低于|少于|不足|缺口|"
    r"差额|相差|争取|另有|另外"
)
"""Before a figure: it is money on top, a first payment or a distance, so no limit to spending."""


_SPENT_OVER_RECEIVED = Sentence(
    "“{name}”支出{amount}超过到位资金{limit}。",
    "“{name}”: {amount} was spent, more than the {limit} received.",
)
_SPENT_OVER_CARRIED = Sentence(
    "“{name}”支出{amount}超过到位资金{limit}加上年结转。",
    "“{name}”: {amount} was spent, more than the {limit} received and the carry-over.",
)
_SPENT_OVER_BUDGET = Sentence(
    "“{name}”支出{amount}超过预算{limit}。",
    "“{name}”: {amount} was spent, more than the budget of {limit}.",
)
_RECEIVED_OVER_BUDGET = Sentence(
    "“{name}”到位资金{amount}超过预算{limit}。",
    "“{name}”: {amount} was received, more than the budget of {limit}.",
)


@rule(
    "LOG07",
    "支出>到位>预算",
    "Spent above received above budget",
    severity="error",
    says=(_SPENT_OVER_RECEIVED, _SPENT_OVER_CARRIED, _SPENT_OVER_BUDGET, _RECEIVED_OVER_BUDGET),
)
def spent_within_funds(facts: Facts) -> Iterator[Relation]:
    """支出不应超过到位资金，到位资金不应超过预算；有上年结转的先加上结转。

    Spending stays within the funds received, and those within the budget, carry-over added.

    Flags::

        （单位：万元）
        | 资金来源 | 全年预算数 | 实际到位数 | 全年执行数 |
        | 年度资金总额 | 150.00 | 120.00 | 138.00 |
        | 其中：县级财政 | 150.00 | 120.00 | 138.00 |

    Flags::

        （单位：万元）
        | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
        | 年度资金总额 | 100.00 | 120.00 | 131.00 | 109.17% |
        | 其中：当年财政拨款 | 100.00 | 120.00 | 131.00 | 109.17% |

    Flags::

        （单位：元）
        | 资金来源 | 全年预算数 | 实际到位数 | 实际支出数 |
        | 年度资金总额 | 500,000.00 | 560,000.00 | 480,000.00 |
        | 其中：市级财政 | 500,000.00 | 560,000.00 | 480,000.00 |

    Passes::

        （单位：万元）
        | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
        | 年度资金总额 | 100.00 | 140.00 | 131.00 | 93.57% |
        | 其中：当年财政拨款 | 100.00 | 110.00 | 105.00 | 95.45% |
        | 上年结转资金 | 0.00 | 30.00 | 26.00 | 86.67% |
    """
    carryover = _tells_of_carryover(facts)
    initial = {one.table for one in facts.passages if "年初" in one.text}
    for row in facts.funding:
        if row.source == "carryover" or (row.table is None and _wider(facts, row)):
            continue
        if row.label is not None and _PRICE.search(row.label.raw):
            continue
        if row.spent is not None and row.received is not None:
            yield from _within(facts, row, row.spent, row.received, carryover=carryover)
        ceiling = row.budget_adjusted
        if ceiling is None and not _is_initial(facts, row, initial):
            ceiling = row.budget_initial
        amount = row.received if row.received is not None else row.spent
        if ceiling is not None and amount is not None:
            yield from _within(facts, row, amount, ceiling, carryover=carryover)


def _within(
    facts: Facts, row: FundingRow[Figure], amount: Figure, limit: Figure, *, carryover: bool
) -> Iterator[Relation]:
    """An amount against its limit; softer where the limit is a budget that says not which.

    ``carryover``: the report tells of money carried over from last year.
    """
    if not _is_all(facts, row, amount, limit):
        return
    name = "".join(row.label.raw.split()) if row.label is not None else "资金"
    carried = _carried(facts, row) if limit is row.received else ()
    soft = limit is row.budget_initial or (not carried and carryover)
    if limit is row.received:
        over = _SPENT_OVER_CARRIED if carried else _SPENT_OVER_RECEIVED
    else:
        over = _SPENT_OVER_BUDGET if amount is row.spent else _RECEIVED_OVER_BUDGET
    said = over.filled(name=name, amount=amount.raw, limit=limit.raw)
    yield Relation(
        amount,
        "<=",
        Sum((limit, *carried)) if carried else limit,
        severity="warning" if soft else None,
        also=(row.label,) if row.label is not None else (),
        table=row.table,
        zh=said.zh,
        en=said.en,
    )


def _is_all(facts: Facts, row: FundingRow[Figure], amount: Figure, limit: Figure) -> bool:
    """Whether a limit in the text is told as all the money there is for an amount."""
    if row.origin == "table":
        return True
    for passage in passages_at(facts, limit.start):
        before = passage.text[: offset_in(passage, limit.start)]
        inside = passage.text[offset_in(passage, amount.end - 1) : len(before)]
        apart = amount.start < limit.start and re.search("[。；;]", inside) is not None
        return not apart and _NOT_ALL.search(re.split("[，,。；;、]", before)[-1]) is None
    return True


def _is_initial(facts: Facts, row: FundingRow[Figure], tables: set[int | None]) -> bool:
    """True where the only budget is that of the year's start, which later grants may exceed."""
    if row.table is not None:
        return row.table in tables
    return "年初" in _paragraph(facts, row)


def _wider(facts: Facts, row: FundingRow[Figure]) -> bool:
    """True where the paragraph tells of money beyond this year's: 上年结转, 累计, 总投资."""
    return bool(_BEYOND.search(_NONE_CARRIED.sub("", _paragraph(facts, row))))


def _paragraph(facts: Facts, row: FundingRow[Figure]) -> str:
    start = row.where[0].start if row.where else -1
    return "".join(passage.text for passage in passages_at(facts, start))


def _tells_of_carryover(facts: Facts) -> bool:
    return any(
        _CARRYOVER.search(_NONE_CARRIED.sub("", passage.text))
        for passage in facts.passages
        if "结" in passage.text or "余额" in passage.text
    )


def _carried(facts: Facts, row: FundingRow[Figure]) -> tuple[Figure, ...]:
    """What was carried over from last year, for the row of the whole."""
    if row.source not in {"total", None} and row.row_kind != "total":
        return ()
    return tuple(
        amount
        for other in facts.funding
        if other.source == "carryover" and other.project == row.project
        if (amount := other.received or other.budget) is not None
    )
