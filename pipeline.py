"""From a file to its findings, and from many files to many results."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from errno import ENOMEM
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import extract
import normalize
import validate
from contract.packing import checks_of, document_of, facts_of
from contract.parcel import FALLEN, JUDGED, Keys, Parcel, encode, judgement, parcel
from extract.options import USUAL, Options
from extract.page_tables import by_page
from extract.survey import (
    LARGEST,
    Found,
    Listed,
    Refusal,
    is_report,
    listed,
    met,
    nothing,
    promises,
    reason,
    refusal,
    survey,
)
from intake import orders, versions
from intake.orders import GO, Order
from model.document import Document
from model.errors import GoujiError, NeedsOcr, OutOfReach
from model.facts import NONE, Corrections, Facts
from model.finding import Report, Unopened
from model.page_tables import PageTables
from model.settings import USUAL as AS_USUAL
from model.settings import Settings
from normalize.lists import fingerprint
from workers import serve

if TYPE_CHECKING:  # the database is loaded where one is opened: children and `check` have none
    from intake.run import Wishes, Work
    from store.opening import Store

T = TypeVar("T")


CHILD = (sys.executable, "-P", "-m", "pipeline", "--child")
"""What starts a child; ``-P``: a file called pipeline.py where the user stands is not ours."""


def settle() -> None:
    """Tell the garbage collector what to expect; a command calls this once, before its work.

    What is loaded stays, and records make no cycles: looking at them all again every 700 objects
    costs a tenth of the time and finds nothing.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def process(  # noqa: PLR0913  what a report can be read with
    path: Path,
    name: str | None = None,
    corrections: Corrections = NONE,
    options: Options = USUAL,
    settings: Settings = AS_USUAL,
    *,
    patient: bool = False,
) -> Report:
    """One report, start to end. ``name`` is what the results call it; the path if not given.

    ``patient``: a rule that falls over is a warning of the report, and the others go on; else its
    error is raised.
    """
    words = normalize.vocabulary()
    document = extract.document(path, words, name, options)
    quoted = extract.records(document, words, normalize.scan)
    facts = normalize.facts(quoted, document, corrections)
    return judged(document, facts, settings, patient=patient)


def judged(
    document: Document,
    facts: Facts,
    settings: Settings = AS_USUAL,
    *,
    patient: bool = False,
) -> Report:
    """The last stage alone: the rules, for a report that was read before."""
    fallen: list[str] = []

    def fell(code: str, error: Exception) -> None:
        fallen.append(_fallen(code, error))

    checks = validate.checks(facts, settings, fell if patient else None)
    findings = validate.findings(checks, validate.owner(facts, document.doc_id), settings)
    return Report(document, facts, checks, findings, tuple(fallen))


def files(paths: Sequence[Path], leave_out: Path | None = None) -> tuple[Listed, ...]:
    """Every file at and below the paths, in an order that depends on names only.

    A path that does not exist is a file among the others. ``leave_out`` is a folder not to be
    walked: where the results go. Raises UsageError when there is nothing to read at all.
    """
    found = listed(paths, leave_out)
    # None is opened here as long as its first bytes promise a report: the parent reads no file.
    if not any(promises(one.path) for one in found) and not any(_promising(one) for one in found):
        trouble = nothing(paths, survey(paths, leave_out))
        if trouble is not None:
            raise trouble
    return found


def _promising(one: Listed) -> bool:
    file = met(one.path, one.name, asked=one.asked)
    return is_report(file) and not (file.kind == "lost" and file.asked)


def ingest(store: Store, files: Sequence[Listed], wishes: Wishes) -> Work:
    """The files into the store, each read in a child that may fail alone.

    What the store holds already is not read again.
    """
    from intake.run import begun  # noqa: PLC0415

    return begun(store, files, wishes)


def recheck(store: Store, wishes: Wishes, *, everything: bool = False) -> Work:
    """Every report of the store judged by today's rules, if it was not; no report is opened."""
    from intake.run import begun_again  # noqa: PLC0415

    return begun_again(store, wishes, everything=everything)


def keys(options: Options = USUAL, settings: Settings = AS_USUAL) -> Keys:
    """What results depend on besides the bytes. A password opens a file; it does not change it."""
    said = f"{options.engine} {options.join} {fingerprint()}"
    judged = f"{versions.of_rules()} {settings!r}"
    return Keys(
        extraction=versions.digest(f"{versions.of_reading()} {said}"),
        validation=versions.digest(judged),
        packing=versions.of_packing(),
        rules=versions.of_rules(),
    )


