"""Poison in PDF: trees without an end, streams that swell, and objects no program writes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence

from bench.poisons.poison import Poison, content

_ANY = "failed partial ok needs_ocr"
_NONE = "failed needs_ocr"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_WORDS = b"BT /F 12 Tf 20 100 Td (Budget 10, spent 8, rate 80%) Tj ET\n"


def all_pdf() -> Iterator[Poison]:
    """Every one of them."""
    yield from trees()
    yield from swelling()
    yield from references()
    yield from deep()
    yield from drawn()


def trees() -> Iterator[Poison]:
    """Page trees."""
    cyclic = {1: _CATALOG, 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"}
    yield _poison("kids-self.pdf", cyclic)
    ring = {1: _CATALOG, 2: _node(3, b"2 0 R"), 3: _node(2, b"3 0 R")}
    yield _poison("kids-ring.pdf", ring)
    both = b"<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 9/Parent 2 0 R>>"
    yield _poison(
        "kids-self-and-page.pdf", {1: _CATALOG, 2: both, 3: _page(), 4: stream(_WORDS)}, _ANY
    )
    for name, count in (("huge", b"999999999"), ("negative", b"-7"), ("endless", b"9" * 40)):
        pages = _PAGES.replace(b"Count 1", b"Count " + count)
        yield _poison(f"count-{name}.pdf", _usual(pages=pages), _ANY)
    chain = {n: _node(n + 1, b"1 0 R") for n in range(2, 60_000)}
    yield _poison("kids-chain.pdf", {1: _CATALOG, **chain, 60_000: _page()})
    fan = b" ".join([b"3 0 R"] * 200_000)
    wide = b"<</Type/Pages/Kids[" + fan + b"]/Count 200000>>"
    yield _poison("kids-many.pdf", _usual(pages=wide), "failed")


def _node(kid: int, parent: bytes) -> bytes:
    return b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %s>>" % (kid, parent)


def swelling() -> Iterator[Poison]:
    """Streams that inflate to more than there is memory."""
    zeros = zlib.compress(bytes(1 << 20) * 400, 9)
    yield _poison("stream-400MB.pdf", _usual(content=_flate(zeros)), "failed")
    twice = zlib.compress(zeros, 9)
    said = b"/Filter[/FlateDecode/FlateDecode]"
    yield _poison("stream-twice.pdf", _usual(content=_flate(twice, said)), _ANY)
    thrice = zlib.compress(zlib.compress(zlib.compress(bytes(1 << 20) * 2000, 9), 9), 9)
    said = b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"
    yield _poison("stream-thrice.pdf", _usual(content=_flate(thrice, said)), _ANY)
    runs = b"\x81\x00" * 2_000_000 + b"\x80"
    said = b"/Filter/RunLengthDecode"
    yield _poison("stream-runs.pdf", _usual(content=_flate(runs, said)), _ANY)
    packed = zlib.compress(runs, 9)
    said = b"/Filter[/FlateDecode/RunLengthDecode]"
    yield _poison("stream-runs-packed.pdf", _usual(content=_flate(packed, said)), _ANY)
    objects = _flate(zeros, b"/Filter/FlateDecode/Type/ObjStm/N 1000000/First 8000000")
    yield _poison("object-stream.pdf", {**_usual(), 6: objects}, "failed")
    many = _usual(content=b"[" + b" ".join([b"6 0 R"] * 5_000) + b"]")
    many[6] = _flate(zlib.compress(_WORDS * 8_000, 9))
    yield _poison("contents-many.pdf", many, _ANY)
    picture = b"/Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8"
    said = picture + b"/ColorSpace/DeviceRGB/Filter/FlateDecode"
    shown = _usual(content=stream(b"q 100 0 0 100 0 0 cm /X Do Q " + _WORDS))
    yield _poison("picture-30GB.pdf", {**shown, 6: _flate(zlib.compress(bytes(9)), said)}, _ANY)
    ranges = b"1 beginbfrange <0000> <FFFF> <4E00> endbfrange\n" * 20_000
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    yield _poison("cmap.pdf", {**_usual(), 5: font, 6: stream(ranges)}, _ANY)


def references() -> Iterator[Poison]:
    """Tables and references in a circle."""
    usual = _usual()
    yield Poison("prev-self.pdf", content(_pdf(usual, prev=True)), _ANY, "")
    looped = _usual(content=b"<</Length 4 0 R>>stream\n" + _WORDS + b"\nendstream")
    yield _poison("length-self.pdf", looped, _ANY)
    yield _poison("objects-1e6.pdf", {**usual, **dict.fromkeys(range(7, 1_000_000), b"0")}, _ANY)
    chain = {n: b"%d 0 R" % (n + 1) for n in range(10, 50_000)} | {50_000: b"10 0 R"}
    yield _poison("references.pdf", {**usual, 2: b"10 0 R", **chain})
    locked = b"<</Filter/Standard/V 1/R 2/O(" + b"x" * 32 + b")/U(" + b"y" * 32 + b")/P -4>>"
    ids = b"/Encrypt 6 0 R/ID[(a)(b)]"
    yield Poison("locked.pdf", content(_pdf({**usual, 6: locked}, ids)), "failed", "密码|损坏")


def deep() -> Iterator[Poison]:
    """Nesting."""
    for name, opening, closing in (("arrays", b"[", b"]"), ("dicts", b"<</A ", b">>")):
        deep = opening * 500_000 + closing * 500_000
        yield _poison(f"deep-{name}.pdf", {**_usual(), 2: deep})
        drawn = stream(opening * 500_000 + _WORDS)
        yield _poison(f"deep-{name}-drawn.pdf", _usual(content=drawn), _ANY)
    yield _poison("states.pdf", _usual(content=stream(b"q " * 1_000_000 + _WORDS)), _ANY)


def drawn() -> Iterator[Poison]:
    """Pages that draw too much, or themselves."""
    large = _usual()
    large[3] = _page(b"/MediaBox[0 0 20000 20000]")
    yield _poison("page-20000pt.pdf", large, "ok partial")
    odd = _usual()
    odd[3] = _page(b"/MediaBox[0 0 1e38 -1e38]")
    yield _poison("page-1e38pt.pdf", odd, _ANY)
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    own = _usual(content=stream(b"/X Do " + _WORDS))
    yield _poison("form-self.pdf", {**own, 6: stream(b"/X Do", form % 6)}, _ANY)
    doubling = {n: stream(b"/X Do " * 10, form % (n + 1)) for n in range(6, 20)}
    yield _poison("form-10-to-14.pdf", {**own, **doubling, 20: stream(_WORDS, form % 20)}, _ANY)
    glyphs = _usual()
    glyphs[5] = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R"
        b">>/Encoding<</Differences[66/a]>>/FirstChar 66/LastChar 66/Widths[9]"
        b"/Resources<</Font<</F 5 0 R>>>>>>"
    )
    glyphs[6] = stream(_WORDS)
    yield _poison("type3-self.pdf", glyphs, _ANY)
    yield _poison("words-1e5.pdf", _usual(content=stream(_WORDS * 100_000)), _ANY)
    yield _poison("lines-1e6.pdf", _usual(content=stream(b"0 0 m 9 9 l S\n" * 1_000_000)), _ANY)


# ---- how a PDF is written ---------------------------------------------------------------------


def _usual(pages: bytes = _PAGES, content: bytes = b"") -> dict[int, bytes]:
    return {1: _CATALOG, 2: pages, 3: _page(), 4: content or stream(_WORDS), 5: _FONT}


def _page(box: bytes = b"/MediaBox[0 0 600 800]") -> bytes:
    own = b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
    return b"<</Type/Page/Parent 2 0 R/Contents 4 0 R" + box + own + b">>"


def stream(data: bytes, said: bytes = b"") -> bytes:
    """A stream, not packed."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), said, data)


