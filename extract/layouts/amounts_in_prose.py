"""Figures stated in prose: each with the words that name it and the part it plays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.clauses import Outline, outline
from extract.layouts.grades import scale_range
from extract.layouts.headings import headings
from extract.respective import respective
from extract.roles import (
    FUNDS,
    RATES,
    cell_stance,
    heading_stance,
    is_deduction,
    is_gap,
    is_rate,
    is_score,
    is_weight,
    leads,
    measure,
    money_role,
    stance,
)
from extract.subjects import Named, clause_start, subject
from model.quantity import Mark, Quoted, Wording
from model.record import Claim, Passage
from model.span import part
from model.words import Vocabulary

SHORTEST_PROSE = 24
"""A shorter cell is a name or a value; prose in cells runs over several clauses."""
LONGEST_HEAD = 16
LONGEST_CLAUSE = 120
FARTHEST_HEAD = 80
"""Rows between a cell and the head of its column; forms are shorter."""

_SENTENCES = 80
"""Characters of running text that have at least one stop among them."""
_STOPS = re.compile(r"[，。；：、,;:]")
_PROSE = re.compile(r"[，。；]")
_TAKEN_OFF = re.compile(
    r"^[^每如若]*[扣失](?:减|除|掉|分)?(?:为|了)?\s*\d+(?:\.\d+)?\s*分\s*[。；]?$"
)
"""Points a cell says were taken off, short as it may be; not a rule by which they would be."""
_QUALIFIER = re.compile(
    r"[12]\d{3}\s*[-—~至]\s*[12]\d{3}\s*年度?|[12]\d{3}\s*年度?|[两二三四五六七八九十\d]+年(?!\d)|全年|年度|当年|本年度?|上年|累计|月均|月平均|年均|人均|平均"
    r"|上半年|下半年|\d{1,2}\s*[-—~至]\s*\d{1,2}月份?|[一二三四1-4]季度|每[月季年]|本阶段|预计"
)
_OF_WHICH = re.compile(r"其中|包括|分别为|分别是|用于")
_YEARS = re.compile(r"[两二三四五六七八九十\d]+年$")
_SENTENCE_LIKE = re.compile(r"[，。；、,;]|^考察")
_RECEIVED = re.compile(r"[，,、；][^，。；]{0,8}到位率")
_EXECUTED = re.compile(r"[，,、；][^，。；]{0,8}(?:执行率|支出率|使用率|支付率)")
_POINTS = "百分点"
_FUND_RATE = re.compile(r"(?:到位|执行|使用|支付|支出|拨付)(?:率|进度)|序时|时间进度")
_FACTOR = re.compile(r"[*×xX＊·÷/]\s*$")


@dataclass(slots=True)
class _Sentence:
    """What earlier figures of the sentence settled for later ones."""

    number: int = -1
    funds: str | None = None
    funds_end: int = 0
    listing: bool = False
    moment: str = ""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What stands around a passage: the stance its headings or its column take."""

    stance: str | None


