"""Amounts of single items a text tells again that a table lists: misprints of the table's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import Claim
from model.relation import Relation
from validate.aligned import passage_of, times
from validate.goals_and_results import is_forecast, is_goal
from validate.recompute import judge
from validate.sentences import Sentence
from validate.slips import significant, slip_across
from validate.told_again import core, core_of

_NO_ITEM = re.compile(
    r"^(?:中央|省|市|区|县|乡|镇|财政|其他|其它|自筹|上年|结转|单位|社会|本级|年度|项目|预算).{0,6}(?:资金|拨款|补助|收入|支出|经费)$"
    r"|资金总额|拨款|合计|小计|总计|结转|结余"
)
"""Labels of where money came from, and of totals; what the text tells of those is told of all."""
_SHORTEST = 3
_SURE = 4
_ITSELF = frozenset({"其中", "累计", "调整后", "年初"})
_FIELDS = {"budget": "budget", "received": "received", "spent": "spent"}
ITEM = Sentence(
    "“{name}”的金额：正文为{told}，表中为{cell}。",
    "The amount of “{name}” is {told} in the text and {cell} in the table.",
)

Cells = dict[str, list[Quantity]]
"""The amounts of an item by the part they play."""


def items_told(facts: Facts) -> Iterator[Relation]:
    """What the text tells of an item against the table's cell of its kind: equal, or a misprint."""
    items = _items(facts)
    if not items:
        return
    for claim in facts.claims:
        figure, passage = claim.figure, passage_of(facts, claim)
        if not isinstance(figure, Quantity) or figure.kind != "money" or figure.comparator != "=":
            continue
        if passage is None or passage.table is not None or is_goal(facts, claim):
            continue
        cells = items.get(core(claim))
        if cells and not is_forecast(facts, claim) and times(facts, claim) <= _ITSELF:
            yield from _against(claim, figure, cells)


def _against(claim: Claim[Figure], figure: Quantity, cells: Cells) -> Iterator[Relation]:
    """The cells of the claim's own part; those of all parts where it names none."""
    named = _FIELDS.get(claim.role)
    fitting = cells.get(named, []) if named else [one for run in cells.values() for one in run]
    if not named and not cells.get("spent"):
        return  # its other columns have not been read: which one is meant is not known
    every = [one for run in cells.values() for one in run]
    same = [one for one in every if judge(Relation(figure, "=", one)).holds]
    if same:
        fitting = [one for one in same if one in fitting] or same
    else:
        fitting = [one for one in fitting if slip_across(figure, one)]
    if not fitting:
        return
    told, cell = figure.raw.strip(), fitting[0].raw.strip()
    said = ITEM.filled(name="".join(claim.subject.raw.split()), told=told, cell=cell)
    yield Relation(
        figure,
        "=",
        fitting[0],
        also=(claim.subject,),
        severity=None if significant(figure) >= _SURE else "warning",
        zh=said.zh,
        en=said.en,
    )


def _items(facts: Facts) -> dict[str, Cells]:
    """The items of tables that alone bear their name, with their amounts."""
    found: dict[str, list[Cells]] = defaultdict(list)
    for row in facts.funding:
        if row.table is not None and row.row_kind == "item" and row.label is not None:
            cells = {
                "budget": _known(row.budget_initial) + _known(row.budget_adjusted),
                "received": _known(row.received),
                "spent": _known(row.spent),
            }
            _keep(found, row.label, cells)
    for payment in facts.disbursements:
        if payment.table is not None and payment.row_kind == "item" and payment.item is not None:
            _keep(found, payment.item, {"spent": _known(payment.amount)})
    return {name: cells[0] for name, cells in found.items() if len(cells) == 1}


def _known(figure: Figure | None) -> list[Quantity]:
    """An amount in a known unit."""
    known = isinstance(figure, Quantity) and figure.unit == "CNY" and figure.value is not None
    return [figure] if known and isinstance(figure, Quantity) else []


def _keep(found: dict[str, list[Cells]], label: Wording, cells: Cells) -> None:
    name = core_of(label.raw)
    if len(name) >= _SHORTEST and not _NO_ITEM.search(name) and any(cells.values()):
        found[name].append(cells)
