"""An archive cut in two, so that two processes of their own can read it."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path


def halves(folder: Path, into: Path) -> tuple[Path, Path]:
    """Two folders with half the files each, as hard links; copies of one content stay together.

    Files go by turns within each format, so that both halves cost about the same.
    """
    made = into / "half-0", into / "half-1"
    side: dict[bytes, int] = {}
    turn: dict[str, int] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        key = sha256(file.read_bytes()).digest()
        if key not in side:
            turn[file.suffix] = 1 - turn.get(file.suffix, 1)
            side[key] = turn[file.suffix]
        place = made[side[key]] / file.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.link(file, place)
    return made
