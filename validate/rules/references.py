"""References: one fact, one value, in the text and in the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import Claim, FundingRow
from model.relation import Relation
from validate.aligned import (
    cell_head,
    claim_rows,
    is_forecast,
    is_goal,
    is_result,
    like,
    named,
    passage_of,
    same_unit,
    scope,
    times,
    words_of,
    years_at,
)
from validate.quoting import comparable
from validate.registry import rule

_GENERIC = re.compile(
    r"(?:本|该|项目|专项|年度|全年|当年|本年|实际|已|共|累计|总|资金|经费|预算|财政|拨款|到位|下达|拨付|安排|数|金额|额|支出|执行|使用|支付|"
    r"完成|年初|调整后|率|为|达到|达|的|计|批复|投资|收入|(?:19|20)\d\d年?)+"
)
"""A subject made of these alone speaks of the whole project's money."""
_TOTALS = {
    "budget": re.compile(
        r"(?:项目|年度|全年|本年|预算|专项)*(?:资金总额|预算总额|总预算|总投资|预算资金总额|全年预算数?|年初预算数?|调整后预算数?|预算安排总额|项目预算)"
    ),
    "received": re.compile(
        r"(?:项目|年度|累计)*(?:实际到位(?:资金|数|金额)?|到位资金(?:总额)?|经费到位数)"
    ),
    "spent": re.compile(
        r"(?:项目|年度|累计|共|资金)*(?:实际支出(?:数|总额|金额|资金)?|累计支出|全年执行数|支出总额)"
    ),
}
_FIELDS = {
    "budget": ("budget_initial", "budget_adjusted"),
    "received": ("received",),
    "spent": ("spent",),
    "execution_rate": ("execution_rate",),
    "received_rate": ("received_rate",),
}
_LEAD = re.compile(r"^(?:本|该|此)?(?:项目)?(?:共|已|累计)?")
_MEASURED = re.compile(
    r"(?:率|数|数量|里程|面积|人次|比例|规模|长度|场次|满意度|标准|定额|总额|产量|容量)$"
)
_PLAIN_TOTAL = re.compile(r"本|该|项目|年度|资金|经费|的|为|共|(?<=预算)安排|数$|金额$")
_STANDARD = re.compile(r"(?:标准|基数|定额|经费|费用|支出|金额)+$")
_SPECIFIC = re.compile(r"[\u4e00-\u9fff]{4,}")
_TOO_COMMON = re.compile(
    r"(?:金额|数量|人数|比例|总计|合计|其他|小计|共计|支出|经费|费用|资金|占比|增长|下降|合同)+(?:为|共|约)?"
)


@dataclass(frozen=True, slots=True)
class _Statement:
    """A named amount in the text; ``times`` are the words of time and scope around it."""

    name: Wording
    figure: Quantity
    times: frozenset[str]
    form: int | None = None


@rule("XREF01", "正文与表格数值不一致", "Text and table disagree", severity="error")
def text_against_table(facts: Facts) -> Iterator[Relation]:
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
    yield from _claims_against_funding(facts)
    yield from _repeated(facts, across=True)


@rule("XREF03", "同一事实多处不一", "One fact, several values", severity="error")
def one_fact_one_value(facts: Facts) -> Iterator[Relation]:
    """同一名称、同一口径的数值在文中各处应一致。

    A figure of one name and scope is the same wherever the text states it.

    Flags::

        一、资金测算
        护林员社会保险缴费：1,020元/人/月*40人*12个月=489,600元。
        二、年度目标
        其中：护林员社会保险缴费498,600元（1,020元/月人），按月支付。

    Flags::

        一、项目概况
        本项目年度资金总额为320.00万元，由县财政安排。
        二、资金管理
        项目年度资金总额为302.00万元，专款专用。

    Flags::

        一、项目概况
        项目修缮乡村公路里程达到46公里。
        二、产出情况
        修缮乡村公路里程达到64公里，验收合格。

    Passes::

        一、项目概况
        2022年项目年度资金总额为280.00万元，2023年项目年度资金总额为320.00万元。
        二、资金管理
        护林员工资支出150万元，护林员服装费支出3万元，累计支出320.00万元。
    """
    yield from _repeated(facts, across=False)
    yield from _amounts(facts)
    yield from _priced(facts)


