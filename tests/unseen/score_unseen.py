"""Score the blind set: rows by hand against what the command line gives out.

Each report ``rNN.txt`` has its rows in ``rNN.expected.json``. The command is run on every report,
rows are matched one to one, and fields are compared cell by cell: numbers as Decimal, text without
white space, null as absent. Cells that neither the page nor the contract settles are listed in
a row's ``skip``; a row marked ``optional`` may be given or left out and is not counted.

    python tests/unseen/score_unseen.py [--json] [--verbose]
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
COMMAND = (".venv/bin/gouji", "check", "--format", "json", "--exit-zero")
CLEAN_REPORTS = ("r06", "r08", "r11", "r12", "r15")
"""Reports whose figures all agree, so that an error or a warning there is a false alarm."""

Row = Mapping[str, Any]

FIELDS: dict[str, tuple[str, ...]] = {
    "funding": (
        "label",
        "source",
        "row_kind",
        "budget_initial",
        "budget_adjusted",
        "received",
        "spent",
        "balance",
        "received_rate",
        "execution_rate",
        "weight",
        "score",
    ),
    "indicators": (
        "row_kind",
        "level1",
        "level2",
        "level3",
        "level4",
        "level1_weight",
        "level2_weight",
        "level3_weight",
        "target_raw",
        "target_op",
        "target_value",
        "target_unit",
        "actual_raw",
        "actual_op",
        "actual_value",
        "actual_unit",
        "weight",
        "score",
        "status_raw",
        "standard",
        "reason",
    ),
    "disbursements": ("seq", "item", "payee", "voucher", "date", "amount", "row_kind"),
}
"""The fields compared in every row; a value in one that should be absent counts as given, wrong."""

NOT_CELLS = frozenset({"line", "line_end", "origin", "skip", "optional", "name"})


@dataclass
class Score:
    """Cells of one list of one report."""

    right: int = 0
    expected: int = 0
    given: float = 0.0
    rows: int = 0
    missing: int = 0
    extra: int = 0
    misses: list[str] = field(default_factory=list[str])

    def add(self, other: Score) -> None:
        """Add the counts of another list."""
        self.right += other.right
        self.expected += other.expected
        self.given += other.given
        self.rows += other.rows
        self.missing += other.missing
        self.extra += other.extra

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall over cells."""
        if not self.expected and not self.given:
            return 1.0
        precision = self.right / self.given if self.given else 0.0
        recall = self.right / self.expected if self.expected else 0.0
        total = precision + recall
        return 2 * precision * recall / total if total else 0.0


@dataclass
class Result:
    """The whole set."""

    scores: dict[str, dict[str, Score]]
    alarms: dict[str, dict[str, int]]
    alarm_messages: list[str]
    overall: Score


def squeeze(value: object) -> str:
    """Text without white space and without the bold marks of markdown."""
    return re.sub(r"\s+|\*\*", "", str(value))


def bare_label(value: object) -> str:
    """A row label without a leading 其中 and a trailing colon."""
    return re.sub(r"^其中[:：]?|[:：]$", "", squeeze(value))


def value_of(row: Row, key: str) -> object | None:
    """A cell; blank is absent, and so is the kind of a plain item row."""
    value: object | None = row.get(key)
    if value is None or value == "" or (key == "row_kind" and value == "item"):
        return None
    return value


def same(key: str, left: object | None, right: object | None) -> bool:
    """Whether two cells hold the same."""
    if left is None or right is None:
        return left is right
    try:
        return Decimal(str(left)) == Decimal(str(right))
    except InvalidOperation:
        clean = bare_label if key == "label" else squeeze
        return clean(left) == clean(right)


def keys_of(name: str, expected: Row) -> list[str]:
    """The fields compared for one expected row."""
    keys = dict.fromkeys((*FIELDS[name], *(key for key in expected if key not in NOT_CELLS)))
    if expected.get("row_kind") == "total" and "name" in expected:
        keys["name"] = None
    return [key for key in keys if key not in expected.get("skip", ())]


def compare(name: str, expected: Row, given: Row) -> tuple[int, int, int, list[str]]:
    """Cells right, expected and given of a matched pair, and what differs."""
    right = wanted = got = 0
    misses: list[str] = []
    for key in keys_of(name, expected):
        want, have = value_of(expected, key), value_of(given, key)
        wanted += want is not None
        got += have is not None
        if want is not None and same(key, want, have):
            right += 1
        elif not (want is None and have is None):
            misses.append(f"line {expected['line']} {key}: expected {want!r}, given {have!r}")
    return right, wanted, got, misses


def line_of(row: Row) -> int | None:
    """The line a given row is located at."""
    location: dict[str, Any] = row.get("location") or {}
    line = location.get("line")
    return line if isinstance(line, int) else None


def rank(name: str, expected: Row, given: Row) -> tuple[int, int, int] | None:
    """How well two rows fit: tier, cells right, closeness; null when they cannot be one row."""
    line = line_of(given)
    inside = line is not None and expected["line"] <= line <= expected["line_end"]
    tier = 1 if inside else 0
    if name == "funding":
        if expected["origin"] != (given.get("origin") or "table"):
            return None
        named = "label" in expected and same("label", expected["label"], given.get("label"))
        tier += 2 if named else 0
    elif name == "indicators":
        tier += 2 if same("name", expected["name"], value_of(given, "name")) else 0
    elif same("amount", expected["amount"], value_of(given, "amount")):
        tier += 2
        if same("date", value_of(expected, "date"), value_of(given, "date")):
            tier += 2
    if not tier:
        return None
    away = 10**6 if line is None else abs(line - expected["line"])
    return tier, compare(name, expected, given)[0], -away


