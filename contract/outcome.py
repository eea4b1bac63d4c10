"""A report, or a file that gave none, as the rows of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterable

from contract.covered import (
    coverage,
    fields_covered,
    funding_cells,
    indicator_cells,
    is_covered,
    places,
)
from contract.shapes import (
    Arithmetic,
    Exact,
    Funding,
    Indicator,
    Issue,
    Judgement,
    Left,
    Lists,
    Location,
    Operand,
    Outcome,
    Payment,
    Profile,
    Statement,
)
from model.document import Document
from model.finding import Check, Evidence, Finding, Recomputation, Report, Unopened
from model.quantity import Figure, Quantity, Wording, plain
from model.record import Claim, Disbursement, FundingRow, IndicatorRow, Unread
from model.span import Source

_INNER_BREAK = re.compile(r"[ \t\f]*\r?\n[ \t\f]*")
_GRADES = "优良中差"


def outcome(result: Report | Unopened) -> Outcome:
    """One file's result in the shapes of the contract; ids are ``doc_id-key``."""
    if isinstance(result, Unopened):
        return Outcome(
            Profile(
                doc_id=result.doc_id,
                path=result.name,
                status=result.status,
                error=result.error,
                error_en=result.error_en,
            )
        )
    checked = places(result.checks)
    return Outcome(_profile(result, checked), _lists(result, checked))


def location(document: Document, source: Source) -> Location | None:
    """Where a source stands; None where there is nothing to point at."""
    if not source:
        return None
    places = tuple(document.locate(span) for span in source)
    first = places[0]
    return Location(
        page=first.page,
        page_label=first.page_label,
        line=first.line,
        start=first.start,
        end=first.end,
        bbox=first.bbox,
        table=first.table,
        row=first.row,
        col=first.col,
        parts=places if len(places) > 1 else (),
    )


def _lists(report: Report, checked: frozenset[int]) -> Lists:
    document, facts = report.document, report.facts
    return Lists(
        funding=tuple(_funding(document, row, checked) for row in facts.funding),
        indicators=tuple(_indicator(document, row, checked) for row in facts.indicators),
        disbursements=tuple(_payment(document, row, checked) for row in facts.disbursements),
        claims=tuple(_statement(document, claim, checked) for claim in facts.claims),
        checks=tuple(
            _judgement(document, check) for check in report.checks if check.verdict is not None
        ),
        findings=tuple(_issue(document, finding) for finding in report.findings),
        unread=tuple(_left(document, n, item) for n, item in enumerate(facts.unread)),
    )


def _profile(report: Report, checked: frozenset[int]) -> Profile:
    document, facts = report.document, report.facts
    data, warnings = facts.data, (*document.warnings, *report.fallen)
    scores = [verdict.score for verdict in facts.verdicts if verdict.score is not None]
    grades = [verdict.grade for verdict in facts.verdicts if verdict.grade is not None]
    grade = _text(grades[-1]) if grades else None
    return Profile(
        doc_id=document.doc_id,
        path=document.name,
        format=document.format,
        encoding=document.encoding,
        pages=len(document.pages) or None,
        doc_type=data.doc_type,
        doc_type_raw=_text(data.doc_type_raw),
        title=_text(data.title),
        entity=_text(data.entity),
        supervisor=_text(data.supervisor),
        evaluator=_text(data.evaluator),
        project=_text(data.project),
        project_code=_text(data.project_code),
        region=_text(data.region),
        fiscal_year=data.fiscal_year,
        region_from=None if data.region is None else "report",
        entity_from=None if data.entity is None else "report",
        fiscal_year_from=None if data.fiscal_year is None else "report",
        cutoff_date=_value(data.cutoff_dates[0]) if data.cutoff_dates else None,
        report_date=_value(data.report_dates[0]) if data.report_dates else None,
        score=_value(scores[-1]) if scores else None,
        score_raw=_clean(scores[-1].raw) if scores else None,
        grade=next((g for g in grade or "" if g in _GRADES), None),
        grade_raw=grade,
        coverage=coverage(facts, checked),
        status="partial" if warnings else "ok",
        warnings=warnings,
    )


