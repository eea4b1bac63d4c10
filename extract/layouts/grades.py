"""Grade scales, and the score and grade a report gives its project."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.clauses import Outline, outline
from model.quantity import Mark, Quoted, Wording
from model.record import Band, Passage, Scale, Verdict
from model.span import part
from model.words import Vocabulary

FEWEST_BANDS = 3
"""Two grades are a comparison; every scale in use has three or more."""
LONGEST_LEAD = 60
NEAR = 14
"""Characters that may stand between a grade and its bounds."""

_GRADE = r"优秀|良好|中等|合格|及格|不合格|不及格|一般|较差|较好|优|良|中|差|好"
_GATE = re.compile(
    r"优.*(?:良|合格|较好|好).*(?:差|不合格|不及格|中)|(?:差|不合格).*(?:良|合格|中).*优", re.DOTALL
)
_BRACKETED = re.compile(rf"(?P<grade>{_GRADE})[”\"]?(?:等级|档|等次|级)?\s*(?=[（(])")
_BEFORE = re.compile(rf"(?P<grade>{_GRADE})[”\"]?(?:等级|档|等次|级)?\s*(?:[:：为是]|——|—)?\s*$")
_BEHIND = re.compile(
    rf"\s*(?:分|[（(]含[）)]|区间|之间|范围|的|者|评价|等级|等次|档次|得分|项目|[，,](?=[评定等为]))*"
    rf"(?:评定|评价|确定|评|定|认定)?(?:等级|等次)?(?:分别)?(?:为|属于?|是|:|：)\s*[“\"]?(?P<grade>{_GRADE})"
)
_FULL_MARKS = re.compile(r"\s*[，,、（(]?\s*(?:实得|实际得|实际评|得分|自评得|评价得|扣|其中扣)")
"""Behind a total: it is what could be had, not what was got."""
_SCORED = re.compile(r"(?:得分|实得|评分|总分|分数|打分|自评分|自评结果|综合分)[^，。；\d]{0,8}$")
_OVERALL = re.compile(
    r"实得|自评|综合|总体|总得分|总分|最终|最后|合计|评价|项目|绩效|本次|共得|整体"
)
_PARTIAL = re.compile(
    r"指标|满分|分值|权重|产出|效益|满意度|决策|过程|管理得|投入|每|扣|占|其中|档|一级|二级|三级|以上|以下|不足|低于|高于"
)
_GRADED = re.compile(
    rf"(?:等级|等次|档次|级别|结果|结论|评级|评定|评价)[^，。；（(\d]{{0,6}}?(?:为|是|：|:|达到?|属于?)\s*[“\"]?(?P<grade>{_GRADE})(?![\u4e00-\u9fa5]*(?:等级分|（))(?!\s*[≥≤<>＞＜≧≦=\d]|[好秀格])"
    rf"|(?:评为|评定为|定为|属于?|达到?|位于|处于)\s*[“\"]?(?P<named>{_GRADE})[”\"]?(?:等级|等次|档次|档|级别|级)?(?=[，。；,;）)\s]|$)"
)
_EXCELLENT = re.compile(r"(?P<grade>优秀)[”\"]?(?=[，。；,;）)\s]|$)")


@dataclass(frozen=True, slots=True)
class _Band:
    grade: tuple[int, int]
    bounds: tuple[int, int]


def scales(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[Scale[Quoted], ...]:
    """Grade bands, the grade before its bounds or behind them.

    Looks like::

        评价等级分为：优（得分≥90）、良（90＞得分≥75）、中（75＞得分≥60）、差（得分＜60）。
    """
    del words
    found: list[Scale[Quoted]] = []
    for at, passage in enumerate(passages):
        bands = _bands(passage.text, marks[at])
        if bands:
            start = min(min(band.grade[0], band.bounds[0]) for band in bands)
            end = max(max(band.grade[1], band.bounds[1]) for band in bands)
            found.append(
                Scale(
                    key=f"scale-{len(found)}",
                    where=part(passage.source, start, end),
                    bands=tuple(_quoted(passage, band) for band in bands),
                )
            )
    return tuple(found)


def verdicts(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[Verdict[Quoted], ...]:
    """The score and the grade of the whole project, together where one sentence gives both.

    Looks like::

        经综合评价，本项目自评得分95.5分，评价等级为“优”。
    """
    del words
    found: list[Verdict[Quoted]] = []
    for at, passage in enumerate(passages):
        if passage.kind == "heading" or ("分" not in passage.text and "为" not in passage.text):
            continue
        if _bands(passage.text, marks[at]):
            continue
        around = outline(passage.text)
        for score, grade in _verdicts(around, marks[at]):
            spans = [span for span in (score, grade) if span]
            where = part(passage.source, min(s for s, _ in spans), max(e for _, e in spans))
            found.append(
                Verdict(
                    key=f"verdict-{len(found)}",
                    score=_figure(passage, score) if score else None,
                    grade=_wording(passage, grade) if grade else None,
                    where=where,
                )
            )
    return tuple(found)


def scale_range(text: str, marks: tuple[Mark, ...]) -> tuple[int, int] | None:
    """From the first to the last character of a text's grade scale."""
    bands = _bands(text, marks)
    if not bands:
        return None
    spans = [span for band in bands for span in (band.grade, band.bounds)]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _bands(text: str, marks: tuple[Mark, ...]) -> list[_Band]:
    if len(marks) < FEWEST_BANDS or "优" not in text:
        return []
    if not any(grade in text for grade in ("良", "好", "合格")):
        return []
    best: list[_Band] = []
    for read in (_bracketed, _behind, _before):
        bands = read(text, marks)
        grades = {text[band.grade[0] : band.grade[1]] for band in bands}
        if len(grades) >= FEWEST_BANDS and len(bands) > len(best):
            best = bands
    return best


