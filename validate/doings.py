"""Sentences that tell what the reporting body itself does, has or is given, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from model.facts import Facts
from model.quantity import Wording
from model.record import Passage
from validate.bodies import KIND, Body, body
from validate.once import once_a_report
from validate.quoting import quote
from validate.telling import SHORT_FORM, WHEN, Telling, telling


@dataclass(frozen=True, slots=True)
class Doing:
    """A body as the subject of such a sentence.

    ``at`` is the passage, ``start`` and ``end`` the sentence's place in it.
    """

    body: Body
    name: Wording
    telling: Telling
    at: int
    start: int
    end: int
    sentence: Wording


_LEAD = re.compile(
    rf"(?:\s|[，,、]|{WHEN}|[（(]?[一二三四五六七八九十\d]{{1,3}}[)）、.．]|[一二三四五六七八九十]是"
    r"|综上(?:所述)?|总体(?:来)?看|据统计|经测算|其中|同时|此外|另外|目前|期间|为此|因此|项目实施(?:过程)?中|执行中|实施以来|工作中|近年来|年初|年末"
    r"|截[至止]到?[\d年月日末底]{2,14}|(?:为|经|根据|按照|按|依据|结合|通过|综合|对照)[^，。；]{2,40}[，,])*"
)
_START = re.compile(r"(?:^|[。；;！？\n])")
_END = re.compile(r"[。！？\n]")
_LONGEST = 300
"""Characters of a sentence that are looked at."""
_SHORTEST = 12
_SUBJECT = re.compile(rf"[\u4e00-\u9fff]{{0,24}}?{KIND}")
_NOT_OWN = re.compile(
    r"我[局委办院校馆站所队单位部门中心会]|本[局委院校馆站所队会]|本单位|本部门|原(?![则因料件始来有理])"
    r"|改革|更名|划转|合并|移交|撤销|邻[近县市区]|兄弟|先进|外地|外[县市区]|考察|学习|借鉴|对比|相比|相较"
    r"|对标|经验|建议|下一步|今后|应当|应[加进按及]|需要|将[进加继按]|拟|往年|历年|其他(?:县|市|区|部门|单位)|对口|帮扶|协作|共建"
)
"""Words of a sentence that speaks of another body on purpose."""
_CHARGED = re.compile(
    rf"项目(?:资金)?(?:统一)?由(?P<by>[\u4e00-\u9fff]{{0,24}}?{KIND}){SHORT_FORM}"
    r"(?:负责|统一|全面){0,3}(?:组织)?(?:实施|承担|承办|管理使用)"
    rf"|项目的?(?:实施|承担|责任|申报|主管)(?:单位|部门|主体)[为是](?P<of>[\u4e00-\u9fff]{{0,24}}?{KIND})"
)


@once_a_report
def doings(facts: Facts) -> tuple[Doing, ...]:
    """Every body that a sentence of the running text tells of as one that reports."""
    return tuple(
        doing
        for at, passage in enumerate(facts.passages)
        if passage.kind == "paragraph" and len(passage.text) >= _SHORTEST
        for doing in _in_passage(facts, at, passage)
    )


def _in_passage(facts: Facts, at: int, passage: Passage) -> Iterator[Doing]:
    text = passage.text
    charged = "项目" in text and _CHARGED.search(text) is not None
    for start in _starts(text):
        found = _SUBJECT.match(text, start)
        if found is None and not charged:
            continue
        most = min(len(text), start + _LONGEST)
        after = _END.search(text, start, most)
        end = after.start() if after else most
        said = _charge(text, start, end) if charged else None
        if said is None and found is not None:
            said = _said(facts, text, found.span(), end)
        if said is None or _NOT_OWN.search(text, start, end):
            continue
        (low, high), what = said
        named = body(text[low:high])
        if named is not None:
            sentence = quote(passage, start, end)
            yield Doing(named, quote(passage, low, high), what, at, start, end, sentence)


def _starts(text: str) -> Iterator[int]:
    """Where the subjects of the sentences of a text may stand."""
    for begins in _START.finditer(text):
        lead = _LEAD.match(text, begins.end())
        yield lead.end() if lead else begins.end()


_Said: TypeAlias = tuple[tuple[int, int], Telling]
"""Where a sentence names its body, and what it tells of it."""


def _charge(text: str, start: int, end: int) -> _Said | None:
    found = _CHARGED.search(text, start, end)
    if found is None:
        return None
    return found.span(found.lastgroup or "by"), Telling.CHARGE


def _said(facts: Facts, text: str, name: tuple[int, int], end: int) -> _Said | None:
    what = telling(facts, text, name[1], end) if name[1] < end else None
    return (name, what) if what is not None else None
