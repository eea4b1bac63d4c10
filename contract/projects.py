"""One row a project and fiscal year, from the rows of all reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext

from contract.achieved import Counts, Tally, plain_name
from contract.rows import Cell, Row, Tables, cells
from contract.said import Agreed, Said, all_of, same
from contract.shapes import Exact, Project
from contract.whole_amounts import AMOUNTS, RATES, Line, amounts, line, named

_READ = ("ok", "partial")
_SEVERITIES = ("error", "warning", "note")
_SEVERAL = "报告涉及几个项目，其得分、等级和问题不归于其中一个：{}"
_UNNAMED = "报告涉及几个项目，未写明属哪个项目的资金、指标不归于其中一个：{}"
_PARTLY = "报告未读全：{}"
_NO_REGION = "地区不明，按单位、项目和年度归为一行"


@dataclass(slots=True)
class _Report:
    """One report under all its paths, and what its rows say by project (None: not named)."""

    doc_id: str
    profile: dict[str, Cell]
    paths: list[str]
    places: dict[str, tuple[str, ...]]
    lines: dict[str | None, list[Line]] = field(default_factory=lambda: defaultdict(list))
    tallies: dict[str | None, Tally] = field(default_factory=lambda: defaultdict(Tally))
    findings: Counter[Cell] = field(default_factory=Counter[Cell])
    names: dict[str, str] = field(default_factory=dict[str, str])

    def key(self, project: Cell) -> str | None:
        """The project under which rows are kept; its first spelling is the one shown."""
        name = plain_name(project)
        if name is not None:
            self.names.setdefault(name, str(project))
        return name

    def say(self) -> str:
        """The report as a candidate names it."""
        words = (self.profile["doc_type"], self.profile["cutoff_date"], self.paths[0])
        return " ".join(str(word) for word in words if word is not None)


@dataclass(frozen=True, slots=True)
class _Share:
    """What one report says of one project."""

    report: _Report
    name: str | None
    alone: bool

    @property
    def keys(self) -> tuple[str | None, ...]:
        """A report of one project need not name it in every row; one of several must."""
        return (self.name, None) if self.alone and self.name is not None else (self.name,)

    def amounts(self) -> dict[str, Agreed]:
        lines = [one for key in self.keys for one in self.report.lines.get(key, ())]
        lines.sort(key=lambda one: one.standing)
        return amounts(lines, _text(self.report.profile["fiscal_year"]))

    def counts(self) -> Counts | None:
        tally = Tally()
        for key in self.keys:
            if key in self.report.tallies:
                tally.take_in(self.report.tallies[key])
        return tally.counts()


def projects(tables: Tables) -> Iterator[Row]:
    """The rows of ``projects``, by year, region, unit and name, whatever order the reports have.

    Reports are one row where unit, project and year are all known and the same; what is not known
    is not taken to be equal, so a report that lacks one of them has a row of its own.
    """
    reports = _reports(tables)
    for row in named(tables, "funding"):
        if (report := reports.get(str(row["doc_id"]))) is not None:
            key = report.key(row["project"])
            if (kept := line(row)) is not None:
                report.lines[key].append(kept)
    for row in named(tables, "indicators"):
        if (report := reports.get(str(row["doc_id"]))) is not None:
            report.tallies[report.key(row["project"])].add(row)
    for row in named(tables, "disbursements"):
        if (report := reports.get(str(row["doc_id"]))) is not None:
            report.key(row["project"])
    for row in named(tables, "findings"):
        if row["root"] is None and row["suppressed"] is None and row["doc_id"] in reports:
            reports[str(row["doc_id"])].findings[row["severity"]] += 1
    made = [_project(shares) for shares in _grouped(reports.values())]
    made.sort(key=_order)
    yield from map(cells, made)


def _reports(tables: Tables) -> dict[str, _Report]:
    """Every report that was read, once; files with the same bytes are its paths.

    Where two paths place it differently, it has no such place but candidates.
    """
    found: dict[str, list[dict[str, Cell]]] = defaultdict(list)
    for row in named(tables, "documents"):
        if row["doc_id"] is not None and row["status"] in _READ:
            found[str(row["doc_id"])].append(row)
    made: dict[str, _Report] = {}
    for doc_id, rows in found.items():
        rows.sort(key=lambda row: str(row["path"]))
        profile = dict(rows[0])
        places: dict[str, tuple[str, ...]] = {}
        for name in ("region", "entity", "fiscal_year"):
            profile[name], places[name] = _placed(name, rows)
        paths = [str(row["path"]) for row in rows]
        made[doc_id] = report = _Report(doc_id, profile, paths, places)
        report.key(profile["project"])
    return made


def _placed(name: str, rows: Sequence[dict[str, Cell]]) -> tuple[Cell, tuple[str, ...]]:
    """A value all files of a report agree on, or what each says of it."""
    open_ones = [str(row[f"{name}_candidates"]) for row in rows if row[f"{name}_candidates"]]
    known = {str(row[name]): str(row["path"]) for row in reversed(rows) if row[name] is not None}
    if not open_ones and len(known) <= 1:
        return next(iter(known), None), ()
    each = [f"{value}（{path}）" for value, path in sorted(known.items())]
    return None, tuple(f"{name}={text}" for text in (*dict.fromkeys(open_ones), *each))


def _grouped(reports: Iterable[_Report]) -> Iterator[list[_Share]]:
    groups: dict[tuple[str | None, ...], list[_Share]] = defaultdict(list)
    for report in sorted(reports, key=lambda one: (one.paths[0], one.doc_id)):
        names: Sequence[str | None] = list(report.names) or [None]
        for name in names:
            profile = report.profile
            known = (name, plain_name(profile["entity"]), _text(profile["fiscal_year"]))
            region = plain_name(profile["region"])
            own = (report.doc_id,) if None in known or report.places["region"] else ()
            groups[*known, region, *own].append(_Share(report, name, len(names) == 1))
    yield from groups.values()


def _project(shares: Sequence[_Share]) -> Project:
    reports = [share.report for share in shares]
    first = reports[0]
    money, rates = _figures(shares)
    budget, basis = _budget(money)
    counts, open_counts = _counts(shares)
    score, grade = _awarded(shares, "score"), _awarded(shares, "grade")
    found = _found(reports, alone=all(share.alone for share in shares))
    values = {name: _exact(one.text) for name, one in (money | rates).items()}
    received_rate, execution_rate, denominator = _computed(values, budget, basis, rates)
    name = shares[0].name
    return Project(
        region=_text(first.profile["region"]),
        entity=_text(first.profile["entity"]),
        project=None if name is None else first.names[name],
        fiscal_year=_text(first.profile["fiscal_year"]),
        title=_texts(report.profile["title"] for report in reports),
        doc_types=_texts(report.profile["doc_type"] for report in reports),
        documents=len(reports),
        budget=budget,
        budget_basis=basis,
        budget_initial=values["budget_initial"],
        budget_adjusted=values["budget_adjusted"],
        received=values["received"],
        spent=values["spent"],
        balance=values["balance"],
        received_rate=values["received_rate"],
        execution_rate=values["execution_rate"],
        received_rate_computed=received_rate,
        received_rate_computed_basis=basis if received_rate is not None else None,
        execution_rate_basis=rates["execution_rate"].basis,
        execution_rate_computed=execution_rate,
        execution_rate_computed_basis=denominator if execution_rate is not None else None,
        indicators_met=counts and counts[0],
        indicators_missed=counts and counts[1],
        indicators_unknown=counts and counts[2],
        score=_exact(score.text),
        grade=grade.text,
        findings_error=found["error"],
        findings_warning=found["warning"],
        findings_note=found["note"],
        source_files=tuple(path for report in reports for path in report.paths),
        doc_ids=tuple(report.doc_id for report in reports),
        taken_from=_taken_from(money | rates),
        candidates=(
            *(text for report in reports for texts in report.places.values() for text in texts),
            *_candidates(money | rates | {"score": score, "grade": grade}, reports),
            *open_counts,
        ),
        warnings=_warnings(shares),
    )


def _figures(shares: Sequence[_Share]) -> tuple[dict[str, Agreed], dict[str, Agreed]]:
    told = [share.amounts() for share in shares]
    every = {name: all_of(one[name] for one in told) for name in (*AMOUNTS, *RATES)}
    return {name: every[name] for name in AMOUNTS}, {name: every[name] for name in RATES}


def _budget(money: dict[str, Agreed]) -> tuple[Exact | None, str | None]:
    """The adjusted budget where one is told, also where it is disputed; else the initial one."""
    for basis in ("adjusted", "initial"):
        one = money[f"budget_{basis}"]
        if one.said is not None or one.others:
            return _exact(one.text), basis if one.said is not None else None
    return None, None


def _computed(
    values: dict[str, Exact | None],
    budget: Exact | None,
    basis: str | None,
    rates: dict[str, Agreed],
) -> tuple[Exact | None, Exact | None, str | None]:
    """Received by budget, spent by what the report says it divides by, and that basis.

    Where the report names no denominator, or contradicts itself, it is the budget.
    """
    bases = {
        "initial": values["budget_initial"],
        "adjusted": values["budget_adjusted"],
        "received": values["received"],
    }
    printed = rates["execution_rate"].basis
    denominator = printed if printed in bases else basis
    whole = budget if denominator is None else bases[denominator]
    return (
        _percent(values["received"], budget),
        _percent(values["spent"], whole),
        denominator,
    )


def _percent(part: Exact | None, whole: Exact | None) -> Exact | None:
    """Percent points to two places, half up; None where a figure is missing or the whole is 0."""
    if part is None or whole is None or not Decimal(whole):
        return None
    with localcontext() as context:
        # Digits enough that the quotient is not rounded twice.
        context.prec = len(part) + len(whole) + 12
        share = Decimal(part) * 100 / Decimal(whole)
        return Exact(format(share.quantize(Decimal("0.01"), ROUND_HALF_UP), "f"))


def _counts(shares: Sequence[_Share]) -> tuple[Counts | None, tuple[str, ...]]:
    """Two reports of a project mostly list the same indicators: never added, only compared."""
    told = {share.report.say(): share.counts() for share in shares}
    known = {where: counts for where, counts in told.items() if counts is not None}
    if len(set(known.values())) <= 1:
        return next(iter(known.values()), None), ()
    each = (
        f"indicators_met/missed/unknown={'/'.join(map(str, counts))}（{where}）"
        for where, counts in known.items()
    )
    return None, tuple(each)


def _awarded(shares: Sequence[_Share], name: str) -> Agreed:
    """Score or grade of reports that are about this project alone."""
    return same(
        [
            Said(text, share.report.doc_id)
            for share in shares
            if share.alone and (text := _text(share.report.profile[name])) is not None
        ]
    )


def _found(reports: Sequence[_Report], *, alone: bool) -> dict[str, int | None]:
    """Each finding is one report's: here sums are right. Not known by project if it has several."""
    total: Counter[Cell] = Counter()
    for report in reports:
        total += report.findings
    return {name: total[name] if alone else None for name in _SEVERITIES}


