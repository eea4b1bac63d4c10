"""The ``gouji`` command: arguments in, pipeline out, nothing else."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import reduce, wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from export.console import INTERRUPTED, NOTHING, USELESS, exit_code, language, open_streams, put
from model.errors import GoujiError

if TYPE_CHECKING:
    from export.shapes import Outcome
    from extract.options import Options

# Help is put together when the commands are declared, so the language is settled before them.
LANG = language(sys.argv[1:], dict(os.environ))


def say(zh: str, en: str) -> str:
    """The sentence in the language of this call."""
    return en if LANG == "en" else zh


class Help(click.HelpFormatter):
    """click's help pages with its own few words in the language of this call."""

    _words = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}  # noqa: RUF012

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line: how the command is called."""
        super().write_usage(prog, args, prefix or say("用法：", "Usage: "))

    def write_heading(self, heading: str) -> None:
        """The line above a list of options or commands."""
        super().write_heading(say(self._words.get(heading, heading), heading))


click.Context.formatter_class = Help
_help = click.help_option("--help", help=say("显示这一页。", "Show this page."))
_lang = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    expose_value=False,
    help=say("屏幕文字用中文或英文。", "Words on the screen in Chinese or English."),
)


def _version(context: click.Context, _parameter: click.Parameter, value: object) -> None:
    if value:
        click.echo(f"gouji {version()}")
        context.exit()


def version() -> str:
    """The version as installed."""
    from importlib.metadata import version as installed

    return installed("gouji")


@click.group(
    help=say(
        "读预算绩效报告，取出资金表、指标表、支出台账和文中数字，核对勾稽关系，指出对不上的地方。",
        "Read budget-performance reports, take out their figures, and show what does not add up.",
    )
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help=say("显示版本号。", "Show the version."),
)
@_lang
@_help
def gouji() -> None:
    """The command group; see ``help`` above."""


def _command(zh: str, en: str) -> Callable[[Callable[..., int]], click.Command]:
    """A command of the group, with its help."""
    return gouji.command(help=say(zh, en))


def _use_lists(_context: click.Context, _parameter: click.Parameter, folder: Path | None) -> None:
    """Names the user's word lists before anything that reads them is loaded."""
    if folder is not None:
        os.environ["GOUJI_VOCABULARY"] = str(folder)


_vocabulary = click.option(
    "--vocabulary",
    metavar="DIR",
    type=click.Path(path_type=Path),
    callback=_use_lists,
    expose_value=False,
    help=say(
        "另加词表的目录（units.toml 等），也可设 GOUJI_VOCABULARY。",
        "Folder with lists of your own (units.toml …); or set GOUJI_VOCABULARY.",
    ),
)


def _reading(*, join: bool) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """The options that say how a file is read, handed on as one; ``join`` is their default."""
    options = (
        click.option(
            "--password",
            metavar="TEXT",
            help=say("打开加密 PDF 的密码。", "Password that opens an encrypted PDF."),
        ),
        click.option(
            "--pdf-engine",
            type=click.Choice(["pdfium", "pdfplumber"]),
            default="pdfium",
            help=say("用哪个库读 PDF；pdfplumber 慢得多。", "What reads PDF; pdfplumber is slow."),
        ),
        click.option(
            "--join/--no-join",
            default=join,
            help=say("PDF 中跨页的表是否接成一张。", "Join PDF tables over page breaks."),
        ),
    )

    def add(command: Callable[..., int]) -> Callable[..., int]:
        @wraps(command)
        def call(
            *given: object, password: str | None, pdf_engine: str, join: bool, **others: object
        ) -> int:
            from extract.options import Options

            return command(*given, options=Options(password, pdf_engine, join), **others)

        return reduce(lambda done, option: option(done), reversed(options), call)

    return add


@_command(
    "读取 PATH 下的全部报告（默认 data/raw），把结果写成 DIR 中的表（默认 data/structured）。",
    "Read every report below PATH (data/raw) and write the tables to DIR (data/structured).",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data/structured"),
    help=say("结果表所在目录。", "Folder for the tables."),
)
@click.option(
    "--dry-run",
    is_flag=True,
    help=say("只列出有哪些文件、各是什么，不读也不写。", "Only list what files there are."),
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    help=say("同时读几份；本版总是一份一份读。", "Files at a time; this version reads one by one."),
)
@click.option(
    "--for",
    "reader",
    type=click.Choice(["people", "analyst"]),
    default="people",
    help=say(
        "people：防止单元格被电子表格当作公式；analyst：原样。",
        "people: guard cells that look like formulas; analyst: verbatim.",
    ),
)
@_reading(join=True)
@_vocabulary
@_lang
@_help
def ingest(  # noqa: PLR0913  as many as the command has options
    paths: tuple[Path, ...], out: Path, *, dry_run: bool, jobs: int, reader: str, options: Options
) -> int:
    """Many reports into tables; the exit code."""
    del jobs
    given = paths or (Path("data/raw"),)
    if dry_run:
        return _archive(given, out)
    from export.as_csv import tables
    from export.outcome import outcome
    from export.summary import count, entry, summary
    from pipeline import ingest as take_in
    from pipeline import settle

    settle()
    first: dict[str, str] = {}
    total: Counter[str] = Counter()
    taken = take_in(given, out, options)
    with tables(out, verbatim=reader == "analyst") as add:
        for found, report in taken:
            result = outcome(report)
            met = entry(result.profile, found.kind, found.size, first)
            add(result, met)
            total += count(result, met)
            _report_failure(result, found.path.as_posix())
    click.echo(summary(total, out, LANG))
    opened = total["status:ok"] + total["status:partial"]
    return exit_code(opened, total["files"] - opened - total["status:skipped"], 0)


