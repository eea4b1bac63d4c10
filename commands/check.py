"""``gouji check``: some reports on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands import speech
from commands.failures import report_failure
from commands.group import command, spoken, version
from commands.options import Chosen, reading, set_in_files, vocabulary
from commands.speech import say
from export.console import exit_code, put

if TYPE_CHECKING:
    from contract.shapes import Outcome
    from extract.options import Options


@command(
    "读一份或几份报告，打印发现的问题，不写任何文件；FILE 为 - 时读标准输入。",
    "Read reports and print what was found, writing nothing; - reads standard input.",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=say("给人看的文字，或完整的 JSON。", "Text for people, or JSON with everything."),
)
@click.option(
    "--profile",
    type=click.Choice(["audit", "full"]),
    default="audit",
    help=say(
        "audit 不列提示和纯文字问题；full 全列。",
        "audit leaves out notes and pure wording; full shows all.",
    ),
)
@click.option(
    "--exit-zero",
    is_flag=True,
    help=say("有问题时退出码也为 0。", "Exit with 0 even when there are findings."),
)
@set_in_files
@reading(join=True)
@vocabulary
@spoken
def check(  # noqa: PLR0913  as many as the command has options
    files: tuple[str, ...],
    *,
    form: str,
    profile: str,
    exit_zero: bool,
    chosen: Chosen,
    options: Options,
) -> int:
    """Some reports on the screen; the exit code."""
    from commands.suppressions_toml import report_unused
    from contract.outcome import outcome
    from export.as_settings import applied, line
    from export.as_text import shown, text
    from export.suppressed import fingerprints, marked
    from extract.given import given
    from pipeline import settle, take

    settle()
    settings, money = chosen.settings, chosen.settings.materiality
    done: list[Outcome] = []
    for file in files:
        with given(file) as found:
            result = marked(outcome(take(found, options, settings)), chosen.suppressions)
        report_failure(result, file)
        if form == "text" and result.profile.error is None:
            click.echo(text(result, profile, speech.LANG, money))
        done.append(result)
    if form == "json":
        from export.as_json import encode
        from normalize.lists import fingerprint

        put(encode(done, version(), fingerprint(), applied(settings)))
    elif said := line(settings, speech.LANG):
        click.echo(said)
    report_unused(chosen.suppressions, (one for each in done for one in fingerprints(each)))
    opened = sum(result.profile.error is None for result in done)
    findings = 0 if exit_zero else sum(len(shown(result, profile)) for result in done)
    return exit_code(opened, len(done) - opened, findings)
