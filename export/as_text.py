"""Results as text for a person."""

from __future__ import annotations

from decimal import Decimal

from contract.shapes import Arithmetic, Issue, Operand, Outcome

_RANK = {"error": 0, "warning": 1, "note": 2}
_SEVERITY = {
    "zh": {"error": "错误", "warning": "疑点", "note": "提示"},
    "en": {"error": "error", "warning": "warning", "note": "note"},
}
_UNITS = {"CNY": " 元", "%": "%", "pp": " 个百分点"}
_MOST_LINES, _FIRST_LINES = 6, 3
_LONGEST_LABEL = 24
"""Characters of the name before a quote; some forms put a paragraph into a name."""
_WORDING = ("TXT", "SEQ")
_ALWAYS = ("TXT01", "TXT03")
_NO_MONEY = Decimal(0)


def shown(outcome: Outcome, profile: str, materiality: Decimal = _NO_MONEY) -> tuple[Issue, ...]:
    """The findings a profile shows, root causes only: by severity, then the money at stake.

    ``audit`` leaves out notes and matters of pure wording; ``full`` shows all. Money below
    ``materiality`` moves nothing forward.
    """

    def order(issue: Issue) -> tuple[int, Decimal, int]:
        stake = abs(Decimal(issue.amount)) if issue.amount is not None else _NO_MONEY
        place = issue.location.start if issue.location else 0
        return _RANK[issue.severity], -stake if stake >= materiality else _NO_MONEY, place

    roots = [issue for issue in _roots(outcome) if issue.suppressed is None]
    if profile == "audit":
        roots = [issue for issue in roots if _concerns_audit(issue)]
    return tuple(sorted(roots, key=order))


def text(outcome: Outcome, profile: str, lang: str, materiality: Decimal = _NO_MONEY) -> str:
    """One report's findings, ready to print; ends with a line feed."""
    lines = [_title(outcome)]
    if outcome.profile.error is not None:
        return "\n".join([*lines, f"  {_error(outcome, lang)}", ""])
    lines += [f"  {line}" for line in _summary(outcome, profile, lang)]
    for number, issue in enumerate(shown(outcome, profile, materiality), 1):
        lines += ["", *_issue(outcome, issue, number, lang)]
    return "\n".join([*lines, *_dealt_with(outcome, lang), ""])


def percent(part: int, whole: int) -> str:
    """A share as whole percent; 100 only where nothing is missing."""
    return f"{part * 100 // whole}%"


def _roots(outcome: Outcome) -> list[Issue]:
    return [issue for issue in outcome.lists.findings if issue.root is None]


def _dealt_with(outcome: Outcome, lang: str) -> list[str]:
    """How many findings are left out because somebody dealt with them."""
    number = sum(issue.suppressed is not None for issue in _roots(outcome))
    if not number:
        return []
    if lang == "en":
        return ["", f"{number} more suppressed (reasons in JSON and findings.csv)"]
    return ["", f"另有 {number} 个问题已确认不列（理由见 JSON 或 findings.csv）"]


def _concerns_audit(issue: Issue) -> bool:
    if issue.severity == "note":
        return False
    return issue.rule in _ALWAYS or not issue.rule.startswith(_WORDING)


def _title(outcome: Outcome) -> str:
    profile = outcome.profile
    said = (profile.doc_type_raw, profile.entity or profile.project, profile.fiscal_year)
    return "  ".join([one_line(profile.path), *(word for word in said if word)])


def _error(outcome: Outcome, lang: str) -> str:
    profile = outcome.profile
    return (profile.error_en if lang == "en" else profile.error) or ""


def _summary(outcome: Outcome, profile: str, lang: str) -> list[str]:
    lists = outcome.lists
    held = sum(check.verdict in {"exact", "rounded"} for check in lists.checks)
    roots = sum(issue.suppressed is None for issue in _roots(outcome))
    listed = len(shown(outcome, profile))
    counts = (
        len(lists.funding),
        len(lists.indicators),
        len(lists.disbursements),
        len(lists.claims),
        len(lists.unread),
    )
    if lang == "en":
        read = (
            "read: {} funding rows, {} indicator rows, {} payments, {} figures in prose; {} unread"
        )
        tried = f"tried: {len(lists.checks)} relations, {held} hold; {roots} findings"
        known = "checked: {covered} of {figures} figures by at least one relation ({share})"
        hidden = f" ({roots - listed} not shown here: --profile full)" if roots > listed else ""
    else:
        read = "读出：资金 {} 行，指标 {} 行，支出 {} 笔，文中数字 {} 个；未读 {} 处"
        tried = f"复核：勾稽 {len(lists.checks)} 项，成立 {held} 项；发现问题 {roots} 个"
        known = "覆盖：{figures} 个数字中 {covered} 个至少受一条勾稽关系核对（{share}）"
        hidden = (
            f"（另有 {roots - listed} 个未列出，加 --profile full 可见）" if roots > listed else ""
        )
    lines = [read.format(*counts), tried + hidden]
    seen = outcome.profile.coverage
    if seen is not None and seen.figures:
        share = percent(seen.covered, seen.figures)
        lines.append(known.format(covered=seen.covered, figures=seen.figures, share=share))
    return [*lines, *outcome.profile.warnings]


