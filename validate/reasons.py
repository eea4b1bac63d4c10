"""Why points were lost or a target was passed by far, as the form or the text explains it."""

from __future__ import annotations

import re

from model.facts import Facts
from model.quantity import Figure, Wording
from model.record import IndicatorRow
from validate.quoting import comparable

_NOTHING = re.compile(
    r"(?:无|没有|无偏差|不涉及|不适用|未发现|正常|已完成|按时完成|按计划完成|完成|达标|已达标|达成|已达成|全部完成|达到(?:预期)?目标|满分|否|是)?"
    r"(?:原因)?[-—–－/、。.×xX＊*…\s　]*"
)
_LEVEL = re.compile(r".{0,12}指标")
"""A class name that slipped into the column of reasons is none."""
_WHY = re.compile(r"因|由于|原因|影响|导致|主要是|超额|超出|超过|高于|偏差")
_SHORTEST = 3


def reason(row: IndicatorRow[Figure]) -> Wording | None:
    """The reason a row gives; None where its cell is blank or says that there is none."""
    words = row.reason
    if words is None:
        return None
    text = "".join(words.raw.split())
    return None if _NOTHING.fullmatch(text) or _LEVEL.fullmatch(text) else words


def explanations(facts: Facts) -> tuple[str, ...]:
    """The paragraphs that explain something, made comparable; see ``explained``."""
    return tuple(
        comparable(passage.text)
        for passage in facts.passages
        if passage.kind == "paragraph" and _WHY.search(passage.text)
    )


def explained(row: IndicatorRow[Figure], paragraphs: tuple[str, ...]) -> bool:
    """Whether the row gives a reason, or a paragraph that explains something names the row."""
    if reason(row) is not None:
        return True
    name = comparable(row.name.raw) if row.name is not None else ""
    return len(name) >= _SHORTEST and any(name in text for text in paragraphs)
