"""What every test may use: golden files, and the switch that rewrites them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres import database, server
from tests.supervised import ROOT, gone

settings.register_profile("ci", derandomize=True, database=None)
"""CI draws the same examples every time: a new find is for who runs the tests by hand."""
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch: ``pytest --update-golden``."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite data/structured and docs/rules.md with what gouji gives now",
    )


def pytest_configure(config: pytest.Config) -> None:
    """A CI run compares; it never rewrites what it compares with."""
    if config.getoption("--update-golden") and os.environ.get("CI"):
        message = "--update-golden rewrites what a CI run is there to compare with"
        raise pytest.UsageError(message)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, bytes], None]:
    """``golden(path, content)``: the file holds this content, or is given it by the switch."""
    rewrite = bool(request.config.getoption("--update-golden"))

    def compare(path: Path, content: bytes) -> None:
        if rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        kept = path.read_bytes() if path.exists() else b""
        assert kept == content, f"{path.name} is not what gouji gives now; see --update-golden"

    return compare


@pytest.fixture
def mark(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A variable that child processes inherit; after the test none of them is left."""
    mark = f"GOUJI_TEST={os.urandom(8).hex()}"
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv(*mark.split("="))
    yield mark
    assert gone(mark, 1.0)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The folder of a server's socket; tests are skipped where no server can be had."""
    with server() as home:
        yield home


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new, empty store, once in each database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite'}"
    return database(request.getfixturevalue("postgres"))
