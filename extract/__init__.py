"""From a file to its document, and from the document to its records as quoted."""

from __future__ import annotations

from extract.document import document
from extract.records import records

__all__ = ["document", "records"]
