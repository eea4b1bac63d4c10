"""Numbering: section numbers and ordinals in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from model.facts import Facts
from model.quantity import Wording
from model.relation import Remark
from model.structure import Heading, Ordinal
from validate.quoting import printed_heading
from validate.registry import rule
from validate.sentences import Sentence

_NUMERALS = "零一二三四五六七八九十"
_ITEM = re.compile(r"；|\d\s*[万亿]?元")
"""In a title: a line of a list of amounts that happens to begin with its number."""


_FAULTY = Sentence(
    "标题编号{faults}。",
    "Section numbers: {faults_en}.",
)


@rule("TXT02", "标题编号", "Section numbers", severity="note", says=(_FAULTY,))
def section_numbers(facts: Facts) -> Iterator[Remark]:
    """同一级标题的编号应连续、不重复、写法一致。

    Section numbers under one heading run on, without repeats, in one style.

    Flags::

        一、项目概况
        本项目由县图书馆实施。
        二、资金情况
        预算10万元。
        二、绩效情况
        运行良好。
        三、有关建议
        加强管理。

    Flags::

        一、项目概况
        本项目由县图书馆实施。
        二、资金情况
        预算10万元。
        四、有关建议
        加强管理。

    Flags::

        一、项目概况
        本项目由县图书馆实施。
        二、资金情况
        预算10万元。
        3、绩效情况
        运行良好。
        4、有关建议
        加强管理。

    Passes::

        一、项目概况
        （一）立项背景
        本项目由县图书馆实施。
        （二）资金情况
        预算10万元。
        二、绩效情况
        （一）产出情况
        运行良好。
        （二）效益情况
        运行良好。
    """
    families: dict[tuple[int | None, int], list[Heading]] = {}
    for heading in facts.headings:
        if heading.number is not None and not _ITEM.search(heading.title.raw):
            families.setdefault((heading.parent, heading.level), []).append(heading)
    for siblings in families.values():
        faults = tuple(_faults(siblings))
        if faults:
            said = _FAULTY.filled(
                faults="；".join(zh for zh, _ in faults),
                faults_en="; ".join(en for _, en in faults),
            )
            printed = tuple(printed_heading(facts, heading) for heading in siblings)
            yield Remark(printed, zh=said.zh, en=said.en)


_LEAP = Sentence(
    "列举序号由“{before}”跳到“{after}”，中间缺号。",
    "The list leaps from “{before}” to “{after}”.",
)


@rule("TXT12", "列举序号缺漏", "Gap in a list's ordinals", severity="note", says=(_LEAP,))
def ordinal_gaps(facts: Facts) -> Iterator[Remark]:
    """列举的序号应连续，不缺号。

    The ordinals of a list in running text leave none out.

    Flags::

        一、监督依据
        依据有两类：一是上级文件；三是项目资料。

    Flags::

        一、实施步骤
        步骤如下：①收集资料；②现场核查；④形成结论。

    Flags::

        一、主要做法
        主要做法有：一是加强领导；二是细化措施；四是严格考核。

    Passes::

        一、监督依据
        依据有两类：一是上级文件；二是项目资料。步骤为①收集资料；②核查；③形成结论。
    """
    for series in facts.series:
        if series.kind not in {"words", "inline"}:
            continue
        for run in _runs(series.ordinals):
            gap = next(((a, b) for a, b in pairwise(run) if b.value > a.value + 1), None)
            if gap is not None and len(run) <= gap[1].value:
                before, after = gap
                said = _LEAP.filled(before=before.raw, after=after.raw)
                printed = tuple(Wording(ordinal.raw, ordinal.source) for ordinal in run)
                yield Remark(printed, zh=said.zh, en=said.en)


def _runs(ordinals: Sequence[Ordinal]) -> list[list[Ordinal]]:
    """Ordinals cut where they begin again at one; a run that begins elsewhere is left out."""
    runs: list[list[Ordinal]] = []
    for ordinal in ordinals:
        if ordinal.value == 1:
            runs.append([])
        if runs:
            runs[-1].append(ordinal)
    return runs


def _faults(siblings: Sequence[Heading]) -> Iterator[tuple[str, str]]:
    """What is odd about the numbers of headings under one parent, in Chinese and English."""
    numbers = [heading.number for heading in siblings if heading.number is not None]
    if len(numbers) <= 1:
        return
    repeated = sorted({number for number in numbers if numbers.count(number) > 1})
    if repeated and numbers.count(1) == 1:
        names = "、".join(_numeral(number) for number in repeated)
        yield f"“{names}”重复", f"{', '.join(map(str, repeated))} repeated"
    missing = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
    if missing and numbers[0] == 1 and len(missing) < len(numbers):
        names = "、".join(_numeral(number) for number in missing)
        yield f"缺“{names}”", f"{', '.join(map(str, missing))} missing"
    styles = dict.fromkeys(heading.style for heading in siblings)
    if len(styles) > 1:
        names = "”“".join(styles)
        yield f"写法混用：“{names}”", "styles mixed"


def _numeral(number: int) -> str:
    if number < len(_NUMERALS):
        return _NUMERALS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")
