"""A DOCX package: its parts, each read by itself, within limits seen to before it is inflated."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  it is an exception, and named so here

from extract.readers.docx_xml import Element, tree
from model.errors import UnknownFormat, UnreadableFile

MAX_ENTRIES = 10_000
"""A report with a photo on each of 500 pages has some 600; each entry costs memory by itself."""
MAX_INFLATED = 512 << 20
"""Bytes of all entries, pictures included, which are never inflated here. More is no report."""
MAX_XML = 64 << 20
"""Bytes of one part of XML. 1,000 pages are below 30 MB; a tree takes about ten times its text, and
a file of 0.65 MB that inflates to 600 MB took 1.2 GB."""
MAX_RATIO = 300
"""Inflated to packed size of a part beyond ``_SMALL``. Word's own XML packs 10 to 30 times, a form
of nothing but equal empty rows 100 times; a bomb 1,000 times."""
_SMALL = 4 << 20
_DOCTYPES = tuple(
    "<!DOCTYPE".encode(code)
    for code in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
)
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|\s)*\x00*<")
_CODED = re.compile(
    rb"<\?xml[^>]{0,80}?encoding\s*=\s*[\"'](?!utf-?8|utf-?16|us-ascii|gb|iso-8859)", re.IGNORECASE
)
"""Encodings in which a DOCTYPE could hide from a look at the bytes (UTF-7, EBCDIC): no office
program writes them."""
_BEYOND = re.compile(r"(?i)depth|huge|too long")
"""What lxml says of XML that is well formed so far, but nested or long beyond its limits."""
_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Related:
    """A relationship: the kind it is of (``header``, ``footnotes`` …), its id, the part's name."""

    kind: str
    key: str
    target: str


@dataclass(slots=True)
class Package:
    """The parts of one file. What is broken beside the main part is said in ``warnings``."""

    entries: dict[str, ZipInfo]
    archive: ZipFile
    main: str = _MAIN
    related: tuple[Related, ...] = ()
    warnings: list[str] = field(default_factory=list[str])

    def document(self) -> Element:
        """The main part. Raises UnreadableFile where it is damaged."""
        try:
            root = self._tree(self.main)
        except _DAMAGED as error:
            if _BEYOND.search(str(error)):
                zh = "正文嵌套过深，或一段文字过长，不像一份报告；请检查文件，用 Word 另存后再试"
                en = "its text is nested too deep, or one piece too long; save it again in Word"
                raise UnreadableFile(zh, en) from error
            zh = "正文（word/document.xml）已损坏，读不出来；请用 Word 或 WPS 打开并另存后再试"
            en = "the main text (word/document.xml) is damaged; open and save it again in Word"
            raise UnreadableFile(zh, en) from error
        return root

    def part(self, kind: str) -> Element | None:
        """The part of a kind of which there is one; None where there is none or it is broken."""
        return next((self.read(one) for one in self.related if one.kind == kind), None)

    def read(self, one: Related) -> Element | None:
        """A part beside the main one; None, and a warning, where it is broken."""
        try:
            return self._tree(one.target)
        except _DAMAGED:
            self.warnings.append(f"部件 {one.target} 已损坏，未读；其余内容照常读取")
            return None

    def _tree(self, name: str) -> Element:
        entry = self.entries.get(name)
        if entry is None:
            raise KeyError(name)
        _refuse_large(entry)
        xml = self.archive.read(entry)
        if not _BEGINS.match(xml) or _CODED.search(xml[:200]):
            raise ValueError(name)
        if any(mark in xml for mark in _DOCTYPES):
            zh = f"部件 {name} 含有 DOCTYPE 声明，可能是恶意文件，未读；请用 Word 另存后再试"
            en = f"part {name} has a DOCTYPE, which Word never writes; save it again in Word"
            raise UnreadableFile(zh, en)
        return tree(xml)


_DAMAGED = (
    SyntaxError,
    KeyError,
    BadZipFile,
    ZlibError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
"""What a broken, missing, encrypted or oddly packed part raises: lxml's XMLSyntaxError is a
SyntaxError; zipfile raises the others, RuntimeError for an encrypted entry among them."""


def opened(data: bytes) -> Package:
    """The package in the bytes of a file.

    Raises UnreadableFile where it is damaged or beyond the limits, UnknownFormat where it holds no
    Word document.
    """
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        zh = "文件已损坏或不完整（压缩包打不开）；请重新传送，或用 Word、WPS 另存后再试"
        en = "the file is damaged or cut off (its archive cannot be opened); get it again"
        raise UnreadableFile(zh, en) from error
    listed = archive.infolist()
    _refuse_many(listed)
    package = Package({_plain(entry.filename): entry for entry in listed}, archive)
    package.main = _main(package)
    package.related = _related(package, package.main)
    return package


def _refuse_many(entries: list[ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        zh = f"压缩包内有 {len(entries)} 个部件，超过上限 {MAX_ENTRIES} 个；请用 Word 另存后再试"
        en = f"the archive has {len(entries)} parts, above the limit of {MAX_ENTRIES}"
        raise UnreadableFile(zh, en)
    inflated = sum(entry.file_size for entry in entries)
    if inflated > MAX_INFLATED:
        zh = f"解压后有 {inflated >> 20} MB，超过上限 {MAX_INFLATED >> 20} MB；请压缩图片或拆分"
        en = f"it inflates to {inflated >> 20} MB, above the limit of {MAX_INFLATED >> 20} MB"
        raise UnreadableFile(zh, en)


def _refuse_large(entry: ZipInfo) -> None:
    if entry.file_size > MAX_XML:
        zh = f"部件 {entry.filename} 解压后超过 {MAX_XML >> 20} MB；请拆成单份报告后再试"
        en = f"part {entry.filename} inflates to more than {MAX_XML >> 20} MB; split the file"
        raise UnreadableFile(zh, en)
    if entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size):
        zh = (
            f"部件 {entry.filename} 的压缩比超过 {MAX_RATIO} 倍，像是压缩炸弹；请用 Word 另存后再试"
        )
        en = f"part {entry.filename} is packed more than {MAX_RATIO} times, like a zip bomb"
        raise UnreadableFile(zh, en)


def _main(package: Package) -> str:
    """Name of the main part: what the package says, else where Word puts it."""
    said = [one.target for one in _related(package, "") if one.kind == "officeDocument"]
    for name in (*said, _MAIN):
        if name in package.entries and "word" in name.lower().split("/")[0]:
            return name
    zh = "内容不是 Word 文档（压缩包内没有 word/document.xml）；请给出 DOCX、PDF 或 TXT 报告"
    en = "the content is no Word document (no word/document.xml in it); give a DOCX, PDF or TXT"
    raise UnknownFormat(zh, en)


def _related(package: Package, name: str) -> tuple[Related, ...]:
    """Relationships of a part to others inside the package."""
    folder, last = posixpath.split(name)
    listing = posixpath.join(folder, "_rels", f"{last}.rels")
    if listing not in package.entries:
        return ()
    root = package.read(Related("", "", listing))
    return tuple(_relations(root, folder)) if root is not None else ()


def _relations(root: Element, folder: str) -> list[Related]:
    return [
        Related(
            (one.get("Type") or "").rsplit("/", 1)[-1],
            one.get("Id") or "",
            _plain(posixpath.normpath(posixpath.join("/", folder, one.get("Target") or ""))),
        )
        for one in root
        if one.get("TargetMode") != "External"
    ]


def _plain(name: str) -> str:
    """A part's name without the leading slash or the backslashes some programs write."""
    return name.replace("\\", "/").lstrip("/")
