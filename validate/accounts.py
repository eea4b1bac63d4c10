"""Sums of money told one after another, each with the part it plays in an account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import Claim, Posting
from validate.aligned import offset_in
from validate.once import once_a_report
from validate.plain_years import plain_years

_STOPS = re.compile(r"[。；;！？\n]")
_CLAUSES = re.compile(r"[，,、：:（）()]")
_OF_WHICH = re.compile(r"其中|包括|包含|[（(]含?[^（(）)]*$")
_HOLLOW = re.compile(
    r"(?:[共计为约达是有的了于按额]|合计|总计|累计|小计|金额|资金|人民币|全年|本年|当年|实际|总额|已)*"
)
"""A clause of these alone says nothing of its amount; the words before it do."""
_SHORT_BRACKETS = re.compile(r"[（(]([\u4e00-\u9fff]{1,2})[)）]")
"""Brackets within a name: 因公出国（境）费."""
_COMPARED = re.compile(
    r"[比较](?:上年|去年|同期|上期|往年|年初|预算|(?:19|20)\d\d年|计划|前期)|同比|环比|相差|差额|超出|超过|节约|节省"
)


_UNIT = re.compile(r"[（(][^（()）]*元[)）]|[/、]?[万亿]元$")
_WINDOW = 240
"""Characters before a sum that are looked at; a sentence without a stop must not cost more."""
_NUMBERED = re.compile(r"\s*(?:[（(]?[\d一二三四五]{1,2}[)）、．.])")
_ITEM = re.compile(r"\s*(?:[（(]?\d{1,2}[）).．、]|[①-⑳]|[一二三四五六七八九十]是)")
"""How a paragraph begins that is one item of a list."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sum of money, told in a text or printed in a table.

    ``words`` lead up to it, without spaces: its clause, or where that is hollow (共计) all since
    the figure before; in a table the names of its row or column. ``before`` is all since the stop
    before it. ``nested`` where it is, right behind 其中 or a bracket, a part of the sum before it.
    """

    figure: Quantity
    subject: str
    words: str
    before: str = ""
    nested: bool = False
    passage: int = -1
    table: int | None = None
    col: int = -1

    @property
    def compared(self) -> bool:
        """Whether the sum is a distance from another (比上年增加3万元), or stands in one."""
        return _COMPARED.search(self.words) is not None


Account: TypeAlias = dict[str, list[Entry]]
"""Entries by the part they play."""


@once_a_report
def told(facts: Facts) -> dict[int, list[Entry]]:
    """The sums of money of each passage, by its position, in the order they stand."""
    found: dict[int, list[Entry]] = {}
    last = (-1, 0)
    for claim in facts.claims:
        figure = claim.figure
        if not isinstance(figure, Quantity) or not 0 <= claim.passage < len(facts.passages):
            continue
        passage = facts.passages[claim.passage]
        at = offset_in(passage, figure.start)
        if _is_sum(figure):
            here = found.setdefault(claim.passage, [])
            since = last[1] if last[0] == claim.passage else 0
            first = max(0, at - _WINDOW)
            text = plain_years(passage.text[first:at])
            between = text[max(0, since - first) :]
            last_one = here[-1] if here else None
            entry = _entry(claim, figure, text, between, last_one)
            here.append(entry)
        if claim.role != "period" and figure.unit != "年":
            last = (claim.passage, at + len(figure.raw))
    return found


def stretches(facts: Facts) -> Iterator[list[Entry]]:
    """Sums that may belong to one account: of a passage or a list, of a row or a column."""
    entries = told(facts)
    run: list[Entry] = []
    last = -2
    for at, here in entries.items():
        listed = len(here) == 1 and _ITEM.match(facts.passages[at].text) is not None
        if run and not (listed and at == last + 1):
            yield run
            run = []
        run = run + here
        last = at
    if run:
        yield run
    yield from rows(facts)
    yield from columns(facts)


def chapters(facts: Facts) -> Iterator[list[Entry]]:
    """Sums of neighbouring numbered paragraphs of one section, tables between them left out.

    ``1、资金收入。…`` ``2、资金支出。…`` ``3、年末结转。…`` may tell one account.
    """
    run: list[Entry] = []
    paragraphs, last = 0, -1
    for at, here in told(facts).items():
        passage = facts.passages[at]
        if passage.table is not None or _NUMBERED.match(passage.text) is None:
            continue
        between = facts.passages[last + 1 : at] if last >= 0 else ()
        apart = passage.section != facts.passages[last].section or any(
            one.kind in {"paragraph", "heading"} for one in between
        )
        if apart and paragraphs > 1:
            yield run
        run, paragraphs = ([*here], 1) if apart else ([*run, *here], paragraphs + 1)
        last = at
    if paragraphs > 1:
        yield run


def rows(facts: Facts) -> Iterator[list[Entry]]:
    """The rows of tables of money, each sum by the head of its column."""
    found: dict[tuple[int, int], list[Entry]] = {}
    for one in facts.postings:
        if one.head is not None and isinstance(one.figure, Quantity) and _is_cell(one.figure):
            subject = one.label.raw if one.label is not None else ""
            entry = _posted(one, one.figure, subject, one.head)
            found.setdefault((one.table, one.row), []).append(entry)
    yield from (row for row in found.values() if len(row) > 1)


def columns(facts: Facts) -> Iterator[list[Entry]]:
    """The columns of tables of money, each sum by the label of its row."""
    found: dict[tuple[int, int], list[Entry]] = {}
    for one in facts.postings:
        if one.label is not None and isinstance(one.figure, Quantity) and _is_cell(one.figure):
            subject = one.head.raw if one.head is not None else ""
            entry = _posted(one, one.figure, subject, one.label)
            found.setdefault((one.table, one.col), []).append(entry)
    yield from (column for column in found.values() if len(column) > 1)


def _is_sum(figure: Quantity) -> bool:
    return (
        figure.unit in {"CNY", "CNY/年"} and figure.value is not None and figure.comparator == "="
    )


def _is_cell(figure: Quantity) -> bool:
    """A sum in a table, whose unit may not be known."""
    return figure.kind == "number" or _is_sum(figure)


def _posted(one: Posting[Figure], figure: Quantity, subject: str, name: Wording) -> Entry:
    words = _UNIT.sub("", "".join(name.raw.split()))
    return Entry(figure, "".join(subject.split()), _in_full(words), table=one.table, col=one.col)


def _entry(
    claim: Claim[Figure], figure: Quantity, text: str, since: str, last: Entry | None
) -> Entry:
    before = "".join(_STOPS.split(text)[-1].split())
    between = "".join(_STOPS.split(_in_full(since))[-1].split())
    pieces = _CLAUSES.split(between)
    words = pieces[-1]
    while len(pieces) > 1 and _HOLLOW.fullmatch(words):
        pieces.pop()
        words = pieces[-1] + words
    goes_on = last is not None and last.nested and between.startswith(("、", "和", "及"))
    nested = goes_on or _OF_WHICH.search(between) is not None
    return Entry(figure, claim.subject.raw, words, before, nested, claim.passage)


def _in_full(text: str) -> str:
    return _SHORT_BRACKETS.sub(r"\1", text) if "（" in text or "(" in text else text


def accounts(
    entries: Sequence[Entry], parts: Mapping[str, re.Pattern[str]], once: frozenset[str]
) -> Iterator[Account]:
    """The accounts of a passage: the first part whose words fit is the one an entry plays.

    A part that an account has ``once`` begins another account where it comes again with another
    amount; the same amount told again is left out.
    """
    account: Account = {}
    for entry in entries:
        part = part_of(entry.words, parts)
        if part is None or entry.compared:
            continue
        known = account.get(part, [])
        if any(one.figure.value == entry.figure.value for one in known) and part in once:
            continue
        if known and part in once:
            yield account
            account = {}
        account.setdefault(part, []).append(entry)
    if account:
        yield account


def part_of(words: str, parts: Mapping[str, re.Pattern[str]]) -> str | None:
    """The first of the parts that the words name; None where they name none of them."""
    return next((part for part, pattern in parts.items() if pattern.search(words)), None)


def figures_of(account: Account, part: str) -> tuple[Quantity, ...]:
    """The figures that play one part, in the order they stand."""
    return tuple(entry.figure for entry in account.get(part, ()))


def only(account: Account, part: str) -> Quantity:
    """The one figure of a part the account is known to have once."""
    return account[part][0].figure


def runs(entries: Sequence[Entry]) -> list[tuple[Quantity, ...]]:
    """What amounts of one part may come to: all together, or one that is the sum of the others."""
    figures = tuple(entry.figure for entry in entries)
    return [figures] if len(figures) == 1 else [figures, figures[:1], figures[-1:]]
