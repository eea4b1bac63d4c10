"""The words by which forms name their columns, rows and levels, by canonical meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

SAMPLE = 20_000
"""Characters looked at to tell a Traditional text from a simplified one."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded words (see ``fold``) and what they mean.

    ``heads``: column head → meaning (``budget_initial``, ``target``, ``level2`` …).
    ``sources``: row label of a funding table → source. ``levels``: name of an indicator level-1 or
    level-2 class → its level. ``measures``: name of a measure in prose → canonical measure.
    ``fields``: label of a form field (项目名称) → field of the report's data. ``blanks``: marks
    that mean an empty cell. ``totals``: labels of total rows. ``statuses``: status → done or not.
    ``simplified``: Traditional character → the simplified one it is read as, by code point.
    ``subtotals`` and ``carried_over`` (承前页, 过次页): labels of rows that are no items either.
    """

    heads: dict[str, str]
    sources: dict[str, str]
    levels: dict[str, int]
    measures: dict[str, str]
    fields: dict[str, str]
    blanks: frozenset[str]
    totals: frozenset[str]
    statuses: dict[str, bool]
    subtotals: frozenset[str] = frozenset()
    carried_over: frozenset[str] = frozenset()
    simplified: dict[int, int] = field(default_factory=dict[int, int])

    def plain(self, text: str) -> str:
        """The text in simplified characters, of the same length, if it is a Traditional one.

        A text counts as Traditional where more than a hundredth of it has a simplified form; a
        single old character in a name is left alone.
        """
        if not self.simplified:
            return text
        sample = text[:SAMPLE]
        old = [char for char in set(sample) if ord(char) in self.simplified]
        changed = sum(sample.count(char) for char in old)
        return text.translate(self.simplified) if changed * 100 > len(sample) else text


_FOLD = {ord(c): None for c in " \t\r\n\u3000\u00a0*＊★☆#"} | {
    ord("（"): "(",
    ord("）"): ")",
    ord("："): ":",
    ord("％"): "%",
    ord("，"): ",",
    ord("／"): "/",
}


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """A word as the vocabulary keys it: no white space or stars, half-width brackets."""
    return text.translate(_FOLD)
