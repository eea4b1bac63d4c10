"""How many of five strings readers give back from PDFs whose fonts are only named."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import extract
import normalize
from bench.fixtures.plumber import opened
from bench.fixtures.probes import STRINGS, write
from model.errors import GoujiError, UnknownFormat


def by_pdfplumber(path: Path) -> str:
    """The text of the only page."""
    with opened(path) as pdf:
        return pdf.pages[0].extract_text()


def by_gouji(path: Path) -> str:
    """The text of our document; nothing where it is refused."""
    try:
        return extract.document(path, normalize.vocabulary()).text
    except UnknownFormat:
        return "reader not there yet"
    except GoujiError as error:
        return error.zh


def right(text: str) -> int:
    """How many strings stand in the text exactly once, radicals read as what they look like."""
    bare = "".join(unicodedata.normalize("NFKC", text).split())
    wanted = ("".join(unicodedata.normalize("NFKC", string).split()) for string in STRINGS)
    return sum(bare.count(string) == 1 for string in wanted)


def main() -> None:
    """A row a probe, then the sums."""
    readers: dict[str, Callable[[Path], str]] = {"gouji": by_gouji, "pdfplumber": by_pdfplumber}
    sums = dict.fromkeys(readers, 0)
    with TemporaryDirectory() as folder:
        paths = write(Path(folder))
        for path in paths:
            found = {name: right(read(path)) for name, read in readers.items()}
            print(f"{path.stem:<28}", *(f"{name} {count}/5 " for name, count in found.items()))
            sums = {name: sums[name] + count for name, count in found.items()}
        total = len(STRINGS) * len(paths)
        print(", ".join(f"{name} {count}/{total}" for name, count in sums.items()))
        if not sums["gouji"]:
            print(f"gouji says: {by_gouji(paths[0])[:80]}")


if __name__ == "__main__":
    main()
