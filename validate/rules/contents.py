"""The table of contents, against the headings of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from model.facts import Facts
from model.quantity import Wording
from model.record import Passage
from model.relation import Remark
from model.structure import Entry
from validate.quoting import comparable, quote
from validate.registry import rule
from validate.sentences import Sentence

_NUMBER = re.compile(
    r"^\s*(?:第[一二三四五六七八九十\d]+[章节部分]+|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:[.．]\d{1,2})*)[）)]?[、.．\s]*)"
)
_LONGEST = 60
"""A longer heading is text that a heading runs into."""
_USUAL = 0.5
"""So many entries must be headings of the text before the others are said not to be."""
_FEWEST = 3

_OTHER = Sentence(
    "目录“{entry}”，正文对应标题为“{heading}”",
    "The contents list “{entry}”, the text has “{heading}” there",
)
_ABSENT = Sentence(
    "目录“{entry}”在正文中没有对应标题", "The contents list “{entry}”, which the text lacks"
)
_MOVED = Sentence(
    "目录“{entry}”与正文标题的先后次序不一致",
    "“{entry}” stands in another order in the contents than in the text",
)
_BACK = Sentence(
    "目录页码倒退：“{first}”在第{page}页，其后的“{entry}”在第{next}页",
    "Pages of the contents go back: “{first}” on {page}, then “{entry}” on {next}",
)


@rule(
    "TXT13",
    "目录与正文标题",
    "Contents against headings",
    severity="note",
    says=(_OTHER, _ABSENT, _MOVED, _BACK),
)
def contents_and_headings(facts: Facts) -> Iterator[Remark]:
    """目录各条应与正文标题一致、次序相同，页码不倒退。

    Each line of the contents is a heading of the text, in the same order, on rising pages.

    Flags::

        护林员补助项目绩效自评报告
        目 录
        一、项目基本情况............1
        二、评价结论................4
        三、存在的问题..............6
        一、项目基本情况
        项目用于护林员补助。
        二、评价结论
        项目总体良好。
        三、主要经验
        统一管理降低了成本。

    Flags::

        护林员补助项目绩效自评报告
        目 录
        一、项目基本情况............1
        二、评价结论................5
        三、存在的问题..............3
        一、项目基本情况
        项目用于护林员补助。
        二、评价结论
        项目总体良好。
        三、存在的问题
        台账不全。

    Passes::

        护林员补助项目绩效自评报告
        目 录
        一、项目基本情况............1
        (一)立项背景................1
        二、评价结论................4
        一、项目基本情况
        （一） 立项背景
        项目用于护林员补助。
        二、评价结论
        项目总体良好。
    """
    if len(facts.contents) < _FEWEST:
        return
    yield from _pages(facts)
    headings = [one for one in facts.passages if one.kind in {"heading", "caption"}]
    told = [_plain(one.text) for one in headings]
    places = [_place(entry, told) for entry in facts.contents]
    if sum(place >= 0 for place in places) < _USUAL * len(places):
        return
    standing: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(told):
        standing[text].append(at)
    after = -1
    for entry, place in zip(facts.contents, places, strict=True):
        if place < 0:
            yield from _not_there(facts, entry, headings)
            continue
        again = next((at for at in standing[told[place]] if at > after), None)
        if again is None:
            said = _MOVED.filled(entry=_one_line(entry.title))
            yield Remark((entry.title, _quoted(headings[place])), zh=said.zh, en=said.en)
            continue
        after = again


def _pages(facts: Facts) -> Iterator[Remark]:
    paged = [entry for entry in facts.contents if entry.page is not None]
    for first, entry in pairwise(paged):
        if first.page is None or entry.page is None or entry.page.value >= first.page.value:
            continue
        said = _BACK.filled(
            first=_one_line(first.title),
            page=first.page.raw,
            entry=_one_line(entry.title),
            next=entry.page.raw,
        )
        numbers = (Wording(one.raw, one.source) for one in (first.page, entry.page))
        yield Remark((first.title, entry.title, *numbers), zh=said.zh, en=said.en)


def _place(entry: Entry, told: list[str]) -> int:
    """Where the heading of an entry stands among the headings; -1 where there is none."""
    title = _plain(entry.title.raw)
    if title in told:
        return told.index(title)
    bare = comparable(_NUMBER.sub("", entry.title.raw))
    for at, text in enumerate(told):
        if bare and (text == bare or (text.endswith(bare) and len(text) - len(bare) < _FEWEST)):
            return at
    return -1


def _not_there(facts: Facts, entry: Entry, headings: list[Passage]) -> Iterator[Remark]:
    """An entry without a heading, unless a paragraph begins with it or it is cut off."""
    title = _plain(entry.title.raw)
    bare = comparable(_NUMBER.sub("", entry.title.raw))
    if any(_plain(one.text).startswith(title) for one in facts.passages if one.table is None):
        return
    if any(bare in _plain(one.text) or _plain(one.text) in title for one in headings):
        return
    number = _NUMBER.match(entry.title.raw)
    mark = _plain(number.group()) if number is not None else ""
    heading = next(
        (
            one
            for one in headings
            if mark and (own := _NUMBER.match(one.text)) is not None and _plain(own.group()) == mark
        ),
        None,
    )
    if heading is None or len(heading.text) > _LONGEST or "（" in mark:
        said = _ABSENT.filled(entry=_one_line(entry.title))
        yield Remark((entry.title,), zh=said.zh, en=said.en)
        return
    said = _OTHER.filled(entry=_one_line(entry.title), heading="".join(heading.text.split()))
    yield Remark((entry.title, _quoted(heading)), zh=said.zh, en=said.en)


def _quoted(heading: Passage) -> Wording:
    return quote(heading, 0, len(heading.text))


def _plain(text: str) -> str:
    """A heading without spaces, brackets and punctuation, its number kept."""
    return re.sub(r"[\s\u3000（）()、.．，,。：:；;“”\"《》〈〉—\-*#]", "", text)


def _one_line(words: Wording) -> str:
    return "".join(words.raw.split())
