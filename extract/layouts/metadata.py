"""What a report says of itself: title, kind, project, bodies, dates."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extract.form_fields import Field, form_fields, paragraphs
from extract.reading import Project
from model.document import BlockKind, Document
from model.quantity import Mark, Quoted, Wording
from model.record import ReportData
from model.span import part
from model.words import Vocabulary, fold

FRONT = 24
"""Passages at the start that may be cover and title."""
LONGEST_TITLE = 120

_KINDS: tuple[tuple[str, str], ...] = (
    (r"绩效(?:运行)?(?:监控|跟踪)|运行监控|绩效跟踪|绩效监控", "monitoring"),
    (r"整体支出", "overall_expenditure"),
    (r"目标申报|绩效目标表|目标批复", "target_declaration"),
    (r"部门评价", "department_evaluation"),
    (r"财政(?:重点)?(?:绩效)?评价|重点(?:绩效)?评价", "finance_evaluation"),
    (r"自评|自我评价", "self_evaluation"),
    (r"决算", "final_accounts"),
    (r"(?:分配|安排|下达|拨付)(?:明细|情况|计划)?表|资金分配", "allocation_list"),
    (r"绩效评价", "evaluation"),
)
_TITLED = re.compile(
    r"报告|自评表|评价表|监控表|申报表|目标表|情况表|報告|评分表|自评|明细表|分配表"
)
_STATED = "以"
"""Begins 以…为监控基准日, where the date stands before the words that name it."""
_CUTOFF = re.compile(
    r"(?:基准日|截止日|时间节点|时点|跟踪节点|监控节点)[^，。；\d]{0,8}|截[至止](?:到)?(?:[^，。；\d]{0,12}[（(])?"
    rf"|{_STATED}"
    r"(?=\s*(?:19|20)\d\d\s*年[\s\d]{1,4}月[\s\d]{1,4}日\s*[为作][^，。；]{0,8}(?:基准日|时点|节点|截止日))"
)
_PERIOD = re.compile(r"起止(?:日期|时间)|实施(?:期限|周期|期)|项目(?:期限|周期)")
_SIGNED = re.compile(r"^[\s　]*[\d二〇○零Ｏ０-９一三四五六七八九十年月日\s号]+$")


@dataclass(frozen=True, slots=True)
class About:
    """The report's own data, and its projects in the order they stand."""

    data: ReportData[Quoted]
    projects: tuple[Project, ...]


def about(document: Document, words: Vocabulary, scan: Callable[[str], tuple[Mark, ...]]) -> About:
    """Everything the cover, the title, the form fields and the signature say.

    Looks like::

        青溪县水务局堤防养护项目支出绩效自评报告

        项目名称：堤防养护
        主管部门：青溪县财政局
        报告日期：2024年3月18日
    """
    pairs = tuple(form_fields(document, words))
    title = _title(document)
    kind, printed = _kind(document, title)
    fields = {pair.field: pair.value for pair in reversed(pairs)}
    projects = _projects(document, pairs)
    cutoffs = _dates(document, pairs, scan, "cutoff_date", _CUTOFF)
    return About(
        ReportData(
            title=title,
            doc_type=kind,
            doc_type_raw=printed,
            project=projects[0].name if projects else None,
            project_code=fields.get("project_code"),
            entity=fields.get("entity") or _entity(document, title, words),
            supervisor=fields.get("supervisor"),
            evaluator=fields.get("evaluator") or _evaluator(document),
            fiscal_year=_year(document, title, pairs, cutoffs),
            cutoff_dates=cutoffs,
            report_dates=_report_dates(document, pairs, scan),
            project_periods=_dates(document, pairs, scan, "project_period", _PERIOD),
        ),
        projects,
    )


