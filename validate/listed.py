"""Lists that rules work with, kept as data: set phrases, look-alikes, regulations."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "lists"


@cache
def listed(name: str) -> dict[str, Any]:
    """The list of this name, read once: ``listed("phrases")``."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
