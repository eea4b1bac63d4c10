"""When two names of measures are one: one short for the other, a slip of the pen."""

from __future__ import annotations

from collections import Counter

from normalize.concepts import Concepts, concepts, lexicon

SHARE = 0.5
"""Least share of the longer name's characters that a shorter one has to hold to stand for it."""
SPECIFIC = 8
"""Characters from which a short form is so particular that its share does not matter."""
LEAST, INSERTED = 5, 3
"""Characters of the shortest name that single ones may be put into, and of how many at most."""
SATISFIED = Counter({"满意": 1, "率": 1})
"""Satisfaction and nothing else."""


def short_form(left: str, right: str) -> bool:
    """True where one name is the other with less said, and nothing that tells measures apart.

    ``left`` is the name as spoken of: it may leave off what is counted (周三值班 for 周三值班次数).
    """
    one, other = concepts(left), concepts(right)
    if one.words == SATISFIED:
        return other.words >= SATISFIED  # 满意度, said where one row alone asks for it
    return (
        _within(one, other, counted=one.count is not None)
        or _within(other, one, counted=True)
        or fuller(one.text, other.text)
        or fuller(other.text, one.text)
    )


def holds(short: str, long: str) -> bool:
    """True where a name has all that another says, whatever it says more."""
    one, other = concepts(short), concepts(long)
    if not one.words.keys() <= other.words.keys() or not one.words <= other.words:
        return False
    return one.count is None or one.counts_like(other)


def slip(left: str, right: str) -> bool:
    """True where no word that two long names do not share tells measures apart."""
    one, other = concepts(left), concepts(right)
    differing = (one.words - other.words) + (other.words - one.words)
    return one.counts_like(other) and not _tells_apart(differing)


def fuller(short: str, long: str) -> bool:
    """True where the long name is the short one with single characters put in (违建, 违法建筑)."""
    if not LEAST <= len(short) < len(long) <= len(short) + INSERTED:
        return False
    apart = lexicon().single
    at, inserted = 0, False
    for character in long:
        if at < len(short) and character == short[at]:
            at, inserted = at + 1, False
        elif inserted or character in apart:
            return False
        else:
            inserted = True
    return at == len(short) and not inserted


def _within(short: Concepts, long: Concepts, *, counted: bool) -> bool:
    # Keys first: Counter compares in Python, and nearly all pairs differ here.
    if not short.words.keys() <= long.words.keys() or not short.words <= long.words:
        return False
    if short.words.total() < 2:  # noqa: PLR2004  two words
        return False
    if (counted and not short.counts_like(long)) or not short.paraphrased <= long.said:
        return False  # shortened and paraphrased at once is too far
    if not short.said & lexicon().some <= long.said:
        return False
    if not _idle(long.words - short.words, long, short):
        return False
    return len(short.text) >= SPECIFIC or _size(short.words) >= SHARE * _size(long.words)


def _idle(more: Counter[str], long: Concepts, short: Concepts) -> bool:
    """True where what one name says more than the other narrows it without changing the measure.

    Words of the field that tell nothing apart; or others in front, of two characters at least. A
    single one is rather part of a word (奖助学金 is not 助学金), and what is put into the middle
    makes another thing (国家励志奖学金).
    """
    if _tells_apart(more):
        return False
    strange = [word for word in more if word not in lexicon().words]
    if not strange or (len(short.text) >= SPECIFIC and long.text.endswith(short.text)):
        return True
    return len("".join(strange)) > 1 and long.text.startswith(tuple(strange))


def _tells_apart(words: Counter[str]) -> bool:
    """Words of the list, numbers, and the letters of a model (CT)."""
    return bool(lexicon().apart.intersection(words)) or any(word.isascii() for word in words)


def _size(words: Counter[str]) -> int:
    return sum(len(word) * often for word, often in words.items())
