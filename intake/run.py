"""Many files at once: what has to be done is given to children, what comes back is stored."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from contract.parcel import FALLEN, JUDGED, Keys, Parcel, decode
from contract.rows import columns
from contract.shapes import Profile
from extract.options import USUAL, Options
from extract.survey import LARGEST_TEXT, Listed
from intake import orders
from intake.orders import GO, KNOWN, Order
from intake.plan import File, Plan, looked_at, moved, planned, source_of
from model.settings import USUAL as AS_USUAL
from model.settings import Settings
from store import reading, saving
from store.opening import Store
from store.reading import Held, Known
from store.saving import Attempt, Source
from workers import Done, Limits, Lost, Task, supervise

_TIME_ZH = "超过时限仍未读完，已停止；请检查文件，或放宽 --timeout 并加 --retry-failed 再试"
_TIME_EN = "not read within its time, stopped; check the file, or --timeout and --retry-failed"
_MEMORY_ZH = "读它要用的内存超过上限，已停止；请检查文件，或放宽 --memory 并加 --retry-failed 再试"
_MEMORY_EN = "needs more memory than allowed, stopped; check it, or --memory and --retry-failed"
_PROCESSES_ZH = "读它时不断启动别的程序，已停止；这不是正常的报告，请勿打开"
_PROCESSES_EN = "kept starting other programs, stopped; this is no ordinary report, do not open it"
_CRASH_ZH = "读它的程序崩溃（{detail}），其他文件不受影响；请检查文件，或换一种格式再试"
_CRASH_EN = "crashed the program that read it ({detail}); check the file, or try another format"
_WHY = {
    "timeout": (_TIME_ZH, _TIME_EN),
    "memory": (_MEMORY_ZH, _MEMORY_EN),
    "processes": (_PROCESSES_ZH, _PROCESSES_EN),
    "crash": (_CRASH_ZH, _CRASH_EN),
}
_ROOT = columns("findings").index("root") + 1  # behind the number of the row


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How an ingest is to go.

    ``again``: what failed before is read again. ``limit``: files to read at most. ``command``
    starts a child. ``stop`` turns true when the user wants to end. ``temp``: for temporary files.
    """

    keys: Keys
    command: Sequence[str]
    options: Options = USUAL
    settings: Settings = AS_USUAL
    again: bool = False
    limit: int | None = None
    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    stop: Callable[[], bool] = lambda: False
    temp: Path | None = None


@dataclass(frozen=True, slots=True)
class Landed:
    """A file that is done.

    ``how``: ``read``, ``copy`` (the store had its bytes), ``judged`` or ``kept`` as it was. ``key``
    is its path as the store has it. ``findings`` are those that follow from no other; ``size`` is
    in bytes.
    """

    path: Path
    key: str
    how: str
    size: int
    status: str
    findings: int = 0
    error: str | None = None
    error_en: str | None = None


@dataclass(slots=True)
class Run:
    """What an ingest has to remember: which content children are reading, and by which task.

    ``everything``: rules that have not changed are run again too.
    """

    store: Store
    wishes: Wishes
    held: dict[str, Held]
    judgings: dict[str, tuple[str, str]]
    everything: bool = False
    files: dict[int, File] = field(default_factory=dict[int, File])
    digests: dict[int, tuple[str, str]] = field(default_factory=dict[int, tuple[str, str]])
    taken: dict[str, int] = field(default_factory=dict[str, int])
    judged: set[int] = field(default_factory=set[int])


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done, and every file as it is done, in the order in which they end.

    ``foreign`` counts reports that another gouji packed, which cannot be judged but read again.
    """

    plan: Plan
    landed: Generator[Landed, None, None]
    foreign: int = 0


def begun(store: Store, listed: Sequence[Listed], wishes: Wishes) -> Work:
    """What is to be done with the files; those not yet read are noted as pending."""
    run = _run(store, wishes)
    with store.reading() as connection:
        known = reading.known_sources(connection)
    files = tuple(looked_at(listed, known))
    sealed = wishes.options.password is not None
    made = planned(
        files, run.held, wishes.keys, again=wishes.again, unsealed=sealed, limit=wishes.limit
    )
    changed = [moved(file, wishes.keys) for file in (*made.keep, *made.judge, *made.same)]
    pending = [source_of(file, wishes.keys) for file in (*made.read, *made.later)]
    saving.link(store, [*(one for one in changed if one is not None), *pending])
    return Work(made, _carried_out(run, made))


def begun_again(store: Store, wishes: Wishes, *, everything: bool) -> Work:
    """The reports that were judged by other rules than today's, or every one; no file is opened."""
    run = replace(_run(store, wishes), everything=everything)
    held = run.held
    with store.reading() as connection:
        names = reading.names(connection)
    old = [
        _as_file(doc_id, names.get(doc_id, doc_id))
        for doc_id, one in held.items()
        if one.status in {"ok", "partial"}
        and one.packing == wishes.keys.packing
        and (everything or one.validation != wishes.keys.validation)
    ]
    foreign = sum(
        one.status in {"ok", "partial"} and one.packing != wishes.keys.packing
        for one in held.values()
    )
    made = Plan((), (), tuple(old))
    return Work(made, _carried_out(run, made), foreign)


