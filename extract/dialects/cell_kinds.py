"""What kind of thing stands in a cell, whatever its head."""

from __future__ import annotations

import re

from extract.dialects.kinds import is_date
from extract.dialects.part import is_figure
from model.words import Vocabulary

_BEGINS = re.compile(r"[≥≤＞＜>=<约]?\s*[\d０-９][^，。；;：:]{0,16}$")
"""A figure with a unit no list knows (412.6万页), or a name that begins with one (64排CT)."""
_DIGIT = re.compile(r"[\d０-９]")
_DECIMAL = re.compile(r"[\d０-９]+[.．][\d０-９]+$")
"""42.80 may be a day of a month, but not in a column of figures."""


def is_value(text: str) -> bool:
    """True for a figure or a date and nothing else."""
    return _DIGIT.search(text) is not None and (is_figure(text) or is_date(text))


def kind_of(text: str, words: Vocabulary) -> str:
    """``blank date percent number text``, or ``either`` for what may be a figure or a name."""
    if text in words.blanks:
        return "blank"
    if is_date(text) and not _DECIMAL.match(text):
        return "date"
    if is_figure(text):
        return "percent" if text.endswith(("%", "％")) else "number"
    return "either" if _BEGINS.match(text) else "text"


def alike(kind: str, usual: str) -> bool:
    """True where a cell of a kind may stand in a column whose first one is of the other."""
    if kind == usual or "blank" in (kind, usual):
        return True
    return "either" in (kind, usual) and {kind, usual} <= {"either", "number", "text"}
