"""After the reading: where each report belongs, and which files are there no longer."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from contract.rows import Cell, cells, columns
from contract.shapes import Profile
from intake import belonging, meta_list, path_meta
from intake.belonging import Given
from intake.meta_list import ListRow, MetaList
from intake.path_meta import PathPattern
from intake.plan import File, shown
from store import reading, saving
from store.opening import Store
from store.reading import Belonging
from store.schema import SETTLED

_AT = tuple(columns("documents").index(name) for name in SETTLED)
_FIELDS = ("fiscal_year", "region", "entity")


@dataclass(frozen=True, slots=True)
class Signposts:
    """What says where reports belong, besides the reports: the pattern of paths, and the list."""

    pattern: PathPattern | None = None
    listed: MetaList | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of it: files by what is known of them, and what fitted nothing.

    ``known`` counts files by field, ``differing`` places where the sources disagree; ``astray`` are
    names that the pattern does not fit, ``unused`` rows of the list without a file.
    """

    files: int
    known: Counter[str]
    differing: int
    astray: tuple[str, ...]
    unused: tuple[ListRow, ...]


def settled(store: Store, files: Sequence[File], posts: Signposts) -> Settled:
    """Work out where the reports of these files belong, and store it with each file."""
    with store.reading() as connection:
        every = reading.belongings(connection)
    here = [(file.path, every[file.path]) for file in files if file.path in every]
    listed = posts.listed
    if listed is not None:
        listed = meta_list.among(listed, (one.name for _, one in here))
    astray: list[str] = []
    known: Counter[str] = Counter()
    differing = 0
    made: dict[str, Sequence[Cell]] = {}
    for path, one in here:
        from_path = path_meta.read(posts.pattern, one.name) if posts.pattern else Given()
        from_list = meta_list.look_up(listed, one.name, one.doc_id) if listed else Given()
        if posts.pattern is not None and from_path == Given():
            astray.append(one.name)
        profile = belonging.settle(_profile(one), from_path, from_list)
        known.update(field for field in _FIELDS if getattr(profile, field) is not None)
        differing += sum(
            getattr(profile, field) is None and bool(getattr(profile, f"{field}_candidates"))
            for field in _FIELDS
        )
        row = cells(profile)
        made[path] = tuple(row[at] for at in _AT)
    saving.settle_sources(store, made)
    used = ((one.name, one.doc_id) for _, one in here)
    unused = meta_list.unused(listed, used) if listed is not None else ()
    return Settled(len(here), known, differing, tuple(astray), unused)


def _profile(one: Belonging) -> Profile:
    """What the report alone says of where it belongs."""
    return Profile(
        doc_id=one.doc_id,
        path=one.name,
        status=one.status,
        region=one.region,
        entity=one.entity,
        fiscal_year=one.fiscal_year,
        region_from=None if one.region is None else "report",
        entity_from=None if one.entity is None else "report",
        fiscal_year_from=None if one.fiscal_year is None else "report",
    )


def unsettled(store: Store, files: Iterable[File]) -> None:
    """Nothing but the reports says where they belong: what was worked out before goes."""
    saving.unsettle_sources(store, [file.path for file in files])


def forgotten(store: Store, files: Sequence[File], given: Iterable[Path]) -> int:
    """Drop the sources that are there no longer; how many.

    Those are files below the folders ``given`` that were not met, and files from elsewhere that
    were moved: they are gone, and their bytes were met. Below a folder that could not be opened
    nothing is dropped: nobody knows what is there.
    """
    walked = {shown(os.path.abspath(path)) for path in given if path.is_dir()}  # noqa: PTH100
    below = tuple(f"{path.rstrip(os.sep)}{os.sep}" for path in walked)
    closed = tuple(f"{file.path}{os.sep}" for file in files if file.listed.path.is_dir())
    met = {file.path for file in files}
    with store.reading() as connection:
        known = reading.known_sources(connection)
    here = {known[path].doc_id for path in met if path in known} - {None}
    gone = [
        path
        for path, one in known.items()
        if path not in met
        and not path.startswith(closed)
        and (one.root in walked or ((path.startswith(below) or one.doc_id in here) and _gone(path)))
    ]
    saving.forget(store, gone)
    return len(gone)


def _gone(path: str) -> bool:
    """Whether nothing is there; of a name shown with escapes nobody knows."""
    return "\\udc" not in path and not os.path.lexists(path)
