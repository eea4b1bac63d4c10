"""The rows of a workbook, one JSON line each: a program of its own, started by ``meta_list``.

A damaged XLS can end the process that reads it (calamine 0.37 panics, or asks for more memory than
there is and aborts); so that process is this one. It imports nothing of ours and is started by its
file name with ``-P``: no folder the user stands in can lend it a module.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime

import python_calamine as calamine

OK, PASSWORD, DAMAGED, NOTHING, LARGE = 0, 3, 4, 5, 6
"""What the program ends with; anything else is the end of a process that was not ours to choose."""

MOST_BYTES = 256_000_000


def main() -> int:
    """The workbook from standard input, the rows of its first visible sheet that holds any."""
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())) as book:
            for sheet in book.sheets_metadata:
                if sheet.visible is calamine.SheetVisibleEnum.Visible:
                    found = book.get_sheet_by_name(sheet.name)
                    if found.start is not None:
                        return write(found)
    except calamine.PasswordError:
        return PASSWORD
    except (calamine.CalamineError, OSError, ValueError) as error:
        sys.stderr.buffer.write(str(error).encode("utf-8", "replace"))
        return DAMAGED
    return NOTHING


def write(sheet: calamine.CalamineSheet) -> int:
    """Every row that is not empty, with its number in the sheet."""
    size = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [text(value) for value in row]
        if any(cells):
            line = json.dumps([number, *cells], ensure_ascii=False).encode() + b"\n"
            size += len(line)
            if size > MOST_BYTES:
                return LARGE
            sys.stdout.buffer.write(line)
    return OK


def text(value: object) -> str:
    """A cell as one would write it: 2023.0 is 2023, a point in time its day."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


if __name__ == "__main__":
    sys.exit(main())
