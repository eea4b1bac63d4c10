"""One name for one thing: how names are folded before they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from model.words import fold
from normalize.units import Unit, header_unit
from normalize.words import vocabulary

_CODE = re.compile(
    r"^(?:[A-Z]\d+[.．、]?|[A-Z][.．、]|(?:指标|指標)\d+:|\d+(?:[.．]\d+)+|[\d一二三四五六七八九十]+[.、．]"
    r"|\([\d一二三四五六七八九十]+\)|[①-⑳]|\d+-[^:\d]{1,4}:|[【\[][^】\]]{2,6}[】\]](?=.))+"
)
_UNIT = re.compile(r"(?<=.)[（(]([^()（）]{1,6})[)）]$")
_POINTS = re.compile(r"[\d.]+[分%]")
_FORMULA = re.compile(r"[A-Z]+(?:[/÷+-][A-Z]+)*|.*[≥≤＞＜>＜<=].*")
_ROMAN = str.maketrans({code: str(code - 0x215F) for code in range(0x2160, 0x216C)})
_TARGET = re.compile(
    r"(?<=..)(?:的?目标[数值]?)?(?:不少于|不低于|不超过|不高于|不小于|不大于|大于|小于|≥|≤|>=|<=|=|达到|控制在)"
    r"\s*[\d.,]+[^\d]*$"
)
_REMARK = re.compile(r"[(（][^()（）]{8,}[)）]")
"""What is in brackets and so long explains the name; it is no part of it."""
_MARKS = re.compile(r"[“”\"'‘’《》〈〉、，,。；;：:（）()\[\]【】·\-—~\s]+")
_TAILS = ("情况", "工作", "指标")


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A name in simplified half-width characters, without codes, units, quotes and spaces.

    ``A1.立项“依据”`` → ``立项依据``, ``水质检测次数（次）`` → ``水质检测次数``. A target that the
    name carries (``培训人次不少于200人次``) is left out.
    """
    plain = unicodedata.normalize("NFKC", fold(name).translate(_ROMAN)).translate(
        vocabulary().simplified
    )
    bare = _CODE.sub("", plain)
    last = _UNIT.search(bare)
    if last is not None and (
        _FORMULA.fullmatch(last[1])
        or _POINTS.fullmatch(last[1])
        or header_unit(last[1]) is not None
    ):
        bare = bare[: last.start()]
    return _MARKS.sub("", _TARGET.sub("", _REMARK.sub("", bare)))


def unit_printed(name: str) -> str | None:
    """The text of the unit a name carries in brackets at its end: 拆除违建面积（平方米）."""
    last = _UNIT.search(unicodedata.normalize("NFKC", fold(name)))
    return last[1] if last is not None and header_unit(last[1]) is not None else None


def unit_named(name: str) -> Unit | None:
    """The same as a unit."""
    printed = unit_printed(name)
    return header_unit(printed) if printed is not None else None


@lru_cache(maxsize=8192)
def measure(name: str) -> str | None:
    """Canonical measure of a name (经费到位率 → received_rate), None where it is only its own."""
    key = folded(name)
    measures = vocabulary().measures
    if key in measures:
        return measures[key]
    for prefix in ("项目", "财政", "本项目", "年度"):
        if key.startswith(prefix) and key[len(prefix) :] in measures:
            return measures[key[len(prefix) :]]
    return None


def stem(name: str) -> str:
    """The folded name without a closing word that says nothing: 宣传工作 → 宣传."""
    short = folded(name)
    for tail in _TAILS:
        if short.endswith(tail) and len(short) - len(tail) >= 2:  # noqa: PLR2004
            return short[: -len(tail)]
    return short
