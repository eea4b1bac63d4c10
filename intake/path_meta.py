"""Region, unit and year as the folders a report lies in say them, by a pattern of the user's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from intake.belonging import Given, alike, told, years
from model.errors import UsageError

YEAR = "year"
FIELDS = (YEAR, "region", "entity")
IGNORED = "_"
MOST_READINGS = 20
"""A path that a field can be read from in more ways says nothing."""
LONGEST_NAME = 512
"""Characters; no file system has longer names (255), and the work grows with the square of it."""

_TOKEN = re.compile(r"\{([^{}]*)\}|(\*+)|([^{}*]+)|([{}])")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_UNFIT = frozenset({"Cc", "Cs"})


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a segment: literal text, a field, or (neither) anything or nothing."""

    literal: str = ""
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """The pattern of one name in a path; ``any_depth`` is ``**``, any number of folders."""

    parts: tuple[Part, ...]
    any_depth: bool = False


@dataclass(frozen=True, slots=True)
class PathPattern:
    """``{year}/{region}/{entity}``, taken apart; ``folders``: it does not reach the file's name."""

    text: str
    segments: tuple[Segment, ...]
    folders: bool


@dataclass(frozen=True, slots=True)
class _Name:
    """A folder's or a file's name on the path, and the same with ASCII letters in lower case."""

    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class _Read:
    """One field as read from a name; a year segment may name several years."""

    field: str
    values: tuple[str, ...]


class _TooMany(Exception):
    """A field can be read in more ways than ``MOST_READINGS``."""


def pattern(text: str) -> PathPattern:
    """The pattern taken apart.

    Raises:
        UsageError: it names an unknown field or none, one twice, two with nothing between them,
            has a brace without its partner, or steps that no path has.

    """
    plain = unicodedata.normalize("NFC", text).strip().replace("\\", "/").removeprefix("./")
    steps = plain.removesuffix("/").split("/")
    for step in steps:
        if step in {"", ".", ".."}:
            raise _wrong(
                text,
                "是相对于所给文件夹的路径，各级之间一个“/”，不能为空，也不能有 . 和 ..",
                "is relative to the folder given: one '/' between names, none empty, no . or ..",
            )
    segments = tuple(_segment(text, step) for step in steps)
    _check_fields(text, segments)
    while segments[-1].any_depth:
        segments = segments[:-1]
    last = segments[-1].parts
    bare = len(last) == 1 and last[0].field in FIELDS
    return PathPattern(text, segments, folders=bare or plain.endswith(("/", "/**")))


def read(pattern: PathPattern, path: str) -> Given:
    """What the path says by the pattern; nothing where it does not fit.

    Args:
        pattern: read from the top; folders below it do not matter.
        path: relative to the folder given, with ``/``, the file's name last.

    """
    steps = unicodedata.normalize("NFC", path).split("/")
    names = [_Name(step, step.translate(_LOWER)) for step in steps]
    try:
        found = list(_readings(pattern, names))
        return Given(
            year=_different(one for one in found if one.field == YEAR),
            region=_different(one for one in found if one.field == "region"),
            entity=_different(one for one in found if one.field == "entity"),
        )
    except _TooMany:
        return Given()


def _segment(whole: str, step: str) -> Segment:
    if step == "**":
        return Segment((), any_depth=True)
    parts = tuple(_parts(whole, step))
    for one, after in pairwise(parts):
        if not one.literal and not after.literal:
            raise _wrong(
                whole,
                f"的“{step}”里两处之间没有文字，分不开；请写出分隔的文字（{{year}} 占一整级时，"
                "会在名称里自己找年份）",
                f"has nothing between two fields in '{step}': write the text that divides them"
                " ({year} alone finds the year within a name)",
            )
    return Segment(parts)


def _parts(whole: str, step: str) -> Iterator[Part]:
    for match in _TOKEN.finditer(step):
        name, stars, literal, brace = match.groups()
        if brace:
            raise _wrong(
                whole, f"的花括号不成对：“{step}”", f"has a brace without its partner: '{step}'"
            )
        if stars and len(stars) > 1:
            raise _wrong(whole, f"的 ** 要独占一级：“{step}”", f"has ** beside text: '{step}'")
        if literal:
            yield Part(literal=literal.translate(_LOWER))
        else:
            yield Part(field=None if stars else _field(whole, name.strip()))


def _field(whole: str, name: str) -> str:
    if name not in {*FIELDS, IGNORED}:
        raise _wrong(
            whole,
            f"里没有“{name}”这一项；可用的有 {{year}}（年度）、{{region}}（地区）、"
            "{entity}（单位）、{_}（略过）",
            f"names an unknown field '{name}'; known are {{year}}, {{region}}, {{entity}}, {{_}}",
        )
    return name


def _check_fields(whole: str, segments: tuple[Segment, ...]) -> None:
    fields = [part.field for segment in segments for part in segment.parts if part.field in FIELDS]
    if not fields:
        raise _wrong(
            whole,
            "没有写出 {year}、{region}、{entity} 中的任何一项",
            "names none of {year}, {region}, {entity}",
        )
    for name in fields:
        if fields.count(name) > 1:
            raise _wrong(whole, f"两次写了 {{{name}}}", f"names {{{name}}} twice")