def claims(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> tuple[Claim[Quoted], ...]:
    """Every figure of every paragraph, and of cells that hold prose.

    Looks like::

        截至2024年6月30日，本项目到位资金82.50万元，资金到位率55.00%，受益群众达到1,200人。
    """
    settings = _settings(passages, marks, words)
    found: list[Claim[Quoted]] = []
    for at, passage in enumerate(passages):
        setting = settings[at]
        if setting is None or not marks[at]:
            continue
        for claim in _claims(passage, marks[at], setting, words):
            figure, named, role, canonical, sentence, qualifier = claim
            found.append(
                Claim(
                    key=f"claim-{len(found)}",
                    figure=figure,
                    subject=named,
                    measure=canonical,
                    role=role,
                    passage=at,
                    sentence=sentence,
                    section=passage.section,
                    qualifier=qualifier,
                )
            )
    return tuple(found)


def is_prose(passage: Passage) -> bool:
    """True for running text: a paragraph, or a cell that holds sentences."""
    if passage.kind in ("paragraph", "caption"):
        return True
    if passage.kind != "cell":
        return False
    if len(passage.text) < SHORTEST_PROSE:
        return takes_off(passage.text)
    return _PROSE.search(passage.text) is not None


def takes_off(text: str) -> bool:
    """True for a reason that ends in the points it cost: 部分学员缺考，扣1.5分."""
    return "分" in text[-3:] and _TAKEN_OFF.search(text) is not None


def is_rows(text: str) -> bool:
    """True for the rows of a table in one line: sentences have stops."""
    return len(text) > _SENTENCES and len(_STOPS.findall(text)) * _SENTENCES < len(text)


def _settings(
    passages: Sequence[Passage], marks: Sequence[tuple[Mark, ...]], words: Vocabulary
) -> list[_Setting | None]:
    """The setting of each passage; None where its figures are no claims."""
    tree = headings(passages, marks, words)
    stances: list[str | None] = []
    for heading in tree:
        own = heading_stance(heading.title.raw)
        above = stances[heading.parent] if heading.parent is not None else None
        stances.append(own or above)
    current = {heading.where: stances[at] for at, heading in enumerate(tree)}
    heads = {(p.table, p.row, p.col): p.text for p in passages if p.kind == "cell"}
    found: list[_Setting | None] = []
    now: str | None = None
    for passage in passages:
        if passage.source in current and passage.kind == "heading":
            now = current[passage.source]
        if not is_prose(passage):
            found.append(None)
        elif passage.kind == "cell":
            by_head = _head_stance(passage, heads)
            found.append(None if by_head == "aside" else _Setting(by_head))
        else:
            found.append(_Setting(current.get(passage.source, now)))
    return found


def _head_stance(
    cell: Passage, texts: dict[tuple[int | None, int | None, int | None], str]
) -> str | None:
    """Stance of the nearest head above a cell that has one, else of the label to its left."""
    row, col = cell.row or 0, cell.col or 0
    for above in range(row - 1, max(-1, row - FARTHEST_HEAD), -1):
        text = texts.get((cell.table, above, col), "")
        if found := _by_head(text):
            return found
    for left in range(col - 1, -1, -1):
        text = texts.get((cell.table, row, left), "")
        if found := _by_head(text):
            return found
    return None


def _by_head(text: str) -> str | None:
    """Stance of a head or label; a sentence is neither."""
    if not text or len(text) > LONGEST_HEAD or _SENTENCE_LIKE.search(text):
        return None
    return cell_stance(text)


def _claims(
    passage: Passage, marks: tuple[Mark, ...], setting: _Setting, words: Vocabulary
) -> Iterator[tuple[Quoted, Wording, str, str | None, int, str]]:
    around = outline(passage.text)
    turns = leads(passage.text)
    scale = scale_range(passage.text, marks)
    named_first = respective(around, marks)
    state = _Sentence()
    attitude, turn = setting.stance, 0
    for at, mark in enumerate(marks):
        number = around.sentence(mark.start)
        if number != state.number:
            state = _Sentence(number, funds_end=around.bounds(mark.start)[0])
        named = named_first.get(at) or subject(around, marks, at)
        wording = _wording(passage, named)
        clause, begin = _clause(around, marks, at, named)
        if at in named_first:
            clause = wording.raw
        canonical = None if _FACTOR.search(clause) else measure(wording.raw, words)
        canonical = canonical if _suits(canonical, mark) else None
        inside = scale is not None and scale[0] <= mark.start < scale[1]
        while turn < len(turns) and turns[turn][0] <= mark.start:
            attitude, turn = turns[turn][1], turn + 1
        role = "scale" if inside else _role(around, mark, clause, canonical, attitude)
        role = _from_rate(around, mark, clause, role)
        gap = _is_gap(mark, passage.text[mark.start : mark.end], clause, canonical or role)
        if gap:
            role, canonical = "other", None
        if role == "period":
            canonical = None
        elif role in FUNDS or (role == "score" and canonical is None):
            canonical = role
        role = role if gap else _inherited(around, mark, role, state)
        raw = passage.text[mark.start : mark.end]
        figure = Quoted(raw, part(passage.source, mark.start, mark.end), wording.raw)
        qualifier = _qualifier(around.text, begin, mark, state)
        if role == "period":
            state.moment = raw
        yield figure, wording, role, canonical, number, qualifier


def _wording(passage: Passage, named: Named | None) -> Wording:
    if named is None:
        return Wording("", ())
    return Wording(
        passage.text[named.start : named.end], part(passage.source, named.start, named.end)
    )


def _clause(
    around: Outline, marks: tuple[Mark, ...], at: int, named: Named | None
) -> tuple[str, int]:
    """The words that lead up to a figure, from its clause or from where its name begins."""
    mark = marks[at]
    floor = max(around.bounds(mark.start)[0], mark.start - LONGEST_CLAUSE)
    for earlier in range(at - 1, -1, -1):
        if marks[earlier].end <= floor:
            break
        if marks[earlier].kind not in ("period", "date"):
            floor = marks[earlier].end
            break
    begin = clause_start(around, floor, mark.start)
    if named is not None and not named.from_after and floor <= named.start < begin:
        begin = named.start
    return around.text[begin : mark.start], begin


def _suits(canonical: str | None, mark: Mark) -> bool:
    """False for a count that goes by the name of a sum, and the like."""
    if canonical in FUNDS:
        return mark.kind == "money"
    return canonical not in RATES or mark.kind in ("percent", "number")


def _role(
    around: Outline, mark: Mark, clause: str, canonical: str | None, attitude: str | None
) -> str:
    """The role of a figure by its kind, the words before it, and the section it stands in."""
    if mark.kind in ("date", "period"):
        return "period"
    if _FACTOR.search(clause):
        return "other"
    if mark.kind == "money":
        role = money_role(clause, around.text[mark.end : mark.end + 16])
        role = canonical if role is None and canonical in FUNDS else role
    else:
        raw = around.text[mark.start : mark.end]
        role = _graded(clause, canonical) if mark.kind != "count" or "分" in raw else None
    if role is not None:
        return role
    said = stance(clause)
    place = attitude if attitude in ("target", "actual") else None
    if mark.kind == "percent" and (canonical in RATES or (is_rate(clause) and said != "target")):
        return "target" if "target" in (place, said) else _rate(canonical, place)
    return said or place or "other"


def _graded(clause: str, canonical: str | None) -> str | None:
    """``score`` or ``weight`` where the words before the figure say so."""
    if is_deduction(clause):
        return "other"
    if canonical == "score" or is_score(clause):
        return "score"
    return "weight" if canonical == "weight" or is_weight(clause) else None


def _is_gap(mark: Mark, raw: str, clause: str, plays: str) -> bool:
    """True for a figure that is how far two sums or two rates lie apart."""
    if mark.kind == "percent":
        rate = plays in RATES or plays == "rate" or _FUND_RATE.search(clause) is not None
        return _POINTS in raw and (rate or is_gap(clause))
    return mark.kind == "money" and is_gap(clause)


def _rate(canonical: str | None, place: str | None) -> str:
    """Rates of money stay rates in a section of results; other rates there are what was reached."""
    return "actual" if place == "actual" and canonical not in RATES else "rate"


def _from_rate(around: Outline, mark: Mark, clause: str, role: str) -> str:
    """A sum whose verb is missing is what the rate right behind it is the rate of."""
    if mark.kind != "money" or role in FUNDS:
        return role
    end = mark.end + LONGEST_CLAUSE
    if _OF_WHICH.search(around.text, around.bounds(mark.start)[0], mark.start):
        return role
    if _RECEIVED.match(around.text, mark.end, end):
        return "received"
    if clause.strip().endswith("实际") and _EXECUTED.match(around.text, mark.end, end):
        return "spent"
    return role


def _inherited(around: Outline, mark: Mark, role: str, state: _Sentence) -> str:
    """Parts after 其中 play the part of the sum they are parts of."""
    if mark.kind != "money":
        return role
    start = max(state.funds_end, mark.start - LONGEST_CLAUSE)
    if _OF_WHICH.search(around.text, start, mark.start):
        state.listing = True
    if role in FUNDS:
        state.funds, state.funds_end = role, mark.end
    elif state.funds and state.listing and role in ("other", "actual"):
        return state.funds
    return role


def _qualifier(text: str, begin: int, mark: Mark, state: _Sentence) -> str:
    """Scope or time in the clause, else the last date or period of the sentence."""
    found = list(_QUALIFIER.finditer(text, begin, mark.start))
    if found:
        return found[-1].group()
    years = _YEARS.search(text, max(0, begin - 4), begin)
    return years.group() if years else state.moment
