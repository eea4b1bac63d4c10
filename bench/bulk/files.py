"""The files of an archive: what an order asks for, written where it belongs."""

from __future__ import annotations

import random
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bench.bulk import drafts
from bench.bulk.plan import Order
from bench.fixtures import docx_word, pdf_reportlab
from bench.fixtures.canvas import CID
from bench.proving.figures import Draft
from bench.proving.layouts import written
from bench.proving.reports import report

_LOOK = pdf_reportlab.Look(font=CID)
_PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_COPY_FOLDERS = ("汇总", "备份", "上报稿")
_COPY_ENDS = ("（终稿）", " - 副本", "(1)", "_盖章版")
_LITTER_NAMES = {"xlsx": "附表{}.xlsx", "png": "现场照片{}.png", "lock": "~$绩效自评报告{}.docx"}


def write(folder: Path, order: Order) -> Path:
    """Write one file below the folder; its path."""
    # A Word or PDF report has tables in the file; the layout is of text only.
    draft = report(order.seed, None if order.kind == "txt" else "tabs")
    path = folder / _place(order, draft)
    path.parent.mkdir(parents=True, exist_ok=True)
    if order.kind == "txt":
        text = written(draft).text.replace("\n", order.line_end)
        path.write_bytes(text.encode(order.encoding))
    elif order.kind == "docx":
        docx_word.write(drafts.sheet(draft), path)
    elif order.kind == "pdf":
        pdf_reportlab.write(drafts.sheet(draft), path, _LOOK)
    else:
        _write_litter(path, order)
    return path


def _place(order: Order, draft: Draft) -> Path:
    """Year, region, unit and a name that tells every file from every other."""
    year, agency = draft.meta["year"], draft.meta["agency"]
    region, unit = _region(agency)
    if order.kind in _LITTER_NAMES:
        name = _LITTER_NAMES[order.kind].format(order.number)
        return Path(year, region, unit, name)
    title = drafts.title(draft).replace("/", "／")
    if not order.copy:
        return Path(year, region, unit, f"{order.number:05d}_{title}.{order.kind}")
    rng = random.Random(order.number)  # noqa: S311 - reproducible, not secret
    name = f"{order.number:05d}_{title}{rng.choice(_COPY_ENDS)}.{order.kind}"
    return Path(year, region, unit, rng.choice(_COPY_FOLDERS), name)


def _region(agency: str) -> tuple[str, str]:
    """A county or district, and the bureau's own name."""
    at = min((at for at in map(agency.find, "市县区") if at > 0), default=-1) + 1
    return (agency[:at], agency[at:]) if 0 < at < len(agency) else ("本级", agency)


def _write_litter(path: Path, order: Order) -> None:
    if order.kind == "xlsx":
        with ZipFile(path, "w", ZIP_DEFLATED) as book:
            book.writestr(ZipInfo("[Content_Types].xml"), "<Types/>")
            book.writestr(ZipInfo("xl/workbook.xml"), f"<workbook><!-- {order.seed} --></workbook>")
    elif order.kind == "png":
        path.write_bytes(_PICTURE + zlib.compress(str(order.seed).encode() * 100))
    else:
        path.write_bytes(b"\x05Admin" + b" " * 49 + str(order.seed).encode())
