"""Tables unlike our forms, scored by adjacency relations (ICDAR 2013), ours and pdfplumber's."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import TypeAlias

from bench.fixtures.plumber import Found, opened, texts
from bench.fixtures.strange import Grid, GridCell, Strange, strange

ROOT = Path(__file__).parent.parent
Relations: TypeAlias = Counter[tuple[str, str, str]]
"""How often a text stands right before (``h``) or above (``v``) another, blanks skipped."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many relations are right, of how many found, of how many there are."""

    right: int
    found: int
    true: int

    @property
    def precision(self) -> float:
        """Share of what was found; 1 where nothing was, and nothing is."""
        return self.right / self.found if self.found else float(not self.true)

    @property
    def recall(self) -> float:
        """Share of what there is; 1 where nothing is, and nothing was found."""
        return self.right / self.true if self.true else float(not self.found)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def relations(tables: Sequence[Grid]) -> Relations:
    """All neighbours in all tables."""
    found: Relations = Counter()
    for table in tables:
        cells = [cell for cell in table if _bare(cell.text)]
        at = {
            (row, col): cell
            for cell in cells
            for row in range(cell.r0, cell.r1 + 1)
            for col in range(cell.c0, cell.c1 + 1)
        }
        pairs = {pair for cell in cells for pair in _neighbours(cell, at)}
        found.update((_bare(one.text), _bare(other.text), way) for one, other, way in pairs)
    return found


def _neighbours(
    cell: GridCell, at: dict[tuple[int, int], GridCell]
) -> set[tuple[GridCell, GridCell, str]]:
    """The next printed cells to the right of each of its rows, and below each of its columns."""
    last_row = max(row for row, _ in at)
    last_col = max(col for _, col in at)
    found: set[tuple[GridCell, GridCell, str]] = set()
    for row in range(cell.r0, cell.r1 + 1):
        beyond = (at.get((row, col)) for col in range(cell.c1 + 1, last_col + 1))
        found |= {(cell, other, "h") for other in [next(filter(None, beyond), None)] if other}
    for col in range(cell.c0, cell.c1 + 1):
        below = (at.get((row, col)) for row in range(cell.r1 + 1, last_row + 1))
        found |= {(cell, other, "v") for other in [next(filter(None, below), None)] if other}
    return found


def _bare(text: str) -> str:
    return "".join(text.split()).lower()


def score(found: Sequence[Grid], truth: Sequence[Grid]) -> Score:
    """One document's score."""
    ours, theirs = relations(found), relations(truth)
    return Score((ours & theirs).total(), ours.total(), theirs.total())


def by_gouji(path: Path) -> list[Grid] | str:
    """What `gouji tables` prints; where it prints nothing, what it says."""
    call = [sys.executable, str(ROOT / "cli.py"), "tables", str(path), "--format", "json"]
    done = subprocess.run(call, capture_output=True, cwd=ROOT, check=False)
    if done.returncode:
        return done.stderr.decode("utf-8", "replace").strip().splitlines()[-1]
    return [
        tuple(
            GridCell(cell["r0"], cell["c0"], cell["r1"], cell["c1"], cell["text"])
            for cell in table["cells"]
        )
        for page in json.loads(done.stdout)["pages"]
        for table in page["tables"]
    ]


def by_pdfplumber(path: Path) -> list[Grid]:
    """Cells as pdfplumber finds them by default; their extent from the grid the boxes make."""
    with opened(path) as pdf:
        return [_grid(table) for page in pdf.pages for table in page.find_tables()]


def _grid(table: Found) -> Grid:
    xs = sorted({x for box in table.cells for x in (box[0], box[2])})
    ys = sorted({y for box in table.cells for y in (box[1], box[3])})
    return tuple(
        GridCell(
            ys.index(box[1]), xs.index(box[0]), ys.index(box[3]) - 1, xs.index(box[2]) - 1, text
        )
        for _, _, box, text in texts(table)
    )


def measured(item: Strange, folder: Path, failed: dict[str, str]) -> tuple[Score, Score]:
    """Ours and pdfplumber's for one page; a page that gouji cannot read counts as read empty."""
    path = item.write(folder)
    ours = by_gouji(path)
    if isinstance(ours, str):
        failed[item.name] = ours.replace(str(path), path.name)
        ours = []
    return score(ours, item.truth), score(by_pdfplumber(path), item.truth)


def main() -> None:
    """Print a row a page, and the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder in which the PDFs stay")
    given = parser.parse_args()
    items = strange(given.seed)
    failed: dict[str, str] = {}
    with TemporaryDirectory() as folder:
        place: Path = given.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        scores = [(item, *measured(item, place, failed)) for item in items]
    print(f"{'page':<24} {'ruled':<6} {'true':>5} {'gouji P':>8} {'R':>6} {'F1':>6}", end="")
    print(f" {'plumber P':>10} {'R':>6} {'F1':>6}")
    for item, ours, theirs in scores:
        print(f"{item.name:<24} {'ruled' if item.ruled else '–':<6} {ours.true:>5}", end="")
        print(f" {ours.precision:8.3f} {ours.recall:6.3f} {ours.f1:6.3f}", end="")
        print(f" {theirs.precision:10.3f} {theirs.recall:6.3f} {theirs.f1:6.3f}")
    ruled = [row for row in scores if row[0].ruled]
    for name, rows in (("ruled", ruled), ("all", scores)):
        one, other = fmean(row[1].f1 for row in rows), fmean(row[2].f1 for row in rows)
        print(f"macro F1, {name} ({len(rows)}): gouji {one:.3f}, pdfplumber {other:.3f}")
    if len(failed) == len(items):
        print(f"reader not there yet: {next(iter(failed.values()))}")
    else:
        for name, why in failed.items():
            print(f"not read: {name}: {why}")


if __name__ == "__main__":
    main()
