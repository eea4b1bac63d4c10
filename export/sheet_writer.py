"""What is used of XlsxWriter, which has no types of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class Style(Protocol):
    """A format made by a workbook."""


class Handle(Protocol):
    """A file of rows that a sheet grows in."""

    def close(self) -> None:
        """Give the file back; a second time does nothing."""


class Page(Protocol):
    """A worksheet. What its methods return is 0 or None where they did what they were told."""

    row_data_fh: Handle

    def get_name(self) -> str:
        """The name on the tab."""
        ...

    def write_string(self, row: int, col: int, string: str, style: Style, /) -> int:
        """Text that stays text, whatever it begins with."""
        ...

    def write_number(self, row: int, col: int, number: float, style: Style, /) -> int:
        """A number."""
        ...

    def set_column(self, first: int, last: int, width: int, /) -> int:
        """How wide columns are, in characters."""
        ...

    def set_row(self, row: int, height: int, /) -> int:
        """How high a row is, in points; before anything is written to it."""
        ...

    def autofilter(self, row: int, col: int, last_row: int, last_col: int, /) -> int | None:
        """Arrows on the head."""
        ...

    def data_validation(
        self, row: int, col: int, last_row: int, last_col: int, options: Mapping[str, object], /
    ) -> int:
        """A list to choose from."""
        ...

    def freeze_panes(self, row: int, col: int, /) -> None:
        """What stays in sight."""

    def repeat_rows(self, first: int, /) -> None:
        """Rows printed on each page."""

    def set_landscape(self) -> None:
        """Print across."""

    def set_paper(self, size: int, /) -> None:
        """9 is A4."""

    def fit_to_pages(self, width: int, height: int, /) -> None:
        """Pages to print on; 0 is as many as it takes."""

    def set_footer(self, footer: str, /) -> None:
        """Printed under each page."""


class Book(Protocol):
    """A workbook."""

    def add_format(self, properties: Mapping[str, object], /) -> Style:
        """A format for cells."""
        ...

    def add_worksheet(self, name: str, /) -> Page:
        """A further sheet."""
        ...

    def worksheets(self) -> Sequence[Page]:
        """All sheets."""
        ...

    def set_properties(self, properties: Mapping[str, object], /) -> None:
        """What the file says of itself."""

    def use_zip64(self) -> None:
        """Let a sheet be larger than 4 GB."""

    def close(self) -> None:
        """Put the file together."""
