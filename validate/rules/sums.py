"""Sums: ledgers, lists in sentences, cost indicators, counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from model.facts import Facts
from model.quantity import Figure, Quantity
from model.record import Breakdown, Disbursement, IndicatorRow
from model.relation import Constant, Difference, Product, Relation, Sum
from validate.aligned import offset_in, said_before
from validate.misprints import explained
from validate.recompute import holds_firmly, operands
from validate.registry import Limit, Limits, limited_rule, rule
from validate.selection import blank, distinct, ledgers, mentions
from validate.statements import SENTENCES, statements
from validate.tabulated import COLUMN_TOTAL, column_totals

_OPEN = ("其中", "包括", "包含", "含", "用于")
"""Words that may name some parts of a whole and leave others out."""

_NEARLY_ALL = Limit(
    "nearly_all",
    Decimal("0.9"),
    "“其中”之后的分项合计达到总数的这一比例，才当作全部列出；不到的可能只是举例，"
    "没有条文划过这条线，再低会误报举例。",
    "A list after 其中 that makes up this share of the whole is meant to make up all of it; one "
    "that does not may well be a choice. No text draws the line; lower, choices get flagged.",
)
_OVERLAP = Limit(
    "overlap",
    Decimal("1.1"),
    "“其中”之后的分项合计超过总数的这一倍数，视为互有重叠（党员、女性）或另有所指（批复、结算），"
    "不作核对；没有条文划过这条线。",
    "A list after 其中 that comes to more than this multiple of the whole overlaps (党员, 女性) or "
    "tells of stages (批复, 结算), and is not judged. No text draws the line.",
)

_FEWEST = 2
_LONG = 4
"""Digits of a figure in which a slip is no matter of chance."""
_MANY = 12
"""Parts beyond which no second division of a whole is looked for."""


@rule("SUM01", "台账合计", "Ledger total", severity="error", says=(COLUMN_TOTAL,))
def ledger_total(facts: Facts) -> Iterator[Relation]:
    """台账各笔支出之和应等于合计数。

    The payments of a ledger must add up to its total.

    Flags::

        表1 资金支出明细表（单位：元）
        | 序号 | 支出内容 | 支付日期 | 支付金额 |
        | 1 | 河道保洁费 | 2023年3月6日 | 12,400.00 |
        | 2 | 水质检测费 | 2023年6月5日 | 8,350.50 |
        | 3 | 警示牌制作费 | 2023年9月4日 | 3,120.00 |
        | 合计 | | | 24,870.50 |

    Passes::

        表1 资金支出明细表（单位：元）
        | 序号 | 支出内容 | 支付日期 | 支付金额 |
        | 1 | 河道保洁费 | 2023年3月6日 | 12,400.00 |
        | 2 | 水质检测费 | 2023年6月5日 | 8,350.50 |
        | 3 | 警示牌制作费 | 2023年9月4日 | 3,120.00 |
        | 合计 | | | 23,870.50 |
    """
    yield from column_totals(facts, money=True)
    for rows in ledgers(facts).values():
        yield from _ledger(rows)


def _ledger(rows: list[Disbursement[Figure]]) -> Iterator[Relation]:
    """Each total against the rows above it since the last, or below it where it stands first."""
    if rows[0].row_kind == "total":
        rows = [*rows[1:], rows[0]]
    everything: list[Quantity] = []
    since_total: list[Quantity] = []
    since_any: list[Quantity] = []
    for row in rows:
        figure = row.amount if isinstance(row.amount, Quantity) else None
        if row.row_kind == "item":
            part = figure or blank(row.where)
            for parts in (everything, since_total, since_any):
                parts.append(part)
        elif row.row_kind == "subtotal":
            yield from _adds_up(figure, since_any, (since_total,), row)
            since_any = []
        else:
            yield from _adds_up(figure, since_total or everything, (everything,), row)
            since_total, since_any = [], []


def _adds_up(
    total: Quantity | None,
    parts: list[Quantity],
    others: tuple[list[Quantity], ...],
    row: Disbursement[Figure],
) -> Iterator[Relation]:
    """The total over its rows; over other runs of rows, or without blank ones, if that fits."""
    if total is None or not parts:
        return
    filled = [[one for one in run if one.value is not None] for run in (parts, *others)]
    yield Relation(
        total,
        "=",
        Sum(tuple(parts)),
        subject=row.item.raw if row.item is not None else "合计",
        one_of=tuple(Relation(total, "=", Sum(tuple(run))) for run in filled if run),
    )


_PER_HEAD = re.compile(
    r"各(?:自|有|设|建|安排|配备|补助|发放|购置|配)?(?:约|为)?$|(?:每[\u4e00-\u9fff]{1,4}|[人户台亩笔场]均|单价|均价)(?:为|约|按)?$"
)
_THAN = re.compile(r"[比较](?:上年|去年|同期|上期|往年|(?:19|20)\d\d年)[\u4e00-\u9fff]{0,4}的?$")


@limited_rule(
    "SUM02", "列举分项合计", "Listed parts", severity="error", limits=(_NEARLY_ALL, _OVERLAP)
)
def listed_parts(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """列举的各项金额之和应等于所称的合计。

    Amounts listed in a sentence must add up to the total it states.

    Flags::

        二、资金使用情况
        全年共支出86,500.00元，分别为：宣传费21,000.00元、培训费35,500.00元、印刷费31,000.00元。

    Passes::

        二、资金使用情况
        全年共支出86,500.00元，分别为：宣传费21,000.00元、培训费35,500.00元、印刷费30,000.00元。
    """
    for breakdown in facts.breakdowns:
        if breakdown.kind != "money" or _misled(facts, breakdown):
            continue
        if not _behind_another(breakdown, facts.breakdowns):
            yield from _whole(breakdown, limits)


_BOUNDS = frozenset({"<", "<=", ">", ">="})
_OF_A_SCALE = re.compile(r"[（(][不]?含[）)]|以[上下]|至$")
_ROUGHLY = _BOUNDS | {"~<", "range"}
_OWN_TOTAL = re.compile(r"(?:共|共计|合计|小计|计)(?:为|约|需)?$")
_ANSWERS = re.compile(
    r"(?:发放|收回|回收|有效|满意|合格|通过|参[加与训]|报名|取证|就业|[初终]审)(?:数|的|者)?$"
)
"""Stages of one number of people or papers: each is among those before it."""


def _misled(facts: Facts, breakdown: Breakdown[Figure]) -> bool:
    """Whether a part is one of several alike (各设4个), or the total another year's."""
    total = breakdown.total
    names = [one.raw for one in breakdown.names]
    if any(part.comparator in _BOUNDS for part in breakdown.parts):
        return True  # 500万元以下的项目1,240万元: bounds by which a whole is divided
    if any("每" in name or _OF_A_SCALE.search(name) for name in names):
        return True
    own = [_OWN_TOTAL.search(said_before(facts, part)) is not None for part in breakdown.parts]
    if sum(own) > 1:
        return True  # 12场，共13.2万元；200块，共9万元: each the total of its own
    stages = {found.group() for name in names if (found := _ANSWERS.search(name))}
    if len(stages) > 1:
        return True  # 有效215份，满意201份: some are among the others
    return any(_PER_HEAD.search(said_before(facts, part)) for part in breakdown.parts) or (
        total is not None and _THAN.search(said_before(facts, total)) is not None
    )


