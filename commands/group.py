"""The command ``gouji`` itself: its help, its version, and how a command joins it."""

from __future__ import annotations

from collections.abc import Callable

import click

from commands.speech import say


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


def command(zh: str, en: str) -> Callable[[Callable[..., int]], click.Command]:
    """A command of the group, with its help."""
    return click.command(help=say(zh, en))


def spoken(function: Callable[..., int]) -> Callable[..., int]:
    """The options every command has: ``--lang`` and ``--help``."""
    return _lang(_help(function))
