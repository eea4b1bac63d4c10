"""What is to be done with each file: nothing, reading, or only judging again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from contract.parcel import Keys
from extract.survey import Listed
from store.reading import Held, Known
from store.saving import Source

PENDING = "pending"
"""Status of a file that was met and not yet read."""
_READ = frozenset({"ok", "partial"})
_REPORTS = frozenset({"text", "pdf", "docx"})
"""Kinds of content that are read under any name, or under none."""
_ASKED = " asked"


@dataclass(frozen=True, slots=True)
class File:
    """A file on the way in. ``path`` is absolute; bytes that are no text are shown as escapes.

    ``stamp`` is its size and times, None where it cannot be looked at; ``known`` what the store
    says of it.
    """

    listed: Listed
    path: str
    size: int
    stamp: str | None
    known: Known | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Files by what is to be done with them.

    ``judge`` names each content once, ``same`` are further files of such content; ``later`` are to
    be read another time.
    """

    keep: tuple[File, ...]
    read: tuple[File, ...]
    judge: tuple[File, ...]
    same: tuple[File, ...] = ()
    later: tuple[File, ...] = ()

    def files(self) -> tuple[File, ...]:
        """Every file of the run."""
        return (*self.keep, *self.read, *self.judge, *self.same, *self.later)


def looked_at(listed: Iterable[Listed], known: Mapping[str, Known]) -> Iterator[File]:
    """The files with size and times."""
    for one in listed:
        path = shown(os.path.abspath(one.path))  # noqa: PTH100  links are kept
        try:
            state = one.path.stat()
        except OSError:
            yield File(one, path, 0, None, known.get(path))
            continue
        # Where a system has no inodes or no time of change, these are 0 and the rest decides.
        times = f"{state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"
        yield File(one, path, state.st_size, f"{state.st_size} {times}", known.get(path))


def shown(path: str) -> str:
    """A path as text that every table can hold."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def planned(  # noqa: PLR0913  what a plan depends on
    files: Iterable[File],
    held: Mapping[str, Held],
    keys: Keys,
    *,
    again: bool,
    unsealed: bool,
    limit: int | None,
) -> Plan:
    """What is to be done.

    ``again``: what failed is read again. ``unsealed``: failed PDF files are, for there is a
    password now. ``limit``: files to read at most.
    """
    keep: list[File] = []
    read: list[File] = []
    judge: dict[str, File] = {}
    same: list[File] = []
    for file in files:
        todo = _todo(file, held, keys, again=again, unsealed=unsealed)
        doc_id = file.known.doc_id if file.known is not None else None
        if todo != "judge":
            (read if todo == "read" else keep).append(file)
        elif judge.setdefault(doc_id or "", file) is not file:
            same.append(file)
    now, later = (read, []) if limit is None else (read[:limit], read[limit:])
    # Another run may be at work on what is pending already: it is met in the middle, from the end.
    if any(file.known is not None and file.known.status == PENDING for file in now):
        now.reverse()
    return Plan(tuple(keep), tuple(now), tuple(judge.values()), tuple(same), tuple(later))


def _todo(file: File, held: Mapping[str, Held], keys: Keys, *, again: bool, unsealed: bool) -> str:
    known = file.known
    if known is None or file.stamp is None or known.stamp != file.stamp:
        return "read"
    if known.status is not None:
        # Told by its name, its kind, or because it could not be opened: the last may have passed.
        passing = known.status == PENDING or known.kind == "lost"
        failed = known.status == "failed" and again
        other = known.key != looked_by(file.listed, keys)
        return "read" if passing or failed or other else "keep"
    if _by_name(file, known) and (known.key or "").endswith(_ASKED) != file.listed.asked:
        return "read"
    held_here = held.get(known.doc_id or "")
    if held_here is None or held_here.extraction != keys.extraction:
        return "read"
    sealed = unsealed and known.kind == "pdf"
    return _todo_with(held_here, keys, again=again or sealed)


def _todo_with(document: Held, keys: Keys, *, again: bool) -> str:
    if document.status not in _READ:
        return "read" if document.status == "failed" and again else "keep"
    if document.validation == keys.validation:
        return "keep"
    return "judge" if document.packing == keys.packing else "read"


def looked_by(listed: Listed, keys: Keys) -> str:
    """How a file is looked at: one that the user named is taken for a report sooner."""
    return f"{keys.extraction}{_ASKED}" if listed.asked else keys.extraction


def _by_name(file: File, known: Known) -> bool:
    """Whether it is a report only if the user names it."""
    return known.kind not in _REPORTS or file.listed.path.name.startswith((".", "~$"))


def source_of(file: File, keys: Keys) -> Source:
    """What the store is told of a file that nothing is known of but its name."""
    one = file.listed
    place = "\x01".join((f"{one.order:08}", *one.name.split("/")))
    return Source(
        path=file.path,
        root=root_of(one),
        name=shown(one.name),
        place=shown(place),
        kind="unknown",
        bytes=file.size if file.stamp is not None else None,
        stamp=file.stamp,
        extraction_key=looked_by(one, keys),
        doc_id=None,
        status=PENDING,
    )


def root_of(listed: Listed) -> str:
    """The path a file was met under, absolute."""
    return shown(os.path.abspath(listed.given))  # noqa: PTH100  links are kept


def moved(file: File, keys: Keys) -> Source | None:
    """A file that is kept as it is but goes by another name now; None where nothing changed."""
    known, new = file.known, source_of(file, keys)
    if known is None or (known.root, known.name, known.place) == (new.root, new.name, new.place):
        return None
    return replace(
        new,
        kind=known.kind,
        doc_id=known.doc_id,
        status=known.status,
        error=known.error,
        error_en=known.error_en,
    )
