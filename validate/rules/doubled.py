"""Doubled: words printed twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.facts import Facts
from model.quantity import Wording
from model.record import Passage
from model.relation import Remark
from validate.places import whole_text
from validate.quoting import quote
from validate.registry import rule
from validate.sentences import Sentence

_SHOWN = 5
_BEFORE = 2
"""Characters shown before a doubled one, so that it can be found."""
_TWICE = re.compile(r"([\u4e00-\u9fff]{2,6})\1")
_LEGAL = frozenset(
    {
        "研究", "商量", "讨论", "考虑", "了解", "学习", "休息", "打听", "交流", "参考", "收拾",
        "整理", "活动", "非常", "重要", "许多", "很多", "十分", "琢磨", "合计", "意思", "检查",
    }
)  # fmt: skip
"""Words that are said twice on purpose, as a try or one after another (商量商量, 一步一步)."""
_SLIPS = re.compile(
    r"的的(?!确|士|卢)|是是(?!非)|和和(?!气|美|睦)|与与|及及(?!时|其|格|早)|被被"
    r"|把把(?!关|握|脉)|为为|在在(?!线|职|岗|建|编|校|册)"
    r"|[上下本]年年度"
    r"|是[“”\"]是|(?:主要|重点|核心|目的|关键)是(?!因为|由于|不|否)"
    r"[\u4e00-\u9fff]{1,4}(?<![还也而又都就不但要])是(?![否非不])"
)

_SIGNS = [
    *("的的", "是是", "和和", "与与", "及及", "被被", "把把", "为为", "在在", "年年"),
    *("是“是", "是”是", '是"是', "主要是", "重点是", "核心是", "目的是", "关键是"),
]
"""Without one of these there is no slip."""

_TWICE_PRINTED = Sentence(
    "词语重复书写：{shown}。",
    "Words are printed twice in a row: {shown}.",
)


@rule("TXT06", "重复用字", "Doubled words", severity="note", says=(_TWICE_PRINTED,))
def doubled_words(facts: Facts) -> Iterator[Remark]:
    """正文中有重复书写的词语。

    Words are printed twice in a row.

    Flags::

        一、资金情况
        本项目经费经费由县财政全额保障。

    Flags::

        一、实施情况
        作为下年年度预算安排的依据。

    Flags::

        一、主要问题
        项目主要是工作是修缮农村公路。

    Passes::

        一、实施情况
        工作组常常入户走访，人人参与，逐户逐户核对，与村民商量商量再定，一步一步推进，的的确确见效。
    """
    found: list[Wording] = []
    text = whole_text(facts)
    slips = any(word in text for word in _SIGNS) and _SLIPS.search(text) is not None
    if slips or any(_is_slip(match.group(1)) for match in _TWICE.finditer(text)):
        for passage in facts.passages:
            found.extend(_doubled(passage))
    if found:
        shown = "、".join(f"“{words.raw}”" for words in found[:_SHOWN])
        more = f"等{len(found)}处" if len(found) > _SHOWN else ""
        said = _TWICE_PRINTED.filled(shown=shown + more)
        yield Remark(tuple(found), zh=said.zh, en=said.en)


def _doubled(passage: Passage) -> Iterator[Wording]:
    for match in _TWICE.finditer(passage.text):
        if _is_slip(match.group(1)):
            yield quote(passage, match.start(), match.end())
    for match in _SLIPS.finditer(passage.text):
        start = max(0, match.start() - _BEFORE)
        yield quote(passage, start, min(match.end() + 1, len(passage.text)))


def _is_slip(word: str) -> bool:
    """Whether nobody says the word twice on purpose."""
    return not (word in _LEGAL or len(set(word)) == 1 or word[0] in "一逐" or word.endswith("一"))
