"""Makes up an archive of reports: `bench/archive.py FOLDER --count 10000 --seed 1 [--litter]`."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from bench.bulk.files import write
from bench.bulk.plan import Order, orders


def written(folder: Path, chosen: list[Order], jobs: int) -> list[Path]:
    """All files, in the order of the orders whoever wrote them."""
    put = partial(write, folder)
    if jobs == 1:
        return [put(order) for order in chosen]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(put, chosen, chunksize=50))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000, help="reports, copies among them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--txt", type=int, default=80, help="share of text files")
    parser.add_argument("--docx", type=int, default=15)
    parser.add_argument("--pdf", type=int, default=5)
    parser.add_argument("--litter", action="store_true", help="files too that are no reports")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    shares = {"txt": asked.txt, "docx": asked.docx, "pdf": asked.pdf}
    chosen = orders(asked.count, asked.seed, shares, litter=asked.litter)
    start = time.perf_counter()
    paths = written(asked.folder, chosen, asked.jobs)
    sizes: Counter[str] = Counter()
    for path in paths:
        sizes[path.suffix[1:]] += path.stat().st_size
    for kind, number in Counter(path.suffix[1:] for path in paths).most_common():
        print(f"{number:7,}  {sizes[kind] / 1e6:8.1f} MB  {kind}")
    copies = sum(order.copy for order in chosen)
    print(f"{copies:7,}  copies among them; {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
