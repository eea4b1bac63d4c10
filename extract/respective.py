"""Names told first and their figures after, in order: 到位率和执行率分别为95%和90%."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.clauses import Outline
from extract.subjects import Named
from model.quantity import Mark

_EACH = re.compile(r"(?:分别|依次)(?:[为是]|达到?|完成|实现|约|[：:])*\s*")
_BETWEEN = re.compile(r"\s*(?:[、和与及]|以及|，|,)\s*")
_CUTS = "、和与及"
_LEAD = re.compile(r"(?:其中|项目|本项目|全年|年度|的|[：:\s])+")
_FEWEST = 2
_LONGEST = 80
"""Characters of a list of names."""


def respective(around: Outline, marks: tuple[Mark, ...]) -> dict[int, Named]:
    """The name of each figure that follows 分别为, by its position; only where the counts agree."""
    found: dict[int, Named] = {}
    text = around.text
    if "分别" not in text and "依次" not in text:
        return found
    starts = [mark.start for mark in marks]
    for said in _EACH.finditer(text):
        first = bisect_left(starts, said.end())
        if first == len(marks) or marks[first].start != said.end():
            continue
        begin = max(around.bounds(said.start())[0], said.start() - _LONGEST)
        begin, end = around.pieces(begin, said.start(), "，,；;：:")[-1]
        if any(begin <= mark.start < end for mark in marks if mark.kind not in ("date", "period")):
            continue
        names = [around.trimmed(*piece, " \t\n") for piece in around.pieces(begin, end, _CUTS)]
        last = _run(text, marks, first)
        if _FEWEST <= len(names) == last - first + 1 and all(low < high for low, high in names):
            lead = _LEAD.match(text, *names[0])
            start = lead.end() if lead and lead.end() < names[0][1] else names[0][0]
            for at, (low, high) in enumerate([(start, names[0][1]), *names[1:]]):
                found[first + at] = Named(low, high)
    return found


def _run(text: str, marks: tuple[Mark, ...], first: int) -> int:
    """The last figure of those joined by nothing but 、 and 和."""
    last = first
    while last + 1 < len(marks) and _BETWEEN.fullmatch(
        text, marks[last].end, marks[last + 1].start
    ):
        last += 1
    return last
