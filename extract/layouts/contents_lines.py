"""Lines of a table of contents: title and page.

Looks like::

    目 录
    一、项目基本情况........1
    （一）立项背景	2
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.document import BlockKind, Document
from model.quantity import Wording
from model.span import Source, part
from model.structure import Entry, Ordinal

_LINE = re.compile(
    r"^[\s#*]*(?P<title>.*?[^\s.．…·•。_\-—])"
    r"(?:(?:[\s.．…·•。_\-—]){2,}|[\t 　]+)(?P<page>\d{1,3})?\s*$"
)
_BARE = re.compile(r"^[\s#*]*(?P<title>.*?[^\s.．…·•。_\-—*])[\s.．…·•。_\-—*]*$")
_NO_TITLE = re.compile(r"^[\s#*]*目\s*[录錄次]|PAGEREF|HYPERLINK|TOC\s")


def entries(document: Document) -> tuple[Entry, ...]:
    """The lines of the tables of contents, in order; none for lines that are field codes."""
    return tuple(
        entry
        for block in document.blocks
        if block.kind is BlockKind.CONTENTS
        for entry in _entry(document, block.source)
    )


def _entry(document: Document, source: Source) -> Iterator[Entry]:
    text = document.read(source)
    if _NO_TITLE.search(text):
        return
    found = _LINE.match(text) or _BARE.match(text)
    if found is None:
        return
    title = Wording(found.group("title"), part(source, *found.span("title")))
    number = found.groupdict().get("page")
    page = None
    if number is not None:
        page = Ordinal(int(number), number, part(source, *found.span("page")))
    yield Entry(title, page)
