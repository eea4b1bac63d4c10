"""Procurement: budget, bid, contract and payment, each within the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from model.facts import Facts
from model.relation import Relation
from validate.accounts import Account, accounts, only, stretches
from validate.registry import rule
from validate.sentences import Sentence

_PARTS = {
    "saved": re.compile(r"节约|节省|保证金|质保金|尾款|余款|未付|待付|代理费|服务费率"),
    "paid": re.compile(r"(?:支付|付款|结算|拨付)"),
    "contract": re.compile(
        r"合同(?:总?金额|总?价款?|总?额|款|总价)?(?:为|共|计)*$|签订[^，。]{0,12}合同|合同(?:总?金额|总?价)"
    ),
    "bid": re.compile(r"中标|成交(?:金额|价)"),
    "budget": re.compile(
        r"采购预算|招标控制价|最高限价|拦标价|采购(?:项目)?(?:预算|控制)|预算控制价"
    ),
}
_ONCE = frozenset({"paid", "contract", "bid", "budget"})
_CHAIN = ("paid", "contract", "bid", "budget")
_NAMES = {
    "paid": ("支付金额", "Payments"),
    "contract": ("合同金额", "The contract"),
    "bid": ("中标金额", "The winning bid"),
    "budget": ("采购预算", "the procurement budget"),
}
_SEVERAL = re.compile(
    r"(?<![未没无])(?:签[订署])?(?<![未没无]签[订署])补充(?:协议|合同)|变更|增项|追加|分别|各标段|多[个份]"
    r"|[二三四五六七八九十两\d]+[个份](?:\w{0,4})合同|历年|以前年度|[两二三四五]年|每年|分期|续签"
)
"""Words of more than one contract, or of one that was changed."""
_OVER = Sentence("{lower}不应超过{upper}", "{lower_en} must stay within {upper_en}")


@rule("PRO01", "采购链", "Procurement chain", severity="warning", says=(_OVER,))
def procurement_chain(facts: Facts) -> Iterator[Relation]:
    """支付金额不应超过合同金额，合同金额不应超过中标金额，中标金额不应超过采购预算。

    Payments stay within the contract, the contract within the bid, the bid within the budget.

    Flags::

        三、政府采购情况
        设备采购预算220.00万元，中标金额198.60万元，合同金额198.60万元，累计支付合同款205.00万元。

    Passes::

        三、政府采购情况
        设备采购预算220.00万元，中标金额198.60万元，合同金额198.60万元，累计支付合同款188.67万元。

    Passes::

        三、政府采购情况
        设备采购预算220.00万元，中标金额198.60万元，合同金额198.60万元，因增项签订补充协议，累计支付205.00万元。
    """
    several = {at for at, passage in enumerate(facts.passages) if _SEVERAL.search(passage.text)}
    for entries in stretches(facts):
        if any(one.passage in several for one in entries):
            continue
        for account in accounts(entries, _PARTS, _ONCE):
            yield from _chain(account)


def _chain(account: Account) -> Iterator[Relation]:
    """Each amount of the chain against the next one that is told."""
    known = [part for part in _CHAIN if part in account]
    for lower, upper in pairwise(known):
        said = _OVER.filled(
            lower=_NAMES[lower][0],
            upper=_NAMES[upper][0],
            lower_en=_NAMES[lower][1],
            upper_en=_NAMES[upper][1].replace("The", "the"),
        )
        first = account[lower][0]
        yield Relation(
            first.figure,
            "<=",
            only(account, upper),
            subject=first.subject,
            table=first.table,
            zh=said.zh,
            en=said.en,
        )
