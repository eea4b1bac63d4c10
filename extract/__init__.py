"""From a file to its document, and from the document to its records as quoted, or its tables."""

from __future__ import annotations

from extract.document import document
from extract.options import Options
from extract.page_tables import tables
from extract.records import records
from model.page_tables import PageTables, TableCell, TableCells

__all__ = [
    "Options",
    "PageTables",
    "TableCell",
    "TableCells",
    "document",
    "records",
    "tables",
]
