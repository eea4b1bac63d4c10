"""What comes out of validation: checks, findings, and the whole report."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from model.document import Document
from model.facts import Facts
from model.span import Source


class Severity(StrEnum):
    """``error``: direct contradiction; ``warning``: probable; ``note``: soft."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Ruling(StrEnum):
    """The checker's verdict on one relation, from best to worst."""

    EXACT = "exact"
    ROUNDED = "rounded"
    RESIDUE = "residue"
    TRUNCATED = "truncated"
    CONTRADICTED = "contradicted"
    UNDECIDABLE = "undecidable"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One quoted operand: verbatim text, its value as exported, and the part it plays.

    ``unit_raw`` and ``unit_from`` are those of its Quantity: what unit was stated, and where.
    """

    text: str
    source: Source
    value: str | None = None
    unit: str | None = None
    role: str = ""
    label: str = ""
    unit_raw: str | None = None
    unit_from: str | None = None


@dataclass(frozen=True, slots=True)
class Recomputation:
    """The arithmetic a reader can repeat.

    ``expression`` is in printed figures; ``value`` is what it comes to, ``printed`` what the report
    says, ``difference`` printed minus value: plain decimal strings.
    """

    expression: str
    value: str
    printed: str
    difference: str


@dataclass(frozen=True, slots=True)
class Check:
    """A relation with its verdict, also when it holds; or a remark, whose ``verdict`` is None.

    ``power`` is the share of single-digit errors in its operands it would have seen, 0 to 1.
    ``severity`` is None where nothing need be shown. ``subject``, ``table`` and ``group`` are those
    of the relation. ``amount`` is the money at stake in 元. ``decisive`` is the position in
    ``figures`` of the figure that is printed wrong, where the arithmetic can tell.
    """

    key: str
    rule: str
    verdict: Ruling | None
    expression: str
    power: Decimal | None
    figures: tuple[Evidence, ...]
    severity: Severity | None = None
    subject: str = ""
    message: str = ""
    message_en: str = ""
    recomputation: Recomputation | None = None
    amount: Decimal | None = None
    softens: str | None = None
    table: int | None = None
    group: str | None = None
    reading: str = "sure"
    decisive: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reader must look at.

    ``name`` and ``name_en`` are the rule's. ``verdict`` is None for a remark. ``softens`` is the
    rule an RND finding softens. ``amount`` is the money at stake in 元, where the difference is
    money. ``root`` is the key of the finding this one follows from; ``follows`` the reverse.
    """

    key: str
    rule: str
    name: str
    name_en: str
    severity: Severity
    message: str
    message_en: str
    verdict: Ruling | None
    figures: tuple[Evidence, ...]
    recomputation: Recomputation | None = None
    softens: str | None = None
    amount: Decimal | None = None
    reading: str = "sure"
    basis: str | None = None
    root: str | None = None
    follows: tuple[str, ...] = ()
    group: str | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Unopened:
    """A file that gave no report.

    ``status`` is ``failed``, ``needs_ocr``, ``needs_converter`` or ``skipped``. ``error`` says
    in one line what is wrong and what to do. ``doc_id`` is None where the bytes could not be read.
    ``passing``: the system would not give us the file just then; it may on another day.
    """

    name: str
    doc_id: str | None
    status: str
    error: str
    error_en: str
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One report from end to end. ``fallen``: a warning for each rule that fell over on it."""

    document: Document
    facts: Facts
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    fallen: tuple[str, ...] = ()
