"""Where runs are killed: the reports, results to begin with, and results to come to."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.archive import written
from bench.bulk.plan import orders
from bench.killing.moments import Trap
from bench.killing.state import State, state
from tests.supervised import gone

ROOT = Path(__file__).parents[2]
LAUNCH = ROOT / "bench" / "killing" / "launch.py"
SHARES = {"txt": 6, "docx": 1, "pdf": 1}
PATTERN = "{year}/{region}/{entity}"
CHANGED = '[rules.POL05]\ntolerance = 0.6\nreason = "bench"\n'
OUT = "out"


@dataclass(frozen=True, slots=True)
class Scene:
    """A command, and what its folder holds ``before`` it.

    Nothing, the results of half the reports (``half``), or of all, but without the pattern of
    paths (``whole``).

    ``migrating``: by a gouji whose schema is two versions on. ``remote``: as on a network drive,
    without WAL.
    """

    words: tuple[str, ...]
    before: str = ""
    migrating: bool = False
    remote: bool = False


_READ = ("ingest", "ARCHIVE", "--path-meta", PATTERN)
_HALF, _WHOLE = Scene(_READ), Scene(_READ[:2], "half")
SCENES: Mapping[str, Scene] = {
    "first": Scene(_READ),
    "again": Scene(_READ, "half"),
    "settled": Scene(_READ, "whole"),
    "migrating": Scene(_READ, "half", migrating=True),
    "migrating all": Scene(_READ, "whole", migrating=True),
    "remote": Scene(_READ, remote=True),
    "recheck": Scene(("recheck", "--config", "CHANGED"), "whole"),
    "workbook": Scene(("export", "--to", "xlsx"), "whole"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """An undisturbed run of a scene: what it started from, came to, said, and how long it took."""

    before: State
    wanted: State
    code: int
    seconds: float


@dataclass(slots=True)
class Stage:
    """A folder for all that is written, and the scenes whose undisturbed run is known."""

    folder: Path
    jobs: int = 2
    known: dict[str, Known] = field(default_factory=dict[str, Known])

    @property
    def archive(self) -> Path:
        """The reports."""
        return self.folder / "reports"


def built(folder: Path, count: int, jobs: int = 2) -> Stage:
    """``count`` reports and some files more; results to begin with beside them."""
    stage = Stage(folder, jobs)
    written(stage.archive, orders(count, 7, SHARES, litter=True), 1)
    made = sorted(path for path in stage.archive.rglob("*.txt"))
    (stage.archive / "copies").mkdir()
    for path in made[:2] + sorted(stage.archive.rglob("*.pdf"))[:1]:
        shutil.copyfile(path, stage.archive / "copies" / path.name)
    (stage.archive / "broken.pdf").write_bytes(b"%PDF-1.7\nno more\n")
    for name in ("poison", "same poison"):
        (stage.archive / f"{name}.txt").write_bytes(b"poison: segfault\n")
    (folder / "changed.toml").write_text(CHANGED, encoding="utf-8")
    _earlier(stage, made)
    return stage


def _earlier(stage: Stage, made: Sequence[Path]) -> None:
    """An ingest of half the reports, after which one goes and one is changed."""
    away = stage.folder / "away"
    away.mkdir()
    later = made[len(made) // 2 :]
    for number, path in enumerate(later):
        path.rename(away / str(number))
    lost, changed = stage.archive / "lost.txt", made[0]
    lost.write_bytes(made[1].read_bytes() + b"\n")
    _undisturbed(stage, _HALF, stage.folder / "half")
    lost.unlink()
    changed.write_bytes(changed.read_bytes() + "\n附：无。\n".encode("gb18030"))
    for number, path in enumerate(later):
        (away / str(number)).rename(path)
    prepare(stage, _WHOLE, stage.folder / "whole")
    _undisturbed(stage, _WHOLE, stage.folder / "whole")


def known(stage: Stage, name: str) -> Known:
    """The undisturbed run of a scene, carried out once."""
    if name not in stage.known:
        home, scene = stage.folder / f"known-{name}", SCENES[name]
        prepare(stage, scene, home)
        before, start = state(home / OUT), time.monotonic()
        code = _undisturbed(stage, scene, home)
        seconds = time.monotonic() - start
        stage.known[name] = Known(before, state(home / OUT), code, seconds)
    return stage.known[name]


def _undisturbed(stage: Stage, scene: Scene, home: Path) -> int:
    """A run from start to end; its exit code."""
    code = begun(stage, scene, home).wait()
    if code not in {0, 3}:
        raise RuntimeError(said(home))
    return code


def prepare(stage: Stage, scene: Scene, home: Path) -> None:
    """A home for a run: its results folder as it is before the run."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    if scene.before:
        shutil.copytree(stage.folder / scene.before / OUT, home / OUT)


def begun(  # noqa: PLR0913, PLR0917  what a run is
    stage: Stage,
    scene: Scene,
    home: Path,
    trap: Trap | None = None,
    mark: str = "K=none",
    more: Sequence[str] = (),
) -> subprocess.Popen[bytes]:
    """The command of a scene, in a process group of its own, its words in files at ``home``."""
    home.mkdir(parents=True, exist_ok=True)
    names = {"ARCHIVE": str(stage.archive), "CHANGED": str(stage.folder / "changed.toml")}
    words = [names.get(word, word) for word in scene.words]
    jobs = [] if scene.words[0] == "export" else ["--jobs", str(stage.jobs)]
    laid = (
        None if trap is None else {n: getattr(trap, n) for n in ("moment", "at", "which", "whom")}
    )
    given = json.dumps(
        {
            "trap": laid,
            "mark": mark,
            "told": str(home / "hit"),
            "migrating": scene.migrating,
            "remote": scene.remote,
        }
    )
    (home / "hit").unlink(missing_ok=True)
    name, _, value = mark.partition("=")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GOUJI_LANG": "en", name: value}
    with (home / "said").open("wb") as out, (home / "told").open("wb") as err:
        return subprocess.Popen(
            [
                sys.executable,
                "-P",
                str(LAUNCH),
                given,
                *words,
                "--out",
                str(home / OUT),
                *jobs,
                *more,
            ],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=home,
            env=environment,
            start_new_session=True,
        )


def said(home: Path) -> str:
    """The last of what a run said."""
    return (home / "told").read_text("utf-8", "replace")[-2000:]


def quiet(mark: str) -> list[str]:
    """A line where processes of the run are left after some seconds."""
    return [] if gone(mark) else ["processes are left"]
