"""Forensic: percentages that no number of answers gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim
from model.relation import Constant, Ratio, Relation
from validate.aligned import clause, offset_in
from validate.registry import rule

_ASKED = re.compile(r"问卷|调查表|样本|受访|访谈|调查(?:对象|人数|了)|被调查|走访调查")
_UNITS = frozenset({"份", "人", "名", "位", "户", "家", "张"})
_VALID = re.compile(r"有效")
_BACK = re.compile(r"[回收]收|收回")
_SHARE = re.compile(r"满意|占|比例|认为|表示|知晓|认可|支持|选择|好评|同意|了解")
_MEAN = re.compile(r"满意度|评分|得分|指数")
"""A figure so named may be a mean of grades, not a share of the answers."""
_WEIGHTED = re.compile(r"加权|赋[分值]|综合满意|平均|折算")
_OTHER = re.compile(
    r"回收率|有效率|执行|到位|完成率|增长|提[高升]|下降|降低|支出|资金|预算|目标|不低于|以上"
)
_PART = re.compile(r"\s*[，,（(]?\s*(?:占|比例|比重)")
"""Behind the answers of one kind: what follows is their share of others, not a share of them."""
_WHOLE = Decimal(100)


@rule("FOR11", "百分比与样本量不符", "Percentage impossible for the sample", severity="warning")
def impossible_percentage(facts: Facts) -> Iterator[Relation]:
    """按所列样本量，没有任何整数份数能得出所列百分比。

    No whole number of answers out of the sample stated gives this percentage.

    Flags::

        三、满意度情况
        本次共发放问卷40份，回收有效问卷40份，其中表示满意的占93.40%。

    Passes::

        三、满意度情况
        本次共发放问卷40份，回收有效问卷40份，其中表示满意的占92.50%。

    Passes::

        三、满意度情况
        本次共发放问卷3,000份，回收有效问卷2,860份，其中表示满意的占93.4%。
    """
    by_passage: dict[int, list[Claim[Figure]]] = {}
    for claim in facts.claims:
        by_passage.setdefault(claim.passage, []).append(claim)
    for at, claims in by_passage.items():
        text = facts.passages[at].text if 0 <= at < len(facts.passages) else ""
        if ("%" not in text and "％" not in text) or not _ASKED.search(text):
            continue
        samples = _samples(facts, claims) if not _WEIGHTED.search(text) else []
        for claim in claims if samples else ():
            before = [one for one in samples if one.start < claim.figure.start]
            if before and _is_share(facts, claim):
                yield from _of_sample(facts, claim, before)


def _samples(facts: Facts, claims: Sequence[Claim[Figure]]) -> list[Quantity]:
    """The numbers of answers, those told to be valid first, then those that came back."""
    found: list[tuple[int, Quantity]] = []
    for claim in claims:
        figure, said = claim.figure, clause(facts, claim)[-24:]
        if not isinstance(figure, Quantity) or figure.unit not in _UNITS or not figure.value:
            continue
        text = facts.passages[claim.passage].text
        behind = text[offset_in(facts.passages[claim.passage], figure.end - 1) + 1 :][:4]
        if _PART.match(behind):
            continue
        said += behind
        if figure.kind == "count" and figure.comparator == "=" and _ASKED.search(said):
            rank = 0 if _VALID.search(said) else 1 if _BACK.search(said) else 2
            found.append((rank, figure))
    return [figure for _, figure in sorted(found, key=lambda one: one[0])]


def _is_share(facts: Facts, claim: Claim[Figure]) -> bool:
    """Whether a percentage is a share of the answers."""
    figure = claim.figure
    if not isinstance(figure, Quantity) or figure.kind != "percent" or figure.unit != "%":
        return False
    said = re.split("[，,、；（(]", clause(facts, claim))[-1]
    named = said + claim.subject.raw
    return (
        figure.comparator == "="
        and claim.role != "target"
        and _SHARE.search(named) is not None
        and _OTHER.search(named) is None
    )


def _of_sample(
    facts: Facts, claim: Claim[Figure], samples: Sequence[Quantity]
) -> Iterator[Relation]:
    """The percentage against the whole numbers next to it, of each sample it may be of."""
    share = claim.figure
    if not isinstance(share, Quantity) or share.value is None or share.precision is None:
        return
    fine = Decimal(10) ** (2 - share.precision)
    if any(one.value is None or one.value >= fine for one in samples):
        return
    options = [option for one in samples for option in _nearest(share, share.value, one)]
    mean = _MEAN.search(claim.subject.raw + clause(facts, claim)[-12:])
    yield replace(
        options[0],
        subject=claim.subject.raw,
        severity="note" if mean else None,
        one_of=tuple(options[1:]),
    )


def _nearest(share: Quantity, value: Decimal, sample: Quantity) -> list[Relation]:
    """The two whole numbers of a sample between whose shares a percentage lies, nearest first."""
    size = sample.value or Decimal(1)
    exact = value * size / _WHOLE
    low = exact.to_integral_value(rounding=ROUND_FLOOR)
    near = sorted((low, low + 1), key=lambda one: abs(one - exact))
    return [Relation(share, "=", Ratio(Constant(one, sample.unit or ""), sample)) for one in near]
