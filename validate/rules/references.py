"""References: what the text says against what the tables say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Moment, Quantity, Wording
from model.record import Claim, FundingRow, IndicatorRow
from model.relation import Relation
from validate.aligned import (
    claim_rows,
    clause,
    like,
    named,
    offset_in,
    passage_of,
    same_unit,
    scope,
    sentence,
    times,
    words_of,
)
from validate.extent import Told, of_one_extent
from validate.goals_and_results import is_forecast, is_goal, is_result
from validate.items_told import ITEM, items_told
from validate.quoting import comparable
from validate.registry import Limit, Limits, limited_rule
from validate.repeats import GENERIC, TOLD_TWICE, repeats
from validate.rows_told import rows_told
from validate.selection import of_the_year
from validate.sentences import Sentence

_FAR = Limit(
    "far",
    Decimal("0.33"),
    "一段所述各金额与表中相差都超过较大者的这一比例，视为另一笔资金，不作核对；没有出处。",
    "Where all amounts of a passage differ from the table's by more than this share of the larger, "
    "it tells of other money and is not judged. No source.",
)
_COMMA = re.compile(r"[，,、+＋]")
_EACH = re.compile(r"分别[^，,。；;]*$")
"""The figure after this is the first of several things', not of all."""
_BOUNDS = frozenset({">=", "<=", ">", "<"})
_DONE = re.compile(r"实际|完成了|实现了|达到了|已(?:达|完成|实现)|均")
"""Without one of these 不低于90% may be what was asked for, whatever section it stands in."""
_CARRIED = re.compile(r"结转|年初余额|期初余额")
_WIDER = re.compile(
    r"[若如](?:以|按|果)|假设|换算|计算在内|一并计算|[加算计]上|连同|不在本?项目|不列入|不纳入|另行安排|含.{0,6}结转"
)
"""The sentence speaks of more money than the table's, or of other money."""
_BARE = re.compile(r"(?:总体|综合)?(?:满意[度率]|合格率|完成率|达标率|覆盖率|及时率|优良率)")
"""A name without the thing it is of: the survey of another group may go by it."""
_PURCHASE = re.compile(r"采购|招标|投标|中标|合同|成交|控制价|标段|询价")
_ITS_THING = re.compile(r"\s*的(?!预算|资金|支出|[0-9０-９])[\u4e00-\u9fff]")
_CHANGED = re.compile(r"追加|调增|调减|调整|压减|核减|追减|增加预算")
_IN_FORCE = re.compile(r"调整后|全年|最终|变更后|合计|总")
_INITIAL = re.compile(r"年初|原|调整前|申报|批复")
_FIELDS = {
    "budget": ("budget_initial", "budget_adjusted"),
    "received": ("received",),
    "spent": ("spent",),
    "execution_rate": ("execution_rate",),
    "received_rate": ("received_rate",),
}


_TEXT_ROW = Sentence(
    "“{name}”：正文“{told}”为{figure}，表中实际为{actual}。",
    "“{name}”: the text states {figure} for “{told}”, the table {actual}.",
)
_TEXT_CELL = Sentence(
    "正文“{told}”为{figure}，表中为{cell}。",
    "The text states {figure} for “{told}”, the table {cell}.",
)


