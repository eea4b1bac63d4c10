"""A run killed at one moment, gone on with, and held against one that nobody disturbed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

from bench.killing.moments import Trap, children
from bench.killing.stage import OUT, SCENES, Stage, begun, known, prepare, quiet, said
from bench.killing.state import differences, left_as_it_is, state, torn
from tests.supervised import living

LONGEST = 120.0
"""Seconds a run may take before it counts as hanging."""
_ROUNDS = 60
_SOONER = 6


@dataclass(frozen=True, slots=True)
class Trial:
    """``trap`` ends the run of a scene at a place, or else ``after`` at a share of its time.

    ``always``: whoever goes on is killed at the same place too, until nobody passes it any more.
    ``beside``: the same command runs a second time at once, and is not killed.
    """

    name: str
    scene: str
    trap: Trap
    after: float | None = None
    always: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Went:
    """``kills`` that met a living run; what was found wrong, in a line each."""

    trial: Trial
    kills: int
    wrong: tuple[str, ...]
    seconds: float


def _laid(scene: str, name: str, moment: str, which: str = "", at: int = 1) -> Trial:
    return Trial(name, scene, Trap(moment, at, which))


_TRANSACTION = (
    _laid("first", "before the first transaction", "transaction", "begun"),
    _laid("first", "a new store half made", "statement", "CREATE TABLE", 6),
    _laid("first", "before the first commit", "transaction", "before commit"),
    _laid("first", "the store made, nothing in it", "transaction", "after commit"),
    _laid("first", "while pending files are noted", "statement", "INSERT INTO source", 9),
    _laid("first", "pending files noted, not committed", "transaction", "before commit", 2),
    _laid("first", "pending files noted", "transaction", "after commit", 2),
    _laid("first", "in the first document", "statement", "INSERT INTO document"),
    _laid("first", "in the middle of a document", "statement", "INSERT INTO claims", 3),
    _laid("first", "before the commit of a document", "transaction", "before commit", 6),
    _laid("first", "between commit and acknowledgement", "transaction", "after commit", 5),
    _laid("again", "an older result is being replaced", "statement", "DELETE FROM document"),
)
_BETWEEN = (
    _laid("first", "a lock, and no folder yet", "lock"),
    _laid("first", "a child asked whether to read", "question", at=4),
    _laid("first", "a result came, nothing stored", "result", at=7),
    _laid("first", "temporary files gone, not their lock", "swept"),
    _laid("first", "between reading and settling", "settling"),
    _laid("settled", "in the middle of settling", "statement", "UPDATE source"),
    _laid("again", "files that are gone, not committed", "statement", "DELETE FROM source", 3),
    _laid("again", "between reading and settling, again", "settling"),
    _laid("again", "settled, no table written", "closing"),
    _laid("again", "all done, not yet ended", "closed"),
)
_MIGRATION = (
    _laid("migrating", "in a migration, a table copied", "statement", "INSERT INTO attempt_new"),
    _laid("migrating all", "in a migration, a table gone", "statement", "DROP TABLE"),
    _laid("migrating", "between two steps of a migration", "statement", "ALTER TABLE attempt_new"),
    _laid("migrating", "in the second step of a migration", "statement", "ALTER TABLE source"),
    _laid("migrating", "a migration before its commit", "transaction", "before commit"),
    _laid("migrating", "a migration after its commit", "transaction", "after commit"),
)
_EXPORT = (
    _laid("again", "in the first table", "row", "documents", 3),
    _laid("settled", "in the middle of a table", "row", "checks", 40),
    _laid("settled", "in the table made from others", "row", "manifest", 5),
    _laid("again", "before the first table is replaced", "before replacing", ".csv"),
    _laid("settled", "between two tables", "after replacing", ".csv", 3),
    _laid("first", "between two tables that are new", "after replacing", ".csv", 5),
    _laid("again", "after the last table", "after replacing", ".csv", 12),
    _laid("workbook", "in a sheet of the workbook", "row", "indicators", 20),
    _laid("workbook", "while the workbook is packed", "packing", at=5),
    _laid("workbook", "before the workbook is in place", "before replacing", ".xlsx"),
)
_RECHECK = (
    _laid("recheck", "in a document judged again", "statement", "INSERT INTO checks", 2),
    _laid("recheck", "a document judged again, not told", "transaction", "after commit", 3),
    _laid("recheck", "recheck: a result came", "result", at=2),
    _laid("recheck", "recheck: between two tables", "after replacing", ".csv", 2),
)
_REMOTE = (
    _laid("remote", "without WAL: in a document", "statement", "INSERT INTO claims", 2),
    _laid("remote", "without WAL: before a commit", "transaction", "before commit", 4),
    _laid("remote", "without WAL: after a commit", "transaction", "after commit", 4),
)
AT_PLACES: tuple[Trial, ...] = (
    *_TRANSACTION,
    *_BETWEEN,
    *_MIGRATION,
    *_EXPORT,
    *_RECHECK,
    *_REMOTE,
)
CHILDREN = (
    Trial("a child, at a question", "first", Trap("question", 3, whom="child")),
    Trial("a child, before a commit", "first", Trap("transaction", 4, "before commit", "child")),
    Trial("a child, while a result is stored", "first", Trap("result", 6, whom="child")),
    Trial("a child that judges again", "recheck", Trap("result", 1, whom="child")),
)
GROUPS = (
    Trial("all, between commit and told", "first", Trap("transaction", 7, "after commit", "group")),
    Trial("all, in a document", "first", Trap("statement", 2, "INSERT INTO kept", "group")),
    Trial("all, at a question", "again", Trap("question", 2, whom="group")),
    Trial("all, in recheck", "recheck", Trap("transaction", 2, "before commit", "group")),
)
_OFTEN = (
    Trial("at every fifth transaction", "first", Trap("transaction", 5, "after commit")),
    Trial("all, at every third result", "again", Trap("result", 3, whom="group")),
)
ALWAYS = tuple(replace(trial, always=True) for trial in _OFTEN)

_BESIDE = (
    Trial("beside another, in a document", "first", Trap("statement", 4, "INSERT INTO claims")),
    Trial("beside another, after a commit", "again", Trap("transaction", 4, "after commit")),
    Trial("beside another, between two tables", "settled", Trap("after replacing", 4, ".csv")),
)
BESIDE = tuple(replace(trial, beside=True) for trial in _BESIDE)


def at_random(count: int, seed: int = 1) -> Iterator[Trial]:
    """Trials spread over the whole of a run, each at a random time within its share of it."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    whoms = cycle(("parent", "group", "child"))
    for number, whom in zip(range(count), whoms, strict=False):
        share = (number + rng.random()) / count
        # A child that is killed while it tries a file for the second time fails that file.
        share *= 0.6 if whom == "child" else 1.0
        scene = "recheck" if number % 5 == 4 and whom != "child" else "first"  # noqa: PLR2004
        yield Trial(f"{whom} at {share:.0%}", scene, Trap("none", whom=whom), share)


