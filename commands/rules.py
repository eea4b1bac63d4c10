"""``gouji rules``: the rule catalogue, or one rule's page."""

from __future__ import annotations

import click

from commands import speech
from commands.group import command, spoken
from commands.options import settings as set_by_user
from commands.speech import fail
from export.console import NOTHING, USELESS
from model.settings import Settings


@command("列出全部规则；给出 CODE 则显示那一条。", "List the rules, or show one in full.")
@click.argument("code", metavar="[CODE]", required=False)
@set_by_user
@spoken
def rules(code: str | None, *, settings: Settings) -> int:
    """The catalogue, or one rule's page; the exit code."""
    from validate.catalogue import line, page
    from validate.registry import registered

    known = registered()
    if code is None:
        click.echo("\n".join(line(rule, speech.LANG, settings) for rule in known))
        return NOTHING
    found = next((rule for rule in known if rule.code == code.upper()), None)
    if found is not None:
        click.echo(page(found, settings))
        return NOTHING
    fail(code, "没有这条规则；gouji rules 可列出全部", "no such rule")
    return USELESS
