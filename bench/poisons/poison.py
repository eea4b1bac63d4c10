"""What a poison file is: how it is made, and what a run has to say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

GOOD = "项目支出绩效自评报告\n\n一、资金情况\n\n项目预算{}万元，实际支出8万元，预算执行率80.00%。\n"
"""A report to be filled with a number of its own, so that no two have the same bytes."""
READ = r"^$"
"""Nothing is to be said: the file is odd, and it is read."""


@dataclass(frozen=True, slots=True)
class Poison:
    """One file or folder.

    ``name`` is a path below the poison folder, in bytes where it is no text. ``status`` and
    ``says``: what the manifest has to say, any of the statuses divided by blanks, and a pattern of
    the reason. ``privileged``: what it is for root, who reads what others may not; ``only``: the
    user it can be made for.
    """

    name: str | bytes
    make: Callable[[Path], None]
    status: str
    says: str
    privileged: tuple[str, str] | None = None
    only: str = ""

    def expected(self, *, root: bool) -> tuple[str, str]:
        """Status and pattern for this user."""
        return self.privileged if root and self.privileged else (self.status, self.says)


def content(data: bytes | str) -> Callable[[Path], None]:
    """A file of these bytes."""

    def make(path: Path) -> None:
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    return make
