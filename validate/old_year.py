"""Sentences of another year's report, or of another project's, that tell this one's figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Wording
from model.record import Passage
from model.relation import Remark
from model.span import Source
from validate.bodies import body, lines_of
from validate.known_again import has_figures, score_told, whole_amounts
from validate.once import once_a_report
from validate.places import whole_text
from validate.quoting import quote
from validate.sentences import Sentence

OLD_YEAR = Sentence(
    "“{context}”写作{other}年，而本报告是{own}年度的，所列数字也与本年度的相同，疑为上年报告的残留。",
    "“{context}” says {other}, but the report is on {own} and has the same figures for that year; "
    "the year seems to be left over from another report.",
)
OLD_REPORT = Sentence(
    "“{context}”写作{other}年，而本报告是{own}年度的，疑为上年报告的残留。",
    "“{context}” says {other}, but the report is on {own}; the year seems to be left over from "
    "another report.",
)
OTHER_PROJECT = Sentence(
    "“{context}”写作“{name}”，所列数字却是本项目的，全文其他地方未提到该项目，疑为他项目报告的残留。",
    "“{context}” names “{name}” with the figures of this project and nowhere else does the report "
    "speak of it; the name seems to be left over from another report.",
)
_YEARS = re.compile(r"(?<![\d〔\[])((?:19|20)\d\d)\s*年")
_SENTENCE = re.compile(r"[^。！？；;\n]+")
_APART = re.compile(
    r"比|较|同期|上年|去年|前年|结转|历年|往年|以来|至今|连续|增长|下降|减少|增加|提前|[-—–~～至到]\s*(?:19|20)\d\d"
    r"|预计|计划|将|拟|跨年|签订|立项|批复|下达|竣工|开工|启动|建成"
)
"""Words of a sentence in which another year than the report's is in order."""
_SPENT = re.compile(r"支出|使用|执行|支付|列支|完成")
_PRESENTED = re.compile(
    r"^\s*(?:根据|按照|为)?[^。]{0,80}?现将[^。]{0,24}(?P<year>(?:19|20)\d\d)\s*年度?[^。]{0,40}?(?:自评|评价|绩效)[^。]{0,16}(?:报告|汇报|公开|说明)如下"
)
_PROJECT = re.compile(
    r"(?<=[\u4e00-\u9fff])项目(?:资金|经费|支出)?"
    r"(?:全年|年度|本年|年初|总|综合|自评|评价|最终|预算|实际|共|累计|到位|绩效|执行|安排)"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{4,8}$")
_LONGEST = 8
"""Characters of a project's name that are looked at, the last ones."""
_LEAST, _MOST = 2, 1
_TRIGRAM = 3
_SHOWN = 48


def old_years(facts: Facts) -> Iterator[Remark]:
    """Sentences that tell the year's figures of another year."""
    own = _own_year(facts)
    if own is None:
        return
    near = {str(int(own) - 1), str(int(own) + 1)}
    counted = _YEARS.findall(whole_text(facts))
    if not near & set(counted):
        return
    for at, passage in enumerate(facts.passages):
        if (
            passage.kind == "paragraph"
            and any(year in passage.text for year in near)
            and passage.source != _title(facts)
        ):
            yield from _of_another_year(facts, at, own, near)


def _of_another_year(facts: Facts, at: int, own: str, near: set[str]) -> Iterator[Remark]:
    passage = facts.passages[at]
    presented = _PRESENTED.search(passage.text) if "现将" in passage.text else None
    if presented is not None and presented.group("year") in near:
        other = presented.group("year")
        if own not in _YEARS.findall(presented.group()) and _is_odd(facts, own, other):
            words = quote(passage, presented.start(), presented.end())
            yield _remark(OLD_REPORT, words, other=other, own=own)
        return
    for found in _SENTENCE.finditer(passage.text):
        years = set(_YEARS.findall(found.group()))
        if len(years) != 1 or not years <= near or _APART.search(found.group()):
            continue
        other = years.pop()
        words = quote(passage, *found.span())
        if _is_odd(facts, own, other) and _is_this_projects(facts, at, words):
            yield _remark(OLD_YEAR, words, other=other, own=own)


def _is_odd(facts: Facts, own: str, other: str) -> bool:
    """Whether the report speaks of its own year throughout and of the other hardly ever."""
    counted = _YEARS.findall(whole_text(facts))
    return counted.count(other) <= _MOST and counted.count(own) > _LEAST


def other_projects(facts: Facts) -> Iterator[Remark]:
    """Sentences that tell the project's figures of a project of another line of work."""
    if not _own_lines(facts):
        return
    for at, passage in enumerate(facts.passages):
        if passage.kind != "paragraph" or "项目" not in passage.text or not has_figures(facts, at):
            continue
        for named in _PROJECT.finditer(passage.text):
            start = named.start()
            name = _NAME.search(passage.text, max(0, start - _LONGEST), start)
            if name is None or not _is_foreign(facts, name.group()):
                continue
            words = _sentence(passage, start)
            if _is_this_projects(facts, at, words):
                yield _remark(OTHER_PROJECT, words, name=f"{name.group()}项目")


def _sentence(passage: Passage, at: int) -> Wording:
    """The sentence of a passage around a place in it."""
    low = max(passage.text.rfind(mark, 0, at) for mark in "。！？；\n") + 1
    end = _SENTENCE.match(passage.text, at)
    return quote(passage, low, end.end() if end else len(passage.text))


def _is_foreign(facts: Facts, name: str) -> bool:
    """Whether a project is of another line of work than the report's and named nowhere else."""
    own = _own_lines(facts)
    lines = lines_of(name)
    if not own or not lines or own & lines:
        return False
    text = whole_text(facts)
    pieces = {name[at : at + _TRIGRAM] for at in range(len(name) - _TRIGRAM + 1)}
    return all(text.count(piece) == 1 for piece in pieces)


@once_a_report
def _own_lines(facts: Facts) -> frozenset[int]:
    data = facts.data
    named = [one.raw for one in (data.title, data.project, data.entity) if one is not None]
    entity = body(data.entity.raw) if data.entity is not None else None
    found: set[int] = set(lines_of(entity.work if entity else ""))
    for one in named:
        found |= lines_of(one)
    return frozenset(found)


def _remark(sentence: Sentence, words: Wording, **names: str) -> Remark:
    raw = " ".join(words.raw.split())
    short = raw if len(raw) <= _SHOWN else raw[:_SHOWN] + "…"
    said = sentence.filled(context=short, **names)
    return Remark((words,), zh=said.zh, en=said.en)


def _own_year(facts: Facts) -> str | None:
    """The one year the title names; None where it names none or several."""
    title, year = facts.data.title, facts.data.fiscal_year
    years: set[str] = set(_YEARS.findall(title.raw)) if title is not None else set()
    return year if years == {year} else None


def _title(facts: Facts) -> Source:
    return facts.data.title.source if facts.data.title is not None else ()


def _is_this_projects(facts: Facts, at: int, words: Wording) -> bool:
    """Whether the sentence tells the money of the project, two amounts of it, or its score."""
    if score_told(facts, at, words):
        return True
    return whole_amounts(facts, at, words) >= _LEAST and _SPENT.search(words.raw) is not None