@limited_rule(
    "SUM05",
    "分类计数合计",
    "Listed counts",
    severity="error",
    says=(SENTENCES["rest"], COLUMN_TOTAL),
    limits=(_NEARLY_ALL, _OVERLAP),
)
def listed_counts(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """分区或分类的数量之和应等于总数。

    Counts by place or class must add up to the total stated.

    Flags::

        二、项目完成情况
        全区共检查门店412家，分别为：东街道126家、西街道98家、南街道104家、北街道94家。

    Passes::

        二、项目完成情况
        全区共检查门店412家，分别为：东街道126家、西街道98家、南街道104家、北街道84家。
    """
    yield from statements(facts, "rest")
    yield from column_totals(facts, money=False)
    for breakdown in facts.breakdowns:
        if breakdown.kind != "count" or _told_to_overlap(facts, breakdown):
            continue
        if _misled(facts, breakdown):
            continue
        if not _behind_another(breakdown, facts.breakdowns):
            yield from _whole(breakdown, limits)


_BOTH = re.compile(
    r"同时(?:具有|具备|属于|是|享受|符合)|(?:两种|双重|多重|多种)(?:以上)?身份|交叉统计|重复(?:统计|计数|计算)|"
    r"(?:有|存在|部分|互有|含)[\u4e00-\u9fff]{0,6}(?:重复|重叠|交叉|兼)"
)
"""Words that say of classes that some are counted in two of them."""
_NOT_BOTH = re.compile(
    r"(?:不|未|无|没有|剔除|扣除|避免|去除)[\u4e00-\u9fff]{0,8}(?:重复|重叠|交叉)"
)


def _told_to_overlap(facts: Facts, breakdown: Breakdown[Figure]) -> bool:
    """Whether the sentence of the parts says that some are counted twice."""
    last = breakdown.parts[-1].end if breakdown.parts else 0
    for passage in facts.passages:
        if passage.source and passage.source[0].start < last <= passage.source[-1].end:
            behind = re.split("[。；;\n]", passage.text[offset_in(passage, last - 1) :])[0]
            return bool(_BOTH.search(behind)) and not _NOT_BOTH.search(behind)
    return False


def _behind_another(breakdown: Breakdown[Figure], others: tuple[Breakdown[Figure], ...]) -> bool:
    """Whether a total ends the list before these parts, and they have a total of their own behind.

    预算分别为60万元和90万元，合计150万元；支出分别为54万元和84万元，合计138万元 is two lists.
    """
    total, parts = breakdown.total, breakdown.parts
    if total is None or not parts or total.start > parts[0].start:
        return False
    closes = any(
        other.total == total and other.parts and other.parts[-1].end <= total.start
        for other in others
    )
    return closes and any(
        other.parts == parts and other.total is not None and other.total.start >= parts[-1].end
        for other in others
    )


def _whole(breakdown: Breakdown[Figure], limits: Limits) -> Iterator[Relation]:
    """Parts and whole: equal where the list is complete, else never more than the whole."""
    total = breakdown.total
    parts = tuple(part for part in breakdown.parts if isinstance(part, Quantity))
    if not isinstance(total, Quantity) or len(parts) < _FEWEST:
        return
    if total.comparator in _ROUGHLY:
        return  # 不足30人 is no total
    if any(part.comparator == "range" for part in parts):
        return  # 479万元 — 723万元: cells of a table on one line
    opened = breakdown.how.startswith(_OPEN)
    if _overlap(breakdown):
        return
    added = Sum(parts)
    subject = breakdown.names[0].raw + "等" if breakdown.names else ""
    wholes = [Relation(other, "=", added) for other in breakdown.others]
    equal = Relation(
        total,
        "=",
        added,
        subject=subject,
        one_of=(*_otherwise(total, parts), *wholes),
        told=bool(wholes)
        or breakdown.how in {"合计", "（）"}
        or breakdown.kind == "count"
        or not _comparable(total, parts),
    )
    if (opened or breakdown.kind == "count") and _beyond(total, parts):
        yield from _misprinted(equal)
    elif breakdown.partial:
        if breakdown.kind == "money":
            yield Relation(total, ">=", added, subject=subject)
    elif not opened:
        yield equal
    else:
        yield from _open_list(equal, total, added, limits)


def _comparable(total: Quantity, parts: tuple[Quantity, ...]) -> bool:
    """Whether parts come near enough to a whole to be taken for its parts."""
    added = sum((part.value for part in parts if part.value is not None), Decimal(0))
    whole = total.value or Decimal(0)
    return added < whole * _FEWEST and whole < added * _FEWEST


def _otherwise(total: Quantity, parts: tuple[Quantity, ...]) -> tuple[Relation, ...]:
    """What a list may mean besides a plain sum.

    The parts next to the total alone, the others being those again by another division, or a goal
    before what was done (目标300人，已培训126人，已报名178人，合计304人); a part that is itself
    divided by the ones after it; a last part that is taken off (优惠, 支出).
    """
    ends = range(_FEWEST, min(len(parts), _MANY))
    closing = total.start > parts[-1].start
    some = [Sum(parts[-end:] if closing else parts[:end]) for end in ends]
    other = [Relation(total, "=", one) for one in some]
    if len(parts) > _FEWEST:
        other.append(Relation(parts[0], "=", Sum(parts[1:])))
    other.append(Relation(total, "=", Difference(Sum(parts[:-1]), parts[-1])))
    return tuple(other)


_MONTHS = re.compile(r"(\d{1,2})\s*月?\s*[-—–~～至]\s*(\d{1,2})\s*月")


def _overlap(breakdown: Breakdown[Figure]) -> bool:
    """Whether parts are stages told up to a date (一季度…，上半年…), or one figure is for two."""
    names = "、".join(name.raw for name in breakdown.names)
    last = breakdown.names[-1].raw if breakdown.names else ""
    if breakdown.kind == "count" and re.search("[和与及、]", last):
        return True  # 效益指标和满意度指标各1项
    if "中小" in names and re.search("小微|小型|微型", names):
        return True  # small and micro enterprises are among the small and medium-sized ones
    half = "上半年" in names and "下半年" not in names
    return half or bool(re.search(r"累计|前[二两三]个?季度", names)) or _months_overlap(names)


def _months_overlap(names: str) -> bool:
    """Whether months told as spans overlap: 1-6月, 1-9月; not so 1-9月, 10-12月."""
    spans = sorted((int(first), int(last)) for first, last in _MONTHS.findall(names))
    return len(spans) == 1 or any(one[1] >= other[0] for one, other in pairwise(spans))


def _beyond(total: Quantity, parts: tuple[Quantity, ...]) -> bool:
    """Whether something counted among the parts is more than the whole, so no part of it."""
    return any(
        part.value is not None and total.value is not None and part.value > total.value
        for part in parts
    )


def _open_list(equal: Relation, total: Quantity, added: Sum, limits: Limits) -> Iterator[Relation]:
    """A list that may leave parts out: judged where it nearly is, or exceeds, the whole.

    Counted classes may overlap (党员, 女性), so far too much is no contradiction there.
    """
    near = Relation(added, ">=", Product((total, Constant(limits["nearly_all"]))))
    most = Product((total, Constant(limits["overlap"])))
    near = Relation(added, "<=", most, given=near)
    if holds_firmly(near):
        yield replace(equal, given=near)
    else:
        yield from _misprinted(equal)


def _misprinted(equal: Relation) -> Iterator[Relation]:
    """The sum, only where one slip in a longer figure is all that keeps it from holding.

    A total that closes a list (…，合计76万元) is more surely its own.
    """
    first, *rest = operands(equal)
    closing = all(first.start > one.start for one in rest)
    if explained(equal, digits=_LONG - closing):
        yield equal


@rule("SUM04", "成本指标分项合计", "Cost indicators", severity="warning")
def costs(facts: Facts) -> Iterator[Relation]:
    """成本指标的目标合计等于预算时，实际合计应等于实际支出。

    Where the cost targets add up to the budget, the cost actuals must add up to what was spent.

    Flags::

        一、资金情况
        项目预算50,000元，实际支出41,200元，预算执行率82.40%。
        表1 绩效目标完成情况
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 成本指标 | 经济成本 | 场地租赁费 | ≤20000元 | 16000元 |
        | 成本指标 | 经济成本 | 专家讲课费 | ≤30000元 | 24700元 |
        | 产出指标 | 数量指标 | 培训场次 | ≥4场 | 4场 |

    Passes::

        一、资金情况
        项目预算50,000元，实际支出41,200元，预算执行率82.40%。
        表1 绩效目标完成情况
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |
        | 成本指标 | 经济成本 | 场地租赁费 | ≤20000元 | 16500元 |
        | 成本指标 | 经济成本 | 专家讲课费 | ≤30000元 | 24700元 |
        | 产出指标 | 数量指标 | 培训场次 | ≥4场 | 4场 |
    """
    budgets = distinct(mentions(facts, "budget"))
    spent = distinct(mentions(facts, "spent"))
    if not budgets or not spent:
        return
    tables: dict[tuple[int, int], list[IndicatorRow[Figure]]] = defaultdict(list)
    for row in facts.indicators:
        if row.row_kind == "item" and _is_cost(row):
            tables[row.table, row.form].append(row)
    for rows in tables.values():
        targets = [row.target for row in rows if isinstance(row.target, Quantity)]
        actuals = [row.actual for row in rows if isinstance(row.actual, Quantity)]
        if len(rows) < _FEWEST or not len(rows) == len(targets) == len(actuals):
            continue
        planned, paid = Sum(tuple(targets)), Sum(tuple(actuals))
        yield Relation(
            spent[0],
            "=",
            paid,
            given=Relation(
                budgets[0],
                "=",
                planned,
                one_of=tuple(Relation(one, "=", planned) for one in budgets[1:]),
            ),
            one_of=tuple(Relation(one, "=", paid) for one in spent[1:]),
        )


def _is_cost(row: IndicatorRow[Figure]) -> bool:
    """An amount of money under 成本; social and ecological costs are stated in words or percent."""
    names = [level.raw for level in row.levels[:2] if level is not None]
    if not names and row.name is not None:
        names = [row.name.raw]
    return (
        any("成本" in name for name in names)
        and isinstance(row.target, Quantity)
        and row.target.kind == "money"
    )
