"""Rates above the whole that nobody explains, and rates nothing can be recomputed from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.relation import Constant, Relation, Remark
from validate.registry import rule
from validate.selection import mentions
from validate.sentences import Sentence

_NO_BUDGET = Sentence(
    "{rates}没有可验算的预算数。",
    "There is no budget to recompute {rates} from.",
)
_WHOLE = Constant(Decimal(100), "%")
_EXPLAINED = re.compile(
    r"结转|结余|追加|调增|增拨|补充|补拨|增加预算|超支|超预算|自筹|垫付|垫支|盘活|统筹|提前下达|上级|预算调整|调整预算|以前年度"
)
_FUND_RATES = {"received_rate", "execution_rate"}
_RATE_NAME = re.compile(r"(?:到位|执行|完成|使用|支付|支出)率\s*$")
_PLANNED = re.compile(r"计划|应到位|应拨|预算|投资|安排|批复|概算|核定|总额|合同|任务")
_FUND_NAME = re.compile(r"(?:资金|经费)到位率|(?:预算|资金)(?:执行|支出|使用)率")


@rule("RATE05", "超百分之百", "Rate above 100 %", severity="note")
def above_the_whole(facts: Facts) -> Iterator[Relation]:
    """执行率或到位率超过100%，文中未提及结转或追加，应说明原因。

    A rate of execution or arrival is above 100 %, and neither carry-over nor supplement is named.

    Flags::

        一、资金情况
        项目年初预算100万元，全年实际支出108万元，预算执行率108.00%。

    Passes::

        一、资金情况
        项目年初预算100万元，年中追加10万元，全年实际支出108万元，预算执行率108.00%。

    Passes::

        一、资金情况
        项目年初预算100万元，全年实际支出100万元，预算执行率100.00%。
    """
    rates = [one for one in _rates(facts) if _above(one[0])]
    if not rates or any(_EXPLAINED.search(passage.text) for passage in facts.passages):
        return
    for figure, subject, table in rates:
        yield Relation(figure, "<=", _WHOLE, subject=subject, table=table, group="above")


def _above(figure: Quantity) -> bool:
    return figure.value is not None and figure.value > _WHOLE.value


def _rates(facts: Facts) -> Iterator[tuple[Quantity, str, int | None]]:
    """The two rates of money, stated as reached, with what they go by."""
    for claim in facts.claims:
        figure = claim.figure
        if claim.measure not in _FUND_RATES or claim.role not in {"rate", "actual"}:
            continue
        if isinstance(figure, Quantity) and figure.kind == "percent":
            yield figure, claim.subject.raw.strip(), None
    for row in facts.funding:
        if row.origin != "table":
            continue
        label = "".join(row.label.raw.split()) if row.label is not None else ""
        for rate in (row.received_rate, row.execution_rate):
            if isinstance(rate, Quantity) and rate.kind == "percent":
                yield rate, label, row.table


@rule("RATE09", "比率不可验算", "Rate without operands", severity="note", says=(_NO_BUDGET,))
def without_operands(facts: Facts) -> Iterator[Remark]:
    """列有到位率或执行率，但全文未给出预算数，无法验算。

    A rate of arrival or execution is given, but no budget anywhere to recompute it from.

    Flags::

        一、资金情况
        本项目资金来源为财政拨款，资金到位率100%。项目资金已全部支出，预算完成率100%。

    Passes::

        一、资金情况
        本项目年初预算50万元，资金到位率100%。项目资金已全部支出，预算完成率100%。
    """
    if mentions(facts, "budget") or any(_has_budget(facts)):
        return
    found: list[Wording | Figure] = []
    names: list[str] = []
    for claim in facts.claims:
        figure = claim.figure
        if claim.measure not in _FUND_RATES or claim.role not in {"rate", "actual"}:
            continue
        if not isinstance(figure, Quantity) or figure.unit != "%":
            continue
        if _RATE_NAME.search(claim.subject.raw):
            found.append(figure)
            names.append(f"{claim.subject.raw.strip()}{figure.raw}")
    for row in facts.indicators:
        if row.name is not None and row.actual is not None and _FUND_NAME.search(row.name.raw):
            found.append(row.actual)
            names.append(f"{' '.join(row.name.raw.split())}{row.actual.raw}")
    if found:
        shown = "、".join(f"“{name}”" for name in dict.fromkeys(names))
        said = _NO_BUDGET.filled(rates=shown)
        yield Remark(tuple(found), zh=said.zh, en=said.en)


def _has_budget(facts: Facts) -> Iterator[bool]:
    """Whether a row, a part of a sum or an item names a budget."""
    for row in facts.funding:
        yield row.budget is not None
    for claim in facts.claims:
        money = isinstance(claim.figure, Quantity) and claim.figure.kind == "money"
        yield claim.role == "budget" or (money and _PLANNED.search(claim.subject.raw) is not None)
    for posting in facts.postings:
        yield any(one is not None and "预算" in one.raw for one in (posting.label, posting.head))
