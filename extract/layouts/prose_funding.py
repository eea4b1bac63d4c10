"""What one sentence says of a sum of money, as one funding row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from model.quantity import Quoted, Wording
from model.record import Breakdown, Claim, FundingRow
from model.span import Source
from model.words import Vocabulary, fold

_FIELD = {"received": "received", "spent": "spent", "balance": "balance"}
_RATES = ("received_rate", "execution_rate")
_ADJUSTED = re.compile(r"调整后|调整预算|全年预算|追加后")


@dataclass(slots=True)
class _Scope:
    """Figures of one scope as they come in."""

    fields: dict[str, Quoted] = field(default_factory=dict[str, Quoted])
    claims: list[Claim[Quoted]] = field(default_factory=list[Claim[Quoted]])


def prose_funding(
    claims: Sequence[Claim[Quoted]],
    breakdowns: Sequence[Breakdown[Quoted]],
    words: Vocabulary,
) -> tuple[FundingRow[Quoted], ...]:
    """Rows of budget, received, spent, balance and rates; never joined across sentences.

    A second budget (or a second sum spent …) in one sentence begins the row of another scope. Parts
    of a sum that name a source (其中：市级资金40万元) are rows of their own below it.

    Looks like::

        年初预算120万元，实际到位120万元，实际支出108万元，预算执行率90%。
    """
    parts = {quoted.source for entry in breakdowns for quoted in entry.parts}
    totals = {entry.total.source: entry for entry in breakdowns if entry.total}
    found: list[FundingRow[Quoted]] = []
    for group in _sentences(claims):
        for scope in _scopes(group, parts):
            if not _is_row(scope):
                continue
            key = f"prose-{len(found)}"
            row = _row(scope, key, words)
            children = list(_children(scope, row, totals, words, first=len(found) + 1))
            found.append(replace(row, row_kind="total") if children else row)
            found += children
    return tuple(found)


def _sentences(claims: Sequence[Claim[Quoted]]) -> Iterator[list[Claim[Quoted]]]:
    group: list[Claim[Quoted]] = []
    for claim in claims:
        if group and (claim.passage, claim.sentence) != (group[-1].passage, group[-1].sentence):
            yield group
            group = []
        group.append(claim)
    if group:
        yield group


def _scopes(group: list[Claim[Quoted]], parts: set[Source]) -> Iterator[_Scope]:
    """The claims of a sentence, a new scope wherever a field comes a second time."""
    scope = _Scope()
    for claim in group:
        name = _field(claim)
        if name is None or claim.figure.source in parts:
            continue
        if name in scope.fields:
            if name not in _RATES and _repeats(scope, name, claim):
                continue
            yield scope
            scope = _Scope()
        scope.fields[name] = claim.figure
        scope.claims.append(claim)
    yield scope


def _repeats(scope: _Scope, name: str, claim: Claim[Quoted]) -> bool:
    """True for a sum given again, in the same digits or in another unit in brackets."""
    if fold(scope.fields[name].raw) == fold(claim.figure.raw):
        return True
    earlier = next(old for old in scope.claims if _field(old) == name)
    return bool(claim.subject.source) and earlier.subject.source == claim.subject.source


def _field(claim: Claim[Quoted]) -> str | None:
    """The column a claim would stand in, None for a figure no funding table has a column for.

    A sum with a role and no measure is a part of another.
    """
    if claim.role == "rate" and claim.measure in _RATES:
        return claim.measure
    if claim.measure is None:
        return None
    if claim.role == "budget":
        return "budget_adjusted" if _ADJUSTED.search(claim.subject.raw) else "budget_initial"
    return _FIELD.get(claim.role)


def _is_row(scope: _Scope) -> bool:
    """False for a rate alone: nothing stands beside it to be a rate of."""
    return any(name not in _RATES for name in scope.fields)


def _row(scope: _Scope, key: str, words: Vocabulary) -> FundingRow[Quoted]:
    named = [claim.subject for claim in scope.claims if claim.subject.raw]
    label = named[0] if named else None
    spans = {span for claim in scope.claims for span in claim.figure.source}
    if label is not None:
        spans |= set(label.source)
    return FundingRow(
        key=key,
        where=tuple(sorted(spans)),
        table=None,
        row=None,
        project=None,
        label=label,
        source=_source(label, words),
        row_kind="item",
        origin="prose",
        budget_initial=scope.fields.get("budget_initial"),
        budget_adjusted=scope.fields.get("budget_adjusted"),
        received=scope.fields.get("received"),
        spent=scope.fields.get("spent"),
        balance=scope.fields.get("balance"),
        received_rate=scope.fields.get("received_rate"),
        execution_rate=scope.fields.get("execution_rate"),
        printed=tuple(
            (name, Wording(figure.raw, figure.source)) for name, figure in scope.fields.items()
        ),
    )


def _source(label: Wording | None, words: Vocabulary) -> str | None:
    """Source of money by the whole of a name: 市级财政资金 → ``municipal``."""
    return words.sources.get(fold(label.raw)) if label is not None else None


def _children(
    scope: _Scope,
    row: FundingRow[Quoted],
    totals: dict[Source, Breakdown[Quoted]],
    words: Vocabulary,
    *,
    first: int,
) -> Iterator[FundingRow[Quoted]]:
    """Parts of one of the row's figures that name where the money came from."""
    count = first
    for claim in scope.claims:
        name = _field(claim)
        entry = totals.get(claim.figure.source)
        if name is None or entry is None or name in _RATES:
            continue
        for figure, label in zip(entry.parts, entry.names, strict=True):
            source = _source(label, words)
            if source is None:
                continue
            yield replace(
                row,
                key=f"prose-{count}",
                where=tuple(sorted({*figure.source, *label.source})),
                label=label,
                source=source,
                parent=row.key,
                budget_initial=figure if name == "budget_initial" else None,
                budget_adjusted=figure if name == "budget_adjusted" else None,
                received=figure if name == "received" else None,
                spent=figure if name == "spent" else None,
                balance=figure if name == "balance" else None,
                received_rate=None,
                execution_rate=None,
                printed=((name, Wording(figure.raw, figure.source)),),
            )
            count += 1
