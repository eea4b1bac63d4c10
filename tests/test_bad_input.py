"""Files that are no good: one line each, the right status, and the other files' results."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

import cli
import pipeline
import validate
from extract.survey import LARGEST_DOCX, LARGEST_TEXT, refusal, survey
from model.facts import Facts
from model.relation import Relation, Remark
from tests import poisoned_child
from tests.made_docx import p, package, zipped
from validate.registry import Limits, registered

GOOD = "项目支出绩效自评报告\n\n一、资金情况\n\n预算安排10万元，实际支出8万元，预算执行率90%。\n"
Status = dict[str, str]
Ingest = Callable[..., tuple[int, Status, list[str]]]


@pytest.fixture
def ingest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Ingest:
    """``ingest(*paths)`` beside a good report: exit code, path → status, lines on stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD, "utf-8")

    def call(*paths: str) -> tuple[int, Status, list[str]]:
        code = cli.run(["ingest", *(paths or ("in",)), "--out", "out"])
        table = Path("out/documents.csv")
        content = table.read_bytes().decode("utf-8-sig") if table.exists() else ""
        rows = csv.DictReader(io.StringIO(content, newline=""))
        lines = capsys.readouterr().err.splitlines()
        return code, {row["path"]: row["status"] for row in rows}, lines

    return call


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children that do what a report's first line says."""
    monkeypatch.setattr(pipeline, "CHILD", poisoned_child.COMMAND)


def poison(name: str, word: str) -> None:
    (Path("in") / name).write_bytes(poisoned_child.MARK + f"{word}\n{GOOD}".encode())


def one_line_about(name: str, lines: list[str]) -> None:
    """Exactly one line; it names the file and says what to do."""
    assert len(lines) == 1
    assert name in lines[0].split("：", 1)[0]
    assert "请" in lines[0]
    assert "自身出错" not in lines[0]


BINARY = bytes(range(256)) * 64
RANDOM = b"".join(sha256(bytes([n])).digest() for n in range(250))
FILES = {
    "empty.txt": (b"", "failed"),
    "random.txt": (RANDOM, "failed"),
    "noise.txt": (BINARY, "failed"),
    "zeros.txt": (b"\0" * 5000, "failed"),
    "scan.txt": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "failed"),
    "report.pdf": (b"%PDF-1.7\n", "failed"),
    "cut.docx": (b"PK\x03\x04" + b"word/document.xml" * 9, "failed"),
    "noise.docx": (BINARY, "failed"),
    "broken.docx": (zipped({"word/document.xml": "<w:document"}), "failed"),
    "table.docx": (zipped({"xl/workbook.xml": "<x/>"}), "needs_converter"),
    "photo.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "failed"),
    "old.doc": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        "needs_converter",
    ),
    "old.wps": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        "needs_converter",
    ),
    "old.xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
        "needs_converter",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_costs_one_line_and_no_other_files_result(name: str, ingest: Ingest) -> None:
    content, status = FILES[name]
    (Path("in") / name).write_bytes(content)
    code, statuses, lines = ingest()
    assert (code, statuses) == (3, {name: status, "good.txt": "ok"})
    one_line_about(name, lines)


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_alone_is_2(name: str, ingest: Ingest) -> None:
    Path(name).write_bytes(FILES[name][0])
    code, statuses, lines = ingest(name)
    assert (code, statuses) == (2, {name: FILES[name][1]})
    one_line_about(name, lines)


@pytest.mark.parametrize("name", ["~$good.docx", ".gitkeep", "photo.png", "list.csv", "tool.exe"])
def test_what_is_no_report_is_skipped_in_silence(name: str, ingest: Ingest) -> None:
    (Path("in") / name).write_bytes(b"" if name == ".gitkeep" else BINARY)
    code, statuses, lines = ingest()
    assert (code, statuses[name], lines) == (0, "skipped", [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "gb18030", "big5hkscs"])
def test_text_in_another_encoding_is_not_taken_for_binary(encoding: str, ingest: Ingest) -> None:
    words = "預算安排10萬元，實際支出8萬元。\n" * 3
    (Path("in") / "other.txt").write_bytes(words.encode(encoding))
    code, statuses, _ = ingest()
    assert (code, statuses["other.txt"]) == (0, "ok")


