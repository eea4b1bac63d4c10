"""PDFium's characters, boxes and rulings of a page, in bulk, as plain arrays."""

from __future__ import annotations

import ctypes
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_float, c_int, c_uint, c_void_p
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, TypeAlias, cast

import numpy as np
import pypdfium2  # pyright: ignore[reportMissingTypeStubs]
from pypdfium2_raw import bindings  # pyright: ignore[reportMissingTypeStubs]

from extract.arrays import Codes, Flags, Floats, Numbers

TEXT, PATH, PICTURE, FORM = 1, 2, 3, 5
"""Kinds of page objects; shadings are of no interest."""
MOST_CHARACTERS = 60_000
"""Characters of a page. The densest real page has 6,000; more is a map or an attack."""
MOST_OBJECTS = 40_000
"""Objects of a page, and segments of its paths: tables of a report have some hundreds."""
DEEPEST_FORM = 6
"""Form XObjects within one another; a loop of them would never end."""
UNREAD = 0xFFFD
"""Stands for a character whose font does not say which it is: PDFium makes one up from the number
of its glyph, and what is made up is not text."""
_EVERY = 3
"""A page is asked about every third character: about all of them costs a tenth of the time, and a
font is hardly there for one or two."""
THIN = 3.0
"""Points. A filled rectangle this thin is a ruling; the thickest rules of real forms have 2."""

# Held under the interpreter's lock: releasing it costs more than most of these calls take. The
# prototypes take addresses as plain numbers, so that map() can fill a whole array.
_lib = ctypes.PyDLL(str(bindings.__dict__["_libs"]["pdfium"].__dict__["_name"]))


def _function(name: str, result: object, *arguments: object) -> Callable[..., Any]:
    found = getattr(_lib, name)
    found.restype, found.argtypes = result, arguments
    return cast("Callable[..., Any]", found)


