"""Region, unit and year as a list of the user's says them: one row a file, in a sheet or a CSV."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from intake import unpacked
from intake.belonging import Given, alike, together, told, years
from model.errors import UsageError

MOST_ROWS = 200_000
MOST_BYTES = 50_000_000
LONGEST_SECONDS = 120

PATH, FILE, DOC_ID, YEAR, REGION, ENTITY = "path", "file", "doc_id", "year", "region", "entity"
_HEADS = {
    **dict.fromkeys(("路径", "path"), PATH),
    **dict.fromkeys(("文件", "文件名", "file"), FILE),
    **dict.fromkeys(("doc_id", "编号"), DOC_ID),
    **dict.fromkeys(("年度", "年份", "year", "fiscal_year"), YEAR),
    **dict.fromkeys(("地区", "区域", "region"), REGION),
    **dict.fromkeys(("单位", "项目单位", "实施单位", "entity"), ENTITY),
}
_PASSWORD, _DAMAGED, _NOTHING, _LARGE = 3, 4, 5, 6  # how workbook.py ends
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]|\A\s*(?:<|%PDF|\{\\rtf)")
_ID = re.compile(r"([0-9a-f]{16})(?:[0-9a-f]{48})?")

Line = tuple[int, list[str]]
"""A row with its number in the sheet (a CSV: the line it ends on), its cells as text."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: ``path`` with ``/``, or empty; ``number`` as in the sheet."""

    number: int
    path: str
    doc_id: str | None
    year: tuple[str, ...]
    region: str
    entity: str


@dataclass(frozen=True, slots=True)
class MetaList:
    """The rows of a list, and by what they are found: indexes into ``rows``.

    ``by_path`` and ``by_name`` are keyed by what ``_key`` gives; ``by_name`` holds file names that
    stand in the list for one file only.
    """

    file: str
    rows: tuple[ListRow, ...]
    by_path: dict[str, tuple[int, ...]]
    by_name: dict[str, tuple[int, ...]]
    by_id: dict[str, tuple[int, ...]]


def read_list(file: Path) -> MetaList:
    """The list in an XLSX, XLS, ODS or CSV file.

    Column heads stand in the first row that is not empty, of the first visible sheet that is not.
    Of formulas the values that were saved count.

    Raises:
        UsageError: the file is missing, no sheet, too large or damaged; a column is missing or
            stands there twice; a year is none.

    """
    lines = (line for line in _lines(file) if any(line[1]))
    nothing: Line = (1, [])
    columns = _columns(file, next(lines, nothing))
    rows: list[ListRow] = []
    for number, cells in lines:
        row = _row(file, columns, number, cells)
        if row is not None:
            rows.append(row)
        if len(rows) > MOST_ROWS:
            raise _too_many(file)
    return _indexed(file.as_posix(), tuple(rows))


def look_up(listed: MetaList, path: str, doc_id: str | None) -> Given:
    """What the list says of a file; several rows for one file give candidates.

    A row is found by relative path, else by a file name that no other file has, else by doc_id.
    """
    rows = [listed.rows[n] for n in _found(listed, path, doc_id)]
    return together(Given(row.year, (row.region,), (row.entity,)) for row in rows)


def among(listed: MetaList, paths: Iterable[str]) -> MetaList:
    """The list for these files: a file name that several of them have finds none of them."""
    count = Counter(_name(_key(path)) for path in paths)
    return replace(listed, by_name={k: v for k, v in listed.by_name.items() if count[k] == 1})


def unused(listed: MetaList, used: Iterable[tuple[str, str | None]]) -> tuple[ListRow, ...]:
    """The rows that no file was found for.

    Args:
        listed: the list, as ``among`` gave it.
        used: path and doc_id of every file that was met.

    """
    found = {n for path, doc_id in used for n in _found(listed, path, doc_id)}
    return tuple(row for n, row in enumerate(listed.rows) if n not in found)


def _found(listed: MetaList, path: str, doc_id: str | None) -> tuple[int, ...]:
    key = _key(path)
    rows = listed.by_path.get(key, ())
    exact = tuple(n for n in rows if listed.rows[n].path == _plain(path))
    return (
        exact or rows or listed.by_name.get(_name(key)) or listed.by_id.get((doc_id or "")[:16], ())
    )


def _plain(path: str) -> str:
    """A path as both sides write it: composed, with ``/``, without ``./``."""
    steps = unicodedata.normalize("NFC", path).strip().replace("\\", "/").split("/")
    return "/".join(step for step in steps if step not in {"", "."})


def _key(path: str) -> str:
    return _plain(path).casefold()


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _indexed(file: str, rows: tuple[ListRow, ...]) -> MetaList:
    by_path = _index(rows, lambda row: _key(row.path))
    names = Counter(_name(path) for path in by_path)
    return MetaList(
        file,
        rows,
        by_path,
        {_name(path): found for path, found in by_path.items() if names[_name(path)] == 1},
        _index(rows, lambda row: row.doc_id or ""),
    )


def _index(rows: tuple[ListRow, ...], key: Callable[[ListRow], str]) -> dict[str, tuple[int, ...]]:
    index: dict[str, tuple[int, ...]] = {}
    for n, row in enumerate(rows):
        if key(row):
            index[key(row)] = (*index.get(key(row), ()), n)
    return index


