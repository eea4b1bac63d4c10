"""The rule catalogue in print: one line a rule, one page a rule, the whole book."""

from __future__ import annotations

from collections.abc import Iterable

from model.quantity import plain
from model.settings import USUAL, Settings
from validate.preface import PREFACE
from validate.registry import Rule

_SEVERITY = {"error": "错误", "warning": "疑点", "note": "提示"}


def line(rule: Rule, lang: str, settings: Settings = USUAL) -> str:
    """One rule in one line: code, severity, name, what it says; whether it is switched off."""
    reason = settings.why_off(rule.code)
    if lang == "en":
        off = f" [off: {reason}]" if reason else ""
        return f"{rule.code:<8}{rule.severity.value:<9}{rule.name_en}: {rule.en}{off}"
    off = f"［已停用：{reason}］" if reason else ""
    return f"{rule.code:<8}{_SEVERITY[rule.severity.value]}  {rule.name}：{rule.zh}{off}"


def brief(rule: Rule, lang: str) -> str:
    """One rule in a sentence, for a reader who has one of its checks before him."""
    if lang == "en":
        return f"{rule.code} {rule.name_en} ({rule.severity.value}): {rule.en}"
    return f"{rule.code} {rule.name}（{_SEVERITY[rule.severity.value]}）：{rule.zh}"


def page(rule: Rule, settings: Settings = USUAL) -> str:
    """One rule as a section of Markdown, its examples and the limits in force included."""
    severity = rule.severity.value
    parts = [
        f"## {rule.code} {rule.name} · {rule.name_en}",
        f"{_SEVERITY[severity]} {severity}",
        *_switched_off(rule, settings),
        rule.zh,
        rule.en,
        *_sentences(rule),
        *_limits(rule, settings),
        *_examples("会指出 Flags", rule.flags),
        *_examples("不会指出 Passes", rule.passes),
    ]
    return "\n\n".join(part for part in parts if part)


def book(rules: Iterable[Rule]) -> str:
    """Every rule, for ``docs/rules.md``; ends with a line feed."""
    return "\n\n".join([PREFACE.rstrip(), *(page(rule) for rule in rules)]) + "\n"


def _sentences(rule: Rule) -> list[str]:
    """What else the rule may say; ``{…}`` stands for words of the report."""
    lines = [f"- {_ended(one.zh, '。')}\n  {_ended(one.en, '.')}" for one in rule.says]
    return ["其他说法 Also says:\n\n" + "\n".join(lines)] if lines else []


def _switched_off(rule: Rule, settings: Settings) -> list[str]:
    reason = settings.why_off(rule.code)
    return [f"gouji.toml 已停用 switched off: {reason}"] if reason else []


def _limits(rule: Rule, settings: Settings) -> list[str]:
    """The thresholds that ``gouji.toml`` may set, with their reasons; what it did set."""
    lines = [
        f"- `{one.name}` = {plain(one.value)}：{_ended(one.zh, '。')}\n  {_ended(one.en, '.')}"
        for one in rule.limits
    ]
    lines += [
        f"- gouji.toml: `{one.name}` = {plain(one.value)}：{one.reason}"
        for one in settings.limits
        if one.rule == rule.code
    ]
    return ["可设参数 Limits:\n\n" + "\n".join(lines)] if lines else []


def _ended(text: str, stop: str) -> str:
    """The text with the full stop that a message gets in any case."""
    return text.rstrip(stop) + stop


def _examples(title: str, blocks: Iterable[str]) -> list[str]:
    return [f"{title}:\n\n```text\n{block.rstrip()}\n```" for block in blocks]