def _archive(paths: tuple[Path, ...], out: Path) -> int:
    """What lies below the paths by true kind of file, and what would become of it."""
    from extract.survey import kind_in_words
    from pipeline import archive

    for kind, number, size, why in archive(paths, out):
        fate = say("会读", "to be read") if why is None else say(why.zh, why.en)
        click.echo(f"{number:>7}  {size:>13,} B  {kind_in_words(kind, LANG)}：{fate}")
    return NOTHING


@_command(
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
@_reading(join=True)
@_vocabulary
@_lang
@_help
def check(
    files: tuple[str, ...], *, form: str, profile: str, exit_zero: bool, options: Options
) -> int:
    """Some reports on the screen; the exit code."""
    from export.as_text import shown, text
    from export.outcome import outcome
    from extract.given import given
    from pipeline import settle, take

    settle()
    done: list[Outcome] = []
    for file in files:
        with given(file) as found:
            result = outcome(take(found, options))
        _report_failure(result, file)
        if form == "text" and result.profile.error is None:
            click.echo(text(result, profile, LANG))
        done.append(result)
    if form == "json":
        from export.as_json import encode
        from normalize.lists import fingerprint

        put(encode(done, version(), fingerprint()))
    opened = sum(result.profile.error is None for result in done)
    findings = 0 if exit_zero else sum(len(shown(result, profile)) for result in done)
    return exit_code(opened, len(done) - opened, findings)


@_command("按原样列出读到的表格。", "The tables of a report, as read.")
@click.argument("file", metavar="FILE")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", help="JSON")
@_reading(join=False)
@_lang
@_help
def tables(file: str, *, form: str, options: Options) -> int:
    """One report's tables as JSON, page by page; the exit code."""
    del form
    from export.as_json import encode_tables
    from extract.given import given
    from model.finding import Unopened
    from pipeline import tables as read

    with given(file) as found:
        result = read(found, options)
    if isinstance(result, Unopened):
        click.echo(_failure(file, result.error, result.error_en), err=True)
        return USELESS
    put(encode_tables(found.name, result, version()))
    return NOTHING


@_command("列出全部规则；给出 CODE 则显示那一条。", "List the rules, or show one in full.")
@click.argument("code", metavar="[CODE]", required=False)
@_lang
@_help
def rules(code: str | None) -> int:
    """The catalogue, or one rule's page; the exit code."""
    from validate.catalogue import line, page
    from validate.registry import registered

    known = registered()
    if code is None:
        click.echo("\n".join(line(rule, LANG) for rule in known))
        return NOTHING
    found = next((rule for rule in known if rule.code == code.upper()), None)
    if found is not None:
        click.echo(page(found))
        return NOTHING
    click.echo(_failure(code, "没有这条规则；gouji rules 可列出全部", "no such rule"), err=True)
    return USELESS


def _report_failure(result: Outcome, name: str) -> None:
    profile = result.profile
    if profile.error is not None and profile.status != "skipped":
        click.echo(_failure(name, profile.error, profile.error_en or profile.error), err=True)


def _failure(name: str, zh: str, en: str) -> str:
    """One line that names the file, says what is wrong and what to do."""
    from export.as_text import one_line

    return say(f"{one_line(name)}：{zh}", f"{one_line(name)}: {en}")


def _misused(error: click.UsageError) -> str:
    """What is wrong with the call and where its help is, in one line."""
    command = error.ctx.command_path if error.ctx else "gouji"
    match error:
        case click.NoSuchOption():
            zh = f"没有选项 {error.option_name}"
        case click.MissingParameter():
            zh = "缺少参数"
        case click.BadParameter():
            zh = f"参数的值不对（{error.message}）"
        case _:
            zh = f"用法不对（{error.message}）"
    return say(
        f"gouji：{zh}；用法见 {command} --help",
        f"gouji: {error.format_message()} See {command} --help",
    )


def run(arguments: Sequence[str]) -> int:
    """One call; the exit code. Whatever goes wrong is one line on the error stream."""
    try:
        result: object = gouji.main(arguments, prog_name="gouji", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return USELESS
    except click.UsageError as error:
        click.echo(_misused(error), err=True)
        return USELESS
    except GoujiError as error:
        click.echo(say(error.zh, error.en), err=True)
        return USELESS
    except (click.Abort, KeyboardInterrupt):
        click.echo(
            say("已中断；再运行同一条命令即可重来", "interrupted; run the same command again"),
            err=True,
        )
        return INTERRUPTED
    except OSError as error:
        zh = f"写不了或读不了（{error.strerror}）；请检查磁盘和权限，或关掉正打开它的程序"
        en = f"cannot be written or read ({error.strerror}); check disk and permissions"
        click.echo(_failure(str(error.filename or "gouji"), zh, en), err=True)
        return USELESS
    return result if isinstance(result, int) else NOTHING


def main() -> None:
    """The console script."""
    open_streams()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
