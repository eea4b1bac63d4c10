"""The bench of the bulk ingest, small: the archive it makes up, and a run of all it measures."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from bench.archive import written
from bench.bulk.halves import halves
from bench.bulk.history import slots
from bench.bulk.plan import LITTER, Order, orders

ROOT = Path(__file__).parents[1]
SHARES = {"txt": 80, "docx": 15, "pdf": 5}
GOALS = (
    "text, a worker",
    "RSS of a worker, at most",
    "store and supervision",
    "two workers, of two processes' rate",
    "the same once more",
    "recheck, a limit changed",
    "the store; the tables",
)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_formats_come_by_their_shares() -> None:
    made = orders(1000, 1, SHARES, litter=False)
    kinds = [order.kind for order in made]
    assert {kind: kinds.count(kind) for kind in SHARES} == {"txt": 800, "docx": 150, "pdf": 50}
    assert {order.encoding for order in made} == {"utf-8", "utf-8-sig", "gb18030"}


def test_a_copy_has_the_bytes_of_an_earlier_file_under_another_name(tmp_path: Path) -> None:
    copies = [order for order in orders(400, 1, {"txt": 1}, litter=False) if order.copy]
    original = Order(0, "txt", copies[0].seed, copies[0].encoding, copies[0].line_end)
    one, other = written(tmp_path, [original, copies[0]], 1)
    assert one != other
    assert one.read_bytes() == other.read_bytes()
    assert len(copies) == pytest.approx(12, abs=8)


def test_an_archive_is_the_same_for_the_same_seed_and_no_two_reports_are_alike(
    tmp_path: Path,
) -> None:
    pytest.importorskip("reportlab", reason="draws the PDF files")
    chosen = orders(20, 3, SHARES, litter=True)
    for name in ("a", "b"):
        written(tmp_path / name, chosen, 1)
    made = digests(tmp_path / "a")
    assert made == digests(tmp_path / "b")
    assert len(made) == 20 + len(LITTER)
    assert len(set(made.values())) == len({order.seed for order in chosen})


def test_halves_hold_every_file_once_and_copies_together(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    for name, text in (("a", "1"), ("b", "2"), ("c", "1"), ("d", "3")):
        archive.mkdir(exist_ok=True)
        (archive / f"{name}.txt").write_text(text, encoding="ascii")
    first, second = halves(archive, tmp_path)
    assert (sorted(digests(first)), sorted(digests(second))) == (
        ["a.txt", "c.txt", "d.txt"],
        ["b.txt"],
    )


def test_a_new_child_takes_the_slot_of_the_one_that_ended_first() -> None:
    children = [[(1, 10.0), (3, 11.0)], [(2, 20.0), (9, 21.0)], [(4, 12.0)]]
    assert slots(children, 2) == [[10.0, 11.0, 12.0], [20.0, 21.0]]


@pytest.mark.skipif(sys.platform == "win32", reason="the bench needs wait4, which POSIX has")
def test_every_goal_of_the_bulk_ingest_is_measured(tmp_path: Path) -> None:
    pytest.importorskip("reportlab", reason="draws the PDF files")
    ran = subprocess.run(
        [sys.executable, "-P", str(ROOT / "bench" / "ingest.py"), tmp_path / "a", "--count", "12"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert ran.stderr == ""
    assert [goal for goal in GOALS if f"| {goal} |" not in ran.stdout] == []
