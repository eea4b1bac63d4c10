"""An ingest whose surroundings are bad: no room, no rights, no store, a lock that stays."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

import cli
from store import network, opening
from tests.surroundings import ROOT_USER, held, ingest, is_one_line, reports, tables

pytestmark = pytest.mark.skipif(os.name == "nt", reason="file systems of POSIX")
Said = pytest.CaptureFixture[str]


@contextmanager
def pages_at_most(number: int) -> Generator[None, None, None]:
    """A database that may not grow beyond so many pages: what a full disk is to SQLite."""

    def bind(driven: sqlite3.Connection, _record: object) -> None:
        driven.execute(f"PRAGMA max_page_count = {number}")

    event.listen(Engine, "connect", bind)
    try:
        yield
    finally:
        event.remove(Engine, "connect", bind)


@contextmanager
def files_at_most(size: int) -> Generator[None, None, None]:
    """No file may grow beyond so many bytes."""
    import resource  # noqa: PLC0415  POSIX only

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def pages(out: Path) -> int:
    with closing(sqlite3.connect(out / opening.FILE)) as store:
        return int(store.execute("PRAGMA page_count").fetchone()[0])


@contextmanager
def file_system(at: Path, *options: str) -> Generator[None, None, None]:
    """One in memory, for who may mount it."""
    at.mkdir()
    if not ROOT_USER or subprocess.run(["/bin/mount", *options, str(at)], check=False).returncode:
        pytest.skip("mounting a file system takes root")
    try:
        yield
    finally:
        subprocess.run(["/bin/umount", "-l", str(at)], check=True)


# ---- no room ----------------------------------------------------------------------------------


def test_a_store_that_cannot_grow_says_so_and_goes_on_later(tmp_path: Path, capsys: Said) -> None:
    folder = reports(tmp_path / "in", 2)
    ingest(folder, out=tmp_path / "out")
    reports(folder, 12)
    capsys.readouterr()
    with pages_at_most(pages(tmp_path / "out") + 4):
        assert ingest(folder, out=tmp_path / "out") == 2
    assert is_one_line(capsys.readouterr().err, "磁盘已满", "再运行同一条命令")
    kept = held(tmp_path / "out")
    assert len(kept["document"]) >= 2
    assert ingest(folder, out=tmp_path / "out") == 0
    ingest(folder, out=tmp_path / "clean")
    assert held(tmp_path / "out") == held(tmp_path / "clean")
    assert tables(tmp_path / "out") == tables(tmp_path / "clean")


def test_a_disk_that_is_full_keeps_what_was_there(tmp_path: Path, capsys: Said) -> None:
    folder, disk = reports(tmp_path / "in", 3), tmp_path / "disk"
    with file_system(disk, "-t", "tmpfs", "-o", "size=1M", "none"):
        ingest(folder, out=disk)
        before = tables(disk)
        (disk / "ballast").write_bytes(bytes(200_000))
        reports(folder, 60)
        capsys.readouterr()
        assert ingest(folder, out=disk) == 2
        assert is_one_line(capsys.readouterr().err, "磁盘")
        assert tables(disk) == before
        subprocess.run(["/bin/mount", "-o", "remount,size=64M", str(disk)], check=True)
        assert ingest(folder, out=disk) == 0
        ingest(folder, out=tmp_path / "clean")
        assert held(disk) == held(tmp_path / "clean")
        assert tables(disk) == tables(tmp_path / "clean")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_tables_that_find_no_room_leave_the_old_ones(
    form: str, tmp_path: Path, capsys: Said
) -> None:
    out = tmp_path / "out"
    ingest(reports(tmp_path / "in", 12), out=out)
    call = ["export", "--to", form, "--out", str(out)]
    assert cli.run(call) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.suffix in FORMS}
    capsys.readouterr()
    with files_at_most(2_000):
        assert cli.run(call) == 2
    assert is_one_line(capsys.readouterr().err, "磁盘")
    after = {path.name: path.read_bytes() for path in out.iterdir() if path.suffix in FORMS}
    assert after == before
    assert [path.name for path in (out / ".gouji").iterdir()] == ["turn.sqlite"]


FORMS = {".csv", ".xlsx"}


# ---- no rights --------------------------------------------------------------------------------


def test_a_folder_that_may_not_be_written_is_one_line(tmp_path: Path, capsys: Said) -> None:
    folder, out = reports(tmp_path / "in", 1), tmp_path / "out"
    out.mkdir(mode=0o555)
    if ROOT_USER:
        out.rmdir()
        with file_system(out, "-t", "tmpfs", "-o", "ro", "none"):
            assert ingest(folder, out=out) == 2
    else:
        assert ingest(folder, out=out) == 2
    assert is_one_line(capsys.readouterr().err, "请检查目录权限")


def test_a_folder_that_turns_read_only_keeps_its_tables(tmp_path: Path, capsys: Said) -> None:
    folder, out = reports(tmp_path / "in", 1), tmp_path / "out"
    with file_system(out, "-t", "tmpfs", "none"):
        ingest(folder, out=out)
        before = tables(out)
        reports(folder, 3)
        subprocess.run(["/bin/mount", "-o", "remount,ro", str(out)], check=True)
        capsys.readouterr()
        assert ingest(folder, out=out) == 2
        assert tables(out) == before
    assert is_one_line(capsys.readouterr().err, "请检查目录权限")


def test_no_home_and_no_temporary_folder_are_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, "/proc/nowhere")
    assert ingest(reports(tmp_path / "in", 2), out=tmp_path / "out") == 0


# ---- somebody else writes ---------------------------------------------------------------------


@contextmanager
def written_by_another(out: Path, seconds: float) -> Generator[None, None, None]:
    """Another program holds the store for so long."""
    store = sqlite3.connect(out / opening.FILE, isolation_level=None, check_same_thread=False)
    store.execute("BEGIN IMMEDIATE")
    release = threading.Timer(seconds, store.rollback)
    release.start()
    try:
        yield
    finally:
        release.cancel()
        release.join()
        store.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    def wait(seconds: float) -> None:
        monkeypatch.setattr(opening, "opened", partial(opening.opened, patience=seconds))

    return wait


def test_a_short_lock_is_waited_for(
    tmp_path: Path, capsys: Said, impatient: Callable[[float], None]
) -> None:
    folder, out = reports(tmp_path / "in", 1), tmp_path / "out"
    ingest(folder, out=out)
    reports(folder, 3)
    impatient(20)
    begin = time.monotonic()
    with written_by_another(out, 1.5):
        assert ingest(folder, out=out) == 0
    assert time.monotonic() - begin >= 1.5
    assert capsys.readouterr().err == ""
    assert len(held(out)["document"]) == 3


def test_a_lock_that_stays_is_one_line(
    tmp_path: Path, capsys: Said, impatient: Callable[[float], None]
) -> None:
    folder, out = reports(tmp_path / "in", 1), tmp_path / "out"
    ingest(folder, out=out)
    before = held(out), tables(out)
    reports(folder, 3)
    impatient(0.5)
    capsys.readouterr()
    with written_by_another(out, 60):
        assert ingest(folder, out=out) == 2
    assert is_one_line(capsys.readouterr().err, "正被另一个程序占用", "再运行同一条命令")
    assert (held(out), tables(out)) == before


# ---- what lies there is no store --------------------------------------------------------------


def spoiled(out: Path, content: Callable[[bytes], bytes]) -> bytes:
    """The store's file with another content, which is given back."""
    file = out / opening.FILE
    file.write_bytes(content(file.read_bytes()))
    return file.read_bytes()


