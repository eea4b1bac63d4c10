"""Projects counted and paid for in a sentence, and the list of them that follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import Claim, Passage, Posting
from model.relation import Count, Relation, Sum
from validate.aligned import clause, mates, offset_in, passage_of
from validate.registry import rule
from validate.sentences import Sentence

_PROJECTS = re.compile(r"(?:\w{0,6}项目|标段|工程|子项)")
_UNITS = frozenset({"个", "项"})
_ALL = re.compile(r"涉及|共|安排|实施|包括|包含|分配|下达|支持|总计|合计")
_PART = re.compile(
    r"其中|区级|本级|省级|市级|县级|部分|主要|重点|抽查|抽取|抽样|现场|已完[成工]|未完|在建|新[增建开]|续建"
    r"|验收|完成|剩余|上年"
)
_SHOWN = re.compile(r"如下|下表|清单|明细|详见|见附?表|所列|列表|一览")
_NO_ROW = re.compile(r"合计|总计|小计|共计|其中|备注|说明")
_SUMS = re.compile(r"金额|资金|预算|安排|下达|补助|经费|拨款|投资|分配")
_BEHIND = 200
_NEAR = 4
"""So many passages behind the sentence its list begins at the latest."""

_MONEY = Sentence(
    "所称项目资金应等于清单所列各项目资金之和",
    "The money for the projects must be the sum of those listed",
)


@dataclass(frozen=True, slots=True)
class _Stated:
    """How many projects a sentence names, and their money where the sentence gives it."""

    count: Claim[Figure]
    money: Quantity | None
    shown: bool


@rule("CNT03", "项目数与资金", "Projects and their money", severity="error", says=(_MONEY,))
def projects(facts: Facts) -> Iterator[Relation]:
    """所称项目个数应等于清单所列项目数。

    The number of projects stated must be that of the list, and their money its sum.

    Flags::

        二、资金分配情况
        2023年度专项资金共涉及4个项目、资金260万元，清单如下：
        | 序号 | 项目名称 | 资金（万元） |
        | 1 | 灌溉管网 | 120.00 |
        | 2 | 分拣中心 | 90.00 |
        | 3 | 机耕道路 | 50.00 |

    Flags::

        二、资金分配情况
        2023年度专项资金共涉及3个项目、资金280万元，清单如下：
        | 序号 | 项目名称 | 资金（万元） |
        | 1 | 灌溉管网 | 120.00 |
        | 2 | 分拣中心 | 90.00 |
        | 3 | 机耕道路 | 50.00 |

    Passes::

        二、资金分配情况
        2023年度专项资金共涉及3个项目、资金260万元，清单如下：
        | 序号 | 项目名称 | 资金（万元） |
        | 1 | 灌溉管网 | 120.00 |
        | 2 | 分拣中心 | 90.00 |
        | 3 | 机耕道路 | 50.00 |
        | 合计 | | 260.00 |

    Passes::

        二、资金分配情况
        2023年度专项资金共涉及8个项目、资金560万元，其中区本级项目如下：
        | 序号 | 项目名称 | 资金（万元） |
        | 1 | 灌溉管网 | 120.00 |
        | 2 | 分拣中心 | 90.00 |
    """
    for stated in _stated(facts):
        yield from _in_words(facts, stated)
        if stated.shown:
            yield from _in_table(facts, stated)


def _stated(facts: Facts) -> Iterator[_Stated]:
    for claim in facts.claims:
        figure = claim.figure
        if not isinstance(figure, Quantity) or figure.unit not in _UNITS:
            continue
        if figure.kind != "count" or figure.comparator != "=" or claim.role == "target":
            continue
        passage = passage_of(facts, claim)
        if passage is None:
            continue
        at = offset_in(passage, figure.end - 1) + 1
        after = passage.text[at : at + _BEHIND]
        before = clause(facts, claim)
        if not _PROJECTS.match(after) or not _ALL.search(before) or _PART.search(before):
            continue
        yield _Stated(claim, _money(facts, claim), _is_shown(after))


def _is_shown(after: str) -> bool:
    """Whether a sentence behind the count points to a list, and not to a part of it."""
    pointing = [one for one in re.split("[。；;！？\n]", after) if _SHOWN.search(one)]
    return bool(pointing) and not _PART.search(pointing[0])


def _money(facts: Facts, count: Claim[Figure]) -> Quantity | None:
    """The sum right behind the count, in its sentence."""
    for claim in mates(facts, count):
        figure = claim.figure
        if claim.sentence != count.sentence:
            continue
        if isinstance(figure, Quantity) and figure.start > count.figure.end:
            return figure if figure.kind == "money" and figure.comparator == "=" else None
    return None


def _in_words(facts: Facts, stated: _Stated) -> Iterator[Relation]:
    """Projects listed with their money in the sentence itself."""
    for one in facts.breakdowns:
        if stated.money is None or one.total is None or one.partial or one.kind != "money":
            continue
        if one.how.startswith(("其中", "含")) or any(_PART.search(name.raw) for name in one.names):
            continue
        if one.total.start == stated.money.start and len(one.parts) > 1:
            total = Sum(one.parts)
            counted = _counted(stated, one.names)
            money = _summed(stated.money, total)
            yield counted
            yield money


def _counted(stated: _Stated, names: Sequence[Wording]) -> Relation:
    return Relation(stated.count.figure, "=", Count(tuple(names)), subject="项目数")


def _summed(money: Quantity, total: Sum) -> Relation:
    return Relation(money, "=", total, subject="项目资金", zh=_MONEY.zh, en=_MONEY.en)


def _in_table(facts: Facts, stated: _Stated) -> Iterator[Relation]:
    """The table that follows, its rows counted and its money added up."""
    table = _next_table(facts, stated.count.passage)
    if table is None:
        return
    here = [one for one in facts.postings if one.table == table and one.label is not None]
    items = [one for one in here if one.label and not _NO_ROW.search(one.label.raw)]
    names = {one.row: one.label for one in items if one.label is not None}
    if len(names) < 2:  # noqa: PLR2004 - one row is no list
        return
    also_table = replace(_counted(stated, tuple(names.values())), table=table)
    yield also_table
    if stated.money is not None:
        yield from _column_sums(stated.money, items, len(names), table)


def _column_sums(
    money: Quantity, items: Sequence[Posting[Figure]], rows: int, table: int
) -> Iterator[Relation]:
    """The money against the column of sums; where there are several, one of them suffices."""
    columns: dict[int, list[Figure]] = {}
    for one in items:
        if one.head is not None and _SUMS.search(one.head.raw):
            columns.setdefault(one.col, []).append(one.figure)
    options = [
        replace(_summed(money, Sum(tuple(column))), table=table)
        for column in columns.values()
        if len(column) == rows
    ]
    if options:
        yield replace(options[0], one_of=tuple(options[1:]))


def _next_table(facts: Facts, at: int) -> int | None:
    """The table that begins within a few passages."""
    following: Sequence[Passage] = facts.passages[at + 1 : at + 1 + _NEAR]
    return next((one.table for one in following if one.table is not None), None)
