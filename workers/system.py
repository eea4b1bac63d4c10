"""The operating system's part, one of two; what both offer is listed in docs/workers.md."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from workers import windows as system
else:
    from workers import posix as system

__all__ = ["system"]
