"""The vocabulary files, read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import cast

from model.words import Vocabulary, fold
from normalize.lists import listed

_FOLDER = Path(__file__).parent / "vocabulary"


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Words of heads, rows, levels, fields and marks, from ``vocabulary/*.toml``."""
    heads = cast("dict[str, list[str]]", listed("heads.toml"))
    words = listed("words.toml")
    levels = _by_word(_section(words, "levels"))
    statuses = _by_word(_section(words, "statuses"))
    return Vocabulary(
        heads=_by_word(heads),
        sources=_by_word(_section(words, "sources")),
        levels={word: int(level) for word, level in levels.items()},
        measures=_by_word(_section(words, "measures")),
        fields=_by_word(_section(words, "fields")),
        blanks=_set(words, "blanks"),
        totals=_set(words, "totals"),
        subtotals=_set(words, "subtotals"),
        carried_over=_set(words, "carried_over"),
        statuses={word: status == "done" for word, status in statuses.items()},
        simplified=_simplified(),
    )


def _simplified() -> dict[int, int]:
    """Traditional → simplified, from the pairs of ``traditional.txt``."""
    lines = (_FOLDER / "traditional.txt").read_text(encoding="utf-8").splitlines()
    pairs = (pair for line in lines if not line.startswith("#") for pair in line.split())
    return {ord(pair[0]): ord(pair[1]) for pair in pairs}


def _section(words: dict[str, object], name: str) -> dict[str, list[str]]:
    return cast("dict[str, list[str]]", words[name])


def _set(words: dict[str, object], name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in cast("list[str]", words[name]))


def _by_word(lists: dict[str, list[str]]) -> dict[str, str]:
    """Word → the key of the first list that holds it."""
    found: dict[str, str] = {}
    for meaning, words in lists.items():
        for word in words:
            found.setdefault(fold(word), meaning)
    return found
