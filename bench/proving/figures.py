"""What a made-up report knows about its own figures: marks, relations, blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

MOST = 0x1900
FIRST = 0xE000  # private-use characters stand for marks until the report is written out


def stand_in(mark: int) -> str:
    """The one character that stands for a mark in a block's text."""
    return chr(FIRST + mark)


def mark_of(character: str) -> int | None:
    """The mark a character stands for, if it does."""
    code = ord(character) - FIRST
    return code if 0 <= code < MOST else None


@dataclass(frozen=True, slots=True)
class Mark:
    """One printed figure or word that a relation may hold against others.

    ``text`` is the number as printed, ``unit`` what follows it in the same breath (万元, %, 人), so
    that both together are what stands in the report. ``factor`` turns the number into the base
    unit. ``exact`` says the figure was not rounded when printed. ``kind``: money, percent, count,
    score, weight, price, months, date, or word, which is no quantity.
    """

    text: str
    unit: str
    factor: Decimal
    kind: str
    fact: str
    phrase: str
    exact: bool = True
    strict: bool = True
    table: bool = False
    prefix: str = ""

    @property
    def printed(self) -> str:
        """All of it, as it stands in the report."""
        return f"{self.prefix}{self.text}{self.unit}"

    @property
    def is_quantity(self) -> bool:
        """Whether it counts as a quantity token."""
        return self.kind != "word"

    @property
    def value(self) -> Decimal:
        """The number in the base unit; 0 for words and dates."""
        if self.kind in {"word", "date"}:
            return Decimal(0)
        return Decimal(self.text.replace(",", "")) * self.factor

    @property
    def step(self) -> Decimal:
        """One unit of the last printed place, in the base unit."""
        places = len(self.text.partition(".")[2])
        return Decimal(1).scaleb(-places) * self.factor

    @property
    def slack(self) -> Decimal:
        """How far the true figure may lie from the printed one: half a step, or nothing."""
        return Decimal(0) if self.exact else self.step / 2


@dataclass(frozen=True, slots=True)
class Expr:
    """What a relation computes. ``how``: value, sum, less, ratio, product, growth, tally, fixed.

    ``less`` is the first minus the others; ``ratio`` and ``growth`` come out in per cent, ``plain``
    is a ratio that does not; ``tally`` counts the marks, and with ``word`` those that read so.
    """

    how: str
    marks: tuple[int, ...] = ()
    number: Decimal = Decimal(0)
    word: str = ""
    signs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """``left op right`` as a careful reader of the text would demand it.

    ``op``: = <= >= same (two mentions of one fact) meets (actual, target and status agree) band
    (grade and score) before (dates) sequence (section numbers) word (one name, one writing).
    """

    rule: str
    left: Expr
    op: str
    right: Expr
    comparator: str = ""

    @property
    def marks(self) -> tuple[int, ...]:
        """All marks it is about."""
        return self.left.marks + self.right.marks


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: cells, and what it is: item, total, group or other."""

    cells: tuple[str, ...]
    kind: str = "item"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table before it has a layout. ``caption`` stands above it, 单位 line included."""

    name: str
    caption: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    lead: tuple[tuple[str, ...], ...] = ()
    breaks: tuple[int, ...] = ()
    repeat_head: bool = True
    page_mark: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading or title; ``fixed`` ones are never wrapped."""

    text: str
    role: str = "body"


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Draft:
    """A report before it is laid out, with all it claims."""

    blocks: tuple[Block, ...]
    marks: Mapping[int, Mark]
    relations: tuple[Relation, ...]
    layout: str
    width: int = 0
    wide_digits: bool = False
    seed: int = 0
    meta: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Token:
    """Where a mark stands in the written text; a mark may be printed once only."""

    mark: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Written:
    """The report as a file would hold it."""

    text: str
    tokens: tuple[Token, ...]
