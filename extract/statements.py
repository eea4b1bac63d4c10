"""What patterns find in a sentence, by the offsets of its figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """One stated relation; offsets into a skeleton's text.

    ``kind`` as in ``model.record.Stated``. ``result`` is the figure that the others make up,
    ``options`` the operands it may be made of, likeliest first. ``falls``: the change is a fall.
    """

    kind: str
    result: int
    options: tuple[tuple[int, ...], ...]
    falls: bool = False
