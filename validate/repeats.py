"""Figures the text states twice under one name, and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim
from model.relation import Relation
from validate.aligned import claim_rows, passage_of, scope, times
from validate.goals_and_results import cell_head, is_forecast, is_goal
from validate.once import once_a_report
from validate.quoting import comparable
from validate.sentences import Sentence
from validate.slips import slip

GENERIC = re.compile(
    r"(?:本|该|项目|专项|年度|全年|当年|本年|实际|已|共|累计|总|资金|经费|预算|财政|拨款|到位|下达|拨付|安排|数|金额|额|支出|执行|使用|支付|"
    r"完成|年初|调整后|率|为|达到|达|的|计|批复|投资|收入|(?:19|20)\d\d年?)+"
)
"""A subject made of these alone speaks of the whole project's money."""
LEAD = re.compile(r"^(?:本|该|此)?(?:项目)?(?:共|已|累计)?")
_MEASURED = re.compile(
    r"(?:率|数|数量|里程|面积|人次|比例|规模|长度|场次|满意度|标准|定额|总额|产量|容量)$"
)
_BOUNDS = {">": "least", ">=": "least", "<": "most", "<=": "most"}
"""What is asked for is one thing, what came of it another: 不少于7200次, 5460次 can both be so."""
SPECIFIC = re.compile(r"[\u4e00-\u9fff]{4,}")
TOO_COMMON = re.compile(
    r"(?:金额|数量|人数|比例|总计|合计|其他|小计|共计|支出|经费|费用|资金|占比|增长|下降|合同)+(?:为|共|约)?"
)


TOLD_TWICE = Sentence(
    "“{name}”前后不一：{first}与{second}。",
    "“{name}” is told twice with two values: {first} and {second}.",
)


def repeats(facts: Facts, *, across: bool) -> Iterator[Relation]:
    """Claims of one specific subject and role; ``across``: between a cell and the text only."""
    rows = _rows(facts)
    for claims in _groups(facts):
        yield from _same_claims(facts, claims, rows, across=across)


@once_a_report
def _rows(facts: Facts) -> dict[str, str]:
    """The row each claim surely speaks of, by their keys."""
    return {pair.claim.key: pair.row.key for pair in claim_rows(facts) if pair.sure}


@once_a_report
def _groups(facts: Facts) -> list[list[Claim[Figure]]]:
    """Claims that say one thing, in two places or more."""
    groups: dict[tuple[object, ...], list[Claim[Figure]]] = {}
    rows = _rows(facts)
    for claim in facts.claims:
        name = LEAD.sub("", comparable(claim.subject.raw))
        if claim.role not in {"actual", "target", "other", "rate"} or not SPECIFIC.search(name):
            continue
        if claim.key not in rows and not _MEASURED.search(name):
            continue
        if TOO_COMMON.fullmatch(name) or GENERIC.fullmatch(name) or is_forecast(facts, claim):
            continue
        kind = claim.figure.kind if isinstance(claim.figure, Quantity) else ""
        if kind not in {"percent", "count"} or claim.figure.comparator == "range":
            continue
        key = (
            rows.get(claim.key, name),
            is_goal(facts, claim),
            claim.figure.unit,
            _BOUNDS.get(claim.figure.comparator, ""),
            claim.form,
            times(facts, claim),
            scope(facts, claim, whole=False),
        )
        groups.setdefault(key, []).append(claim)
    return [claims for claims in groups.values() if len(claims) > 1]


def _same_claims(
    facts: Facts, claims: list[Claim[Figure]], rows: dict[str, str], *, across: bool
) -> Iterator[Relation]:
    """Equal, or a contradiction: sure where a row bears the name, or one figure is a misprint."""
    first = claims[0]
    name = "".join(first.subject.raw.split())
    for other in claims[1:]:
        places = passage_of(facts, first), passage_of(facts, other)
        in_cells = [place is not None and place.table is not None for place in places]
        if first.passage == other.passage or (in_cells[0] != in_cells[1]) != across:
            continue
        heads = [
            cell_head(facts, claim.passage)
            for claim, in_cell in zip((first, other), in_cells, strict=True)
            if in_cell
        ]
        if "" in heads or len(set(heads)) > 1:
            continue
        linked = rows.get(first.key) is not None and rows.get(first.key) == rows.get(other.key)
        said = TOLD_TWICE.filled(name=name, first=first.figure.raw, second=other.figure.raw)
        yield Relation(
            other.figure,
            "=",
            first.figure,
            also=(first.subject, other.subject),
            group=f"same-{name}-{across}",
            severity=None if linked or slip(first.figure, other.figure) else "note",
            zh=said.zh,
            en=said.en,
        )
