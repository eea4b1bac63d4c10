"""Counts: what is said to be there against what is there, and numbers that ought to run on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from model.facts import Facts
from model.quantity import Figure, Quantity, Wording
from model.record import IndicatorRow
from model.relation import Count, Relation, Remark, Sum
from model.structure import Ordinal, Series
from validate.registry import rule
from validate.selection import Form, forms, ledgers, name_of
from validate.sentences import Sentence

_UNMET = ("未", "部分", "没", "否", "不", "无")
_RATE = re.compile(r"执行率|预算执行|资金执行")
_MET = re.compile(r"已|超额|全部|全面|按[时期]|如期|达[成标到]|完成|实现|提前完成|是|√|✓")
_SERIES = {"serial": "序号", "table": "表号", "annex": "附件号"}


@rule("CNT01", "指标完成数", "Indicators met", severity="error")
def tallied(facts: Facts) -> Iterator[Relation]:
    """文中所称指标项数应与表中各行的完成情况一致。

    The number of indicators said to exist, to be met and not to be met must match the table.

    Flags::

        表1 绩效指标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 数量指标 | 清淤长度 | ≥8公里 | 8.2公里 | 已完成 |
        | 产出指标 | 质量指标 | 验收合格率 | 100% | 100% | 已完成 |
        | 效益指标 | 社会效益 | 受益人口 | ≥3000人 | 2600人 | 未完成 |

        二、总体结论
        全年各项任务推进平稳，共3项指标，已完成1项，还剩2项未完成。

    Passes::

        表1 绩效指标完成情况表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 |
        | 产出指标 | 数量指标 | 清淤长度 | ≥8公里 | 8.2公里 | 已完成 |
        | 产出指标 | 质量指标 | 验收合格率 | 100% | 100% | 已完成 |
        | 效益指标 | 社会效益 | 受益人口 | ≥3000人 | 2600人 | 未完成 |

        二、总体结论
        全年各项任务推进平稳，共3项指标，已完成2项，还剩1项未完成。
    """
    found = list(forms(facts))
    rated = [form for form in found if any(row.status is not None for row in form.items)]
    form = rated[0] if len(rated) == 1 else found[0] if len(found) == 1 else None
    for tally in facts.tallies:
        total, done, undone = (_number(one) for one in (tally.total, tally.done, tally.undone))
        if total is not None and done is not None and undone is not None:
            yield Relation(total, "=", Sum((done, undone)), subject="指标项数")
        if form is not None and total is not None:
            everything = Relation(total, "=", _counted(list(form.items)))
            yield replace(
                everything,
                right=_counted(_meant(form) or list(form.items)),
                subject="指标项数",
                one_of=(everything, Relation(total, "=", _counted(_besides_the_rate(form)))),
            )
        if form is not None and all(_is_told(row) for row in form.items):
            yield from _by_status(form, done, undone)


def _is_told(row: IndicatorRow[Figure]) -> bool:
    """Whether a row's status says that it is met, or that it is not; 存在偏离 says neither."""
    status = row.status.raw.strip() if row.status is not None else ""
    return bool(status) and (status.startswith(_UNMET) or _MET.match(status) is not None)


def _number(figure: Figure | None) -> Quantity | None:
    return figure if isinstance(figure, Quantity) else None


def _meant(form: Form) -> list[IndicatorRow[Figure]]:
    """The indicators of a form but those with no word behind their name: 不涉及 in every cell."""
    return [
        row
        for row in form.items
        if any((row.status, row.actual_text, row.target_text, row.weight, row.score))
    ]


def _besides_the_rate(form: Form) -> list[IndicatorRow[Figure]]:
    """The indicators of a form without the execution rate, which many count apart."""
    return [row for row in form.items if not _RATE.search(name_of(row).raw)]