def _flate(data: bytes, said: bytes = b"/Filter/FlateDecode") -> bytes:
    return stream(data, said)


def _poison(name: str, objects: Mapping[int, bytes], status: str = _NONE) -> Poison:
    return Poison(name, content(_pdf(objects)), status, "请" if status in {"failed", _NONE} else "")


def _pdf(objects: Mapping[int, bytes], trailer: bytes = b"", *, prev: bool = False) -> bytes:
    pieces, at, places = [b"%PDF-1.7\n"], 9, [0] * (max(objects) + 1)
    for number in sorted(objects):
        piece = b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
        pieces.append(piece)
        places[number] = at
        at += len(piece)
    return b"".join((*pieces, _table(places), _trailer(at, len(places), trailer, prev=prev)))


def _table(places: Sequence[int]) -> bytes:
    free = b"0000000000 65535 f \n"
    lines = (b"%010d 00000 n \n" % place if place else free for place in places)
    return b"xref\n0 %d\n" % len(places) + b"".join(lines)


def _trailer(at: int, size: int, more: bytes, *, prev: bool) -> bytes:
    back = b"/Prev %d" % at if prev else b""
    return b"trailer\n<</Root 1 0 R/Size %d%s%s>>\nstartxref\n%d\n%%%%EOF" % (size, back, more, at)
