"""A document laid out: its tables from their parts, and passages from what they leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.dialects.part import Loose, Part
from extract.passages import blocks
from extract.stitch import stitch
from model.document import Document, cells_of


def laid_out(bare: Document, loose: Loose, parts: Sequence[Part], *, join: bool = True) -> Document:
    """The document with tables and blocks; ``bare`` has its text, lines and pages.

    ``parts`` are stretches of tables in reading order, found by whatever a format shows them by;
    with ``join`` those that go on over a page break become one table.
    """
    stitched = stitch(loose, parts, join=join)
    tables = tuple(item.table for item in stitched)
    return replace(
        bare,
        tables=tables,
        blocks=blocks(loose, [(item.first, item.last) for item in stitched]),
        cell_starts=cells_of(tables),
    )
