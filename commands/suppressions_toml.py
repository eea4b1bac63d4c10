"""``gouji-suppressions.toml``: findings that were dealt with, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from commands.speech import fail
from commands.toml_file import Table, read, table, words, wrong
from export.as_text import one_line
from model.suppression import NO_SUPPRESSIONS, Suppression, Suppressions

USUAL_NAME = Path("gouji-suppressions.toml")
"""The file that is read without being asked for, where the working directory has one."""

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_KEYS = {"fingerprint", "reason", "by", "date"}


def suppressions(path: Path | None) -> Suppressions:
    """What the file lists; nothing where none is named and none lies in the working directory.

    Raises:
        UsageError: it cannot be read, or an entry lacks its fingerprint or its reason.

    """
    if path is None and not USUAL_NAME.exists():
        return NO_SUPPRESSIONS
    path = path or USUAL_NAME
    content = read(path)
    listed = content.get("suppress", [])
    if set(content) - {"suppress"} or not isinstance(listed, list):
        zh, en = "每条应写成 [[suppress]]", "entries are written as [[suppress]]"
        raise wrong(path, zh, en)
    entries = cast("list[object]", listed)
    found = (_entry(path, number, entry) for number, entry in enumerate(entries, 1))
    return Suppressions(path.as_posix(), tuple(found))


def _entry(path: Path, number: int, entry: object) -> Suppression:
    given = table(entry) or {}
    fault = _fault(given)
    if fault is not None:
        zh, en = fault
        raise wrong(path, f"第 {number} 条 {zh}", f"entry {number} {en}")
    who, when = (str(given.get(name, "")) for name in ("by", "date"))
    return Suppression(str(given["fingerprint"]).strip(), str(given["reason"]).strip(), who, when)


def _fault(given: Table) -> tuple[str, str] | None:
    """What is wrong with an entry, in both languages."""
    for name in given:
        if name not in _KEYS:
            return f"没有 {name} 这一项", f"has no place for {name}"
    fingerprint = words(given.get("fingerprint"))
    if fingerprint is None or not _FINGERPRINT.fullmatch(fingerprint):
        return (
            "fingerprint 应是完整的 16 位指纹（见 JSON、findings.csv 或 gouji explain）",
            "needs the whole fingerprint of 16 digits (see JSON, findings.csv or gouji explain)",
        )
    if words(given.get("reason")) is None:
        return '要写明理由：reason = "……"', 'needs a reason = "…"'
    return None


def report_unused(given: Suppressions, met: Iterable[str]) -> None:
    """A line on the error stream for each entry that no finding of this call answers to."""
    seen = set(met)
    for one in given.items:
        if one.fingerprint not in seen:
            name, reason = one_line(given.name), one_line(one.reason)
            zh = "在所读的报告中没有对应的问题；不再需要就删去"
            en = "fits no finding of the reports read; remove it if it is done with"
            fail(name, f"{one.fingerprint}（{reason}）{zh}", f"{one.fingerprint} ({reason}) {en}")