@limited_rule(
    "XREF01",
    "正文与表格数值不一致",
    "Text and table disagree",
    severity="error",
    limits=(_FAR,),
    says=(_TEXT_ROW, _TEXT_CELL, ITEM, TOLD_TWICE),
)
def text_against_table(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """正文中的数值应与表格中同一指标、同一口径的数值一致。

    A figure in the text agrees with the table's figure of the same indicator and scope.

    Flags::

        （单位：万元）
        | 资金来源 | 年初预算数 | 实际到位数 | 实际支出数 | 执行率 |
        | 合计     | 240.00 | 240.00 | 186.00 | 77.50% |
        | 县级财政 | 240.00 | 240.00 | 186.00 | 77.50% |
        一、资金情况
        全年预算数为240.00万元，经费到位数为186.00万元。

    Flags::

        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 质量指标 | 资金到位率 | ≥80% | 100% | 已完成 |
        |          | 数量指标 | 巡查次数 | ≥24次 | 26次 | 已完成 |
        一、资金情况
        本项目资金到位率82.40%。

    Flags::

        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 数量指标 | 培训护林员人数 | ≥120人 | 126人 | 已完成 |
        |          |          | 巡查次数 | ≥24次 | 26次 | 已完成 |
        一、绩效目标完成情况
        巡查次数达到26次，培训护林员人数达到162人。

    Passes::

        （单位：万元）
        | 资金来源 | 年初预算数 | 实际到位数 | 实际支出数 | 执行率 |
        | 合计     | 240.00 | 240.00 | 186.00 | 77.50% |
        | 县级财政 | 240.00 | 240.00 | 186.00 | 77.50% |
        一、资金情况
        全年预算数为240.00万元，实际到位资金2,400,000元，执行率为77.5%。其中设备购置费支出60.00万元。
    """
    yield from _claims_against_rows(facts)
    yield from _claims_against_funding(facts, limits["far"])
    yield from items_told(facts)
    yield from repeats(facts, across=True)


def _claims_against_rows(facts: Facts) -> Iterator[Relation]:
    seen: set[tuple[str, str]] = set()
    for pair in claim_rows(facts):
        row, claim = pair.row, pair.claim
        if row.actual is None or not pair.sure or not is_result(facts, claim):
            continue
        if not isinstance(row.actual, Quantity) or row.actual.comparator != "=":
            continue
        if claim.role in {"score", "weight", "scale", "target"} and claim.role != "actual":
            continue
        if not same_unit(claim.figure, row.actual):
            continue
        if claim.figure.comparator in _BOUNDS and not _DONE.search(clause(facts, claim)):
            continue
        seen.add((claim.key, row.key))
        yield _against_row(claim, row, row.actual, claim.subject.raw)
    for told in rows_told(facts):
        done, row = told.actual, told.row
        if done is None or (done.key, row.key) in seen or row.actual is None:
            continue
        if isinstance(row.actual, Quantity) and row.actual.comparator == "=":
            yield _against_row(done, row, row.actual, named(row))


def _against_row(
    claim: Claim[Figure], row: IndicatorRow[Figure], actual: Figure, told: str
) -> Relation:
    op = claim.figure.comparator if claim.figure.comparator in _BOUNDS else "="
    mirrored = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}.get(op, "=")
    said = _TEXT_ROW.filled(
        name=named(row),
        told="".join(told.split()),
        figure=claim.figure.raw,
        actual=actual.raw,
    )
    return Relation(
        like(claim.figure, actual),
        mirrored,
        like(actual, claim.figure),
        also=(claim.subject, *words_of(row)),
        told=bool(_BARE.fullmatch("".join(told.split()))),
        zh=said.zh,
        en=said.en,
    )


def _claims_against_funding(facts: Facts, far: Decimal) -> Iterator[Relation]:
    tables: dict[tuple[int | None, str | None], list[FundingRow[Figure]]] = {}
    for row in facts.funding:
        if row.origin == "table" and not _of_another_year(facts, row):
            tables.setdefault((row.table, row.project), []).append(row)
    told = (_told(facts, claim, tables, far) for claim in facts.claims)
    for one in of_one_extent(facts, [one for one in told if one is not None]):
        yield _against_cells(one)


def _told(
    facts: Facts,
    claim: Claim[Figure],
    tables: dict[tuple[int | None, str | None], list[FundingRow[Figure]]],
    far: Decimal,
) -> Told | None:
    """A claim on the whole project's money with the cells it may be held against."""
    measure = claim.measure if claim.measure in _FIELDS else claim.role
    if measure not in _FIELDS or not _is_whole(facts, claim):
        return None
    if measure == "budget" and _before_change(facts, claim):
        return None
    rows = _of_project(facts, claim, tables)
    cells = _cells(rows, _FIELDS[measure])
    return Told(claim, measure, rows, cells, far) if cells else None


def _before_change(facts: Facts, claim: Claim[Figure]) -> bool:
    """Whether a budget is what it was before changes the report tells of."""
    own = _COMMA.split(clause(facts, claim))[-1]
    if _IN_FORCE.search(own) and not _INITIAL.search(own):
        return False
    passage = passage_of(facts, claim)
    here = passage is not None and _CHANGED.search(passage.text) is not None
    if here and (_INITIAL.search(own) or _CHANGED.search(sentence(facts, claim))):
        return True
    return "年初" in own and any(
        _CHANGED.search(one.text) and "预算" in one.text for one in facts.passages
    )


