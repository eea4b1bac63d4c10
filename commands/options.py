"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import reduce, wraps
from pathlib import Path

import click

from commands.speech import say


def _use_lists(_context: click.Context, _parameter: click.Parameter, folder: Path | None) -> None:
    """Names the user's word lists before anything that reads them is loaded."""
    if folder is not None:
        os.environ["GOUJI_VOCABULARY"] = str(folder)


vocabulary = click.option(
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


def reading(*, join: bool) -> Callable[[Callable[..., int]], Callable[..., int]]:
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
