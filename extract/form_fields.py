"""Fields of forms and covers: a label and the text given for it, however the two are set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extract.sections import is_numeric, rows_of
from model.document import Block, BlockKind, Document
from model.quantity import Wording
from model.span import Source, part
from model.words import Vocabulary, fold

LONGEST_FIELD = 120
LONGEST_STACKED = 36
"""Characters of a value on a line of its own below its label; more is a paragraph."""

_TOKEN = re.compile(r"[^\s\u3000]+")


@dataclass(frozen=True, slots=True)
class Field:
    """A label of a form or cover and the text given for it."""

    field: str
    label: Wording
    value: Wording


def paragraphs(document: Document) -> Iterator[tuple[Block, str]]:
    """Paragraphs and headings with their text; no contents lines, no page marks."""
    for block in document.blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            yield block, document.read(block.source)


def form_fields(document: Document, words: Vocabulary) -> Iterator[Field]:
    """Label and value, from lines such as 项目名称：… and from neighbouring cells of a form."""
    found = [
        *_line_pairs(document, words),
        *_stacked_pairs(document, words),
        *_cell_pairs(document, words),
    ]
    yield from sorted(found, key=lambda pair: pair.label.source[0].start)


def _line_pairs(document: Document, words: Vocabulary) -> Iterator[Field]:
    """Pairs on lines of a form, by colons or blanks: 填报单位：某中心　　填报日期：2024年2月."""
    for block, raw in paragraphs(document):
        if len(raw) > LONGEST_FIELD:
            continue
        labels = [
            (token, label, field)
            for token in _TOKEN.finditer(raw)
            for label in [re.split(r"[：:]", token.group(), maxsplit=1)[0]]
            if (field := words.fields.get(fold(label))) and fold(label) != "项目"
        ]
        if not labels or raw[: labels[0][0].start()].strip():
            continue
        ends = [token.start() for token, _, _ in labels[1:]] + [len(raw)]
        for (token, label, field), end in zip(labels, ends, strict=True):
            start = token.start() + len(label)
            value = raw[start:end]
            bare = value.strip(" \t\r\u3000\u00a0：:")
            if bare:
                low = start + value.index(bare)
                yield Field(
                    field,
                    Wording(label, part(block.source, token.start(), start)),
                    Wording(bare, part(block.source, low, low + len(bare))),
                )


def _stacked_pairs(document: Document, words: Vocabulary) -> Iterator[Field]:
    """Pairs of a form printed one cell a line: 主管部门, and the body on the line below."""
    for (above, label), (below, value) in pairwise(paragraphs(document)):
        field = words.fields.get(fold(label).rstrip(":"))
        other = fold(value).rstrip(":")
        if field is None or fold(label) == "项目" or len(value) > LONGEST_STACKED:
            continue
        if other in words.fields or other in words.heads or not other:
            continue
        yield Field(
            field,
            Wording(label.strip(), _bare(above, label)),
            Wording(value.strip(), _bare(below, value)),
        )


def _bare(block: Block, raw: str) -> Source:
    low = len(raw) - len(raw.lstrip())
    return part(block.source, low, low + len(raw.strip()))


def _cell_pairs(document: Document, words: Vocabulary) -> Iterator[Field]:
    for table in document.tables:
        for row in rows_of(table):
            wordings = [Wording(document.read(cell.source), cell.source) for cell in row]
            filled = [wording for wording in wordings if fold(wording.raw)]
            for label, value in pairwise(filled):
                field = words.fields.get(fold(label.raw).rstrip(":"))
                other = fold(value.raw).rstrip(":")
                known = other in words.fields or other in words.heads
                if field and not known and not (field == "project" and is_numeric(value.raw)):
                    yield Field(field, label, value)
