"""Which claims and rows speak of one thing, and what the words around a claim say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from model.facts import Facts, Link
from model.quantity import Figure, Quantity, Wording
from model.record import Claim, IndicatorRow, Passage
from validate.once import once_a_report
from validate.places import passages_at
from validate.plain_years import plain_years
from validate.quoting import comparable

SURE = 0.9
"""A fuzzy link below this is no ground for a finding beyond a note."""
_RATES = {
    "received_rate": re.compile(r"(?:项目|预算|财政|专项|补助|配套|经费|资金)*到位率"),
    "execution_rate": re.compile(
        r"(?:全年|年度|项目|预算|财政|专项|经费|资金|支出|成本)*(?:执行率|支出率|支付率|使用率|执行进度)"
    ),
}
"""Names of the two rates that money has; a narrower name (设备到位率) is another indicator."""
_SCOPE = re.compile(r"[\u4e00-\u9fff]{2,16}?(?:项目|工程|标段|街道|社区|小区|学校|公司|分局|乡镇)")
_COMMA = re.compile(r"[，,、]")
_OWN = re.compile(r"(?:本|该|此|各|全)|.{0,6}(?:年度?)?(?:预算|支出|绩效)项目")
COUNTED = re.compile(
    r"(?:完成)?(?:次数|数量|人数|期数|件数|个数|户数|场次|人次|面积|里程|数|情况|指标)"
)
_STOPS = re.compile(r"[。；;！？\n]")
_STOP_CHARACTERS = "。；;！？\n"
_YEARS = re.compile(r"((?:19|20)\d{2})\s*年|[（(]((?:19|20)\d{2})[）)]")
_TIMES = re.compile(
    r"上年|去年|往年|以前年度|历年|三年|两年|五年|同期|上半年|下半年|[一二三四1-4]季度|每[年月季日天次]|月均|月平均|年均|"
    r"\d{1,2}\s*[-—至~]\s*\d{1,2}\s*月|(?<![年\d])\d{1,2}\s*月(?!\s*\d{1,2}\s*日)|首批|第[一二三四五]批|批次|累计|其中|"
    r"追加|调整后|调整前|年初|年中|新增|预计|计划|拟|力争|预期|预测"
)
_THIS_YEAR = re.compile(r"^(?:年度?|全年|本年度?|当年|本项目|项目)$")


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and the indicator row it speaks of, with how sure that is."""

    claim: Claim[Figure]
    row: IndicatorRow[Figure]
    how: str
    score: float

    @property
    def sure(self) -> bool:
        """True where names match or are synonyms, or all but match."""
        return self.how != "fuzzy" or self.score >= SURE or self.shortened

    @property
    def shortened(self) -> bool:
        """True where the text only leaves off what the row counts: 巡查 for 巡查次数."""
        if self.row.name is None:
            return False
        spoken, printed = comparable(self.claim.subject.raw), comparable(self.row.name.raw)
        return printed.startswith(spoken) and bool(COUNTED.fullmatch(printed[len(spoken) :]))


@once_a_report
def of_before(facts: Facts) -> frozenset[int]:
    """Where figures stand that the text only compares its own with: last year's, by its words."""
    return frozenset(
        option[1].start
        for one in facts.stated
        if one.kind in {"growth", "change"}
        for option in one.options
        if len(option) > 1
    )


@once_a_report
def claim_rows(facts: Facts) -> tuple[Pair, ...]:
    """Claims of prose with the rows they are linked to, by name or as one of money's two rates.

    Of the claims of one passage, only the one nearest to a row's name may be merely like it.
    """
    claims = {claim.key: claim for claim in facts.claims}
    rows = {row.key: row for row in facts.indicators if row.row_kind == "item"}
    pairs = [
        Pair(claims[link.left], rows[link.right], link.how, link.score)
        for link in facts.links
        if link.left in claims and link.right in rows
    ]
    known = {(pair.claim.key, pair.row.key) for pair in pairs}
    for claim in facts.claims:
        pattern = _RATES.get(claim.measure or "")
        if pattern is None or not pattern.fullmatch(comparable(claim.subject.raw)[-12:]):
            continue
        for row in rows.values():
            same = row.name is not None and pattern.fullmatch(comparable(row.name.raw))
            if same and (claim.key, row.key) not in known:
                pairs.append(Pair(claim, row, "synonym", 1.0))
    best: dict[tuple[int, str], float] = {}
    for pair in pairs:
        place = (pair.claim.passage, pair.row.key)
        best[place] = max(best.get(place, 0.0), pair.score)
    return tuple(
        pair
        for pair in pairs
        if not _own_cell(facts, pair)
        and _counts_alike(pair)
        and pair.claim.form in (pair.row.form, -1)
        and pair.claim.figure.start not in of_before(facts)
        and (pair.sure or pair.score >= best[pair.claim.passage, pair.row.key])
    )


