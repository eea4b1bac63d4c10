"""Statements in words, against the figures and scores of the same report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import IndicatorRow
from model.relation import Constant, Difference, Operand, Product, Relation, Remark
from validate import contradicted_words as told
from validate.aligned import like, named, words_of
from validate.asides import headings_above, is_aside
from validate.direction import aim
from validate.merits import Merit, merit_of, praise
from validate.polarity import Saying, Stance, sayings
from validate.quoting import comparable
from validate.registry import Limit, Limits, limited_rule
from validate.rules.outcomes import is_full
from validate.selection import distinct, mentions, one_project
from validate.whole import execution, whole_amount, year_gone

_RATE_ROW = re.compile(r"(?:预算|资金|支出)执行(?:率|进度)|支出进度")
_UNSTARTED = re.compile(r"未(?:实施|开展|启动|开始|支付)")
_BUDGET_AS_SPENT = re.compile(r"(?:资金|预算|投资|经费)总额(?:实际)?支出(?:为|共|合计)?$")


@dataclass(frozen=True, slots=True)
class _Money:
    """The whole project's money, rate and time progress; None where the report is not plain."""

    rate: Operand | None
    gone: Operand | None
    budget: Quantity | None
    initial: Quantity | None
    received: Quantity | None
    spent: Quantity | None

    def floor(self, limits: Limits) -> Operand:
        """The rate below which nobody says that spending goes well or to plan."""
        if self.gone is not None:
            return Difference(self.gone, Constant(limits["lag"], "个百分点"))
        return Constant(limits["poor"], "%")


@limited_rule(
    "LOG06",
    "定性表述与数值矛盾",
    "Words against figures",
    severity="warning",
    says=told.ALL,
    limits=(
        Limit(
            "low",
            Decimal(95),
            "执行率达到该百分数即不宜称为“不高”；自评办法多以95%为满分线",
            "the execution rate, in percent, from which on it is not called low; many scoring "
            "rules give full marks from 95 %",
            most=Decimal(100),
        ),
        Limit(
            "poor",
            Decimal(80),
            "全年执行率低于该百分数即不宜称为“较高”“按计划”",
            "the year's execution rate, in percent, below which it is not called high or to plan",
            most=Decimal(100),
        ),
        Limit(
            "lag",
            Decimal(10),
            "监控报告中执行率落后序时进度超过该百分点即不宜称“按计划”",
            "percentage points behind time progress beyond which spending is not called to plan",
            most=Decimal(100),
        ),
        Limit(
            "share",
            Decimal("0.6"),
            "得分低于分值的该比例即不宜称“及时”“健全”；60%为及格线",
            "the share of its weight below which an indicator's score contradicts praise; 60 % "
            "is the pass mark",
            most=Decimal(1),
        ),
    ),
)
def words_against_figures(facts: Facts, limits: Limits) -> Iterator[Relation | Remark]:
    """正文的定性表述应与同一报告的执行率、到位数、得分和完成情况相符。

    What the text says in words agrees with the report's own rates, amounts, scores and statuses.

    Flags::

        2023年度护林员补助项目绩效自评报告
        一、资金使用情况
        项目全年预算数200.00万元，全年执行数196.00万元，预算执行率98.00%。
        二、存在的问题
        部门间沟通不畅，预算执行率偏低。

    Flags::

        2023年度护林员补助项目绩效自评报告
        一、资金使用情况
        项目全年预算数200.00万元，实际到位资金150.00万元，全年执行数150.00万元，预算执行率75.00%。
        项目资金已全部到位。

    Flags::

        绩效目标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 数量指标 | 培训护林员人数 | ≥120人 | 96人 | 未完成 |
        |          |          | 巡查次数 | ≥24次 | 26次 | 已完成 |
        一、绩效分析
        各项绩效指标均已完成。

    Flags::

        项目支出绩效评分表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |
        | 过程 | 资金管理 | 资金拨付及时性 | 4 | 1 |
        |      | 组织实施 | 管理制度健全性 | 4 | 4 |
        一、项目过程情况分析
        资金拨付及时，使用规范。

    Passes::

        2023年度护林员补助项目绩效自评报告
        一、资金使用情况
        项目全年预算数200.00万元，实际到位资金200.00万元，全年执行数140.00万元，预算执行率70.00%。
        项目资金已全部到位。
        二、存在的问题
        部门间沟通不畅，预算执行率偏低。上年设备购置执行率较高。
        三、建议
        加快支出，确保资金全部支出，各项绩效指标全部完成。

    Passes::

        2023年度护林员补助项目绩效运行监控报告
        监控基准日：2023年9月30日
        一、资金使用情况
        截至2023年9月30日，项目预算200.00万元，实际支出146.00万元，预算执行率73.00%。
        各项工作均按计划开展，未出现较大偏离。
    """
    money = _Money(
        execution(facts),
        year_gone(facts),
        whole_amount(facts, "budget"),
        whole_amount(facts, "budget_initial"),
        whole_amount(facts, "received"),
        whole_amount(facts, "spent"),
    )
    for saying in sayings(facts):
        yield from _told(facts, saying, money, limits)
    yield from _rated(facts, limits)
    yield from _budget_called_spent(facts)


