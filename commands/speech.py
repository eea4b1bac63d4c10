"""What a call says, in its language: the few words of its own, and failures in one line."""

from __future__ import annotations

import os
import sys

import click

from export.console import language

# Help is put together when the commands are declared, so the language is settled before them.
LANG = language(sys.argv[1:], dict(os.environ))


def say(zh: str, en: str) -> str:
    """The sentence in the language of this call."""
    return en if LANG == "en" else zh


def fail(name: str, zh: str, en: str) -> None:
    """One line on the error stream that names the file, says what is wrong and what to do."""
    # What prints a report knows how to print a name; it is needed only where something fails.
    from export.as_text import one_line

    click.echo(say(f"{one_line(name)}：{zh}", f"{one_line(name)}: {en}"), err=True)
