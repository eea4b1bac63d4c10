"""The shapes of everything given out: one dataclass for each list of the contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NewType

from model.document import Place

Exact = NewType("Exact", str)
"""A number or a date as text: plain decimal, no separators; a spreadsheet may read it as such."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a value stands; its first piece, and all of them in ``parts`` if there are several."""

    page: int | None
    page_label: str | None
    line: int
    start: int
    end: int
    bbox: tuple[float, float, float, float] | None
    table: int | None
    row: int | None
    col: int | None
    parts: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """One row of ``funding``; ``raw`` holds each field's cell as printed.

    ``covered`` names the fields whose figures at least one relation checks.
    """

    id: str
    project: str | None
    period: str | None
    label: str | None
    source: str | None
    parent_id: str | None
    row_kind: str
    origin: str
    budget_initial: Exact | None
    budget_adjusted: Exact | None
    received: Exact | None
    spent: Exact | None
    balance: Exact | None
    received_rate: Exact | None
    execution_rate: Exact | None
    rate_basis: str | None
    weight: Exact | None
    score: Exact | None
    currency: str | None
    unit_raw: str | None
    unit_from: str | None
    raw: dict[str, str]
    covered: tuple[str, ...] = ()
    warnings: tuple[str, ...]
    location: Location | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One row of ``indicators``; ``*_lower`` and ``*_upper`` where a range or a margin is printed.

    A weight is a printed number; ``met`` is None where the report does not say. ``covered`` is as
    in ``funding``.
    """

    id: str
    project: str | None
    table_role: str
    row_kind: str
    name: str | None
    level1: str | None
    level2: str | None
    level3: str | None
    level4: str | None
    level1_weight: Exact | None
    level2_weight: Exact | None
    level3_weight: Exact | None
    target_raw: str | None
    target_op: str | None
    target_value: Exact | None
    target_lower: Exact | None
    target_upper: Exact | None
    target_unit: str | None
    stage_target_raw: str | None
    actual_raw: str | None
    actual_op: str | None
    actual_value: Exact | None
    actual_lower: Exact | None
    actual_upper: Exact | None
    actual_unit: str | None
    weight: Exact | None
    score: Exact | None
    status_raw: str | None
    met: bool | None
    change_raw: str | None
    tracked_raw: str | None
    standard: str | None
    reason: str | None
    form: int
    covered: tuple[str, ...] = ()
    warnings: tuple[str, ...]
    location: Location | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One row of ``disbursements``; ``covered``: whether a relation checks its amount."""

    id: str
    project: str | None
    seq: str | None
    item: str | None
    payee: str | None
    voucher: str | None
    period: str | None
    date: Exact | None
    amount: Exact | None
    amount_raw: str | None
    unit_raw: str | None
    unit_from: str | None
    row_kind: str
    origin: str
    covered: bool | None = None
    warnings: tuple[str, ...]
    location: Location | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One row of ``claims``: a figure stated in prose; ``covered`` as in ``disbursements``."""

    id: str
    subject: str
    measure: str | None
    role: str
    kind: str
    value: Exact | None
    lower: Exact | None
    upper: Exact | None
    op: str
    unit: str | None
    precision: int | None
    raw: str
    covered: bool | None = None
    warnings: tuple[str, ...]
    location: Location | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """One quoted figure of a check or a finding."""

    text: str
    value: Exact | None
    unit: str | None
    unit_raw: str | None = None
    unit_from: str | None = None
    role: str
    label: str
    location: Location | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One row of ``checks``: a relation that was tried, also where it holds.

    ``power`` is the share of single-digit errors in its figures that it would have seen.
    """

    id: str
    rule: str
    verdict: str
    expression: str
    power: Exact | None
    figures: tuple[Operand, ...]
    warnings: tuple[str, ...]
    location: Location | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """The recomputation of a finding, in printed figures."""

    expression: str
    value: Exact
    printed: Exact
    difference: Exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One row of ``findings``; ``suppressed`` is the reason it was dealt with and is not shown."""

    id: str
    rule: str
    name: str
    name_en: str
    severity: str
    message: str
    message_en: str
    verdict: str | None
    softens: str | None
    figures: tuple[Operand, ...]
    recomputation: Arithmetic | None
    amount: Exact | None
    reading: str
    basis: str | None
    root: str | None
    follows: tuple[str, ...]
    group: str | None
    fingerprint: str
    suppressed: str | None = None
    warnings: tuple[str, ...]
    location: Location | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One row of ``unread``: what nothing could use, and why."""

    id: str
    raw: str
    reason: str
    warnings: tuple[str, ...]
    location: Location | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many quantities a report prints, and how many of them at least one relation checks."""

    figures: int
    covered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a report says of itself, and how far it was read; ``status`` as in the contract.

    ``*_from`` says where region, entity and year come from: ``report``, ``path`` or ``list``; None
    where they are not known. ``*_candidates`` holds what else was said, as ``2023（path）``: beside
    a list's word what differs from it; where no list decides and those disagree, the value is None
    and each is a candidate.
    """

    doc_id: str | None
    path: str
    format: str | None = None
    encoding: str | None = None
    pages: int | None = None
    doc_type: str = "other"
    doc_type_raw: str | None = None
    title: str | None = None
    entity: str | None = None
    supervisor: str | None = None
    evaluator: str | None = None
    project: str | None = None
    project_code: str | None = None
    region: str | None = None
    fiscal_year: str | None = None
    region_from: str | None = None
    entity_from: str | None = None
    fiscal_year_from: str | None = None
    region_candidates: tuple[str, ...] = ()
    entity_candidates: tuple[str, ...] = ()
    fiscal_year_candidates: tuple[str, ...] = ()
    cutoff_date: Exact | None = None
    report_date: Exact | None = None
    score: Exact | None = None
    score_raw: str | None = None
    grade: str | None = None
    grade_raw: str | None = None
    coverage: Coverage | None = None
    status: str
    error: str | None = None
    error_en: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The lists of one report, in the order of the contract."""

    funding: tuple[Funding, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    disbursements: tuple[Payment, ...] = ()
    claims: tuple[Statement, ...] = ()
    checks: tuple[Judgement, ...] = ()
    findings: tuple[Issue, ...] = ()
    unread: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file from end to end, as it is given out."""

    profile: Profile
    lists: Lists = field(default_factory=Lists)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of ``manifest``: a file that was met, whatever became of it.

    ``kind`` is what the content is, not what the name says. The counts are rows of the lists,
    ``findings`` without those that follow from another; None where the file was not read.
    ``same_as`` is the path of the first file with the same bytes; its rows stand in the other
    tables once.
    """

    doc_id: str | None
    path: str
    kind: str
    bytes: int | None
    status: str
    error: str | None
    error_en: str | None = None
    pages: int | None = None
    funding: int | None = None
    indicators: int | None = None
    disbursements: int | None = None
    claims: int | None = None
    findings: int | None = None
    unread: int | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One row of ``projects``: what all reports of one project and fiscal year say of it.

    A value is None where no report gives it and where two of equal standing disagree;
    ``candidates`` then holds each, as ``spent=3175200（monitoring 2025-06-30 a.txt）``. Amounts,
    rates, score and grade are as printed; ``*_computed`` are recomputed from the amounts of this
    row, percent points to two places, and ``*_basis`` names the denominator. ``taken_from`` names
    the funding row behind each figure. Indicators are those of tables that tell what was achieved;
    findings are roots that are not suppressed.
    """

    region: str | None
    entity: str | None
    project: str | None
    fiscal_year: str | None
    title: tuple[str, ...]
    doc_types: tuple[str, ...]
    documents: int
    budget: Exact | None
    budget_basis: str | None
    budget_initial: Exact | None
    budget_adjusted: Exact | None
    received: Exact | None
    spent: Exact | None
    balance: Exact | None
    received_rate: Exact | None
    received_rate_computed: Exact | None
    received_rate_computed_basis: str | None
    execution_rate: Exact | None
    execution_rate_basis: str | None
    execution_rate_computed: Exact | None
    execution_rate_computed_basis: str | None
    indicators_met: int | None
    indicators_missed: int | None
    indicators_unknown: int | None
    score: Exact | None
    grade: str | None
    findings_error: int | None
    findings_warning: int | None
    findings_note: int | None
    source_files: tuple[str, ...]
    doc_ids: tuple[str, ...]
    taken_from: tuple[str, ...]
    candidates: tuple[str, ...]
    warnings: tuple[str, ...]
