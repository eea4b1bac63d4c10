"""The columns under a head: what each takes, and which of them a row may leave out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from extract.dialects.cell_kinds import alike, is_value, kind_of
from extract.dialects.kinds import SPARE, heads_of, level_of, suits
from extract.sections import FIGURES, LEVELS
from model.words import Vocabulary, fold

_RATES = frozenset({"received_rate", "execution_rate", "score_rate"})
_NOT_ADDED = re.compile(r"单价|标准|单位成本|均|率|比|单位|序号|编号|年龄|排名")
_FEWEST_KNOWN = 3
_MOST_SPARE = 3
"""Columns of remarks beyond which the ways to leave some out grow too many."""
_GROUPS = LEVELS[:3]


@dataclass(frozen=True, slots=True)
class Columns:
    """Heads by meaning, the kinds of the first row, and the sets of columns a row may print.

    ``known``: so many heads are known that they alone make a table of it.
    """

    texts: tuple[str, ...]
    heads: tuple[str | None, ...]
    kinds: tuple[str, ...]
    shapes: tuple[tuple[int, ...], ...]
    known: bool
    words: Vocabulary

    def rows(
        self, cell: Callable[[int], str | None], at: int, tier: int
    ) -> Iterator[tuple[int, ...]]:
        """The columns that the cells from a place on may stand in, one row each."""
        first = cell(at)
        if first is None:
            return
        if self.again(cell, at):
            yield tuple(range(len(self.heads)))
        elif _is_total(first, self.words):
            yield from self._total(cell, at)
        elif not first or first not in self.words.blanks:
            for shape in self.shapes:
                texts = [cell(at + step) for step in range(len(shape))]
                if all(
                    text is not None and self._takes(text, column, tier)
                    for text, column in zip(texts, shape, strict=True)
                ) and (not shape[0] or self._weighs(texts, shape)):
                    yield shape

    def _weighs(self, texts: Sequence[str | None], shape: Sequence[int]) -> bool:
        """True where a row whose levels are left out has its first figure."""
        for text, column in zip(texts, shape, strict=True):
            if self._counts(column):
                return text not in self.words.blanks
        return True

    def again(self, cell: Callable[[int], str | None], at: int) -> bool:
        """True where the head is printed again, as on a new page."""
        return all(cell(at + step) == text for step, text in enumerate(self.texts))

    def _takes(self, text: str, column: int, tier: int) -> bool:
        head = self.heads[column]
        if head in _GROUPS[:2]:
            level = level_of(text, self.words)
            named = (True, level > 0, head == f"level{level}")[tier]
            return not text or (named and text not in self.words.blanks and not is_value(text))
        if tier and head in SPARE and level_of(text, self.words):
            return False
        if head is not None and suits(text, head, self.words):
            return True
        if head is not None and self.known:
            return False
        return alike(kind_of(text, self.words), self.kinds[column])

    def _total(self, cell: Callable[[int], str | None], at: int) -> Iterator[tuple[int, ...]]:
        """A row of totals: all its cells, or the columns that add up and nothing for the rest."""
        width = len(self.heads)
        texts: list[str] = []
        while len(texts) < width - 1 and (text := cell(at + 1 + len(texts))) is not None:
            if not is_value(text) and text not in self.words.blanks:
                break
            texts.append(text)
        filled = any(is_value(text) for text in texts)
        if len(texts) == width - 1 and filled and self._full(texts):
            yield tuple(range(width))
        elif 0 < len(texts) < width - 1 and filled:
            fitting = (some for some in self._sums() if self._fits(texts, some))
            yield from ((0, *some) for some in list(dict.fromkeys(fitting))[:1])

    def _full(self, texts: Sequence[str]) -> bool:
        return all(
            text in self.words.blanks or self.kinds[at] != "text"
            for at, text in enumerate(texts, start=1)
        )

    def _sums(self) -> Iterator[tuple[int, ...]]:
        """Columns a total may fill, the more before the fewer."""
        figures = [at for at in range(1, len(self.heads)) if self._counts(at)]
        added = [at for at in figures if not _NOT_ADDED.search(self.texts[at])]
        known = [at for at in added if self.heads[at] in FIGURES]
        own = [at for at in known if not self._of_group(at)]
        yield tuple(figures)
        yield tuple(at for at in figures if not self._is_rate(at))
        for some in (added, known, own):
            yield tuple(some)
            yield tuple(at for at in some if not self._is_rate(at))

    def _counts(self, at: int) -> bool:
        head = self.heads[at]
        if head in FIGURES or head in _RATES:
            return True
        return head is None and self.kinds[at] in ("number", "percent", "either")

    def _is_rate(self, at: int) -> bool:
        return self.heads[at] in _RATES or self.kinds[at] == "percent"

    def _of_group(self, at: int) -> bool:
        """True for the weight or score of a level that has another level to its right."""
        return any(head in LEVELS for head in self.heads[at + 1 :])

    def _fits(self, texts: Sequence[str], columns: Sequence[int]) -> bool:
        return len(texts) == len(columns) and all(
            text in self.words.blanks or text.endswith(("%", "％")) == self._is_rate(at)
            for text, at in zip(texts, columns, strict=True)
        )


def columns_of(
    texts: Sequence[str], row: Sequence[str], words: Vocabulary, *, whole: bool = False
) -> Columns:
    """Columns under these heads, the first row of which is ``row``; ``whole`` as in ``Stream``."""
    heads = heads_of(texts, words)
    known = [head for head in heads if head]
    few = len(texts) == 2 == len(set(known)) and any(head in FIGURES for head in known)  # noqa: PLR2004
    vouched = len(set(known)) >= _FEWEST_KNOWN and 5 * len(known) >= 3 * len(texts)
    kinds = tuple(kind_of(text, words) for text in row)
    kinds = (*kinds, *("blank" for _ in range(len(heads) - len(kinds))))
    every = tuple(range(len(heads)))
    shapes = (every,) if whole else tuple(dict.fromkeys(_shapes(heads, kinds)))
    return Columns(tuple(texts), heads, kinds, shapes, vouched or few, words)


def _shapes(heads: Sequence[str | None], kinds: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """All columns; without the first levels, where they go on from above; without remarks."""
    spare = [at for at, head in enumerate(heads) if head in SPARE]
    ways = range(len(spare) + 1) if len(spare) <= _MOST_SPARE else (0, len(spare))
    for begin in _begins(heads, kinds):
        for count in ways:
            for gone in combinations(spare, count):
                shape = tuple(at for at in range(begin, len(heads)) if at not in gone)
                if len(shape) > 1:
                    yield shape


def _begins(heads: Sequence[str | None], kinds: Sequence[str]) -> Iterator[int]:
    """Columns at which a row may begin: the first, and the levels below it."""
    yield 0
    levels = [at for at, head in enumerate(heads) if head in LEVELS or head == "name"]
    if levels and levels[0] == 0:
        between = {head for head in heads[: levels[-1]] if head not in LEVELS}
        if between <= {"weight", "score"}:
            yield from levels[1:]
        return
    leading = next((at for at, kind in enumerate(kinds) if kind != "text"), len(kinds))
    if not any(heads[:leading]):
        yield from range(1, leading)


def _is_total(text: str, words: Vocabulary) -> bool:
    word = fold(text).rstrip(":")
    return word in words.totals or word in words.subtotals