def _carried_out(run: Run, made: Plan) -> Generator[Landed, None, None]:
    wishes = run.wishes
    for file in made.keep:
        document = run.held.get((file.known and file.known.doc_id) or "")
        own = file.known.status if file.known is not None else None
        status = own or (document.status if document is not None else "pending")
        yield Landed(file.listed.path, file.path, "kept", file.size, status)
    outcomes = supervise(
        _tasks(run, made),
        wishes.command,
        wishes.jobs,
        lambda task, question: _answer(run, task, question),
        wishes.limits,
        wishes.stop,
        wishes.temp,
    )
    for outcome in outcomes:
        yield _land(run, outcome)


def _run(store: Store, wishes: Wishes) -> Run:
    saving.note_judging(store, wishes.keys, orders.written(wishes.settings))
    with store.reading() as connection:
        return Run(store, wishes, reading.held_documents(connection), reading.judgings(connection))


def _as_file(doc_id: str, name: str) -> File:
    """A report that only the store is asked for."""
    nowhere = Listed(Path(name), name, Path(name), 0)
    known = Known(None, None, "unknown", doc_id, None, None, None, "", name, "")
    return File(nowhere, name, 0, None, known)


# ---- tasks ------------------------------------------------------------------------------------


def _tasks(run: Run, made: Plan) -> Iterator[Task]:
    """Rules first: what was read before is up to date the sooner."""
    for number, file in enumerate((*made.judge, *made.read)):
        judged = number < len(made.judge)
        order = _judging(run, file) if judged else _reading(run, file)
        if judged:
            run.judged.add(number)
        run.files[number] = file
        # What is larger is pictures or refused; it must not lengthen a deadline to hours.
        yield Task(str(number), orders.encode(order), min(file.size, LARGEST_TEXT))


def _reading(run: Run, file: File) -> Order:
    wishes, one = run.wishes, file.listed
    path = os.fsencode(os.path.abspath(one.path))  # noqa: PTH100  a child may stand elsewhere
    return Order(
        path=path,
        name=one.name.encode("utf-8", "backslashreplace").decode(),
        asked=one.asked,
        options=wishes.options,
        settings=wishes.settings,
    )


def _judging(run: Run, file: File) -> Order:
    doc_id = (file.known.doc_id if file.known is not None else None) or ""
    kept = reading.packed(run.store, doc_id)
    order = _reading(run, file)
    if kept is None:
        return order
    held = run.held[doc_id]
    return replace(
        order,
        sha256=held.sha256,
        document=kept[0],
        facts=kept[1],
        before=kept[2],
        judgement=held.judgement,
        rules=_changed(run, held),
    )


def _changed(run: Run, held: Held) -> tuple[str, ...] | None:
    """The rules that may judge a report otherwise than when it was judged last; None for all."""
    known = run.judgings.get(held.validation or "")
    if known is None or known[0] != run.wishes.keys.rules or FALLEN in (held.warnings or ""):
        return None
    if run.everything:
        return None
    old, new = orders.settings_of(known[1]), run.wishes.settings
    codes = {one.rule for one in {*old.off} ^ {*new.off}}
    return tuple(sorted(codes | {one.rule for one in {*old.limits} ^ {*new.limits}}))


def _answer(run: Run, task: Task, question: bytes) -> bytes:
    """Whether a content is still to be read; each is by one child only."""
    number, (sha256, kind) = int(task.name), question.decode("ascii").split(" ")
    run.digests[number] = sha256, kind
    if run.taken.setdefault(sha256, number) != number:
        return KNOWN
    # Another ingest may have stored it since this one began.
    held = reading.held_document(run.store, sha256[:16])
    if held is None or held.sha256 != sha256 or held.extraction != run.wishes.keys.extraction:
        return GO
    current = held.validation == run.wishes.keys.validation
    failed = held.status == "failed" and (run.wishes.again or run.wishes.options.password)
    return KNOWN if current and not failed else GO