def tried(stage: Stage, trial: Trial) -> Went:
    """One trial from its preparation to the comparison."""
    start, undisturbed = time.monotonic(), known(stage, trial.scene)
    home, mark = stage.folder / _slug(trial), f"GOUJI_KILLED={os.urandom(8).hex()}"
    prepare(stage, SCENES[trial.scene], home)
    kills, wrong = 0, list[str]()
    code: int | None = None
    other = _beside(stage, trial, home, mark) if trial.beside else None
    for _ in range(_ROUNDS if trial.always else 1):
        code, hit = _killed(stage, trial, home, mark)
        kills += hit
        if other is not None and (its := _end_of(other)) != undisturbed.code:
            wrong.append(f"exit code {its} of the other: {said(home / 'beside')}")
        wrong += quiet(mark)
        if code is not None:
            break
        now = left_as_it_is(home / OUT, home / "copy")
        wrong += torn(now, undisturbed.before, undisturbed.wanted)
    if code is None:
        code = _end_of(begun(stage, SCENES[trial.scene], home, mark=mark))
    if code != undisturbed.code:
        wrong.append(f"exit code {code}: {said(home)}")
    wrong += quiet(mark)
    wrong += differences(state(home / OUT), undisturbed.wanted)
    if not wrong:
        shutil.rmtree(home)
    return Went(trial, kills, tuple(wrong), time.monotonic() - start)


def _beside(stage: Stage, trial: Trial, home: Path, mark: str) -> subprocess.Popen[bytes]:
    """The same command into the same folder, which it knows by another path."""
    (home / OUT).mkdir(exist_ok=True)
    (home / "beside").mkdir()
    (home / "beside" / OUT).symlink_to(home / OUT, target_is_directory=True)
    return begun(stage, SCENES[trial.scene], home / "beside", mark=mark)


def _slug(trial: Trial) -> str:
    """A folder's name for a trial."""
    return f"{trial.scene} {trial.name}".translate(str.maketrans(" ,:%", "----"))


def _killed(stage: Stage, trial: Trial, home: Path, mark: str) -> tuple[int | None, bool]:
    """A run that is killed: its exit code, None where the parent died; whether a kill met it."""
    scene = SCENES[trial.scene]
    if trial.after is None:
        run = begun(stage, scene, home, trial.trap, mark)
        code = _end_of(run)
        hit = (home / "hit").exists()
    else:
        seconds, hit, code = trial.after * known(stage, trial.scene).seconds, False, 0
        for _ in range(_SOONER):  # the machine may be less busy than it was: it was over before
            prepare(stage, scene, home)
            run = begun(stage, scene, home, None, mark)
            hit = _struck(run, trial.trap.whom, seconds, mark)
            code = _end_of(run)
            if hit:
                break
            seconds *= 0.7
    return (None if code == -signal.SIGKILL else code), hit


def _struck(run: subprocess.Popen[bytes], whom: str, seconds: float, mark: str) -> bool:
    """Kill from without; whether there was anybody to kill."""
    time.sleep(seconds)
    while run.poll() is None:
        if victims := _victims(run.pid, whom, mark):
            for pid in victims:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return True
        time.sleep(0.01)
    return False


def _victims(parent: int, whom: str, mark: str) -> list[int]:
    """Whom a kill from without is to meet; there may be no child yet."""
    if whom == "child":
        return children(parent)[:1]
    return [parent, *living(mark)] if whom == "group" else [parent]


def _end_of(run: subprocess.Popen[bytes]) -> int | None:
    try:
        return run.wait(LONGEST)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        raise
