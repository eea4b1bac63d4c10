"""Broken PDF and DOCX files read one after the other: none may crash, hang or show a traceback."""

from __future__ import annotations

import argparse
import json
import select
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from random import Random
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from bench.fixtures import docx_word, pdf_office, pdf_reportlab, probes
from bench.fixtures.canvas import CID
from bench.fixtures.made import report
from bench.fixtures.mutants import mutant
from bench.fixtures.pdf_reportlab import Look
from bench.fixtures.sheet import TableStyle

DEADLINE = 10.0
CHILDREN = 2
_ROOT = Path(__file__).parent.parent
_BAD = ("crash", "hang", "traceback")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: its number, how it was made, ``ok failed crash hang traceback``."""

    number: int
    made: str
    status: str
    said: str
    seconds: float


class Child:
    """A warm reader in a process of its own, started again when it dies."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.errors: IO[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        """The process, a new one where there is none."""
        if self.process is None or self.process.poll() is not None:
            self.stop()
            self.errors = TemporaryFile()  # noqa: SIM115 - closed by stop
            self.process = subprocess.Popen(
                [sys.executable, str(_ROOT / "bench" / "fuzz_child.py")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.errors,
                bufsize=0,
                cwd=_ROOT,
            )
        return self.process

    def stop(self) -> None:
        """Kill the process, close its files."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe is not None:
                    pipe.close()
            self.process = None
        if self.errors is not None:
            self.errors.close()
            self.errors = None

    def read(self, path: Path) -> tuple[str, str]:
        """What became of a file, and what was said."""
        process = self.start()
        if process.stdin is None or process.stdout is None:
            return "crash", "no pipes"
        try:
            process.stdin.write(f"{path}\n".encode())
        except BrokenPipeError:
            return "crash", self.dying(process)
        ready, _, _ = select.select([process.stdout], [], [], DEADLINE)
        if not ready:
            self.stop()
            return "hang", f"more than {DEADLINE:.0f} s"
        answer = process.stdout.readline()
        if not answer.endswith(b"\n"):
            return "crash", self.dying(process)
        said = json.loads(answer)
        return said["status"], said["said"]

    def dying(self, process: subprocess.Popen[bytes]) -> str:
        """Exit code and last words."""
        code = process.wait()
        words = ""
        if self.errors is not None:
            self.errors.seek(0)
            lines = self.errors.read().decode("utf-8", "replace").strip().splitlines()
            words = lines[-1] if lines else ""
        self.stop()
        return f"exit {code} {words}"


def originals(folder: Path) -> list[Path]:
    """A handful of sound files: PDFs of three kinds, two DOCX, one through LibreOffice, probes."""
    style = TableStyle(break_rows=True)
    looks = (pdf_reportlab.USUAL, Look(rotated=True, form=True), Look(font=CID, watermark="内部"))
    found: list[Path] = []
    for at, look in enumerate(looks):
        found.append(folder / f"reportlab-{at}.pdf")
        pdf_reportlab.write(report(at, 3, style), found[-1], look)
    for at in range(2):
        found.append(folder / f"word-{at}.docx")
        docx_word.write(report(at + 9, 3, style), found[-1])
    if pdf_office.office():
        found += pdf_office.convert(found[-1:], folder)
    return [*found, *probes.write(folder)[:3]]


def made(number: int, seed: int, sound: Sequence[Path], folder: Path) -> tuple[str, Path]:
    """Mutant number so and so: what was done to which file, and where it lies."""
    rng = Random(f"{seed}:{number}")  # noqa: S311 - to be the same again
    kind = ".docx" if number % 2 else ".pdf"  # as often, though there are fewer
    same = [path for path in sound if path.suffix == kind]
    source, other = rng.choice(same), rng.choice(same)
    ways, data = mutant(source.read_bytes(), other.read_bytes(), rng)
    path = folder / f"mutant-{seed}-{number}{kind}"
    path.write_bytes(data)
    return f"{source.name} {ways}", path


def main() -> None:
    """Print every bad one with its number, then the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="this mutant alone")
    parser.add_argument("--keep", type=Path, help="folder in which the bad ones stay")
    given = parser.parse_args()
    numbers = range(given.count) if given.only is None else [given.only]
    children: SimpleQueue[Child] = SimpleQueue()
    hands = [Child() for _ in range(CHILDREN)]
    for child in hands:
        children.put(child)
    with TemporaryDirectory() as folder, ThreadPoolExecutor(CHILDREN) as pool:
        sound = originals(Path(folder))

        def one(number: int) -> Outcome:
            child = children.get()
            ways, path = made(number, given.seed, sound, Path(folder))
            start = time.perf_counter()
            status, said = child.read(path)
            children.put(child)
            if status in _BAD and given.keep:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / path.name).write_bytes(path.read_bytes())
            path.unlink()
            return Outcome(number, ways, status, said, time.perf_counter() - start)

        outcomes: list[Outcome] = []
        for outcome in pool.map(one, numbers):
            outcomes.append(outcome)
            if outcome.status in _BAD or given.only is not None:
                print(
                    f"--seed {given.seed} --only {outcome.number}: {outcome.status}"
                    f" ({outcome.made}) {outcome.said}",
                    flush=True,
                )
    for child in hands:
        child.stop()
    conclude(outcomes)


def conclude(outcomes: list[Outcome]) -> None:
    """The counts, what was said most often, the slowest."""
    count = Counter(outcome.status for outcome in outcomes)
    print(", ".join(f"{status} {count[status]}" for status in ("ok", "failed", *_BAD)))
    said = Counter(outcome.said for outcome in outcomes if outcome.status == "failed")
    for words, number in said.most_common(5):
        print(f"  {number:>6} × {words}")
    slow = max(outcomes, key=lambda outcome: outcome.seconds)
    print(f"slowest: {slow.seconds:.2f} s, number {slow.number} ({slow.made})")


if __name__ == "__main__":
    main()
