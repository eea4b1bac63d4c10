"""What ought to hold between figures. A rule yields these; the checker in validate judges them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from model.quantity import Figure, Wording


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that stands in the rule, not in the report: 100, or a count of listed items."""

    value: Decimal
    label: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """``left / right`` as a percentage (times 100) unless ``percent`` is False."""

    left: Operand
    right: Operand
    percent: bool = True


@dataclass(frozen=True, slots=True)
class Product:
    """All factors multiplied."""

    factors: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """All terms added."""

    terms: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """``left - right``."""

    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class Count:
    """How many things are listed."""

    items: tuple[Wording, ...]


Operand: TypeAlias = Figure | Constant | Ratio | Product | Sum | Difference | Count


@dataclass(frozen=True, slots=True)
class Relation:
    """``left op right`` ought to hold; ``left`` is the printed side, ``right`` the recomputed one.

    ``op``: ``= < <= > >=``. ``given`` is a relation that must hold first, else this one is not
    judged. ``one_of`` are other relations of which one suffices (a rate's denominators); the first
    that holds is named. ``suspicious_if_holds`` turns it round: the pattern should not fit.
    ``subject`` names what it is about, for the sentence and for grouping. ``severity`` lowers the
    rule's own. ``also`` are further places the reader must see (a status word, a repeated figure).
    ``told``: words, not a table, put the figures together; a contradiction that no single misprint
    explains is then doubted. ``table`` groups rows of one table into one finding; ``group`` groups
    by another key. ``zh`` and ``en`` replace the rule's own sentence where it has several.
    """

    left: Operand
    op: str
    right: Operand
    subject: str = ""
    given: Relation | None = None
    one_of: tuple[Relation, ...] = ()
    suspicious_if_holds: bool = False
    told: bool = False
    severity: str | None = None
    also: tuple[Wording | Figure, ...] = ()
    table: int | None = None
    group: str | None = None
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule says when no arithmetic is involved; ``zh`` and ``en`` complete the rule's line.

    ``evidence`` are the words and figures to look at, in reading order.
    """

    evidence: tuple[Wording | Figure, ...]
    subject: str = ""
    severity: str | None = None
    table: int | None = None
    group: str | None = None
    zh: str = ""
    en: str = ""