def _funding(document: Document, row: FundingRow[Figure], checked: frozenset[int]) -> Funding:
    money = (row.budget_initial, row.budget_adjusted, row.received, row.spent, row.balance)
    return Funding(
        id=f"{document.doc_id}-{row.key}",
        project=row.project,
        period=_value(row.period),
        label=_text(row.label),
        source=row.source,
        parent_id=None if row.parent is None else f"{document.doc_id}-{row.parent}",
        row_kind=row.row_kind,
        origin=row.origin,
        budget_initial=_money(row.budget_initial),
        budget_adjusted=_money(row.budget_adjusted),
        received=_money(row.received),
        spent=_money(row.spent),
        balance=_money(row.balance),
        received_rate=_value(row.received_rate),
        execution_rate=_value(row.execution_rate),
        rate_basis=row.rate_basis,
        weight=_value(row.weight),
        score=_value(row.score),
        currency=next((f.unit for f in money if f is not None and _money(f)), None),
        unit_raw=_unit_raw(money),
        unit_from=_unit_from(money),
        raw={name: _clean(printed.raw) for name, printed in row.printed},
        covered=fields_covered(funding_cells(row), checked),
        warnings=row.warnings + _unsettled(money, row.warnings),
        location=location(document, row.where),
    )


def _indicator(document: Document, row: IndicatorRow[Figure], checked: frozenset[int]) -> Indicator:
    level1, level2, level3, level4 = (_text(level) for level in row.levels)
    weight1, weight2, weight3 = (_value(weight) for weight in row.level_weights)
    return Indicator(
        id=f"{document.doc_id}-{row.key}",
        project=row.project,
        table_role=row.table_role,
        row_kind=row.row_kind,
        name=_text(row.name),
        level1=level1,
        level2=level2,
        level3=level3,
        level4=level4,
        level1_weight=weight1,
        level2_weight=weight2,
        level3_weight=weight3,
        target_raw=_text(row.target_text),
        target_op=row.target.comparator if row.target else None,
        target_value=_value(row.target),
        target_lower=_bound(row.target, upper=False),
        target_upper=_bound(row.target, upper=True),
        target_unit=row.target.unit if row.target else None,
        stage_target_raw=_text(row.stage_text),
        actual_raw=_text(row.actual_text),
        actual_op=row.actual.comparator if row.actual else None,
        actual_value=_value(row.actual),
        actual_lower=_bound(row.actual, upper=False),
        actual_upper=_bound(row.actual, upper=True),
        actual_unit=row.actual.unit if row.actual else None,
        weight=_value(row.weight),
        score=_value(row.score),
        status_raw=_text(row.status),
        met=row.met,
        change_raw=_text(row.change),
        tracked_raw=_text(row.tracked),
        standard=_text(row.standard),
        reason=_text(row.reason),
        form=row.form,
        covered=fields_covered(indicator_cells(row), checked),
        warnings=row.warnings,
        location=location(document, row.where),
    )


def _payment(document: Document, row: Disbursement[Figure], checked: frozenset[int]) -> Payment:
    return Payment(
        id=f"{document.doc_id}-{row.key}",
        project=row.project,
        seq=_text(row.seq),
        item=_text(row.item),
        payee=_text(row.payee),
        voucher=_text(row.voucher),
        period=_value(row.period),
        date=_value(row.date),
        amount=_money(row.amount),
        amount_raw=_clean(row.amount.raw) if row.amount else None,
        unit_raw=_unit_raw((row.amount,)),
        unit_from=_unit_from((row.amount,)),
        row_kind=row.row_kind,
        origin=row.origin,
        covered=is_covered(row.amount, checked),
        warnings=row.warnings + _unsettled((row.amount,), row.warnings),
        location=location(document, row.where),
    )


def _statement(document: Document, claim: Claim[Figure], checked: frozenset[int]) -> Statement:
    figure = claim.figure
    return Statement(
        id=f"{document.doc_id}-{claim.key}",
        subject=_clean(claim.subject.raw),
        measure=claim.measure,
        role=claim.role,
        kind=figure.kind,
        value=_value(figure) if _point(figure) else None,
        lower=_bound(figure, upper=False),
        upper=_bound(figure, upper=True),
        op=figure.comparator,
        unit=figure.unit,
        precision=figure.precision,
        raw=_clean(figure.raw),
        covered=is_covered(figure, checked),
        warnings=tuple(figure.flags),
        location=location(document, figure.source),
    )


