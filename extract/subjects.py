"""What a figure in a sentence is the figure of: the words before it, or after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.clauses import Outline
from extract.numbering import leading
from model.quantity import Mark

FARTHEST = 60
"""A name longer than this is a clause that lost its comma."""
LONGEST_NOUN = 16

_CUTS = "，。；：！？,;:\n\t（(【“‘"
_OPENING = "（(【"
_QUOTES = "“‘「《"
_JOINTS = "、和与及"
_LINK = re.compile(
    r"(?:[\s:：=＝≥≤≧≦＞＜><~—－·“”]|为|是|达到?|共计?|合计|总计|累计|约|均|都|已经?|计|即|仅|只有?|应|需|须|由|在|至|到|有"
    r"|不[低少高超多]于|不能?超过|不得?超过|超过?|不足|不满|近|将近|至少|最多|控制|完成了?|实现了?|增加了?|减少了?|新增了?"
    r"|提[高升]到?|下降|上升|增长|占|了|大于|小于|高于|低于|等于|分别|占比|人民币|每人每[月年]|金额)+$"
)
_TAIL = re.compile(
    r"(?:[\s:：=＝≥≤≧≦＞＜><~—－·、]|为|是|达到?|共计?|约|均为?|都|已经?|即|仅|应|需|须|由|有|了"
    r"|不[低少高多]于|不能?超过|不得?超过|超过?|不能|不得|不足|至少|最多|控制在|大于|小于|高于|低于|等于|分别|人民币)+$"
)
_VERB_TAIL = re.compile(r"(?:完成|实现|达|合计|总计|累计)+$")
_LEAD = re.compile(
    r"(?:[\s、，,：:；;。—·]|其中|以及|并且?|且|同时|此外|另外|另|还有?|即(?!时)|经(?![费济营常办])|将|对(?![口接外])|按(?![时期月季年])|共(?![同享建有用])|本次|目前|和(?!谐)"
    r"|与|及(?!时)|而|含(?!税)|包括|包含|为(?!民)|是|在(?![职建校岗])|用于|主要"
    r"|通过|由|比(?![例率赛]))+"
)
_PERIOD_LEAD = re.compile(
    r"(?:[12]\d{3}\s*(?:[-—~至]\s*[12]\d{3}\s*)?年?(?:度|全年|底|末)?的?|截[至止].{2,14}?[日月底末]|今年|去年|当前)+"
)
_NOUN = re.compile(r"\s*((?:[^\W\d_]|[“”《》（）()]){1,40})")
_STOP = re.compile(
    r"进行|开展|实施|组成|完成|参加|参与|覆盖|分别|已经?|均|全部|未|的(?!士)|等|以上|以下|以内|左右|为|是|在|用于|列入|纳入|达到?|和|及(?!时)|共|按|由|对|向|被|从|占"
)
_MEASURED = re.compile(
    r"(?:率|度|额|数|资金|经费|预算|进度|得分|评分|分值|费用?|标准|比例|占比|收入|支出|成本|金额|人次|次数|数量)$"
)
_HOLLOW = re.compile(
    r"(?:[共已还剩仅只有再另各每个为了约向对给]|按[月季年期时日]|逐[月年]|分[批期]|完成|新增|实际|其中|剩余|合计|总计|达到?|招聘|配备|包括|还剩|增加|减少|安排|至少|对)*"
)


MOST_BRACKETS = 8
"""Brackets in a row that go by the name of what stands before the first of them."""


@dataclass(frozen=True, slots=True)
class Named:
    """The words that name a figure, as offsets; ``from_after`` where they follow it."""

    start: int
    end: int
    from_after: bool = False


def subject(around: Outline, marks: tuple[Mark, ...], at: int) -> Named | None:
    """The words that name figure ``at`` of a passage; None where nothing does.

    ``项目预算为30万元`` → 项目预算; ``新增了10名窗口人员`` → 窗口人员; a figure in brackets goes
    by the name of what stands before them.
    """
    opening = _bracket(around, marks, at)
    for _ in range(MOST_BRACKETS):
        if opening is None or not at or not opening - 2 <= marks[at - 1].end <= opening:
            break
        at -= 1
        opening = _bracket(around, marks, at)
    mark = marks[at]
    floor = _floor(around, marks, at)
    if opening is not None:
        return _before(around, floor, opening) or _after(around, mark, at, marks)
    before = _before(around, floor, mark.start)
    linked = bool(before) and _LINK.search(around.text[max(0, mark.start - 12) : mark.start])
    leads = mark.kind == "percent" and before is not None and not _hollow(around, before)
    if before is not None and (leads or not _counts_noun(around.text, mark)):
        return before
    if before is not None and linked and not _hollow(around, before):
        return before
    after = _after(around, mark, at, marks)
    if before is not None and (after is None or not _hollow(around, before)):
        return after if after is not None and _counts_noun(around.text, mark) else before
    if after is not None:
        return after
    return before if before is not None else _earlier(around, floor, mark.start)


def clause_start(around: Outline, floor: int, start: int) -> int:
    """Where the clause that leads up to an offset begins, brackets passed over."""
    at = start
    text = around.text
    while at > floor and start - at < FARTHEST:
        char = text[at - 1]
        if at - 1 in around.back and around.back[at - 1] >= floor:
            at = around.back[at - 1]
            continue
        if char in _CUTS and char not in _QUOTES:
            break
        at -= 1
    return at


def _floor(around: Outline, marks: tuple[Mark, ...], at: int) -> int:
    """Where the words that may name figure ``at`` begin: after the sentence's last figure."""
    start, _ = around.bounds(marks[at].start)
    start = max(start, marks[at].start - 2 * FARTHEST)
    for earlier in range(at - 1, -1, -1):
        mark = marks[earlier]
        if mark.end <= start:
            break
        if mark.kind not in ("period", "date") or marks[at].kind in ("period", "date"):
            return max(start, mark.end)
    return start


