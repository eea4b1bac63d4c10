"""Look-alikes: a character that makes no word where it stands, and one like it that does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from model.facts import Facts
from model.quantity import Wording
from model.relation import Remark
from validate.listed import listed
from validate.places import whole_text
from validate.quoting import quoted
from validate.registry import rule
from validate.sentences import Sentence

_WITNESSES = 2
"""Places that write the word rightly, shown beside those that do not."""
_WRONG = Sentence(
    zh="“{wrong}”疑为“{right}”之误（形近字）{elsewhere}。",
    en="“{wrong}” looks like a slip for “{right}”, characters that resemble each other{also}.",
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A wrong form, where it counts as wrong, and what it stands for."""

    wrong: str
    right: str
    pattern: re.Pattern[str]


@rule("TXT11", "形近字", "Look-alike characters", severity="note", says=(_WRONG,))
def lookalikes(facts: Facts) -> Iterator[Remark]:
    """文中有不成词的字，疑为形近字误写或识别错误。

    A character makes no word where it stands; one that resembles it would.

    Flags::

        一、项目依据
        根据《关于规范社区用房管理的通知》（清政办笈〔2021〕8号）实施。

    Flags::

        一、资金情况
        项目资金己全部拔付到位，已按规定使用。

    Flags::

        一、主要成效
        特殊时期赶京非访人次为0。

    Passes::

        一、项目依据
        由干部自己经手的款项，年末完成结算，已拨付到位，空间题材展览赴京参展。
    """
    text = whole_text(facts)
    letters = set(text)
    for pair in _pairs():
        if letters.issuperset(pair.wrong) and pair.wrong in text and pair.pattern.search(text):
            yield from _remark(facts, pair, text)


def _remark(facts: Facts, pair: _Pair, text: str) -> Iterator[Remark]:
    found = [words for passage in facts.passages for words in quoted(passage, pair.pattern)]
    if not found:
        return
    witnesses = list(_witnesses(facts, pair)) if pair.right in text else []
    said = _WRONG.filled(
        wrong=found[0].raw,
        right=pair.right,
        elsewhere="，文中另处写法无误" if witnesses else "",
        also="; it is written rightly elsewhere" if witnesses else "",
    )
    yield Remark((*found, *witnesses), zh=said.zh, en=said.en)


def _witnesses(facts: Facts, pair: _Pair) -> list[Wording]:
    if len(pair.right) == 1:
        return []
    pattern = re.compile(re.escape(pair.right))
    found = (words for passage in facts.passages for words in quoted(passage, pattern))
    return [words for words, _ in zip(found, range(_WITNESSES), strict=False)]


@cache
def _pairs() -> tuple[_Pair, ...]:
    """``lists/lookalikes.toml``, with the patterns made of each entry's neighbours."""
    return tuple(
        _Pair(entry["wrong"], entry["right"], pattern_of(entry))
        for entry in listed("lookalikes")["pairs"]
    )


def pattern_of(entry: dict[str, str]) -> re.Pattern[str]:
    """What finds an entry of the list: its wrong characters among the ones that betray them."""
    wrong = re.escape(entry["wrong"])
    behind = f"(?<={entry['behind']}{wrong})" if "behind" in entry else ""
    if "not_behind" in entry:
        behind += f"(?<![{entry['not_behind']}]{wrong})"
    ahead = f"(?={entry['ahead']})" if "ahead" in entry else ""
    if "not_ahead" in entry:
        ahead += f"(?!{entry['not_ahead']})"
    # The characters come first: a search leaps from one to the next, which a look behind bars.
    return re.compile(wrong + behind + ahead, re.MULTILINE)
