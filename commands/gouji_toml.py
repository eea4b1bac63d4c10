"""``gouji.toml``: which rules are off, which limits moved, and the reason beside each."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from commands.toml_file import Table, number, read, table, words, wrong
from model.quantity import plain
from model.settings import USUAL, ChangedLimit, Settings, SwitchedOff
from validate.registry import Limit, Rule, registered

USUAL_NAME = Path("gouji.toml")
"""The file that is read without being asked for, where the working directory has one."""


def settings(path: Path | None) -> Settings:
    """What the file sets; nothing where none is named and none lies in the working directory.

    Raises:
        UsageError: it cannot be read, names what there is not, or lacks a reason.

    """
    if path is None and not USUAL_NAME.exists():
        return USUAL
    path = path or USUAL_NAME
    content = read(path)
    known = {rule.code: rule for rule in registered()}
    off: list[SwitchedOff] = []
    limits: list[ChangedLimit] = []
    for code, given in _rules(path, content):
        if code not in known:
            zh, en = "没有这条规则；gouji rules 可列出全部", "no such rule; gouji rules lists them"
            raise wrong(path, f"[rules.{code}] {zh}", f"[rules.{code}] {en}")
        off += _off(path, code, given)
        limits += _limits(path, known[code], given)
    return Settings(tuple(off), tuple(limits), _materiality(path, content))


def _rules(path: Path, content: Table) -> Iterator[tuple[str, Table]]:
    for name in content:
        if name not in {"rules", "materiality"}:
            zh = f"没有 {name} 这一项；可设 materiality 和 [rules.代码]"
            raise wrong(path, zh, f"{name} is nothing to set; set materiality or [rules.CODE]")
    rules = table(content.get("rules", {}))
    if rules is None:
        raise wrong(path, "rules 应写成 [rules.代码]", "rules are written as [rules.CODE]")
    for code, given in rules.items():
        held = table(given)
        if held is None:
            zh, en = "应写成一节", "must be a table of its own"
            raise wrong(path, f"[rules.{code}] {zh}", f"[rules.{code}] {en}")
        yield code, held


def _off(path: Path, code: str, given: Table) -> Iterator[SwitchedOff]:
    if "off" not in given:
        return
    reason = words(given["off"])
    if reason is None:
        zh, en = '停用要写明理由：off = "……"', 'needs a reason: off = "…"'
        raise wrong(path, f"[rules.{code}] {zh}", f"[rules.{code}] {en}")
    yield SwitchedOff(code, reason)


def _limits(path: Path, rule: Rule, given: Table) -> Iterator[ChangedLimit]:
    changed = [name for name in given if name not in {"off", "reason"}]
    reason = words(given.get("reason"))
    usual = {limit.name: limit for limit in rule.limits}
    for name in changed:
        here = f"[rules.{rule.code}] {name}"
        if name not in usual:
            there = "、".join(usual) or "无"
            zh = f"没有这个参数；此规则可设的参数：{there}"
            en = f"no such limit; this rule has: {', '.join(usual) or 'none'}"
            raise wrong(path, f"{here} {zh}", f"{here}: {en}")
        value = _value(path, here, usual[name], given[name])
        if reason is None:
            zh, en = '改了参数要写明理由：reason = "……"', 'a changed limit needs reason = "…"'
            raise wrong(path, f"{here} {zh}", f"{here}: {en}")
        yield ChangedLimit(rule.code, name, value, usual[name].value, reason)


def _value(path: Path, here: str, limit: Limit, given: object) -> Decimal:
    value = number(given)
    if value is None or not limit.least <= value <= limit.most:
        zh = f"应是 {plain(limit.least)} 到 {plain(limit.most)} 之间的数"
        en = f"must be a number from {plain(limit.least)} to {plain(limit.most)}"
        raise wrong(path, f"{here} {zh}", f"{here} {en}")
    return value


def _materiality(path: Path, content: Table) -> Decimal:
    value = number(content.get("materiality", 0))
    if value is None or value < 0:
        zh, en = "materiality 应是不小于 0 的数（元）", "materiality must be a number of yuan"
        raise wrong(path, zh, en)
    return value
