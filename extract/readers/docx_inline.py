"""What a paragraph says: its runs, fields, symbols and tracked changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from extract.readers.docx_symbols import SYMBOL_FONTS, from_font, symbol
from extract.readers.docx_xml import (
    ALTERNATE,
    CHECKED,
    EMPTY,
    VAL,
    Element,
    is_on,
    m,
    number,
    value,
    w,
)

T, R, TAB, BREAK, RETURN, DELETED_TEXT = (w(n) for n in ("t", "r", "tab", "br", "cr", "delText"))
INSERTED, DELETED = (w("ins"), w("moveTo")), (w("del"), w("moveFrom"))
RUN_PROPERTIES, FONTS, VANISH = w("rPr"), w("rFonts"), w("vanish")
TEXT_BOX = w("txbxContent")
_LONG = 2_000
"""Characters of a deletion to which a further one is no longer joined."""
_DEEPEST = 100
"""Fields within fields; what opens more at once is not written by any office program."""
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class By:
    """Who changed something, and when."""

    author: str | None
    date: str | None


@dataclass(slots=True)
class Inline:
    r"""The text of one paragraph in pieces; a piece ``\n`` ends a line within it.

    ``inserted`` are ranges of pieces, ``deleted`` texts with the number of pieces before them.
    ``boxes`` are text boxes anchored here. ``computed``: a formula of Word's has its result here.
    ``paged``: a page number was left out.
    """

    pieces: list[str] = field(default_factory=list[str])
    inserted: list[tuple[int, int, By]] = field(default_factory=list[tuple[int, int, By]])
    deleted: list[tuple[int, str, By]] = field(default_factory=list[tuple[int, str, By]])
    boxes: list[Element] = field(default_factory=list[Element])
    computed: bool = False
    paged: bool = False


@dataclass(slots=True)
class _Field:
    """An open field: its code so far; ``mute`` while what is met is not to be printed."""

    code: str = ""
    mute: bool = True
    is_code: bool = True


@dataclass(slots=True)
class Runs:
    """What goes on from paragraph to paragraph: open fields, and hidden text counted.

    ``unpaged``: page numbers are left out, as in headers and footers.
    """

    unpaged: bool = False
    hidden: int = 0
    fields: list[_Field] = field(default_factory=list[_Field])

    def muted(self) -> bool:
        """True within the code of a field, or the page number one gives."""
        return any(one.mute for one in self.fields)


def by(change: Element) -> By:
    """Author and date of a tracked change."""
    return By(change.get(w("author")), change.get(w("date")))


def text_of(element: Element) -> str:
    """All text below an element, deleted or not, on one line."""
    found = element.iter(T, DELETED_TEXT, TAB, BREAK, RETURN)
    return "".join((one.text or "") if one.tag in (T, DELETED_TEXT) else " " for one in found)


def read_inline(paragraph: Element, runs: Runs, into: Inline) -> Inline:
    """The text of a paragraph, put behind what ``into`` has already."""
    _children(paragraph, runs, into)
    for one in runs.fields:
        # A code that never came to its result would swallow the rest of the document.
        one.mute = one.mute and not one.is_code
    return into


def _children(parent: Element, runs: Runs, into: Inline) -> None:
    for child in parent:
        work = _INLINE.get(child.tag, _children)
        if work is not None:
            work(child, runs, into)


def _run(run: Element, runs: Runs, into: Inline) -> None:
    font = ""
    hidden = False
    for child in run:
        tag = child.tag
        if tag == T:
            text = child.text
            if text and not (runs.fields and runs.muted()):
                into.pieces.append(_printed(text, font))
                runs.hidden += hidden
        elif tag == RUN_PROPERTIES:
            hidden = child.find(VANISH) is not None and is_on(child, VANISH)
            fonts = child.find(FONTS)
            font = (fonts.get(_ASCII) or "") if fonts is not None else ""
        elif (work := _IN_RUN.get(tag)) is not None:
            work(child, runs, into)


_ASCII = w("ascii")


def _printed(text: str, font: str) -> str:
    """Text of a run; line ends in the XML are blanks, symbol fonts' letters what they show."""
    if font in SYMBOL_FONTS:
        text = "".join(from_font(font, char) for char in text)
    return re.sub(r"[\n\r]", " ", text) if "\n" in text or "\r" in text else text


def _put(text: str) -> Callable[[Element, Runs, Inline], None]:
    def put(_element: Element, runs: Runs, into: Inline) -> None:
        if not runs.muted():
            into.pieces.append(text)

    return put


def _break(element: Element, runs: Runs, into: Inline) -> None:
    """A new line; a page break at the start of a paragraph is none."""
    paged = element.get(w("type")) in {"page", "column"}
    if not runs.muted() and (into.pieces or not paged):
        into.pieces.append("\n")


def _symbol(element: Element, runs: Runs, into: Inline) -> None:
    if not runs.muted():
        into.pieces.append(symbol(element.get(w("font")) or "", element.get(w("char")) or ""))


def _ruby(element: Element, runs: Runs, into: Inline) -> None:
    """The text; how it is pronounced is left out."""
    text = element.find(w("rubyBase"))
    if text is not None:
        _children(text, runs, into)


