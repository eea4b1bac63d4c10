"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce, wraps
from pathlib import Path

import click

from commands.speech import say
from model.settings import USUAL, Settings
from model.suppression import NO_SUPPRESSIONS, Suppressions


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


_config = click.option(
    "--config",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=say(
        "停用规则、改参数的设置文件；不写则用当前目录的 gouji.toml。",
        "File that switches rules off and moves limits; else gouji.toml, if there is one here.",
    ),
)


_suppressions = click.option(
    "--suppressions",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=say(
        "已确认、不再列出的问题；不写则用当前目录的 gouji-suppressions.toml。",
        "Findings dealt with; else gouji-suppressions.toml, if there is one here.",
    ),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the user's own files say: about the rules, and about single findings."""

    settings: Settings = USUAL
    suppressions: Suppressions = NO_SUPPRESSIONS


def set_in_files(command: Callable[..., int]) -> Callable[..., int]:
    """The options that name those files, handed on as ``chosen``."""

    @wraps(command)
    def call(
        *given: object, config: Path | None, suppressions: Path | None, **others: object
    ) -> int:
        from commands import gouji_toml, suppressions_toml

        chosen = Chosen(gouji_toml.settings(config), suppressions_toml.suppressions(suppressions))
        return command(*given, chosen=chosen, **others)

    return _config(_suppressions(call))


def settings(command: Callable[..., int]) -> Callable[..., int]:
    """The option that names the file of settings, handed on as ``settings``."""

    @wraps(command)
    def call(*given: object, config: Path | None, **others: object) -> int:
        from commands import gouji_toml

        return command(*given, settings=gouji_toml.settings(config), **others)

    return _config(call)


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
