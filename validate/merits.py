"""Merits: indicators that judge by one word (及时性, 健全性), and where a text praises them so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from model.quantity import Figure, Wording
from model.record import IndicatorRow, Passage
from validate.aligned import named
from validate.quoting import comparable, quote

_MERITS = {
    "及时性": r"及时(?:性[^，。；、]{0,4}(?:高|强|好))?",
    "健全性": r"健全|完善",
    "完善性": r"完善|健全",
    "规范性": r"规范",
    "合规性": r"合规",
    "有效性": r"有效|到位",
    "明确性": r"明确|清晰|细化",
    "合理性": r"合理",
    "科学性": r"科学",
    "完整性": r"完整|齐全",
    "充分性": r"充分",
    "准确性": r"准确",
}  # fmt: skip
"""What an indicator is judged by, and the words that say it was met."""
_NOT_MET = re.compile(
    r"[未不欠无]|没有|尚|有待|需|缺|是否|应|要|确保|进一步|[扣得]\d*\.?\d*分|考察|主要|重点|根据|为|建议|比较|较为|基本|一定"
)
_CLAUSE = re.compile(r"[^，,、。；;！？：:\n]+")
_STOPS = re.compile(r"[。；;！？\n]")
_SAME = {
    "资金": ("资金", "经费", "款项"),
    "拨付": ("拨付", "到位", "下达"),
    "到位": ("到位", "拨付", "下达"),
    "支付": ("支付", "拨付"),
}
_TOPIC = re.compile(r"管理|项目|业务|相关|情况|工作|的|及|和|与")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Merit:
    """What a scored row is about and how it is praised: 资金拨付, 及时; with what it was given."""

    row: IndicatorRow[Figure]
    topic: str
    praise: re.Pattern[str]
    score: Figure
    weight: Figure

    def is_named_in(self, words: str) -> bool:
        """Whether the words name the very thing the row is about."""
        return self.topic in _TOPIC.sub("", words)


def merit_of(row: IndicatorRow[Figure]) -> Merit | None:
    """The merit a row is scored for; None where it is scored for none."""
    if row.row_kind != "item" or row.score is None or row.weight is None:
        return None
    name = comparable(named(row))
    praise = _MERITS.get(name[-3:])
    topic = _TOPIC.sub("", name[:-3])
    if praise is None or len(topic) < _SHORTEST:
        return None
    return Merit(row, topic, re.compile(praise), row.score, row.weight)


def praise(passage: Passage, merit: Merit) -> Wording | None:
    """The clause that praises a topic: it names the topic, or its sentence does and it no other."""
    for clause in _CLAUSE.finditer(passage.text):
        told = clause.group()
        found = merit.praise.search(told)
        if found is None or _NOT_MET.search(told):
            continue
        before = told[: found.start()]
        sentence = _STOPS.split(passage.text[: clause.start()])[-1]
        if _names(before, merit.topic) or (not before.strip() and _names(sentence, merit.topic)):
            return quote(passage, clause.start(), clause.end())
    return None


def _names(words: str, topic: str) -> bool:
    """Whether the words hold each pair of the topic's characters, or one that means the same."""
    pairs = [topic[at : at + 2] for at in range(0, len(topic) - 1, 2)]
    return all(any(word in words for word in _SAME.get(pair, (pair,))) for pair in pairs)
