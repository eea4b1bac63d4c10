"""What a column head means, and the unit it states."""

from __future__ import annotations

import re
from functools import lru_cache

from model.quantity import StatedUnit
from model.span import Source
from model.words import Vocabulary, fold

LONGEST_HEAD = 40
"""A folded cell longer than this is text, not a head; real heads with remarks stay below 30."""

_REMARK = re.compile(r"[(【\[][^()【】\[\]]*[)】\]]")
_TAIL = re.compile(r"[(【\[][^()【】\[\]]*[)】\]]$|[/=].*$|[:：]$|[A-Z]$|\d$")
_LEAD = re.compile(
    r"^(?:[12]\d{3}年度?|本年度?|当年度?|截至.{1,12}?[日月底])?"
    r"(?:\d{1,2}[-—~～至]\d{1,2}月份?|\d{1,2}月份?|[一二三四1-4]季度|上半年|前三季度)?"
)
_UNIT_WORD = re.compile(r"单位[:：]?(?:人民币)?([^\s,，;；:：()（）]{1,8})")
_UNIT_REMARK = re.compile(
    r"[(（]((?:人民币)?[十百千]?[万亿]?元|%|％|万兀|[^()（）:：]{0,4}元)[)）]"
)


def meaning(text: str, words: Vocabulary) -> str | None:
    """Canonical meaning of a column head, None for a cell that is no known head.

    Tried in turn: the folded head as it stands, without remarks such as ``(A)``,
    without a leading year or span of months (``2024年1-9月执行情况`` → ``执行情况``).
    """
    folded = fold(text)
    if not folded or len(folded) > LONGEST_HEAD:
        return None
    for variant in _variants(folded):
        found = words.heads.get(variant)
        if found:
            return found
    return None


def stated_unit(text: str) -> str | None:
    """Unit named in a head, caption or group cell: ``金额（万元）`` → ``万元``."""
    folded = fold(text)
    found = _UNIT_WORD.search(folded) or _UNIT_REMARK.search(folded)
    return found.group(1) if found else None


def stated(text: str, source: Source, found: str) -> StatedUnit | None:
    """The same as a unit with its place; ``found`` as in ``StatedUnit``."""
    unit = stated_unit(text)
    return StatedUnit(unit, found, source) if unit else None


@lru_cache(maxsize=2048)
def _variants(folded: str) -> tuple[str, ...]:
    bare = _REMARK.sub("", _REMARK.sub("", folded))  # twice: 【(B)+(C)】 is one within another
    tried = [folded, _TAIL.sub("", folded), bare, _TAIL.sub("", bare)]
    tried += [_LEAD.sub("", variant, count=1) for variant in tried]
    tried += [re.sub("以及|[和与、]", "及", variant) for variant in tried]
    return tuple(dict.fromkeys(variant for variant in tried if variant))