def _wrong(text: str, zh: str, en: str) -> UsageError:
    return UsageError(told(f"--path-meta “{text}”{zh}"), told(f"--path-meta '{text}' {en}"))


def _readings(pattern: PathPattern, names: list[_Name]) -> Iterator[_Read]:
    """Every field of every way the pattern fits the path.

    ``before`` and ``after`` hold how many names may be used up at a segment's beginning and end, so
    that nothing is tried twice: the work is segments × names.
    """
    segments = pattern.segments
    fits = [
        [_fits(pattern, n, names, at) for at in range(len(names))] for n in range(len(segments))
    ]
    before = [{0}]
    for one, fit in zip(segments, fits, strict=True):
        before.append(_next(one, fit, before[-1]))
    after = before.pop()
    for n in reversed(range(len(segments))):
        if segments[n].any_depth:
            after = {at for at in before[n] if at <= max(after, default=-1)}
        else:
            after = {at - 1 for at in after if at - 1 in before[n] and fits[n][at - 1]}
            for at in sorted(after):
                yield from _fields(segments[n].parts, _name(segments[n].parts, names, at))


def _next(segment: Segment, fit: list[bool], before: set[int]) -> set[int]:
    if segment.any_depth:
        return set(range(min(before), len(fit))) if before else set()
    return {at + 1 for at in before if at < len(fit) and fit[at]}


def _fits(pattern: PathPattern, n: int, names: list[_Name], at: int) -> bool:
    """Whether a segment fits a name; a file's name is for the last segment, if for any."""
    is_file, is_last = at == len(names) - 1, n == len(pattern.segments) - 1
    if pattern.segments[n].any_depth or (is_file and (pattern.folders or not is_last)):
        return False
    parts = pattern.segments[n].parts
    name = _name(parts, names, at)
    if not 0 < len(name.text) <= LONGEST_NAME or name.text in {".", ".."}:
        return False
    return bool(_stretches(parts, name))


def _name(parts: tuple[Part, ...], names: list[_Name], at: int) -> _Name:
    """The name to read: a file's ending is left off where the pattern writes none."""
    name = names[at]
    if at < len(names) - 1 or any("." in part.literal for part in parts):
        return name
    plain = _ENDING.sub("", name.text)
    return _Name(plain, name.lower[: len(plain)])


def _fields(parts: tuple[Part, ...], name: _Name) -> Iterator[_Read]:
    for part, stretches in zip(parts, _stretches(parts, name), strict=True):
        for start, end in sorted(stretches):
            text = name.text[start:end]
            if part.field == YEAR:
                yield _Read(YEAR, years(text))
            elif part.field in FIELDS:
                yield _Read(part.field, (told(text),))


def _stretches(parts: tuple[Part, ...], name: _Name) -> list[set[tuple[int, int]]]:
    """For each part where it may stand in the name; empty where the parts do not fit.

    A field holds none of the literal text beside it (``{region}_*``: no ``_``). A name that does
    not fit so is read in every way there is, if the literals do not stand in it all too often.
    """
    found = _ways(parts, name, strict=True)
    often = any(name.lower.count(part.literal) > MOST_READINGS for part in parts if part.literal)
    return found if found or often else _ways(parts, name, strict=False)


def _ways(parts: tuple[Part, ...], name: _Name, *, strict: bool) -> list[set[tuple[int, int]]]:
    """Forward from the beginning, then back from the end: parts × the square of a name's length."""
    ways: list[set[tuple[int, int]]] = []
    starts = {0}
    for n in range(len(parts)):
        ways.append(
            {(at, end) for at in starts for end in _ends(parts, n, name, at, strict=strict)}
        )
        starts = {end for _, end in ways[-1]}
    good = starts & {len(name.text)}
    for n in reversed(range(len(parts))):
        ways[n] = {(at, end) for at, end in ways[n] if end in good}
        good = {at for at, _ in ways[n]}
    return ways if good else []


def _ends(
    parts: tuple[Part, ...], n: int, name: _Name, start: int, *, strict: bool
) -> Iterator[int]:
    part = parts[n]
    if part.literal:
        if name.lower.startswith(part.literal, start):
            yield start + len(part.literal)
        return
    beside = [one.literal for one in (*parts[max(n - 1, 0) : n], *parts[n + 1 : n + 2])]
    for end in _stops(name.lower, start, parts[n + 1].literal if n + 1 < len(parts) else ""):
        if part.field is None:
            yield end
            continue
        if strict and any(text in name.lower[start:end] for text in beside):
            return
        if _is_value(part.field, name.text[start:end]):
            yield end


def _stops(text: str, start: int, literal: str) -> Iterator[int]:
    """Where a part that begins at ``start`` may end: before the literal, or at the name's end."""
    if not literal:
        yield len(text)
        return
    at = text.find(literal, start)
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


def _is_value(field: str, text: str) -> bool:
    if field == YEAR:
        return bool(years(text))
    if field == IGNORED:
        return bool(text)
    value = told(text)
    fit = not any(unicodedata.category(char) in _UNFIT for char in value)
    return fit and any(char.isalnum() for char in value)


def _different(found: Iterator[_Read]) -> tuple[str, ...]:
    values: dict[str, str] = {}
    for one in found:
        for value in one.values:
            values.setdefault(alike(value), value)
        if len(values) > MOST_READINGS:
            raise _TooMany
    return tuple(values.values())
