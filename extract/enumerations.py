"""Items of a list in a sentence: a name and a figure each, whatever stands between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from extract.clauses import Outline
from extract.numbering import inside, leading
from extract.products import formula_start
from model.quantity import Mark

FARTHEST = 240
"""Characters from one figure of a list to the next; more is another matter."""
LONGEST_LIST = 6_000
"""Characters of a list; it keeps a paragraph of nothing but lists linear."""
FARTHEST_BEFORE = 60
FEWEST = 2
FEW = 8
"""Dates in one name."""

_UNIT = re.compile(r"[^\d０-９零一二两三四五六七八九十百千万亿.,，．\s约近超余多=＝≥≤]+$")
_ALIKE = {"名": "人", "位": "人", "間": "间", "個": "个"}
_STOP = re.compile(
    r"合计|共计|总计|总共|小计|较上|比上|同比|(?:^|[，,；;、])\s*(?:年末|资金|尚有?|仍有?)?(?:结余|剩余|未)|完成率|执行率|到位率|使用率|支付率|(?:预计|实际|累计|全年)(?:支出|支付|到位|完成|执行|使用|拨付)"
)
_OTHER_MATTER = re.compile(
    r"(?:^|[，,；;。：:、])\s*(?:项目|本项目)?(?:实际|累计|共|已|年初|全年|当年|调整后)*(?:到位资金|资金到位|到位|支出|支付|预算(?:资金|数)?|执行数?|总投资|资金总额)(?:资金|金额|数)?(?:为|共|达)?\s*$"
)
_NESTED = re.compile(r"其中|包括|包含")
_ET_CETERA = re.compile(r"\s*(?:[（(][^（）()]{0,60}[）)])?\s*[^，。；、,;0-9（(]{0,4}?等(?!级|次)")
_OTHERS = re.compile(r"[^。；;]{0,12}[，,、；;]\s*(?:其余|其他|其它|剩余|另有|此外)")
"""More of the list, told without a figure: 特色保护类2个，其余一般类每个10万元."""
_WEIGHED = re.compile(r"\s*[，,（(]?\s*(?:实际|自评|评价|实)?得")
"""Behind the points that can be had: the ones that were got follow."""
_THING = re.compile(r"[\u4e00-\u9fff]{1,6}")
_CUT = re.compile(r"[，,；;、]")
_EACH = re.compile(r"分别|依次")
_ANNOTATION = re.compile(r"\s*[（(]")
_TAIL = re.compile(
    r"(?:[\s:：=＝—－·“]|为|是|达到?|共计?|约|均为?|各|计|由|有|了|支付|拨付|安排|人民币|资金共计|金额|得|扣)+$"
)
_SHARED_VERB = re.compile(r"共[\u4e00-\u9fa5]{1,3}$")
_LEAD = re.compile(
    r"(?:[\s、，,：:；;。]|其中|以及|并|和|与|及(?!时)|用于|包括|分别为?|主要|为(?!民))+"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its figure, and offsets of its name and of its number in the list."""

    mark: Mark
    name: tuple[int, int]
    sequence: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Items of one list; ``partial`` where 等 ends it."""

    items: tuple[Item, ...]
    partial: bool = False


def family(text: str, mark: Mark) -> str:
    """What can be added up: all money, or counts of one unit."""
    if mark.kind == "money":
        return "money"
    found = _UNIT.search(text[mark.start : mark.end])
    unit = found.group() if found else ""
    return _ALIKE.get(unit, unit)


def same_family(text: str, left: Mark, right: Mark) -> bool:
    """True for two figures that can stand in one sum."""
    return left.kind == right.kind and family(text, left) == family(text, right)


def items_after(
    around: Outline,
    marks: tuple[Mark, ...],
    first: int,
    region: tuple[int, int],
    wanted: str,
) -> Listed:
    """The items of one kind in a region, up to the end of the list.

    Figures in brackets, shares and unit prices annotate an item and are none. A list within the
    list (其中 again) is passed over up to the next semicolon.
    """
    text = around.text
    start, last = region
    found: list[Item] = []
    position, resume = start, start
    for at in range(first, len(marks)):
        mark = marks[at]
        if mark.start >= last or mark.start - position > FARTHEST:
            break
        if mark.start < resume or around.enclosing(mark.start, max(start, position)) is not None:
            continue
        if mark.kind not in ("money", "count") or family(text, mark) != wanted:
            continue
        if wanted == "分" and _WEIGHED.match(text, mark.end):
            continue
        begin = formula_start(marks, at)
        gap = text[position:begin]
        nested = _NESTED.search(gap) if found else None
        if nested:
            if len(found) > 1 and _parallel(text, found):
                found.pop()
                break
            cut = text.find("；", mark.start, last)
            if cut < 0:
                break
            resume = position = cut + 1
            continue
        if found and wanted != "分" and (_STOP.search(gap) or _OTHER_MATTER.search(gap)):
            break
        name, sequence = _name(around, marks, position, begin)
        found.append(Item(mark, name, sequence))
        position = mark.end
    partial = bool(found) and (
        _ET_CETERA.match(text, found[-1].mark.end, last) is not None
        or _OTHERS.match(text, found[-1].mark.end, last) is not None
    )
    return Listed(_respective(around, tuple(found)), partial)


def items_before(
    around: Outline, marks: tuple[Mark, ...], total: int, taken: set[int]
) -> tuple[Item, ...]:
    """The items that lead up to a closing total in its sentence; those of other lists are none."""
    text = around.text
    start, _ = around.bounds(marks[total].start)
    wanted = family(text, marks[total])
    if wanted == "分" and _WEIGHED.match(text, marks[total].end):
        return ()  # 共36分，得30.5分: what can be had
    found: list[Item] = []
    right, separator = marks[total].start, ""
    for at in range(total - 1, -1, -1):
        mark = marks[at]
        if mark.end <= start or right - mark.end > FARTHEST_BEFORE or mark.start in taken:
            break
        if mark.kind not in ("money", "count") or family(text, mark) != wanted:
            continue
        if wanted == "分" and _WEIGHED.match(text, mark.end):
            continue
        if around.enclosing(mark.start, max(start, mark.start - FARTHEST_BEFORE)) is not None:
            continue
        cut = _separator(text, mark.end, right) if found else ""
        if cut != "、" and separator == "、":
            break
        separator = cut
        floor = max(
            [start, *(old.end for old in marks[max(0, at - 6) : at] if old.kind != "factor")]
        )
        begin = max(floor, formula_start(marks, at))
        gap = text[floor:begin]
        if wanted != "分" and (_OTHER_MATTER.search(gap) or _STOP.search(gap)):
            break
        name, sequence = _name(around, marks, floor, begin)
        found.append(Item(mark, name, sequence))
        right = mark.start
    return _respective(around, tuple(reversed(found))) if found else ()


def _parallel(text: str, found: list[Item]) -> bool:
    """True where the last item opens a list of its own behind a semicolon: A，其中a；B，其中b."""
    gap = text[found[-2].mark.end : found[-1].mark.start]
    return len(found) == FEWEST and ("；" in gap or ";" in gap)


def other_things(text: str, total: Mark, items: tuple[Item, ...]) -> bool:
    """True where items and total name different things: 7个街道、2个镇，共96个社区."""
    whole = _thing(text, total)
    parts = [_thing(text, item.mark) for item in items]
    return (
        bool(whole)
        and all(parts)
        and not any(whole in part or part in whole or whole[-1] == part[-1] for part in parts)
    )


def _thing(text: str, mark: Mark) -> str:
    """What is counted, where it stands right behind the measure word."""
    found = _THING.match(text, mark.end)
    return found.group() if found and mark.kind == "count" else ""


def _separator(text: str, start: int, end: int) -> str:
    """The mark between two items: of a list joined by 、 nothing before a comma is part."""
    found = _CUT.search(text, start, end)
    return found.group() if found else ""


def list_end(around: Outline, start: int) -> int:
    """End of the list's sentence; it goes on where the next sentence begins with a list number."""
    _, end = around.bounds(start)
    while end < min(len(around.text), start + LONGEST_LIST):
        number = leading(around.text[end : end + 8])
        if number is None:
            break
        _, end = around.bounds(end)
    return min(end, start + LONGEST_LIST)


