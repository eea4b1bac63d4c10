"""What is written about gouji is true of it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import click
import pytest

import cli
from commands import speech
from export.console import language
from validate import catalogue, registry

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
Golden = Callable[[Path, bytes], None]
ONE_SCREEN = 36
SCREEN = re.compile(r"<!-- screen -->\n```text\n(.*?)```\n", re.DOTALL)


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def commands(page: str) -> list[str]:
    """The lines of the page's first shell block."""
    return page.split("```sh\n", 1)[1].split("```", 1)[0].splitlines()


@pytest.mark.parametrize("name", READMES)
def test_ci_runs_the_two_commands_of_the_readme_to_the_letter(name: str) -> None:
    lines = commands(read(name))
    assert len(lines) == 2
    assert set(lines) <= set(read(".ci/run").splitlines())


@pytest.mark.parametrize("name", READMES)
def test_every_command_and_option_is_in_the_readme(name: str) -> None:
    page = read(name)
    assert isinstance(cli.gouji, click.Group)
    words = {f"gouji {command}" for command in cli.gouji.commands}
    for command in (cli.gouji, *cli.gouji.commands.values()):
        words |= {
            option for parameter in command.params for option in parameter.opts if "--" in option
        }
    assert {word for word in words if word not in page} == set()


@pytest.mark.parametrize("command", ["gouji", "ingest", "check", "explain", "tables", "rules"])
def test_every_option_explains_itself(command: str) -> None:
    found = cli.gouji if command == "gouji" else cli.gouji.commands[command]
    assert found.help
    for parameter in found.params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


@pytest.mark.parametrize("name", READMES)
def test_the_screen_in_the_readme_is_what_gouji_prints(
    name: str, golden: Golden, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = read(name)
    found = SCREEN.search(page)
    assert found is not None
    prompt = found[1].split("\n", 1)[0]
    assert prompt.startswith("$ .venv/bin/gouji check data/raw/")
    arguments = shlex.split(prompt)[2:]
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(speech, "LANG", language(arguments, {}))
    assert cli.run(arguments) == 1
    printed = capsys.readouterr().out.splitlines()
    cut = [*printed[:ONE_SCREEN], "…"] if len(printed) > ONE_SCREEN else printed
    screen = "\n".join(["<!-- screen -->", "```text", prompt, *cut, "```", ""])
    golden(ROOT / name, SCREEN.sub(lambda _: screen, page).encode("utf-8"))


def test_the_rule_catalogue_is_current(golden: Golden) -> None:
    golden(ROOT / "docs" / "rules.md", catalogue.book(registry.registered()).encode("utf-8"))


def test_every_pin_is_a_name_and_a_version_and_no_address() -> None:
    for line in read("constraints.txt").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9A-Za-z.]*", line)


def test_every_requirement_is_pinned() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.split(r"[<>=!\[; ]", line, maxsplit=1)[0].lower() for line in wanted}
    pins = {line.split("==")[0].lower() for line in read("constraints.txt").splitlines()}
    assert names - pins == set()


def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)  # noqa: S607 - git is where it is
    if done.returncode:
        pytest.skip("not a git checkout")
    return done.stdout.decode("utf-8").split("\0")


def test_no_lock_file_that_records_addresses_is_tracked() -> None:
    locks = re.compile(
        r"(^|/)(uv|poetry|pdm|pylock[^/]*|Pipfile|yarn)\.(lock|toml)$|package-lock\.json$"
    )
    assert [name for name in tracked() if locks.search(name)] == []


def test_no_line_end_is_changed_in_golden_files() -> None:
    rules = read(".gitattributes")
    for folder in ("data", "tests/reports", "tests/unseen"):
        assert f"{folder}/** -text" in rules


def test_the_ci_script_can_be_run() -> None:
    assert os.name == "nt" or os.access(ROOT / ".ci" / "run", os.X_OK)
    assert read(".ci/run").startswith("#!/usr/bin/env bash\n")