def match(name: str, expected: Sequence[Row], given: Sequence[Row]) -> dict[int, int]:
    """One-to-one pairs (index of expected → index of given), best fit first."""
    ranked: list[tuple[tuple[int, int, int], int, int]] = []
    for i, want in enumerate(expected):
        for j, have in enumerate(given):
            fit = rank(name, want, have)
            if fit is not None:
                ranked.append((fit, i, j))
    ranked.sort(key=lambda item: ((not expected[item[1]].get("optional"), *item[0])), reverse=True)
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in ranked:
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def score_list(name: str, expected: Sequence[Row], given: Sequence[Row]) -> Score:
    """Score one list of one report."""
    score = Score()
    pairs = match(name, expected, given)
    for i, want in enumerate(expected):
        if want.get("optional"):
            continue
        score.rows += 1
        have = given[pairs[i]] if i in pairs else None
        right, wanted, got, misses = compare(name, want, have or {})
        score.right += right
        score.expected += wanted
        score.given += got
        if have is None:
            score.missing += 1
            score.misses.append(f"line {want['line']}: no row for {label_of(want)}")
        else:
            score.misses.extend(misses)
    extra = [row for j, row in enumerate(given) if j not in set(pairs.values())]
    score.extra = len(extra)
    for row in extra:
        filled = sum(value_of(row, key) is not None for key in FIELDS[name])
        score.given += score.expected / score.rows if score.rows else filled
        score.misses.append(f"line {line_of(row)}: extra row {label_of(row)}")
    return score


def label_of(row: Row) -> str:
    """A few words that name a row."""
    keys = ("name", "label", "item", "amount", "budget_initial", "budget_adjusted", "spent")
    return next((str(row[key]) for key in keys if row.get(key)), "a row without a name")


def score_doc(expected: Row, given: Row) -> Score:
    """Score the fields of the document that are expected."""
    score = Score(rows=1)
    for key, want in expected.items():
        have = value_of(given, key)
        score.expected += 1
        score.given += have is not None
        if same(key, want, have):
            score.right += 1
        else:
            score.misses.append(f"{key}: expected {want!r}, given {have!r}")
    return score


def run(path: Path) -> dict[str, Any]:
    """What the command line gives for one report."""
    call = [*COMMAND, path.relative_to(ROOT).as_posix()]
    if not (ROOT / COMMAND[0]).exists():
        msg = f"{COMMAND[0]} is not there: install the project into .venv first"
        raise RuntimeError(msg)
    done = subprocess.run(call, cwd=ROOT, capture_output=True, check=False)
    try:
        document: dict[str, Any] = json.loads(done.stdout.decode("utf-8"))["documents"][0]
    except (ValueError, KeyError, IndexError) as error:
        words = done.stderr.decode("utf-8", "replace").strip()[-400:]
        msg = f"{path.name}: no document (exit {done.returncode}): {words}"
        raise RuntimeError(msg) from error
    return document


def score_all() -> Result:
    """Run the command on every report of the set and score it."""
    result = Result({}, {}, [], Score())
    for path in sorted(HERE.glob("r*.txt")):
        name = path.stem
        answers = path.with_name(f"{name}.expected.json").read_text(encoding="utf-8")
        expected: dict[str, Any] = json.loads(answers)
        document = run(path)
        lists = {key: score_list(key, expected[key], document.get(key) or []) for key in FIELDS}
        lists["doc"] = score_doc(expected["doc"], document)
        result.scores[name] = lists
        for score in lists.values():
            result.overall.add(score)
        if name in CLEAN_REPORTS:
            counts = {"error": 0, "warning": 0}
            found: list[Row] = document.get("findings") or []
            for finding in found:
                severity = finding.get("severity")
                if severity in counts:
                    counts[severity] += 1
                    words = f"{name} {severity} {finding.get('rule')}: {finding.get('message')}"
                    result.alarm_messages.append(words)
            result.alarms[name] = counts
    return result


def as_data(result: Result) -> dict[str, Any]:
    """The result as plain data."""

    def plain(score: Score) -> dict[str, Any]:
        return {**asdict(score), "given": round(score.given, 2), "f1": round(score.f1, 4)}

    return {
        "reports": {
            name: {key: plain(score) for key, score in lists.items()}
            for name, lists in result.scores.items()
        },
        "overall": plain(result.overall),
        "alarms": result.alarms,
        "alarm_messages": result.alarm_messages,
    }


def show(result: Result, *, verbose: bool = False) -> str:
    """The result as lines of text."""
    lines: list[str] = []
    for name, lists in result.scores.items():
        for key, score in lists.items():
            lines.append(
                f"{name} {key:<14}{score.right:>4}/{score.expected:<4} cells  "
                f"rows {score.rows:>2}  missing {score.missing}  extra {score.extra}  "
                f"F1 {score.f1:.4f}"
            )
            if verbose:
                lines.extend(f"    {miss}" for miss in score.misses)
    total = result.overall
    lines.append(
        f"overall {total.right}/{total.expected} cells, {total.missing} rows missing, "
        f"{total.extra} extra, F1 {total.f1:.4f}"
    )
    for name, counts in result.alarms.items():
        lines.append(f"{name}: {counts['error']} errors, {counts['warning']} warnings")
    if verbose:
        lines.extend(f"    {words}" for words in result.alarm_messages)
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description="score the blind set of reports")
    parser.add_argument("--json", action="store_true", help="print data instead of text")
    parser.add_argument("--verbose", action="store_true", help="list every cell that differs")
    args = parser.parse_args(argv)
    result = score_all()
    if args.json:
        text = json.dumps(as_data(result), ensure_ascii=False, indent=1)
    else:
        text = show(result, verbose=args.verbose)
    sys.stdout.write(f"{text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