def _against_cells(told: Told) -> Relation:
    """The claim equals one of the cells; if none, it is held against the first."""
    claim = told.claim
    first, *rest = (_against_cell(claim, label, cell) for label, cell in told.cells)
    return replace(first, one_of=tuple(rest))


def _against_cell(claim: Claim[Figure], label: Wording | None, cell: Figure) -> Relation:
    said = _TEXT_CELL.filled(
        told="".join(claim.subject.raw.split()), figure=claim.figure.raw, cell=cell.raw
    )
    also = (claim.subject, label) if label is not None else (claim.subject,)
    return Relation(claim.figure, "=", cell, also=also, zh=said.zh, en=said.en)


def _of_project(
    facts: Facts,
    claim: Claim[Figure],
    tables: dict[tuple[int | None, str | None], list[FundingRow[Figure]]],
) -> list[FundingRow[Figure]]:
    """The funding rows a claim may be held against: the only table's, or those of its project."""
    if len(tables) == 1:
        return [] if scope(facts, claim) else next(iter(tables.values()))
    passage = passage_of(facts, claim)
    text = passage.text if passage is not None else ""
    named_there = [rows for (_, project), rows in tables.items() if project and project in text]
    return named_there[0] if len(named_there) == 1 else []


def _of_another_year(facts: Facts, row: FundingRow[Figure]) -> bool:
    """True where the table's caption names a year that is not the report's."""
    period = row.period
    year = (period.lower or "")[:4] if isinstance(period, Moment) else ""
    return bool(year and facts.data.fiscal_year and year != facts.data.fiscal_year)


def _cells(
    rows: list[FundingRow[Figure]], fields: tuple[str, ...]
) -> list[tuple[Wording | None, Figure]]:
    """The figures of some fields, those of the total row first.

    Rows that differ and have no total do not say what the whole is.
    """
    whole = [row for row in rows if row.row_kind == "total" or row.source == "total"]
    if not any(_by_field(row)[field] for row in whole for field in fields):
        values = {
            cell.value
            for row in rows
            for field in fields
            if isinstance(cell := _by_field(row)[field], Quantity)
        }
        if len(values) > 1:
            return []
    ordered = sorted(rows, key=lambda row: row.row_kind != "total" and row.source != "total")
    found: list[tuple[Wording | None, Figure]] = []
    for row in ordered:
        for field in fields:
            cell = _by_field(row)[field]
            if cell is not None:
                found.append((row.label, cell))
    return found


def _by_field(row: FundingRow[Figure]) -> dict[str, Figure | None]:
    return {
        "budget_initial": row.budget_initial,
        "budget_adjusted": row.budget_adjusted,
        "received": row.received,
        "spent": row.spent,
        "execution_rate": row.execution_rate,
        "received_rate": row.received_rate,
    }


def _is_whole(facts: Facts, claim: Claim[Figure]) -> bool:
    """True for a claim on the whole project's money of this year, told as it is."""
    passage = passage_of(facts, claim)
    if passage is None or passage.table is not None or not isinstance(claim.figure, Quantity):
        return False
    if claim.figure.comparator != "=" or claim.figure.kind not in {"money", "percent"}:
        return False
    if claim.role in {"target", "scale"} or is_goal(facts, claim) or is_forecast(facts, claim):
        return False
    said = clause(facts, claim)
    carried = claim.role == "received" and _CARRIED.search(sentence(facts, claim))
    if (
        carried
        or not of_the_year(facts, claim)
        or _WIDER.search(sentence(facts, claim))
        or _EACH.search(said)
        or _PURCHASE.search(said)
    ):
        return False
    if _ITS_THING.match(
        passage.text, offset_in(passage, claim.figure.start) + len(claim.figure.raw)
    ):
        return False
    scope = {word for word in times(facts, claim) if word not in {"年初", "调整后", "累计"}}
    narrowed = {word for word in scope if not re.fullmatch(r"年度|全年|本年|当年|项目|总", word)}
    return bool(GENERIC.fullmatch(comparable(claim.subject.raw))) and not narrowed
