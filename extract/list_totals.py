"""Which figure before or behind a list in a sentence is the total it makes up."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.clauses import Outline
from extract.enumerations import Item, same_family
from extract.roles import money_role
from extract.subjects import clause_start
from extract.totals import LOOK_BACK, has_reduction, told_before
from model.quantity import Mark

LONGEST_BRACKET = 400
CLOSER = re.compile(
    r"(?:合计|共计|总计|总共|总[数量]|(?<!公)共)(?!同)[^，。；\d]{0,8}?(?:为|是|达)?[：:]?\s*(?:人民币)?$"
)
CLOSING_SENTENCES = 2
"""How many sentences after a list its total may stand in."""

_CUTS = re.compile(r"[，,；;。]")
_MEASURE = re.compile(
    r"(?:价格?|金额|部分|结余|节约|费用?|标准|[均率数额]|支出|收入|预算|投资|资金)\s*$"
)
_BY = re.compile(r"按[^，。；]{1,10}(?:分|划分|构成)")
LONGEST_BY = 16
_OF_IT = re.compile(r"其中|包括|包含|由|中[，,]|资金来源|来源")
_SPENDING = re.compile(r"(支出|资金|经费|费用|款项)(?:主要)?$")


def _of_one_name(ahead: list[Mark], joint: re.Match[str], name: str) -> list[Mark]:
    """The amount told under the name the list takes up: 全年支出A，结转B。支出分别为…."""
    text = joint.string
    return [
        mark
        for mark in ahead
        if mark.kind == "money"
        and re.search(
            f"{name}(?:总额|合计|共计?|总计|数|为|达|[:：])*\\s*$", text[: mark.start][-12:]
        )
    ][-1:]


def is_no_list(
    around: Outline,
    marks: tuple[Mark, ...],
    total: Mark,
    joint: re.Match[str],
    items: tuple[Item, ...],
) -> bool:
    """True where nothing is listed, something is taken off, or the list is behind a bracket."""
    return (
        not items
        or has_reduction(around, marks, total, items)
        or _ends_before(around, joint, items[0].mark.start)
    )


def _ends_before(around: Outline, joint: re.Match[str], first: int) -> bool:
    """True where the bracket that the opening word stands in ends before the first figure."""
    inside = around.enclosing(joint.start(), max(0, joint.start() - LONGEST_BRACKET))
    return inside is not None and around.pairs[inside] < first


def aside(around: Outline, mark: Mark, joint: re.Match[str]) -> bool:
    """True for a figure in a bracket of an earlier sentence: （2023年1—9月为4,106万元）."""
    start, _ = around.bounds(joint.start())
    if mark.start >= start:
        return False
    opening = around.enclosing(mark.start, max(0, mark.start - LONGEST_BRACKET))
    return opening is not None and around.pairs[opening] < joint.start()


def candidates(
    ahead: list[Mark], start: int, joint: re.Match[str], following: tuple[Mark, ...]
) -> list[Mark]:
    """Marks that may be the total of the list, the likeliest first; a stand-in if there is none.

    In the sentence any figure will do; before it only money, and only for words that point back.
    """
    here = [mark for mark in ahead if mark.start >= start]
    money = [mark for mark in reversed(here) if mark.kind == "money"][:1]
    counts = [mark for mark in reversed(here) if mark.kind == "count"][:1]
    found = sorted(money + counts, key=lambda mark: -mark.start)
    back = [mark for mark in ahead[-3:] if mark.kind == "money" and mark.start < start]
    spoken_of = _SPENDING.search(joint.string, max(0, joint.start() - 4), joint.start())
    if spoken_of and not money:
        back = _of_one_name(ahead, joint, spoken_of.group(1)) or back
    if (
        not here
        and joint.lastgroup in {"has", "split", "each", "thus"}
        and _BY.search(joint.string, max(0, joint.start() - LONGEST_BY), joint.end())
    ):
        found += told_before([mark for mark in ahead[-LOOK_BACK:] if mark.kind == "count"], joint)
    if not money and (joint.lastgroup != "has" or spoken_of):
        found += back[-1:] or [mark for mark in following[:4] if mark.kind == "money"][:1]
    return found


def apart(around: Outline, total: Mark, joint: re.Match[str], items: tuple[Item, ...]) -> bool:
    """True where the words between say that what is listed is no part of the total.

    A clause without an amount follows 用于; or names of their own stand before 分别.
    """
    if joint.lastgroup == "use":
        return _CUTS.search(around.text, joint.end(), items[0].mark.start) is not None
    bare = not around.text[joint.end() : items[0].mark.start].strip(" ：:约")
    return bare and joint.lastgroup == "each" and _named_before(around, total, joint)


def _named_before(around: Outline, total: Mark, joint: re.Match[str]) -> bool:
    """True for 两处合同价分别为: what is listed has a name of its own, no word makes it parts."""
    between = around.text[total.end : joint.start()]
    pieces = _CUTS.split(between)
    return len(pieces) > 1 and not _OF_IT.search(between) and bool(_MEASURE.search(pieces[-1]))


def near(around: Outline, total: Mark, joint: re.Match[str]) -> bool:
    """True where the total stands before the list, in its sentence or in the one before."""
    if total.start >= joint.start():
        return False
    return around.sentence(joint.start()) - around.sentence(total.start) <= 1


def agree(around: Outline, opening: Mark, closing: Mark) -> bool:
    """True where a total before a list and one after it belong to one sentence and matter."""
    if around.sentence(opening.start) != around.sentence(closing.start):
        return False
    roles = {
        money_role(around.text[clause_start(around, 0, mark.start) : mark.start], "")
        for mark in (opening, closing)
    }
    return len(roles - {None}) <= 1


def closing_total(around: Outline, marks: tuple[Mark, ...], items: tuple[Item, ...]) -> Mark | None:
    """The figure after a list that is called its total: ，合计金额为100元."""
    last = items[-1].mark
    at = bisect_left(marks, last.start, key=_start) + 1
    for mark in marks[at : at + 4]:
        if around.sentence(mark.start) - around.sentence(last.start) > CLOSING_SENTENCES:
            return None
        if not same_family(around.text, last, mark):
            continue
        lead = around.text[max(last.end, mark.start - 14) : mark.start]
        return mark if CLOSER.search(lead) else None
    return None


def _start(mark: Mark) -> int:
    return mark.start