def _judgement(document: Document, check: Check) -> Judgement:
    return Judgement(
        id=f"{document.doc_id}-{check.key}",
        rule=check.rule,
        verdict=check.verdict.value if check.verdict is not None else "",
        expression=check.expression,
        power=None if check.power is None else Exact(plain(check.power)),
        figures=_operands(document, check.figures),
        warnings=(),
        location=_first(document, check.figures),
    )


def _issue(document: Document, finding: Finding) -> Issue:
    return Issue(
        id=f"{document.doc_id}-{finding.key}",
        rule=finding.rule,
        name=finding.name,
        name_en=finding.name_en,
        severity=finding.severity.value,
        message=finding.message,
        message_en=finding.message_en,
        verdict=finding.verdict.value if finding.verdict is not None else None,
        softens=finding.softens,
        figures=_operands(document, finding.figures),
        recomputation=None if finding.recomputation is None else _steps(finding.recomputation),
        amount=None if finding.amount is None else Exact(plain(finding.amount)),
        reading=finding.reading,
        basis=finding.basis,
        root=None if finding.root is None else f"{document.doc_id}-{finding.root}",
        follows=tuple(f"{document.doc_id}-{key}" for key in finding.follows),
        group=finding.group,
        fingerprint=finding.fingerprint,
        warnings=(),
        location=_first(document, finding.figures),
    )


def _steps(steps: Recomputation) -> Arithmetic:
    return Arithmetic(
        expression=steps.expression,
        value=Exact(steps.value),
        printed=Exact(steps.printed),
        difference=Exact(steps.difference),
    )


def _left(document: Document, number: int, item: Unread) -> Left:
    return Left(
        id=f"{document.doc_id}-unread-{number}",
        raw=_clean(item.raw),
        reason=item.reason,
        warnings=(),
        location=location(document, item.source),
    )


def _operands(document: Document, figures: Iterable[Evidence]) -> tuple[Operand, ...]:
    return tuple(
        Operand(
            text=_clean(figure.text),
            value=None if figure.value is None else Exact(figure.value),
            unit=figure.unit,
            unit_raw=figure.unit_raw,
            unit_from=figure.unit_from,
            role=figure.role,
            label=figure.label,
            location=location(document, figure.source),
        )
        for figure in figures
    )


def _first(document: Document, figures: tuple[Evidence, ...]) -> Location | None:
    return next((location(document, figure.source) for figure in figures if figure.source), None)


def _clean(text: str) -> str:
    """The text with each line break inside it as one space."""
    return _INNER_BREAK.sub(" ", text)


def _text(wording: Wording | None) -> str | None:
    return None if wording is None else _clean(wording.raw)


def _point(figure: Figure) -> bool:
    return isinstance(figure, Quantity) or figure.value is not None


def _value(figure: Figure | None) -> Exact | None:
    """A figure's value as text; a period without a single value as ``first/last`` day."""
    if figure is None:
        return None
    if isinstance(figure, Quantity):
        return None if figure.value is None else Exact(plain(figure.value))
    if figure.value is not None:
        return Exact(figure.value)
    return Exact(f"{figure.lower}/{figure.upper}") if figure.lower and figure.upper else None


def _bound(figure: Figure | None, *, upper: bool) -> Exact | None:
    bound = None if figure is None else figure.upper if upper else figure.lower
    if bound is None:
        return None
    return Exact(bound if isinstance(bound, str) else plain(bound))


def _money(figure: Figure | None) -> Exact | None:
    """An amount in its currency; None where no unit is known, whatever is printed."""
    if isinstance(figure, Quantity) and figure.kind == "money" and figure.unit:
        return _value(figure)
    return None


def _unit_raw(figures: Iterable[Figure | None]) -> str | None:
    found = (f.unit_raw for f in figures if isinstance(f, Quantity))
    return next((unit for unit in found if unit), None)


def _unit_from(figures: Iterable[Figure | None]) -> str | None:
    found = (f.unit_from for f in figures if isinstance(f, Quantity))
    return next((place for place in found if place), None)


def _unsettled(figures: Iterable[Figure | None], said: tuple[str, ...]) -> tuple[str, ...]:
    """A warning for amounts that are printed but leave without a value for want of a unit."""
    lost = [f for f in figures if isinstance(f, Quantity) and f.value is not None]
    if all(_money(f) for f in lost) or any("单位" in warning for warning in said):
        return ()
    return ("金额单位无法确定，未折算为元",)
