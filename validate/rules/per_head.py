"""Receptions, training and trips: what they cost per head or batch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim
from model.relation import Ratio, Relation
from validate.aligned import clause, offset_in, passage_of
from validate.registry import rule

_TOPIC = re.compile(r"接待|出国|培训|会议|考察|公务")
_HEADS = frozenset({"人次", "人", "名", "位"})
_BATCHES = frozenset({"批次", "批", "次", "场", "场次", "期", "团组", "个团组"})
_PER_HEAD = re.compile(r"(?:人均|每人|人次均|每人次)[^，。；\d]{0,8}$")
_PER_BATCH = re.compile(
    r"(?:批均|次均|场均|期均|平均每[批次场期]次?|每[批次场期]次?)[^，。；\d]{0,8}$"
)
_ASIDE = re.compile(r"上年|去年|比|较|标准|不超过|预算|计划|每天|/天|天均")
_COST = re.compile(r"费|支出|经费|金额|花费|开支|共计?|合计")


@rule("SGF02", "人均批次", "Per head or batch", severity="warning")
def per_head(facts: Facts) -> Iterator[Relation]:
    """人均或批均费用应等于总费用除以人次或批次。

    The cost per head or batch must be the whole cost over heads or batches.

    Flags::

        三、公务接待情况
        全年国内公务接待32批次、320人次，人均95元，公务接待费38,400元。

    Passes::

        三、公务接待情况
        全年国内公务接待32批次、320人次，人均120元，批均1,200元，公务接待费38,400元。

    Passes::

        三、公务接待情况
        全年国内公务接待费3.84万元，接待32批次、321人次，人均119.63元。
    """
    sentences: dict[tuple[int, int], list[Claim[Figure]]] = {}
    for claim in facts.claims:
        if isinstance(claim.figure, Quantity) and claim.role != "target":
            sentences.setdefault((claim.passage, claim.sentence), []).append(claim)
    topical = {at for at, passage in enumerate(facts.passages) if _TOPIC.search(passage.text)}
    for (at, _), claims in sentences.items():
        if at in topical:
            for claim in claims:
                yield from _average(facts, claim, claims)


def _average(
    facts: Facts, claim: Claim[Figure], claims: Sequence[Claim[Figure]]
) -> Iterator[Relation]:
    """An average against the sums of its sentence over the nearest count before it."""
    units = _units(facts, claim)
    said = clause(facts, claim)
    if not units or _ASIDE.search(re.split("[，,；]", said)[-1]):
        return
    counts = [
        one.figure
        for one in claims
        if isinstance(one.figure, Quantity)
        and one.figure.kind == "count"
        and one.figure.unit in units
        and one.figure.start < claim.figure.start
    ]
    sums = [
        one.figure
        for one in claims
        if one is not claim and _is_cost(facts, one) and not _apart(facts, claim, one)
    ]
    if not counts or not sums:
        return
    options = [
        Relation(claim.figure, "=", Ratio(amount, counts[-1], percent=False)) for amount in sums
    ]
    yield replace(
        options[0], subject=said[-12:].strip("，,、 "), one_of=tuple(options[1:]), told=True
    )


def _apart(facts: Facts, one: Claim[Figure], other: Claim[Figure]) -> bool:
    """Whether a semicolon stands between two figures of one sentence."""
    passage = passage_of(facts, one)
    if passage is None:
        return False
    ends = sorted((offset_in(passage, one.figure.start), offset_in(passage, other.figure.start)))
    return any(stop in passage.text[ends[0] : ends[1]] for stop in "；;")


def _units(facts: Facts, claim: Claim[Figure]) -> frozenset[str]:
    """The measure words of what an average is per; none for any other figure."""
    figure = claim.figure
    if not isinstance(figure, Quantity) or figure.comparator != "=":
        return frozenset()
    if figure.unit in {"CNY/人", "CNY/人次"}:
        return _HEADS
    said = clause(facts, claim)
    if figure.unit == "CNY" and _PER_HEAD.search(said):
        return _HEADS
    if figure.unit in {"CNY", "CNY/批", "CNY/次", "CNY/批次"} and _PER_BATCH.search(said):
        return _BATCHES
    return frozenset()


def _is_cost(facts: Facts, claim: Claim[Figure]) -> bool:
    """Whether a sum may be the whole that was paid."""
    figure = claim.figure
    if not isinstance(figure, Quantity) or figure.unit != "CNY" or figure.comparator != "=":
        return False
    last = re.split("[，,、；：:（(]", clause(facts, claim))[-1]
    return not _units(facts, claim) and _COST.search(last) is not None and not _ASIDE.search(last)
