"""What can go wrong with a file, as exceptions a reader raises and the command line shows."""

from __future__ import annotations


class GoujiError(Exception):
    """Base of the errors a user can do something about; ``zh`` and ``en`` are one line each."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en


class UnreadableFile(GoujiError):
    """The file is of a known kind but its content cannot be read: empty, cut off, not permitted."""


class OutOfReach(UnreadableFile):
    """The system would not give us the file just now; on another day it may."""


class NeedsOcr(UnreadableFile):
    """The file shows text as pictures only: it has to be recognized before it can be read."""


class UnknownFormat(GoujiError):
    """The content is of no kind gouji reads."""


class UsageError(GoujiError):
    """The call itself cannot be carried out: a missing path, no report below it."""
