"""Quoted figures to numbers, printed names to canonical ones.

``quantities`` and ``scan`` read text. The rest of the stage needs the records of a report, which
take longer to load than the whole scanner; it is loaded when first called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalize.scanner import quantities, scan

if TYPE_CHECKING:
    from model.document import Document
    from model.facts import Corrections, Facts, Records
    from model.quantity import Quoted
    from model.words import Vocabulary

__all__ = ["facts", "quantities", "scan", "vocabulary"]


def facts(
    quoted: Records[Quoted], document: Document, corrections: Corrections | None = None
) -> Facts:
    """Facts of one report; a figure that cannot be read goes to ``unread`` with the reason."""
    from normalize.conversion import converted  # noqa: PLC0415  heavy, see above

    return converted(quoted, document, corrections)


def vocabulary() -> Vocabulary:
    """Words of heads, rows, levels, fields and marks, from ``vocabulary/*.toml``."""
    from normalize.words import vocabulary as words  # noqa: PLC0415  heavy, see above

    return words()