def _bracketed(text: str, marks: tuple[Mark, ...]) -> list[_Band]:
    """优（90-100分）: the bounds are all that the bracket holds."""
    around = outline(text)
    bands: list[_Band] = []
    for found in _BRACKETED.finditer(text):
        close = around.pairs.get(found.end())
        if close is None:
            continue
        at = bisect_left(marks, found.end(), key=_start)
        if at < len(marks) and marks[at].start < close and _of_points(text, marks[at]):
            bands.append(_Band(found.span("grade"), (found.end() + 1, close)))
    return bands


def _of_points(text: str, mark: Mark) -> bool:
    """False for a count of things: 优秀31份、良好58份 is no scale."""
    return mark.kind != "count" or "分" in text[mark.start : mark.end]


def _start(mark: Mark) -> int:
    return mark.start


def _behind(text: str, marks: tuple[Mark, ...]) -> list[_Band]:
    """90分以上为优."""
    bands: list[_Band] = []
    for at, mark in enumerate(marks):
        found = _BEHIND.match(text, mark.end, mark.end + 2 * NEAR)
        if found and _of_points(text, mark):
            bands.append(_Band(found.span("grade"), (_first(text, marks, at), mark.end)))
    return bands


def _before(text: str, marks: tuple[Mark, ...]) -> list[_Band]:
    """优秀：90分以上."""
    bands: list[_Band] = []
    for mark in marks:
        found = _BEFORE.search(text, max(0, mark.start - NEAR), mark.start)
        if found and _of_points(text, mark):
            bands.append(_Band(found.span("grade"), (mark.start, mark.end)))
    return bands


def _first(text: str, marks: tuple[Mark, ...], at: int) -> int:
    """Start of bounds printed as two figures: 80分（含）至90分."""
    last = marks[at]
    if at and re.fullmatch(
        r"\s*(?:[（(]不?含[）)]|以上|及以上)?\s*(?:[-—~～至到、，]|[＞>﹥≥≧]?得分[＞>﹥≥≧]?)\s*",
        text[marks[at - 1].end : last.start],
    ):
        return marks[at - 1].start
    return last.start


def _quoted(passage: Passage, band: _Band) -> Band[Quoted]:
    return Band(_wording(passage, band.grade), _figure(passage, band.bounds))


def _verdicts(
    around: Outline, marks: tuple[Mark, ...]
) -> Iterator[tuple[tuple[int, int] | None, tuple[int, int] | None]]:
    """Pairs of score and grade, sentence by sentence; either may be missing."""
    text = around.text
    start = 0
    for end in (*around.ends, len(text)):
        if start < end:
            scores = list(_scores(text, start, end, marks))
            grade = _grade(text, start, end, loose=bool(scores))
            # 自评96.5分，评价得分89分，等级为良: a grade is that of the score next to it.
            before = [one for one in scores if grade and one[1] <= grade[0]]
            score = (before[-1] if before else scores[0]) if scores else None
            if score or grade:
                yield score, grade
        start = end


def _scores(text: str, start: int, end: int, marks: tuple[Mark, ...]) -> Iterator[tuple[int, int]]:
    for mark in marks:
        if not start <= mark.start < end or mark.kind not in ("count", "number"):
            continue
        if mark.kind == "count" and "分" not in text[mark.start : mark.end]:
            continue
        low = max(start, mark.start - LONGEST_LEAD)
        lead = re.split(r"[，；。：（]", text[low : mark.start])[-1]
        if lead.endswith(("总分", "总分为", "分值")) and _FULL_MARKS.match(text, mark.end, end):
            continue
        if _SCORED.search(lead) and _OVERALL.search(lead) and not _PARTIAL.search(lead):
            yield mark.start, mark.end


def _grade(text: str, start: int, end: int, *, loose: bool) -> tuple[int, int] | None:
    for pattern in (_GRADED, _EXCELLENT) if loose else (_GRADED,):
        for found in pattern.finditer(text, start, end):
            name = found.lastgroup or "grade"
            lead = text[max(start, found.start() - NEAR) : found.start()]
            if pattern is _EXCELLENT or loose or _OVERALL.search(lead + found.group()):
                return found.span(name)
    return None


def _figure(passage: Passage, span: tuple[int, int]) -> Quoted:
    return Quoted(passage.text[span[0] : span[1]], part(passage.source, *span))


def _wording(passage: Passage, span: tuple[int, int]) -> Wording:
    return Wording(passage.text[span[0] : span[1]], part(passage.source, *span))
