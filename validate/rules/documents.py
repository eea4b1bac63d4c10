"""Documents cited: one number, one title."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Wording
from model.relation import Remark
from model.structure import Citation
from validate.likeness import pairs
from validate.quoting import comparable
from validate.registry import rule
from validate.sentences import Sentence

_SAME = 0.7
"""From this share of common pairs of characters on, two titles in full are one title."""
_SHORT_FOR = 0.5
"""A title told in short shares at least this much of its own with the full one."""
_NUMBER = re.compile(r"^(.+?)[〔\[［【（(]?((?:19|20)\d{2})[〕\]］】）)]?第?(\d+)号$")
_ISSUER = re.compile(r"^.*?(?=关于)")
_WRAPPED = re.compile(r"^.*?关于(?:印发|转发|发布|下发|修订|公布)|的?(?:通知|通告|公告)$")
_FORMAL = re.compile(
    r"关于.*(?:通知|意见|方案|决定|请示|批复|函|报告|办法|规定|通告|公告|细则)(?:[（(].{1,6}[）)])?$"
)
_SERIES = re.compile(r"下达|拨付|追加|分配|批复|预算的?通知|开展.*工作")
"""Titles that return with another number every time money or work is given out."""
_LONG = 8
"""Characters a title must have to be one document's own."""

_TWO_TITLES = Sentence(
    "同一文号“{number}”对应两个文件名：“{first}”与“{second}”",
    "One document number, “{number}”, is given to two titles: “{first}” and “{second}”",
)
_TWO_NUMBERS = Sentence(
    "同一文件“{title}”有两个文号：{first}与{second}",
    "One title, “{title}”, is given two document numbers: {first} and {second}",
)


@rule(
    "XREF08",
    "文号与文件名不一致",
    "Document number against title",
    severity="note",
    says=(_TWO_TITLES, _TWO_NUMBERS),
)
def number_and_title(facts: Facts) -> Iterator[Remark]:
    """同一文号应对应同一文件名，同一文件应只有一个文号。

    One document number belongs to one title, and one title has one number.

    Flags::

        一、立项依据
        根据《清河县人民政府关于加强农村公路养护管理的意见》（清政发〔2021〕18号）组织实施。
        二、项目管理
        按照《清河县人民政府关于印发乡村振兴五年规划的通知》（清政发〔2021〕18号）执行。

    Flags::

        一、立项依据
        根据《清河县农村公路养护资金管理办法》（清政办〔2021〕18号）组织实施。
        二、项目管理
        按照《清河县农村公路养护资金管理办法》（清政办〔2021〕81号）执行。

    Passes::

        一、立项依据
        根据《清河县人民政府办公室关于印发〈清河县农村公路养护资金管理办法〉的通知》（清政办〔2021〕18号）组织实施。
        二、项目管理
        按照《农村公路养护资金管理办法》（清政办〔2021〕18号）执行。
    """
    yield from _one_number(facts)
    yield from _one_title(facts)


def _one_number(facts: Facts) -> Iterator[Remark]:
    by_number: dict[str, list[Citation]] = defaultdict(list)
    for citation in facts.citations:
        if citation.title is not None:
            by_number[comparable(citation.number.raw)].append(citation)
    for cited in by_number.values():
        first = cited[0]
        other = next((one for one in cited[1:] if not _one_document(first, one)), None)
        if first.title is not None and other is not None and other.title is not None:
            said = _TWO_TITLES.filled(
                number=_one_line(first.number),
                first=_one_line(first.title),
                second=_one_line(other.title),
            )
            quoted = (first.title, first.number, other.title, other.number)
            yield Remark(quoted, zh=said.zh, en=said.en)


def _one_title(facts: Facts) -> Iterator[Remark]:
    by_title: dict[str, list[Citation]] = defaultdict(list)
    for citation in facts.citations:
        if citation.title is not None:
            by_title[comparable(citation.title.raw)].append(citation)
    for title, cited in by_title.items():
        if len(title) < _LONG or _SERIES.search(title):
            continue
        first = cited[0]
        other = next((one for one in cited[1:] if _misnumbered(first, one)), None)
        if first.title is not None and other is not None and other.title is not None:
            said = _TWO_NUMBERS.filled(
                title=_one_line(first.title),
                first=_one_line(first.number),
                second=_one_line(other.number),
            )
            quoted = (first.title, first.number, other.title, other.number)
            yield Remark(quoted, zh=said.zh, en=said.en)


def _one_document(first: Citation, other: Citation) -> bool:
    """Whether two titles may be one document's: the same, one in short, or one that wraps it."""
    if first.title is None or other.title is None:
        return True
    titles = [comparable(one.raw) for one in (first.title, other.title)]
    cores = [_ISSUER.sub("", _WRAPPED.sub("", title)) for title in titles]
    shorter, longer = sorted(cores, key=len)
    if not shorter or shorter in longer:
        return True
    here, there = pairs(shorter), pairs(longer)
    if all(_FORMAL.search(title) for title in titles):
        return len(here & there) >= _SAME * len(here | there)
    return len(here & there) >= _SHORT_FOR * len(here)


def _misnumbered(first: Citation, other: Citation) -> bool:
    """Whether two numbers differ in one place only: the issuer, the year or the serial."""
    parts = [_NUMBER.match("".join(one.number.raw.split())) for one in (first, other)]
    if parts[0] is None or parts[1] is None:
        return False
    differ = [one != two for one, two in zip(parts[0].groups(), parts[1].groups(), strict=True)]
    return sum(differ) == 1 and not differ[1]


def _one_line(words: Wording) -> str:
    return "".join(words.raw.split())
