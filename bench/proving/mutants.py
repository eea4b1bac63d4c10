"""One wrong figure at a time: each operator changes a draft in one place and keeps the format."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from bench.proving.amounts import FACTORS
from bench.proving.drawing import themes
from bench.proving.figures import Draft, Line, Mark, Relation
from bench.proving.oracle import CONTRADICTED, EXACT, ROUNDED, day, judge
from bench.proving.outline import NUMERALS

NUMBERS = {"money", "percent", "count", "score", "weight", "price", "months"}
HOLDS = {EXACT, ROUNDED}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A draft with one change. ``marks`` are those changed, or those of what the change broke.

    ``seen``: observable, residue (only a rounding residue shows), or unobservable. ``broken`` are
    the relations that no longer hold. ``words`` is set where a name was changed, not a figure.
    """

    operator: str
    draft: Draft
    marks: tuple[int, ...]
    seen: str
    broken: tuple[Relation, ...]
    words: str = ""
    rows: bool = False


Operator = Callable[[random.Random, Draft], Mutant | None]


def with_text(draft: Draft, number: int, mark: Mark) -> Draft:
    """The draft with one mark replaced."""
    return replace(draft, marks={**draft.marks, number: mark})


def judged(operator: str, before: Draft, after: Draft, marks: Iterable[int]) -> Mutant:
    """What the oracle says of a change of figures."""
    touched = set(marks)
    broken: list[Relation] = []
    soft = False
    for relation in before.relations:
        if not touched & set(relation.marks):
            continue
        old, new = judge(relation, before.marks), judge(relation, after.marks)
        if new == CONTRADICTED and old != CONTRADICTED:
            broken.append(relation)
        soft = soft or (old in HOLDS and new not in HOLDS)
    seen = "observable" if broken else "residue" if soft else "unobservable"
    return Mutant(operator, after, tuple(touched), seen, tuple(broken))


def _numbers(draft: Draft, kinds: set[str] = NUMBERS) -> list[int]:
    return [number for number, mark in draft.marks.items() if mark.kind in kinds]


def edit(
    name: str, change: Callable[[random.Random, Mark], str], kinds: set[str] = NUMBERS
) -> Operator:
    """An operator that rewrites the digits of one mark of the kinds."""

    def operator(rng: random.Random, draft: Draft) -> Mutant | None:
        return edited(rng, draft, name, change, _numbers(draft, kinds))

    return operator


def edited(
    rng: random.Random,
    draft: Draft,
    name: str,
    change: Callable[[random.Random, Mark], str],
    numbers: list[int],
) -> Mutant | None:
    """The first of some marks, in random order, that the change does change."""
    for number in rng.sample(numbers, len(numbers)):
        mark = draft.marks[number]
        text = change(rng, mark)
        if text and text != mark.text:
            after = with_text(draft, number, replace(mark, text=text))
            return judged(name, draft, after, [number])
    return None


def reprinted(mark: Mark, printed: Decimal) -> str:
    """Another number in the format of the mark: decimals, separators."""
    if printed < 0:
        return ""
    places = len(mark.text.partition(".")[2])
    comma = "," in mark.text
    return f"{printed:{',' if comma else ''}.{places}f}"


def shown(mark: Mark) -> Decimal:
    """The number as printed, in its own unit."""
    return Decimal(mark.text.replace(",", ""))


def digit(rng: random.Random, mark: Mark) -> str:
    """One digit replaced by another."""
    places = [i for i, character in enumerate(mark.text) if character.isdigit()]
    at = rng.choice(places)
    others = [d for d in "0123456789" if d != mark.text[at]]
    if at == 0 and len(mark.text) > 1 and mark.text[1] != ".":
        others = [d for d in others if d != "0"]
    return mark.text[:at] + rng.choice(others) + mark.text[at + 1 :]


def swap(rng: random.Random, mark: Mark) -> str:
    """Two neighbouring digits the other way round."""
    text = mark.text
    pairs = [
        i
        for i in range(len(text) - 1)
        if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]
        and not (i == 0 and text[1] == "0")
    ]  # fmt: skip
    if not pairs:
        return ""
    at = rng.choice(pairs)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def point(rng: random.Random, mark: Mark) -> str:
    """The decimal point moved by one to four places."""
    shift = rng.choice((-4, -3, -2, -1, 1, 2, 3, 4))
    moved = shown(mark).scaleb(shift)
    text = reprinted(mark, moved)
    return text if text and Decimal(text.replace(",", "")) != 0 else ""


def ulp(rng: random.Random, mark: Mark) -> str:
    """A percentage, one step of its last place off."""
    return reprinted(mark, shown(mark) + rng.choice((-1, 1)) * mark.step / mark.factor)


def one(rng: random.Random, mark: Mark) -> str:
    """One more or one less."""
    return reprinted(mark, shown(mark) + rng.choice((-1, 1)))