def test_cut_off_utf8_is_read_and_said_to_be_damaged(ingest: Ingest) -> None:
    (Path("in") / "cut.txt").write_bytes(GOOD.encode("utf-8")[:-2])
    code, statuses, _ = ingest()
    assert (code, statuses["cut.txt"]) == (0, "partial")


def test_a_missing_path_is_2_and_writes_nothing(ingest: Ingest) -> None:
    code, statuses, lines = ingest("nix")
    assert (code, statuses) == (2, {})
    one_line_about("nix", lines)
    assert not Path("out").exists()


def test_a_missing_path_beside_a_good_one_is_3_and_the_good_ones_results_stay(
    ingest: Ingest,
) -> None:
    code, statuses, lines = ingest("nix.txt", "in")
    assert (code, statuses) == (3, {"nix.txt": "failed", "good.txt": "ok"})
    one_line_about("nix.txt", lines)


def test_a_folder_without_reports_is_2(ingest: Ingest) -> None:
    Path("bare").mkdir()
    (Path("bare") / "~$lock.docx").write_bytes(b"x")
    code, statuses, lines = ingest("bare")
    assert (code, statuses) == (2, {})
    one_line_about("bare", lines)


def test_a_folder_named_like_a_report_is_walked_not_read(ingest: Ingest) -> None:
    (Path("in") / "x.txt").mkdir()
    (Path("in") / "x.txt" / "y.txt").write_text(GOOD, "utf-8")
    assert ingest()[:2] == (0, {"good.txt": "ok", "x.txt/y.txt": "ok"})


def test_check_of_a_folder_says_to_use_ingest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.txt").mkdir()
    assert cli.run(["check", str(tmp_path / "x.txt")]) == 2
    assert "gouji ingest" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_to_nowhere_is_a_failed_file(ingest: Ingest) -> None:
    (Path("in") / "gone.txt").symlink_to("nowhere")
    code, statuses, lines = ingest()
    assert (code, statuses["gone.txt"]) == (3, "failed")
    one_line_about("gone.txt", lines)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_in_a_circle_end(ingest: Ingest) -> None:
    (Path("in") / "round").symlink_to(".")
    (Path("in") / "self.txt").symlink_to("self.txt")
    code, statuses, _ = ingest()
    assert (code, statuses) == (3, {"good.txt": "ok", "self.txt": "failed"})


@pytest.mark.usefixtures("poisoned")
def test_a_file_that_may_not_be_opened_is_a_failed_file(ingest: Ingest) -> None:
    poison("closed.txt", "denied")
    code, statuses, lines = ingest()
    assert (code, statuses) == (3, {"closed.txt": "failed", "good.txt": "ok"})
    one_line_about("closed.txt", lines)
    assert "权限" in lines[0]


@pytest.mark.usefixtures("poisoned")
def test_a_file_that_is_refused_a_process_is_told_as_a_runaway(ingest: Ingest) -> None:
    poison("runaway.txt", "refused")
    code, statuses, lines = ingest()
    assert (code, statuses) == (3, {"runaway.txt": "failed", "good.txt": "ok"})
    one_line_about("runaway.txt", lines)
    assert "不断启动别的程序" in lines[0]


@pytest.mark.usefixtures("poisoned")
def test_a_file_that_vanishes_before_it_is_read_is_a_failed_file(ingest: Ingest) -> None:
    poison("gone.txt", "vanish")
    code, statuses, lines = ingest()
    assert (code, statuses) == (3, {"gone.txt": "failed", "good.txt": "ok"})
    one_line_about("gone.txt", lines)


@pytest.mark.skipif(os.name == "nt", reason="such names exist on POSIX only")
def test_odd_names_survive(ingest: Ingest) -> None:
    for name in (b"new\nline.txt", b'quo"te,.txt', b"by\xfftes.txt"):
        (Path("in") / os.fsdecode(name)).write_text(GOOD, "utf-8")
    code, statuses, _ = ingest()
    names = {"good.txt", "new\nline.txt", 'quo"te,.txt', "by\\udcfftes.txt"}
    assert (code, set(statuses)) == (0, names)


@pytest.mark.skipif(os.name == "nt", reason="such names exist on POSIX only")
def test_a_failure_line_stays_one_line_whatever_the_name(ingest: Ingest) -> None:
    (Path("in") / "new\nline.txt").touch()
    assert ingest()[2][0].startswith("in/new\\nline.txt：")


