"""Variants: one body, project, indicator or framework under two names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.facts import Facts
from model.quantity import Figure, Wording
from model.record import IndicatorRow
from model.relation import Remark
from model.span import part
from validate.aligned import named, row_pairs, words_of
from validate.quoting import comparable, quote
from validate.registry import rule
from validate.sentences import Sentence

_FRAMEWORK = re.compile(
    r"目标(?:体系|框架)?[^，。；：]{0,8}?"
    r"(?:包含|包括|涵盖|分解为|分为|由|设置为|设有)了?(?P<parts>[^，。；：]{4,60})"
)
_PARTS = re.compile(r"投入和管理|投入与管理|投入|过程|成本|产出|效果|效益|结果|影响力|满意度|决策")
_PART = {"效果": "效益", "结果": "效益", "投入与管理": "投入和管理", "影响力": "影响"}
_BROAD = frozenset({"满意度", "影响", "成本"})
"""Classes that some forms make a part of another; their presence alone proves nothing."""
_FEWEST = 2
_LONG = 6
"""Characters a name must have for one of them to be a slip and not another name."""
_PLACE_ENDS = "省市县区州盟旗镇乡"
_TELLING = frozenset(
    "省市县区州盟旗镇乡村街东西南北中一二三四五六七八九十上下大小新老甲乙丙丁0123456789"
)
"""Characters by which names of one kind are told apart on purpose."""
_FAR = 3
_NAMED = re.compile(
    r"[\u4e00-\u9fff]{4,22}?公司|[\u4e00-\u9fff]{4,22}?(?:项目|工程)(?![\u4e00-\u9fff]{0,8}公司)"
)
_CALLED = ("公司", "项目", "工程")
_RUN = re.compile(r"[\u4e00-\u9fff]{6,}")
_COMPANY = 8
"""Characters the name of a project or company must have to be told by one of them."""
_MANY = 60
"""So many different names are held against each other; the pairs grow with the square."""

_FRAMED = Sentence(
    "正文称绩效目标由{told}组成，而表中一级指标为{printed}",
    "The text says the goals consist of {told}, the tables print {printed}",
)
_RENAMED = Sentence(
    "同一指标在各表中名称不一：{names}",
    "Indicators under slightly different names in two tables: {names}",
)
_SLIP = Sentence(
    "“{name}”（{count}处）与“{other}”（{others}处）仅一字之差，疑为同一名称",
    "“{name}” ({count} times) and “{other}” ({others} times) differ in one character",
)


@rule(
    "XREF09",
    "名称不一致",
    "Name variants",
    severity="note",
    says=(_FRAMED, _RENAMED, _SLIP),
)
def name_variants(facts: Facts) -> Iterator[Remark]:
    """同一单位、项目、指标和目标框架在全文应使用同一名称。

    One body, project, indicator or framework of goals goes by one name throughout.

    Flags::

        项目单位：清河县林业和草原局
        一、项目概况
        清河县林业和草原局负责组织实施。
        二、项目管理
        由清沟县林业和草原局负责日常巡查。

    Flags::

        表1 绩效目标申报表
        | 一级指标 | 二级指标 | 三级指标 | 指标目标值 |
        | 成本指标 | 经济成本 | 护林员巡护住宿费 | ≤50000元 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 |

        表2 绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 成本指标 | 经济成本 | 护林员巡护住宿经费 | ≤50000元 | 48000元 |
        | 产出指标 | 数量指标 | 巡查次数 | ≥24次 | 26次 |

    Passes::

        项目单位：清河县林业和草原局
        一、项目概况
        清河县林业和草原局（以下简称“县林草局”）负责组织实施，县林草局每月巡查。
        二、项目管理
        由清河市林业和草原局、清河县农业农村局指导。
    """
    yield from _frameworks(facts)
    yield from _rows(facts)
    slips = list(_own_names(facts))
    yield from slips
    places = {one.source[0].start for remark in slips for one in remark.evidence}
    yield from _repeated_names(facts, places)


def _frameworks(facts: Facts) -> Iterator[Remark]:
    """绩效目标包含投入和管理、产出、效果 above a table of 成本, 产出, 效益."""
    rows = [row for row in facts.indicators if row.row_kind == "item"]
    levels = [level for row in rows if (level := row.levels[0]) is not None]
    printed = {piece for level in levels for piece in _parts(level.raw)}
    if len(printed) < _FEWEST:
        return
    for passage in facts.passages:
        if passage.kind != "paragraph" or "目标" not in passage.text:
            continue
        for found in _FRAMEWORK.finditer(passage.text):
            told = _parts(found.group("parts"))
            foreign = told - printed - _BROAD
            if len(told) <= _FEWEST or not foreign or not told & printed:
                continue
            words = quote(passage, *found.span("parts"))
            shown = {comparable(level.raw): level for level in reversed(levels)}
            said = _FRAMED.filled(
                told="、".join(_PARTS.findall(found.group("parts"))),
                printed="、".join(
                    dict.fromkeys(piece for one in levels for piece in _parts(one.raw))
                ),
            )
            yield Remark((words, *reversed(shown.values())), zh=said.zh, en=said.en)


def _parts(text: str) -> set[str]:
    found: list[str] = _PARTS.findall(text)
    return {_PART.get(one, one) for one in found}


def _rows(facts: Facts) -> Iterator[Remark]:
    """Rows of two tables that are one indicator, with names a character or three apart."""
    renamed: list[tuple[IndicatorRow[Figure], IndicatorRow[Figure]]] = []
    told: set[tuple[str, str]] = set()
    for left, right, _ in row_pairs(facts):
        names = comparable(named(left)), comparable(named(right))
        if names[0] == names[1] or min(map(len, names)) < _LONG or names in told:
            continue
        told.add(names)
        if _apart(*names) <= _FAR and names[0][-1] == names[1][-1]:
            renamed.append((left, right))
    if renamed:
        said = _RENAMED.filled(
            names="、".join(f"“{named(left)}”与“{named(right)}”" for left, right in renamed)
        )
        shown = [one for pair in renamed for row in pair for one in words_of(row)]
        yield Remark(tuple(shown), zh=said.zh, en=said.en)


def _own_names(facts: Facts) -> Iterator[Remark]:
    """The report's own body or project with one character wrong somewhere in the text."""
    data = facts.data
    for own, is_body in ((data.entity, True), (data.project, False)):
        name = "".join(own.raw.split()) if own is not None else ""
        if own is None or len(name) < _LONG:
            continue
        place = max((name.rfind(char) for char in _PLACE_ENDS), default=-1)
        for passage in facts.passages:
            at = _near(passage.text, name, place if is_body else len(name))
            if at >= 0:
                other = passage.text[at : at + len(name)]
                counts = [sum(p.text.count(one) for p in facts.passages) for one in (other, name)]
                yield _slip(own, quote(passage, at, at + len(name)), *counts)
                break


