"""What was set in ``gouji.toml``, as data and as the one line that every output carries."""

from __future__ import annotations

from contract.applied import Applied, Moved, Setting, Stopped
from contract.shapes import Exact
from export.as_text import one_line
from model.quantity import plain
from model.settings import USUAL, Settings


def applied(settings: Settings) -> Applied | None:
    """The settings as they are given out; None where nothing was set."""
    if settings == USUAL:
        return None
    return Applied(
        materiality=Exact(plain(settings.materiality)),
        off=tuple(Stopped(rule=one.rule, reason=one.reason) for one in settings.off),
        limits=tuple(
            Moved(
                rule=one.rule,
                name=one.name,
                value=Exact(plain(one.value)),
                usual=Exact(plain(one.usual)),
                reason=one.reason,
            )
            for one in settings.limits
        ),
    )


def listed(settings: Settings) -> tuple[Setting, ...]:
    """The same as rows of a table: ``setting`` is ``off``, ``materiality`` or a limit's name."""
    rows = [Setting(rule=one.rule, setting="off", reason=one.reason) for one in settings.off]
    rows += [
        Setting(
            rule=one.rule,
            setting=one.name,
            value=Exact(plain(one.value)),
            usual=Exact(plain(one.usual)),
            reason=one.reason,
        )
        for one in settings.limits
    ]
    if settings.materiality:
        money = Exact(plain(settings.materiality))
        rows.append(Setting(setting="materiality", value=money, usual=Exact("0")))
    return tuple(rows)


def line(settings: Settings, lang: str) -> str:
    """One line that says what was set and why; empty where nothing was."""
    english = lang == "en"
    parts = [
        f"{one.rule} is off ({one.reason})" if english else f"停用 {one.rule}（{one.reason}）"
        for one in settings.off
    ]
    for one in settings.limits:
        zh = f"{one.rule} 的 {one.name} = {plain(one.value)}（原 {plain(one.usual)}：{one.reason}）"
        en = (
            f"{one.rule} {one.name} = {plain(one.value)} (usually {plain(one.usual)}: {one.reason})"
        )
        parts.append(en if english else zh)
    if settings.materiality:
        money = plain(settings.materiality)
        parts.append(f"materiality {money} yuan" if english else f"重要性水平 {money} 元")
    if not parts:
        return ""
    said = ("; " if english else "；").join(map(one_line, parts))
    return f"Set in gouji.toml: {said}" if english else f"设置（gouji.toml）：{said}"
