"""Milestones listed one a line, each with its day: the order of building and of buying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from model.facts import Facts
from model.quantity import Wording
from validate.quoting import quote

_DAY = r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?"
_LINE = re.compile(
    rf"\s*(?:[（(]?[\d一二三四五六七八九十]{{1,2}}[）).．、]?\s*)?"
    rf"(?P<label>[\u4e00-\u9fff（）()]{{2,14}}?)(?:时间|日期)?[\s：:—–-]{{1,20}}(?P<day>{_DAY})"
    r"(?:[^\d。；]{0,12}|[（(][^\d]{0,12}[）)])[。；;]?\s*"
)
_NUMBERS = re.compile(r"\d+")
_STAGES = (
    re.compile(r"(?:项目|工程|可研|初设|方案)?(?:立项|批复|备案批复)(?:下达)?"),
    re.compile(r"(?:招标|采购|竞价|磋商)(?:公告|文件)?(?:发布|发出)?(?:公告)?"),
    re.compile(r"(?:\w{0,4})?(?:开标|评标)"),
    re.compile(r"(?:\w{0,4})?(?:中标|成交)(?:公示|公告|通知书?)?(?:发出)?"),
    re.compile(r"(?:\w{0,6})?(?:合同|协议)(?:签订|签署)|签[订署](?:\w{0,6})?(?:合同|协议)"),
    re.compile(r"(?:正式|项目|工程)?(?:开工|动工|进场(?:施工)?|开始施工)"),
    re.compile(r"主体(?:工程|结构)?(?:封顶|完工)"),
    re.compile(r"(?:项目|工程|全部|整体)?(?:完工|竣工)"),
    re.compile(r"(?:项目|工程|竣工|完工|最终|整体)?(?:竣工)?验收(?:合格|通过)?"),
    re.compile(r"(?:竣工)?验收备案|(?:竣工|工程)?(?:结算|决算)(?:审计|审核|评审)?(?:完成|报告)?"),
)
"""In the order they come about; each by its whole label."""
_FEWEST = 3
_LONGEST = 60
"""Characters of a line with a milestone; a longer one is a sentence."""


@dataclass(frozen=True, slots=True)
class _Milestone:
    stage: int
    day: tuple[int, int, int]
    words: Wording


def listed_backwards(facts: Facts) -> Iterator[tuple[Wording, Wording]]:
    """A milestone that stands before one it must follow, with the latest such one.

    Of a list of three or more, only where one day out of order explains it.
    """
    found = [_milestone(facts, at) for at in range(len(facts.passages))]
    for listed, run in groupby(found, key=lambda one: one is not None):
        stones = [one for one in run if one is not None]
        if listed and len(stones) >= _FEWEST:
            yield from _out_of_order(stones)


def _milestone(facts: Facts, at: int) -> _Milestone | None:
    passage = facts.passages[at]
    if passage.table is not None or len(passage.text) > _LONGEST or "日" not in passage.text:
        return None
    match = _LINE.fullmatch(passage.text)
    if match is None:
        return None
    stage = next((n for n, one in enumerate(_STAGES) if one.fullmatch(match["label"])), None)
    if stage is None:
        return _Milestone(-1, (0, 0, 0), quote(passage, *match.span("day")))
    year, month, day = map(int, _NUMBERS.findall(match["day"]))
    words = quote(passage, match.start("label"), match.end("day"))
    return _Milestone(stage, (year, month, day), words)


def _out_of_order(stones: list[_Milestone]) -> Iterator[tuple[Wording, Wording]]:
    known = [one for one in stones if one.stage >= 0]
    if len({one.stage for one in known}) < len(known):
        return  # two lots, two contracts: a list of several works
    wrong = [
        (early, late)
        for early in known
        for late in known
        if early.stage < late.stage and early.day > late.day
    ]
    if not wrong:
        return
    if any(all(one in pair for pair in wrong) for one in known):
        early, late = wrong[-1]
        yield early.words, late.words
