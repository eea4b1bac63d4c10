"""Reads paths from standard input, one a line, and says for each what became of it."""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from pathlib import Path

import pipeline
from contract.outcome import outcome
from export.as_json import encode
from extract.survey import met
from model.finding import Unopened

MEMORY = 2 << 30
"""Bytes of address space."""
FAULT = "gouji 自身出错"
"""Stands in what `gouji check` says of its own mistakes."""


def judged(path: Path) -> tuple[str, str]:
    """``ok``, ``failed`` or ``traceback``, and what was said; all that `gouji check` does."""
    try:
        report = pipeline.take(met(path, path.name, asked=True))
        encode([outcome(report)], "0", "0")
    except Exception:  # noqa: BLE001 - to be told, not to be mended
        return "traceback", traceback.format_exc().strip().replace("\n", " | ")[-600:]
    if isinstance(report, Unopened):
        return ("traceback" if FAULT in report.error else "failed"), report.error
    return "ok", ""


def main() -> None:
    """One JSON line a path; what libraries print goes to standard error."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)
        for line in sys.stdin:
            status, said = judged(Path(line.rstrip("\n")))
            print(json.dumps({"status": status, "said": said}), file=answers, flush=True)


if __name__ == "__main__":
    main()
