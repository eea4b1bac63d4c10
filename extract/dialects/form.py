"""Labels of money and their amounts, one a line by turns, without a head."""

from __future__ import annotations

import re

from extract.dialects.cell_kinds import is_value
from extract.dialects.feed import CAPTION, HEADING
from extract.dialects.part import Loose, Part, Row, is_figure
from extract.heads import meaning
from extract.lines import PAD, clean
from extract.sections import FIGURES
from model.words import fold

NAME = "form_lines"
_FEWEST = 3
"""Pairs, and labels of money among them but one, that make a form; two may be a caption's."""
_LONGEST = 24
_GAP = 2
_MOST = 60
_MONEY = re.compile(r"资金|金额|经费|预算|支出|收入|到位|拨[付款]|结转|结余|执行率|投资")
_NO_LABEL = re.compile(r"[\t|。；，]")
_OF_IT = re.compile(r"^其中[：:]?")


def read(loose: Loose, first: int, before: Part | None) -> Part | None:
    """Three pairs or more, most of their labels of money; a line of other text ends them."""
    del before
    rows: list[Row] = []
    last = first
    known = 0
    at = first
    while len(rows) < _MOST and _is_pair(loose, at, first):
        label, value = loose.lines[at], loose.lines[at + 1]
        cells = tuple(clean(loose.text, line.start, line.end) for line in (label, value))
        known += is_money(loose, label.text.strip(PAD))
        rows.append(Row(cells, at))
        last = at + 1
        at += 2
    if len(rows) < _FEWEST or known + 1 < len(rows) or known < _FEWEST:
        return None
    wide = _side_by_side(loose, rows)
    return Part(NAME, wide, first, last, alone=True) if wide else None


def _side_by_side(loose: Loose, rows: list[Row]) -> tuple[Row, ...]:
    """Pairs that stood side by side in rows again: each row below the first names one source.

    Labels that come again in any other way leave open what they are labels of: no rows then.
    """
    labels = [_OF_IT.sub("", fold(loose.read(row.cells[0])).rstrip(":")) for row in rows]
    if len(set(labels)) == len(labels):
        return tuple(rows)
    width = next((at for at, label in enumerate(labels) if label in loose.words.sources), 0)
    groups = [labels[at : at + width] for at in range(width, len(labels), width or 1)]
    if width < 2 or any(len(group) < width or len(set(group)) > 1 for group in groups):  # noqa: PLR2004
        return ()
    return tuple(
        Row(
            tuple(cell for row in rows[at : at + width] for cell in row.cells),
            rows[at].line,
        )
        for at in range(0, len(rows), width)
    )


def is_money(loose: Loose, text: str) -> bool:
    """True for the label of an amount or a rate of money, or of where it comes from."""
    word = _OF_IT.sub("", fold(text).rstrip(":"))
    return (
        word in loose.words.sources
        or meaning(word, loose.words) in FIGURES - {"weight", "score"}
        or bool(_MONEY.search(word))
    )


def _is_pair(loose: Loose, at: int, first: int) -> bool:
    """True for a short line of words with a figure alone on the line below it."""
    if at + 1 >= len(loose.lines) or {at, at + 1} & loose.contents or at in loose.marks:
        return False
    label, value = loose.lines[at], loose.lines[at + 1]
    text, figure = label.text.strip(PAD), value.text.strip(PAD)
    if len(text) > _LONGEST or value.gap > _GAP or (at > first and label.gap > _GAP):
        return False
    if (
        label.page != value.page
        or at + 1 in loose.marks
        or any(mark in text for mark in "\t|。；，")
    ):
        return False
    if HEADING.match(text) or CAPTION.match(text) or is_value(text):
        return False
    return is_figure(figure)
