"""``--path-meta`` and ``--meta``: where reports belong, by their paths and by a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from commands.speech import say

if TYPE_CHECKING:
    from intake.run import Work
    from intake.settling import Settled
    from store.opening import Store

_FEW = 10
Posts: TypeAlias = tuple[str | None, Path | None]


def signposted(command: Callable[..., int]) -> Callable[..., int]:
    """The two options, handed on as ``posts``: the pattern and the list's path."""

    @wraps(command)
    def call(*given: object, path_meta: str | None, meta: Path | None, **others: object) -> int:
        return command(*given, posts=(path_meta, meta), **others)

    pattern = click.option(
        "--path-meta",
        metavar="PATTERN",
        help=say(
            "由路径得年度、地区、单位，如 '{year}/{region}/{entity}'。",
            "Year, region, unit from the path: '{year}/{region}/{entity}'.",
        ),
    )
    listed = click.option(
        "--meta",
        metavar="LIST",
        type=click.Path(path_type=Path),
        help=say(
            "写明各文件年度、地区、单位的清单（XLSX、XLS、ODS、CSV）。",
            "List of the files' years, regions and units (XLSX, XLS, ODS, CSV).",
        ),
    )
    return pattern(listed(call))


def settle(store: Store, work: Work, given: Sequence[Path], posts: Posts) -> None:
    """Store where the reports below the paths given belong, and say what is not known."""
    from intake import meta_list, path_meta
    from intake.settling import Signposts, forgotten, settled, unsettled

    files = work.plan.files()
    gone = forgotten(store, files, given)
    if gone:
        zh = f"{gone} 个文件已不在目录中，不再列入结果表；库中仍留有读过的内容"
        en = f"{gone} files are no longer there and not in the tables; the store keeps them"
        click.echo(say(zh, en), err=True)
    if posts == (None, None):
        unsettled(store, files)
        return
    pattern, listed = posts
    signs = Signposts(
        None if pattern is None else path_meta.pattern(pattern),
        None if listed is None else meta_list.read_list(listed),
    )
    made = settled(store, files, signs)
    for line in _lines(made, pattern, listed):
        click.echo(line, err=True)


def check(posts: Posts) -> None:
    """Raise UsageError where the pattern or the list is wrong, before any file is opened."""
    from intake import meta_list, path_meta

    pattern, listed = posts
    if pattern is not None:
        path_meta.pattern(pattern)
    if listed is not None:
        meta_list.read_list(listed)


def _lines(made: Settled, pattern: str | None, listed: Path | None) -> list[str]:
    known, n = made.known, made.files
    lines = [
        say(
            f"归属：年度 {known['fiscal_year']:,}，地区 {known['region']:,}，"
            f"单位 {known['entity']:,}（共 {n:,} 份）",
            f"belonging: year {known['fiscal_year']:,}, region {known['region']:,},"
            f" entity {known['entity']:,} of {n:,}",
        )
    ]
    if made.differing:
        zh = f"归属：说法不一 {made.differing:,} 处，见 documents.csv 的 *_candidates"
        en = f"belonging: sources differ in {made.differing:,} places, see *_candidates"
        lines.append(say(zh, f"{en} in documents.csv"))
    if made.astray:
        first = _shown(made.astray[0])
        zh = f"--path-meta：{len(made.astray):,} 个文件的路径不合“{pattern}”，例如 {first}"
        en = f"--path-meta: the paths of {len(made.astray):,} files do not fit '{pattern}', e.g."
        lines.append(say(zh, f"{en} {first}"))
    if made.unused and listed is not None:
        rows = "、".join(f"第 {row.number} 行 {_shown(row.path)}" for row in made.unused[:_FEW])
        rows_en = ", ".join(f"row {row.number} {_shown(row.path)}" for row in made.unused[:_FEW])
        more = len(made.unused) - _FEW
        name, number = _shown(listed.as_posix()), len(made.unused)
        zh = f"清单 {name}：{number} 行没有对应的文件：{rows}"
        en = f"list {name}: {number} rows have no file: {rows_en}"
        lines.append(
            say(f"{zh} 等" if more > 0 else zh, f"{en} and {more} more" if more > 0 else en)
        )
    return lines


def _shown(name: str) -> str:
    from export.as_text import one_line

    return one_line(name)
