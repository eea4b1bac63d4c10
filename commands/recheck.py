"""``gouji recheck``: the reports of a store judged again, none of them opened."""

from __future__ import annotations

import click

from commands.group import command, spoken
from commands.labour import Labour, Place, at_work, stored
from commands.options import Chosen, set_in_files
from commands.speech import fail, say
from export.console import NOTHING, SOME_FAILED


@command(
    "规则或参数（gouji.toml）改变后，用库中已读出的内容重新复核，不再打开报告，并重写结果表。",
    "After a change of rules or of gouji.toml: judge again what the store holds, open no report,"
    " and write the tables anew.",
)
@stored
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=say("规则没有变的也重新复核。", "Also where no rule has changed."),
)
@at_work
@set_in_files
@spoken
def recheck(*, place: Place, everything: bool, labour: Labour, chosen: Chosen) -> int:
    """Every report judged by today's rules; the exit code."""
    from commands.closing import close_run, stopped
    from commands.progress import shown
    from intake.run import Wishes
    from pipeline import CHILD, keys
    from pipeline import recheck as judge
    from store.opening import opened
    from workers import interrupts

    with opened(place.out, place.url, new=False) as store, interrupts() as stop:
        wishes = Wishes(
            keys=keys(settings=chosen.settings),
            command=CHILD,
            settings=chosen.settings,
            jobs=labour.jobs,
            limits=labour.limits,
            stop=stop,
            temp=place.out / ".gouji" / "children",
        )
        work = judge(store, wishes, everything=everything)
        if work.foreign:
            zh = f"{work.foreign} 份由另一版本的 gouji 读出，不能直接复核"
            en = f"{work.foreign} reports were read by another gouji and cannot be judged as stored"
            fail(store.where, f"{zh}；请再运行 gouji ingest", f"{en}; run gouji ingest again")
        failed = shown(work, stop)
        if stop():
            return stopped(work)
        close_run(store, place.out, chosen, verbatim=False, stop=stop)
        return SOME_FAILED if failed or work.foreign else NOTHING