def _by_status(form: Form, done: Quantity | None, undone: Quantity | None) -> Iterator[Relation]:
    meant = _meant(form)
    unmet = [row for row in meant if row.status and row.status.raw.strip().startswith(_UNMET)]
    short = {row.key for row in unmet}
    met = [row for row in meant if row.key not in short]
    if done is not None:
        yield Relation(done, "=", _counted(met), subject="已完成项数")
    if undone is not None:
        yield Relation(undone, "=", _counted(unmet), subject="未完成项数")


def _counted(rows: list[IndicatorRow[Figure]]) -> Count:
    return Count(tuple(name_of(row) for row in rows))


@rule("CNT02", "名列数不符", "Named count", severity="warning")
def listed(facts: Facts) -> Iterator[Relation]:
    """所称项数应与列举的项数一致。

    A count named before or after a list must be the number of things listed.

    Flags::

        二、实施情况
        补助资金包括运行费、管护费、培训费四项，均按季度拨付。

    Passes::

        二、实施情况
        补助资金包括运行费、管护费、培训费三项，均按季度拨付。
    """
    for listing in facts.listings:
        each = listing.items and listing.items[-1].raw.rstrip().endswith(("各", "均"))
        if isinstance(listing.stated, Quantity) and listing.items and not each:
            op = ">=" if listing.partial else "="
            yield Relation(listing.stated, op, Count(listing.items))


_TOP = 2
"""Passages at the top of a file: a running head may stand before its number."""
_TWICE = Sentence(
    "“{first}”用了两次：“{title}”与“{other}”。",
    "“{first}” is used twice: “{title}” and “{other}”.",
)
_OUT_OF_ORDER = Sentence(
    "{series}应为{expected}，实为{printed}。",
    "The numbers do not run on: {expected} is expected, {printed} is printed.",
)
_CLASS_TWICE = Sentence(
    "同一分类出现两次。",
    "One class appears twice.",
)


@rule(
    "SEQ01",
    "序号连续",
    "Serial numbers",
    severity="note",
    says=(_OUT_OF_ORDER, _CLASS_TWICE, _TWICE),
)
def running(facts: Facts) -> Iterator[Remark]:
    """序号、表号、附件号应从一起连续编排。

    Serial, table and annex numbers must run on from one.

    Flags::

        表1 资金支出明细表（单位：元）
        | 序号 | 支出内容 | 支付日期 | 支付金额 |
        | 1 | 灌溉设施维修费 | 2023年3月6日 | 12,400.00 |
        | 2 | 种苗采购费 | 2023年6月5日 | 8,350.50 |
        | 4 | 运输费 | 2023年9月4日 | 3,120.00 |
        | 合计 | | | 23,870.50 |

    Flags::

        表1 数量指标
        | 三级指标 | 年度指标值 | 实际完成值 |
        | 培训场次 | ≥4场 | 4场 |
        | 培训人数 | ≥200人 | 260人 |

        表2 质量指标
        | 三级指标 | 年度指标值 | 实际完成值 |
        | 培训合格率 | ≥90% | 95% |
        | 取证率 | ≥80% | 82% |

        表2 效益指标
        | 三级指标 | 年度指标值 | 实际完成值 |
        | 就业人数 | ≥20人 | 26人 |
        | 满意度 | ≥90% | 95% |

    Passes::

        表1 资金支出明细表（单位：元）
        | 序号 | 支出内容 | 支付日期 | 支付金额 |
        | 1 | 灌溉设施维修费 | 2023年3月6日 | 12,400.00 |
        | 2 | 种苗采购费 | 2023年6月5日 | 8,350.50 |
        | 3 | 运输费 | 2023年9月4日 | 3,120.00 |
        | 合计 | | | 23,870.50 |
    """
    for series in facts.series:
        if series.kind in _SERIES:
            yield from _broken(series, _first_number(facts, series))
            yield from _twice(facts, series)
    for rows in ledgers(facts).values():
        numbers = tuple(
            Ordinal(int(row.seq.raw), row.seq.raw, row.seq.source)
            for row in rows
            if row.seq is not None and row.row_kind == "item" and row.seq.raw.strip().isdecimal()
        )
        yield from _broken(Series(key="", kind="serial", ordinals=numbers))
    for form in forms(facts):
        yield from _class_twice(form)