def _repeated_names(facts: Facts, told: set[int]) -> Iterator[Remark]:
    """Projects and companies of the text whose names end alike but for one character."""
    found: dict[str, list[Wording]] = {}
    for passage in facts.passages:
        if passage.table is None and any(word in passage.text for word in _CALLED):
            for start, end in _names(passage.text):
                name = passage.text[start:end]
                found.setdefault(name, []).append(quote(passage, start, end))
    names = list(found)
    for at, name in enumerate(names[:_MANY]):
        for other in names[at + 1 : _MANY]:
            length = min(len(name), len(other))
            if length < _COMPANY or name[-length] != other[-length]:
                continue
            if not _is_slip(name[-length:], other[-length:], length):
                continue
            ends = {one: _count(one[-length:], found) for one in (name, other)}
            rare, usual = sorted(ends, key=lambda one: ends[one])
            if ends[rare] > 1 or (ends[usual] == 1 and not rare.endswith("公司")):
                continue
            slip, right = (_last(found[one][0], length) for one in (rare, usual))
            if slip.source[0].start not in told:
                told.add(slip.source[0].start)
                yield _slip(right, slip, ends[rare], ends[usual])


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Where projects and companies are named; only runs of characters that have one are searched.

    ``_NAMED`` tries twenty lengths at each character, which most of a text is not worth.
    """
    for run in _RUN.finditer(text):
        if any(word in run.group() for word in _CALLED):
            yield from (match.span() for match in _NAMED.finditer(text, *run.span()))


def _last(words: Wording, length: int) -> Wording:
    """The last characters of words, with their place."""
    size = len(words.raw)
    return Wording(words.raw[-length:], part(words.source, size - length, size))


def _count(name: str, found: dict[str, list[Wording]]) -> int:
    """How often a name stands, also at the end of a longer run of words."""
    return sum(len(places) for one, places in found.items() if one.endswith(name))


def _near(text: str, name: str, before: int) -> int:
    """Where a text has a name with one character wrong, before a place in it; -1 where not."""
    half = len(name) // 2
    for piece, offset in ((name[:half], 0), (name[half:], half)):
        at = text.find(piece) - offset
        if at >= 0 and _is_slip(name, text[at : at + len(name)], before):
            return at
    return -1


def _slip(own: Wording, other: Wording, count: int, others: int) -> Remark:
    said = _SLIP.filled(
        name=comparable(other.raw), count=count, other=comparable(own.raw), others=max(others, 1)
    )
    return Remark((own, other), zh=said.zh, en=said.en)


def _is_slip(name: str, other: str, before: int) -> bool:
    """Whether two names differ in one character that is not there to tell them apart."""
    if len(name) != len(other) or name == other:
        return False
    differ = [at for at in range(len(name)) if name[at] != other[at]]
    if len(differ) != 1 or differ[0] >= before:
        return False
    changed = name[differ[0]], other[differ[0]]
    return not _TELLING & set(changed) and _is_word(changed)


def _is_word(characters: Sequence[str]) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in characters)


def _apart(name: str, other: str) -> int:
    """How many characters must be put in, taken out or changed to make one name of another."""
    if abs(len(name) - len(other)) > _FAR:
        return _FAR + 1
    row = list(range(len(other) + 1))
    for at, char in enumerate(name, 1):
        before, row[0] = row[0], at
        for to, second in enumerate(other, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (char != second))
    return row[-1]
