"""What a bulk ingest costs: `bench/ingest.py FOLDER [--count 10000] [--rounds 1]`.

FOLDER is an archive as `bench/archive.py` makes it; where there is none yet, one of ``--count``
reports is made up there. Needs POSIX.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.archive import written
from bench.bulk import history
from bench.bulk.halves import halves
from bench.bulk.loop import STEPS
from bench.bulk.plan import orders
from bench.bulk.runs import GOUJI, LOOP, Ran, ran, together, wall

SHARES = {"txt": 80, "docx": 15, "pdf": 5}
CHANGED = '[rules.POL05]\ntolerance = 0.6\nreason = "bench"\n'
PARTS = ("rate", "share", "pair", "again")


@dataclass(frozen=True, slots=True)
class Bench:
    """The archive, a folder for what is written, and how often pairs are run."""

    archive: Path
    work: Path
    rounds: int

    def ingest(self, name: str, jobs: int) -> tuple[str | Path, ...]:
        """The command, into a folder of that name."""
        return (*GOUJI, "ingest", self.archive, "--out", self.work / name, "--jobs", str(jobs))

    def fresh(self, *names: str) -> None:
        """No folders of these names, so that nothing is known."""
        for name in names:
            shutil.rmtree(self.work / name, ignore_errors=True)

    def log(self, name: str) -> Path:
        """Where a command's words go."""
        return self.work / f"{name}.log"


def line(name: str, figure: str, goal: str = "") -> None:
    """One row of the table."""
    print(f"| {name} | {figure} | {goal} |", flush=True)


def loop(bench: Bench) -> tuple[Ran, dict[str, Any]]:
    """The plain loop, and what it says of itself."""
    bench.fresh("tables")
    done = ran((*LOOP, bench.archive, "--tables", bench.work / "tables"), bench.log("loop"))
    return done, json.loads(done.said)


def show_share(bench: Bench) -> None:
    """Store and supervision against the plain loop, one process of work each, by turns."""
    shares: list[tuple[float, float]] = []
    told: dict[str, Any] = {}
    for number in range(bench.rounds):
        bench.fresh("single")
        both: dict[str, Ran] = {}
        for name in ("ingest", "loop")[:: 1 if number % 2 else -1]:
            if name == "loop":
                both[name], told = loop(bench)
            else:
                both[name] = ran(bench.ingest("single", 1), bench.log("single"))
        one, other = both["ingest"], both["loop"]
        shares.append((1 - other.cpu / one.cpu, 1 - other.wall / one.wall))
        for name, run in both.items():
            line(f"{name}, one at a time", f"{run.cpu:.1f} s CPU, {run.wall:.1f} s")
    cpu, clock = (median(share[i] for share in shares) for i in (0, 1))
    line("store and supervision", f"{cpu:.1%} of CPU, {clock:.1%} of the time", "≤ 15 %")
    _steps(told)


def _steps(told: dict[str, Any]) -> None:
    """Where the plain loop spends its time, milliseconds of CPU a report."""
    for name, kind in told["kinds"].items():
        number = kind["reports"]
        parts = ", ".join(f"{step} {kind['steps'][step] * 1000 / number:.1f}" for step in STEPS)
        rate = f"{number / kind['seconds']:.1f} reports/s"
        line(f"loop, {name}: {rate} of CPU", f"ms: {parts}")
    seen = told["memory"]
    if seen:
        line("loop, MB after each tenth", ", ".join(f"{mb:.0f}" for mb in _tenths(seen)))


