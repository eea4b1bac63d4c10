"""PDF through the command: what is read, what is said of the rest, and by which engine."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdfium2 import PdfDocument  # pyright: ignore[reportMissingTypeStubs]
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import cli
import extract
from extract import rulings, survey
from extract.arrays import Floats
from extract.readers import pdfium, plumber, spare
from model.errors import NeedsOcr, UnreadableFile

ROOT = Path(__file__).parent.parent
WIDTH, HEIGHT, LEFT, TOP, ROW = 600, 500, 50, 100, 25
COLUMNS = (0, 120, 220, 320)
WRONG = "预算安排10万元，实际支出8万元，预算执行率90%。"
HEAD = ("项目", "预算数", "支出数")
Draw = Callable[[Canvas], None]
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))  # pyright: ignore[reportUnknownMemberType]


def drawn(*pages: Draw, encrypt: StandardEncryption | None = None) -> bytes:
    """A PDF file of these pages."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=encrypt)
    for page in pages:
        canvas.setFont("STSong-Light", 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def prose(*lines: str) -> Draw:
    """Lines of text from the top of a page down."""

    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(lines):
            canvas.drawString(LEFT, HEIGHT - 60 - 20 * at, line)

    return draw


def table(*rows: Sequence[str]) -> Draw:
    """A ruled table; a row of fewer cells has its first one over the columns that are missing."""

    def draw(canvas: Canvas) -> None:
        for at, row in enumerate(rows):
            y = HEIGHT - TOP - ROW * (at + 1)
            edges = (COLUMNS[0], *COLUMNS[len(COLUMNS) - len(row) :])
            for text, x0, x1 in zip(row, edges, edges[1:], strict=False):
                canvas.rect(LEFT + x0, y, x1 - x0, ROW)
                for n, line in enumerate(text.split("\n")):
                    canvas.drawString(LEFT + x0 + 4, y + ROW - 11 - 12 * n, line)

    return draw


def picture(canvas: Canvas) -> None:
    """A page that is nothing but a scan."""
    canvas.drawInlineImage(  # pyright: ignore[reportUnknownMemberType]
        Image.new("L", (40, 40), 200), 0, 0, WIDTH, HEIGHT
    )


REPORT = (
    prose("项目支出绩效自评报告", "一、资金情况", WRONG),
    table(HEAD, ("道路", "10.00", "8.00"), ("桥梁", "5.00", "4.00")),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path


def gouji(*arguments: str) -> int:
    """One call in this process; the exit code."""
    return cli.run(arguments)


def documents(out: str) -> list[dict[str, Any]]:
    """The documents of a check in JSON."""
    found: list[dict[str, Any]] = json.loads(out)["documents"]
    return found


# --- reading -------------------------------------------------------------------------------------


def test_a_pdf_report_is_read_and_its_pages_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "report.pdf").write_bytes(drawn(*REPORT))
    assert gouji("check", "report.pdf", "--format", "json") == 1
    found = documents(capsys.readouterr().out)[0]
    assert (found["format"], found["pages"], found["status"]) == ("pdf", 2, "ok")
    assert "RATE01" in {finding["rule"] for finding in found["findings"]}
    assert {row["location"]["page"] for row in found["funding"]} == {1, 2}


def test_a_pdf_is_one_whatever_it_is_named_and_however_it_comes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = drawn(*REPORT)
    (folder / "report.txt").write_bytes(data)
    assert gouji("check", "report.txt") == 1
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert gouji("check", "-") == 1


def test_the_tables_of_an_ingest_say_how_many_pages_a_pdf_has(folder: Path) -> None:
    (folder / "in" / "report.pdf").write_bytes(drawn(*REPORT))
    assert gouji("ingest", "in", "--out", "out") == 0
    content = (folder / "out" / "documents.csv").read_text("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(content, newline="")))
    assert (row["path"], row["format"], row["pages"], row["status"]) == (
        "report.pdf",
        "pdf",
        "2",
        "ok",
    )


def test_a_dry_run_says_that_a_pdf_is_to_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "in" / "report.pdf").write_bytes(drawn(*REPORT))
    assert gouji("ingest", "in", "--dry-run") == 0
    assert "PDF：会读" in capsys.readouterr().out


def test_a_pdf_beyond_the_limit_is_refused_before_it_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(survey, "LARGEST_PDF", 1 << 10)
    (folder / "report.pdf").write_bytes(drawn(*REPORT))
    assert gouji("check", "report.pdf") == 2
    assert "PDF 超过" in capsys.readouterr().err


# --- tables --------------------------------------------------------------------------------------

LONG = (
    table(HEAD, ("道路", "10.00", "8.00")),
    table(("桥梁及\n附属", "5.00", "4.00"), ("合计", "12.00")),
)


def test_tables_are_shown_page_by_page_in_the_shape_of_the_contract(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "long.pdf").write_bytes(drawn(*LONG))
    assert gouji("tables", "long.pdf", "--format", "json") == 0
    pages = json.loads(capsys.readouterr().out)["pages"]
    assert [page["page"] for page in pages] == [1, 2]
    cells = pages[1]["tables"][0]["cells"]
    assert {tuple(sorted(cell)) for cell in cells} == {("bbox", "c0", "c1", "r0", "r1", "text")}
    places = [(cell["r0"], cell["c0"], cell["r1"], cell["c1"], cell["text"]) for cell in cells]
    assert places == [
        (0, 0, 0, 0, "桥梁及 附属"),
        (0, 1, 0, 1, "5.00"),
        (0, 2, 0, 2, "4.00"),
        (1, 0, 1, 1, "合计"),
        (1, 2, 1, 2, "12.00"),
    ]
    total = pytest.approx([LEFT, TOP + ROW, LEFT + COLUMNS[2], TOP + 2 * ROW], abs=1)
    assert cells[3]["bbox"] == total


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_table_over_a_page_break_is_each_pages_own_unless_it_is_to_be_joined(
    engine: str, folder: Path
) -> None:
    path = folder / "long.pdf"
    path.write_bytes(drawn(*LONG))
    options = extract.Options(engine=engine)
    apart = extract.tables(path, options=options)
    joined = extract.tables(path, join=True, options=options)
    for pages, numbers, rows in ((apart, [0, 1], {0, 1}), (joined, [0, 0], {2, 3})):
        assert [page.page for page in pages] == [1, 2]
        assert [found.table for page in pages for found in page.tables] == numbers
        second = pages[1].tables[0].cells
        assert {cell.r0 for cell in second} == rows
        assert second[0].text == "桥梁及 附属"


def test_the_command_joins_them_when_told_to(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "long.pdf").write_bytes(drawn(*LONG))
    for option, number in (("--join", 0), ("--no-join", 1)):
        assert gouji("tables", "long.pdf", option) == 0
        pages = json.loads(capsys.readouterr().out)["pages"]
        assert pages[1]["tables"][0]["table"] == number


def test_a_check_reads_rows_over_a_page_break_as_one_table_unless_told_not_to(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "long.pdf").write_bytes(drawn(*LONG))
    rows: list[int] = []
    for more in ((), ("--no-join",)):
        gouji("check", "long.pdf", "--format", "json", *more)
        found = documents(capsys.readouterr().out)[0]
        rows.append(len(found["funding"]))
    assert rows == [3, 1]  # on its own, the second page has no head that names its columns


# --- what cannot be read -------------------------------------------------------------------------


def test_a_scan_needs_ocr_and_counts_as_failed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "in" / "scan.pdf").write_bytes(drawn(picture))
    assert gouji("ingest", "in", "--out", "out") == 2
    assert capsys.readouterr().err.startswith("in/scan.pdf：没有文字层")
    (folder / "in" / "report.pdf").write_bytes(drawn(*REPORT))
    assert gouji("ingest", "in", "--out", "out") == 3
    content = (folder / "out" / "documents.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert {row["path"]: row["status"] for row in rows} == {
        "report.pdf": "ok",
        "scan.pdf": "needs_ocr",
    }
    assert gouji("check", "in/scan.pdf") == 2


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_page_without_text_makes_a_file_partial(
    engine: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mixed.pdf").write_bytes(drawn(REPORT[0], picture))
    arguments = ("check", "mixed.pdf", "--format", "json", "--pdf-engine", engine)
    assert gouji(*arguments) == 1
    found = documents(capsys.readouterr().out)[0]
    assert (found["status"], found["pages"]) == ("partial", 2)
    assert found["warnings"] == ["第2页没有文字层，需先做文字识别（OCR），该页未读"]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("strength", [40, 128])
def test_an_encrypted_file_is_read_with_its_password_only(
    engine: str, strength: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locked = drawn(latin, encrypt=StandardEncryption("open", "owner", strength=strength))
    (folder / "locked.pdf").write_bytes(locked)
    call = ("check", "locked.pdf", "--pdf-engine", engine)
    assert gouji(*call) == 2
    assert capsys.readouterr().err == "locked.pdf：文件有密码；请用 --password 给出\n"
    assert gouji(*call, "--password", "no") == 2
    assert capsys.readouterr().err == "locked.pdf：密码不对；请核对 --password 后再试\n"
    assert gouji(*call, "--password", "open", "--format", "json") == 0
    printed = capsys.readouterr()
    assert [claim["raw"] for claim in documents(printed.out)[0]["claims"]] == ["73.50%"]
    assert printed.err == ""


def test_a_file_that_only_its_owner_may_change_is_read_without_a_password(folder: Path) -> None:
    (folder / "owned.pdf").write_bytes(drawn(*REPORT, encrypt=StandardEncryption("", "owner")))
    assert gouji("check", "owned.pdf") == 1


def latin(canvas: Canvas) -> None:
    """A rate in a font of its own: what reportlab encrypts of a CID font pdfminer cannot read."""
    canvas.setFont("Helvetica", 12)
    canvas.drawString(LEFT, HEIGHT - 60, "Execution rate 73.50% .")


WHOLE = drawn(*REPORT)
BROKEN = {
    "empty": b"",
    "header": b"%PDF-1.7\n",
    "garbage": b"%PDF-1.7\n" + bytes(range(256)) * 40,
    "cut": WHOLE[:400],
    "no pages": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R/Size 3>>\n%%EOF\n",
}


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_pdf_costs_one_line_that_says_what_to_do(
    name: str, engine: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "in" / "x.pdf").write_bytes(BROKEN[name])
    (folder / "in" / "report.pdf").write_bytes(WHOLE)
    assert gouji("check", "in/x.pdf", "--pdf-engine", engine) == 2
    assert gouji("ingest", "in", "--out", "out", "--pdf-engine", engine) == 3
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    for line in lines:
        assert line.startswith("in/x.pdf：")
        assert "请" in line
        assert "自身出错" not in line


# --- the other engine ----------------------------------------------------------------------------


def test_both_engines_read_the_same_rows_and_findings(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "report.pdf").write_bytes(drawn(*REPORT, *LONG))
    results: list[object] = []
    for engine in ("pdfium", "pdfplumber"):
        gouji("check", "report.pdf", "--format", "json", "--pdf-engine", engine)
        found = documents(capsys.readouterr().out)[0]
        rows = [(row["label"], row["raw"], row["location"]["row"]) for row in found["funding"]]
        results.append((rows, [finding["message"] for finding in found["findings"]]))
    assert results[0] == results[1]


def test_both_engines_see_the_same_cells(folder: Path) -> None:
    path = folder / "report.pdf"
    path.write_bytes(drawn(*REPORT, *LONG))
    one, other = (_flat(extract.tables(path, options=engine)) for engine in ENGINES)
    for ours, theirs in zip(one, other, strict=True):
        assert ours[:-1] == theirs[:-1]
        assert ours[-1] == pytest.approx(theirs[-1], abs=1)


ENGINES = (extract.Options(), extract.Options(engine="pdfplumber"))


def _flat(pages: Sequence[extract.PageTables]) -> list[tuple[Any, ...]]:
    return [
        (cell.r0, cell.c0, cell.r1, cell.c1, cell.text, cell.bbox)
        for page in pages
        for grid in page.tables
        for cell in grid.cells
    ]


def test_turned_text_reads_alike_with_both_engines(folder: Path) -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(0, -WIDTH)
        table(HEAD, ("道路", "10.00", "8.00"))(canvas)

    path = folder / "turned.pdf"
    path.write_bytes(drawn(sideways))
    one, other = (_flat(extract.tables(path, options=engine)) for engine in ENGINES)
    assert [cell[:5] for cell in one] == [cell[:5] for cell in other]


def test_pdfplumber_is_loaded_only_when_it_is_asked_for(folder: Path) -> None:
    (folder / "report.pdf").write_bytes(WHOLE)
    code = (
        "import sys, cli; cli.run(['check', 'report.pdf', '--format', 'json', '--exit-zero']);"
        "print(); print([m for m in ('pdfplumber', 'pdfminer', 'PIL') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        check=True,
    )
    assert done.stdout.rstrip().endswith(b"[]")


# --- the spare engine ----------------------------------------------------------------------------


@pytest.fixture
def stumbling(monkeypatch: pytest.MonkeyPatch) -> Callable[[set[int]], None]:
    """``stumbling({2})``: the fast path gives up on page 2."""
    known = pdfium.pages

    def call(numbers: set[int]) -> None:
        def pages(document: PdfDocument) -> Iterator[object]:
            for number, page in enumerate(known(document), start=1):
                yield pdfium.Damaged("页面损坏") if number in numbers else page

        monkeypatch.setattr(pdfium, "pages", pages)

    return call


def checked(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The one document of a check of x.pdf."""
    gouji("check", "x.pdf", "--format", "json")
    return documents(capsys.readouterr().out)[0]


def test_a_page_that_pdfium_gives_up_on_is_read_by_pdfplumber_and_said_to_be(
    folder: Path, stumbling: Callable[[set[int]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "x.pdf").write_bytes(WHOLE)
    stumbling({2})
    found = checked(capsys)
    assert found["warnings"] == ["第2页由后备引擎读取（pdfplumber）：页面损坏"]
    assert found["status"] == "partial"
    assert 2 in {row["location"]["page"] for row in found["funding"]}


def test_a_mistake_of_our_own_on_one_page_does_not_cost_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "x.pdf").write_bytes(WHOLE)
    grids = rulings.grids

    def cut(lines: Floats) -> list[rulings.Grid]:
        return grids(lines[:, :3])

    monkeypatch.setattr(rulings, "grids", cut)
    warnings = checked(capsys)["warnings"]
    assert [warning.split("：")[0] for warning in warnings] == [
        "第1页由后备引擎读取（pdfplumber）",
        "第2页由后备引擎读取（pdfplumber）",
    ]
    assert "IndexError，rulings.py:" in warnings[0]


def test_a_page_beyond_the_limits_is_not_handed_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "x.pdf").write_bytes(drawn(prose(*[WRONG] * 9), REPORT[1]))
    monkeypatch.setattr(pdfium, "MOST_CHARACTERS", 200)
    warnings = checked(capsys)["warnings"]
    assert [warning.split("，")[1] for warning in warnings] == ["超过上限 200"]


def test_three_pages_of_a_file_are_read_that_way_and_no_more(
    folder: Path, stumbling: Callable[[set[int]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "x.pdf").write_bytes(drawn(*[REPORT[0]] * 6))
    stumbling({1, 2, 3, 4, 5})
    warnings = checked(capsys)["warnings"]
    assert sum("由后备引擎读取" in warning for warning in warnings) == 3
    assert [warning[:5] for warning in warnings[3:]] == ["第4页未读", "第5页未读"]


def test_a_large_file_is_not_read_that_way(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    stumbling: Callable[[set[int]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    (folder / "x.pdf").write_bytes(WHOLE)
    monkeypatch.setattr(spare, "LARGEST_FILE", 1000)
    stumbling({1})
    assert checked(capsys)["warnings"][0].startswith("第1页未读：页面损坏；后备引擎也未读出")


def test_a_file_none_of_whose_pages_can_be_read_has_failed_and_needs_no_ocr(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stumbling: Callable[[set[int]], None]
) -> None:
    (folder / "x.pdf").write_bytes(WHOLE)
    monkeypatch.setattr(spare, "MOST_PAGES", 0)
    stumbling({1, 2})
    with pytest.raises(UnreadableFile, match="没有一页能读（第1页：页面损坏") as raised:
        extract.tables(folder / "x.pdf")
    assert not isinstance(raised.value, NeedsOcr)


def forms(depth: int, times: int) -> bytes:
    """A file of one page whose form draws another one many times, and that one the next."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources 5 0 R>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        b"<</Length 5>>stream\n/F Do\nendstream",
        b"<</XObject<</F 6 0 R>>>>",
    ]
    draw = b"/F Do " * times
    for at in range(depth):
        inner = b"<</XObject<</F %d 0 R>>>>" % (7 + at) if at + 1 < depth else b"<<>>"
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources %b/Length %d>>"
        objects.append(head % (inner, len(draw)) + b"stream\n" + draw + b"\nendstream")
    return written(objects)


def written(objects: Sequence[bytes]) -> bytes:
    """A file of these objects, numbered from 1, the first one its catalogue."""
    data, places = b"%PDF-1.4\n", b""
    for number, one in enumerate(objects, start=1):
        places += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    size, start = len(objects) + 1, len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, places)
    return data + b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def packed(size: int) -> bytes:
    """A file of one page whose drawing commands are blanks, packed small."""
    stream = zlib.compress(b" " * size, 9)
    head = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(stream)
    return written(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<<>>>>",
            head + stream + b"\nendstream",
        ]
    )


@pytest.mark.parametrize("data", [forms(12, 50), packed(900_000_000)], ids=["forms", "packed"])
def test_a_page_that_would_never_end_is_given_up_on(data: bytes) -> None:
    book = plumber.opened(data, None)
    with pytest.raises(pdfium.TooMuch, match="绘图指令太多"):
        plumber.page(book, 0, spare.MOST_BYTES)
    book.close()