def other(_: bytes) -> bytes:
    return "预算10万元。\n".encode() * 500


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def start(data: bytes) -> bytes:
    return data[:5_000]


def zeros(data: bytes) -> bytes:
    return data[:4096] + bytes(len(data) - 4096)


@pytest.mark.parametrize(
    "content",
    [other, half, start, zeros],
    ids=["no database", "cut in half", "cut at the start", "zeros"],
)
def test_a_file_that_is_no_store_is_left_as_it_is(
    content: Callable[[bytes], bytes], tmp_path: Path, capsys: Said
) -> None:
    folder, out = reports(tmp_path / "in", 8), tmp_path / "out"
    ingest(folder, out=out)
    before, file = tables(out), spoiled(out, content)
    reports(folder, 20)
    capsys.readouterr()
    for call in (["ingest", str(folder)], ["recheck"], ["export"]):
        assert cli.run([*call, "--out", str(out)]) == 2
        assert is_one_line(capsys.readouterr().err, "已损坏", "移开")
    assert (out / opening.FILE).read_bytes() == file
    assert tables(out) == before


def test_a_store_of_a_later_gouji_is_not_touched(tmp_path: Path, capsys: Said) -> None:
    folder, out = reports(tmp_path / "in", 1), tmp_path / "out"
    ingest(folder, out=out)
    with closing(sqlite3.connect(out / opening.FILE)) as store, store:
        store.execute("UPDATE about SET value = '999' WHERE name = 'schema'")
    before = held(out)
    capsys.readouterr()
    assert ingest(folder, out=out) == 2
    assert is_one_line(capsys.readouterr().err, "请升级 gouji")
    assert held(out) == before


def test_a_file_in_the_place_of_the_folder_is_one_line(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "out").write_text("报告", "utf-8")
    for out in (tmp_path / "out", tmp_path / "out" / "below"):
        assert ingest(reports(tmp_path / "in", 1), out=out) == 2
        assert is_one_line(capsys.readouterr().err)
    assert (tmp_path / "out").read_text("utf-8") == "报告"


def test_a_network_drive_is_said_and_written_without_wal(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "mounts", lambda: f"server:/x {tmp_path} nfs4 rw 0 0\n")
    out = tmp_path / "out"
    assert ingest(reports(tmp_path / "in", 2), out=out) == 0
    assert is_one_line(capsys.readouterr().err, "网络盘")
    with closing(sqlite3.connect(out / opening.FILE)) as store:
        assert store.execute("PRAGMA journal_mode").fetchone() == ("delete",)