def _before(around: Outline, floor: int, start: int) -> Named | None:
    text = around.text
    window = max(floor, start - FARTHEST)
    end = start
    link = _TAIL.search(text, max(window, end - 16), end)
    if link:
        end = link.start()
    begin = clause_start(around, floor, end)
    begin, end = _narrowed(around, begin, end)
    tail = _VERB_TAIL.search(text, begin, end)
    if tail and tail.start() > begin:
        end = tail.start()
    begin, end = around.trimmed(begin, end, " \t\n、，,")
    return Named(begin, end) if begin < end else None


def _narrowed(around: Outline, begin: int, end: int) -> tuple[int, int]:
    """Without brackets of the figure before, leading words, and names of figures before."""
    text = around.text
    while True:
        old = begin
        lead = _LEAD.match(text, begin, end)
        begin = lead.end() if lead else begin
        if (
            begin < end
            and text[begin] in _OPENING
            and begin in around.pairs
            and around.pairs[begin] < end - 1
        ):
            begin = around.pairs[begin] + 1
        number = leading(text[begin : min(end, begin + 8)])
        if number is not None and begin + number.end < end:
            begin += number.end
        period = _PERIOD_LEAD.match(text, begin, end)
        if period and period.end() < end:
            begin = period.end()
        if begin == old:
            break
    chunks = around.pieces(begin, end, "、")
    if len(chunks) > 1:
        last = text[chunks[-1][0] : chunks[-1][1]]
        others = [text[low:high] for low, high in chunks[:-1]]
        if _MEASURED.search(last) and not any(_MEASURED.search(other) for other in others):
            begin = chunks[-1][0]
    return begin, end


def _after(around: Outline, mark: Mark, at: int, marks: tuple[Mark, ...]) -> Named | None:
    limit = marks[at + 1].start if at + 1 < len(marks) else len(around.text)
    found = _NOUN.match(around.text, mark.end, min(limit, mark.end + 42))
    if found is None:
        return None
    start, end = found.span(1)
    if mark.kind != "percent":
        stop = _STOP.search(around.text, start, end)
        end = min(stop.start() if stop else end, start + LONGEST_NOUN)
    start, end = around.trimmed(start, end, "（）()“”《》 ")
    return Named(start, end, from_after=True) if start < end else None


def _counts_noun(text: str, mark: Mark) -> bool:
    """True for a count that is followed at once by the thing it counts: 6个街道."""
    if mark.kind not in ("count", "percent"):
        return False
    found = _NOUN.match(text, mark.end, mark.end + 4)
    return found is not None and not _STOP.match(text, mark.end) and found.start(1) == mark.end


def _hollow(around: Outline, named: Named) -> bool:
    return _HOLLOW.fullmatch(around.text, named.start, named.end) is not None


def _words(around: Outline, start: int, end: int) -> bool:
    return any(char.isalnum() for char in around.text[start:end])


def _bracket(around: Outline, marks: tuple[Mark, ...], at: int) -> int | None:
    """Opening of a bracket that holds nothing before the figure; None where there is none."""
    start = marks[at].start
    opening = around.enclosing(start, max(_floor(around, marks, at), start - FARTHEST))
    if opening is None or around.text[opening] not in _OPENING:
        return None
    return None if _words(around, opening + 1, start) else opening


def _earlier(around: Outline, floor: int, start: int) -> Named | None:
    """The clause before, where the figure's own clause says nothing."""
    end = clause_start(around, floor, start)
    begin, end = around.trimmed(floor, end, "，,：:；;、 \t\n）)")
    if begin >= end:
        return None
    begin = clause_start(around, floor, end)
    begin, end = _narrowed(around, begin, end)
    return Named(begin, end) if begin < end else None
