"""Amounts of five real reports: each that plain arithmetic reads, read the same or flagged."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from model.quantity import Quantity
from normalize import quantities

REAL = sorted((Path(__file__).parents[3] / "shared" / "seeds").glob("*.txt"))
SCALES = {"": 0, "千": 3, "万": 4, "百万": 6, "亿": 8}
AMOUNT = re.compile(r"(?<![\d.,，-])(\d[\d,]*(?:\.\d+)?)\s*(千|万|百万|亿|)元")
"""Digits with their unit, by a pattern that knows nothing of the reader."""


def text_of(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


@pytest.mark.skipif(not REAL, reason="the five real reports are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name[:3])
def test_no_amount_is_silently_wrong(path: Path) -> None:
    text = text_of(path)
    read = [one for one in quantities(text) if isinstance(one, Quantity)]
    wrong: list[str] = []
    for found in AMOUNT.finditer(text):
        digits, scale = found.groups()
        value = Decimal(digits.replace(",", "")).scaleb(SCALES[scale])
        over = [one for one in read if one.start <= found.start() and one.end >= found.end()]
        right = any(one.value == value or value in (one.lower, one.upper) for one in over)
        if not right and not any(one.flags for one in over):
            wrong.append(found.group())
    assert wrong == []