def _projects(document: Document, pairs: tuple[Field, ...]) -> tuple[Project, ...]:
    """Each project as it is first named; naming the same one again begins no new form.

    A project begins at the heading that bears its name, where one stands before its form.
    """
    named: list[Field] = []
    for pair in pairs:
        if pair.field != "project" or fold(pair.label.raw) == "项目":
            continue
        if not named or fold(named[-1].value.raw) != fold(pair.value.raw):
            named.append(pair)
    headings = [
        (block.source[0].start, fold(document.read(block.source)))
        for block in document.blocks
        if block.kind is BlockKind.HEADING
    ]
    projects: list[Project] = []
    floor = 0
    for pair in named:
        label = pair.label.source[0].start
        name = fold(pair.value.raw)
        above = [start for start, title in headings if floor <= start < label and name in title]
        projects.append(Project(pair.value, above[0] if above else label))
        floor = label
    return tuple(projects)


def _title(document: Document) -> Wording | None:
    """The first lines up to the one that says what kind of report this is, joined."""
    pieces: list[Wording] = []
    for block, raw in list(paragraphs(document))[:FRONT]:
        if re.match(r"^(?:附件|附表)\s*\d*\s*[：:]?$", raw.strip()):
            continue
        if block.kind is BlockKind.HEADING and pieces and not _TITLED.search(raw):
            break
        if len(raw) > LONGEST_TITLE or re.search(r"[。；]|：.", raw):
            pieces = []
            continue
        pieces.append(Wording(raw, block.source))
        if _TITLED.search(raw):
            source = tuple(span for piece in pieces[-3:] for span in piece.source)
            return Wording("".join(piece.raw for piece in pieces[-3:]), source)
    return _first_cell(document)


def _first_cell(document: Document) -> Wording | None:
    for table in document.tables[:1]:
        for cell in table.cells[:4]:
            raw = document.read(cell.source)
            if _TITLED.search(raw) and len(raw) <= LONGEST_TITLE:
                return Wording(raw, cell.source)
    return None


def _kind(document: Document, title: Wording | None) -> tuple[str, Wording | None]:
    """Canonical kind of report and the words that say so."""
    if title is None:
        return "other", None
    for pattern, kind in _KINDS:
        match = re.search(pattern, title.raw)
        if match is None:
            continue
        printed = Wording(match.group(), part(title.source, *match.span()))
        if kind != "evaluation":
            return kind, printed
        if re.search(r"(?:本次|开展|组织|绩效)自评|自评(?:小组|分|得分|结果)", document.printed()):
            return "self_evaluation", printed
        outside = re.search(
            r"(?:接?受|委托).{0,24}财政局.{0,6}委托|财政局.{0,12}委托", document.printed()
        )
        return ("finance_evaluation" if outside else "department_evaluation"), printed
    return "other", None


_STRONG = re.compile(r"委员会|管委会|中心|办事处|人民政府|局|厅|[总支大]队")
_WEAK = re.compile(r"[委院处所馆站社校]|办公室")
_PLACED = re.compile(r"[省市县区州旗镇乡]|街道")
_YEAR_LEAD = re.compile(r"^\s*(?:[12]\d{3}\s*年度?)?\s*")
FARTHEST = 36
"""Characters of a title within which the body that answers for the money is named."""


def _entity(document: Document, title: Wording | None, words: Vocabulary) -> Wording | None:
    """The body whose money it is: named in the title, else the last line (the signature)."""
    if title is not None:
        lead = _YEAR_LEAD.match(title.raw)
        start = lead.end() if lead else 0
        end = _end_of_body(title.raw, start)
        if end and fold(title.raw[start:end]) not in words.heads:
            return Wording(title.raw[start:end], part(title.source, start, end))
    lines = [(block, raw) for block, raw in paragraphs(document) if len(raw) <= FARTHEST]
    for block, raw in reversed(lines[-6:]):
        bare = raw.strip()
        low = raw.index(bare) if bare else 0
        if bare and _end_of_body(bare, 0) == len(bare):
            return Wording(bare, part(block.source, low, low + len(bare)))
    return None


def _end_of_body(text: str, start: int) -> int | None:
    """Where the name of a body that begins at ``start`` ends, None where none is named.

    The last 局, 中心, 委员会 … counts; 院, 馆, 所 … only behind a place's name, as words such as
    编外馆员 hold them too.
    """
    window = text[start : start + FARTHEST]
    if not re.match(r"[\u4e00-\u9fff（）()]{3}", window):
        return None
    limit = re.search(r"[^\u4e00-\u9fff（）()]|项目|经费|资金", window)
    window = window[: limit.start()] if limit else window
    strong = [found.end() for found in _STRONG.finditer(window)]
    weak = [found.end() for found in _WEAK.finditer(window)]
    if strong:
        return start + strong[-1]
    if weak and _PLACED.search(window[: weak[0]]):
        return start + weak[0]
    return None


