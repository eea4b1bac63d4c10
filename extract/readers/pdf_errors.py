"""Why a PDF file is not read at all, in one line, whichever engine was asked."""

from __future__ import annotations

from model.errors import UnreadableFile

MOST_PAGES = 3_000
"""Pages of a file; the longest real reports have some 400."""


def locked(password: str | None) -> UnreadableFile:
    """The file is encrypted: no password was given, or a wrong one."""
    if password is None:
        zh = "文件有密码；请用 --password 给出"
        return UnreadableFile(zh, "locked by a password: give it with --password")
    zh = "密码不对；请核对 --password 后再试"
    return UnreadableFile(zh, "the password is wrong: check what --password gives")


def broken() -> UnreadableFile:
    """No PDF in spite of its first bytes, or cut off beyond repair."""
    zh = "PDF 已损坏，打不开；请重新导出后再试"
    return UnreadableFile(zh, "the PDF is broken and cannot be opened: export it anew")


def check_pages(count: int) -> None:
    """Raises UnreadableFile for a file without pages or with too many."""
    if not count:
        zh = "PDF 里没有页面；请重新导出后再试"
        raise UnreadableFile(zh, "the PDF has no pages: export it anew")
    if count > MOST_PAGES:
        zh = f"页数超过上限 {MOST_PAGES} 页；请拆分后再读"
        raise UnreadableFile(zh, f"more than {MOST_PAGES} pages: split the file first")