def _told(
    facts: Facts, saying: Saying, money: _Money, limits: Limits
) -> Iterator[Relation | Remark]:
    match saying.stance:
        case Stance.LOW | Stance.HIGH | Stance.GOOD | Stance.PLANNED | Stance.ON_COURSE:
            yield from _of_rate(facts, saying, money, limits)
        case Stance.ARRIVED | Stance.SPENT | Stance.NO_BALANCE | Stance.NOT_OVER:
            yield from _of_amounts(saying, money)
        case Stance.ALL_DONE | Stance.WILL_BE_DONE:
            yield from _of_rows(facts, saying)


def _of_rate(facts: Facts, saying: Saying, money: _Money, limits: Limits) -> Iterator[Relation]:
    """The execution rate against what the words make of it."""
    if money.rate is None:
        return
    words = _printed(saying.words)
    if saying.stance is Stance.LOW:
        yield _called_low(facts, saying.words, money.rate, Constant(limits["low"], "%"))
        return
    of_spending = saying.stance is Stance.PLANNED and money.gone is not None
    plain = saying.stance is Stance.HIGH or (of_spending and "支出" in words)
    said = (told.HIGH if saying.stance in {Stance.HIGH, Stance.GOOD} else told.PLANNED).filled(
        words=words
    )
    yield Relation(
        money.rate,
        ">=",
        money.floor(limits),
        severity=None if plain else "note",
        also=(saying.words,),
        group="LOG06-pace" if saying.stance is Stance.ON_COURSE else None,
        zh=said.zh,
        en=said.en,
    )


def _called_low(facts: Facts, words: Wording, rate: Operand, low: Constant) -> Relation:
    """The rate is called low; the row scored for it is shown where it earned all it could."""
    full = next(
        (
            row
            for row in facts.indicators
            if row.name is not None and _RATE_ROW.search(row.name.raw) and is_full(row)
        ),
        None,
    )
    said = told.LOW.filled(words=_printed(words))
    also: tuple[Wording | Figure, ...] = (words,)
    if full is not None and full.score is not None and full.weight is not None:
        said = told.FULL.filled(
            words=_printed(words), row=named(full), score=full.score.raw.strip()
        )
        also = (words, *words_of(full), full.weight, full.score)
    return Relation(rate, "<", low, also=also, zh=said.zh, en=said.en)


def _of_amounts(saying: Saying, money: _Money) -> Iterator[Relation]:
    """All received, all spent, nothing left, nothing above the budget."""
    words, spent = _printed(saying.words), money.spent
    budgets = [one for one in (money.budget, money.initial) if one is not None]
    if saying.stance is Stance.ARRIVED:
        left, op, wholes, said = money.received, ">=", budgets, told.ARRIVED
    elif saying.stance is Stance.NOT_OVER:
        left, op, wholes, said = spent, "<=", budgets, told.OVER
    else:
        wholes = [*([money.received] if money.received is not None else []), *budgets]
        left, op, said = spent, ">=", told.SPENT
    if left is None or not wholes:
        return
    filled = said.filled(words=words)
    first, *rest = (
        Relation(
            left,
            op,
            whole,
            severity="note" if saying.stance is Stance.NO_BALANCE else None,
            also=(saying.words,),
            zh=filled.zh,
            en=filled.en,
        )
        for whole in wholes
    )
    yield replace(first, one_of=tuple(rest))


