"""Numbers Word computes for its paragraphs: 一、 （一） 1.2 from numbering and styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract.readers.docx_numerals import printed
from extract.readers.docx_xml import Element, is_on, number, value, w

_NUMBERING = w("numPr")
_PROPERTIES = w("pPr")
_STYLE = w("pStyle")
_SHAPE = w("abstractNumId")
_HELD = re.compile(r"%([1-9])")
_DEEPEST = 20
"""Steps from a style to the one it is based on; more go in a circle."""
_STOPS = "、）：．。】〉》"
"""After these the text follows at once; Word's tab there is only room."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``text`` holds ``%1`` for the number of level 0, and so on.

    ``restart``: the level (from 1) whose next number starts this one anew; None: any above it.
    """

    start: int = 1
    way: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    joined: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A ``w:num``: the count it shares with others of the same ``shared``, and its own levels."""

    shared: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document, the styles that carry a number, and how far each list has counted.

    ``styles``: style → (list, level). ``usual`` is the style of paragraphs that name none.
    """

    lists: dict[str, _List]
    styles: dict[str, tuple[str, int]]
    usual: str | None = None
    counts: dict[str, dict[int, int]] = field(default_factory=dict[str, dict[int, int]])
    begun: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])

    def before(self, properties: Element | None) -> str:
        """What stands before a paragraph of these properties; counts it. Empty for most."""
        found = self._of(properties) if self.lists else None
        if found is None or found[0] not in self.lists:
            return ""
        key, at = found
        one = self.lists[key]
        level = one.levels.get(at)
        if level is None or level.way == "bullet":
            return ""
        counts = self._counted(key, one, at, level)
        text = _HELD.sub(lambda held: _held(one, level, counts, int(held.group(1)) - 1), level.text)
        if not text or text.endswith(tuple(_STOPS)):
            return text
        return text if level.joined and not text[-1:].isascii() else f"{text} "

    def _of(self, properties: Element | None) -> tuple[str, int] | None:
        """List and level of a paragraph: its own, or those of its style."""
        style = value(properties, _STYLE) if properties is not None else None
        styled = self.styles.get(style or self.usual or "")
        own = properties.find(_NUMBERING) if properties is not None else None
        if own is None:
            return styled
        key = value(own, w("numId")) or (styled[0] if styled else "0")
        level = value(own, w("ilvl"))
        return key, number(level, styled[1] if styled and styled[0] == key else 0)

    def _counted(self, key: str, one: _List, at: int, level: Level) -> dict[int, int]:
        """The counts of a list after one more paragraph of a level."""
        counts = self.counts.setdefault(one.shared, {})
        start = one.starts.get(at)
        if start is not None and (key, at) not in self.begun:
            self.begun.add((key, at))
            counts.pop(at, None)
        first = level.start if start is None else start
        counts[at] = counts[at] + 1 if at in counts else first
        for deeper in [other for other in counts if other > at]:
            below = one.levels.get(deeper)
            if below is None or below.restart is None or 0 <= at < below.restart:
                del counts[deeper]
        return counts


def _held(one: _List, level: Level, counts: dict[int, int], at: int) -> str:
    """The number of one level within the text of another, or of itself."""
    held = one.levels.get(at)
    if held is None or held.way == "bullet":
        return ""
    way = "decimal" if level.legal and held is not level else held.way
    return printed(counts.get(at, one.starts.get(at, held.start)), way)


def numbering(numbers: Element | None, styles: Element | None) -> Numbering:
    """The lists of a document from its parts ``numbering.xml`` and ``styles.xml``."""
    named = _styles(styles)
    if numbers is None:
        return Numbering({}, {})
    shapes = {one.get(w("abstractNumId")) or "": one for one in numbers.iter(w("abstractNum"))}
    nums = {one.get(w("numId")) or "": one for one in numbers.iter(w("num"))}
    levels = {key: dict(_levels(shape)) for key, shape in shapes.items()}
    lists = {key: _list(one, _shape(one, shapes, nums, named), levels) for key, one in nums.items()}
    numbered = {
        name: place for name in named if (place := _numbered(name, named, lists)) is not None
    }
    return Numbering(
        lists, numbered, next((name for name in named if _is_usual(named[name])), None)
    )


def _is_usual(style: Element) -> bool:
    """True for the style of paragraphs that name none."""
    by_itself = (style.get(w("default")) or "0") in {"1", "true", "on"}
    return by_itself and style.get(w("type")) == "paragraph"


def _styles(styles: Element | None) -> dict[str, Element]:
    found = styles.iter(w("style")) if styles is not None else ()
    return {
        one.get(w("styleId")) or "": one
        for one in found
        if one.get(w("type")) in {"paragraph", "numbering"}
    }


def _shape(
    one: Element, shapes: dict[str, Element], nums: dict[str, Element], named: dict[str, Element]
) -> str:
    """Key of the shape of a list; one that only names a numbering style has that style's."""
    key = value(one, _SHAPE) or ""
    link = value(shapes[key], w("numStyleLink")) if key in shapes else None
    if link is None or link not in named:
        return key
    wanted = value(named[link], f"{_PROPERTIES}/{_NUMBERING}/{w('numId')}") or ""
    return (value(nums[wanted], _SHAPE) if wanted in nums else None) or key


def _list(one: Element, key: str, shared: dict[str, dict[int, Level]]) -> _List:
    levels = dict(shared.get(key, {}))
    starts: dict[int, int] = {}
    for change in one:
        at = number(change.get(w("ilvl")))
        if (own := change.find(w("lvl"))) is not None:
            levels[at] = _level(own)
        if (start := value(change, w("startOverride"))) is not None:
            starts[at] = number(start, 1)
    return _List(key, levels, starts)


def _levels(shape: Element) -> Iterator[tuple[int, Level]]:
    for one in shape.iter(w("lvl")):
        yield number(one.get(w("ilvl"))), _level(one)


def _level(one: Element) -> Level:
    restart = value(one, w("lvlRestart"))
    level = Level(
        start=number(value(one, w("start")), 0),
        way=value(one, w("numFmt")) or "decimal",
        text=value(one, w("lvlText")) or "",
        restart=None if restart is None else number(restart),
        legal=is_on(one, w("isLgl")),
        joined=value(one, w("suff")) == "nothing",
        style=value(one, _STYLE),
    )
    if level.way == "none":
        return replace(level, text=_HELD.sub("", level.text))
    return level


def _numbered(
    name: str, named: dict[str, Element], lists: dict[str, _List]
) -> tuple[str, int] | None:
    """List and level a style gives its paragraphs, its own or of a style it is based on."""
    at: str | None = name
    depth: str | None = None
    for _ in range(_DEEPEST):
        style = named.get(at or "")
        if style is None:
            return None
        own = style.find(f"{_PROPERTIES}/{_NUMBERING}")
        key = value(own, w("numId")) if own is not None else None
        depth = depth or (value(own, w("ilvl")) if own is not None else None)
        if key is not None:
            levels = lists[key].levels if key in lists else {}
            linked = (one for one, level in levels.items() if level.style == name)
            return key, next(linked, number(depth))
        at = value(style, w("basedOn"))
    return None
