"""``gouji tables``: the tables of a report, as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.group import command, spoken, version
from commands.options import reading
from commands.speech import fail
from export.console import NOTHING, USELESS, put

if TYPE_CHECKING:
    from extract.options import Options


@command("按原样列出读到的表格。", "The tables of a report, as read.")
@click.argument("file", metavar="FILE")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", help="JSON")
@reading(join=False)
@spoken
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
        fail(file, result.error, result.error_en)
        return USELESS
    put(encode_tables(found.name, result, version()))
    return NOTHING
