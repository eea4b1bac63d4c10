"""What a report states, record by record. Generic in its figures: quoted as printed, or as numbers.

Every record has a ``key``, unique and stable within the report (``funding-3``). Extract makes
records of ``Quoted``; normalize turns them into records of ``Figure``. Text stays ``Wording``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from model.quantity import Wording
from model.span import Source

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class FundingRow(Generic[F]):
    """Money by source or purpose: a row of a funding table, or what one sentence says of it.

    ``source``: ``total fiscal central provincial municipal county carryover special_account own
    other``, None where the row names none. ``parent`` is the key of the row this one is part of.
    ``row_kind``: ``item subtotal total``. ``origin``: ``table prose``. ``printed`` holds each
    field's cell as printed, also where it holds no figure (``—``); a blank cell is absent.
    ``rate_basis``: ``initial adjusted received`` once the rate has been tried against each.
    """

    key: str
    where: Source
    table: int | None
    row: int | None
    project: str | None
    label: Wording | None
    source: str | None
    row_kind: str
    origin: str
    parent: str | None = None
    period: F | None = None
    budget_initial: F | None = None
    budget_adjusted: F | None = None
    received: F | None = None
    spent: F | None = None
    balance: F | None = None
    received_rate: F | None = None
    execution_rate: F | None = None
    weight: F | None = None
    score: F | None = None
    rate_basis: str | None = None
    printed: tuple[tuple[str, Wording], ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def budget(self) -> F | None:
        """The budget in force: adjusted where printed, else initial."""
        return self.budget_adjusted if self.budget_adjusted is not None else self.budget_initial


@dataclass(frozen=True, slots=True)
class IndicatorRow(Generic[F]):
    """One row of an indicator table.

    ``table_role``: ``declaration adjustment tracking performance scoring``. ``row_kind``: ``item
    group total``. ``levels`` are level 1 to 4 as printed, carried down merged cells, None where the
    table prints none. ``name`` is the deepest level. ``*_text`` is the whole cell as printed
    (operator, value and unit columns joined in that order); ``target`` and so on the figure in it,
    None where the cell holds words only. ``level_weights`` are those of level 1 to 3, from the
    level's own weight column or a suffix such as （20%）. ``carried`` are the levels (1-based) that
    this row did not print itself. ``form`` numbers the form within the file, from 0.
    """

    key: str
    where: Source
    table: int
    row: int
    form: int
    project: str | None
    table_role: str
    row_kind: str
    name: Wording | None
    levels: tuple[Wording | None, Wording | None, Wording | None, Wording | None]
    level_weights: tuple[F | None, F | None, F | None] = (None, None, None)
    carried: tuple[int, ...] = ()
    target_text: Wording | None = None
    target: F | None = None
    stage_text: Wording | None = None
    stage: F | None = None
    actual_text: Wording | None = None
    actual: F | None = None
    weight: F | None = None
    score: F | None = None
    status: Wording | None = None
    change: Wording | None = None
    tracked: Wording | None = None
    standard: Wording | None = None
    reason: Wording | None = None
    met: bool | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disbursement(Generic[F]):
    """Money paid or allotted: a ledger row, or an itemised payment in prose (``origin`` prose).

    ``breakdown`` is the key of the Breakdown a prose item belongs to. ``table`` and ``row`` are
    None for prose. ``form`` as in IndicatorRow: rows of one ledger share table and form.
    """

    key: str
    where: Source
    table: int | None
    row: int | None
    form: int
    project: str | None
    seq: Wording | None
    item: Wording | None
    payee: Wording | None
    voucher: Wording | None
    period: F | None
    date: F | None
    amount: F | None
    row_kind: str
    origin: str
    breakdown: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim(Generic[F]):
    """A figure stated in prose (or in a cell that holds prose).

    ``subject`` is the verbatim text that names it; ``measure`` its canonical name
    (``received_rate``, ``execution_rate``, ``budget`` …) or None. ``role``: ``budget received spent
    balance target actual rate score weight period scale other``. ``passage`` and ``sentence`` are
    positions in ``Facts.passages`` and of the sentence within it: claims that share both stand in
    one sentence. ``section`` is the text of the nearest heading above. ``qualifier`` is the scope
    or time in the clause that narrows it (年度, 三年, 月平均), verbatim. ``form`` is as in
    IndicatorRow: claims of two forms speak of two projects, -1 is text before the first of several.
    """

    key: str
    figure: F
    subject: Wording
    measure: str | None
    role: str
    passage: int
    sentence: int
    section: str = ""
    qualifier: str = ""
    form: int = 0


@dataclass(frozen=True, slots=True)
class Posting(Generic[F]):
    """A figure in a table of money, whatever its column means: where it stands, and its two names.

    ``label`` is the nearest text to its left in the row, ``head`` the text above it, of all rows
    of the head; either may be None. ``row`` and ``col`` are positions in the grid.
    """

    key: str
    figure: F
    table: int
    row: int
    col: int
    label: Wording | None
    head: Wording | None


@dataclass(frozen=True, slots=True)
class Column(Generic[F]):
    """A column of figures of a table that has a row of totals.

    ``block`` numbers the heads of a table from 0; columns of one block have the same rows.
    ``kinds`` of the rows: ``item part subtotal total``, a part being one of the row above (其中).
    A cell that holds no figure is None.
    """

    key: str
    table: int
    block: int
    head: Wording
    figures: tuple[F | None, ...]
    labels: tuple[Wording, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breakdown(Generic[F]):
    """Parts of a whole stated in prose: 共1,462,124.33元，其中：… .

    ``partial`` where the list says it is not complete (等, 主要包括). ``how``: ``其中``, ``包括``,
    ``分别为``, ``项合计`` … the word that joins parts and whole. ``kind``: ``money`` or ``count``.
    ``paid``: the parts are money paid or allotted, so they are disbursements too. ``others`` are
    further figures before the list that it may be the parts of, the nearest first.
    """

    key: str
    where: Source
    kind: str
    how: str
    total: F | None
    parts: tuple[F, ...]
    names: tuple[Wording, ...]
    partial: bool = False
    paid: bool = False
    others: tuple[F, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula(Generic[F]):
    """An arithmetic written out in prose: a sum of products and its printed result.

    ``3400元/人/月*127人*13个月=5,613,400元`` has one term of three factors.
    """

    key: str
    where: Source
    terms: tuple[tuple[F, ...], ...]
    result: F
    label: Wording | None = None


@dataclass(frozen=True, slots=True)
class Stated(Generic[F]):
    """A relation told in words, all of its figures beside it: 比上年的1,050人次增长20.00%.

    ``kind`` says how ``result`` comes of the operands of an option: ``growth`` (later, earlier) and
    ``growth_by`` (change, later) in percent, ``change`` (later, earlier) and ``points`` (one,
    other) as a difference, ``share`` and ``rate`` (part, whole) in percent, ``average`` (total,
    heads), ``product`` (all factors), ``yearly`` (all factors, and twelve months), ``rest`` (all
    parts added), ``left`` (what came in, what went out), ``less`` (the first less all others),
    ``saved`` (budget, price) as a difference, ``saving`` (price, budget) in percent. ``options``:
    the operands the words leave possible, likeliest first. ``falls``: the later figure is the
    smaller one.
    """

    key: str
    where: Source
    kind: str
    result: F
    options: tuple[tuple[F, ...], ...]
    falls: bool = False


@dataclass(frozen=True, slots=True)
class UnitPrice(Generic[F]):
    """An amount with the price it is built from in brackets: 518,160元（340元/月人）."""

    key: str
    where: Source
    amount: F
    price: F
    label: Wording | None = None


@dataclass(frozen=True, slots=True)
class Tally(Generic[F]):
    """How many indicators a text says there are, are met, are not: 共13项，完成9项，4项未完成."""

    key: str
    where: Source
    total: F | None
    done: F | None
    undone: F | None


@dataclass(frozen=True, slots=True)
class Listing(Generic[F]):
    """A named count next to what it counts: 四个方面 and the four; ``partial`` where 等 ends it."""

    key: str
    where: Source
    stated: F
    items: tuple[Wording, ...]
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Band(Generic[F]):
    """One grade of a scale and the scores it covers, both ends in score points."""

    grade: Wording
    bounds: F


@dataclass(frozen=True, slots=True)
class Scale(Generic[F]):
    """The grade bands a report states."""

    key: str
    where: Source
    bands: tuple[Band[F], ...]


@dataclass(frozen=True, slots=True)
class Verdict(Generic[F]):
    """A score or a grade the report gives its project; either may be missing."""

    key: str
    score: F | None
    grade: Wording | None
    where: Source


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that rules on wording may look at: a paragraph, a heading, a table cell.

    ``kind``: ``paragraph heading cell caption``. ``text`` is the joined text of ``source``.
    ``table, row, col`` are set for cells. ``section`` is the nearest heading above.
    """

    kind: str
    text: str
    source: Source
    section: str = ""
    table: int | None = None
    row: int | None = None
    col: int | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A figure or cell nothing could use, with the reason in words."""

    raw: str
    source: Source
    reason: str


@dataclass(frozen=True, slots=True)
class ReportData(Generic[F]):
    """What the report says of itself. ``doc_type`` is canonical, ``doc_type_raw`` as printed.

    ``report_dates`` are all dates given as the report's own (cover, signature), in order.
    """

    title: Wording | None = None
    doc_type: str = "other"
    doc_type_raw: Wording | None = None
    project: Wording | None = None
    project_code: Wording | None = None
    entity: Wording | None = None
    supervisor: Wording | None = None
    evaluator: Wording | None = None
    region: Wording | None = None
    fiscal_year: str | None = None
    cutoff_dates: tuple[F, ...] = ()
    report_dates: tuple[F, ...] = ()
    project_periods: tuple[F, ...] = ()
