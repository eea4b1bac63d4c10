"""The DOCX and the PDF of data/raw, made anew: `python bench/samples.py [FOLDER]`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from bench.fixtures import docx_word, pdf_reportlab
from bench.fixtures.sheet import from_text

ROOT = Path(__file__).parents[1]
TEXTS = Path(__file__).parent / "fixtures" / "samples"
DOCX = "2024_苇塘县_冷链设施_自评报告"
PDF = "2025_霜桥区_微型消防站_监控报告"


def text(name: str) -> Path:
    """The text a sample is made from."""
    return TEXTS / f"{name}.txt"


def docx(folder: Path) -> Path:
    """Write the DOCX, without a running head; the file."""
    made = folder / f"{DOCX}.docx"
    docx_word.write(replace(from_text(text(DOCX), spans=True), header=""), made)
    return made


def pdf(folder: Path) -> Path:
    """Write the PDF, its font embedded; the file."""
    made = folder / f"{PDF}.pdf"
    pdf_reportlab.write(from_text(text(PDF), spans=True), made)
    return made


def main() -> None:
    """Write both into a folder, data/raw if none is given."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "data" / "raw"
    for made in (docx(folder), pdf(folder)):
        print(f"{made}: {made.stat().st_size} bytes")


if __name__ == "__main__":
    main()
