"""The vocabulary: our own lists, and those of a folder that the user adds to them."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from os import environ
from os.path import dirname, isdir, isfile, join
from typing import Any, cast

from model.errors import UsageError

FOLDER = "GOUJI_VOCABULARY"
"""Environment variable that names the user's folder; it holds files named like ours."""
FILES = ("units.toml", "words.toml", "heads.toml", "names.toml")
_REPLACED = frozenset({"alias"})
"""Sections whose values are one word each: the user's takes the place of ours."""

Lists = dict[str, Any]


def listed(name: str) -> Lists:
    """A vocabulary file with what the user's file of that name adds.

    Lists grow, strings of words grow by words, numbers and the words of ``[alias]`` are replaced;
    a new key in a section is a new entry. A section that ours does not have is refused.

    Raises:
        UsageError: the user's folder or file cannot be used; the message says where and why.

    """
    # os.path and open: pathlib takes longer to load than these files to read.
    lists = _read(join(dirname(__file__), "vocabulary", name))  # noqa: PTH118, PTH120
    own = environ.get(FOLDER)
    if not own:
        return lists
    if not isdir(own):  # noqa: PTH112
        raise _unusable(own, "", f"没有这个词表目录（{FOLDER}）", f"no such folder ({FOLDER})")
    path = join(own, name)  # noqa: PTH118
    if isfile(path):  # noqa: PTH113
        for section, added in _read(path).items():
            if section not in lists:
                raise _unusable(path, f"[{section}]", "没有这一段", "there is no such section")
            lists[section] = _grown(lists[section], added, path, section)
    return lists


def fingerprint() -> str | None:
    """Which lists the user added: 16 hex of their SHA-256, None where there are none."""
    own = environ.get(FOLDER)
    if not own:
        return None
    found = sha256()
    for name in FILES:
        path = join(own, name)  # noqa: PTH118
        if isfile(path):  # noqa: PTH113
            with open(path, "rb") as file:  # noqa: PTH123
                found.update(name.encode() + b"\0" + file.read() + b"\0")
    return found.hexdigest()[:16]


def _grown(ours: object, added: object, path: str, where: str) -> object:
    """Our value with the user's added to it."""
    if isinstance(ours, dict) and isinstance(added, dict):
        known, more = cast("Lists", ours), cast("Lists", added)
        replaced = where in _REPLACED
        for key, value in more.items():
            if key in known and not replaced:
                known[key] = _grown(known[key], value, path, f"{where}.{key}")
            else:
                known[key] = value
        return known
    if isinstance(ours, list) and isinstance(added, list):
        return [*cast("list[object]", ours), *cast("list[object]", added)]
    if isinstance(ours, str) and isinstance(added, str):
        return f"{ours} {added}"
    if isinstance(ours, int) and isinstance(added, int):
        return added
    raise _unusable(path, where, "写法与内置词表不同", "is written unlike the list it adds to")


def _read(path: str) -> Lists:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unusable(
            path, "", f"不是正确的 TOML（{error}）", f"not valid TOML ({error})"
        ) from error


def _unusable(path: str, where: str, zh: str, en: str) -> UsageError:
    place = f"{where} " if where else ""
    return UsageError(
        f"{path}：{place}{zh}；请对照内置词表改正",
        f"{path}: {place}{en}; correct it after the built-in lists",
    )
