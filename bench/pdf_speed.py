"""CPU time and memory of reading PDF: pdfplumber, text and tables, against ours."""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import extract
import normalize
from model.errors import GoujiError, UnknownFormat

ROUNDS = 3
SHORT, LONG = 10, 200
_HERE = Path(__file__)


@dataclass(frozen=True, slots=True)
class Cost:
    """One reading in a process of its own.

    ``cpu``: seconds of the reading alone, its child processes too, libraries loaded before;
    ``whole``: of the process so far, loading and all. ``rss``: the most memory it took, in MB.
    """

    cpu: float
    whole: float
    rss: float
    pages: int
    tables: int
    cells: int


def plumber(path: Path) -> tuple[int, int, int]:
    """Text and tables of every page; pages, tables and cells found."""
    pdfplumber = import_module("pdfplumber")
    tables = cells = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            found = page.extract_tables()
            tables += len(found)
            cells += sum(cell is not None for table in found for row in table for cell in row)
        return len(pdf.pages), tables, cells


def gouji(path: Path) -> tuple[int, int, int]:
    """Our document as ``gouji ingest`` reads it; pages, tables and cells found."""
    gc.freeze()  # as pipeline.settle() does for a command
    gc.set_threshold(50_000, 20, 20)
    document = extract.document(path, normalize.vocabulary())
    cells = sum(len(table.cells) for table in document.tables)
    return len(document.pages), len(document.tables), cells


_READERS: dict[str, tuple[str, Callable[[Path], tuple[int, int, int]]]] = {
    "pdfplumber": ("pdfplumber", plumber),
    "gouji": ("extract.readers.pdf", gouji),
}


def child(reader: str, path: Path) -> None:
    """Measure one reading and print it; what goes wrong in words is printed as such."""
    module, work = _READERS[reader]
    import_module(module)
    normalize.vocabulary()
    begin = _busy()
    try:
        found = work(path)
    except UnknownFormat:
        print(json.dumps({"error": "reader not there yet"}))
        return
    except GoujiError as error:
        print(json.dumps({"error": error.zh}))
        return
    end = _busy()
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(asdict(Cost(end - begin, end, rss, *found))))


def _busy() -> float:
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def measured(reader: str, path: Path, rounds: int) -> Cost | str:
    """The median of several readings, each in a fresh process; why there is none."""
    costs: list[Cost] = []
    for _ in range(rounds):
        call = [sys.executable, str(_HERE), "--child", reader, str(path)]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["no word"])[-1]
        said = json.loads(done.stdout)
        if "error" in said:
            return str(said["error"])
        costs.append(Cost(**said))
    return sorted(costs, key=lambda cost: cost.cpu)[len(costs) // 2]


def fixtures(folder: Path, seed: int) -> list[Path]:
    """Reports of about 10 and 200 pages, of reportlab and of LibreOffice."""
    # Here, so that a reader is not measured with what draws.
    from bench.fixtures import pdf_office, pdf_reportlab  # noqa: PLC0415
    from bench.fixtures.made import report  # noqa: PLC0415

    found: list[Path] = []
    for number in (SHORT, LONG):
        sheet = report(seed, number)
        path = folder / f"reportlab-{number}.pdf"
        pdf_reportlab.write(sheet, path)
        found.append(path)
        if pdf_office.office():
            found.append(folder / f"libreoffice-{number}.pdf")
            pdf_office.write(sheet, found[-1])
    return found


def made(folder: Path, seed: int) -> list[Path]:
    """The fixtures, made by another process: a child's ``ru_maxrss`` begins at its parent's."""
    call = [sys.executable, str(_HERE), "--make", str(folder), "--seed", str(seed)]
    subprocess.run(call, check=True)
    return sorted(folder.glob("*.pdf"), key=lambda path: path.stat().st_size)


def line(name: str, reader: str, cost: Cost) -> str:
    """One row of what is printed."""
    each = 1000 * cost.cpu / max(cost.pages, 1)
    return (
        f"{name:<16} {reader:<11} {cost.pages:>4} pages {cost.tables:>4} tables {cost.cells:>6}"
        f" cells  {cost.cpu:7.3f} s  {each:6.2f} ms/page  whole {cost.whole:7.3f} s"
        f"  {cost.rss:6.0f} MB"
    )


def main() -> None:
    """Print a row a file and reader, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="PDFs of your own instead")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", metavar="READER", choices=list(_READERS), help=argparse.SUPPRESS)
    parser.add_argument("--make", metavar="FOLDER", type=Path, help="make the PDFs and stop")
    given = parser.parse_args()
    if given.make:
        fixtures(given.make, given.seed)
        return
    if given.child:
        child(given.child, given.files[0])
        return
    ratios: list[float] = []
    with TemporaryDirectory() as folder:
        for path in given.files or made(Path(folder), given.seed):
            costs = {reader: measured(reader, path, given.rounds) for reader in _READERS}
            for reader, cost in costs.items():
                words = f"{path.stem:<16} {reader:<11} {cost}"
                print(words if isinstance(cost, str) else line(path.stem, reader, cost), flush=True)
            theirs, ours = costs["pdfplumber"], costs["gouji"]
            if isinstance(theirs, Cost) and isinstance(ours, Cost):
                ratios.append(theirs.cpu / ours.cpu)
                less = ours.rss / theirs.rss
                print(f"{path.stem:<16} × {ratios[-1]:.1f} faster, {less:.0%} of the memory")
    if ratios:
        print(f"median × {median(ratios):.1f}, least × {min(ratios):.1f}")


if __name__ == "__main__":
    main()