def _columns(file: Path, heads: Line) -> dict[str, int]:
    """Which column holds what, by the words in the head."""
    number, cells = heads
    columns: dict[str, int] = {}
    for at, cell in enumerate(cells):
        meaning = _meaning(cell)
        if meaning in columns:
            first = cells[columns[meaning]]
            raise _wrong(
                file,
                f"“{first}”与“{cell}”是同一项，只能留一列",
                f"columns '{first}' and '{cell}' mean the same; keep one",
            )
        if meaning:
            columns[meaning] = at
    seen = "、".join(cell for cell in cells if cell)[:80] or "空"
    if not columns.keys() & {PATH, FILE, DOC_ID}:
        raise _wrong(
            file,
            f"第一个非空行（第 {number} 行：{seen}）应是表头，其中没有“路径”或“文件名”一列",
            f"the first row that is not empty ({number}: {seen}) has to hold the column heads,"
            " and names no column 'path' or 'file'",
        )
    if not columns.keys() & {YEAR, REGION, ENTITY}:
        raise _wrong(
            file,
            f"表头（{seen}）里没有“年度”“地区”“单位”中的任何一列",
            f"the column heads ({seen}) name none of 'year', 'region', 'entity'",
        )
    return columns


def _meaning(head: str) -> str | None:
    return _HEADS.get(alike(head).casefold())


def _row(file: Path, columns: dict[str, int], number: int, cells: list[str]) -> ListRow | None:
    """The row; None where it says nothing in the columns that count."""
    said = {meaning: cells[at] if at < len(cells) else "" for meaning, at in columns.items()}
    if not any(said.values()):
        return None
    year = said.get(YEAR, "")
    if year and not years(year):
        raise _wrong(
            file,
            f"第 {number} 行的年度“{year[:40]}”不是年份；请写成 2023",
            f"row {number}: '{year[:40]}' is no year; write it as 2023",
        )
    same_id = _ID.fullmatch(said.get(DOC_ID, "").casefold())
    return ListRow(
        number=number,
        path=_joined(said.get(PATH, ""), said.get(FILE, "")),
        doc_id=same_id.group(1) if same_id else None,
        year=years(year),
        region=told(said.get(REGION, "")),
        entity=told(said.get(ENTITY, "")),
    )


def _joined(path: str, file: str) -> str:
    """The path; where a column names the folder and another the file, both together."""
    path, file = _plain(path), _plain(file)
    if not file or _name(path).casefold() == _name(file).casefold():
        return path or file
    return f"{path}/{file}" if path else file


def _lines(file: Path) -> Iterator[Line]:
    data = _bytes(file)
    if data.startswith((_ZIP, _OLE)):
        reason = unpacked.refused(data) if data.startswith(_ZIP) else None
        if reason:
            raise _wrong(file, *reason)
        return _sheet(file, data)
    return _csv(file, _text(file, data))


def _bytes(file: Path) -> bytes:
    try:
        if not file.exists():
            raise _wrong(file, "没有这个文件", "there is no such file")
        if not file.is_file():
            raise _wrong(file, "不是文件", "is no file")
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise _wrong(
            file, f"打不开（{error.strerror}）", f"cannot be opened ({error.strerror})"
        ) from None
    if len(data) > MOST_BYTES:
        raise _wrong(file, f"超过 {MOST_BYTES:,} 字节", f"is larger than {MOST_BYTES:,} bytes")
    if not data.strip():
        raise _wrong(file, "是空文件", "is empty")
    return data


def _sheet(file: Path, data: bytes) -> Iterator[Line]:
    """The rows as the program ``workbook.py`` gives them; whatever ends it is one line."""
    program = [sys.executable, "-P", str(Path(__file__).with_name("workbook.py"))]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the list goes in as data
            program, input=data, capture_output=True, timeout=LONGEST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _damaged(file, f"{LONGEST_SECONDS} s") from None
    if done.returncode:
        raise _refused(file, done.returncode, done.stderr.decode("utf-8", "replace"))
    for line in io.BytesIO(done.stdout):
        number, *cells = json.loads(line)
        yield number, cells


def _refused(file: Path, code: int, said: str) -> UsageError:
    if code == _PASSWORD:
        return _wrong(file, "有密码；请去掉密码再用", "has a password; save it without")
    if code == _NOTHING:
        return _wrong(file, "里没有内容", "holds nothing")
    if code == _LARGE:
        return _wrong(file, "内容太多", "holds too much")
    return _damaged(file, said if code == _DAMAGED else str(code))


def _text(file: Path, data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT.search(text):
            return text
    raise _wrong(
        file,
        "既不是 XLSX、XLS、ODS 表格，也不是 CSV（UTF-8 或 GB18030）",
        "is neither a sheet (XLSX, XLS, ODS) nor a CSV in UTF-8 or GB18030",
    )


def _csv(file: Path, text: str) -> Iterator[Line]:
    """The rows by that divider which finds most column heads; an open quote is an error."""
    divider = max(",;\t", key=lambda divider: _heads_found(text, divider))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
    try:
        for row in reader:
            yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        raise _wrong(
            file,
            f"第 {reader.line_num} 行的引号或字段有误（{error}）",
            f"line {reader.line_num}: a quote or a field is wrong ({error})",
        ) from None


def _heads_found(text: str, divider: str) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider)
    try:
        rows = (row for row in reader if any(cell.strip() for cell in row))
        return sum(_meaning(cell) is not None for row in islice(rows, 1) for cell in row)
    except csv.Error:
        return 0


def _too_many(file: Path) -> UsageError:
    return _wrong(file, f"超过 {MOST_ROWS:,} 行", f"has more than {MOST_ROWS:,} rows")


def _damaged(file: Path, what: str) -> UsageError:
    what = what[:120]
    return _wrong(file, f"不是表格，或已损坏（{what}）", f"is no sheet, or is damaged ({what})")


def _wrong(file: Path, zh: str, en: str) -> UsageError:
    name = file.as_posix()
    return UsageError(told(f"清单 {name}：{zh}"), told(f"list {name}: {en}"))
