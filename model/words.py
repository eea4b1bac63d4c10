"""The words by which forms name their columns, rows and levels, by canonical meaning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded words (see ``fold``) and what they mean.

    ``heads``: column head → meaning (``budget_initial``, ``target``, ``level2`` …).
    ``sources``: row label of a funding table → source. ``levels``: name of an indicator level-1 or
    level-2 class → its level. ``measures``: name of a measure in prose → canonical measure.
    ``fields``: label of a form field (项目名称) → field of the report's data. ``blanks``: marks
    that mean an empty cell. ``totals``: labels of total rows. ``statuses``: status → done or not.
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


_FOLD = {ord(c): None for c in " \t\r\n\u3000\u00a0*＊★☆#"} | {
    ord("（"): "(",
    ord("）"): ")",
    ord("："): ":",
    ord("％"): "%",
    ord("，"): ",",
    ord("／"): "/",
}


def fold(text: str) -> str:
    """A word as the vocabulary keys it: no white space or stars, half-width brackets."""
    return text.translate(_FOLD)
