"""The workbook for auditors: what was found, by project, and the tables behind it."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from contract.rows import Cell, Tables
from export.sheet_cells import address, decimals, fitting, is_number, lines, number
from export.sheet_columns import SHEETS, Column, Sheet
from export.sheet_words import COLUMNS_HEAD, CONCLUSIONS, COVER, in_words
from export.sheet_writer import Book, Page, Style
from export.sheets import Fields, counts, rows
from model.errors import GoujiError

MOST_ROWS = 1_048_576
_TOLD = 20
"""Cells named on the cover for each kind of change; all are counted."""
_A4 = 9
_LINE = 15
_MOST_LINES = 12
"""A row is as high as its longest text needs, up to this: not every program sees to that itself."""
_COVER_WIDTHS = (16, 90, 30)
_PLACES = 30
"""Places a number format can show; a cell holds what lies behind them all the same."""
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in the file's properties: the same tables give the same bytes."""


def workbook(  # noqa: PLR0913  where from, where to, and how it looks
    file: Path,
    tables: Tables,
    *,
    parts: Path,
    version: str,
    lang: str = "zh",
    most_rows: int = MOST_ROWS,
) -> None:
    """Write the workbook; ``file`` is replaced only when all of it is there.

    It grows in a folder of its own in ``parts``, which has to be on the same disk and which is
    left as it was. ``most_rows`` are those of one sheet, its head among them; what is more goes
    on further sheets. Raises OSError where the disk does not take it, GoujiError where a cell was
    not written.
    """
    # Heavy, and few calls need it.
    import xlsxwriter  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]
    from xlsxwriter import exceptions  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]

    file.parent.mkdir(parents=True, exist_ok=True)
    # Two exports at once have files of their own; the last to end wins.
    own = parts / f"xlsx-{os.getpid()}-{time.monotonic_ns()}"
    own.mkdir(parents=True)
    grown = own / "workbook.xlsx"
    options = {"constant_memory": True, "tmpdir": str(own), "strings_to_urls": False}
    book = cast("Book", xlsxwriter.Workbook(str(grown), options))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, own)
        stack.callback(_let_go, book)
        try:
            _fill(_Written(book, lang, most_rows), tables, version)
            book.close()
        except exceptions.FileCreateError as error:
            # The library wraps what the disk says: only the disk's own word can be acted on.
            raise error.__context__ or error from error
        grown.replace(file)


def _let_go(book: Book) -> None:
    """Close what sheets grow in; the library does so only where all went well."""
    for sheet in book.worksheets():
        sheet.row_data_fh.close()


@dataclass(slots=True)
class _Written:
    """The workbook while it is written: formats made once, and cells that had to be changed."""

    book: Book
    lang: str
    most_rows: int
    formats: dict[str, Style] = field(default_factory=dict[str, Style])
    changed: Counter[str] = field(default_factory=Counter[str])
    places: dict[str, list[str]] = field(default_factory=lambda: defaultdict[str, list[str]](list))

    def format(self, name: str, **properties: object) -> Style:
        if name not in self.formats:
            self.formats[name] = self.book.add_format({"valign": "top"} | properties)
        return self.formats[name]

    def change(self, kind: str, sheet: Page, row: int, column: int) -> None:
        """Keep in mind that a cell does not hold what it should as it should."""
        self.changed[kind] += 1
        if len(self.places[kind]) < _TOLD:
            self.places[kind].append(f"{sheet.get_name()}!{address(row, column)}")


def _fill(book: _Written, tables: Tables, version: str) -> None:
    book.book.set_properties({"created": _CREATED, "title": "gouji", "comments": version})
    book.book.use_zip64()
    # First in the file, written last: it tells how the others went.
    cover = book.book.add_worksheet("说明" if book.lang == "zh" else "About")
    rows_of = rows(tables, book.lang)
    for sheet in SHEETS:
        _write(book, sheet, rows_of(sheet))
    _cover(book, cover, counts(tables), version)


def _write(book: _Written, sheet: Sheet, given: Iterable[Fields]) -> None:
    """A sheet with its rows, and further ones where they are too many."""
    pages, at = 1, 0
    page = _page(book, sheet, pages)
    for row in given:
        if at == book.most_rows - 1:
            _finish(book, sheet, page, at)
            pages, at = pages + 1, 0
            page = _page(book, sheet, pages)
        at += 1
        if sheet.folded:
            texts = ((str(row.get(one.field) or ""), one.width) for one in sheet.columns)
            _done(page.set_row(at, _height(texts)), page)
        for column, one in enumerate(sheet.columns):
            _cell(book, page, at, column, one, row.get(one.field), folded=sheet.folded)
    _finish(book, sheet, page, at)


