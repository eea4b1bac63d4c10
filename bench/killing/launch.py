"""``gouji`` with a trap laid, as a process of its own: `launch.py JSON ARGUMENT…`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sqlalchemy import Connection

import pipeline
import store.migrations
import store.opening
from bench.killing.moments import Trap, lay
from cli import run

POISONED = Path(__file__).parents[2] / "tests" / "poisoned_child.py"


def _copied(connection: Connection) -> None:
    """A table is built anew with one more column, as SQLite needs it for most changes."""
    made = (
        "CREATE TABLE attempt_new (n INTEGER PRIMARY KEY, at TEXT NOT NULL, path TEXT NOT NULL,"
        " doc_id TEXT, kind TEXT, work TEXT NOT NULL, outcome TEXT NOT NULL,"
        " seconds FLOAT NOT NULL, rss INTEGER, worker INTEGER, host TEXT)"
    )
    for statement in (
        made,
        "INSERT INTO attempt_new SELECT *, 'here' FROM attempt",
        "DROP TABLE attempt",
        "ALTER TABLE attempt_new RENAME TO attempt",
    ):
        connection.exec_driver_sql(statement)


def _filled(connection: Connection) -> None:
    """A column more, filled from another table; running it twice would fail."""
    connection.exec_driver_sql("ALTER TABLE source ADD COLUMN digest TEXT")
    connection.exec_driver_sql(
        "UPDATE source SET digest ="
        " (SELECT sha256 FROM document WHERE document.doc_id = source.doc_id)"
    )


def _put(owner: object, name: str, value: object) -> None:
    setattr(owner, name, value)


def _yes(_folder: Path) -> bool:
    return True


def main() -> int:
    """The command; the exit code."""
    said = json.loads(sys.argv[1])
    _put(pipeline, "CHILD", (sys.executable, "-P", str(POISONED)))
    if said["migrating"]:
        _put(store.migrations, "STEPS", (_copied, _filled))
    if said["remote"]:
        _put(store.opening, "is_remote", _yes)
    if said["trap"] is not None:
        lay(Trap(**said["trap"]), said["mark"], Path(said["told"]))
    return run(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