def test_a_name_too_long_for_the_system_is_a_missing_file(ingest: Ingest) -> None:
    code, _, lines = ingest("x" * 5000)
    assert (code, len(lines)) == (2, 1)


@pytest.mark.skipif(os.name == "nt", reason="pipes by name exist on POSIX only")
def test_a_pipe_in_a_folder_is_not_waited_for(ingest: Ingest) -> None:
    os.mkfifo("in/pipe.txt")
    assert ingest()[:2] == (0, {"good.txt": "ok", "pipe.txt": "skipped"})


def test_a_hundred_megabytes_of_text_are_refused_before_they_fill_the_memory(
    ingest: Ingest,
) -> None:
    line = "预算安排10万元。\n".encode()
    with (Path("in") / "huge.txt").open("wb") as file:
        file.writelines([line * 100_000] * (100_000_000 // (len(line) * 100_000) + 1))
    assert (Path("in") / "huge.txt").stat().st_size > LARGEST_TEXT
    code, statuses, lines = ingest()
    assert (code, statuses["huge.txt"]) == (3, "failed")
    one_line_about("huge.txt", lines)


def test_a_docx_of_a_gigabyte_is_refused_before_it_is_opened(ingest: Ingest) -> None:
    with (Path("in") / "huge.docx").open("wb") as file:
        file.write(package(p("正文")))
        file.truncate(LARGEST_DOCX + 1)
    found = [one for one in survey([Path("in")]) if one.name == "huge.docx"]
    why = refusal(found[0])
    assert why is not None
    assert "256 MB" in why.zh
    assert ingest()[1]["good.txt"] == "ok"


def test_a_docx_is_read_under_its_content_not_its_name(ingest: Ingest) -> None:
    (Path("in") / "report.DOCX").write_bytes(package(p("项目绩效自评报告") + p("预算10万元。")))
    (Path("in") / "bare").write_bytes(package(p("项目绩效自评报告") + p("预算10万元。")))
    assert ingest()[:2] == (0, {"good.txt": "ok", "report.DOCX": "ok", "bare": "ok"})


def test_a_line_of_five_megabytes_is_left_out_and_said_to_be(ingest: Ingest) -> None:
    line = "预算安排10万元，" * 210_000
    (Path("in") / "long.txt").write_text(f"{GOOD}{line}\n{GOOD}", "utf-8")
    (Path("in") / "only.txt").write_text(line, "utf-8")
    code, statuses, lines = ingest()
    assert (code, statuses["long.txt"], statuses["only.txt"]) == (3, "partial", "failed")
    one_line_about("only.txt", lines)


@pytest.mark.usefixtures("poisoned")
def test_our_own_mistake_in_one_file_costs_one_line(ingest: Ingest) -> None:
    poison("other.txt", "stumble")
    code, statuses, lines = ingest()
    assert (code, statuses) == (3, {"good.txt": "ok", "other.txt": "failed"})
    assert lines[0].startswith("in/other.txt：gouji 自身出错（KeyError")


def test_results_that_cannot_be_written_are_one_line_and_2(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(path: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "replace", deny)
    code, _, lines = ingest()
    assert (code, len(lines)) == (2, 1)
    assert not list(Path("out").glob("*.csv"))


def test_the_folder_of_the_results_is_not_read_back(ingest: Ingest) -> None:
    ingest("in")
    Path("in/out").mkdir()
    (Path("in/out") / "old.txt").write_text(GOOD, "utf-8")
    found = survey([Path("in")], leave_out=Path("in/out"))
    assert [file.name for file in found] == ["good.txt"]


def test_a_rule_that_falls_over_costs_no_other_rules_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "绩效自评报告\n一、资金\n项目预算10万元，实际支出8万元，预算执行率90.00%。\n"
    path = tmp_path / "report.txt"
    path.write_text(text, "utf-8")
    whole = pipeline.process(path)

    def broken(_facts: Facts, _limits: Limits) -> Iterator[Relation | Remark]:
        raise KeyError

    rules = tuple(
        replace(rule, judge=broken) if rule.code == "SUM05" else rule for rule in registered()
    )
    monkeypatch.setattr(validate, "_catalogue", lambda: rules)
    with pytest.raises(KeyError):
        pipeline.process(path)
    report = pipeline.process(path, patient=True)
    assert report.fallen[0].startswith("规则 SUM05 自身出错（KeyError，test_bad_input.py:")
    assert report.findings == whole.findings != ()
