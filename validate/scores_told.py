"""The scores a text gives its project, each with whose word it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim
from validate.aligned import clause, passage_of, scope, sentence
from validate.once import once_a_report
from validate.selection import points

_ELSEWHERE = re.compile(
    r"复[评核审]|抽[查评]|专家|评委|平均|上年|去年|以前年度|(?:19|20)\d\d年.*(?:19|20)\d\d年|初评|加权|折[算合]"
    r"|区间|以上|以下|[单部]位?自评得?分.{0,20}评价得?分|第[一二三]方|分别"
)
_REACHED = re.compile(
    r"(?:最终|最后|实际|总)?(?:得|实得|得分)(?:为|是)?\s*(?:\d[\d.]*分?(?:[-－−–]\d[\d.]*分?)+[=＝]?)?$"
)
_OF_A_PART = re.compile(
    r"(?:满分|分值|权重|占|共|[\u4e00-\u9fff])\s*(?!100(?:\.0+)?\s*分)\d+(?:\.\d+)?\s*分"
    r"[，,、（(]?\s*(?:实际|实|自评|评价)?得?分?(?:为)?$"
)
"""产出满分30分，得27分: points of one class."""
_LOST = re.compile(r"满分|扣|失分|丢分")


@dataclass(frozen=True, slots=True)
class ToldScore:
    """A score of the whole project in running text; ``own``: by its own evaluation (自评)."""

    claim: Claim[Figure]
    score: Quantity
    own: bool


@once_a_report
def scores_told(facts: Facts) -> tuple[ToldScore, ...]:
    """The scores of the project as a whole, outside tables, in the order they stand."""
    return tuple(_scores_told(facts))


def _scores_told(facts: Facts) -> Iterator[ToldScore]:
    starts = {one.score.start for one in facts.verdicts if one.score is not None}
    for claim in facts.claims:
        if claim.figure.unit != "分" and claim.figure.start not in starts:
            continue
        passage, score = passage_of(facts, claim), points(claim.figure)
        if passage is None or passage.table is not None or score is None:
            continue
        said, lead = sentence(facts, claim), clause(facts, claim)
        reached = _LOST.search(said) and _REACHED.search(lead) and not _OF_A_PART.search(lead)
        if not (claim.figure.start in starts or reached) or claim.role == "weight":
            continue
        if score.comparator != "=" or _ELSEWHERE.search(said) or scope(facts, claim):
            continue
        if not _is_full_marks(said, lead) and not _of_a_body(facts, lead):
            yield ToldScore(claim, score, "自评" in lead)


_BODY = re.compile(
    r"([\u4e00-\u9fff]{1,12}[镇乡村校院局所站司县区市部组社街队心])的?[^，。；]{0,8}(?:得分|总分|评分)[为是]?$"
)


def _of_a_body(facts: Facts, lead: str) -> bool:
    """Whether a score is that of one of several bodies: 城关镇综合得分."""
    found = _BODY.search(lead)
    data = facts.data
    own = "".join(words.raw for words in (data.title, data.project, data.entity) if words)
    return found is not None and found[1][-2:] not in own and not found[1].endswith("单位")


_WHOLE = re.compile(r"(?:总分|满分|分值)(?:值|为|共|计|是)?\s*$")


def _is_full_marks(said: str, lead: str) -> bool:
    """Whether a score is what could be had: 评价总分100分，得分95.31分."""
    return _WHOLE.search(lead) is not None and "得" in said[len(lead) :]
