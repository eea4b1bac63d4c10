"""What a sentence tells of a table's row by its own name: what was aimed at, what came of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim, IndicatorRow, Passage
from validate.aligned import offset_in, same_unit, times
from validate.goals_and_results import is_forecast
from validate.once import once_a_report
from validate.quoting import comparable

_HINT = re.compile("目标|指标值|计划|任务|预期|实际|完成")
_AIM = (
    r"(?:年初|年度|全年|本年|当年|设定|申报|批复|预期|预定|绩效|原定|计划|的)*"
    r"(?:目标(?:任务|值|数)?|指标值|计划(?:值|数|完成)?|任务数?|预期值?)(?:设定|定|设)?[为是]?"
)
_DEED = (
    r"(?:年末|年底|全年|本年|当年|最终|实际|已|的)*"
    r"(?:完成|实现|达到|达|实际)(?:值|数|情况|完成值?|达到|达)?[为了是]?"
)
_OPENING = r"[”\"』）)》]?(?:这一指标|指标|方面|上)?(?:的)?[，,：:]?"
_AIM_FIRST = re.compile(rf"{_OPENING}{_AIM}[：:]?")
_DEED_FIRST = re.compile(rf"{_OPENING}{_DEED}[：:]?")
_THEN = r"[\u4e00-\u9fff]?[，,、（(]?(?:而|但)?"
_AIM_NEXT = re.compile(rf"{_THEN}{_AIM}[：:]?")
_DEED_NEXT = re.compile(rf"{_THEN}{_DEED}[：:]?")
_BARE = re.compile(rf"{_OPENING}[为是]?")
AMONG_GOALS = re.compile(
    r"目标(?:的?(?:设定|设置|申报|内容|要求))?(?:情况|如下|包括|主要)*[为有是]?[，,：:]"
)
_BEFORE = re.compile(
    r"(?:^|[，,。；;：:、（(“\"『《》\d.．）)]|[是在]|年度|全年|本年|当年|项目|其中|指标)$"
)
"""What may stand before a name that is the whole name."""
_CHANGED = re.compile(
    r"调整|变更|修[订改]|原目标|原计划|上年|去年|往年|历年|同期|累计目标|中期|总目标"
)
_STOP = re.compile(r"[。；;！？]")
_BOUNDS = frozenset({">=", "<=", ">", "<"})
_ITSELF = frozenset({"年初", "计划", "累计", "其中"})
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class TargetAndActual:
    """The claims a sentence makes of one row; either may be missing."""

    row: IndicatorRow[Figure]
    target: Claim[Figure] | None
    actual: Claim[Figure] | None


@dataclass(frozen=True, slots=True)
class Named:
    """The claims a sentence makes of what it names in full; either may be missing."""

    name: str
    target: Claim[Figure] | None
    actual: Claim[Figure] | None


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim and where its figure stands in the passage without white space."""

    claim: Claim[Figure]
    start: int
    end: int


@once_a_report
def rows_told(facts: Facts) -> tuple[TargetAndActual, ...]:
    """Every sentence that names a row in full and gives what it aims at or what came of it."""
    return tuple(_rows_told(facts))


def _rows_told(facts: Facts) -> Iterator[TargetAndActual]:
    rows = rows_by_name(facts)
    for named in told_of(facts, rows):
        row = rows[named.name]
        target, actual = named.target, named.actual
        found = TargetAndActual(
            row,
            target if target is not None and alike(target.figure, row.target) else None,
            actual if actual is not None and alike(actual.figure, row.actual) else None,
        )
        if not _of_another_time(facts, found):
            yield found


def told_of(facts: Facts, names: Collection[str]) -> Iterator[Named]:
    """What the text outside tables tells, sentence by sentence, of each of some names."""
    if not names:
        return
    claims: dict[int, list[Claim[Figure]]] = defaultdict(list)
    for claim in facts.claims:
        if claim.passage >= 0:
            claims[claim.passage].append(claim)
    for at, here in claims.items():
        passage = facts.passages[at]
        if passage.table is None and _HINT.search(passage.text):
            yield from _in_passage(passage, here, names)


@once_a_report
def rows_by_name(facts: Facts) -> dict[str, IndicatorRow[Figure]]:
    """The rows that alone bear their name in the report and were not adjusted."""
    named: dict[str, list[IndicatorRow[Figure]]] = defaultdict(list)
    for row in facts.indicators:
        if row.row_kind == "item" and row.name is not None:
            named[comparable(row.name.raw)].append(row)
    return {
        name: rows[0]
        for name, rows in named.items()
        if len(name) >= _SHORTEST and len(rows) == 1 and rows[0].table_role != "adjustment"
    }


def _in_passage(
    passage: Passage, claims: list[Claim[Figure]], names: Collection[str]
) -> Iterator[Named]:
    text = "".join(passage.text.split())
    told = [_placed(passage, claim) for claim in claims]
    for name in names:
        at = text.find(name)
        if at < 0 or text.find(name, at + 1) >= 0 or not _BEFORE.search(text[max(0, at - 4) : at]):
            continue
        stop = _STOP.search(text, at)
        end = stop.start() if stop else len(text)
        start = max((match.end() for match in _STOP.finditer(text, 0, at)), default=0)
        if _CHANGED.search(text, start, end):
            continue
        inside = [one for one in told if at + len(name) <= one.start < end][:2]
        if inside:
            yield from _read(text, at, name, inside)


def _placed(passage: Passage, claim: Claim[Figure]) -> _Told:
    start = len("".join(passage.text[: offset_in(passage, claim.figure.start)].split()))
    return _Told(claim, start, start + len("".join(claim.figure.raw.split())))


def _read(text: str, at: int, name: str, told: list[_Told]) -> Iterator[Named]:
    """What the words before the first figure, and between the two, make of them."""
    first = told[0]
    lead = text[at + len(name) : first.start]
    between = [text[one.end : other.start] for one, other in pairwise(told)]
    target = actual = None
    if _AIM_FIRST.fullmatch(lead):
        target = first.claim
        actual = told[1].claim if between and _DEED_NEXT.fullmatch(between[0]) else None
    elif _DEED_FIRST.fullmatch(lead) or (_BARE.fullmatch(lead) and _reached(first)):
        actual = first.claim
        if not between or not _AIM_NEXT.fullmatch(between[0]):
            return
        target = told[1].claim
    elif _BARE.fullmatch(lead) and _is_bound(first) and AMONG_GOALS.search(text, 0, at):
        target = first.claim
    else:
        return
    yield Named(name, target, actual)


def _is_bound(told: _Told) -> bool:
    return isinstance(told.claim.figure, Quantity) and told.claim.figure.comparator in _BOUNDS


def _reached(told: _Told) -> bool:
    """Whether the figure is printed with the word that says it was reached: 达到118人."""
    return told.claim.figure.raw.startswith(("达到", "达"))


def alike(figure: Figure, cell: Figure | None) -> bool:
    """Whether the two are figures of one kind, in one unit."""
    if not isinstance(figure, Quantity) or not isinstance(cell, Quantity):
        return False
    bare = "number" in {figure.kind, cell.kind} and None in {figure.unit, cell.unit}
    return (figure.kind == cell.kind or bare) and same_unit(figure, cell)


def _of_another_time(facts: Facts, found: TargetAndActual) -> bool:
    said = [claim for claim in (found.target, found.actual) if claim is not None]
    return any(
        is_forecast(facts, claim) or not times(facts, claim) <= _ITSELF for claim in said
    ) or any(claim.form not in (found.row.form, -1) for claim in said)
