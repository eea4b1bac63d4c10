"""The files on the way in: which there are, of what kind, and why some are not opened."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from extract.kinds import REPORT_NAMES, kind_of
from model.errors import UsageError

_CONVERT = frozenset({"doc", "wps", "xls", "xlsx", "et", "ofd", "rtf", "office"})
_READ = frozenset({"text", "pdf", "docx"})
_FAILED = {
    "empty": ("文件是空的；请换成有内容的文件", "the file is empty; give one with content"),
    "folder": (
        "这是目录，不是文件；整个目录请用 gouji ingest",
        "this is a folder, not a file; for a whole folder use gouji ingest",
    ),
    "closed": (
        "目录打不开；请检查目录权限后再试",
        "the folder cannot be opened; check its permissions",
    ),
}
_DISGUISED = frozenset({"image", "archive", "database", "binary", "pptx"})
_PDF = b"%PDF-"
_PROMISING = REPORT_NAMES | {".docx"}
"""Names of files that should have been reports."""
_KINDS_ZH = {
    "text": "文本",
    "empty": "空文件",
    "image": "图片",
    "archive": "压缩包",
    "database": "数据库",
    "markup": "其他文本（表格、网页、代码等）",
    "binary": "二进制文件",
    "office": "旧版 Office 文件",
    "lock": "Office 锁文件",
    "hidden": "隐藏文件",
    "special": "设备或管道",
    "folder": "目录",
    "closed": "打不开的目录",
    "lost": "打不开的文件",
    "other": "其他",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A file: where it lies, what the results call it, what its content is.

    ``kind`` is one of ``extract.kinds``, or ``lock hidden special folder`` or ``lost`` (it cannot
    be opened; ``trouble`` says why in both languages). ``size`` is in bytes. ``asked`` says that
    the user named this very file: then any text is taken for a report.
    """

    path: Path
    name: str
    kind: str
    size: int | None
    asked: bool = False
    trouble: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Listed:
    """A file on the way in, not yet opened: ``name`` and ``asked`` as in ``Found``.

    ``given`` is the path it was met under, ``order`` the position of that among the paths.
    """

    path: Path
    name: str
    given: Path
    order: int
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not read: the status it gets, and one line in each language."""

    status: str
    zh: str
    en: str


LARGEST_TEXT = 32 << 20
"""Bytes. A report of a thousand pages is 3 MB; more is a dump, and would fill the memory."""
LARGEST_DOCX = 256 << 20
"""Bytes. Nearly all of a large one is photos, which are not inflated; what is has limits of its
own. More than this is an archive of pictures, and reading it in would fill the memory."""
LARGEST_PDF = 200 << 20
"""Bytes. A report of 400 pages, every one a scan in colour beside its text, stays below 150 MB; the
file is held in memory while it is read."""

LARGEST = max(LARGEST_TEXT, LARGEST_DOCX, LARGEST_PDF)


def _too_large(found: Found) -> Refusal | None:
    most = {"pdf": LARGEST_PDF, "docx": LARGEST_DOCX}.get(found.kind, LARGEST_TEXT)
    if (found.size or 0) <= most:
        return None
    if most == LARGEST_TEXT:
        zh, en, mended = "文本", "text", ("按报告拆开", "split it first")
    else:
        zh, en = f"{found.kind.upper()} ", found.kind.upper()
        mended = "压缩图片或拆开", "compress its pictures or split it"
    return Refusal(
        "failed",
        f"{zh}超过 {most >> 20} MB，不像一份报告；请{mended[0]}后再试",
        f"the {en} is larger than {most >> 20} MB, hardly one report; {mended[1]}",
    )


def survey(paths: Sequence[Path], leave_out: Path | None = None) -> tuple[Found, ...]:
    """The files at and below the paths, each folder in the order of its names.

    A folder is named by what stands below it; a path given as a file keeps the name given.
    ``leave_out`` is a folder not to be walked. Folders that begin with a dot are not either.
    """
    return tuple(met(one.path, one.name, asked=one.asked) for one in listed(paths, leave_out))


def listed(paths: Sequence[Path], leave_out: Path | None = None) -> tuple[Listed, ...]:
    """The same files, none of them opened; a file met on two ways is met once."""
    files: dict[str, Listed] = {}
    for order, path in enumerate(paths):
        if _is_folder(path):
            below = sorted(_walk(path, leave_out, frozenset()), key=lambda file: file.parts)
            met_here = [
                Listed(file, file.relative_to(path).as_posix(), path, order) for file in below
            ]
        else:
            met_here = [Listed(path, path.as_posix(), path, order, asked=True)]
        for one in met_here:
            files.setdefault(os.path.abspath(one.path), one)  # noqa: PTH100  links are kept
    return tuple(files.values())


def met(path: Path, name: str, *, asked: bool = False) -> Found:
    """One file by its kind; bytes of ``name`` that are no text are shown as escapes."""
    shown = name.encode("utf-8", "backslashreplace").decode("utf-8")
    try:
        state = path.stat()
        if S_ISDIR(state.st_mode):
            return Found(path, shown, "folder" if asked else "closed", None, asked)
        if not S_ISREG(state.st_mode):
            return Found(path, shown, "special", None, asked)
        kind = _named(path) if not asked else None
        return Found(path, shown, kind or kind_of(path), state.st_size, asked)
    except OSError as error:
        return Found(path, shown, "lost", None, asked, reason(error))


def refusal(found: Found) -> Refusal | None:
    """Why this file is not to be read, or None if it is."""
    kind = found.kind
    if kind in _READ or (found.asked and kind in {"markup", "other"}):
        return _too_large(found)
    if kind == "lost":
        return Refusal("failed", *found.trouble)
    if kind in _FAILED:
        return Refusal("failed", *_FAILED[kind])
    if kind in _CONVERT:
        return Refusal(
            "needs_converter",
            f"这是 {kind} 文件，不能直接读；请用 Office 或 WPS 另存为 DOCX、PDF 或 .txt 再试",
            f"this is a {kind} file; save it as DOCX, PDF or plain text in an office program",
        )
    return _no_report(found)


def promises(path: Path) -> bool:
    """A regular file that, by its name and its first bytes, is a report or should have been one.

    That is told without looking into archives, which may be bombs.
    """
    if path.name.startswith((".", "~$")):
        return False
    suffix = path.suffix.lower()
    try:
        if not S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as file:
            head = file.read(len(_PDF))
    except OSError:
        return False
    named = suffix in REPORT_NAMES or (suffix == ".docx" and head.startswith(b"PK\x03\x04"))
    return named or head.startswith(_PDF)


def is_report(found: Found) -> bool:
    """The file is a report, or should have been one: all but what is skipped."""
    why = refusal(found)
    return why is None or why.status != "skipped"


def kind_in_words(kind: str, lang: str) -> str:
    """A kind as the dry run prints it."""
    return kind if lang == "en" else _KINDS_ZH.get(kind, kind.upper())


def nothing(paths: Sequence[Path], files: Sequence[Found]) -> UsageError | None:
    """What to say when there is nothing to read at all; None when there is something."""
    lost = [found for found in files if found.kind == "lost" and found.asked]
    if any(is_report(found) for found in files if found not in lost):
        return None
    if lost:
        zh, en = lost[0].trouble
        return UsageError(f"{lost[0].name}：{zh}", f"{lost[0].name}: {en}")
    where = paths[0].as_posix() if paths else "."
    return UsageError(
        f"{where}：里面没有报告（共 {len(files)} 个文件）；请给出放有 TXT、DOCX、PDF 的目录",
        f"{where}: no report in it ({len(files)} files); give a folder with TXT, DOCX or PDF",
    )


def reason(error: OSError) -> tuple[str, str]:
    """Why the system would not give us a file, in words."""
    if isinstance(error, FileNotFoundError):
        return "没有这个文件或目录；请检查路径", "no such file or folder; check the path"
    if isinstance(error, PermissionError):
        return (
            "没有读取权限；请检查文件权限后再试",
            "not permitted to read it; check its permissions",
        )
    if isinstance(error, IsADirectoryError):
        return "这是目录，不是文件；请给出文件", "this is a folder, not a file; give a file"
    words = error.strerror or type(error).__name__
    return (
        f"读不出来（{words}）；请检查文件所在磁盘后再试",
        f"cannot be read ({words}); check the disk",
    )


def _walk(
    folder: Path, leave_out: Path | None, above: frozenset[tuple[int, int]]
) -> Iterator[Path]:
    """Files below a folder; a linked folder that leads back to one above it is not entered."""
    state = folder.stat()
    here = (state.st_dev, state.st_ino)
    if here in above:
        return
    try:
        entries = list(os.scandir(folder))
    except OSError:
        yield folder
        return
    for entry in entries:
        path = Path(entry.path)
        if not _is_folder(path):
            yield path
        elif not entry.name.startswith(".") and not (leave_out and _same(path, leave_out)):
            yield from _walk(path, leave_out, above | {here})


def _is_folder(path: Path) -> bool:
    """A link that leads nowhere or round in a circle is none; it fails later, as a file."""
    try:
        return S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def _same(path: Path, other: Path) -> bool:
    return other.exists() and path.samefile(other)


def _named(path: Path) -> str | None:
    """The kind of a file that its name alone gives away."""
    if path.name.startswith("~$"):
        return "lock"
    return "hidden" if path.name.startswith(".") else None


def _no_report(found: Found) -> Refusal:
    zh, en = kind_in_words(found.kind, "zh"), kind_in_words(found.kind, "en")
    if found.asked or (found.path.suffix.lower() in _PROMISING and found.kind in _DISGUISED):
        return Refusal(
            "failed",
            f"内容是{zh}，不是报告；请给出 TXT、DOCX 或 PDF 报告",
            f"the content is of kind {en}, no report; give a TXT, DOCX or PDF report",
        )
    return Refusal("skipped", f"不是报告（{zh}）", f"not a report ({en})")