def _page(book: _Written, sheet: Sheet, n: int) -> Page:
    name = sheet.zh if book.lang == "zh" else sheet.en
    page = book.book.add_worksheet(name if n == 1 else f"{name}({n})")
    _lay_out(page)
    page.freeze_panes(1, sheet.fixed)
    page.repeat_rows(0)
    _done(page.set_row(0, 2 * _LINE), page)
    head = book.format("head", bold=True, text_wrap=True, bg_color="#DDEBF7", border=1)
    for at, one in enumerate(sheet.columns):
        _done(page.set_column(at, at, one.width), page)
        _done(page.write_string(0, at, one.zh if book.lang == "zh" else one.en, head), page)
    return page


def _height(texts: Iterable[tuple[str, int]]) -> int:
    # No more of a text is looked at than can be seen.
    needed = (lines(text[: _MOST_LINES * width], width) for text, width in texts)
    return _LINE * min(max(needed), _MOST_LINES)


def _lay_out(page: Page) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")


def _finish(book: _Written, sheet: Sheet, page: Page, last: int) -> None:
    """Filters, and the list to choose a conclusion from, over the rows there are."""
    _done(page.autofilter(0, 0, last, len(sheet.columns) - 1), page)
    fields = [one.field for one in sheet.columns]
    if last and "verdict_of_reader" in fields:
        at = fields.index("verdict_of_reader")
        choice = {"validate": "list", "source": list(CONCLUSIONS[book.lang])}
        _done(page.data_validation(1, at, last, at, choice), page)


def _cell(  # noqa: PLR0913, PLR0917  a place and what stands there
    book: _Written, page: Page, row: int, at: int, column: Column, cell: Cell, *, folded: bool
) -> None:
    """Write one cell as its column wants it; nothing where there is nothing."""
    if cell in {None, ""} or column.kind == "empty":
        return
    text = str(cell)
    if column.kind in {"money", "number", "count"}:
        exact = number(text)
        if exact is not None:
            _done(page.write_number(row, at, exact, _number_format(book, column, text)), page)
            return
        if is_number(text):
            book.change("long", page, row, at)
    if column.kind == "words":
        text = in_words(column.field, text, book.lang)
    _text(book, page, row, at, text, folded=folded)


def _number_format(book: _Written, column: Column, text: str) -> Style:
    places = min(decimals(text), _PLACES)
    if column.kind == "money":
        # Two places at least; more only where they are printed, for none is to be rounded away.
        places = max(2, places)
        return book.format(f"money{places}", num_format=f"#,##0.{'0' * places}")
    code = f"0.{'0' * places}" if places else "0"
    return book.format(f"number{places}", num_format=code)


def _text(  # noqa: PLR0913  a place and what stands there
    book: _Written, page: Page, row: int, at: int, text: str, *, folded: bool
) -> None:
    fit, change = fitting(text)
    if change is not None:
        book.change(change, page, row, at)
    style = book.format(f"text{folded}", num_format="@", text_wrap=folded)
    _done(page.write_string(row, at, fit, style), page)


def _done(code: int | None, page: Page) -> None:
    """Raise for what the writer refused: it only returns a number."""
    if code:
        name = page.get_name()
        zh = f"工作表“{name}”有一处未能写入（代码 {code}），工作簿未写成"
        en = f"A cell of sheet “{name}” was not written (code {code}); there is no workbook"
        raise GoujiError(zh, en)


def _cover(book: _Written, page: Page, total: Counter[str], version: str) -> None:
    """The first sheet: what this is, how far it goes, what was changed, what the columns are."""
    _lay_out(page)
    for at, width in enumerate(_COVER_WIDTHS):
        _done(page.set_column(at, at, width), page)
    values: dict[str, object] = {"version": version}
    values |= {name: total[name] for name in ("read", "failed", "skipped", "suppressed")}
    for kind in ("long", "cut", "marked"):
        values[kind] = book.changed[kind]
        values[f"where_{kind}"] = _where(book, kind)
    told: list[tuple[str, ...]] = [(name, text.format(**values)) for name, text in COVER[book.lang]]
    told += [("", ""), COLUMNS_HEAD[book.lang]]
    for sheet in SHEETS:
        for one in sheet.columns:
            words = (sheet.zh, one.zh) if book.lang == "zh" else (sheet.en, one.en)
            told.append((*words, one.field))
    for row, line in enumerate(told):
        _done(page.set_row(row, _height(zip(line, _COVER_WIDTHS, strict=False))), page)
        for at, text in enumerate(line):
            if text:
                _text(book, page, row, at, text, folded=True)


def _where(book: _Written, kind: str) -> str:
    places = "、".join(book.places[kind])
    more = "……" if book.changed[kind] > _TOLD else ""
    return f"（{places}{more}）" if places else ""