def _name(
    around: Outline, marks: tuple[Mark, ...], position: int, before: int
) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """Where an item's name stands between the figure before it and its own, or its formula."""
    text = around.text
    start = position
    if _ANNOTATION.match(text, start, before):
        opening = text.index(text[start:].lstrip()[0], start)
        start = around.pairs.get(opening, opening - 1) + 1
    segments = around.pieces(start, before, "，,；;。")
    filled = [piece for piece in segments if text[piece[0] : piece[1]].strip(" 、：:\n\t")]
    start, end = filled[-1] if filled else (before, before)
    inner = _first_inside(marks, start, before) or end
    sequence: tuple[int, int] | None = None
    numbers = list(inside(text[start:end]))
    if numbers and not text[start : start + numbers[0].start].strip(" 、：:\n"):
        sequence = (start + numbers[0].start, start + numbers[0].end)
        start = sequence[1]
        inner = inner if inner > start else end
    end = min(end, inner)
    return _bare(around, start, end), sequence


def _first_inside(marks: tuple[Mark, ...], start: int, end: int) -> int | None:
    """Start of the first figure within a range that is no date: a name does not reach over it."""
    at = bisect_right(marks, start, key=_start)
    for mark in marks[at : at + FEW]:
        if mark.start >= end:
            return None
        if mark.kind not in ("date", "period"):
            return mark.start
    return None


def _start(mark: Mark) -> int:
    return mark.start


def _bare(around: Outline, start: int, end: int) -> tuple[int, int]:
    """A name without the words that tie it to its list and its figure."""
    text = around.text
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    tail = _TAIL.search(text, start, end)
    if tail and tail.start() > start:
        end = tail.start()
    verb = _SHARED_VERB.search(text, start, end)
    if verb and verb.start() > start + 1:
        end = verb.start()
    colon = max(text.rfind("：", start, end), text.rfind(":", start, end))
    if colon > start:
        end = colon
    return around.trimmed(start, end, " \t\n、，,：:；;")


def _respective(around: Outline, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Names for bare figures after 分别为: those listed before it, if there are as many."""
    text = around.text
    if len(items) < FEWEST or any(item.name[0] < item.name[1] for item in items[1:]):
        return items
    first = items[0].mark.start
    begin = max(around.bounds(first)[0], first - FARTHEST)
    begin, end = around.pieces(begin, first, "，,；;")[-1]
    said = _EACH.search(text, begin, end)
    if said is None:
        return items
    names = [_bare(around, *piece) for piece in around.pieces(begin, said.start(), "、和与及")]
    if len(names) != len(items):
        return items
    return tuple(Item(item.mark, name) for item, name in zip(items, names, strict=True))
