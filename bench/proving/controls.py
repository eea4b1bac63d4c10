"""Rewrites that change nothing an auditor would mind."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal

from bench.proving.amounts import FACTORS, LEAST, plain
from bench.proving.figures import Block, Draft, Grid, Line, Row
from bench.proving.mutants import with_text
from bench.proving.oracle import TRUNCATED, compute, judge
from bench.proving.tables import SAME

Control = Callable[[random.Random, Draft], Draft | None]
ASIDE = (
    "项目所在地地处丘陵地带，气候温和，四季分明，交通便利。",
    "按照党中央、国务院关于过紧日子的要求，厉行节约，反对浪费。",
    "有关资料已按规定在门户网站公开，接受社会监督。",
)
YEARS = str.maketrans("0123456789", "〇一二三四五六七八九")


def truncation(rng: random.Random, draft: Draft) -> Draft | None:
    """A rate cut off instead of rounded; rates said more than once are left alone."""
    marks = draft.marks
    often = [mark.fact for mark in marks.values()]
    for relation in rng.sample(draft.relations, len(draft.relations)):
        number = relation.left.marks[0] if relation.left.marks else -1
        mark = marks.get(number)
        if relation.op != "=" or mark is None or mark.kind != "percent":
            continue
        if often.count(mark.fact) > 1:
            continue
        exact = compute(relation.right, marks)
        cut = exact.quantize(mark.step, rounding=ROUND_DOWN)
        after = with_text(draft, number, replace(mark, text=f"{cut:f}"))
        touching = [one for one in draft.relations if number in one.marks]
        if judge(relation, after.marks) == TRUNCATED and all(
            judge(one, after.marks) in {TRUNCATED, "exact", "rounded"} for one in touching
        ):
            return after
    return None


def yuan(rng: random.Random, draft: Draft) -> Draft | None:
    """One amount of the prose rewritten exactly, 元 as 万元 or the reverse."""
    numbers = [n for n, m in draft.marks.items() if m.kind == "money" and m.unit in {"元", "万元"}
               and m.exact and m.value >= FACTORS["万元"]]  # fmt: skip
    if not numbers:
        return None
    number = rng.choice(numbers)
    mark = draft.marks[number]
    other = "元" if mark.unit == "万元" else "万元"
    places = 2 if other == "元" else LEAST
    text = plain(mark.value / FACTORS[other], places, comma=other == "元")
    exact = other == "元" or "." not in text
    changed = replace(mark, text=text, unit=other, factor=FACTORS[other], exact=exact)
    return with_text(draft, number, changed)


def wide(_: random.Random, draft: Draft) -> Draft | None:
    """All digits full-width, or none."""
    return replace(draft, wide_digits=not draft.wide_digits)


def ascii_compare(_: random.Random, draft: Draft) -> Draft | None:
    """≥ as >=."""
    changed = _retold(draft, lambda text: text.replace("≥", ">=").replace("≤", "<="))
    return None if changed.blocks == draft.blocks else changed


def _retold(draft: Draft, change: Callable[[str], str]) -> Draft:
    blocks: list[Block] = []
    for block in draft.blocks:
        if isinstance(block, Line):
            blocks.append(replace(block, text=change(block.text)))
            continue
        rows = tuple(replace(r, cells=tuple(change(cell) for cell in r.cells)) for r in block.rows)
        blocks.append(replace(block, rows=rows))
    return replace(draft, blocks=tuple(blocks))


def commas(_: random.Random, draft: Draft) -> Draft | None:
    """Thousands separators put in where there are none, and taken out where there are."""
    marks = {
        number: replace(mark, text=_regrouped(mark.text)) if mark.kind == "money" else mark
        for number, mark in draft.marks.items()
    }
    return None if marks == draft.marks else replace(draft, marks=marks)


def _regrouped(text: str) -> str:
    if "," in text:
        return text.replace(",", "")
    places = len(text.partition(".")[2])
    return f"{Decimal(text):,.{places}f}"


def _broken(rng: random.Random, draft: Draft, *, head: bool) -> Draft | None:
    places = [i for i, b in enumerate(draft.blocks) if isinstance(b, Grid) and len(b.rows) > 2]  # noqa: PLR2004
    if not places or draft.layout == "one_line":
        return None
    at = rng.choice(places)
    blocks = list(draft.blocks)
    grid = blocks[at]
    if not isinstance(grid, Grid):
        return None
    breaks = (rng.randrange(1, len(grid.rows) - 1),)
    blocks[at] = replace(grid, breaks=breaks, repeat_head=head)
    return replace(draft, blocks=tuple(blocks))


def page_break(rng: random.Random, draft: Draft) -> Draft | None:
    """A form feed inside a table."""
    return _broken(rng, draft, head=False)


def repeated_head(rng: random.Random, draft: Draft) -> Draft | None:
    """A form feed and the head again."""
    return _broken(rng, draft, head=True)


def reordered(rng: random.Random, draft: Draft) -> Draft | None:
    """Rows of a list in another order."""
    blocks = list(draft.blocks)
    for i, block in enumerate(blocks):
        if isinstance(block, Grid) and block.name in {"spending", "towns"}:
            items = [row for row in block.rows if row.kind == "item"]
            if any(SAME in row.cells for row in items):
                continue
            others: list[Row] = [row for row in block.rows if row.kind != "item"]
            blocks[i] = replace(block, rows=(*rng.sample(items, len(items)), *others))
            return replace(draft, blocks=tuple(blocks))
    return None


def sentence(rng: random.Random, draft: Draft) -> Draft | None:
    """A sentence about nothing in particular."""
    places = [
        i
        for i, block in enumerate(draft.blocks)
        if isinstance(block, Line) and block.role == "body" and not block.text.startswith("（")
    ]
    if not places:
        return None
    at = rng.choice(places)
    blocks = [*draft.blocks[:at], Line(rng.choice(ASIDE)), *draft.blocks[at:]]
    return replace(draft, blocks=tuple(blocks))


def han_year(rng: random.Random, draft: Draft) -> Draft | None:
    """2023年 as 二〇二三年 in one paragraph."""
    year = draft.meta["year"]
    spelled = year.translate(YEARS)
    places = [
        i
        for i, block in enumerate(draft.blocks)
        if isinstance(block, Line) and f"{year}年" in block.text
    ]
    if not places:
        return None
    at = rng.choice(places)
    blocks = list(draft.blocks)
    line = blocks[at]
    if not isinstance(line, Line):
        return None
    blocks[at] = replace(line, text=line.text.replace(f"{year}年", f"{spelled}年"))
    return replace(draft, blocks=tuple(blocks))


CONTROLS: dict[str, Control] = {
    "truncation": truncation, "yuan_wan": yuan, "wide_digits": wide, "compare": ascii_compare,
    "commas": commas, "page_break": page_break, "head_again": repeated_head,
    "reordered": reordered, "sentence": sentence, "han_year": han_year,
}  # fmt: skip
