"""Region, unit and year of a report, settled between all that speak of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from contract.shapes import Profile

LIST, REPORT, PATH = "list", "report", "path"
"""The sources, the strongest first."""

_YEAR = re.compile(r"(?<![0-9])(?:199[0-9]|20[0-9][0-9])(?![0-9])")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


@dataclass(frozen=True, slots=True)
class Given:
    """What one source says of a report: nothing, one value, or several that it could mean."""

    year: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    entity: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Settled:
    """One field: its value, the source it is taken from, and what else is told of it."""

    value: str | None
    source: str | None
    candidates: tuple[str, ...]


def settle(profile: Profile, from_path: Given, from_list: Given) -> Profile:
    """The profile with region, unit and year as all sources together say.

    A list is a person's word on this very file: where it names one value, that is taken, and the
    others are candidates if they differ. Report and path have to agree. Where no value stands out
    the field is None and every value said is a candidate, with its source.

    Args:
        profile: as the report alone gave it; of a file that could not be read too.
        from_path: what ``path_meta.read`` gave.
        from_list: what ``meta_list.look_up`` gave.

    Raises:
        ValueError: the profile was settled before; what the report itself said may be lost.

    """
    if _was_settled(profile):
        message = f"settled before: {profile.path!r}"
        raise ValueError(message)
    region = _one(profile.region, from_path.region, from_list.region)
    entity = _one(profile.entity, from_path.entity, from_list.entity)
    year = _one(_plain_year(profile.fiscal_year), _plain(from_path.year), _plain(from_list.year))
    return replace(
        profile,
        region=region.value,
        region_from=region.source,
        region_candidates=region.candidates,
        entity=entity.value,
        entity_from=entity.source,
        entity_candidates=entity.candidates,
        fiscal_year=year.value,
        fiscal_year_from=year.source,
        fiscal_year_candidates=year.candidates,
    )


def together(said: Iterable[Given]) -> Given:
    """What one source says of a file that lies there under several names."""
    every = tuple(said)
    return Given(
        year=different(year for one in every for year in one.year),
        region=different(region for one in every for region in one.region),
        entity=different(entity for one in every for entity in one.entity),
    )


def different(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say something, of those that are ``alike`` the first."""
    values: dict[str, str] = {}
    for text in texts:
        if alike(text):
            values.setdefault(alike(text), text)
    return tuple(values.values())


def years(text: str) -> tuple[str, ...]:
    """The different years 1990–2099 in a text, as four digits that stand apart from other digits.

    2023, 2023年, 2023年度, FY2023 and ２０２３ are the year 2023; 20231231 and 2023001 are none.
    """
    return tuple(dict.fromkeys(_YEAR.findall(half_width(text))))


def half_width(text: str) -> str:
    """The text with full-width letters, digits, signs and blanks as half-width ones."""
    return text.translate(_WIDTH)


def alike(text: str) -> str:
    """What two names share that are the same but for width and white space."""
    return "".join(half_width(unicodedata.normalize("NFC", text)).split())


def told(text: str) -> str:
    """A value as it is given out: no white space around it, line breaks and runs as one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _was_settled(profile: Profile) -> bool:
    sources = (profile.region_from, profile.entity_from, profile.fiscal_year_from)
    candidates = (
        profile.region_candidates,
        profile.entity_candidates,
        profile.fiscal_year_candidates,
    )
    return LIST in sources or PATH in sources or any(candidates)


def _one(report: str | None, path: tuple[str, ...], listed: tuple[str, ...]) -> _Settled:
    sources = ((LIST, listed), (REPORT, (report or "",)), (PATH, path))
    said = [(told(text), source) for source, texts in sources for text in texts if alike(text)]
    ruling = [(text, source) for text, source in said if source == LIST] or said
    values = {alike(text) for text, _ in ruling}
    if len(values) == 1:
        value, source = ruling[0]
        others = [one for one in said if alike(one[0]) not in values]
        return _Settled(value, source, _candidates(others))
    return _Settled(None, None, _candidates(said))


def _candidates(said: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{text}（{source}）" for text, source in said))


def _plain(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_plain_year(text) or text for text in texts)


def _plain_year(text: str | None) -> str | None:
    """2023 for 2023年度; the text itself where it does not name exactly one year."""
    found = years(text or "")
    return found[0] if len(found) == 1 else text
