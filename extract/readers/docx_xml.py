"""The XML of a DOCX part: its tree, the names in it, and what Word writes twice or in glyphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast

from docx.oxml.parser import parse_xml

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _M.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R.encode()),
)
"""Names of the ISO “strict” variant, which Word can save; the rest of the markup is the same."""
_OFF = frozenset({"0", "false", "off", "none"})
CHECKED, EMPTY = "√", "□"


class Element(Protocol):
    """As much of an lxml element as is used; lxml says nothing about its types."""

    text: str | None

    @property
    def tag(self) -> str:
        """``{namespace}name``; of comments it is something else that equals no name."""
        ...

    def get(self, key: str) -> str | None:
        """An attribute."""
        ...

    def find(self, path: str) -> Element | None:
        """The first child or descendant on a path."""
        ...

    def iter(self, *tags: str) -> Iterator[Element]:
        """Itself and its descendants, those of the tags, in document order."""
        ...

    def getparent(self) -> Element | None:
        """The element around this one."""
        ...

    def remove(self, child: Element) -> None:
        """Take a child out."""
        ...

    def append(self, child: Element) -> None:
        """Put a child at the end."""
        ...

    def makeelement(self, tag: str) -> Element:
        """A new element for the same tree."""
        ...

    def __iter__(self) -> Iterator[Element]: ...


def w(name: str) -> str:
    """A name of WordprocessingML, as lxml spells it."""
    return f"{{{_W}}}{name}"


def m(name: str) -> str:
    """A name of Office mathematics."""
    return f"{{{_M}}}{name}"


def w14(name: str) -> str:
    """A name that came with Word 2010."""
    return f"{{{_W14}}}{name}"


VAL, ID, RID = w("val"), w("id"), f"{{{_R}}}id"
ALTERNATE, CHOICE, FALLBACK = (
    f"{{{_MC}}}{name}" for name in ("AlternateContent", "Choice", "Fallback")
)


def tree(xml: bytes) -> Element:
    """The tree of a part, its alternatives settled and its check boxes written as √ or □.

    Raises SyntaxError where it is not well formed; lxml's own error is one.
    """
    for strict, usual in _STRICT:
        if strict in xml:
            xml = xml.replace(strict, usual)
    root = cast("Element", parse_xml(xml))
    if b"AlternateContent" in xml:  # a walk over the whole tree, and few parts have any
        _settle_alternatives(root)
    if b"checkbox" in xml:
        _write_boxes(root)
    return root


def value(parent: Element, name: str) -> str | None:
    """``w:val`` of a child."""
    child = parent.find(name)
    return None if child is None else child.get(VAL)


def number(text: str | None, usual: int = 0) -> int:
    """A whole number, or the usual one where none is written."""
    try:
        return int(text) if text else usual
    except ValueError:
        return usual


def is_on(parent: Element | None, name: str) -> bool:
    """True where a switch such as ``w:vanish`` stands and is not turned off."""
    child = None if parent is None else parent.find(name)
    return child is not None and (child.get(VAL) or "1") not in _OFF


def _settle_alternatives(root: Element) -> None:
    """Of content that is there once for every version of Word, only one is kept: with text."""
    for both in list(root.iter(ALTERNATE)):
        choices = [child for child in both if child.tag in (CHOICE, FALLBACK)]
        kept = next((one for one in choices if _has_text(one)), None)
        for one in choices:
            if one is not kept:
                both.remove(one)


def _has_text(element: Element) -> bool:
    return next(element.iter(w("t"), w("delText"), w("sym"), m("t")), None) is not None


def _write_boxes(root: Element) -> None:
    """A check box is √ or □ by its state: the glyph beside it is what a font makes of it."""
    for box in list(root.iter(w14("checkbox"))):
        state = box.find(w14("checked"))
        checked = state is not None and (state.get(w14("val")) or "1") not in _OFF
        properties = box.getparent()
        control = None if properties is None else properties.getparent()
        content = None if control is None else control.find(w("sdtContent"))
        run = None if content is None else next(content.iter(w("r")), None)
        if run is not None:
            _rewrite(run, CHECKED if checked else EMPTY)


def _rewrite(run: Element, text: str) -> None:
    for child in list(run):
        run.remove(child)
    written = run.makeelement(w("t"))
    written.text = text
    run.append(written)
