"""Procurement: budget, bid, contract and payment, each within the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim
from model.relation import Ratio, Relation
from validate.accounts import Account, Entry, accounts, only, stretches, told
from validate.aligned import clause
from validate.registry import rule
from validate.sentences import Sentence
from validate.statements import SENTENCES, statements

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
    r"|[二三四五六七八九十两\d]{1,3}[个份](?:\w{0,4})合同|总投资|批复投资|概算|历年|以前年度|[两二三四五]年|每年|分期|续签"
)
"""Words of more than one contract, or of one that was changed."""
_OVER = Sentence("{lower}不应超过{upper}", "{lower_en} must stay within {upper_en}")


@rule("PRO01", "采购链", "Procurement chain", severity="warning", says=(_OVER, SENTENCES["saved"]))
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
    yield from statements(facts, "saved")
    for entries in stretches(facts):
        for account in accounts(entries, _PARTS, _ONCE):
            if len(account.keys() & set(_CHAIN)) > 1 and not _of_several(facts, entries):
                yield from _chain(account)


def _of_several(facts: Facts, entries: list[Entry]) -> bool:
    """Whether the paragraphs the sums stand in speak of more than one contract."""
    places = {one.passage for one in entries} - {-1}
    return any(_SEVERAL.search(facts.passages[at].text) is not None for at in places)


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


_SMALL = re.compile(r"中小(?:微)?企业")
_SMALLEST = re.compile(r"小微(?:型)?企业|小型(?:和|、)微型企业")
_ALL = re.compile(r"采购(?:支出|合同|预算)?(?:总额|总金额|总支出|支出|金额|合计|预算)|总采购")
_KIND = re.compile(r"货物|工程|服务")


@rule("PRO02", "中小企业份额", "Share of small enterprises", severity="error")
def small_enterprises(facts: Facts) -> Iterator[Relation]:
    """中小企业采购份额应等于授予中小企业的金额除以采购总额。

    The share of small enterprises must recompute from what they were awarded and the whole.

    Flags::

        三、政府采购情况
        政府采购支出总额500.00万元，其中授予中小企业合同金额400.00万元，占政府采购支出总额的85.00%；授予小微企业合同金额300.00万元，占授予中小企业合同金额的75.00%。

    Passes::

        三、政府采购情况
        政府采购支出总额500.00万元，其中授予中小企业合同金额400.00万元，占政府采购支出总额的80.00%；授予小微企业合同金额300.00万元，占授予中小企业合同金额的75.00%。

    Passes::

        三、政府采购情况
        政府采购支出总额500.00万元。授予中小企业合同金额400.00万元，占政府采购支出总额的80.00%，其中货物采购授予中小企业合同金额占货物支出金额的100.00%。
    """
    entries = told(facts)
    for claim in facts.claims:
        share = claim.figure
        if not isinstance(share, Quantity) or share.kind != "percent" or share.comparator != "=":
            continue
        said = clause(facts, claim)
        last = re.split("[，,、：:（(]", said)[-1]
        small = _SMALL.search(said) or _SMALLEST.search(said)
        if small is None or not re.search("占|比例|份额|比重", last):
            continue
        yield from _share(claim, share, last, entries.get(claim.passage, []))


def _share(
    claim: Claim[Figure], share: Quantity, last: str, entries: list[Entry]
) -> Iterator[Relation]:
    """A share of what the words after 占 name, else of either amount it may be of."""
    if _KIND.search(last) or "预留" in last:
        return
    before = [one for one in entries if one.figure.start < share.start]
    small = [one for one in before if _SMALL.search(one.words) and not _SMALLEST.search(one.words)]
    smallest = [one for one in before if _SMALLEST.search(one.words)]
    whole = [one for one in before if _ALL.search(one.words) and one not in (*small, *smallest)]
    named = [one for one in before if one in small or one in smallest]
    if not named:
        return
    upper = named[-1]
    below = last.partition("占")[2]
    lower = small if _SMALL.search(below) else whole if _ALL.search(below) else [*whole, *small]
    bought = [one for one in before if "采购" in one.words and one not in lower]
    options = [
        Relation(share, "=", Ratio(upper.figure, one.figure))
        for one in (*lower, *(bought if lower else ()))
        if one is not upper
    ]
    if options:
        subject = claim.subject.raw.strip()
        yield replace(options[0], subject=subject, one_of=tuple(options[1:]), told=True)
