"""A TOML file of the user's, read so that whatever is wrong with it is one line."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias, cast

from model.errors import UsageError

Table: TypeAlias = dict[str, object]


def read(path: Path) -> Table:
    """What the file holds, numbers exact.

    Raises:
        UsageError: the file cannot be opened, is not UTF-8, or is no TOML.

    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
    except OSError as error:
        raise wrong(
            path, f"打不开（{error.strerror}）", f"cannot be opened ({error.strerror})"
        ) from None
    except UnicodeDecodeError:
        raise wrong(
            path, "不是 UTF-8 编码；请另存为 UTF-8", "is not UTF-8; save it as UTF-8"
        ) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        what = str(error) or type(error).__name__
        raise wrong(path, f"不合 TOML 语法（{what}）", f"is not valid TOML ({what})") from None


def wrong(path: Path, zh: str, en: str) -> UsageError:
    """The error that names the file and says what is wrong in it."""
    return UsageError(f"{path.as_posix()}：{zh}", f"{path.as_posix()}: {en}")


def table(value: object) -> Table | None:
    """The value as a table; None where it is none."""
    return cast("Table", value) if isinstance(value, dict) else None


def number(value: object) -> Decimal | None:
    """The value as an exact number; None where it is none, true and infinity among them."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    exact = Decimal(value)
    return exact if exact.is_finite() else None


def words(value: object) -> str | None:
    """The value as text that says something; None where it does not."""
    return value.strip() or None if isinstance(value, str) else None