def row_pairs(facts: Facts) -> Iterator[tuple[IndicatorRow[Figure], IndicatorRow[Figure], Link]]:
    """Rows of two tables that are one indicator, in reading order."""
    rows = {row.key: row for row in facts.indicators if row.row_kind == "item"}
    for link in facts.links:
        if link.left in rows and link.right in rows:
            left, right = rows[link.left], rows[link.right]
            if left.table != right.table:
                yield left, right, link


def sure(link: Link) -> bool:
    """True where the names of a link match, are synonyms, or all but match."""
    return link.how != "fuzzy" or link.score >= SURE


def mates(facts: Facts, claim: Claim[Figure]) -> list[Claim[Figure]]:
    """The claims of a claim's passage, itself among them, as they stand."""
    return _by_passage(facts).get(claim.passage, [])


@once_a_report
def _by_passage(facts: Facts) -> dict[int, list[Claim[Figure]]]:
    found: dict[int, list[Claim[Figure]]] = {}
    for claim in facts.claims:
        found.setdefault(claim.passage, []).append(claim)
    return found


def clause(facts: Facts, claim: Claim[Figure]) -> str:
    """The text of the sentence up to the claim's figure."""
    known = _clauses(facts).get(id(claim))
    return _clause(facts, claim) if known is None else known


@once_a_report
def _clauses(facts: Facts) -> dict[int, str]:
    return {id(claim): _clause(facts, claim) for claim in facts.claims}


def _clause(facts: Facts, claim: Claim[Figure]) -> str:
    passage = passage_of(facts, claim)
    if passage is None:
        return ""
    at = offset_in(passage, claim.figure.start)
    return plain_years(passage.text[_start(passage.text, at) : at])


def _start(text: str, at: int) -> int:
    """Where the sentence of a place begins; looked for backwards, so long texts cost no more."""
    return max(text.rfind(stop, 0, at) for stop in _STOP_CHARACTERS) + 1


def said_before(facts: Facts, figure: Figure) -> str:
    """The text of the clause before a figure, without spaces; empty where it opens one."""
    for passage in passages_at(facts, figure.start):
        at = offset_in(passage, figure.start)
        text = passage.text[_start(passage.text, at) : at]
        return "".join(_COMMA.split(text)[-1].split())
    return ""


def sentence(facts: Facts, claim: Claim[Figure]) -> str:
    """The whole sentence a claim stands in."""
    passage = passage_of(facts, claim)
    if passage is None:
        return ""
    at = offset_in(passage, claim.figure.start)
    end = _STOPS.search(passage.text, at)
    last = end.start() if end else len(passage.text)
    return plain_years(passage.text[_start(passage.text, at) : last])


def passage_of(facts: Facts, claim: Claim[Figure]) -> Passage | None:
    """The passage a claim stands in; None where the claim names none."""
    return facts.passages[claim.passage] if 0 <= claim.passage < len(facts.passages) else None


def offset_in(passage: Passage, start: int) -> int:
    """Position in a passage's text of a place in the document."""
    passed = 0
    for span in passage.source:
        if span.start <= start < span.end:
            return passed + start - span.start
        passed += span.end - span.start
    return passed


def times(facts: Facts, claim: Claim[Figure]) -> frozenset[str]:
    """The words of time and scope before a claim's figure: claims compare only if these agree."""
    known = _all_times(facts).get(id(claim))
    return _times(facts, claim) if known is None else known


@once_a_report
def _all_times(facts: Facts) -> dict[int, frozenset[str]]:
    """The times of all claims; a passage is searched once, however many claims it has."""
    found: dict[int, frozenset[str]] = {}
    for claims in _by_passage(facts).values():
        passage = passage_of(facts, claims[0])
        text = "" if passage is None else plain_years(passage.text)
        told = [(match.span(), match.group()) for match in _TIMES.finditer(text)]
        told += [(match.span(), match[1] or match[2]) for match in _YEARS.finditer(text)]
        for claim in claims:
            at = 0 if passage is None else offset_in(passage, claim.figure.start)
            start = at - len(clause(facts, claim))
            here = {word for (begin, end), word in told if start <= begin and end <= at}
            found[id(claim)] = _with_qualifier(facts, claim, here)
    return found


