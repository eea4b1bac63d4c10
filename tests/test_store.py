"""The store, in both databases: exact, whole or not at all, and the same rows out as went in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text

import pipeline
from contract.parcel import JUDGED, Keys, Parcel, fen, parcel
from contract.rows import LISTS, Row, columns
from contract.shapes import Profile
from model.errors import UsageError
from store import migrations, reading, saving
from store.faults import StoreFault
from store.opening import Store, opened
from store.saving import Attempt, Decision, Source
from tests.taken_in import report

KEYS = Keys(extraction="e", validation="v", packing="p", rules="r")
TRIED = Attempt(
    at="2026-11-21T10:00:00+00:00",
    path="/in/a.txt",
    doc_id=None,
    kind="text",
    work="read",
    outcome="ok",
    seconds=0.5,
    rss=None,
    worker=1,
)


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path, url) as store:
        yield store


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Parcel]:
    """``made(text)``: what a report of this text gives."""

    def make(content: str, kind: str = "text") -> Parcel:
        path = tmp_path / "made.txt"
        path.write_text(content, "utf-8")
        digest = sha256(path.read_bytes()).hexdigest()
        return parcel(kind, path.stat().st_size, digest, pipeline.process(path, "made.txt"))

    return make


def source(name: str, doc_id: str | None, status: str | None = None) -> Source:
    return Source(
        path=f"/in/{name}",
        root="/in",
        name=name,
        place=f"00000000\x01{name}",
        kind="text",
        bytes=10,
        stamp="10 1 1 1",
        extraction_key="e",
        doc_id=doc_id,
        status=status,
    )


def save(store: Store, one: Parcel, *names: str, keys: Keys = KEYS) -> None:
    assert one.profile is not None
    for name in names or ("a.txt",):
        saving.save(store, one, keys, source(name, one.profile.doc_id), TRIED)


def rows(store: Store, table: str) -> list[dict[str, object]]:
    with store.reading() as connection:
        return [
            dict(zip(columns(table), row, strict=True)) for row in reading.rows(connection, table)
        ]


def count(store: Store, table: str) -> int:
    with store.reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608


def failed(one: Parcel) -> Parcel:
    assert one.profile is not None
    profile = Profile(
        doc_id=one.profile.doc_id, path="a.txt", status="failed", error="坏", error_en="bad"
    )
    return Parcel(kind="text", size=1, sha256=one.sha256, profile=profile)


# ---- values -----------------------------------------------------------------------------------


def test_every_list_comes_back_as_it_went_in(store: Store, made: Callable[..., Parcel]) -> None:
    one = made(report(rate="90%") + "付甲公司货款3万元。附件共2份。\n")
    save(store, one)
    for name in LISTS:
        width = len(columns(name)) + 1
        given_in: list[Row] = [(row[0], *row[2:width]) for row in one.lists.get(name, ())]
        assert [tuple(row.values()) for row in rows(store, name)] == given_in
    assert rows(store, "figures")


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("0.005元", 1),
        ("12345678901234567890.12元", None),
        ("92233720368547758.07元", 9223372036854775807),
        ("184.8623万元", 184862300),
        ("0元", 0),
    ],
)
def test_amounts_are_exact_text_with_fen_beside(
    store: Store, made: Callable[..., Parcel], printed: str, whole: int | None
) -> None:
    save(store, made(f"项目支出绩效自评报告\n\n预算安排{printed}，实际支出{printed}。\n"))
    with store.reading() as connection:
        asked = text("SELECT budget_initial, budget_initial_fen FROM funding")
        amount, in_fen = connection.execute(asked).one()
    number, unit = printed.removesuffix("元").removesuffix("万"), 10_000 if "万" in printed else 1
    assert (Decimal(amount), in_fen) == (Decimal(number) * unit, whole)
    assert "E" not in amount


def test_fen_of_odd_amounts() -> None:
    found = [fen(one) for one in ("-0.005", "-12.34", "0.0049", "-0", "1" * 40, None)]
    assert found == [-1, -1234, 0, 0, None, None]


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_fen_of_every_amount_that_an_integer_holds(whole: int) -> None:
    assert fen(format(Decimal(whole).scaleb(-2), "f")) == whole


def test_what_is_not_printed_stays_null(store: Store, made: Callable[..., Parcel]) -> None:
    save(store, made(report()))
    row = rows(store, "funding")[0]
    assert (row["balance"], row["received"], row["project"]) == (None, None, None)


def test_odd_characters_come_back(store: Store, made: Callable[..., Parcel]) -> None:
    odd = "预算\x01安排\U00020bb7\u200b10万元，实际支出8万元。%s %(x)s :x ' \"\n"
    one = made(f"项目支出绩效自评报告\n\n{odd}")
    save(store, one)
    raw = columns("claims").index("raw") + 1
    assert [row["raw"] for row in rows(store, "claims")] == [
        row[raw] for row in one.lists["claims"]
    ]


def test_nul_is_kept_or_shown(store: Store, made: Callable[..., Parcel]) -> None:
    save(
        store, made("项目支出绩效自评报告\n\n项目名称：护\0学岗\n预算安排10万元，实际支出8万元。\n")
    )
    project = rows(store, "documents")[0]["project"]
    assert project in {"护\0学岗", "护␀学岗"}


def test_order_is_that_of_code_points(store: Store, made: Callable[..., Parcel]) -> None:
    names = ["A.txt", "B.txt", "_.txt", "a.txt", "ä.txt", "中.txt", "甲.txt", "\U00020bb7.txt"]
    save(store, made(report()), *reversed(names))
    assert [row["path"] for row in rows(store, "manifest")] == names == sorted(names)


@pytest.mark.parametrize("column", ["n", "page"])
def test_text_in_a_column_of_numbers_is_refused(store: Store, column: str) -> None:
    with pytest.raises(StoreFault), store.writing() as connection:
        connection.execute(text(f"INSERT INTO unread (doc_id, {column}) VALUES ('x', 'y')"))  # noqa: S608


# ---- documents and sources --------------------------------------------------------------------


def test_one_document_under_many_names_has_its_rows_once(
    store: Store, made: Callable[..., Parcel]
) -> None:
    save(store, made(report()), "a.txt", "b.txt", "c.txt")
    assert [row["same_as"] for row in rows(store, "manifest")] == [None, "a.txt", "a.txt"]
    assert [row["funding"] for row in rows(store, "manifest")] == [1, 1, 1]
    assert (count(store, "document"), len(rows(store, "funding"))) == (1, 1)


def test_a_failure_in_the_middle_leaves_nothing(
    store: Store, made: Callable[..., Parcel], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made(report())
    save(store, before)
    monkeypatch.setattr(saving, "_source", None)
    for one in (made(report(20)), made(report())):
        with pytest.raises(TypeError):
            save(store, one, "b.txt", keys=replace(KEYS, extraction="other"))
    assert [count(store, name) for name in ("document", "source", "kept", "attempt")] == [1] * 4
    assert rows(store, "documents")[0]["path"] == "a.txt"


def test_a_failure_gives_way_to_a_report_and_not_the_other_way_round(
    store: Store, made: Callable[..., Parcel]
) -> None:
    good = made(report())
    for one in (failed(good), good, failed(good)):
        save(store, one)
    assert (rows(store, "manifest")[0]["status"], len(rows(store, "funding"))) == ("ok", 1)


def test_rules_run_on_facts_that_were_read_anew_meanwhile_do_not_count(
    store: Store, made: Callable[..., Parcel]
) -> None:
    save(store, made(report(rate="90%")))
    late = made(report(rate="90%"), JUDGED)
    anew = replace(KEYS, extraction="anew")
    save(store, made(report(rate="90%")), keys=anew)
    saving.save(store, replace(late, lists={}), KEYS, None, TRIED)
    assert (len(rows(store, "findings")), count(store, "attempt")) == (1, 3)


def test_of_decisions_the_last_counts(store: Store) -> None:
    for verdict in ("驳回", "确认"):
        saving.decide(store, Decision("f", verdict, "注", "甲", "2026-11-21"))
    with store.reading() as connection:
        assert reading.decisions(connection) == {"f": ("确认", "注", "甲", "2026-11-21")}


# ---- several at once --------------------------------------------------------------------------


def test_several_writers_at_once_lose_and_double_nothing(
    url: str, tmp_path: Path, made: Callable[..., Parcel]
) -> None:
    parcels = [made(report(n)) for n in range(1, 7)]
    faults: list[BaseException] = []

    def write() -> None:
        try:
            with opened(tmp_path, url) as store:
                for n, one in enumerate(parcels):
                    save(store, one, f"{n}.txt")
                    saving.decide(store, Decision("f", "确认", "", "", ""))
        except BaseException as error:  # noqa: BLE001  told by the test below
            faults.append(error)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults == []
    with opened(tmp_path, url) as store:
        assert [count(store, one) for one in ("document", "source", "funding")] == [6, 6, 6]
        assert [count(store, one) for one in ("attempt", "decision")] == [24, 24]


def test_a_reader_sees_one_moment(store: Store, made: Callable[..., Parcel]) -> None:
    save(store, made(report()))
    with store.reading() as connection:
        assert len(list(reading.rows(connection, "documents"))) == 1
        writer = threading.Thread(target=save, args=(store, made(report(20)), "b.txt"))
        writer.start()
        writer.join()
        assert len(list(reading.rows(connection, "funding"))) == 1
    assert len(rows(store, "funding")) == 2


def test_a_locked_store_is_one_line_after_its_patience(url: str, tmp_path: Path) -> None:
    with opened(tmp_path, url) as store, opened(tmp_path, url, patience=0.1) as other:  # noqa: SIM117
        with store.writing(), pytest.raises(StoreFault, match="正被另一个程序占用"):
            saving.forget(other, ["x"])


# ---- versions of the schema -------------------------------------------------------------------


@contextmanager
def steps(monkeypatch: pytest.MonkeyPatch, *wanted: migrations.Step) -> Generator[None, None, None]:
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", wanted)
        yield


def more(table: str) -> migrations.Step:
    """A step that adds a column."""

    def step(connection: Connection) -> None:
        connection.execute(text(f"ALTER TABLE {table} ADD COLUMN more TEXT"))

    return step


def noted(done: list[int], number: int) -> migrations.Step:
    def step(_: Connection) -> None:
        done.append(number)

    return step


def test_steps_run_once_and_in_order(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, url):
        pass
    done: list[int] = []
    for number in (2, 2, 4):
        wanted = [noted(done, n) for n in range(2, number + 1)]
        with (
            steps(monkeypatch, *wanted),
            opened(tmp_path, url) as store,
            store.reading() as connection,
        ):
            assert migrations.version(connection) == number
    assert done == [2, 3, 4]


def test_a_step_that_fails_leaves_the_old_store(
    url: str, tmp_path: Path, made: Callable[..., Parcel], monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, url) as store:
        save(store, made(report()))
    with (
        steps(monkeypatch, more("kept"), more("nowhere")),
        pytest.raises(StoreFault),
        opened(tmp_path, url),
    ):
        pass
    with opened(tmp_path, url) as store:
        assert len(rows(store, "funding")) == 1
        with pytest.raises(StoreFault), store.reading() as connection:
            connection.execute(text("SELECT more FROM kept"))


def test_a_later_schema_is_refused(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with steps(monkeypatch, lambda _: None), opened(tmp_path, url):
        pass
    with pytest.raises(UsageError, match="更新版本的 gouji"), opened(tmp_path, url):
        pass


def test_another_programs_database_is_refused(url: str, tmp_path: Path) -> None:
    with opened(tmp_path, url) as store, store.writing() as connection:
        connection.execute(text("DROP TABLE about"))
    with pytest.raises(UsageError, match="别的程序"), opened(tmp_path, url):
        pass
