"""Ruled tables read by pdfplumber and by us, cell by cell: every difference, and totals."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import extract
import normalize
from bench.fixtures.pieces import Pair, Piece, by_gouji, by_pdfplumber, paired
from bench.fixtures.ruled import Ruled, write
from extract.options import Options
from model.document import Document
from model.errors import GoujiError, UnknownFormat

_FALLBACK = "后备"
"""Stands in the warning of a page that our own reading of lines gave up."""
_LONGEST = 40


@dataclass(slots=True)
class Totals:
    """What was compared so far."""

    pages: int = 0
    cells: Counter[str] = field(default_factory=Counter[str])
    plumber: Counter[str] = field(default_factory=Counter[str])
    gouji: Counter[str] = field(default_factory=Counter[str])
    fallbacks: list[str] = field(default_factory=list[str])
    failed: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


def verdict(pair: Pair) -> str:
    """How two readings of a cell differ: ``same``, ``text``, ``missing``, ``extra``."""
    if pair.same:
        return "same"
    if pair.left is None:
        return "extra"
    return "missing" if pair.right is None else "text"


def read(path: Path, *, join: bool) -> Document | str:
    """Our reading of a file; where it is none, why."""
    try:
        return extract.document(path, normalize.vocabulary(), options=Options(join=join))
    except UnknownFormat:
        return "reader not there yet"
    except GoujiError as error:
        return error.zh


def main() -> None:
    """Print differences and totals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder in which the PDFs stay")
    parser.add_argument("--join", action="store_true", help="tables joined over page breaks")
    parser.add_argument("--only", default="", help="files with this in their name")
    parser.add_argument("--peer", action="store_true", help="show where pdfplumber is wrong, too")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        place: Path = given.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        totals = Totals()
        for ruled in write(place, given.seed):
            if given.only in ruled.name:
                compare(ruled, totals, join=given.join, peer=given.peer)
    conclude(totals)


def compare(ruled: Ruled, totals: Totals, *, join: bool, peer: bool) -> None:
    """One file: its differences printed, the totals added to."""
    theirs, pages = by_pdfplumber(ruled.path)
    totals.pages += pages
    if ruled.truth is not None:
        against_truth(ruled, theirs, totals.plumber, "pdfplumber" if peer else "")
    document = read(ruled.path, join=join)
    if isinstance(document, str):
        totals.failed.setdefault(document, []).append(ruled.name)
        return
    totals.fallbacks += [f"{ruled.name}: {line}" for line in document.warnings if _FALLBACK in line]
    ours = by_gouji(document)
    if ruled.truth is not None:
        against_truth(ruled, ours, totals.gouji, "")
    for pair in paired(theirs, ours):
        kind = verdict(pair)
        totals.cells[kind] += 1
        if kind != "same":
            right = judged(pair, ruled)
            totals.cells[right] += 1
            print(f"{ruled.name} {kind}: {shown(pair)} [{right}]")


def against_truth(ruled: Ruled, cells: list[Piece], count: Counter[str], reader: str) -> None:
    """Count how a reader does against what was printed; with ``reader``, print its faults."""
    for pair in paired(ruled.truth or [], cells):
        kind = verdict(pair)
        count[kind] += 1
        if reader and kind != "same":
            print(f"{ruled.name} {reader} {kind}: {shown(pair)}")


def judged(pair: Pair, ruled: Ruled) -> str:
    """Who is right about a cell, by what was printed; where only texts are known, by them."""
    if ruled.truth is not None:
        left, right = _holds(pair.left, ruled.truth), _holds(pair.right, ruled.truth)
    elif pair.left and pair.right:
        left, right = pair.left.text in ruled.known, pair.right.text in ruled.known
    else:
        return "no truth"
    if pair.left is None or pair.right is None:
        alone = left or right
        return ("gouji" if alone == (pair.left is None) else "pdfplumber") + " right"
    names = {(True, False): "pdfplumber right", (False, True): "gouji right"}
    return names.get((left, right), "both wrong")


def _holds(piece: Piece | None, truth: list[Piece]) -> bool:
    return piece is not None and any(match.same for match in paired(truth, [piece]))


def shown(pair: Pair) -> str:
    """Page, place and both texts."""
    piece = pair.left or pair.right
    if piece is None:
        return ""
    texts = " → ".join(
        "none" if side is None else f"“{side.text[:_LONGEST]}”" for side in (pair.left, pair.right)
    )
    box = ", ".join(f"{number:.0f}" for number in piece.box)
    return f"page {piece.page} {piece.where} ({box}) {texts}"


def conclude(totals: Totals) -> None:
    """The last lines."""
    print(f"\n{totals.pages} pages")
    for name, count in (("pdfplumber", totals.plumber), ("gouji", totals.gouji)):
        if count:
            print(f"{name} against what was printed (reportlab files): {_counts(count)}")
    if totals.cells:
        print(f"gouji against pdfplumber: {_counts(totals.cells)}")
    print(f"pages given up to the fallback: {len(totals.fallbacks)}")
    for line in totals.fallbacks:
        print(f"  {line}")
    for why, names in totals.failed.items():
        print(f"not read, {len(names)} files: {why} ({names[0]} …)")


def _counts(count: Counter[str]) -> str:
    cells = sum(count[kind] for kind in ("same", "text", "missing", "extra"))
    kinds = ", ".join(f"{kind} {number}" for kind, number in count.most_common())
    return f"{cells} cells: {kinds}"


if __name__ == "__main__":
    main()
