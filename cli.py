"""The ``gouji`` command: its commands put together, and one line for whatever goes wrong."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from commands.check import check
from commands.explain import explain
from commands.export import export
from commands.group import gouji
from commands.ingest import ingest
from commands.recheck import recheck
from commands.rules import rules
from commands.speech import fail, say
from commands.tables import tables
from export.console import INTERRUPTED, NOTHING, USELESS, open_streams
from model.errors import GoujiError

__all__ = ["gouji", "main", "run"]

for _command in (ingest, check, recheck, export, explain, tables, rules):
    gouji.add_command(_command)


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
            say("已中断；再运行同一条命令即可继续", "interrupted; run the same command again"),
            err=True,
        )
        return INTERRUPTED
    except OSError as error:
        zh = f"写不了或读不了（{error.strerror}）；请检查磁盘和权限，或关掉正打开它的程序"
        en = f"cannot be written or read ({error.strerror}); check disk and permissions"
        fail(str(error.filename or "gouji"), zh, en)
        return USELESS
    return result if isinstance(result, int) else NOTHING


def main() -> None:
    """The console script."""
    open_streams()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
