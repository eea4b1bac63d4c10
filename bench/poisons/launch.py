"""``gouji`` as ever, but that its children also do what tests/poisoned_child.py tells."""

from __future__ import annotations

import sys

import cli
import pipeline
from tests import poisoned_child

if __name__ == "__main__":
    pipeline.CHILD = poisoned_child.COMMAND  # type: ignore[assignment]
    sys.argv[0] = "gouji"
    cli.main()
