"""``gouji ingest``: many reports into the store and its tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands import speech
from commands.group import command, spoken
from commands.labour import Labour, Place, at_work, for_whom, stored, warn_remote
from commands.options import Chosen, reading, set_in_files, vocabulary
from commands.signposts import Posts, check, settle, signposted
from commands.speech import say
from export.console import NOTHING

if TYPE_CHECKING:
    from extract.options import Options
    from intake.run import Wishes


@command(
    "读取 PATH 下的全部报告（默认 data/raw）存入库，并写成 DIR 中的表（默认 data/structured）；"
    "读过且未变的文件不再读，中断后再运行同一条命令即可继续。"
    "PATH 可以是通配符；为 - 时从标准输入取文件名。",
    "Read every report below PATH (data/raw) into a store and write its tables to DIR"
    " (data/structured). What was read and has not changed is not read again: after a stop, run"
    " the same command to go on. PATH may hold wildcards; - takes names from standard input.",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@stored
@click.option(
    "--dry-run",
    is_flag=True,
    help=say("只列出有哪些文件、各是什么，不读也不写。", "Only list what files there are."),
)
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    help=say("这次最多读 N 份，其余下次再读。", "Read N files at most, the rest next time."),
)
@click.option(
    "--retry-failed",
    is_flag=True,
    help=say("上次失败的文件再读一次。", "Read again what failed before."),
)
@signposted
@at_work
@for_whom
@set_in_files
@reading(join=True)
@vocabulary
@spoken
def ingest(  # noqa: PLR0913  as many as the command has options
    paths: tuple[str, ...],
    *,
    place: Place,
    dry_run: bool,
    limit: int | None,
    retry_failed: bool,
    posts: Posts,
    labour: Labour,
    verbatim: bool,
    chosen: Chosen,
    options: Options,
) -> int:
    """Many reports into the store; the exit code."""
    from commands.files import given_files

    given = given_files(paths)
    if dry_run:
        return _archive(given, place.out)
    from intake.run import Wishes
    from pipeline import CHILD, keys
    from workers import interrupts

    with interrupts() as stop:
        wishes = Wishes(
            keys=keys(options, chosen.settings),
            command=CHILD,
            options=options,
            settings=chosen.settings,
            again=retry_failed,
            limit=limit,
            jobs=labour.jobs,
            limits=labour.limits,
            stop=stop,
            temp=place.out / ".gouji" / "children",
        )
        return _run(given, place, wishes, chosen, posts=posts, verbatim=verbatim)


def _run(  # noqa: PLR0913  what the command was given
    given: Sequence[Path],
    place: Place,
    wishes: Wishes,
    chosen: Chosen,
    *,
    posts: Posts,
    verbatim: bool,
) -> int:
    import pipeline
    from commands.closing import close_run, failures, stopped
    from commands.progress import shown
    from store.opening import opened

    pipeline.settle()
    check(posts)
    found = pipeline.files(given, place.out)
    with opened(place.out, place.url) as store:
        if store.remote:
            warn_remote(store.where)
        work = pipeline.ingest(store, found, wishes)
        told_of = shown(work, wishes.stop)
        if wishes.stop():
            return stopped(work)
        settle(store, work, given, posts)
        code = failures(store, work, told_of)
        close_run(store, place.out, chosen, verbatim=verbatim, stop=wishes.stop)
        return code


def _archive(paths: Sequence[Path], out: Path) -> int:
    """What lies below the paths by true kind of file, and what would become of it."""
    from extract.survey import kind_in_words
    from pipeline import archive

    for kind, number, size, why in archive(paths, out):
        fate = say("会读", "to be read") if why is None else say(why.zh, why.en)
        click.echo(f"{number:>7}  {size:>13,} B  {kind_in_words(kind, speech.LANG)}：{fate}")
    return NOTHING
