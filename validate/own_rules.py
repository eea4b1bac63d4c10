"""Whether a report states how its points are given; the national rule then does not apply."""

from __future__ import annotations

import re

from model.facts import Facts

_SHARE = re.compile(r"比例|[×xX*＊]|乘以|乘")
_SCHEME = re.compile(
    r"每(?:低|降|少|下降|减少|差|超|缺|偏离|有)[^。]{0,24}扣|得满分|计满分|不得分|不计分|扣完为止|(?:得|计|记)\s*\d+(?:\.\d+)?\s*分[^。]{0,30}(?:得|计|记)\s*\d"
)
_EXECUTION = re.compile(r"执行率|执行进度|支出率")


def own_scheme(facts: Facts, *, of_execution: bool = False) -> bool:
    """True where a text says when points are given, other than in proportion.

    ``of_execution``: for carrying out the budget, else for any indicator.
    """
    return any(
        _SCHEME.search(passage.text)
        and not _SHARE.search(passage.text)
        and (not of_execution or _EXECUTION.search(passage.text))
        for passage in facts.passages
    )
