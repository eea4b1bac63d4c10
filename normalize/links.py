"""Which name in prose speaks of which row, and which rows of two tables are one indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from model.facts import Facts, Link
from model.quantity import Figure
from model.record import Claim, IndicatorRow
from normalize.names import folded, measure

CLOSE = 0.80
"""Least likeness (0 to 1) of two names that are not the same; below it no link is made."""
MARGIN = 0.05
"""By how much the best match must beat the next: two near candidates are no match."""
SHORTEST = 4
"""Characters of the shortest name that may be found inside a longer one."""
LINKED_ROLES = frozenset({"target", "actual", "rate", "other", "score", "scale"})


@dataclass(frozen=True, slots=True)
class _Named:
    key: str
    name: str
    measure: str | None
    form: int = 0


def links(facts: Facts) -> tuple[Link, ...]:
    """Claim → row and row → row links; below the margin none rather than a wrong one."""
    tables: dict[int, list[_Named]] = {}
    for row in facts.indicators:
        if row.row_kind == "item" and row.name is not None:
            tables.setdefault(row.table, []).append(_named(row))
    rows = tuple(tables.values())
    return (*_claims_to_rows(facts.claims, rows), *_rows_to_rows(rows))


def _named(row: IndicatorRow[Figure]) -> _Named:
    raw = row.name.raw if row.name else ""
    return _Named(row.key, folded(raw), measure(raw), row.form)


def _claims_to_rows(
    claims: Sequence[Claim[Figure]], tables: Sequence[Sequence[_Named]]
) -> Iterator[Link]:
    for claim in claims:
        if claim.role not in LINKED_ROLES or not claim.subject.raw:
            continue
        spoken = _Named(claim.key, folded(claim.subject.raw), claim.measure, claim.form)
        for rows in tables:
            mine = [row for row in rows if claim.form in (row.form, -1)]
            found = _best(spoken, mine)
            if found is not None:
                yield found


def _rows_to_rows(tables: Sequence[Sequence[_Named]]) -> Iterator[Link]:
    """Rows of two tables that are each other's best match."""
    for at, left in enumerate(tables):
        for right in tables[at + 1 :]:
            back = {link.right: link.left for row in right if (link := _best_of_form(row, left))}
            for row in left:
                link = _best_of_form(row, right)
                if link is not None and back.get(row.key) == link.right:
                    yield link


def _best_of_form(one: _Named, others: Sequence[_Named]) -> Link | None:
    """The best match among rows of the same form: two projects may count the same things."""
    return _best(one, [other for other in others if other.form == one.form])


def _best(one: _Named, others: Sequence[_Named]) -> Link | None:
    """The row that bears the same name, the same measure, or clearly the most similar name."""
    for other in others:
        if one.name == other.name:
            return Link(one.key, other.key, "exact", 1.0)
    same = [other for other in others if one.measure and other.measure == one.measure]
    if len(same) == 1:
        return Link(one.key, same[0].key, "synonym", 0.95)
    scored = sorted(
        ((_likeness(one.name, other.name), -at) for at, other in enumerate(others)), reverse=True
    )
    if not scored or scored[0][0] < CLOSE:
        return None
    if len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN:
        return None
    return Link(one.key, others[-scored[0][1]].key, "fuzzy", round(scored[0][0], 4))


def _likeness(left: str, right: str) -> float:
    """0 to 1: one name inside the other counts by its share, else the share of edits saved."""
    short, long = sorted((left, right), key=len)
    if len(short) >= SHORTEST and short in long:
        return max(0.86, len(short) / len(long)) if long.endswith(short) else 0.82
    if not short or len(short) * 2 < len(long):
        return 0.0
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415  30 ms to load; most reports never need it

    return ratio(left, right) / 100
