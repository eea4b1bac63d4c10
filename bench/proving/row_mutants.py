"""Rows of tables lost or printed twice, and the list of all operators."""

from __future__ import annotations

import random
from dataclasses import replace

from bench.proving import mutants
from bench.proving.figures import Block, Draft, Expr, Grid, Mark, Relation, Row, mark_of, stand_in
from bench.proving.mutants import Mutant, Operator
from bench.proving.oracle import CONTRADICTED, EXACT, ROUNDED, judge
from bench.proving.tables import SAME

ADDS = {"sum", "tally"}
Pair = tuple[Relation, Relation | None]


def _picked(rng: random.Random, draft: Draft) -> tuple[int, int] | None:
    places = [
        (i, j)
        for i, block in enumerate(draft.blocks)
        if isinstance(block, Grid)
        for j, row in enumerate(block.rows)
        if row.kind == "item" and _marks(row)
    ]
    return rng.choice(places) if places else None


def _marks(row: Row) -> list[int]:
    return [n for cell in row.cells for sign in cell if (n := mark_of(sign)) is not None]


def deleted(rng: random.Random, draft: Draft) -> Mutant | None:
    """A row gone, its total left."""
    place = _picked(rng, draft)
    if place is None:
        return None
    at, index = place
    grid = draft.blocks[at]
    if not isinstance(grid, Grid):
        return None
    gone = set(_marks(grid.rows[index]))
    rows = list(grid.rows)
    lost = rows.pop(index)
    if index < len(rows):
        rows[index] = replace(rows[index], cells=_inherited(rows[index].cells, lost.cells))
    marks = {number: mark for number, mark in draft.marks.items() if number not in gone}
    pairs: list[Pair] = [(old, _without(old, gone)) for old in draft.relations]
    return _mutant("row_deleted", draft, _with_rows(draft, at, grid, rows), marks, pairs)


def _inherited(cells: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    """The group's name passes to the next row of the group."""
    return tuple(
        old if cell == SAME and old != SAME else cell
        for cell, old in zip(cells, above, strict=True)
    )


def _without(relation: Relation, gone: set[int]) -> Relation | None:
    if gone.isdisjoint(relation.marks):
        return relation
    left = gone.isdisjoint(relation.left.marks)
    if not left or relation.right.how not in ADDS:
        return None
    kept = tuple(number for number in relation.right.marks if number not in gone)
    return replace(relation, right=replace(relation.right, marks=kept))


def doubled(rng: random.Random, draft: Draft) -> Mutant | None:
    """A row printed twice, its total left."""
    place = _picked(rng, draft)
    if place is None:
        return None
    at, index = place
    grid = draft.blocks[at]
    if not isinstance(grid, Grid):
        return None
    row = grid.rows[index]
    free = max(draft.marks) + 1
    copies = {number: free + i for i, number in enumerate(_marks(row))}
    signs = str.maketrans({stand_in(old): stand_in(new) for old, new in copies.items()})
    cells = tuple(
        SAME if i < _groups(grid) else cell.translate(signs) for i, cell in enumerate(row.cells)
    )
    rows = [*grid.rows[: index + 1], replace(row, cells=cells), *grid.rows[index + 1 :]]
    marks = dict(draft.marks) | {new: draft.marks[old] for old, new in copies.items()}
    pairs: list[Pair] = [(old, _with(old, copies)) for old in draft.relations]
    return _mutant("row_doubled", draft, _with_rows(draft, at, grid, rows), marks, pairs)


def _groups(grid: Grid) -> int:
    """How many leading columns hold merged cells."""
    return 2 if grid.head[1] == "二级指标" else 0


def _with(relation: Relation, copies: dict[int, int]) -> Relation:
    if relation.right.how not in ADDS:
        return relation
    more = tuple(copies[number] for number in relation.right.marks if number in copies)
    expr: Expr = replace(relation.right, marks=relation.right.marks + more)
    return replace(relation, right=expr)


def _with_rows(draft: Draft, at: int, grid: Grid, rows: list[Row]) -> tuple[Block, ...]:
    blocks = list(draft.blocks)
    blocks[at] = replace(grid, rows=tuple(rows))
    return tuple(blocks)


def _mutant(
    name: str,
    before: Draft,
    blocks: tuple[Block, ...],
    marks: dict[int, Mark],
    pairs: list[Pair],
) -> Mutant:
    relations = tuple(new for _, new in pairs if new is not None)
    after = replace(before, blocks=blocks, marks=marks, relations=relations)
    broken: list[Relation] = []
    soft = False
    for old, new in pairs:
        if new is None or new == old:
            continue
        verdict = judge(new, marks)
        if verdict == CONTRADICTED and judge(old, before.marks) != CONTRADICTED:
            broken.append(new)
        soft = soft or verdict not in {EXACT, ROUNDED}
    seen = "observable" if broken else "residue" if soft else "unobservable"
    touched = tuple(number for relation in broken for number in relation.marks)
    return Mutant(name, after, touched, seen, tuple(broken), rows=True)


def operators() -> dict[str, Operator]:
    """Every operator by name."""
    edit = mutants.edit
    return {
        "digit": edit("digit", mutants.digit), "swap": edit("swap", mutants.swap),
        "point": edit("point", mutants.point), "unit": mutants.unit,
        "row_deleted": deleted, "row_doubled": doubled, "part": mutants.part,
        "total": mutants.total, "pct_ulp": edit("pct_ulp", mutants.ulp, {"percent"}),
        "pct_point": edit("pct_point", mutants.one, {"percent"}), "target": mutants.target,
        "status": mutants.status, "count": edit("count", mutants.one, {"count"}),
        "score": edit("score", mutants.rated, {"score"}),
        "weight": edit("weight", mutants.rated, {"weight"}), "date": mutants.moved,
        "entity": mutants.entity, "section": mutants.section, "group": mutants.broken_group,
    }  # fmt: skip