def _of_rows(facts: Facts, saying: Saying) -> Iterator[Relation | Remark]:
    """All done, or soon to be, though the table marks rows as open."""
    if not one_project(facts):
        return
    open_rows = [
        row
        for row in facts.indicators
        if row.row_kind == "item" and row.status is not None and row.met is False
    ]
    forecast = saying.stance is Stance.WILL_BE_DONE
    if forecast:
        open_rows = [row for row in open_rows if _UNSTARTED.search(_cells(row))]
    if not forecast:
        yield from _missed(facts, saying)
    if not open_rows:
        return
    said = (told.FORECAST if forecast else told.DONE).filled(
        words=_printed(saying.words),
        count=len(open_rows),
        rows="、".join(f"“{named(row)}”" for row in open_rows),
    )
    shown = [one for row in open_rows for one in (*words_of(row), row.actual_text, row.status)]
    yield Remark(
        (saying.words, *(one for one in shown if one is not None)),
        severity="note" if forecast else None,
        zh=said.zh,
        en=said.en,
    )


def _missed(facts: Facts, saying: Saying) -> Iterator[Relation]:
    """All done, though an actual misses its target and no status says so."""
    for row in facts.indicators:
        target = row.stage if row.stage is not None else row.target
        if row.row_kind != "item" or row.status is not None or target is None or not row.actual:
            continue
        op = aim(row, target)
        if op is None:
            continue
        said = told.MISSED.filled(
            words=_printed(saying.words),
            row=named(row),
            target=target.raw.strip(),
            actual=row.actual.raw.strip(),
        )
        yield Relation(
            like(row.actual, target),
            op,
            target,
            also=(saying.words, *words_of(row)),
            group=f"LOG06-done-{saying.words.source[0].start}",
            zh=said.zh,
            en=said.en,
        )


def _cells(row: IndicatorRow[Figure]) -> str:
    return "".join(one.raw for one in (row.actual_text, row.status) if one is not None)


def _rated(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """Praise of what an indicator was marked down for: 资金拨付及时 against 资金拨付及时性."""
    scored = [row for row in facts.indicators if not is_full(row)]
    merits = [merit for row in scored if (merit := merit_of(row)) is not None]
    if not merits:
        return
    chains = headings_above(facts)
    for at, passage in enumerate(facts.passages):
        if passage.kind != "paragraph" or is_aside(chains[at]):
            continue
        for merit in merits:
            words = praise(passage, merit)
            if words is not None:
                yield _overpraised(merit, words, limits)


def _overpraised(merit: Merit, words: Wording, limits: Limits) -> Relation:
    said = told.RATED.filled(
        words=_printed(words),
        row=named(merit.row),
        score=merit.score.raw.strip(),
        weight=merit.weight.raw.strip(),
    )
    return Relation(
        merit.score,
        ">=",
        Product((merit.weight, Constant(limits["share"]))),
        severity=None if merit.is_named_in(words.raw) else "note",
        also=(words, *words_of(merit.row)),
        group=f"LOG06-{merit.row.key}",
        zh=said.zh,
        en=said.en,
    )


def _budget_called_spent(facts: Facts) -> Iterator[Relation]:
    """年度资金总额支出为 and the amount of the budget, where less was spent."""
    for claim in facts.claims:
        if claim.role != "spent" or not _BUDGET_AS_SPENT.search(comparable(claim.subject.raw)):
            continue
        budgets = distinct(mentions(facts, "budget"))
        spent = [
            one for one in distinct(mentions(facts, "spent")) if one.value != _value(claim.figure)
        ]
        for budget in budgets:
            if not spent or budget.value != _value(claim.figure):
                continue
            said = told.LABEL.filled(
                words=_printed(claim.subject),
                amount=claim.figure.raw.strip(),
                spent=spent[0].raw.strip(),
            )
            yield Relation(
                claim.figure, "=", spent[0], also=(claim.subject, budget), zh=said.zh, en=said.en
            )
            break


def _value(figure: Figure) -> Decimal | None:
    return figure.value if isinstance(figure, Quantity) else None


def _printed(words: Wording) -> str:
    return "".join(words.raw.split())
