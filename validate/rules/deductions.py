"""Points taken off: what the text says was deducted, against what the scores have lost."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Claim, IndicatorRow
from model.relation import Constant, Difference, Relation, Sum
from validate.aligned import clause, mates, named, offset_in, sentence, words_of
from validate.quoting import comparable
from validate.registry import rule
from validate.rules.outcomes import one_line
from validate.selection import Form, forms, is_bonus, points
from validate.sentences import Sentence

_TAKEN = re.compile(
    r"(?:扣|扣减|扣除|扣掉|扣去|扣了|扣分|失分|丢分|减分|(?<![损过遗缺])失去?|丢掉?)(?:值|数)?(?:合计|共计|总计)?(?:为|共|计|了|是)?[:：]?\s*$"
)
_IN_ALL = re.compile(
    r"(?:共|合计|总计|总共|累计|一共|共计)(?:被)?(?:扣|失|丢|减分)[\u4e00-\u9fff]{0,4}[:：]?\s*$|"
    r"(?:扣分|失分)(?:合计|共计|总计)(?:为)?[:：]?\s*$"
)
_RULE = re.compile(
    r"每(?!年|月|季|户|个月)|扣完为止|不得分|得满分|得[零0]分|酌情|最多|最高扣|扣分标准|评分标准|如(?:未|有|果)|若|的[，,]则?扣|的扣|权重的"
)
"""Words of a sentence that says what would be taken off, not what was."""
_FULL = re.compile(
    r"(?:满分|总分|分值|权重|标准分|总分值|应得分?)(?:为|是|共|合计|共计)?[:：]?\s*$"
)
_SCORED = re.compile(
    r"(?:得|得分|评分|自评分|评价分|分数|实得分?)(?:数|值)?(?:为|是|共|合计)?[:：]?\s*"
    r"(?:\d[\d.]*分?(?:\s*[-－−–—]\s*\d[\d.]*分?)+\s*[=＝]?)?\s*$"
)
"""Before a score, also where the subtraction it comes of stands between."""
_NAMED = re.compile(r"指标|方面|一级|二级|产出|效益|过程|决策|管理|满意|率")
"""Words before a deduction that make it one group's, not the project's."""
_PARTIAL = re.compile(r"等(?![级次于])|主要|部分指标")
_LISTED = re.compile(r"扣分|失分|丢分")
_ANNOUNCED = re.compile(
    r"(?<!主要)(?:扣分|失分|丢分)(?:情况|原因|明细|指标|项|点|处|内容)*(?:如下|有|为|是|包括|具体|[:：])"
)
_COMPLETE = re.compile(
    r"[一二两三四五六七八九十\d]+(?:处|项|个|点|方面)(?:被)?(?:扣分|失分|丢分)|"
    r"(?:其余|其他|其它)[^。；]{0,8}(?:满分|未扣分|不扣分|无扣分|没有扣分)"
)
"""What says of a list of deductions that it is all of them; the first only by its sound."""
_FOR = re.compile(r"\s*(?:系|是因|主要是|在于|的原因)")
_REASONS = re.compile(r"\s*[，,（(：:]\s*(?:主要|均|分别|原因)*(?:为|是|系|因|由于|其中|包括)")
"""What follows points taken off, where the sentence goes on to say for what."""
_COMMA = re.compile(r"[，,、；;：:（(]")
_TAKEN_BEFORE = re.compile(r"扣[^，,；;]{0,4}\d+(?:\.\d+)?\s*分")
_FEWEST = 2
_SHORTEST = 3
"""A shorter name is too common to be looked for in a sentence."""
_HUNDRED = Constant(Decimal(100), "分")
_POINTS = "分"
_OF_TOTAL = Sentence(
    "所称扣分应等于分值减去得分", "The points said to be taken off are the weight less the score"
)
_OF_PARTS = Sentence(
    "所称扣分合计应等于各项扣分之和", "The deduction in all is the sum of the deductions listed"
)
_LISTED_LOSS = Sentence(
    "所列各项扣分之和应等于总分减去得分",
    "The deductions listed add up to what the score has lost",
)
_TOO_MUCH = Sentence(
    "所列各项扣分之和不应超过总分减去得分",
    "The deductions listed do not exceed what the score has lost",
)
_OF_ROW = Sentence(
    "“{name}”所称扣分应等于其分值减去得分",
    "The points said to be taken off “{name}” are its weight less its score",
)


@dataclass(frozen=True, slots=True)
class _Deduction:
    """Points a text says were taken off; ``words`` is the sentence up to them."""

    claim: Claim[Figure]
    figure: Quantity
    words: str
    in_all: bool


@rule(
    "SCO03",
    "扣分合计",
    "Stated deductions",
    severity="error",
    says=(_OF_TOTAL, _OF_PARTS, _LISTED_LOSS, _TOO_MUCH, _OF_ROW),
)
def stated_deductions(facts: Facts) -> Iterator[Relation]:
    """所称扣分应等于分值减去得分，各项扣分之和应等于扣分合计。

    Points said to be taken off are weight less score, and deductions add up to their total.

    Flags::

        项目支出绩效自评报告
        一、评价结论
        本项目满分100分，共扣4分，自评得分97分。

    Flags::

        项目支出绩效自评报告
        一、评价结论
        本项目自评得分95分，共扣5分，其中：培训合格率扣2分，资金支付扣2分。

    Flags::

        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 扣分原因 |
        | 产出指标 | 数量指标 | 培训场次 | ≥12场 | 12场 | 50 | 50 | |
        | 产出指标 | 质量指标 | 培训合格率 | ≥95% | 90% | 50 | 48 | 部分学员缺考，扣3分 |

    Passes::

        项目支出绩效自评报告
        一、评价结论
        本项目满分100分，共扣3.5分，其中：培训合格率扣1.5分，资金支付扣2分，自评得分96.5分。

    Passes::

        项目支出绩效自评报告
        一、评价结论
        本项目自评得分94分。
        二、评分标准
        每发现一例不合格扣2分，扣完为止。
        三、主要扣分原因
        培训合格率未达到目标，扣1.5分。
    """
    if facts.data.doc_type == "other":
        return
    made = [one for claim in facts.claims if (one := _deduction(facts, claim)) is not None]
    if not made:
        return
    made = _outer(facts, made)
    found = list(forms(facts))
    sentences: dict[tuple[int, int], list[_Deduction]] = defaultdict(list)
    for one in made:
        sentences[one.claim.passage, one.claim.sentence].append(one)
    for together in sentences.values():
        yield from _in_sentence(facts, together, found)
    yield from _at_the_end(made)
    yield from _by_row(facts, [one for one in made if not one.in_all])
    if not any(one.in_all for one in made):
        yield from _listed(facts, made, found)


def _at_the_end(made: list[_Deduction]) -> Iterator[Relation]:
    """A deduction in all in the sentence behind its parts: 扣0.4分；…扣1.6分。过程类合计扣2分。"""
    paragraphs: dict[int, list[_Deduction]] = defaultdict(list)
    for one in made:
        paragraphs[one.claim.passage].append(one)
    for together in paragraphs.values():
        *parts, last = together
        whole = last.in_all and not any(one.in_all for one in parts)
        apart = all(one.claim.sentence < last.claim.sentence for one in parts)
        named = _NAMED.search(_COMMA.split(last.words)[-1]) is not None
        if whole and apart and named and len(parts) >= _FEWEST:
            added = Sum(tuple(one.figure for one in parts))
            yield Relation(last.figure, "=", added, told=True, zh=_OF_PARTS.zh, en=_OF_PARTS.en)


def _outer(facts: Facts, made: list[_Deduction]) -> list[_Deduction]:
    """Without those that say how one before them comes about: 扣2.5分，为甲扣0.5分、乙扣2分."""
    kept: list[_Deduction] = []
    at = 0
    while at < len(made):
        kept.append(made[at])
        at = _after_reasons(facts, made, at)
    return kept


def _after_reasons(facts: Facts, made: list[_Deduction], at: int) -> int:
    """Where the deductions go on behind those that add up to one and stand as its reasons."""
    whole, added = made[at], Decimal(0)
    text = facts.passages[whole.claim.passage].text
    behind = offset_in(facts.passages[whole.claim.passage], whole.figure.end - 1) + 1
    if whole.in_all or not _REASONS.match(text, behind):
        return at + 1
    for end in range(at + 1, len(made)):
        part = made[end]
        if (part.claim.passage, part.claim.sentence) != (whole.claim.passage, whole.claim.sentence):
            break
        added += part.figure.value or Decimal(0)
        if added == whole.figure.value:
            return end + 1
    return at + 1


def _deduction(facts: Facts, claim: Claim[Figure]) -> _Deduction | None:
    figure = claim.figure
    if not isinstance(figure, Quantity) or figure.unit != _POINTS or figure.comparator != "=":
        return None
    words = clause(facts, claim)
    if not _TAKEN.search(words) or _RULE.search(sentence(facts, claim)):
        return None
    return _Deduction(claim, figure, words, bool(_IN_ALL.search(words)))


def _in_sentence(facts: Facts, together: list[_Deduction], found: list[Form]) -> Iterator[Relation]:
    """The deduction a sentence gives in all: against its parts, and against weight and score."""
    totals = [one for one in together if one.in_all]
    parts = [one for one in together if not one.in_all]
    if len(totals) > 1 or (not totals and len(parts) != 1):
        return
    lead = totals[0] if totals else parts[0]
    weight, score = _beside(facts, lead.claim)
    full: Quantity | Constant | None = weight
    beside = weight is not None and score is not None
    if totals:
        yield from _parts(facts, lead, parts)
        if not _NAMED.search(_COMMA.split(lead.words)[-1]):
            full, score = full or _whole(found), score or _score(facts, found)
    if full is not None and score is not None:
        yield replace(_loss((lead.figure,), full, score, _OF_TOTAL), told=not beside)


def _parts(facts: Facts, total: _Deduction, parts: list[_Deduction]) -> Iterator[Relation]:
    """The parts that stand behind a deduction in all, else those that stand before it."""
    after = [one.figure for one in parts if one.figure.start > total.figure.start]
    listed = after or [one.figure for one in parts]
    text = "".join(sentence(facts, one.claim) for one in (total, *parts))
    if len(listed) >= _FEWEST and not _PARTIAL.search(text):
        yield Relation(total.figure, "=", Sum(tuple(listed)), zh=_OF_PARTS.zh, en=_OF_PARTS.en)


def _beside(
    facts: Facts, claim: Claim[Figure], *, whole: bool = False
) -> tuple[Quantity | None, Quantity | None]:
    """The one weight and the one score beside a deduction; None where there is not just one.

    Those of its sentence, or (``whole``) of its paragraph.
    """
    full: list[Quantity] = []
    score: list[Quantity] = []
    for other in mates(facts, claim):
        if not (whole or other.sentence == claim.sentence):
            continue
        mark, words = points(other.figure), clause(facts, other)
        if mark is not None and other.figure.unit == _POINTS and not _TAKEN.search(words):
            full += [mark] if _FULL.search(words) else []
            score += [mark] if _SCORED.search(words) and not _FULL.search(words) else []
    return (full[0] if len(full) == 1 else None, score[0] if len(score) == 1 else None)


def _whole(found: list[Form]) -> Quantity | Constant | None:
    """What the whole form is worth; None where there are several, or points on top."""
    if any(is_bonus(row) for form in found for row in form.rows):
        return None
    totals = [one for form in found for row in form.totals if (one := points(row.weight))]
    if len(totals) > 1:
        return None
    return totals[0] if totals else _HUNDRED


def _score(facts: Facts, found: list[Form]) -> Quantity | None:
    """The score of the project; None where the report gives several."""
    told = [one for form in found for row in form.totals if (one := points(row.score))]
    told += [one for said in facts.verdicts if (one := points(said.score)) is not None]
    return told[0] if len({one.value for one in told}) == 1 else None


def _loss(
    taken: tuple[Quantity, ...],
    full: Quantity | Constant,
    score: Quantity,
    said: Sentence,
    op: str = "=",
) -> Relation:
    """One deduction is weight less score; of several, the score is what they leave."""
    if len(taken) == 1:
        return Relation(taken[0], op, Difference(full, score), zh=said.zh, en=said.en)
    return Relation(score, op, Difference(full, Sum(taken)), zh=said.zh, en=said.en)


def _by_row(facts: Facts, parts: list[_Deduction]) -> Iterator[Relation]:
    """What was taken off an indicator, by its own reason or by the text, against its loss."""
    rows = [
        row
        for row in facts.indicators
        if row.row_kind == "item" and points(row.weight) is not None and row.score is not None
    ]
    taken: dict[tuple[str, str, bool], list[Quantity]] = defaultdict(list)
    for one in parts:
        row = _row_of(facts, one, rows)
        if row is not None:
            in_cell = facts.passages[one.claim.passage].kind == "cell"
            taken[row.key, one.claim.section, in_cell].append(one.figure)
    by_key = {row.key: row for row in rows}
    for (key, _, _), figures in taken.items():
        row = by_key[key]
        full, score = points(row.weight), points(row.score)
        if full is not None and score is not None:
            said = _OF_ROW.filled(name=one_line(named(row)))
            relation = _loss(tuple(figures), full, score, said)
            yield replace(relation, also=words_of(row), table=row.table)


def _row_of(
    facts: Facts, one: _Deduction, rows: list[IndicatorRow[Figure]]
) -> IndicatorRow[Figure] | None:
    """The row a deduction stands in, or the only one its clauses name; None where in doubt."""
    passage = facts.passages[one.claim.passage]
    if passage.kind == "cell":
        here = [row for row in rows if (row.table, row.row) == (passage.table, passage.row)]
        return here[0] if here else None
    after = passage.text[offset_in(passage, one.figure.end - 1) + 1 :]
    if _FOR.match(after):
        return None  # 立项依据充分，扣1分系…: what it is taken off stands behind it
    words = comparable(_TAKEN_BEFORE.split(one.words)[-1])
    named_here = [
        row
        for row in rows
        if row.name is not None
        and one.claim.form in (row.form, -1)
        and len(comparable(row.name.raw)) >= _SHORTEST
        and comparable(row.name.raw) in words
    ]
    longest = max((len(comparable(named(row))) for row in named_here), default=0)
    best = [row for row in named_here if len(comparable(named(row))) == longest]
    return best[0] if len(best) == 1 else None


def _listed(facts: Facts, parts: list[_Deduction], found: list[Form]) -> Iterator[Relation]:
    """Deductions listed together: in a paragraph that has weight and score, else in a chapter."""
    texts = [one for one in parts if facts.passages[one.claim.passage].kind != "cell"]
    paragraphs: dict[int, list[_Deduction]] = defaultdict(list)
    chapters: dict[str, list[_Deduction]] = defaultdict(list)
    for one in texts:
        paragraphs[one.claim.passage].append(one)
    for at, together in paragraphs.items():
        full, score = _beside(facts, together[0].claim, whole=True)
        if full is not None and score is not None and len(together) >= _FEWEST:
            yield from _together(together, full, score, "", facts.passages[at].text)
        elif score is None or full is None:
            chapters[together[0].claim.section] += together
    full_marks, reached = _whole(found), _score(facts, found)
    if full_marks is None or reached is None:
        return
    for section, together in chapters.items():
        if len(together) >= _FEWEST:
            told = [one.text for one in facts.passages if one.section == section]
            yield from _together(together, full_marks, reached, section, *told)


def _together(
    parts: list[_Deduction], full: Quantity | Constant, score: Quantity, section: str, *texts: str
) -> Iterator[Relation]:
    """A list that says it is complete is the loss; any other is no more than that."""
    taken = tuple(one.figure for one in parts)
    partial = "主要" in section or any(_PARTIAL.search(one.words) for one in parts)
    complete = any(_COMPLETE.search(text) for text in texts)
    announced = _LISTED.search(section) or any(_ANNOUNCED.search(text) for text in texts)
    if partial or not (complete or announced):
        yield replace(_loss(taken, full, score, _TOO_MUCH, "<="), told=True)
    else:
        severity = None if complete else "warning"
        yield replace(_loss(taken, full, score, _LISTED_LOSS), severity=severity)
