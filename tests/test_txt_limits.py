"""Files that are no text, and texts beyond the limits."""

from __future__ import annotations

import random
import time
import tracemalloc

import pytest

from extract.readers import txt
from model.errors import GoujiError, UnknownFormat, UnreadableFile
from normalize import vocabulary


def refusal(data: bytes) -> GoujiError:
    with pytest.raises(GoujiError) as caught:
        txt.read(data, "甲.txt", vocabulary())
    error = caught.value
    assert "\n" not in error.zh + error.en
    assert "甲.txt" not in error.zh + error.en
    return error


@pytest.mark.parametrize("data", [b"", b"\n\n \r\n", "　\n".encode(), b"\xef\xbb\xbf", b"\t\t\n"])
def test_file_without_text_is_unreadable(data: bytes) -> None:
    assert isinstance(refusal(data), UnreadableFile)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04" + b"\0" * 40, "ZIP"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, "Office"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
    ],
)
def test_other_formats_under_txt_are_named(data: bytes, kind: str) -> None:
    error = refusal(data)
    assert isinstance(error, UnknownFormat)
    assert kind in error.zh


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_text(seed: int) -> None:
    assert isinstance(refusal(random.Random(seed).randbytes(3000)), UnknownFormat)  # noqa: S311 # not a secret


def test_hundred_megabytes_are_refused_at_once() -> None:
    data = b"a" * 100_000_000
    began = time.perf_counter()
    tracemalloc.start()
    error = refusal(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(error, UnreadableFile)
    assert "100 MB" in error.zh
    assert time.perf_counter() - began < 1
    assert peak < 1_000_000


def test_line_beyond_the_limit_is_left_out_with_a_warning() -> None:
    text = "青岗县报告\n" + "甲" * 1_700_000 + "\n结论良好。\n"
    document = txt.read(text.encode(), "甲.txt", vocabulary())
    assert [document.read(block.source) for block in document.blocks] == [
        "青岗县报告",
        "结论良好。",
    ]
    assert "第2行" in document.warnings[0]


def test_nothing_but_a_line_beyond_the_limit_is_unreadable() -> None:
    assert isinstance(refusal(("甲" * 1_700_000).encode()), UnreadableFile)


def test_too_many_lines_are_refused() -> None:
    assert isinstance(refusal(b"a\n" * (txt.MAX_LINES + 1)), UnreadableFile)


@pytest.mark.parametrize(
    "pattern",
    [
        "\ta\n",
        "|\n",
        "a|b\n\n",
        "a\tb\tc\n\n",
        "一级指标\n二级指标\n三级指标\n",
        "目录\n",
        '"a,\n',
        "（《\n",
        "1\n\n",
    ],
)
def test_time_grows_with_length_only(pattern: str) -> None:
    def seconds(count: int) -> float:
        data = (pattern * count).encode()
        began = time.process_time()
        txt.read(data + "\n完。".encode(), "甲.txt", vocabulary())
        return time.process_time() - began

    seconds(100)
    assert seconds(8000) < 20 * seconds(1000) + 0.3


def test_same_bytes_same_id() -> None:
    assert txt.read(b"abc", "a", vocabulary()).doc_id == "ba7816bf8f01cfea"
