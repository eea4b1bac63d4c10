"""Facts: one amount of one name, one value wherever the text states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.relation import Relation
from model.span import Source
from validate.aligned import scope, times, years_at
from validate.goals_and_results import is_forecast, is_goal
from validate.quoting import comparable
from validate.recompute import operands
from validate.registry import rule
from validate.repeats import LEAD, SPECIFIC, TOLD_TWICE, TOO_COMMON, repeats
from validate.sentences import Sentence
from validate.told_again import AGAIN, opens_a_formula, told_again

_TOTALS = {
    "budget": re.compile(
        r"(?:项目|年度|全年|本年|预算|专项)*(?:资金总额|预算总额|总预算|总投资|预算资金总额|全年预算数?|年初预算数?|调整后预算数?|预算安排总额|项目预算)"
    ),
    "received": re.compile(
        r"(?:项目|年度|累计)*(?:实际到位(?:资金|数|金额)?|到位资金(?:总额)?|经费到位数)"
    ),
    "spent": re.compile(
        r"(?:项目|年度|累计|共|资金)*(?:实际支出(?:数|总额|金额|资金)?|累计支出|全年执行数|支出总额)"
    ),
}
_PLAIN_TOTAL = re.compile(r"本|该|项目|年度|资金|经费|的|为|共|(?<=预算)安排|数$|金额$")
_STANDARD = re.compile(r"(?:标准|基数|定额|经费|费用|支出|金额)+$")


@dataclass(frozen=True, slots=True)
class _Statement:
    """A named amount in the text; ``times`` are the words of time and scope around it."""

    name: Wording
    figure: Quantity
    times: frozenset[str]
    form: int | None = None


_BY_PRICE = Sentence(
    "“{name}”前后不一：{amount}，而按{price}的算式为{result}。",
    "“{name}” is {amount} in one place; its formula with {price} gives {result}.",
)


@rule(
    "XREF03",
    "同一事实多处不一",
    "One fact, several values",
    severity="error",
    says=(AGAIN, TOLD_TWICE, _BY_PRICE),
)
def one_fact_one_value(facts: Facts) -> Iterator[Relation]:
    """同一名称、同一口径的数值在文中各处应一致。

    A figure of one name and scope is the same wherever the text states it.

    Flags::

        一、资金测算
        护林员社会保险缴费：1,020元/人/月*40人*12个月=489,600元。
        二、年度目标
        其中：护林员社会保险缴费498,600元（1,020元/月人），按月支付。

    Flags::

        一、项目概况
        本项目年度资金总额为320.00万元，由县财政安排。
        二、资金管理
        项目年度资金总额为302.00万元，专款专用。

    Flags::

        一、项目概况
        项目修缮乡村公路里程达到46公里。
        二、产出情况
        修缮乡村公路里程达到64公里，验收合格。

    Passes::

        一、项目概况
        2022年项目年度资金总额为280.00万元，2023年项目年度资金总额为320.00万元。
        二、资金管理
        护林员工资支出150万元，护林员服装费支出3万元，累计支出320.00万元。

    Passes::

        一、项目概况
        全年开展防火巡查次数不少于7200次。
        二、产出情况
        全年开展防火巡查次数5460次，居民满意度91.50%。
    """
    seen: set[frozenset[Source]] = set()
    found = (repeats(facts, across=False), _amounts(facts), _priced(facts), told_again(facts))
    for relation in chain.from_iterable(found):
        places = frozenset(one.source for one in operands(relation))
        if places not in seen:
            seen.add(places)
            yield relation


def _amounts(facts: Facts) -> Iterator[Relation]:
    """Amounts of money of one name: results of formulas, priced amounts, parts, totals."""
    groups: dict[tuple[str, frozenset[str], int | None], list[_Statement]] = {}
    for one in _statements(facts):
        name = _PLAIN_TOTAL.sub("", comparable(one.name.raw))
        groups.setdefault((name, one.times, one.form), []).append(one)
    for found in groups.values():
        first = found[0]
        name = comparable(first.name.raw)
        for other in found[1:]:
            if other.figure.start == first.figure.start:
                continue
            said = TOLD_TWICE.filled(name=name, first=first.figure.raw, second=other.figure.raw)
            yield Relation(
                other.figure,
                "=",
                first.figure,
                also=(first.name, other.name),
                group=f"amount-{name}",
                zh=said.zh,
                en=said.en,
            )


def _priced(facts: Facts) -> Iterator[Relation]:
    """An amount with its price in brackets, and the formula of the same price and item."""
    for price in facts.unit_prices:
        for formula in facts.formulas:
            factors = [factor for term in formula.terms for factor in term]
            same = any(
                factor.unit == price.price.unit and factor.value == price.price.value
                for factor in factors
                if isinstance(factor, Quantity) and factor.kind == "rate"
            )
            if not same or len(formula.terms) != 1 or price.label is None or formula.label is None:
                continue
            names = comparable(price.label.raw), comparable(formula.label.raw)
            if names[0] == names[1] or not _abbreviates(*names):
                continue
            if years_at(facts, price.amount) != years_at(facts, formula.result):
                continue
            said = _BY_PRICE.filled(
                name=names[0],
                amount=price.amount.raw,
                price=price.price.raw,
                result=formula.result.raw,
            )
            yield Relation(
                price.amount,
                "=",
                formula.result,
                also=(price.label, price.price, formula.label),
                group=f"amount-{names[0]}",
                zh=said.zh,
                en=said.en,
            )


def _abbreviates(name: str, other: str) -> bool:
    """True if one name is short for the other: 社保缴费 for 社会保险缴费."""
    short, long = sorted((_STANDARD.sub("", name), _STANDARD.sub("", other)), key=len)
    rest = iter(long)
    return len(short) > 1 and all(char in rest for char in short)


def _statements(facts: Facts) -> Iterator[_Statement]:
    """Named amounts; a formula or price gives its label the amount it comes to."""
    for formula in facts.formulas:
        if formula.label is not None and _is_item(formula.label):
            when = years_at(facts, formula.result)
            yield from _money(formula.label, formula.result, when)
    for price in facts.unit_prices:
        if price.label is not None and _is_item(price.label):
            yield from _money(price.label, price.amount, years_at(facts, price.amount))
    for claim in facts.claims:
        total = _TOTALS.get(claim.measure or claim.role)
        name = LEAD.sub("", comparable(claim.subject.raw))
        if total is None or not total.fullmatch(name) or is_goal(facts, claim):
            continue
        if not is_forecast(facts, claim) and not opens_a_formula(facts, claim):
            when = times(facts, claim) | scope(facts, claim)
            for one in _money(claim.subject, claim.figure, when):
                yield replace(one, form=claim.form)


def _is_item(label: Wording) -> bool:
    name = comparable(label.raw)
    return bool(SPECIFIC.search(name)) and not TOO_COMMON.fullmatch(name)


def _money(name: Wording, figure: Figure, when: frozenset[str]) -> Iterator[_Statement]:
    if isinstance(figure, Quantity) and figure.kind == "money" and figure.comparator == "=":
        yield _Statement(name, figure, when)
