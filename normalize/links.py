"""Which name in prose speaks of which row, and which rows of two tables are one indicator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from model.facts import Facts, Link
from model.quantity import Figure
from model.record import Claim
from normalize.concepts import concepts
from normalize.likeness import holds, short_form, slip
from normalize.names import folded, measure

CLOSE = 0.90
"""Least likeness (0 to 1) of two long names for one to be a slip of the other."""
MARGIN = 0.05
"""By how much the best match must beat the next: two near candidates are no match."""
LONG = 16
"""Characters from which a strange one in a name is a slip; in a shorter one it is another name."""
LINKED_ROLES = frozenset({"target", "actual", "rate", "other", "score", "scale"})
MANY = 400
"""Rows of the largest table whose names are compared with more than equality; the longest real
table of indicators has 60, and comparing all with all takes the square of their number."""
CONFLATED = frozenset({"budget", "satisfaction", "weight", "quantity", "completion_rate"})
"""Measures whose names cover several columns or groups: 年初预算 and 全年预算 are two budgets."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The named rows of one form of one table: keys and names as printed, and the last found.

    ``found`` keeps what each spoken name was linked to: a text speaks of few names many times.
    """

    keys: tuple[str, ...]
    names: tuple[str, ...]
    exact: dict[str, list[int]]
    found: dict[str, tuple[int, str, float] | None] = field(default_factory=dict)  # pyright: ignore[reportUnknownVariableType]

    @classmethod
    def of(cls, keys: Sequence[str], names: Sequence[str]) -> Rows:
        """Rows by their keys and printed names."""
        exact: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(names):
            exact[folded(name)].append(at)
        return cls(tuple(keys), tuple(names), exact)


def links(facts: Facts) -> tuple[Link, ...]:
    """Claim → row and row → row links; below the margin none rather than a wrong one."""
    tables = _tables(facts)
    return (*_claims_to_rows(facts.claims, tables), *_rows_to_rows(tables))


def _tables(facts: Facts) -> list[dict[int, Rows]]:
    """The named rows of each table, by form."""
    tables: dict[int, dict[int, list[tuple[str, str]]]] = {}
    for row in facts.indicators:
        if row.row_kind == "item" and row.name is not None:
            forms = tables.setdefault(row.table, {})
            forms.setdefault(row.form, []).append((row.key, row.name.raw))
    return [
        {form: Rows.of(*zip(*rows, strict=True)) for form, rows in forms.items()}
        for forms in tables.values()
    ]


def _claims_to_rows(
    claims: Sequence[Claim[Figure]], tables: Sequence[dict[int, Rows]]
) -> Iterator[Link]:
    everywhere = [_joined(forms) for forms in tables]
    for claim in claims:
        if claim.role not in LINKED_ROLES or not claim.subject.raw:
            continue
        for forms, whole in zip(tables, everywhere, strict=True):
            rows = whole if claim.form == -1 else forms.get(claim.form)
            found = linked(claim.key, claim.subject.raw, rows) if rows else None
            if found is not None:
                yield found


def _joined(forms: dict[int, Rows]) -> Rows:
    """All rows of a table, for a claim that stands before any form."""
    if len(forms) == 1:
        return next(iter(forms.values()))
    rows = forms.values()
    return Rows.of([k for one in rows for k in one.keys], [n for one in rows for n in one.names])


def _rows_to_rows(tables: Sequence[dict[int, Rows]]) -> Iterator[Link]:
    """Rows of two tables that are each other's best match; two projects may count the same."""
    for at, left in enumerate(tables):
        for right in tables[at + 1 :]:
            for form in left.keys() & right.keys():
                yield from _mutual(left[form], right[form])


def _mutual(left: Rows, right: Rows) -> Iterator[Link]:
    back = {
        key: link.right
        for key, name in zip(right.keys, right.names, strict=True)
        if (link := linked(key, name, left))
    }
    for key, name in zip(left.keys, left.names, strict=True):
        link = linked(key, name, right)
        if link is not None and back.get(link.right) == key:
            yield link


def linked(key: str, name: str, rows: Rows) -> Link | None:
    """The link of a name to the one row that bears it; None where several might, or none does."""
    if name not in rows.found:
        rows.found[name] = best(name, rows)
    found = rows.found[name]
    return Link(key, rows.keys[found[0]], found[1], found[2]) if found else None


def best(name: str, rows: Rows) -> tuple[int, str, float] | None:
    """Which row bears this name, how that is known and how sure it is (0 to 1).

    Tried in this order, the first that finds a row decides, and finding two decides for none: the
    same name, the same measure under another name, the same words, one name short for the other,
    a slip of the pen.
    """
    same = rows.exact.get(folded(name))
    if same:
        return (same[0], "exact", 1.0) if len(same) == 1 else None
    if len(rows.names) > MANY:
        return None
    for how, score, candidates in (
        ("synonym", 0.95, _same_measure),
        ("words", 0.95, _same_words),
        ("short", 0.9, _short_form),
    ):
        found = candidates(name, rows.names)
        if found:
            return (found[0], how, score) if len(found) == 1 else None
    return _slip(name, rows.names)


def _same_measure(name: str, names: Sequence[str]) -> list[int]:
    known = measure(name)
    if known is None or known in CONFLATED:
        return []
    return [at for at, other in enumerate(names) if measure(other) == known]


def _same_words(name: str, names: Sequence[str]) -> list[int]:
    one = concepts(name)
    if not one.words:
        return []
    return [
        at
        for at, other in enumerate(map(concepts, names))
        if other.words.keys() == one.words.keys()
        and other.words == one.words
        and one.counts_like(other)
    ]


def _short_form(name: str, names: Sequence[str]) -> list[int]:
    """Rows the name may be short for; all that hold it, so that a rival makes it ambiguous."""
    found = [at for at, other in enumerate(names) if short_form(name, other)]
    if len(found) != 1:
        return found
    return found + [at for at, other in enumerate(names) if at != found[0] and holds(name, other)]


def _slip(name: str, names: Sequence[str]) -> tuple[int, str, float] | None:
    """The row whose long name all but equals this one, by a margin more like than any other."""
    spoken = folded(name)
    if len(spoken) < LONG:
        return None
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415  30 ms to load; most reports never need it

    scored = sorted(
        ((ratio(spoken, folded(other)) / 100, -at) for at, other in enumerate(names)),
        reverse=True,
    )
    if not scored or scored[0][0] < CLOSE:
        return None
    score, at = scored[0]
    if len(scored) > 1 and score - scored[1][0] < MARGIN:
        return None
    return (-at, "fuzzy", round(score, 4)) if slip(name, names[-at]) else None
