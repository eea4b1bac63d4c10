"""One name for one thing: how names are folded before they are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from model.words import fold
from normalize.words import vocabulary

_CODE = re.compile(
    r"^(?:[A-Z]\d*[.．、]?|(?:指标|指標)\d+:|[\d一二三四五六七八九十]+[.、．]|\([\d一二三四五六七八九十]+\))"
)
_MARKS = re.compile(r"[“”\"'‘’《》〈〉、，,。；;：:（）()\[\]【】·\-—~\s]+")
_TAILS = ("情况", "工作", "指标")


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A name without codes, quotes, punctuation and spaces: ``A1.立项“依据”`` → ``立项依据``."""
    return _MARKS.sub("", _CODE.sub("", fold(name)))


@lru_cache(maxsize=8192)
def measure(name: str) -> str | None:
    """Canonical measure of a name (经费到位率 → received_rate), None where it is only its own."""
    key = fold(name)
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
