"""Whether the text and a table speak of the same money, or one of them of a larger whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import Claim, FundingRow
from model.relation import Relation
from validate.aligned import clause, mates, sentence
from validate.quoting import comparable
from validate.recompute import judge
from validate.repeats import GENERIC

_MONEY = frozenset({"budget", "received", "spent"})
_WHOLE = re.compile(r"(?:部门|单位)(?:整体|预算|决算|总)|整体支出|全(?:局|部门|单位|院|校|系统)")
_PARTS_OF_A_BODY = re.compile(r"基本支出|人员(?:经费|支出)|公用(?:经费|支出)")
_PROJECT = re.compile(r"项目|专项")
_CHANGE = re.compile(r"追加|调[增减整剂]|结转|结余|上年|核[增减]|压减|收回|统筹")
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Told:
    """A claim on money, its measure, and the cells of one table it may be held against.

    ``reach``: amounts further apart than this share of the larger are hardly one misprinted.
    """

    claim: Claim[Figure]
    measure: str
    rows: Sequence[FundingRow[Figure]]
    cells: Sequence[tuple[Wording | None, Figure]]
    reach: Decimal

    @property
    def agrees(self) -> bool:
        """Whether any cell says the same."""
        return any(judge(Relation(self.claim.figure, "=", cell)).holds for _, cell in self.cells)

    @property
    def far(self) -> bool:
        """Whether every cell is far off, and none has the same digits in another unit."""
        return bool(self.cells) and all(
            _far(self.claim.figure, cell, self.reach) for _, cell in self.cells
        )


def of_one_extent(facts: Facts, told: Sequence[Told]) -> list[Told]:
    """The claims that speak of what their table speaks of, in their order.

    An amount once known to be of another whole is so wherever the text repeats it.
    """
    passages = _apart(told)
    by_passage = _by_passage(told)
    told = [one for one in told if not _of_an_item(facts, one, by_passage[one.claim.passage])]
    amounts = {
        (one.measure, _value(one.claim.figure))
        for one in told
        if one.claim.passage in passages or _of_a_body(facts, one)
    }
    return [one for one in told if (one.measure, _value(one.claim.figure)) not in amounts]


def _by_passage(told: Sequence[Told]) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = {}
    for one in told:
        found.setdefault(one.claim.passage, []).append(one)
    return found


def _apart(told: Sequence[Told]) -> set[int]:
    """Passages that state two or more measures of money, all of them far from the table's.

    One misprint makes one amount wrong, and the rate taken from it; where nothing agrees, the
    passage tells of another fund, project or body.
    """
    apart: set[int] = set()
    for passage, here in _by_passage(told).items():
        money = [one for one in here if one.measure in _MONEY]
        agrees = any(one.agrees and _value(one.claim.figure) != _ALL for one in here)
        if not agrees and len({one.measure for one in money}) > 1 and all(one.far for one in money):
            apart.add(passage)
    return apart


def _of_an_item(facts: Facts, told: Told, others: Sequence[Told]) -> bool:
    """Whether a claim that disagrees goes on about an item named before it, or is one of a list.

    An item has an amount of its own before the claim (苗木补助预算60万元，支出51万元) that is in no
    row of the table; a list gives one measure under one name several times in one sentence.
    """
    if told.agrees:
        return False
    claim = told.claim
    start = claim.figure.start - len(clause(facts, claim))
    before = [
        one
        for one in mates(facts, claim)
        if start <= one.figure.start < claim.figure.start and one.role in _MONEY
    ]
    if not any(_holds(one.figure, row) for one in before for row in told.rows) and any(
        _names_an_item(one.subject.raw) for one in before
    ):
        return True
    return any(
        other.measure == told.measure
        and comparable(other.claim.subject.raw) == comparable(claim.subject.raw)
        and not judge(Relation(claim.figure, "=", other.claim.figure)).holds
        for other in others
    )


def _names_an_item(subject: str) -> bool:
    """Whether a subject is more than the money's own words, and no change to the same money."""
    return not GENERIC.fullmatch(comparable(subject)) and not _CHANGE.search(subject)


def _holds(figure: Figure, row: FundingRow[Figure]) -> bool:
    """Whether a row prints an amount."""
    cells = (row.budget_initial, row.budget_adjusted, row.received, row.spent)
    return any(judge(Relation(figure, "=", cell)).holds for cell in cells if cell is not None)


def _of_a_body(facts: Facts, told: Told) -> bool:
    """Whether text and table differ in that one is of a whole body, the other of projects."""
    sections = told.claim.section + sentence(facts, told.claim)
    body = facts.data.doc_type == "overall_expenditure" or _WHOLE.search(sections) is not None
    if not body or told.agrees:
        return False
    whole_table = any(
        row.label is not None and _PARTS_OF_A_BODY.search(row.label.raw) for row in told.rows
    )
    if whole_table and not _PROJECT.search(clause(facts, told.claim)):
        return False
    return told.far or told.measure not in _MONEY


def _value(figure: Figure) -> Decimal | None:
    return figure.value if isinstance(figure, Quantity) else None


def _far(figure: Figure, cell: Figure, reach: Decimal) -> bool:
    one, other = _value(figure), _value(cell)
    if one is None or other is None or not one or not other:
        return False
    if one.normalize().as_tuple().digits == other.normalize().as_tuple().digits:
        return False
    return abs(one - other) > reach * max(abs(one), abs(other))