def _evaluator(document: Document) -> Wording | None:
    """A company named on the cover or in the first paragraph as the one that evaluates."""
    for block, raw in list(paragraphs(document))[:FRONT]:
        match = re.search(r"([\u4e00-\u9fff]{4,24}(?:有限责任公司|有限公司|事务所))", raw)
        if match:
            text = re.split(r"委托|由|聘请", match.group(1))[-1]
            start = match.end(1) - len(text)
            return Wording(text, part(block.source, start, match.end(1)))
    return None


def _marked(wording: Wording, mark: Mark, label: str) -> Quoted:
    return Quoted(
        wording.raw[mark.start : mark.end], part(wording.source, mark.start, mark.end), label
    )


def _dates(
    document: Document,
    pairs: tuple[Field, ...],
    scan: Callable[[str], tuple[Mark, ...]],
    field: str,
    pattern: re.Pattern[str],
) -> tuple[Quoted, ...]:
    """Dates given in a form field, and those that stand right behind the words of ``pattern``."""
    found = [
        _marked(pair.value, mark, pair.label.raw)
        for pair in pairs
        if pair.field == field
        for mark in scan(pair.value.raw)[:1]
        if mark.kind in ("date", "period")
    ]
    for block, raw in paragraphs(document):
        matches = list(pattern.finditer(raw))
        if not matches:
            continue
        marks = [mark for mark in scan(raw) if mark.kind in ("date", "period")]
        for match in matches:
            for mark in marks:
                if mark.start - 8 <= match.end() <= mark.end and match.start() <= mark.end:
                    label = "基准日" if match.group() == _STATED else match.group().strip()
                    found.append(_marked(Wording(raw, block.source), mark, label))
                    break
    unique = {quoted.source: quoted for quoted in found}
    return tuple(unique[source] for source in sorted(unique))


def _report_dates(
    document: Document, pairs: tuple[Field, ...], scan: Callable[[str], tuple[Mark, ...]]
) -> tuple[Quoted, ...]:
    """The report's own dates: cover, form field, and lines that hold nothing but a date."""
    found = [
        _marked(pair.value, mark, pair.label.raw)
        for pair in pairs
        if pair.field == "report_date"
        for mark in scan(pair.value.raw)[:1]
        if mark.kind == "date"
    ]
    for block, raw in paragraphs(document):
        if _SIGNED.match(raw) and ("日" in raw or "号" in raw):
            found.extend(
                _marked(Wording(raw, block.source), mark, "落款日期")
                for mark in scan(raw)[:1]
                if mark.kind == "date"
            )
    return tuple(sorted(found, key=lambda quoted: quoted.source))


def _year(
    document: Document,
    title: Wording | None,
    pairs: tuple[Field, ...],
    cutoffs: tuple[Quoted, ...],
) -> str | None:
    """The fiscal year: a form field, the title, the cut-off date, or the year named most."""
    for pair in pairs:
        if pair.field == "fiscal_year" and (
            year := re.search(r"20\d\d|19\d\d", fold(pair.value.raw))
        ):
            return year.group()
    cover = [raw for _, raw in list(paragraphs(document))[:8] if len(raw) <= FARTHEST]
    for raw in (title.raw if title else "", *cover):
        named = re.search(r"(?<![\d〔\[])(20\d\d|19\d\d)\s*[)）]?\s*年度?(?!\s*\d)", raw)
        if named:
            return named.group(1)
    years = [found.group() for quoted in cutoffs if (found := re.search(r"20\d\d", quoted.raw))]
    if years:
        return years[0]
    named_years = re.findall(r"(20\d\d|19\d\d)\s*年", document.printed()[:200_000])
    return max(sorted(set(named_years)), key=named_years.count) if named_years else None
