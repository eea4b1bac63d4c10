"""What an ingest says at its end: what was read, what was found, where the tables lie."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from contract.shapes import Entry, Outcome
from export.as_text import percent

_SEVERITY = {
    "error": ("错误", "errors"),
    "warning": ("疑点", "warnings"),
    "note": ("提示", "notes"),
}
_MOST = 12
_CHINESE = """\
文件：读出报告 {opened} 份，失败 {failed} 份，跳过 {skipped} 个（不是报告）
读出：资金 {total[funding]} 行，指标 {total[indicators]} 行，支出 {total[disbursements]} 笔，\
文中数字 {total[claims]} 个；未读 {total[unread]} 处
复核：勾稽 {total[checks]} 项，成立 {total[held]} 项；{total[figures]} 个数字中 \
{total[covered]} 个至少受一条勾稽关系核对（{share}）
发现：问题 {total[findings]} 个{split}
结果表：{where}/（先看 findings.csv；所引数字逐个列在 figures.csv）"""
_ENGLISH = """\
Files: {opened} reports read, {failed} failed, {skipped} skipped (no reports)
Read: {total[funding]} funding rows, {total[indicators]} indicator rows, \
{total[disbursements]} payments, {total[claims]} figures in prose; {total[unread]} unread
Tried: {total[checks]} relations, {total[held]} hold; {total[covered]} of {total[figures]} \
figures are checked by at least one ({share})
Found: {total[findings]} findings{split}
Tables: {where}/ (start with findings.csv; every figure quoted is in figures.csv)"""


def entry(outcome: Outcome, kind: str, size: int | None, first: dict[str, str]) -> Entry:
    """What the manifest says of a file; ``first`` gets the path under which its bytes were met."""
    profile, lists = outcome.profile, outcome.lists
    same = first.get(profile.doc_id or "")
    if profile.doc_id is not None:
        first.setdefault(profile.doc_id, profile.path)
    read = profile.error is None
    return Entry(
        doc_id=profile.doc_id,
        path=profile.path,
        kind=kind,
        bytes=size,
        status=profile.status,
        error=profile.error,
        error_en=profile.error_en,
        pages=profile.pages,
        funding=len(lists.funding) if read else None,
        indicators=len(lists.indicators) if read else None,
        disbursements=len(lists.disbursements) if read else None,
        claims=len(lists.claims) if read else None,
        findings=sum(issue.root is None for issue in lists.findings) if read else None,
        unread=len(lists.unread) if read else None,
        same_as=same,
    )


def count(outcome: Outcome, entry: Entry) -> Counter[str]:
    """One file's share of the summary, to be added up; the same bytes again give no rows."""
    total = Counter({"files": 1, f"status:{entry.status}": 1})
    if entry.same_as is not None:
        return total
    lists, seen = outcome.lists, outcome.profile.coverage
    every = [issue for issue in lists.findings if issue.root is None]
    roots = [issue for issue in every if issue.suppressed is None]
    total.update(
        funding=len(lists.funding),
        indicators=len(lists.indicators),
        disbursements=len(lists.disbursements),
        claims=len(lists.claims),
        unread=len(lists.unread),
        checks=len(lists.checks),
        held=sum(check.verdict in {"exact", "rounded"} for check in lists.checks),
        findings=len(roots),
        figures=seen.figures if seen is not None else 0,
        covered=seen.covered if seen is not None else 0,
        suppressed=len(every) - len(roots),
    )
    total.update(f"severity:{issue.severity}" for issue in roots)
    total.update(f"rule:{issue.name}|{issue.name_en}|{issue.rule}" for issue in roots)
    return total


def summary(total: Counter[str], folder: Path, lang: str) -> str:
    """The closing lines of an ingest."""
    opened = total["status:ok"] + total["status:partial"]
    skipped = total["status:skipped"]
    severities = [
        (words[lang == "en"], total[f"severity:{name}"])
        for name, words in _SEVERITY.items()
        if total[f"severity:{name}"]
    ]
    words = _ENGLISH if lang == "en" else _CHINESE
    split = "，".join(f"{word} {number}" for word, number in severities)
    lines = words.format(
        opened=opened,
        skipped=skipped,
        failed=total["files"] - opened - skipped,
        total=total,
        share=percent(total["covered"], max(1, total["figures"])),
        split=f"（{split}）" if split else "",
        where=folder.as_posix(),
    ).split("\n")
    return "\n".join([*lines[:-1], *_by_rule(total, lang), *_dealt_with(total, lang), lines[-1]])


def _dealt_with(total: Counter[str], lang: str) -> list[str]:
    number = total["suppressed"]
    if not number:
        return []
    en = f"  {number:>3}  more suppressed (reasons in findings.csv)"
    return [en if lang == "en" else f"  {number:>3}  另已确认不列（理由见 findings.csv）"]


def _by_rule(total: Counter[str], lang: str) -> list[str]:
    rules = [(key[5:], number) for key, number in total.items() if key.startswith("rule:")]
    rules.sort(key=lambda item: (-item[1], item[0]))
    lines: list[str] = []
    for key, number in rules[:_MOST]:
        name, name_en, code = key.split("|")
        lines.append(f"  {number:>3}  {name_en if lang == 'en' else name} {code}")
    rest = sum(number for _, number in rules[_MOST:])
    if rest:
        lines.append(f"  {rest:>3}  others" if lang == "en" else f"  {rest:>3}  其他")
    return lines
