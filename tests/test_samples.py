"""The tracked samples through the whole of gouji give the tracked results, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).parent.parent
RAW = ROOT / "data" / "raw"
KEPT = ROOT / "data" / "structured"
Golden = Callable[[Path, bytes], None]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of an ingest of the samples, run for this test."""
    folder = tmp_path_factory.mktemp("structured")
    assert cli.run(["ingest", str(RAW), "--out", str(folder)]) == 0
    return folder


TABLES = (
    "checks",
    "claims",
    "disbursements",
    "documents",
    "figures",
    "findings",
    "funding",
    "indicators",
    "manifest",
    "projects",
    "settings",
    "unread",
)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_samples_is_the_tracked_one(name: str, fresh: Path, golden: Golden) -> None:
    golden(KEPT / f"{name}.csv", (fresh / f"{name}.csv").read_bytes())


def test_there_are_no_other_results() -> None:
    # A user's own store beside them is not tracked.
    there = {file.name for file in KEPT.iterdir() if not file.name.startswith((".", "gouji."))}
    assert there == {f"{name}.csv" for name in TABLES}


@pytest.mark.parametrize("kind", ["txt", "docx", "pdf"])
def test_a_sample_gives_the_same_under_another_path(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = min(RAW.glob(f"*.{kind}"))
    copy = tmp_path / sample.name
    copy.write_bytes(sample.read_bytes())
    printed: list[str] = []
    for path in (sample, copy):
        cli.run(["check", str(path), "--format", "json"])
        out = capsys.readouterr().out
        printed.append(out.replace(path.as_posix(), sample.name))
    assert printed[0] == printed[1]


def test_every_sample_is_read_whole(capsys: pytest.CaptureFixture[str]) -> None:
    for sample in sorted(RAW.iterdir()):
        assert cli.run(["check", str(sample), "--exit-zero"]) == 0, sample.name
        assert capsys.readouterr().err == ""
