"""Whether a figure can be the total of a list, and whether the list is one that adds up."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.clauses import Outline
from extract.enumerations import Item, same_family
from extract.roles import FUNDS, part_role
from extract.subjects import clause_start
from model.quantity import Mark

LOOK_BACK = 12
"""Figures before a list among which its total is looked for."""
AFTER = 16
"""Characters behind a figure that may say what became of it."""

_CHANGE = re.compile(r"(?:减少|增加|增长|下降|新增|净增|多|少)[了约]?$")
_REST = frozenset({"balance", "gap"})
_REDUCED = re.compile(
    r"(?:调减|核减|追减|扣减|压减|冲减|缩减|削减|减去|减少|扣除|剔除|收回|退回|调出)[^，。；、]{0,8}$"
)
_REDUCING = re.compile(r"[减扣退]|收回|剔除|调出")


def fitting(
    around: Outline, marks: tuple[Mark, ...], total: Mark, items: tuple[Item, ...]
) -> Mark | None:
    """The total itself, unless it is what was left over; then the amount the parts are parts of.

    ``支出80万元，结余5万元。其中，工资支出60万元、水费支出20万元`` are parts of the 80万元. Where
    the parts do not say what they are and another amount stands beside, None: either may be meant.
    """
    role = _role(around, marks, total)
    if role not in _REST:
        return total
    parts = _parts_role(around, marks, items)
    if parts == role:
        return total
    at = bisect_left(marks, total.start, key=_start)
    sentence = around.sentence(total.start)
    earlier = [
        mark
        for mark in marks[max(0, at - LOOK_BACK) : at]
        if same_family(around.text, mark, total) and around.sentence(mark.start) == sentence
    ]
    if parts is None:
        alone = not any(_role(around, marks, mark) not in _REST for mark in earlier)
        return total if alone else None
    alike = [mark for mark in earlier if _role(around, marks, mark) == parts]
    return alike[-1] if alike else None


def has_reduction(
    around: Outline, marks: tuple[Mark, ...], total: Mark | None, items: tuple[Item, ...]
) -> bool:
    """True where some part is taken off: 年初50万元，核减5万元 are no parts that add up.

    Parts that are all reductions add up to a total that is one.
    """
    taken = [_REDUCED.search(lead(around, marks, item.mark)) is not None for item in items]
    if not any(taken):
        return False
    reduces = total is None or _REDUCING.search(lead(around, marks, total)) is not None
    return not (all(taken) and reduces)


def lead(around: Outline, marks: tuple[Mark, ...], mark: Mark) -> str:
    """The words of its clause that stand before a figure, from the figure before on."""
    floor, _ = around.bounds(mark.start)
    for earlier in range(bisect_left(marks, mark.start, key=_start) - 1, -1, -1):
        if marks[earlier].end <= floor:
            break
        if marks[earlier].kind not in ("date", "period"):
            floor = marks[earlier].end
            break
    return around.text[clause_start(around, floor, mark.start) : mark.start]


def told_before(counts: list[Mark], joint: re.Match[str]) -> list[Mark]:
    """The total of classes that 按…分 opens: what the sentence before counts first, no change."""
    text = joint.string
    stop = text.rfind("。", 0, joint.start())
    begin = max(text.rfind(mark, 0, max(stop, 0)) for mark in "。\n") + 1
    here = [one for one in counts if begin <= one.start < stop]
    whole = [one for one in here if not _CHANGE.search(text, max(begin, one.start - 6), one.start)]
    return (whole or counts)[:1]


def _parts_role(around: Outline, marks: tuple[Mark, ...], items: tuple[Item, ...]) -> str | None:
    """What the parts say they are; None where they say nothing, or different things."""
    said = {_role(around, marks, item.mark) for item in items} - {None}
    if len(said) > 1:
        said -= _REST
    return said.pop() if len(said) == 1 else None


def _role(around: Outline, marks: tuple[Mark, ...], mark: Mark) -> str | None:
    found = part_role(lead(around, marks, mark), around.text[mark.end : mark.end + AFTER])
    return found if mark.kind == "money" or found not in FUNDS else None


def _start(mark: Mark) -> int:
    return mark.start