def _issue(outcome: Outcome, issue: Issue, number: int, lang: str) -> list[str]:
    english = lang == "en"
    name = issue.name_en if english else issue.name
    sentence = issue.message_en if english else issue.message
    head = f"{number}. [{_SEVERITY[lang][issue.severity]}] {name} {issue.rule}"
    lines = [head, f"   {sentence}"]
    lines += [f"   {line}" for line in _quotes(issue, lang)]
    if issue.recomputation is not None:
        lines.append(f"   {_arithmetic(issue, issue.recomputation, lang)}")
    if issue.basis is not None:
        lines.append(f"   basis: {issue.basis}" if english else f"   依据：{issue.basis}")
    if issue.follows:
        lines.append(_followers(outcome, issue, lang))
    return lines


def _arithmetic(issue: Issue, steps: Arithmetic, lang: str) -> str:
    """The steps in printed figures, then both results in the base unit."""
    printed = _bare(steps.printed)
    units = [f.unit for f in issue.figures if f.value is not None and _bare(f.value) == printed]
    unit = _UNITS.get(units[0] or "", units[0] or "") if units else ""
    if lang == "en":
        return (
            f"recomputed: {steps.expression} (comes to {steps.value}{unit}, "
            f"printed {steps.printed}{unit}, difference {steps.difference})"
        )
    return (
        f"复算：{steps.expression}（重算得 {steps.value}{unit}，"
        f"报告为 {steps.printed}{unit}，相差 {steps.difference}）"
    )


def _bare(number: str) -> str:
    """The number without the zeros that only say how exact it was printed."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def _quotes(issue: Issue, lang: str) -> list[str]:
    """The figures by the line they stand on; of a long list the middle lines by number only."""
    by_place: dict[tuple[int | None, int | None], list[Operand]] = {}
    for figure in issue.figures:
        place = figure.location
        key = (place.page, place.line) if place is not None else (None, None)
        by_place.setdefault(key, []).append(figure)
    lines = [_line(page, line, figures, lang) for (page, line), figures in by_place.items()]
    if len(lines) <= _MOST_LINES:
        return lines
    middle = [str(line) for _, line in list(by_place)[_FIRST_LINES:-1]]
    left_out = (
        f"lines {', '.join(middle)}: likewise"
        if lang == "en"
        else f"第 {'、'.join(middle)} 行：同类，从略"
    )
    return [*lines[:_FIRST_LINES], left_out, lines[-1]]


def _line(page: int | None, line: int | None, figures: list[Operand], lang: str) -> str:
    named = {one_line(figure.label) for figure in figures}
    quotes = [_quote(figure, lang) for figure in figures if one_line(figure.text) not in named]
    quotes = list(dict.fromkeys(quotes))
    if lang == "en":
        where = f"page {page}, line {line}: " if page is not None else f"line {line}: "
        return (where if line is not None else "") + ", ".join(quotes)
    where = f"第 {page} 页第 {line} 行：" if page is not None else f"第 {line} 行："
    return (where if line is not None else "") + "，".join(quotes)


def _quote(figure: Operand, lang: str) -> str:
    words, label = one_line(figure.text), one_line(figure.label)
    name = (
        ""
        if label == words
        else label
        if len(label) <= _LONGEST_LABEL
        else label[:_LONGEST_LABEL] + "…"
    )
    return f"{name} “{words}”".lstrip() if lang == "en" else f"{name}「{words}」"


def _followers(outcome: Outcome, issue: Issue, lang: str) -> str:
    names = {other.id: f"{other.name} {other.rule}" for other in outcome.lists.findings}
    english = {other.id: f"{other.name_en} {other.rule}" for other in outcome.lists.findings}
    if lang == "en":
        return "   follows from it: " + "; ".join(english[i] for i in issue.follows)
    return "   由此引起：" + "；".join(names[i] for i in issue.follows)


def one_line(words: str) -> str:
    """The words with line ends and other control characters made visible."""
    return "".join(c if c.isprintable() or c == "\u3000" else repr(c)[1:-1] for c in words)
