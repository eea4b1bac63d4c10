"""Lists whose things each bear a figure, closed by their total: 甲18万元、乙12万元，合计30万元."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.clauses import Outline
from model.quantity import Mark

_FEWEST = 2
_LONGEST = 20
_CLOSES = re.compile(r"(?:以上)?(?:合计|共计|总计|总共|共)(?:金额|支出|投入|数量|资金|安排)?")
"""The words before the figure that closes the list; without it the list may not be all of it."""
_MORE = re.compile(r"另有|另外|此外|还有")
_NO_NAME = re.compile(r"其中|[，,。；;：:（(]|占|比上|同比|增|减|每|均|分别")
_BETWEEN = re.compile(r"\s*[、，,；;和与及]")


def names_with_figures(
    around: Outline, begin: int, marks: Sequence[Mark]
) -> tuple[tuple[int, int], ...]:
    """Ranges of the names before each figure from a place on; empty where it is no such list."""
    names: list[tuple[int, int]] = []
    low = begin
    for at, mark in enumerate(marks):
        name = around.trimmed(low, mark.start, " \t\n、，,；;和与及为：:")
        said = around.text[name[0] : name[1]]
        if _CLOSES.fullmatch(said):
            if _MORE.search(around.text, mark.end, around.bounds(begin)[1]):
                return ()
            alike = len({one.kind for one in marks[:at]}) == 1
            return tuple(names) if alike and len(names) >= _FEWEST else ()
        if not said or len(said) > _LONGEST or _NO_NAME.search(said):
            return ()
        if names and not _BETWEEN.match(around.text, low):
            return ()
        names.append(name)
        low = mark.end
    return ()