def _claims_against_rows(facts: Facts) -> Iterator[Relation]:
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
        op = claim.figure.comparator if claim.figure.comparator in {">=", "<=", ">", "<"} else "="
        mirrored = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}.get(op, "=")
        name = "".join(claim.subject.raw.split())
        yield Relation(
            like(claim.figure, row.actual),
            mirrored,
            like(row.actual, claim.figure),
            also=(claim.subject, *words_of(row)),
            zh=f"“{named(row)}”：正文“{name}”为{claim.figure.raw}，表中实际为{row.actual.raw}。",
            en=f"The text states {claim.figure.raw}, the table {row.actual.raw}.",
        )


def _claims_against_funding(facts: Facts) -> Iterator[Relation]:
    tables: dict[tuple[int | None, str | None], list[FundingRow[Figure]]] = {}
    for row in facts.funding:
        if row.origin == "table":
            tables.setdefault((row.table, row.project), []).append(row)
    for claim in facts.claims:
        rows = _of_project(facts, claim, tables)
        measure = claim.measure if claim.measure in _FIELDS else claim.role
        if measure not in _FIELDS or not _is_whole(facts, claim):
            continue
        cells = _cells(rows, _FIELDS[measure])
        if not cells:
            continue
        first, *rest = (
            Relation(
                claim.figure,
                "=",
                cell,
                also=(claim.subject, label) if label is not None else (claim.subject,),
                zh=f"正文“{''.join(claim.subject.raw.split())}”为{claim.figure.raw}，表中为{cell.raw}。",
                en=f"The text states {claim.figure.raw}, the table {cell.raw}.",
            )
            for label, cell in cells
        )
        yield Relation(
            first.left,
            "=",
            first.right,
            one_of=tuple(rest),
            also=first.also,
            zh=first.zh,
            en=first.en,
        )


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


def _cells(
    rows: list[FundingRow[Figure]], fields: tuple[str, ...]
) -> list[tuple[Wording | None, Figure]]:
    """The figures of some fields, those of the total row first."""
    ordered = sorted(rows, key=lambda row: row.row_kind != "total" and row.source != "total")
    found: list[tuple[Wording | None, Figure]] = []
    for row in ordered:
        by_field: dict[str, Figure | None] = {
            "budget_initial": row.budget_initial,
            "budget_adjusted": row.budget_adjusted,
            "received": row.received,
            "spent": row.spent,
            "execution_rate": row.execution_rate,
            "received_rate": row.received_rate,
        }
        for field in fields:
            cell = by_field[field]
            if cell is not None:
                found.append((row.label, cell))
    return found


def _is_whole(facts: Facts, claim: Claim[Figure]) -> bool:
    """True for a claim on the whole project's money of this year, told as it is."""
    passage = passage_of(facts, claim)
    if passage is None or passage.table is not None or not isinstance(claim.figure, Quantity):
        return False
    if claim.figure.comparator != "=" or claim.figure.kind not in {"money", "percent"}:
        return False
    if claim.role in {"target", "scale"} or is_goal(facts, claim) or is_forecast(facts, claim):
        return False
    scope = {word for word in times(facts, claim) if word not in {"年初", "调整后", "累计"}}
    narrowed = {word for word in scope if not re.fullmatch(r"年度|全年|本年|当年|项目|总", word)}
    return bool(_GENERIC.fullmatch(comparable(claim.subject.raw))) and not narrowed


def _repeated(facts: Facts, *, across: bool) -> Iterator[Relation]:
    """Claims of one specific subject and role; ``across``: between a cell and the text only."""
    groups: dict[tuple[object, ...], list[Claim[Figure]]] = {}
    rows = {pair.claim.key: pair.row.key for pair in claim_rows(facts) if pair.sure}
    for claim in facts.claims:
        name = _LEAD.sub("", comparable(claim.subject.raw))
        if claim.role not in {"actual", "target", "other", "rate"} or not _SPECIFIC.search(name):
            continue
        if claim.key not in rows and not _MEASURED.search(name):
            continue
        if _TOO_COMMON.fullmatch(name) or _GENERIC.fullmatch(name) or is_forecast(facts, claim):
            continue
        kind = claim.figure.kind if isinstance(claim.figure, Quantity) else ""
        if kind not in {"percent", "count"} or claim.figure.comparator == "range":
            continue
        key = (
            rows.get(claim.key, name),
            is_goal(facts, claim),
            claim.figure.unit,
            claim.form,
            times(facts, claim),
            scope(facts, claim, whole=False),
        )
        groups.setdefault(key, []).append(claim)
    for claims in groups.values():
        yield from _same_claims(facts, claims, across=across)


