"""Sources and uses: what came in went out or is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from model.facts import Facts
from model.quantity import Quantity
from model.relation import Operand, Relation, Sum
from validate.accounts import Entry, columns, told
from validate.registry import rule

_LEFT = re.compile(r"结余|节余|剩余|结转(?!资金收入)|余额")
_APART = re.compile(r"上年|年初|期初|上缴|收回|缴回|退回|应付|未付|欠|主要|部分|超支|缺口")
"""Words of other money than that of the two lists, or of a list that is not complete."""
_SOURCE = re.compile(r"资金来源|来源[：:为于]|筹集|筹措|资金构成|收入(?:包括|情况)?[：:]")
_USE = re.compile(
    r"资金(?:使用|用途|支出|运用)|用途[：:为]|用于|支出(?:情况|明细|包括|分别|如下|[：:])|使用(?:情况|[：:])"
)
_SUM = re.compile(r"合计|总计|小计|共计|共$")
_GAP = 3
"""So many passages apart the two lists may stand."""


@rule("USE01", "来源与用途", "Sources and uses", severity="error")
def sources_and_uses(facts: Facts) -> Iterator[Relation]:
    """各项资金来源之和应等于各项用途之和加结余。

    The sources of the money must add up to its uses and what is left.

    Flags::

        二、资金情况
        资金来源：市级财政80万元、单位自筹20万元。
        资金使用：设备购置60万元、安装调试25万元，结余10万元。

    Passes::

        二、资金情况
        资金来源：市级财政80万元、单位自筹20万元。
        资金使用：设备购置60万元、安装调试30万元，结余10万元。

    Passes::

        二、资金情况
        资金来源：市级财政80万元、单位自筹20万元。
        资金主要用于设备购置60万元，结余10万元。
    """
    entries = told(facts)
    lists: dict[str, list[Entry]] = {}
    last = -1
    for at, here in entries.items():
        if lists and at - last > _GAP:
            yield from _settled(lists)
            lists = {}
        mode = ""
        for entry in here:
            mode = _mode(entry, mode)
            if mode == "source" and ("use" in lists or "left" in lists):
                yield from _settled(lists)
                lists = {}
            if mode:
                lists.setdefault(mode, []).append(entry)
                last = at
    yield from _settled(lists)
    yield from _side_by_side(facts)


def _mode(entry: Entry, mode: str) -> str:
    """The list an entry belongs to: ``source use left apart``; a sentence opens with its list."""
    if _APART.search(entry.words) or (_APART.search(entry.before) and not mode):
        return "apart"
    if _LEFT.search(entry.words):
        return "left"
    found = [
        (match.start(), name)
        for name, pattern in (("source", _SOURCE), ("use", _USE))
        for match in pattern.finditer(entry.before)
    ]
    return max(found)[1] if found else mode


def _settled(lists: dict[str, list[Entry]]) -> Iterator[Relation]:
    """Sources against uses and balance, where each list is there and complete."""
    if set(lists) != {"source", "use", "left"} or len(lists["left"]) != 1:
        return
    left = lists["left"][0]
    options = [
        Relation(_sum(came), "=", Sum((*went, left.figure)))
        for came, went in product(_readings(lists["source"]), _readings(lists["use"]))
    ]
    yield replace(
        options[0],
        subject="资金来源",
        one_of=tuple(options[1:]),
        table=left.table,
        told=left.table is None,
    )


def _readings(entries: Sequence[Entry]) -> list[tuple[Quantity, ...]]:
    """What a list may come to: its items, or the sum printed among them."""
    sums = [one.figure for one in entries if _SUM.search(one.words)]
    items = tuple(one.figure for one in entries if not _SUM.search(one.words))
    found = [items] if items else []
    found += [(one,) for one in sums]
    if len(items) > 1:
        found += [items[:1], items[1:]]
    return found


def _sum(figures: tuple[Quantity, ...]) -> Operand:
    return figures[0] if len(figures) == 1 else Sum(figures)


def _side_by_side(facts: Facts) -> Iterator[Relation]:
    """A table that prints sources with their amounts beside uses with theirs."""
    heads: dict[tuple[int, int], str] = {}
    for passage in facts.passages:
        if passage.table is None or passage.col is None or len(passage.text) > 10:  # noqa: PLR2004
            continue
        for name, pattern in (("source", "来源"), ("use", "用途"), ("use", "支出项目")):
            if pattern in passage.text:
                heads.setdefault((passage.table, passage.col + 1), name)
    tables: dict[int, dict[str, list[Entry]]] = {}
    for column in columns(facts) if len(heads) > 1 else ():
        place = (column[0].table or 0, column[0].col)
        if place in heads:
            lists = tables.setdefault(place[0], {})
            for entry in column:
                name = "left" if _LEFT.search(entry.words) else heads[place]
                lists.setdefault(name, []).append(entry)
    for lists in tables.values():
        yield from _settled(lists)