def archive(
    paths: Sequence[Path], leave_out: Path | None = None
) -> list[tuple[str, int, int, Refusal | None]]:
    """What lies below the paths: kind, files, bytes, why such are not read; most first."""
    files = survey(paths, leave_out)
    trouble = nothing(paths, files)
    if trouble is not None:
        raise trouble
    kinds: dict[str, list[Found]] = {}
    for found in files:
        kinds.setdefault(found.kind, []).append(found)
    rows = [
        (kind, len(same), sum(found.size or 0 for found in same), refusal(same[-1]))
        for kind, same in kinds.items()
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def take(
    found: Found,
    options: Options = USUAL,
    settings: Settings = AS_USUAL,
    *,
    supervised: bool = False,
) -> Report | Unopened:
    """What one file gives, from end to end. ``supervised``: in a child that may fail alone."""

    def work(path: Path, name: str) -> Report:
        return process(path, name, options=options, settings=settings, patient=True)

    return _guarded(found, work, supervised=supervised)


def tables(found: Found, options: Options = USUAL) -> tuple[PageTables, ...] | Unopened:
    """The tables of one file page by page, not yet interpreted."""

    def work(path: Path, name: str) -> tuple[PageTables, ...]:
        return by_page(extract.document(path, normalize.vocabulary(), name, options))

    return _guarded(found, work)


def document(found: Found, options: Options = USUAL) -> Document | Unopened:
    """The text of one file with its pages and tables, nothing read from it yet."""

    def work(path: Path, name: str) -> Document:
        return extract.document(path, normalize.vocabulary(), name, options)

    return _guarded(found, work)


def _guarded(
    found: Found, work: Callable[[Path, str], T], *, supervised: bool = False
) -> T | Unopened:
    """The work on one file. Whatever is wrong with it, our own mistake too, stays with it.

    ``supervised``: a lack of memory, or a process that was refused, is for the parent to tell, who
    tries it again alone.
    """
    why = refusal(found)
    if why is not None:
        return Unopened(found.name, doc_id(found), why.status, why.zh, why.en)
    status, passing = "failed", False
    try:
        return work(found.path, found.name)
    except NeedsOcr as error:
        status, zh, en = "needs_ocr", error.zh, error.en
    except GoujiError as error:
        zh, en, passing = error.zh, error.en, isinstance(error, OutOfReach)
    except OSError as error:
        if supervised and error.errno == ENOMEM:
            raise MemoryError from error
        if supervised and isinstance(error, BlockingIOError):  # a process was refused, see serve
            raise
        zh, en = reason(error)
        passing = True
    except MemoryError:
        if supervised:
            raise
        zh = "内存不够，此文件未读；请关掉别的程序后再试，或用 gouji ingest 单独读它"
        en = "out of memory, not read; close other programs, or read it by gouji ingest"
    except Exception as error:  # noqa: BLE001 - see the docstring; the line says where it happened
        zh, en = _mistake(error)
    return Unopened(found.name, doc_id(found), status, zh, en, passing)


def doc_id(found: Found) -> str | None:
    """The first 16 hex digits of the SHA-256 of a file's bytes.

    None where they cannot be read, or are more than any report has.
    """
    digest = _sha256(found)
    return None if digest is None else digest[:16]


def _sha256(found: Found) -> str | None:
    if found.size is None or found.size > LARGEST:  # a sparse file of a terabyte takes an hour
        return None
    try:
        with found.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def child() -> None:
    """The life of a child: whatever an ingest or a recheck gives it to do, one at a time."""
    settle()
    serve(_carried_out)


def _carried_out(payload: bytes, ask: Callable[[bytes], bytes]) -> bytes:
    order = orders.decode(payload)
    if order.document is not None and order.facts is not None:
        return encode(_judged_again(order, order.document, order.facts))
    found = met(Path(os.fsdecode(order.path)), order.name, asked=order.asked)
    digest = _sha256(found)
    if refusal(found) is not None or digest is None:
        result = take(found, order.options, order.settings, supervised=True)
        result = _moved(found) if isinstance(result, Report) else result
        made = parcel(found.kind, found.size, digest, result)
        return encode(replace(made, own=True))
    if ask(f"{digest} {found.kind}".encode()) != GO:
        return encode(Parcel(kind=found.kind, size=found.size, sha256=digest, known=True))
    result = take(found, order.options, order.settings, supervised=True)
    return encode(parcel(found.kind, found.size, digest, _held_still(found, digest, result)))


def _held_still(found: Found, digest: str, result: Report | Unopened) -> Report | Unopened:
    """The result, unless the file was another when it was read than when its bytes were told."""
    told = result.document.doc_id if isinstance(result, Report) else result.doc_id
    if told == digest[:16] or (isinstance(result, Unopened) and result.passing):
        return result
    return _moved(found)


def _moved(found: Found) -> Unopened:
    zh = "文件在读的时候变了；请等别的程序写完后再运行同一条命令"
    en = "the file changed while it was read; run it again when nothing writes to it"
    return Unopened(found.name, None, "failed", zh, en, passing=True)


def _judged_again(order: Order, document: bytes, facts: bytes) -> Parcel:
    """A report judged again; its document is needed only where that changes anything."""
    fallen: list[str] = []

    def fell(code: str, error: Exception) -> None:
        fallen.append(_fallen(code, error))

    known = facts_of(facts)
    if order.before is None or order.rules is None:
        checks = validate.checks(known, order.settings, fell)
    else:
        before = checks_of(order.before)
        checks = validate.rechecked(known, before, order.rules, order.settings, fell)
    whose = validate.owner(known, (order.sha256 or "")[:16])
    findings = validate.findings(checks, whose, order.settings)
    if judgement(checks, findings, fallen) == order.judgement:
        return Parcel(kind=JUDGED, size=None, sha256=order.sha256, known=True)
    report = Report(document_of(document), known, checks, findings, tuple(fallen))
    return parcel(JUDGED, None, order.sha256, report)


def _mistake(error: Exception) -> tuple[str, str]:
    """One line for a fault of gouji's own: what it was and where in our code it happened."""
    what = _where(error)
    return (
        f"gouji 自身出错（{what}），此文件未读；请把文件和这一行交给维护者",
        f"a fault of gouji's own ({what}); hand the file and this line to its maintainers",
    )


def _fallen(code: str, error: Exception) -> str:
    """The warning that stands in a report for a rule that fell over on it."""
    return f"规则 {code} {FALLEN}（{_where(error)}），此项未复核；请把文件和这一行交给维护者"


def _where(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}，{Path(frame.filename).name}:{frame.lineno}"


if __name__ == "__main__":
    if sys.argv[1:] != ["--child"]:
        sys.exit("python -m pipeline --child: started by gouji itself only")
    child()