def _same_claims(facts: Facts, claims: list[Claim[Figure]], *, across: bool) -> Iterator[Relation]:
    first = claims[0]
    name = "".join(first.subject.raw.split())
    for other in claims[1:]:
        places = passage_of(facts, first), passage_of(facts, other)
        in_cells = [place is not None and place.table is not None for place in places]
        if first.passage == other.passage or (in_cells[0] != in_cells[1]) != across:
            continue
        heads = [
            cell_head(facts, claim.passage)
            for claim, in_cell in zip((first, other), in_cells, strict=True)
            if in_cell
        ]
        if "" in heads or len(set(heads)) > 1:
            continue
        yield Relation(
            other.figure,
            "=",
            first.figure,
            also=(first.subject, other.subject),
            group=f"same-{name}-{across}",
            zh=f"“{name}”前后不一：{first.figure.raw}与{other.figure.raw}。",
            en=f"One fact, two values: {first.figure.raw} and {other.figure.raw}.",
        )


def _amounts(facts: Facts) -> Iterator[Relation]:
    """Amounts of money of one name: results of formulas, priced amounts, parts, totals."""
    groups: dict[tuple[str, frozenset[str], int | None], list[_Statement]] = {}
    for one in _statements(facts):
        name = _PLAIN_TOTAL.sub("", comparable(one.name.raw))
        groups.setdefault((name, one.times, one.form), []).append(one)
    for found in groups.values():
        first = found[0]
        name = comparable(first.name.raw)
        for other in found[1:]:
            if other.figure.start == first.figure.start:
                continue
            yield Relation(
                other.figure,
                "=",
                first.figure,
                also=(first.name, other.name),
                group=f"amount-{name}",
                zh=f"“{name}”前后不一：{first.figure.raw}与{other.figure.raw}。",
                en=f"One amount, two values: {first.figure.raw} and {other.figure.raw}.",
            )


def _priced(facts: Facts) -> Iterator[Relation]:
    """An amount with its price in brackets, and the formula of the same price and item."""
    for price in facts.unit_prices:
        for formula in facts.formulas:
            factors = [factor for term in formula.terms for factor in term]
            same = any(
                factor.unit == price.price.unit and factor.value == price.price.value
                for factor in factors
                if isinstance(factor, Quantity) and factor.kind == "rate"
            )
            if not same or len(formula.terms) != 1 or price.label is None or formula.label is None:
                continue
            names = comparable(price.label.raw), comparable(formula.label.raw)
            if names[0] == names[1] or not _abbreviates(*names):
                continue
            if years_at(facts, price.amount) != years_at(facts, formula.result):
                continue
            yield Relation(
                price.amount,
                "=",
                formula.result,
                also=(price.label, price.price, formula.label),
                group=f"amount-{names[0]}",
                zh=f"“{names[0]}”前后不一：{price.amount.raw}，而按{price.price.raw}的算式为"
                f"{formula.result.raw}。",
                en=f"One amount, two values: {price.amount.raw} and {formula.result.raw}.",
            )


def _abbreviates(name: str, other: str) -> bool:
    """True if one name is short for the other: 社保缴费 for 社会保险缴费."""
    short, long = sorted((_STANDARD.sub("", name), _STANDARD.sub("", other)), key=len)
    rest = iter(long)
    return len(short) > 1 and all(char in rest for char in short)


def _statements(facts: Facts) -> Iterator[_Statement]:
    """Named amounts; a formula or price gives its label the amount it comes to."""
    for formula in facts.formulas:
        if formula.label is not None and _is_item(formula.label):
            when = years_at(facts, formula.result)
            yield from _money(formula.label, formula.result, when)
    for price in facts.unit_prices:
        if price.label is not None and _is_item(price.label):
            yield from _money(price.label, price.amount, years_at(facts, price.amount))
    for claim in facts.claims:
        total = _TOTALS.get(claim.measure or claim.role)
        name = _LEAD.sub("", comparable(claim.subject.raw))
        if total is None or not total.fullmatch(name) or is_goal(facts, claim):
            continue
        if not is_forecast(facts, claim):
            when = times(facts, claim) | scope(facts, claim)
            for one in _money(claim.subject, claim.figure, when):
                yield replace(one, form=claim.form)


def _is_item(label: Wording) -> bool:
    name = comparable(label.raw)
    return bool(_SPECIFIC.search(name)) and not _TOO_COMMON.fullmatch(name)


def _money(name: Wording, figure: Figure, when: frozenset[str]) -> Iterator[_Statement]:
    if isinstance(figure, Quantity) and figure.kind == "money" and figure.comparator == "=":
        yield _Statement(name, figure, when)