def _drawn(element: Element, _runs: Runs, into: Inline) -> None:
    """Text boxes, outermost first; one within another comes with the outer one's text."""
    inner: set[Element] = set()
    for box in element.iter(TEXT_BOX):
        if box not in inner:
            into.boxes.append(box)
            inner.update(box.iter(TEXT_BOX))


def _inserted(element: Element, runs: Runs, into: Inline) -> None:
    first = len(into.pieces)
    _children(element, runs, into)
    if len(into.pieces) == first:
        return
    who = by(element)
    if into.inserted and into.inserted[-1][1:] == (first, who):
        first = into.inserted.pop()[0]
    into.inserted.append((first, len(into.pieces), who))


def _deleted(element: Element, _runs: Runs, into: Inline) -> None:
    _leave_out(text_of(element), by(element), into)


def _lone_deleted(element: Element, _runs: Runs, into: Inline) -> None:
    """Deleted text whose run says nothing about who deleted it."""
    _leave_out(element.text or "", By(None, None), into)


def _leave_out(text: str, who: By, into: Inline) -> None:
    """Noted as deleted, as one with what was deleted right before it by the same hand."""
    at = len(into.pieces)
    if into.deleted and (into.deleted[-1][0], into.deleted[-1][2]) == (at, who):
        before = into.deleted[-1][1]
        if len(before) < _LONG:
            into.deleted.pop()
            text = before + text
    if text:
        into.deleted.append((at, text, who))


def _control(element: Element, runs: Runs, into: Inline) -> None:
    content = element.find(w("sdtContent"))
    if content is not None:
        _children(content, runs, into)


def _simple_field(element: Element, runs: Runs, into: Inline) -> None:
    opened = _Field(element.get(w("instr")) or "")
    runs.fields.append(opened)
    _result(opened, runs, into)
    _children(element, runs, into)
    runs.fields.remove(opened)


def _field(element: Element, runs: Runs, into: Inline) -> None:
    """The marks around a field: code, result, end; the state of old form fields is in the first."""
    kind = element.get(w("fldCharType"))
    if kind == "begin":
        if not runs.muted():
            into.pieces.extend(_entered(element))
        if len(runs.fields) < _DEEPEST:
            runs.fields.append(_Field())
    elif kind == "separate" and runs.fields:
        _result(runs.fields[-1], runs, into)
    elif kind == "end" and runs.fields:
        runs.fields.pop()


def _result(opened: _Field, runs: Runs, into: Inline) -> None:
    """From the code of a field to what it gives."""
    opened.is_code = False
    opened.mute = runs.unpaged and bool(_PAGE_FIELD.match(opened.code))
    if not runs.muted():
        into.computed = into.computed or opened.code.lstrip().startswith("=")
    elif opened.mute:
        into.paged = True


def _code(element: Element, runs: Runs, _into: Inline) -> None:
    if runs.fields:
        runs.fields[-1].code += element.text or ""


def _entered(begin: Element) -> Iterable[str]:
    """What is entered in an old form field: √ or □, or the entry chosen from a list."""
    box = begin.find(f"{w('ffData')}/{w('checkBox')}")
    if box is not None:
        state = "checked" if box.find(w("checked")) is not None else "default"
        yield CHECKED if is_on(box, w(state)) else EMPTY
    entries = begin.find(f"{w('ffData')}/{w('ddList')}")
    if entries is not None:
        listed = [one.get(VAL) or "" for one in entries if one.tag == w("listEntry")]
        chosen = number(value(entries, w("result")) or value(entries, w("default")))
        yield from listed[chosen : chosen + 1]


def _formula(element: Element, runs: Runs, into: Inline) -> None:
    """Text of a formula in the order it stands; a fraction's parts with a slash between them."""
    if runs.muted():
        return
    for one in element.iter(m("t"), T, m("den")):
        into.pieces.append("/" if one.tag == m("den") else _printed(one.text or "", ""))


_INLINE: dict[str, Callable[[Element, Runs, Inline], None] | None] = {
    R: _run,
    w("sdt"): _control,
    w("fldSimple"): _simple_field,
    m("oMath"): _formula,
    m("oMathPara"): _formula,
    **dict.fromkeys(INSERTED, _inserted),
    **dict.fromkeys(DELETED, _deleted),
    **dict.fromkeys(
        [w(n) for n in ("pPr", "rPr", "smartTagPr", "customXmlPr", "sdtPr", "sdtEndPr")]
    ),
}
"""What to do with a child of a paragraph; None: nothing. Others are looked into: links, tags."""
_IN_RUN: dict[str, Callable[[Element, Runs, Inline], None]] = {
    TAB: _put("\t"),
    w("ptab"): _put("\t"),
    w("noBreakHyphen"): _put("-"),
    BREAK: _break,
    RETURN: _put("\n"),
    w("sym"): _symbol,
    w("fldChar"): _field,
    w("instrText"): _code,
    w("ruby"): _ruby,
    DELETED_TEXT: _lone_deleted,
    w("drawing"): _drawn,
    w("pict"): _drawn,
    w("object"): _drawn,
    ALTERNATE: _drawn,
}
"""What to do with a child of a run other than its text; others print nothing."""