def rated(rng: random.Random, mark: Mark) -> str:
    """A score or weight changed by half a point to three."""
    step = Decimal(rng.choice(("1", "2", "3", "-1", "-2", "-3")))
    if "." in mark.text and rng.random() < 0.5:  # noqa: PLR2004
        step /= 2 if mark.text[-1] in "05" else 10
    return reprinted(mark, shown(mark) + step)


def total(rng: random.Random, draft: Draft) -> Mutant | None:
    """A total changed, its parts not."""
    sums = [r.left.marks[0] for r in draft.relations if r.op == "=" and r.right.how == "sum"]
    return edited(rng, draft, "total", digit, sums)


def part(rng: random.Random, draft: Draft) -> Mutant | None:
    """A row changed, its total not."""
    sums = [r for r in draft.relations if r.op == "=" and r.right.how == "sum"]
    numbers = [n for r in sums for n in r.right.marks if draft.marks[n].table]
    return edited(rng, draft, "part", digit, numbers)


def target(rng: random.Random, draft: Draft) -> Mutant | None:
    """A target changed in one of two places."""
    pairs = [r for r in draft.relations if r.rule == "XREF02"]
    numbers = [number for relation in pairs for number in relation.marks]
    return edited(rng, draft, "target", digit, numbers)


def unit(rng: random.Random, draft: Draft) -> Mutant | None:
    """万元 for 元 or the reverse behind one figure of the prose."""
    numbers = [n for n, m in draft.marks.items() if m.kind == "money" and m.unit in {"万元", "元"}]
    if not numbers:
        return None
    number = rng.choice(numbers)
    mark = draft.marks[number]
    other = "元" if mark.unit == "万元" else "万元"
    exact = other == "元" or "." not in mark.text
    changed = replace(mark, unit=other, factor=FACTORS[other], exact=exact)
    return judged("unit", draft, with_text(draft, number, changed), [number])


def status(rng: random.Random, draft: Draft) -> Mutant | None:
    """已完成 for 未完成 or the reverse."""
    numbers = [n for n, m in draft.marks.items() if m.text in {"已完成", "未完成"}]
    flip = {"已完成": "未完成", "未完成": "已完成"}
    return edited(rng, draft, "status", lambda _, mark: flip[mark.text], numbers)


def moved(rng: random.Random, draft: Draft) -> Mutant | None:
    """A date moved by months, back or on."""
    dated = [n for r in draft.relations if r.op == "before" for n in r.marks]
    return edited(rng, draft, "date", _other_day, dated)


def _other_day(rng: random.Random, mark: Mark) -> str:
    other = date(*day(mark.text)) + timedelta(days=rng.choice((-1, 1)) * rng.randint(40, 320))
    return f"{other.year}年{other.month}月{other.day}日"


def section(rng: random.Random, draft: Draft) -> Mutant | None:
    """A section number printed twice."""
    numbers = [n for n, m in draft.marks.items() if m.phrase == "heading" and m.text != "一"]
    return edited(
        rng, draft, "section", lambda _, mark: NUMERALS[NUMERALS.index(mark.text) - 1], numbers
    )


def broken_group(rng: random.Random, draft: Draft) -> Mutant | None:
    """23,149,560 as 23,149.560: malformed by itself, whatever else stands in the report."""
    numbers = [n for n, m in draft.marks.items() if m.text.count(",") > 1 and "." not in m.text]
    if not numbers:
        return None
    number = rng.choice(numbers)
    mark = draft.marks[number]
    head, _, tail = mark.text.rpartition(",")
    after = with_text(draft, number, replace(mark, text=f"{head}.{tail}"))
    found = judged("group", draft, after, [number])
    return replace(found, seen="observable")


def entity(rng: random.Random, draft: Draft) -> Mutant | None:
    """The own bureau's name changed for another's in one sentence about its own doings."""
    own = draft.meta["agency"]
    places = [
        i
        for i, block in enumerate(draft.blocks)
        if isinstance(block, Line) and block.role == "body" and own in block.text
    ]
    if not places:
        return None
    agencies = [theme.agency for theme in themes() if not own.endswith(theme.agency)]
    tail = next(theme.agency for theme in themes() if own.endswith(theme.agency))
    other = own.removesuffix(tail) + rng.choice(agencies)
    at = rng.choice(places)
    blocks = list(draft.blocks)
    line = blocks[at]
    if not isinstance(line, Line):
        return None
    blocks[at] = replace(line, text=line.text.replace(own, other, 1))
    elsewhere = any(
        own in block.text
        for i, block in enumerate(draft.blocks)
        if isinstance(block, Line) and i != at
    )
    seen = "observable" if elsewhere else "unobservable"
    return Mutant("entity", replace(draft, blocks=tuple(blocks)), (), seen, (), words=other)