_load_page = _function("FPDF_LoadPage", c_void_p, c_void_p, c_int)
_close_page = _function("FPDF_ClosePage", None, c_void_p)
_rotation = _function("FPDFPage_GetRotation", c_int, c_void_p)
_crop_box = _function("FPDFPage_GetCropBox", c_int, c_void_p, *[c_void_p] * 4)
_media_box = _function("FPDFPage_GetMediaBox", c_int, c_void_p, *[c_void_p] * 4)
_width = _function("FPDF_GetPageWidthF", c_float, c_void_p)
_height = _function("FPDF_GetPageHeightF", c_float, c_void_p)
_load_text = _function("FPDFText_LoadPage", c_void_p, c_void_p)
_close_text = _function("FPDFText_ClosePage", None, c_void_p)
_count_chars = _function("FPDFText_CountChars", c_int, c_void_p)
_unicode = _function("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
_text = _function("FPDFText_GetText", c_int, c_void_p, c_int, c_int, c_void_p)
_loose_box = _function("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
_angle = _function("FPDFText_GetCharAngle", c_float, c_void_p, c_int)
_map_error = _function("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)
_count_objects = _function("FPDFPage_CountObjects", c_int, c_void_p)
_object = _function("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
_kind = _function("FPDFPageObj_GetType", c_int, c_void_p)
_matrix = _function("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
_count_inner = _function("FPDFFormObj_CountObjects", c_int, c_void_p)
_inner = _function("FPDFFormObj_GetObject", c_void_p, c_void_p, ctypes.c_ulong)
_count_segments = _function("FPDFPath_CountSegments", c_int, c_void_p)
_segment = _function("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
_point = _function("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)
_segment_kind = _function("FPDFPathSegment_GetType", c_int, c_void_p)
_closes = _function("FPDFPathSegment_GetClose", c_int, c_void_p)
_draw_mode = _function("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as PDFium sees it, in points from the top left of the page as shown.

    ``codes``: the characters in the order of the file, one code point each, ``UNREAD`` for one
    without, made-up blanks and line ends left out. ``boxes``: ``x0 top x1 bottom`` of each.
    ``angles``: degrees each is turned clockwise on the page as shown, None where all are upright.
    ``lines``: rulings, a row ``x0 top x1 bottom`` each, upright or level ones only. ``pictures``:
    how many stand on it. ``sizes``: None, or another engine has found the tables: ``lines`` are
    boxes of cells, so many in each table.
    """

    width: float
    height: float
    codes: Codes
    boxes: Floats
    angles: Floats | None
    lines: Floats
    pictures: int
    sizes: tuple[int, ...] | None = None


class TooMuch(Exception):
    """A page beyond the limits; the message says which."""


class Damaged(Exception):
    """A page that could not be read this way; another engine may know better."""


def fault(error: Exception) -> Damaged:
    """What went wrong with a page, and where in our code."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return Damaged(f"{type(error).__name__}，{Path(frame.filename).name}:{frame.lineno}")


def pages(document: pypdfium2.PdfDocument) -> Iterator[RawPage | TooMuch | Damaged]:
    """Every page of an open document, one at a time; in place of one not read the reason."""
    handle = ctypes.cast(cast("Any", document).raw, c_void_p).value
    for number in range(len(document)):
        page = _load_page(handle, number)
        try:
            yield _page(page) if page else Damaged("页面损坏")
        except TooMuch as error:
            yield error
        except Exception as error:  # noqa: BLE001  one page's trouble; the others are read
            yield fault(error)
        finally:
            if page:
                _close_page(page)


def _page(page: int) -> RawPage:
    text = _load_text(page)
    try:
        shown = _Shown.of(page)
        codes, boxes = _characters(text)
        objects, pictures = _objects(page)
        turned = shown.rotation or _turned(objects)
        angles = _angles(text, len(codes)) if turned else None
    finally:
        if text:
            _close_text(text)
    boxes = shown.turned(boxes)
    kept = _kept(codes, boxes, shown)
    return RawPage(
        width=shown.width,
        height=shown.height,
        codes=codes[kept],
        boxes=boxes[kept],
        angles=None if angles is None else (angles[kept] + 90 * shown.rotation) % 360,
        lines=shown.turned(_rulings(objects)),
        pictures=pictures,
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """How a page is shown: the box of it that is, and the quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int
    width: float
    height: float

    @classmethod
    def of(cls, page: int) -> _Shown:
        """As the page says; a page without boxes is as large as PDFium makes it."""
        box = (c_float * 4)()
        at = ctypes.addressof(box)
        corners = (at, at + 4, at + 8, at + 12)
        rotation = int(_rotation(page)) % 4
        if not _crop_box(page, *corners) and not _media_box(page, *corners):
            box[0], box[1], box[2], box[3] = 0, 0, float(_width(page)), float(_height(page))
        (left, right), (bottom, top) = sorted((box[0], box[2])), sorted((box[1], box[3]))
        width, height = right - left, top - bottom
        across, down = (height, width) if rotation % 2 else (width, height)
        return cls(left, bottom, right, top, rotation, across, down)

    def turned(self, boxes: Floats) -> Floats:
        """Boxes ``left top right bottom`` of PDF space as boxes on the page as shown."""
        left, up, right, down = (boxes[:, at] for at in range(4))
        low, high = np.minimum(up, down), np.maximum(up, down)
        found: tuple[Floats, ...]
        if self.rotation == 0:
            found = (left - self.left, self.top - high, right - self.left, self.top - low)
        elif self.rotation == 1:
            found = (low - self.bottom, left - self.left, high - self.bottom, right - self.left)
        elif self.rotation == 2:  # noqa: PLR2004  quarter turns
            found = (self.right - right, low - self.bottom, self.right - left, high - self.bottom)
        else:
            found = (self.top - high, self.right - right, self.top - low, self.right - left)
        out = np.empty((len(boxes), 4), np.float32)
        for at, side in enumerate(found):
            out[:, at] = side
        return out


def _characters(text: int) -> tuple[Codes, Floats]:
    count = max(int(_count_chars(text)), 0) if text else 0
    if count > MOST_CHARACTERS:
        msg = f"本页有 {count} 个字符，超过上限 {MOST_CHARACTERS}"
        raise TooMuch(msg)
    codes = _codes(text, count)
    if any(map(_map_error, repeat(text), range(0, count, _EVERY))):
        unread = np.fromiter(map(_map_error, repeat(text), range(count)), np.int64, count)
        codes[unread != 0] = UNREAD
    boxes = np.zeros((count, 4), np.float32)
    at = boxes.ctypes.data
    starts = range(at, at + 16 * count, 16)
    deque(map(_loose_box, repeat(text, count), range(count), starts), maxlen=0)
    return codes, boxes


def _codes(text: int, count: int) -> Codes:
    """The code points: in one piece where PDFium's text has one unit a character, else each."""
    units = np.zeros(count + 1, np.uint16)
    written = int(_text(text, 0, count, units.ctypes.data)) if count else 0
    whole = units[:count]
    if written == count + 1 and not ((whole >= 0xD800) & (whole <= 0xDFFF)).any():  # noqa: PLR2004
        return whole.astype(np.uint32)
    return np.fromiter(map(_unicode, repeat(text, count), range(count)), np.uint32, count)


def _kept(codes: Codes, boxes: Floats, shown: _Shown) -> Flags:
    """Characters that stand on the page as shown: no made-up line ends, nothing cut away."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = (x >= 0) & (x <= shown.width) & (y >= 0) & (y <= shown.height)
    printed = (codes >= 32) & (codes != 0xFFFE) & (codes != 0xFFFF) & (codes < 0x110000)  # noqa: PLR2004
    surrogate = (codes >= 0xD800) & (codes <= 0xDFFF)  # noqa: PLR2004
    kept: Flags = inside & printed & ~surrogate & (boxes[:, 2] > boxes[:, 0])
    return kept


def _angles(text: int, count: int) -> Floats:
    found = np.fromiter(map(_angle, repeat(text, count), range(count)), np.float32, count)
    return np.degrees(found) % 360


Placed: TypeAlias = tuple[int, int, tuple[float, ...]]
"""A page object: its handle, its kind, and the matrix of the forms it stands in."""
_UNTURNED: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _objects(page: int) -> tuple[list[Placed], int]:
    """Texts and paths of a page, those in forms too, and the number of its pictures."""
    count = int(_count_objects(page))
    _bounded(count)
    handles = list(map(_object, repeat(page, count), range(count)))
    kinds = list(map(_kind, handles))
    found: list[Placed] = [
        (handle, kind, _UNTURNED)
        for handle, kind in zip(handles, kinds, strict=True)
        if kind in {TEXT, PATH}
    ]
    for handle, kind in zip(handles, kinds, strict=True):
        if kind == FORM:
            found += _within(handle, _UNTURNED, 1)
            _bounded(len(found))
    inner = sum(kind == PICTURE for _, kind, _ in found)
    return found, kinds.count(PICTURE) + inner


def _within(form: int, outer: tuple[float, ...], depth: int) -> list[Placed]:
    """The objects of a Form XObject, each with all matrices above it."""
    matrix = _times(_matrix_of(form), outer)
    found: list[Placed] = []
    if depth > DEEPEST_FORM:
        return found
    count = int(_count_inner(form))
    _bounded(count)
    for at in range(count):
        handle = _inner(form, at)
        kind = _kind(handle)
        if kind == FORM:
            found += _within(handle, matrix, depth + 1)
        elif kind in {TEXT, PATH, PICTURE}:
            found.append((handle, kind, matrix))
    return found


def _bounded(count: int) -> None:
    if count > MOST_OBJECTS:
        msg = f"本页有 {count} 个图形对象，超过上限 {MOST_OBJECTS}"
        raise TooMuch(msg)


def _matrix_of(handle: int) -> tuple[float, ...]:
    values = (c_float * 6)()
    return tuple(values) if _matrix(handle, ctypes.addressof(values)) else _UNTURNED


def _times(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    """The matrix that applies ``one`` and then ``other``."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    turned = a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s
    return (*turned, e * p + f * r + t, e * q + f * s + u)


def _turned(objects: Sequence[Placed]) -> bool:
    """True where some text is turned against PDF space: then every angle is asked for."""
    matrices = _matrices([handle for handle, kind, _ in objects if kind == TEXT])
    outer = {outer for _, _, outer in objects if outer is not _UNTURNED}
    forms = np.array(sorted(outer), np.float32).reshape(-1, 6)
    return _is_turned(matrices) or _is_turned(forms)


def _is_turned(matrices: Floats) -> bool:
    """True where one of some matrices turns text, upside down too."""
    slanted = (np.abs(matrices[:, 1]) > _SLANTED) | (np.abs(matrices[:, 2]) > _SLANTED)
    return bool((slanted | ((matrices[:, 0] < 0) & (matrices[:, 3] < 0))).any())


_SLANTED = 1e-3


def _matrices(handles: Sequence[int]) -> Floats:
    """The matrices of page objects, a row each."""
    found = np.zeros((len(handles), 6), np.float32)
    at = found.ctypes.data
    deque(map(_matrix, handles, range(at, at + 24 * len(handles), 24)), maxlen=0)
    return found


def _rulings(objects: Sequence[Placed]) -> Floats:
    """Level and upright lines and the sides of rectangles: ``left top right bottom``, PDF space."""
    paths = [(handle, outer) for handle, kind, outer in objects if kind == PATH]
    handles = [handle for handle, _ in paths]
    counts = list(map(_count_segments, handles))
    total = sum(counts)
    _bounded(total)
    if not total:
        return np.zeros((0, 4), np.float32)
    owner = np.repeat(np.arange(len(handles)), counts)
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    within = np.arange(total) - np.repeat(starts, counts)
    segments = list(map(_segment, np.array(handles, np.uint64)[owner].tolist(), within.tolist()))
    points = np.zeros((total, 2), np.float32)
    at = points.ctypes.data
    ends = range(at, at + 8 * total, 8), range(at + 4, at + 4 + 8 * total, 8)
    deque(map(_point, segments, *ends), maxlen=0)
    kinds = np.fromiter(map(_segment_kind, segments), np.int64, total)
    closes = np.fromiter(map(_closes, segments), np.bool_, total)
    placed = _placed(points, owner, handles, [outer for _, outer in paths])
    return _sides(placed, owner, kinds, closes)


def _placed(
    points: Floats, owner: Numbers, handles: Sequence[int], outers: Sequence[tuple[float, ...]]
) -> Floats:
    """Points of paths where they stand on the page."""
    matrices = _matrices(handles)
    for at, outer in enumerate(outers):
        if outer is not _UNTURNED:
            matrices[at] = _times(matrices[at].tolist(), outer)
    a, b, c, d, e, f = (matrices[owner, at] for at in range(6))
    x, y = points[:, 0], points[:, 1]
    return np.stack((a * x + c * y + e, b * x + d * y + f), axis=1)


_CURVE, _MOVE = 1, 2


def _sides(points: Floats, owner: Numbers, kinds: Numbers, closes: Flags) -> Floats:
    """The straight sides of all subpaths; of a thin rectangle the line through its middle alone."""
    begins = (kinds == _MOVE) | np.concatenate(([True], owner[1:] != owner[:-1]))
    sub = np.cumsum(begins) - 1
    first = np.flatnonzero(begins)
    last = np.concatenate((first[1:], [len(points)])) - 1
    low = np.minimum.reduceat(points, first)
    high = np.maximum.reduceat(points, first)
    size = high - low
    curved = np.maximum.reduceat(kinds == _CURVE, first)
    met = (np.abs(points[first] - points[last]) < 1e-3).all(axis=1)  # noqa: PLR2004
    closed = (closes[last] | met) & (last - first > 1)
    thin = closed & ~curved & (size.min(axis=1) <= THIN) & (size.max(axis=1) > THIN)
    plain = ~curved & ~thin
    middle = (low + high) / 2
    flat = size[:, 0] >= size[:, 1]
    across = np.where(
        flat[:, None],
        np.stack((low[:, 0], middle[:, 1], high[:, 0], middle[:, 1]), axis=1),
        np.stack((middle[:, 0], low[:, 1], middle[:, 0], high[:, 1]), axis=1),
    )
    steps = np.flatnonzero(~begins & plain[sub])
    drawn = np.concatenate((points[steps - 1], points[steps]), axis=1)
    ends = np.flatnonzero(closed & plain & ~met)
    back = np.concatenate((points[last[ends]], points[first[ends]]), axis=1)
    found = np.concatenate((across[thin], drawn, back))
    straight = (np.abs(found[:, 0] - found[:, 2]) < 1) | (np.abs(found[:, 1] - found[:, 3]) < 1)
    found = found[straight]
    left, right = np.minimum(found[:, 0], found[:, 2]), np.maximum(found[:, 0], found[:, 2])
    top, bottom = np.maximum(found[:, 1], found[:, 3]), np.minimum(found[:, 1], found[:, 3])
    return np.stack((left, top, right, bottom), axis=1).astype(np.float32)