def _times(facts: Facts, claim: Claim[Figure]) -> frozenset[str]:
    text = clause(facts, claim)
    words = {first or second for first, second in _YEARS.findall(text)}
    words |= {match.group() for match in _TIMES.finditer(text)}
    return _with_qualifier(facts, claim, words)


def _with_qualifier(facts: Facts, claim: Claim[Figure], words: set[str]) -> frozenset[str]:
    """The words of time, and what the claim itself says of its time; the own year says nothing."""
    own = facts.data.fiscal_year
    named = plain_years(claim.qualifier).replace(own or " ", "")
    qualifier = _THIS_YEAR.sub("", named)
    return frozenset((words - {own}) | ({qualifier} if qualifier else set()))


def years_at(facts: Facts, figure: Figure) -> frozenset[str]:
    """The years named in the sentence before a figure, other than the report's own."""
    for passage in facts.passages:
        if passage.source and passage.source[0].start <= figure.start < passage.source[-1].end:
            at = offset_in(passage, figure.start)
            before = plain_years(passage.text[_start(passage.text, at) : at])
            years = {first or second for first, second in _YEARS.findall(before)}
            return frozenset(years - {facts.data.fiscal_year or ""})
    return frozenset()


def like(figure: Figure, other: Figure) -> Figure:
    """A bare figure in the unit of its neighbour in the same row; any other figure as it is."""
    bare = isinstance(figure, Quantity) and figure.unit is None and figure.kind == "number"
    if bare and isinstance(other, Quantity) and other.kind in {"money", "count", "rate"}:
        return replace(figure, unit=other.unit, kind=other.kind)
    return figure


_ALIKE = tuple(frozenset(units.split()) for units in ("人 名 位 人次", "个 项 处 件 家", "元 CNY"))
"""Measure words that may stand for one another; others count different things."""


def same_unit(figure: Figure, other: Figure) -> bool:
    """False where two counts are printed in measure words of different things: 户 and 人."""
    if not (isinstance(figure, Quantity) and isinstance(other, Quantity)):
        return True
    if figure.kind != "count" or other.kind != "count" or None in {figure.unit, other.unit}:
        return True
    return figure.unit == other.unit or any({figure.unit, other.unit} <= alike for alike in _ALIKE)


def scope(facts: Facts, claim: Claim[Figure], *, whole: bool = True) -> frozenset[str]:
    """Projects, works and places a sentence names, other than the report's own project.

    Those of the sentence up to the figure, or (not ``whole``) of the clause alone.
    """
    words = clause(facts, claim)
    return _scope(facts, words if whole else _COMMA.split(words)[-1])


def _scope(facts: Facts, words: str) -> frozenset[str]:
    known = _scopes(facts)
    if words not in known:
        data = facts.data
        own = "".join(words.raw for words in (data.title, data.project, data.entity) if words)
        found = _SCOPE.findall(words)
        names = (one for one in found if not (_is_own(one, own) or _OWN.match(one)))
        known[words] = frozenset(names)
    return known[words]


@once_a_report
def _scopes(_: Facts) -> dict[str, frozenset[str]]:
    """The names in each run of words looked at so far in this report."""
    return {}


def _is_own(name: str, own: str) -> bool:
    """Whether a name is the report's own, or most of it in other words."""
    if name in own:
        return True
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    return sum(pair in own for pair in pairs) * 4 >= len(pairs) * 3


def words_of(row: IndicatorRow[Figure]) -> tuple[Wording, ...]:
    """The name of a row, as evidence."""
    return (row.name,) if row.name is not None else ()


def named(row: IndicatorRow[Figure]) -> str:
    """The name of a row, for a sentence."""
    return " ".join(row.name.raw.split()) if row.name is not None else f"第{row.row + 1}行"


_PERSONS = frozenset({"人", "名", "位", "个", "员"})
_EVENTS = frozenset({"次", "场", "场次", "期", "批次", "个", "项", "件"})


def _counts_alike(pair: Pair) -> bool:
    """False where text and row count different things: 户 against 人, 次 against 人次."""
    printed = (pair.row.actual, pair.row.target)
    counts = {one.unit for one in printed if isinstance(one, Quantity) and one.kind == "count"}
    told = pair.claim.figure
    if not isinstance(told, Quantity) or told.kind != "count" or not counts:
        return True
    both = {told.unit, *counts}
    return told.unit in counts or both <= _PERSONS or both <= _EVENTS


def _own_cell(facts: Facts, pair: Pair) -> bool:
    """True where the claim stands in the row itself."""
    passage = passage_of(facts, pair.claim)
    return passage is not None and (passage.table, passage.row) == (pair.row.table, pair.row.row)
