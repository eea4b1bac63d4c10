"""The usual classes of indicators, and which of them a row, a label or a heading names."""

from __future__ import annotations

import re
from functools import lru_cache

from model.quantity import Figure, Wording
from model.record import IndicatorRow
from validate.quoting import comparable

_CLASSES = {
    "数量": "数量指标", "质量": "质量指标", "时效": "时效指标", "成本": "成本指标",
    "经济效": "经济效益", "社会效": "社会效益", "生态效": "生态效益", "环境效": "生态效益",
    "可持续": "可持续影响", "满意": "满意度",
}  # fmt: skip
_FAMILIES = {
    "数量指标": "产出", "质量指标": "产出", "时效指标": "产出", "成本指标": "成本",
    "经济效益": "效益", "社会效益": "效益", "生态效益": "效益", "可持续影响": "效益",
    "满意度": "满意度",
}  # fmt: skip
_LEVEL1 = {
    "产出": r"产出",
    "效益": r"效益|效果|影响",
    "满意度": r"满意",
    "成本": r"成本",
    "决策": r"决策|立项|投入(?!管理)",
    "过程": r"过程|管理",
}
_WORDS = {family: re.compile(words) for family, words in _LEVEL1.items()}


def row_class(row: IndicatorRow[Figure]) -> str:
    """The class of a row by its second level, else its first; empty where it has no usual class.

    In a table of four levels the third may be the one that names it.
    """
    third = row.levels[2] if row.levels[3] is not None else None
    for level in (third, row.levels[1], row.levels[0]):
        if level is None or level is row.name:
            continue
        found = next(iter(classes_in(level.raw)), "")
        if found:
            return found
    return ""


def row_family(row: IndicatorRow[Figure]) -> str:
    """产出, 效益, 满意度, 成本 by the row's class; else the family its levels name."""
    by_class = _FAMILIES.get(row_class(row), "")
    if by_class:
        return by_class
    for level in (row.levels[0], row.levels[1]):
        if level is not None and level is not row.name:
            found = families_in(level.raw)
            if found:
                return found[0]
    return ""


@lru_cache(maxsize=4096)
def classes_in(text: str) -> tuple[str, ...]:
    """The classes a text names, each once."""
    plain = comparable(text)
    return tuple(dict.fromkeys(name for words, name in _CLASSES.items() if words in plain))


@lru_cache(maxsize=4096)
def families_in(text: str) -> tuple[str, ...]:
    """The families of classes a text names by their own words: 产出, 效益 …."""
    plain = comparable(text)
    return tuple(family for family, words in _WORDS.items() if words.search(plain))


def family_of(name: str) -> str:
    """The family a class belongs to: 产出 for 质量指标."""
    return _FAMILIES.get(name, "")


def class_words(row: IndicatorRow[Figure]) -> tuple[Wording, ...]:
    """The levels that name a row's class, as printed."""
    above = row.levels[: 3 if row.levels[3] is not None else 2]
    return tuple(level for level in above if level is not None and level is not row.name)
