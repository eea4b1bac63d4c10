"""Monitoring: what was spent to date and what is still expected make up the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from model.facts import Facts
from model.relation import Relation, Sum
from validate.accounts import Account, accounts, only, runs, stretches
from validate.registry import rule

_SPENDING = r"(?:执行|支出|支付|使用|完成)"
_LATE = (
    r"(?:(?:[2-9]|1[0-2])月?[-—~～至](?:1[0-2]|年底|年末)月?|1[0-2]月份?|下半年|四季度|后续|后[一二三四五六]个?月|剩余月份"
    r"|年底前|余下)"
)
_PARTS = {
    "balance": re.compile(r"结余|结转|剩余资金|未支出|缺口"),
    "year": re.compile(
        rf"(?:预计|预测|预期)[^，。]{{0,4}}(?:全年|年底|年末|年度|12月底)[^，。]{{0,8}}{_SPENDING}|(?:全年|年底|年末|年度|12月底)"
        rf"[^，。]{{0,6}}(?:预计|预测|预期)[^，。]{{0,10}}{_SPENDING}|(?:全年|年度)预计"
        rf"|(?:全年|年底|年末)(?:累计|总)?{_SPENDING}[^，。]{{0,4}}(?:将|可|有望)|全年(?:累计|总)?{_SPENDING}?(?:合计|共计|总计)"
    ),
    "expected": re.compile(
        rf"(?:预计|预测|计划|拟)[^，。]{{0,4}}{_LATE}|{_LATE}[^，。]{{0,6}}(?:预计|预测|计划|拟|尚需|还需|将)"
        rf"|(?:预计|预测)[^，。]{{0,4}}(?:还|再|尚|继续|后续)[^，。]{{0,6}}{_SPENDING}|尚需{_SPENDING}"
        rf"|(?:[2-9]|1[0-2])月?[-—~～至]1[0-2]月(?:份)?{_SPENDING}"
    ),
    "plan": re.compile(r"预算|计划|指标|目标"),
    "to_date": re.compile(
        rf"(?:1月?[-—~～至]\d{{1,2}}月|截至|截止|上半年|前[一二三]季度|累计|已|目前)[^，。]{{0,16}}{_SPENDING}|{_SPENDING}数?(?:为|达)*$"
    ),
}
_ONCE = frozenset({"to_date", "year"})


@rule("MON01", "预计执行", "Expected spending", severity="error")
def expected_spending(facts: Facts) -> Iterator[Relation]:
    """已执行数加后续预计执行数，应等于全年预计执行数。

    What was spent to date plus what is still expected must be what is expected for the year.

    Flags::

        一、资金执行情况
        项目预算120万元，1-8月已执行75.20万元，预计9-12月执行40.80万元，全年预计执行118.00万元。

    Passes::

        一、资金执行情况
        项目预算120万元，1-8月已执行75.20万元，预计9-12月执行40.80万元，全年预计执行116.00万元。

    Passes::

        一、资金执行情况
        项目预算120万元，截至8月底累计支出75.20万元，预计全年支出116.00万元，结余4.00万元。
    """
    for entries in stretches(facts):
        for account in accounts(entries, _PARTS, _ONCE):
            yield from _of_the_year(account)


def _of_the_year(account: Account) -> Iterator[Relation]:
    """To date and expected against the year; several amounts expected may be parts of one."""
    if not {"to_date", "expected", "year"} <= account.keys():
        return
    date, year = only(account, "to_date"), only(account, "year")
    options = [
        Relation(year, "=", Sum((date, *later))) for (later,) in product(runs(account["expected"]))
    ]
    first = options[0]
    yield Relation(
        year,
        "=",
        first.right,
        subject=account["year"][0].subject,
        one_of=tuple(options[1:]),
        table=account["year"][0].table,
    )