def _taken_from(told: dict[str, Agreed]) -> tuple[str, ...]:
    pairs = ((name, one.said) for name, one in told.items())
    return tuple(f"{name}={said.where}" for name, said in pairs if said is not None)


def _candidates(told: dict[str, Agreed], reports: Sequence[_Report]) -> Iterator[str]:
    by_id = {report.doc_id: report for report in reports}
    for name, one in told.items():
        for said in one.others:
            report = by_id[said.where.partition("-")[0]]
            row = f"{said.where} " if said.where != report.doc_id else ""
            yield f"{name}={said.text}（{row}{report.say()}）"


def _warnings(shares: Sequence[_Share]) -> tuple[str, ...]:
    reports = [share.report for share in shares]
    texts = [_PARTLY.format(one.paths[0]) for one in reports if one.profile["status"] == "partial"]
    several = [share.report for share in shares if not share.alone]
    texts += [_SEVERAL.format(one.paths[0]) for one in several]
    texts += [
        _UNNAMED.format(one.paths[0])
        for one in several
        if one.lines.get(None) or (None in one.tallies and one.tallies[None].counts())
    ]
    if len(reports) > 1 and reports[0].profile["region"] is None:
        texts.append(_NO_REGION)
    return tuple(texts)


def _order(one: Project) -> tuple[tuple[bool, str], ...]:
    texts = (one.fiscal_year, one.region, one.entity, one.project, *one.source_files[:1])
    return tuple((text is None, text or "") for text in (*texts, one.doc_ids[0]))


def _texts(given: Iterable[Cell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(one) for one in given if one is not None))


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


def _exact(text: str | None) -> Exact | None:
    return None if text is None else Exact(text)
