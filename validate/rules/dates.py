"""Dates: payments before the period they pay, dates out of order, one date printed two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from model.facts import Facts
from model.quantity import Figure, Moment, Wording
from model.record import Disbursement
from model.relation import Relation, Remark
from validate.begun_and_done import settled_first, told_backwards
from validate.milestones import listed_backwards
from validate.registry import Limit, Limits, limited_rule, rule
from validate.sentences import Sentence

_SOON = Limit(
    "days",
    Decimal(31),
    "提前不超过这么多天、且在同一年内的只作提示：节前预发工资至多早一个月，没有出处。",
    "A payment no more days early, within the year, is a note: wages paid ahead before a holiday "
    "are a month early at most. No source.",
)
_AHEAD = re.compile(
    r"预付|预拨|预支|提前|定金|首付|(?:意外|财产|责任|商业|车辆)保险|意外险|租金|房租|租赁|订阅|订金|年费|押金|下月|清算|结算|补发|补付|补缴"
)
"""What is paid ahead by its nature, or settles an earlier period."""
_DAY = re.compile(r"(\d{4})\s*[年.-]\s*(\d{1,2})\s*[月.-]\s*(\d{1,2})")
_NAMED = 4
"""Characters of a label that says whose date it is: 开工日期, not 日期."""
_CHINESE_DIGITS = re.compile(r"[〇零○一二三四五六七八九十]")


_EARLY = Sentence(
    "“{name}”于{date}支付，早于所属期“{period}”的第一天。",
    "“{name}” was paid on {date}, before the first day of “{period}”, the period it pays for.",
)


@limited_rule(
    "DATE01",
    "支付早于所属期",
    "Payment before its period",
    severity="warning",
    limits=(_SOON,),
    says=(_EARLY,),
)
def payment_before_period(facts: Facts, limits: Limits) -> Iterator[Relation]:
    """支付日期不应早于款项所属期间的第一天。

    A payment is not made before the first day of the period it pays for.

    Flags::

        （单位：万元）
        | 序号 | 支出项目 | 支付批复时间 | 支出金额 |
        | 1 | 拨付护林员2023年1月工资 | 2023年1月20日 | 12.50 |
        | 2 | 拨付护林员2023年5月工资 | 2023年3月10日 | 12.60 |
        | 合计 | | | 25.10 |

    Flags::

        （单位：元）
        | 序号 | 支出内容 | 支付日期 | 支付金额 |
        | 1 | 2022年第三季度保洁服务费 | 2022年4月8日 | 30,000.00 |
        | 2 | 2022年第四季度保洁服务费 | 2022年12月8日 | 30,000.00 |

    Flags::

        （单位：元）
        | 序号 | 摘要 | 支付日期 | 金额 |
        | 1 | 支付2023年6月护工劳务费 | 2023年5月28日 | 8,000.00 |
        | 2 | 支付2023年7月护工劳务费 | 2023年7月28日 | 8,200.00 |

    Passes::

        （单位：元）
        | 序号 | 摘要 | 支付日期 | 金额 |
        | 1 | 支付2023年6月护工劳务费 | 2023年6月28日 | 8,000.00 |
        | 2 | 支付2023年6月护工劳务费 | 2023年7月28日 | 8,200.00 |
    """
    for row in facts.disbursements:
        if row.row_kind != "item" or row.date is None or row.period is None:
            continue
        if row.item is not None and _AHEAD.search(row.item.raw):
            continue
        named = row.item.raw.strip() if row.item is not None else row.period.raw
        said = _EARLY.filled(name=named, date=row.date.raw, period=row.period.raw)
        yield Relation(
            row.date,
            ">=",
            row.period,
            severity="note" if _is_soon(row, limits["days"]) else None,
            also=(row.item,) if row.item is not None else (),
            table=row.table,
            zh=said.zh,
            en=said.en,
        )


_CUTOFF_LATE = Sentence(
    "基准日{cutoff}晚于报告日期{report}。",
    "The cutoff {cutoff} is after the report's date {report}.",
)
_AFTER_CUTOFF = Sentence(
    "支付日期{date}晚于基准日{limit}。",
    "The payment of {date} is after the cutoff {limit}.",
)
_AFTER_REPORT = Sentence(
    "支付日期{date}晚于报告日期{limit}。",
    "The payment of {date} is after the report's date {limit}.",
)
_BACKWARDS = Sentence(
    "项目起止日期“{period}”的起始晚于截止。",
    "The project period “{period}” begins after it ends.",
)

_PAID_FIRST = Sentence(
    "“{paid}”，早于“{done}”：款项结清在工作完成之前。",
    "“{paid}” is earlier than “{done}”: all was paid before the work was done.",
)
_LISTED_BACKWARDS = Sentence(
    "“{early}”晚于本应在其后的“{late}”。",
    "“{early}” is later than “{late}”, which it must come before.",
)
_ENDS_FIRST = Sentence(
    "“{begun}”为起始，晚于其后的“{done}”。",
    "The beginning, “{begun}”, is later than the end, “{done}”.",
)


@rule(
    "DATE02",
    "日期先后",
    "Order of dates",
    severity="error",
    says=(
        _CUTOFF_LATE,
        _AFTER_CUTOFF,
        _AFTER_REPORT,
        _BACKWARDS,
        _LISTED_BACKWARDS,
        _ENDS_FIRST,
        _PAID_FIRST,
    ),
)
def date_order(facts: Facts) -> Iterator[Relation | Remark]:
    """日期应有先后：起始不晚于截止，基准日不晚于报告日，台账日期不晚于基准日和报告日。

    Dates run in order: start, cutoff, report; and a ledger's dates are not after them.

    Flags::

        绩效运行监控报告
        报告日期：2023年8月15日
        监控基准日：2023年9月30日
        一、项目概况
        截至监控基准日2023年9月30日，项目支出10万元。

    Flags::

        绩效评价报告
        报告日期：2023年6月30日
        （单位：元）
        | 序号 | 摘要 | 支付日期 | 金额 |
        | 1 | 图书采购 | 2023年3月2日 | 5,000.00 |
        | 2 | 书架采购 | 2023年11月9日 | 8,000.00 |

    Flags::

        项目名称：河道清淤
        项目起止时间：2023年12月1日至2023年3月31日
        一、项目概况
        项目由镇政府实施。

    Passes::

        绩效运行监控报告
        报告日期：2023年10月15日
        监控基准日：2023年9月30日
        （单位：元）
        | 序号 | 摘要 | 支付日期 | 金额 |
        | 1 | 图书采购 | 2023年3月2日 | 5,000.00 |
    """
    report = _single(facts.data.report_dates)
    cutoff = _single(facts.data.cutoff_dates)
    if report is not None and cutoff is not None:
        said = _CUTOFF_LATE.filled(cutoff=cutoff.raw, report=report.raw)
        yield Relation(cutoff, "<=", report, zh=said.zh, en=said.en)
    for limit, name, after in (
        (cutoff, "基准日", _AFTER_CUTOFF),
        (report, "报告日期", _AFTER_REPORT),
    ):
        if limit is not None:
            yield from _ledger_order(facts, limit, name, after)
    for period in facts.data.project_periods:
        yield from _period_order(period)
    for done, paid in settled_first(facts):
        said = _PAID_FIRST.filled(done=_flat(done), paid=_flat(paid))
        yield Remark((done, paid), severity="warning", zh=said.zh, en=said.en)
    known = {span.start for period in facts.data.project_periods for span in period.source}
    for early, late in listed_backwards(facts):
        said = _LISTED_BACKWARDS.filled(early=_flat(early), late=_flat(late))
        yield Remark((early, late), zh=said.zh, en=said.en)
    for begun, done in told_backwards(facts):
        if begun.source[0].start not in known:
            said = _ENDS_FIRST.filled(begun=_flat(begun), done=_flat(done))
            yield Remark((begun, done), zh=said.zh, en=said.en)


_TWO_DAYS = Sentence(
    "{label}两处不一：{first}与{second}。",
    "One date, two days: {first} and {second}.",
)


@rule("DATE03", "日期两种写法不一", "One date in two forms", severity="error", says=(_TWO_DAYS,))
def date_forms(facts: Facts) -> Iterator[Relation]:
    """同一日期的两处写法应是同一天。

    One date printed in two places, or in digits and in Chinese numerals, is one day.

    Flags::

        绩效评价报告
        2023年12月10日
        一、项目概况
        项目由县图书馆实施。
        清河评价咨询有限公司
        二〇二三年十二月二十日

    Flags::

        绩效运行监控报告
        监控基准日：2023年9月30日
        一、项目概况
        监控基准日为2023年10月31日，项目支出10万元。

    Flags::

        报告日期：2024年3月1日
        一、项目概况
        项目由县图书馆实施。
        二〇二四年三月十一日

    Flags::

        一、合同管理
        施工合同签订日期：2021年5月12日，合同价36万元。
        二、实施过程
        施工合同签订日期：二〇二一年五月二十一日，工期60天。

    Passes::

        绩效评价报告
        2023年12月10日
        一、项目概况
        项目由县图书馆实施。
        二○二三年十二月十日
    """
    for dates, name in ((facts.data.report_dates, "报告日期"), (facts.data.cutoff_dates, "基准日")):
        full = [found for found in dates if _is_day(found)]
        for first, second in pairwise(full):
            two_forms = _is_chinese(first) != _is_chinese(second)
            if not two_forms and (name == "报告日期" or not _is_base(first, second)):
                continue
            said = _TWO_DAYS.filled(label=name, first=first.raw, second=second.raw)
            severity = None if two_forms else "warning"
            yield Relation(second, "=", first, severity=severity, zh=said.zh, en=said.en)
    yield from _named_twice(facts)


def _named_twice(facts: Facts) -> Iterator[Relation]:
    """A date named by one label in two places, once in digits and once in Chinese numerals."""
    named: dict[tuple[int, str], list[Figure]] = {}
    for claim in facts.claims:
        label = "".join(claim.subject.raw.split())
        if label.endswith(("日期", "时间")) and _is_day(claim.figure):
            named.setdefault((claim.form, label), []).append(claim.figure)
    for (_, label), found in named.items():
        if len(found) == len(("first", "second")) and len(label) >= _NAMED:
            first, second = found
            if _is_chinese(first) != _is_chinese(second):
                said = _TWO_DAYS.filled(label=label, first=first.raw, second=second.raw)
                yield Relation(second, "=", first, zh=said.zh, en=said.en)


def _is_base(*dates: Figure) -> bool:
    """Both are called the base date; figures may be told up to several dates (截至6月末)."""
    return all(re.search(r"基准|节点|时点", found.label) for found in dates)


def _ledger_order(facts: Facts, limit: Figure, name: str, after: Sentence) -> Iterator[Relation]:
    for row in facts.disbursements:
        if row.row_kind != "item" or row.date is None or row.origin != "table":
            continue
        said = after.filled(date=row.date.raw, limit=limit.raw)
        yield Relation(
            row.date,
            "<=",
            limit,
            table=row.table,
            group=f"DATE02-{name}-{row.table}",
            zh=said.zh,
            en=said.en,
        )


def _period_order(period: Figure) -> Iterator[Remark]:
    """A period printed with its later day first; as a quantity its ends are in order."""
    days = [tuple(int(number) for number in found) for found in _DAY.findall(period.raw)]
    if len(days) == len(("start", "end")) and days[0] > days[1]:
        said = _BACKWARDS.filled(period=period.raw)
        yield Remark((period,), zh=said.zh, en=said.en)


def _flat(words: Wording) -> str:
    return "".join(words.raw.split())


def _single(dates: tuple[Figure, ...]) -> Figure | None:
    """The one complete date of several mentions; None where they differ or none is complete."""
    full = [found for found in dates if _is_day(found)]
    return full[0] if full and len({_iso(found) for found in full}) == 1 else None


def _is_day(found: Figure) -> bool:
    text = _iso(found)
    return text is not None and len(text) == len("2024-09-30")


def _iso(found: Figure) -> str | None:
    return found.value if isinstance(found, Moment) else None


def _is_chinese(found: Figure) -> bool:
    return bool(_CHINESE_DIGITS.search(found.raw))


def _is_soon(row: Disbursement[Figure], days: Decimal) -> bool:
    """True for a payment at most so many days early and within the year it pays for."""
    if not (isinstance(row.date, Moment) and isinstance(row.period, Moment)):
        return False
    paid, start = row.date.value, row.period.lower
    if paid is None or start is None or not (_is_iso(paid) and _is_iso(start)):
        return False
    early = (date.fromisoformat(start) - date.fromisoformat(paid)).days
    return paid[:4] == start[:4] and early <= days


def _is_iso(text: str) -> bool:
    return len(text) == len("2024-09-30") and not text.startswith("-")