def _first_number(facts: Facts, series: Series) -> int:
    """One; or the number of an annex that is a file of its own, which has it on top."""
    first = series.ordinals[0]
    top = [passage.source[-1].end for passage in facts.passages[:_TOP] if passage.source]
    heads = bool(top) and first.source[0].start < max(top)
    return first.value if series.kind == "annex" and heads else 1


def _broken(series: Series, expected: int = 1) -> Iterator[Remark]:
    """One remark a series: the first number that is not the next one."""
    last: Ordinal | None = None
    for ordinal in series.ordinals:
        if last is not None and ordinal.value == last.value:
            continue
        if ordinal.value != expected:
            yield _gap(series, last, ordinal, expected)
            return
        expected, last = expected + 1, ordinal


def _twice(facts: Facts, series: Series) -> Iterator[Remark]:
    """Two tables or annexes of one number and different titles, neither of which goes on."""
    for first, second in pairwise(series.ordinals):
        if series.kind == "serial" or first.value != second.value:
            continue
        titles = [_titled(facts, ordinal) for ordinal in (first, second)]
        if titles[0] != titles[1] and all(title and "续" not in title for title in titles):
            said = _TWICE.filled(first=first.raw, title=titles[0], other=titles[1])
            yield Remark(
                evidence=tuple(Wording(one.raw, one.source) for one in (first, second)),
                subject=_SERIES[series.kind],
                zh=said.zh,
                en=said.en,
            )


def _titled(facts: Facts, ordinal: Ordinal) -> str:
    """What stands behind a number at the head of its passage; empty where it stands within."""
    at = ordinal.source[0].start
    for passage in facts.passages:
        if passage.source[:1] and passage.source[0].start <= at < passage.source[-1].end:
            text = passage.text.strip()
            return (
                text[len(ordinal.raw) :].strip(" 　：:.、") if text.startswith(ordinal.raw) else ""
            )
    return ""


def _gap(series: Series, last: Ordinal | None, here: Ordinal, expected: int) -> Remark:
    seen = [one for one in (last, here) if one is not None]
    said = _OUT_OF_ORDER.filled(series=_SERIES[series.kind], expected=expected, printed=here.value)
    return Remark(
        evidence=tuple(Wording(one.raw, one.source) for one in seen),
        subject=_SERIES[series.kind],
        zh=said.zh,
        en=said.en,
    )


def _class_twice(form: Form) -> Iterator[Remark]:
    """A second-level class that comes again, with a weight of its own, under one first level."""
    seen: dict[tuple[str, str], IndicatorRow[Figure]] = {}
    before: tuple[str, str] | None = None
    for row in form.rows:
        if row.row_kind == "total" or row.levels[1] is None:
            continue
        here = (_text(row.levels[0]), _text(row.levels[1]))
        first = seen.setdefault(here, row)
        if first is not row and _again(first, row, apart=here != before):
            wordings = [one.levels[1] for one in (first, row)]
            yield Remark(
                evidence=tuple(
                    piece
                    for one, name in zip((first, row), wordings, strict=True)
                    for piece in (name, one.level_weights[1])
                    if piece is not None
                ),
                subject=here[1],
                zh=_CLASS_TWICE.zh,
                en=_CLASS_TWICE.en,
                table=form.table,
            )
        before = here


def _text(wording: Wording | None) -> str:
    return "" if wording is None else "".join(wording.raw.split())


def _again(first: IndicatorRow[Figure], second: IndicatorRow[Figure], *, apart: bool) -> bool:
    """Whether the class was begun anew: a weight of its own, after another class or a new one."""
    one, other = first.level_weights[1], second.level_weights[1]
    if one is None or other is None or one.source == other.source or 2 in second.carried:  # noqa: PLR2004 - the second level
        return False
    return apart or one.raw.strip() != other.raw.strip()