# ---- outcomes ---------------------------------------------------------------------------------


def _land(run: Run, outcome: Done | Lost) -> Landed:
    number = int(outcome.task.name)
    file = run.files.pop(number)
    sha256, kind = run.digests.pop(number, (None, "unknown"))
    if isinstance(outcome, Lost):
        if number in run.judged:
            return _not_judged(run, file, outcome)
        return _lost(run, file, sha256, kind, outcome)
    made = decode(outcome.payload)
    how = "judged" if made.kind == JUDGED else "copy" if made.known else "read"
    doc_id = made.profile.doc_id if made.profile is not None else (sha256 or "")[:16]
    tried = Attempt(
        at=_now(),
        path=file.path,
        doc_id=doc_id,
        kind=made.kind,
        work=how,
        outcome=made.profile.status if made.profile is not None else "known",
        seconds=round(outcome.seconds, 6),
        rss=outcome.rss,
        worker=outcome.worker,
    )
    met = None if how == "judged" else _met(run, file, made, doc_id)
    keys = run.wishes.keys
    if how == "judged" and made.known and made.sha256 is not None:
        held = run.held[made.sha256[:16]]
        saving.unchanged(run.store, made.sha256[:16], held.judgement, keys, tried)
        return Landed(file.listed.path, file.path, how, file.size, "ok")
    if how == "judged" and doc_id is not None:
        keys = replace(keys, extraction=run.held[doc_id].extraction)
    saving.save(run.store, made, keys, met, tried)
    profile = made.profile or Profile(doc_id=doc_id, path=file.listed.name, status="ok")
    findings = sum(row[_ROOT] is None for row in made.lists.get("findings", ()))
    return Landed(
        path=file.listed.path,
        key=file.path,
        how=how,
        size=file.size,
        status=profile.status,
        findings=findings,
        error=profile.error,
        error_en=profile.error_en,
    )


def _met(run: Run, file: File, made: Parcel, doc_id: str | None) -> Source:
    """The file as the store is told of it once it was looked into."""
    # What could not be opened is known by nothing; the next run looks again.
    kind = "lost" if made.passing else made.kind
    met = replace(source_of(file, run.wishes.keys), kind=kind, bytes=made.size, doc_id=doc_id)
    profile = made.profile
    if profile is None or not made.own:
        return replace(met, status=None)
    return replace(met, status=profile.status, error=profile.error, error_en=profile.error_en)


def _lost(run: Run, file: File, sha256: str | None, kind: str, outcome: Lost) -> Landed:
    """A file that ended its child twice, with the reason, not to be tried again unasked."""
    zh, en = (said.format(detail=outcome.detail) for said in _WHY[outcome.why])
    doc_id = sha256[:16] if sha256 is not None else None
    profile = Profile(doc_id=doc_id, path=file.listed.name, status="failed", error=zh, error_en=en)
    made = Parcel(kind=kind, size=file.size, sha256=sha256, profile=profile, own=sha256 is None)
    tried = Attempt(
        at=_now(),
        path=file.path,
        doc_id=doc_id,
        kind=kind,
        work="read",
        outcome=outcome.why,
        seconds=round(outcome.seconds, 6),
        rss=None,
        worker=None,
    )
    met = _met(run, file, made, doc_id)
    saving.save(run.store, made, run.wishes.keys, met, tried, lost=outcome.why)
    return Landed(file.listed.path, file.path, "read", file.size, "failed", 0, zh, en)


def _not_judged(run: Run, file: File, outcome: Lost) -> Landed:
    """A report that the rules could not get through: the store keeps what it had of it."""
    zh, en = (said.format(detail=outcome.detail) for said in _WHY[outcome.why])
    tried = Attempt(
        at=_now(),
        path=file.path,
        doc_id=file.known.doc_id if file.known is not None else None,
        kind=JUDGED,
        work="judged",
        outcome=outcome.why,
        seconds=round(outcome.seconds, 6),
        rss=None,
        worker=None,
    )
    saving.note(run.store, tried)
    zh, en = (
        f"重新复核时{zh}；结果表中仍是上次复核的结果",
        f"judging it anew: {en}; the last results stay",
    )
    return Landed(file.listed.path, file.path, "judged", file.size, "failed", 0, zh, en)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
