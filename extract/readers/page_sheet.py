"""A page of PDFium's → a sheet: turned upright, its tables found, its characters in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extract import rulings
from extract.aligned import Vouches, aligned
from extract.arrays import Floats, Numbers
from extract.cell_grids import cell_grids
from extract.heads import meaning
from extract.readers.pdfium import RawPage
from extract.readers.sheet import Sheet, sheet
from model.words import Vocabulary

SLANT = 5.0
"""Degrees. Characters turned farther than this from the rest are a watermark or a seal."""
_FRAME = 0.8
"""Share of a page: one cell this large is a frame around the page and no table."""
_KNOWN_HEADS = 2
"""Heads the vocabulary must know to vouch for a table without rules: one may be any word."""


def page_sheet(page: RawPage, vouches: Vouches) -> Sheet:
    """The lines and tables of a page; ``vouches`` knows the heads of a table without rules."""
    page = _upright(page)
    if page.sizes is None:
        ruled = [grid for grid in rulings.grids(page.lines) if not _is_frame(grid, page)]
        found = aligned(page.codes, page.boxes, page.lines, ruled, vouches)
    else:
        found = [grid for grid in cell_grids(page.lines, page.sizes) if not _is_frame(grid, page)]
    return replace(sheet(page.codes, page.boxes, found), height=page.height, width=page.width)


def vouches_of(words: Vocabulary) -> Vouches:
    """Whether most of some texts, and two at least, are heads the vocabulary knows."""

    def vouched(texts: Sequence[str]) -> bool:
        known = sum(meaning(text, words) is not None for text in texts)
        return known >= _KNOWN_HEADS and 2 * known >= len(texts)

    return vouched


def _upright(page: RawPage) -> RawPage:
    """The page turned so that most of its text is upright, and what is slanted left out."""
    if page.angles is None or not len(page.codes):
        return page
    quarter: Numbers = np.rint(page.angles / 90).astype(np.int64) % 4
    most = int(np.bincount(quarter, minlength=4).argmax())
    off = np.abs((page.angles - 90 * most + 180) % 360 - 180)
    kept = off <= SLANT
    turned = replace(page, codes=page.codes[kept], boxes=page.boxes[kept], angles=None)
    return _rotated(turned, most) if most else turned


def _rotated(page: RawPage, quarters: int) -> RawPage:
    """The page with text that runs up, down or upside down turned upright."""
    width, height = page.width, page.height
    if quarters == 2:  # noqa: PLR2004  upside down

        def turn(b: Floats) -> Floats:
            return np.stack(
                (width - b[:, 2], height - b[:, 3], width - b[:, 0], height - b[:, 1]), 1
            )
    elif quarters == 1:  # runs down the page: its left is the head
        width, height = height, width

        def turn(b: Floats) -> Floats:
            return np.stack((b[:, 1], height - b[:, 2], b[:, 3], height - b[:, 0]), 1)
    else:  # runs up the page: its left is the foot
        width, height = height, width

        def turn(b: Floats) -> Floats:
            return np.stack((width - b[:, 3], b[:, 0], width - b[:, 1], b[:, 2]), 1)

    return replace(page, width=width, height=height, boxes=turn(page.boxes), lines=turn(page.lines))


def _is_frame(grid: rulings.Grid, page: RawPage) -> bool:
    x0, top, x1, bottom = grid.box
    return len(grid.cells) == 1 and (x1 - x0) * (bottom - top) > _FRAME * page.width * page.height
