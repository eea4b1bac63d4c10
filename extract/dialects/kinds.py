"""What kind of cell a column takes, and the one way a row's cells fit under the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from extract.dialects.part import is_figure
from extract.heads import meaning
from extract.sections import FIGURES
from model.words import Vocabulary, fold

_RATES = frozenset(("received_rate", "execution_rate", "score_rate"))
_DATES = frozenset(("date", "period"))
_VALUES = frozenset(("target", "stage_target", "actual"))
_REMARKS = frozenset(["reason", "note", "standard", "evidence", "status", "change", "tracked"])
SPARE = _REMARKS | {"operator", "unit"}
"""A target in words has neither operator nor unit."""
_LEVELS = frozenset(("level1", "level2"))
_DATE = re.compile(
    r"[\d０-９]{2,4}\s*[年.\-/]\s*[\d０-９]{1,2}(?:\s*[月.\-/]\s*[\d０-９]{0,2}\s*[日号]?)?$"
    r"|\d{1,2}月(?:\d{1,2}[日号])?$"
)
_SUFFIX = re.compile(r"[(（][^()（）]*[)）]$")
_SERIAL = re.compile(r"\d{1,3}$")
_OPERATOR = re.compile(r"(?:[≥≤＞＜>=<═≧≦]{1,2}|定性|定量|正向|反向|[大小等]于(?:等于)?)$")
"""What stands in a column of operators, and in no other."""
_MOST = 16
"""Columns beyond which a row is not fitted: the number of ways grows too large."""


def heads_of(texts: Sequence[str], words: Vocabulary) -> tuple[str | None, ...]:
    """Meaning of each head, None for an unknown one."""
    return tuple(meaning(text, words) for text in texts)


def level_of(text: str, words: Vocabulary) -> int:
    """Level of an indicator class by its name (产出指标（50分） → 1), 0 for other text."""
    word = fold(text)
    return words.levels.get(word) or words.levels.get(_SUFFIX.sub("", word)) or 0


def fit(
    texts: Sequence[str], heads: Sequence[str | None], words: Vocabulary
) -> tuple[int, ...] | None:
    """Column of each cell of a row whose blank cells left no trace; None where several ways fit.

    Cells keep their order; figures go under heads of figures, names of indicator classes under
    their level, dates under dates. Only level, remark and trailing columns may stay blank beside
    what the kinds prove.
    """
    if len(texts) == len(heads):
        return tuple(range(len(heads))) if _suits_all(texts, heads, words) else None
    if len(texts) > len(heads) or len(heads) > _MOST:
        return None
    ways = list(_ways(texts, heads, words))
    if len(ways) > 1:
        ways = [way for way in ways if _at_own_level(texts, way, heads, words)]
    return ways[0] if len(ways) == 1 else None


def _at_own_level(
    texts: Sequence[str], way: Sequence[int], heads: Sequence[str | None], words: Vocabulary
) -> bool:
    """True where every indicator class stands under its own level; some names have two."""
    return all(
        (heads[column] or "") not in _LEVELS or heads[column] == f"level{level_of(text, words)}"
        for text, column in zip(texts, way, strict=True)
    )


def _ways(
    texts: Sequence[str], heads: Sequence[str | None], words: Vocabulary
) -> Iterator[tuple[int, ...]]:
    optional = {at for at, head in enumerate(heads) if _optional(head)}
    needed = [at for at in range(len(heads)) if at not in optional]
    spare = len(texts) - len(needed)
    if spare >= 0:
        for chosen in combinations(sorted(optional), spare):
            columns = tuple(sorted((*needed, *chosen)))
            if _suits_all(texts, [heads[at] for at in columns], words):
                yield columns


def _optional(head: str | None) -> bool:
    return head is None or (head.startswith("level") and head != "level3") or head in SPARE


def _suits_all(texts: Sequence[str], heads: Sequence[str | None], words: Vocabulary) -> bool:
    return all(suits(text, head, words) for text, head in zip(texts, heads, strict=True))


def suits(text: str, head: str | None, words: Vocabulary) -> bool:
    """True where a cell may stand under a head of that meaning."""
    level = level_of(text, words)
    if head == "operator" or _OPERATOR.match(text):
        return head in ("operator", None) and bool(_OPERATOR.match(text))
    if head is None or head in _VALUES:
        return True
    if head in _LEVELS:
        return level > 0
    if head == "seq":
        return bool(_SERIAL.match(text)) or fold(text) in words.totals
    if head in _RATES or head in FIGURES or head in _DATES:
        return text in words.blanks or _measures(text, head)
    return not is_figure(text)


def _measures(text: str, head: str) -> bool:
    """True for a date under a date head, a figure under a rate, an amount or score elsewhere."""
    if head in _DATES:
        return is_date(text)
    return is_figure(text) and (head in _RATES or not text.endswith(("%", "％")))


def is_date(text: str) -> bool:
    """True for a cell that holds a date and nothing else."""
    return bool(_DATE.match(text))