def _tenths(seen: list[float]) -> list[float]:
    return [seen[(len(seen) - 1) * n // 9] for n in range(10)] if len(seen) >= 10 else seen  # noqa: PLR2004


def show_pair(bench: Bench) -> None:
    """Two workers of one ingest against two ingests of half the files each, by turns."""
    names = ("half-0-out", "half-1-out")
    shutil.rmtree(bench.work / "halves", ignore_errors=True)
    folders = halves(bench.archive, bench.work / "halves")
    apart = [
        (*GOUJI, "ingest", folder, "--out", bench.work / name, "--jobs", "1")
        for folder, name in zip(folders, names, strict=True)
    ]
    ratios: list[float] = []
    for number in range(bench.rounds):
        walls: dict[str, float] = {}
        for name in ("two", "apart")[:: 1 if number % 2 else -1]:
            bench.fresh("two", *names)
            both = [bench.ingest("two", 2)] if name == "two" else apart
            walls[name] = wall(together(both, bench.log(name)))
        ratios.append(walls["apart"] / walls["two"])
        line(
            "one ingest with two workers; two ingests",
            f"{walls['two']:.1f} s; {walls['apart']:.1f} s",
        )
    line("two workers, of two processes' rate", f"{median(ratios):.2f}", "≥ 0.9")


def show_rate(bench: Bench) -> None:
    """Ingest with two workers: the rate of each format, and the memory of the children."""
    bench.fresh("rated")
    done = ran(bench.ingest("rated", 2), bench.log("rated"))
    rates = history.rates(bench.work / "rated")
    reports = sum(rate.reports for rate in rates)
    line(
        "ingest, two workers",
        f"{reports} reports, {done.wall:.1f} s, {done.cpu:.1f} s CPU, "
        f"{reports / done.wall:.1f} reports/s",
    )
    for rate in rates:
        line(
            f"{rate.kind}, a worker",
            f"{rate.reports / rate.seconds:.1f} reports/s, "
            f"{rate.bytes / 1e6 / rate.seconds:.3f} MB/s ({rate.reports} reports)",
        )
    seen = history.memory(bench.work / "rated", 2)
    line("RSS of a worker, at most", f"{seen.most:.0f} MB, {seen.children} children", "≤ 250 MB")
    ends = "; ".join(f"{first:.0f} → {last:.0f} MB" for first, last in seen.slots)
    line("RSS of each slot, first → last tasks", ends, "flat")
    if seen.grown is not None:
        line("a child grows after its first 200 reports", f"{seen.grown:+.1f} MB (median)")


def show_again(bench: Bench) -> None:
    """The folder once more, the rules once more, and what lies on the disk."""
    out = bench.work / "again"
    bench.fresh("again")
    first = ran(bench.ingest("again", 2), bench.log("again"))
    _sizes(out)
    line("ingest, two workers", f"{first.wall:.1f} s, {first.cpu:.1f} s CPU")
    second = ran(bench.ingest("again", 2), bench.log("again"))
    line("the same once more", f"{second.wall:.1f} s, {second.cpu:.1f} s CPU")
    settings = bench.work / "changed.toml"
    settings.write_text(CHANGED, encoding="utf-8")
    usual = (*GOUJI, "recheck", "--out", out, "--jobs", "2")
    for name, extra in (
        ("recheck, a limit changed", ("--config", settings)),
        ("recheck --all", ("--all",)),
    ):
        done = ran((*usual, *extra), bench.log("recheck"))
        ratio = f"{done.wall / first.wall:.2f} of the time, {done.cpu / first.cpu:.2f} of the CPU"
        line(name, f"{done.wall:.1f} s, {done.cpu:.1f} s CPU: {ratio}", "≤ 0.25")


def _sizes(out: Path) -> None:
    stored = sum(file.stat().st_size for file in out.glob(f"{history.FILE}*"))
    tables = sum(file.stat().st_size for file in out.glob("*.csv"))
    line("the store; the tables", f"{stored / 1e6:.1f} MB; {tables / 1e6:.1f} MB")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000, help="reports, if none are there")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1, help="how often pairs are run")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--keep", action="store_true", help="leave what was written")
    asked = parser.parse_args()
    folder: Path = asked.folder.resolve()
    if not folder.is_dir() or not any(folder.iterdir()):
        written(folder, orders(asked.count, asked.seed, SHARES, litter=True), 2)
    work = Path(tempfile.mkdtemp(prefix="bench-ingest-", dir=folder.parent))
    shows = dict(zip(PARTS, (show_rate, show_share, show_pair, show_again), strict=True))
    line("measured", "figure", "goal")
    line("---", "---", "---")
    try:
        for part in asked.only:
            shows[part](Bench(folder, work, asked.rounds))
    finally:
        if asked.keep:
            print(work)
        else:
            shutil.rmtree(work)


if __name__ == "__main__":
    main()
